package loop

import (
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// asyncGens are the async generators that began on the loop and may have to be
// closed at its end.
type asyncGens struct {
	list []*vm.Generator
	next int // compact when the list is this long
}

func (a *asyncGens) add(g *vm.Generator) {
	if len(a.list) >= a.next {
		a.compact()
		a.next = max(64, 2*len(a.list))
	}
	a.list = append(a.list, g)
}

// compact forgets the generators that have ended.
func (a *asyncGens) compact() {
	kept := a.list[:0]
	for _, g := range a.list {
		if !g.Done() {
			kept = append(kept, g)
		}
	}
	clear(a.list[len(kept):])
	a.list = kept
}

func (a *asyncGens) remove(g *vm.Generator) {
	for i, x := range a.list {
		if x == g {
			a.list = append(a.list[:i], a.list[i+1:]...)
			return
		}
	}
}

// take returns the unfinished generators and forgets them.
func (a *asyncGens) take() []*vm.Generator {
	a.compact()
	list := a.list
	a.list = nil
	return list
}

var firstIterDef = object.Def{Sig: "_asyncgen_firstiter_hook(self, agen, /)", Doc: "Remember an async generator that begins.", Fn: func(t *object.Thread, a []object.Value) object.Value {
	l := AsLoop(a[0])
	if l.agensShutdown {
		r, ok := t.Repr(a[1])
		if !ok || !t.Warn(object.ShapeResourceWarning, 1, "asynchronous generator %s was scheduled after loop.shutdown_asyncgens() call", r) {
			return object.Value{}
		}
	}
	if g := vm.AsGenerator(a[1]); g != nil {
		l.asyncGens.add(g)
	}
	return object.None
}}

var finalizerDef = object.Def{Sig: "_asyncgen_finalizer_hook(self, agen, /)", Doc: "Close an async generator that was dropped.", Fn: func(t *object.Thread, a []object.Value) object.Value {
	l := AsLoop(a[0])
	if g := vm.AsGenerator(a[1]); g != nil {
		l.asyncGens.remove(g)
	}
	if l.closed {
		return object.None
	}
	create := t.GetAttr(l.obj, l.state.names.createTask)
	if create.P == nil {
		return create
	}
	coro := t.CallMethod(a[1], t.M.Intern("aclose"))
	if coro.P == nil {
		return coro
	}
	l.CallSoon(create, []object.Value{coro}, copyContext(t))
	l.Wake()
	return object.None
}}

// asyncGenHooks are the hooks to set while the loop runs.
func (l *Loop) asyncGenHooks() vm.AsyncGenHooks {
	return vm.AsyncGenHooks{
		FirstIter: object.NewBoundNative(&firstIterDef, l.state.loop, l.obj).Value(),
		Finalizer: object.NewBoundNative(&finalizerDef, l.state.loop, l.obj).Value(),
	}
}
