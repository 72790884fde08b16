// Package bisect is the bisect module: searching in sorted sequences.
package bisect

import "github.com/aio-lang/aio/vm/object"

type (
	thread = object.Thread
	value  = object.Value
	def    = object.Def
)

// Module declares the module.
func Module() *object.ModuleDecl {
	const params = "(a, x, lo=0, hi=None, *, key=None)"
	return &object.ModuleDecl{
		Name: "bisect",
		Doc:  "Bisection algorithms.\n\nFind and keep positions in sequences that are sorted.",
		Funcs: []def{
			{Sig: "bisect_right" + params, Doc: "Return the index at which to insert x into the sorted sequence a, after equal items.", Fn: search(right)},
			{Sig: "bisect_left" + params, Doc: "Return the index at which to insert x into the sorted sequence a, before equal items.", Fn: search(left)},
			{Sig: "insort_right" + params, Doc: "Insert x into the sorted sequence a, after equal items.", Fn: insort(right)},
			{Sig: "insort_left" + params, Doc: "Insert x into the sorted sequence a, before equal items.", Fn: insort(left)},
		},
		Init: func(t *thread, mod *object.Module) bool {
			for alias, name := range map[string]string{"bisect": "bisect_right", "insort": "insort_right"} {
				mod.Set(t.M, alias, mod.Dict.GetStr(t.M.Intern(name)))
			}
			return true
		},
	}
}

// goesOn reports whether x belongs after item.
type goesOn func(t *thread, x, item value) (bool, bool)

func right(t *thread, x, item value) (bool, bool) {
	before, ok := t.CompareTruth(object.OpLt, x, item)
	return !before, ok
}

func left(t *thread, x, item value) (bool, bool) { return t.CompareTruth(object.OpLt, item, x) }

func search(after goesOn) object.NativeFn {
	return func(t *thread, a []value) value {
		i, ok := find(t, a, a[1], after)
		if !ok {
			return value{}
		}
		return object.Int(int64(i))
	}
}

// find searches a[0] between a[2] and a[3] by key a[4] for the place of x.
func find(t *thread, a []value, x value, after goesOn) (int, bool) {
	seq, key := a[0], a[4]
	lo, ok := t.IndexInt(a[2])
	if !ok {
		return 0, false
	}
	hi := -1
	if !a[3].IsNone() {
		if !object.IsIntLike(a[3]) && t.M.Lookup(t.M.TypeOf(a[3]), object.Names().Index).P == nil {
			t.TypeErrorf("argument should be integer or None, not '%s'", t.TypeName(a[3]))
			return 0, false
		}
		if hi, ok = t.IndexInt(a[3]); !ok {
			return 0, false
		}
	}
	if lo < 0 {
		t.ValueErrorf("lo must be non-negative")
		return 0, false
	}
	if hi == -1 {
		if hi, ok = t.Len(seq); !ok {
			return 0, false
		}
	}
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		item := t.GetItem(seq, object.Int(int64(mid)))
		if item.P == nil {
			return 0, false
		}
		if !key.IsNone() {
			if item = t.Call(key, item); item.P == nil {
				return 0, false
			}
		}
		more, ok := after(t, x, item)
		if !ok {
			return 0, false
		}
		if more {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo, true
}

func insort(after goesOn) object.NativeFn {
	return func(t *thread, a []value) value {
		x := a[1]
		if !a[4].IsNone() {
			if x = t.Call(a[4], x); x.P == nil {
				return value{}
			}
		}
		i, ok := find(t, a, x, after)
		if !ok || t.CallMethod(a[0], t.M.Intern("insert"), object.Int(int64(i)), a[1]).P == nil {
			return value{}
		}
		return object.None
	}
}
