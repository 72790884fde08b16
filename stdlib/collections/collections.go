// Package collections is the package collections: its abstract base classes.
package collections

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed abc.aio
var abcSource string

// ABC declares module _collections_abc, which collections.abc is.
func ABC() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "_collections_abc", Doc: "Abstract Base Classes (ABCs) for collections, according to PEP 3119.", Source: abcSource}
}

// ABCAlias declares module collections.abc.
func ABCAlias() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "collections.abc", Source: "import sys, _collections_abc\nsys.modules['collections.abc'] = _collections_abc\n"}
}
