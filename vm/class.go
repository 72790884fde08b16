package vm

import (
	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// BuildClassDef is builtins.__build_class__, which class statements call.
var BuildClassDef = object.Def{
	Sig: "__build_class__(func, name, /, *bases, **kwds)",
	Doc: "Internal helper function used by the class statement.",
	Fn:  buildClass,
}

func buildClass(ot *object.Thread, a []object.Value) object.Value {
	fn := asFunction(a[0])
	if fn == nil {
		return ot.TypeErrorf("__build_class__: func must be a function")
	}
	if !a[1].IsStr() {
		return ot.TypeErrorf("__build_class__: name is not a string")
	}
	var names []*object.Str
	var values []object.Value
	if d := object.AsDict(a[3]); d != nil {
		d.Each(func(k, v object.Value) bool {
			names = append(names, (*object.Str)(k.P))
			values = append(values, v)
			return true
		})
	}
	t := thread(ot)
	return ot.BuildClass(a[1].Text(), object.AsTuple(a[2]).Items, names, values, func(ns object.Value) (object.Value, bool) {
		r := t.runBody(fn, ns)
		if r.P == nil {
			return r, false
		}
		if r.Kind() != object.KindCell {
			return object.Value{}, true
		}
		return r, true
	})
}

// intrinsic executes the rare operations of the Intrinsic instruction.
func (t *Thread) intrinsic() bool {
	in := t.prev()
	if in.N == code.IntrinsicFrameEnd {
		return t.frameEnded()
	}
	r := t.intrinsicValue(in.N, *t.reg(in.B), *t.reg(in.C))
	if r.P == nil {
		return false
	}
	*t.reg(in.A) = r
	return true
}

// dropCheck is the DropCheck instruction: an expression statement's value is
// dropped. A coroutine that never ran is reported, as CPython does when its
// last reference goes.
//
//go:noinline
func (t *Thread) dropCheck() bool {
	v := *t.reg(t.prev().A)
	g := asGenerator(v)
	if g == nil || g.Shape != object.ShapeCoroutine || g.awaited || g.state != genCreated {
		return true
	}
	t.machine.reportNeverAwaited(t, g, t.Here())
	return true
}

// freshCoroutines are the coroutine objects that have not been awaited yet.
// Without reference counts nobody sees them dropped; what is left at the end
// of the loop or the program never was awaited.
type freshCoroutines struct {
	list []freshCoroutine
	next int // compact when the list is this long
}

type freshCoroutine struct {
	*Generator
	made Site
}

// watchCoroutine remembers a new coroutine object.
func (m *Machine) watchCoroutine(t *Thread, g *Generator) {
	f := &m.fresh
	if len(f.list) >= f.next {
		kept := f.list[:0]
		for _, c := range f.list {
			if !c.awaited && c.state == genCreated {
				kept = append(kept, c)
			}
		}
		clear(f.list[len(kept):])
		f.list = kept
		f.next = max(64, 2*len(kept))
	}
	f.list = append(f.list, freshCoroutine{g, t.Here()})
}

// Forgotten is where the coroutine was made that NeverAwaited is being told of,
// 0 at any other time.
func (m *Machine) Forgotten() Site { return m.forgotten }

// ReportNeverAwaited warns of every coroutine object that was made and never
// awaited. reachable, if not nil, says which are still to be spared.
func (m *Machine) ReportNeverAwaited(t *Thread) {
	list := m.fresh.list
	m.fresh.list = nil
	for _, g := range list {
		if !g.awaited && g.state == genCreated {
			m.reportNeverAwaited(t, g.Generator, g.made)
		}
	}
}

// reportNeverAwaited reports a coroutine that was made at a place.
func (m *Machine) reportNeverAwaited(t *Thread, g *Generator, made Site) {
	g.awaited = true
	if m.NeverAwaited != nil {
		m.forgotten = made
		m.NeverAwaited(t, g.value())
		m.forgotten = 0
	}
}

// unraisable reports the pending exception, which nobody can catch.
func (m *Machine) unraisable(t *Thread, obj object.Value) {
	e := object.AsException(t.Clear())
	if e != nil && m.Unraisable != nil {
		m.Unraisable(t, e, "", obj)
	}
}

// newSet makes a set of the items; nil with an exception pending when one
// cannot be hashed.
func (m *Machine) newSet(t *Thread, items []object.Value) object.Value {
	s := object.NewSet()
	for _, v := range items {
		if !s.Add(&t.Thread, v) {
			return object.Value{}
		}
	}
	return s.Value()
}

func (m *Machine) setAdd(t *Thread, set, v object.Value) bool {
	return (*object.Set)(set.P).Add(&t.Thread, v)
}

// frozenSet makes the frozenset of a constant. CPython makes it twice, the second
// time in the order of the first, which the order of its items shows.
func (m *Machine) frozenSet(items []object.Value) object.Value {
	s := object.AsSet(object.NewFrozenSetOf(m.H, items))
	again := items[:0]
	s.Each(func(v object.Value) bool {
		again = append(again, v)
		return true
	})
	return object.NewFrozenSetOf(m.H, again)
}
