package asyncio

import (
	"fmt"
	"strings"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// bound is the first part of every object that makes tasks wait. It belongs to
// the loop in which it first did.
type bound struct {
	object.Opaque
	loop *loop.Loop // nil: none yet
	m    *methods
}

func newBound(t *object.Thread) bound { return bound{m: methodsOf(t)} }

// enter returns the running loop, which is the object's from now on; nil with
// an exception pending when it is another one's or none runs.
func (b *bound) enter(t *object.Thread) *loop.Loop {
	l := loop.Running(t)
	if l == nil {
		t.RuntimeErrorf("no running event loop")
		return nil
	}
	if b.loop == nil {
		b.loop = l
	}
	if b.loop != l {
		if me, ok := t.Repr(object.FromHeader(&b.Header)); ok {
			t.RuntimeErrorf("%s is bound to a different event loop", me)
		}
		return nil
	}
	return l
}

// park begins a wait at the end of a line. w is nil with an exception pending
// when it cannot be.
func (b *bound) park(t *object.Thread, q *loop.Line, body loop.Waiter) *loop.Wait {
	l := b.enter(t)
	if l == nil {
		return nil
	}
	w := l.Park(t, body)
	q.Push(w)
	return w
}

// parked is the answer of a native that has begun the wait w.
func parked(w *loop.Wait) (object.Value, vm.Fast) {
	if w == nil {
		return object.Value{}, vm.Failed
	}
	return w.Value(), vm.Parked
}

// failed is the answer of a native that has raised.
func failed() (object.Value, vm.Fast) { return object.Value{}, vm.Failed }

// loopGetSet is the attribute _loop.
var loopGetSet = object.GetSetDef{Name: "_loop", Get: func(t *object.Thread, v object.Value) object.Value {
	if l := boundOf(v).loop; l != nil {
		return l.Value()
	}
	return object.None
}, Set: func(t *object.Thread, v, x object.Value) bool {
	var l object.Value
	if !assign(t, &l, "_loop", x) {
		return false
	}
	boundOf(v).loop = nil
	if !l.IsNone() {
		boundOf(v).loop = loop.StateOf(t).LoopFor(l)
	}
	return true
}}

// boundOf is the first part of an object whose struct begins with a bound.
func boundOf(v object.Value) *bound { return (*bound)(v.P) }

// line is a read-only attribute of the futures that tasks wait for.
func line(name string, of func(v object.Value) *loop.Line) object.GetSetDef {
	return object.GetSetDef{Name: name, Get: func(t *object.Thread, v object.Value) object.Value {
		return object.NewList(of(v).Futures())
	}}
}

// describe is the repr of a synchronisation object: object's own with a state.
func describe(t *object.Thread, v object.Value, state string, waiters int) object.Value {
	ty := t.M.TypeOf(v)
	name := ty.QualName
	if mod := t.M.Lookup(ty, t.M.Intern("__module__")); mod.P != nil && mod.IsStr() {
		name = mod.Text() + "." + name
	}
	if waiters > 0 {
		state += fmt.Sprintf(", waiters:%d", waiters)
	}
	return object.NewStr(fmt.Sprintf("<%s object at %s [%s]>", name, object.Address(v), state))
}

// inherits reports whether an object without attributes of its own has the
// method of that name from the class that fn, a registered method, stands for.
func inherits(t *object.Thread, v object.Value, name *object.Str, fn object.Value) bool {
	return (*object.Opaque)(v.P).Ext == nil && t.M.Lookup(t.M.TypeOf(v), name) == fn
}

// steps are the native coroutine functions that short gives to those of the
// modules.
func steps() []loop.Step {
	var all []loop.Step
	for _, list := range [][]loop.Step{lockSteps, eventSteps, conditionSteps, semaphoreSteps, queueSteps, timeoutSteps, groupSteps, waitSteps} {
		all = append(all, list...)
	}
	return all
}

// stepDefs declares the steps as functions of module _asyncio.
func stepDefs() []object.Def {
	var defs []object.Def
	for _, s := range steps() {
		defs = append(defs, s.Def())
	}
	return defs
}

// short lets awaits of a coroutine function take the native way: _short(func,
// step).
var short = object.Def{Sig: "_short(func, step, /)", Doc: "Let awaits of func take the native way step.", Fn: func(t *object.Thread, a []object.Value) object.Value {
	name := object.AsNative(a[1]).Def.Name()
	for _, s := range steps() {
		if strings.HasPrefix(s.Sig, name+"(") {
			return object.Bool(vm.SetFastAwait(a[0], s.Fn))
		}
	}
	return t.RuntimeErrorf("no step %s", name)
}}

// boundDecl is the base of what the language builds on the loop binding.
var boundDecl = object.TypeDecl{
	Name: "asyncio.mixins._LoopBoundMixin", Kind: object.KindOpaque,
	Doc: "An object that belongs to the loop in which it first made a task wait.",
	New: &object.Def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create the object.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		b := &struct{ bound }{newBound(t)}
		b.Data = b
		return object.InitOpaque(&b.Opaque, object.AsType(a[0]))
	}},
	Methods: []object.Def{
		{Sig: "__init__(self, /, *args, **kwargs)", Doc: "Take any arguments.", Fn: func(t *object.Thread, a []object.Value) object.Value { return object.None }},
		{Sig: "_get_loop(self)", Doc: "Return the running loop, to which the object belongs from now on.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			l := boundOf(a[0]).enter(t)
			if l == nil {
				return object.Value{}
			}
			return l.Value()
		}},
		{Sig: "_describe(self, state, /)", Doc: "Return object's repr with a state.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return describe(t, a[0], a[1].Text(), 0)
		}},
	},
	GetSets: []object.GetSetDef{loopGetSet},
}
