// Package keyword is the keyword module: which words the language reserves.
package keyword

import (
	"slices"
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

type (
	thread = object.Thread
	value  = object.Value
)

// Reserved and Soft are the words, with spaces between them.
const (
	Reserved = "False None True and as assert async await break class continue def del elif else except finally for from " +
		"global if import in is lambda nonlocal not or pass raise return try while with yield"
	Soft = "_ case match type"
)

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "keyword",
		Doc:  "Keywords of the language.",
		Funcs: []object.Def{
			{Sig: "iskeyword(s, /)", Doc: "Return whether s is a keyword.", Fn: isOneOf(Reserved)},
			{Sig: "issoftkeyword(s, /)", Doc: "Return whether s is a soft keyword: one that is reserved in some places only.", Fn: isOneOf(Soft)},
		},
		Init: func(t *thread, mod *object.Module) bool {
			mod.Set(t.M, "kwlist", strs(strings.Fields(Reserved)))
			mod.Set(t.M, "softkwlist", strs(strings.Fields(Soft)))
			mod.Set(t.M, "__all__", strs([]string{"iskeyword", "issoftkeyword", "kwlist", "softkwlist"}))
			return true
		},
	}
}

func strs(words []string) value {
	items := make([]value, len(words))
	for i, w := range words {
		items[i] = object.NewStr(w)
	}
	return object.NewList(items)
}

// isOneOf makes a function like a set's __contains__, which hashes whatever it
// is given.
func isOneOf(words string) object.NativeFn {
	list := strings.Fields(words)
	return func(t *thread, a []value) value {
		if !a[0].IsStr() {
			if _, ok := t.Hash(a[0]); !ok {
				return value{}
			}
			return object.False
		}
		return object.Bool(slices.Contains(list, a[0].Text()))
	}
}
