// Package gc is module gc over Go's collector: it needs no help with cycles,
// so most settings are only remembered.
package gc

import (
	"runtime"

	"github.com/aio-lang/aio/vm/object"
)

// state is what a program has set.
type state struct {
	disabled   bool
	thresholds [3]int
}

type stateKey struct{}

func stateOf(m *object.Machine) *state {
	return m.State(stateKey{}, func() any { return &state{thresholds: [3]int{2000, 10, 10}} }).(*state)
}

// Module declares gc.
func Module() *object.ModuleDecl {
	missing := func(sig string) object.Def {
		d := object.Def{Sig: sig, Doc: "Not there."}
		name := d.Name()
		d.Fn = func(t *object.Thread, a []object.Value) object.Value {
			return t.NotImplementedf("gc.%s: Go's collector does not tell", name)
		}
		return d
	}
	return &object.ModuleDecl{
		Name: "gc", Doc: "This module provides access to the garbage collector for reference cycles.",
		Funcs: []object.Def{
			{Sig: "enable()", Doc: "Enable automatic garbage collection.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				stateOf(t.M).disabled = false
				return object.None
			}},
			{Sig: "disable()", Doc: "Disable automatic garbage collection. Memory is reclaimed all the same: nothing else would.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				stateOf(t.M).disabled = true
				return object.None
			}},
			{Sig: "isenabled()", Doc: "Returns true if automatic garbage collection is enabled.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				return object.Bool(!stateOf(t.M).disabled)
			}},
			{Sig: "collect(generation=2)", Doc: "Run the garbage collector, then the finalizers that are due. How many objects it found is not known.", Fn: collect},
			{Sig: "get_count()", Doc: "Return a three-tuple of the current collection counts.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				return object.TupleOf(object.Int(0), object.Int(0), object.Int(0))
			}},
			{Sig: "get_threshold()", Doc: "Return the current collection thresholds.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				th := stateOf(t.M).thresholds
				return object.TupleOf(object.Int(int64(th[0])), object.Int(int64(th[1])), object.Int(int64(th[2])))
			}},
			{Sig: "set_threshold(threshold0, threshold1=<...>, threshold2=<...>, /)", Doc: "Set the collection thresholds.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				s := stateOf(t.M)
				for i, v := range a {
					if v.P == nil {
						break
					}
					n, ok := t.IntArg(v)
					if !ok {
						return object.Value{}
					}
					s.thresholds[i] = n
				}
				return object.None
			}},
			{Sig: "get_debug()", Doc: "Get the garbage collection debugging flags.", Fn: func(t *object.Thread, a []object.Value) object.Value { return object.Int(0) }},
			{Sig: "set_debug(flags, /)", Doc: "Set the garbage collection debugging flags.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				n, ok := t.IntArg(a[0])
				if ok && n != 0 {
					return t.NotImplementedf("gc.set_debug: Go's collector does not tell")
				}
				return noneIf(ok)
			}},
			{Sig: "get_stats()", Doc: "Return a list of dictionaries containing per-generation statistics.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				list := make([]object.Value, 3)
				for i := range list {
					d := object.NewDict()
					n := 0
					if i == 2 {
						n = int(m.NumGC)
					}
					for _, f := range []struct {
						name string
						n    int
					}{{"collections", n}, {"collected", 0}, {"uncollectable", 0}} {
						d.SetStr(t.M.Intern(f.name), object.Int(int64(f.n)))
					}
					list[i] = d.Value()
				}
				return object.NewList(list)
			}},
			{Sig: "is_tracked(obj, /)", Doc: "Returns true if the object can be part of a cycle.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				switch a[0].Kind() {
				case object.KindInt, object.KindBig, object.KindFloat, object.KindBool, object.KindNone, object.KindNotImplemented, object.KindEllipsis,
					object.KindStr, object.KindBytes, object.KindByteArray, object.KindComplex:
					return object.Bool(t.M.TypeOf(a[0]).IsHeap())
				}
				return object.True
			}},
			{Sig: "is_finalized(obj, /)", Doc: "Returns true if the object has been already finalized by the GC.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				switch a[0].Kind() {
				case object.KindInstance, object.KindOpaque:
					return object.Bool(a[0].Head().Flags&object.FlagFinalized != 0)
				}
				return object.False
			}},
			{Sig: "freeze()", Doc: "Ignore all objects there are now in later collections: Go's collector decides.", Fn: none},
			{Sig: "unfreeze()", Doc: "Undo freeze().", Fn: none},
			{Sig: "get_freeze_count()", Doc: "Return the number of frozen objects.", Fn: func(t *object.Thread, a []object.Value) object.Value { return object.Int(0) }},
			missing("get_objects(generation=None)"), missing("get_referrers(*objs)"), missing("get_referents(*objs)"),
		},
		Attrs: []object.Attr{
			{Name: "DEBUG_STATS", Value: object.Int(1)}, {Name: "DEBUG_COLLECTABLE", Value: object.Int(2)},
			{Name: "DEBUG_UNCOLLECTABLE", Value: object.Int(4)}, {Name: "DEBUG_SAVEALL", Value: object.Int(32)}, {Name: "DEBUG_LEAK", Value: object.Int(38)},
		},
		Init: func(t *object.Thread, mod *object.Module) bool {
			mod.Set(t.M, "garbage", object.NewList(nil))
			mod.Set(t.M, "callbacks", object.NewList(nil))
			return true
		},
	}
}

func none(t *object.Thread, a []object.Value) object.Value { return object.None }

func noneIf(ok bool) object.Value {
	if !ok {
		return object.Value{}
	}
	return object.None
}

func collect(t *object.Thread, a []object.Value) object.Value {
	n, ok := t.IntArg(a[0])
	if !ok {
		return object.Value{}
	}
	if n < 0 || n > 2 {
		return t.ValueErrorf("invalid generation")
	}
	t.CollectGarbage()
	return object.Int(0)
}
