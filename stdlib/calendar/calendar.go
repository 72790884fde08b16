// Package calendar is the calendar module.
package calendar

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed calendar.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "calendar", Doc: "Calendar printing functions, and calculations with weeks and months.", Source: source}
}
