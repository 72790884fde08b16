// Package sched is the sched module.
package sched

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed sched.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "sched", Doc: "A generally useful event scheduler.", Source: source}
}
