// Package queue is module queue, written in the language.
package queue

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed queue.aio
var source string

// Module declares module queue.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "queue", Doc: "A multi-producer, multi-consumer queue.", Source: source}
}
