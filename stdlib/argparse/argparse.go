// Package argparse is module argparse: how a program takes its arguments and
// explains them. It is written in the language, in three files that run one
// after the other in the module's namespace.
package argparse

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

var (
	//go:embed help.aio
	help string
	//go:embed actions.aio
	actions string
	//go:embed parser.aio
	parser string
)

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "argparse", Doc: "Parse command line arguments and options, and print help for them.",
		Source: help + "\n" + actions + "\n" + parser,
	}
}
