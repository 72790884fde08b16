// Package multiprocessing is the package multiprocessing: processes that run
// functions of the program, and what they share.
//
// A process is this program started again, as CPython's start method spawn
// does: it gets what it needs through a pipe. Here is what touches the system:
// children, connections, semaphores, shared memory. What is built of these
// stands in the .aio files.
package multiprocessing

import (
	"embed"

	"github.com/aio-lang/aio/vm/object"
)

type (
	thread = object.Thread
	value  = object.Value
	def    = object.Def
)

//go:embed *.aio
var sources embed.FS

func source(name string) string {
	b, err := sources.ReadFile(name + ".aio")
	if err != nil {
		panic(err)
	}
	return string(b)
}

// Modules declares _multiprocessing and the package.
func Modules() []*object.ModuleDecl {
	list := []*object.ModuleDecl{
		{
			Name:  "_multiprocessing",
			Types: []*object.TypeDecl{&connectionDecl, &semaphoreDecl, &memoryDecl},
			Funcs: []def{
				{Sig: "start(args, fds, /)", Doc: "Run this program again with other arguments, and descriptors from 3 on.", Fn: start},
				{Sig: "pipe(duplex, /)", Doc: "Return the two ends of a connection.", Fn: pipe},
				{Sig: "_inherited(cls, tokens, back, limit, recursive, /)", Doc: "Make a semaphore of inherited descriptors.", Fn: inherited},
			},
		},
		{Name: "multiprocessing", IsPackage: true, Doc: "Processes that run functions, used like threads.", Source: source("__init__")},
	}
	for _, name := range []string{"connection", "context", "crew", "pool", "process", "queues", "sharedctypes", "spawn", "synchronize"} {
		list = append(list, &object.ModuleDecl{Name: "multiprocessing." + name, Source: source(name)})
	}
	return list
}
