// Package queue is the modules queue and _queue: queues between threads.
package queue

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

type (
	thread = object.Thread
	value  = object.Value
	def    = object.Def
)

//go:embed queue.aio
var source string

var emptyDecl = object.TypeDecl{
	Name: "_queue.Empty", Base: object.ShapeException, Kind: object.KindException, Flags: object.TypeHasDict,
	Doc: "There was no item, and nobody put one in in time.",
}

// Module declares queue.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "queue", Doc: "Queues that threads share.", Source: source}
}

// NativeModule declares _queue.
func NativeModule() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "_queue", Types: []*object.TypeDecl{&emptyDecl, &simpleDecl}}
}
