// Package asyncio is package asyncio of the standard library: the native
// module _asyncio on package loop, and the modules of the package, which are
// written in the language.
package asyncio

import (
	"embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed *.aio _datagram.aio
var sources embed.FS

// submodules are the modules of the package, each in a file of its name.
var submodules = []struct{ name, doc string }{
	{"_datagram", "Datagram sockets as transports."},
	{"base_events", "Event loops without a way to wait for descriptors."},
	{"base_futures", "What future classes share."},
	{"base_tasks", "Stacks of tasks."},
	{"constants", "Numbers that asyncio's modules share."},
	{"coroutines", "What is a coroutine."},
	{"events", "Event loops, policies and handles."},
	{"exceptions", "The exceptions of asyncio."},
	{"format_helpers", "How callbacks are shown."},
	{"futures", "Futures."},
	{"locks", "Locks, events, conditions, semaphores and barriers for tasks."},
	{"log", "The logger of asyncio."},
	{"mixins", "How synchronisation objects find their loop."},
	{"protocols", "What a transport calls."},
	{"queues", "Queues between tasks."},
	{"runners", "Running a program's coroutine from beginning to end."},
	{"selector_events", "Event loops on non-blocking sockets."},
	{"sslproto", "Encrypted transports."},
	{"staggered", "Starting attempts one after the other, each some time after the last."},
	{"streams", "Streams: reading and writing connections with await."},
	{"taskgroups", "Groups of tasks that live and fail together."},
	{"tasks", "Tasks and how to wait for them."},
	{"threads", "Blocking functions beside the loop."},
	{"timeouts", "Time limits for a block of code."},
	{"trsock", "Sockets of transports, as users may see them."},
	{"transports", "What a protocol calls."},
	{"unix_events", "Event loops for Unix."},
}

// Modules declares the package and its modules.
func Modules() []*object.ModuleDecl {
	list := []*object.ModuleDecl{
		native(),
		{Name: "asyncio", Doc: "The asyncio package, tracking PEP 3156.", Source: source("__init__"), IsPackage: true},
	}
	for _, m := range submodules {
		list = append(list, &object.ModuleDecl{Name: "asyncio." + m.name, Doc: m.doc, Source: source(m.name)})
	}
	return list
}

func source(name string) string {
	b, err := sources.ReadFile(name + ".aio")
	if err != nil {
		panic(err) // the list above names a file that does not exist
	}
	return string(b)
}
