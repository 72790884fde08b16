// Package snapshot keeps the compiled code of the standard modules that are
// written in the language, so that importing one does not begin with compiling
// it. The files in data, one a module, are made from the sources by
// `go generate ./stdlib/snapshot`; a test says when that is due. Code that was
// made of another source is not used: the module is compiled as it is imported.
package snapshot

//go:generate go run ./gen

import (
	"github.com/aio-lang/aio/stdlib/source"
	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// Find is the vm.Machine.Compiled of the standard library.
func Find(module string, src *code.Source) *code.Code {
	data := packed(module)
	if data == "" {
		return nil
	}
	c, err := code.Decode(data, src)
	if err != nil {
		return nil
	}
	return c
}

// Pack compiles a module from its source and packs the code; nil where all of
// the module is Go.
func Pack(d *object.ModuleDecl) ([]byte, error) {
	if d.Source == "" {
		return nil, nil
	}
	c, err := source.CompileModule(d.Name, d.Source)
	if err != nil {
		return nil, err
	}
	return code.Encode(c)
}
