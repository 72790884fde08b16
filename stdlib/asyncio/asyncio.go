// Package asyncio is package asyncio of the standard library: the native
// module _asyncio on package loop, and the modules of the package, which are
// written in the language.
package asyncio

import (
	"github.com/aio-lang/aio/vm/object"
)

// submodules are the modules of the package, each in a file of its name.
var submodules = []struct{ name, doc, source string }{
	{"_connect", "Sockets for connections, servers and datagrams.", connectSource},
	{"_processes", "Child processes as transports.", processesSource},
	{"_sendfile", "Sending files.", sendfileSource},
	{"base_events", "Event loops without a way to wait for descriptors.", baseEventsSource},
	{"base_futures", "What future classes share.", baseFuturesSource},
	{"base_tasks", "Stacks of tasks.", baseTasksSource},
	{"constants", "Numbers that asyncio's modules share.", constantsSource},
	{"coroutines", "What is a coroutine.", coroutinesSource},
	{"events", "Event loops, policies and handles.", eventsSource},
	{"exceptions", "The exceptions of asyncio.", exceptionsSource},
	{"format_helpers", "How callbacks are shown.", formatHelpersSource},
	{"futures", "Futures.", futuresSource},
	{"locks", "Locks, events, conditions, semaphores and barriers for tasks.", locksSource},
	{"log", "The logger of asyncio.", logSource},
	{"mixins", "How synchronisation objects find their loop.", mixinsSource},
	{"protocols", "What a transport calls.", protocolsSource},
	{"queues", "Queues between tasks.", queuesSource},
	{"runners", "Running a program's coroutine from beginning to end.", runnersSource},
	{"selector_events", "Event loops on non-blocking sockets.", selectorEventsSource},
	{"sslproto", "Encrypted transports.", sslprotoSource},
	{"staggered", "Starting attempts one after the other, each some time after the last.", staggeredSource},
	{"streams", "Streams: reading and writing connections with await.", streamsSource},
	{"subprocess", "Child processes with await.", subprocessSource},
	{"taskgroups", "Groups of tasks that live and fail together.", taskgroupsSource},
	{"tasks", "Tasks and how to wait for them.", tasksSource},
	{"threads", "Blocking functions beside the loop.", threadsSource},
	{"timeouts", "Time limits for a block of code.", timeoutsSource},
	{"trsock", "Sockets of transports, as users may see them.", trsockSource},
	{"transports", "What a protocol calls.", transportsSource},
	{"unix_events", "Event loops for Unix.", unixEventsSource},
}

// Modules declares the package and its modules.
func Modules() []*object.ModuleDecl {
	list := []*object.ModuleDecl{
		native(),
		{Name: "asyncio", Doc: "The asyncio package, tracking PEP 3156.", Source: initSource, IsPackage: true},
	}
	for _, m := range submodules {
		list = append(list, &object.ModuleDecl{Name: "asyncio." + m.name, Doc: m.doc, Source: m.source})
	}
	return list
}
