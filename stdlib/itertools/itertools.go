// Package itertools is the itertools module: iterator building blocks, each a
// native iterator.
//
// Its objects cannot be copied or pickled, which CPython deprecates, except
// for what tee returns, and count and repeat.
package itertools

import "github.com/aio-lang/aio/vm/object"

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "itertools",
		Doc:  "Functional tools for creating and using iterators.",
		Funcs: []def{
			{Sig: "tee(iterable, n=2, /)", Doc: "Return a tuple of n independent iterators over the iterable's items.", Fn: tee},
		},
		Types: []*typeDecl{
			&accumulateDecl, &batchedDecl, &chainDecl, &combinationsDecl, &replacementDecl, &compressDecl, &countDecl,
			&cycleDecl, &dropWhileDecl, &filterFalseDecl, &groupByDecl, &grouperDecl, &isliceDecl, &pairwiseDecl,
			&permutationsDecl, &productDecl, &repeatDecl, &starMapDecl, &takeWhileDecl, &teeDecl, &zipLongestDecl,
		},
	}
}

// class returns the class that a constructor's first argument is.
func class(a []value) *object.Type { return object.AsType(a[0]) }

// typeOf returns the module's type of a declaration.
func typeOf(t *thread, d *typeDecl) *object.Type { return t.M.TypeFor(d) }

type (
	thread   = object.Thread
	value    = object.Value
	def      = object.Def
	typeDecl = object.TypeDecl
)
