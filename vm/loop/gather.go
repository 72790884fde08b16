package loop

import (
	"slices"
	"unsafe"

	"github.com/aio-lang/aio/vm/object"
)

// Gathering is the future that gather returns: the results of all its
// children. It is its own done callback with them.
type Gathering struct {
	Future
	children         []object.Value
	finished, total  int // of different children
	returnExceptions bool
	// cancelRequested: a child was cancelled because the gathering was.
	cancelRequested bool
}

func asGathering(f *Future) *Gathering {
	if f.Flags&flagGather == 0 {
		return nil
	}
	return (*Gathering)(unsafe.Pointer(f))
}

// Gather is asyncio.gather.
func (s *State) Gather(t *object.Thread, args []object.Value, returnExceptions bool) object.Value {
	if len(args) == 0 {
		v := s.CurrentLoop(t)
		if v.P == nil {
			return v
		}
		f := s.LoopFor(v).NewFuture()
		f.result = object.NewList(nil)
		f.setState(stateFinished)
		return f.Value()
	}
	g := &Gathering{children: make([]object.Value, 0, len(args)), returnExceptions: returnExceptions}
	g.Shape, g.Kind, g.Flags = s.gathering.Shape0.ID, object.KindFuture, flagGather
	defer unmark(args)
	others := map[unsafe.Pointer]int{} // arguments that cannot be marked, and their places
	var loop object.Value
	var done []object.Value
	for i, arg := range args {
		known, ok := mark(t, args, i, others)
		if !ok {
			return object.Value{}
		}
		if known >= 0 {
			g.children = append(g.children, g.children[known])
			continue
		}
		fut := s.EnsureFuture(t, arg, loop)
		if fut.P == nil {
			return fut
		}
		if loop.P == nil {
			if loop = futureLoop(t, fut); loop.P == nil {
				return loop
			}
			g.loop = s.LoopFor(loop)
		}
		g.total++
		g.children = append(g.children, fut)
		f := s.PlainFuture(t, fut)
		if f == nil {
			if !g.watchObject(t, fut, &done) {
				return object.Value{}
			}
			continue
		}
		if fut != arg {
			f.Flags |= flagNoDestroyLog
		}
		if f.Done() {
			done = append(done, fut)
		} else if !f.AddCallback(t, g.Value(), copyContext(t)) {
			return object.Value{}
		}
	}
	for _, fut := range done {
		if !g.childDone(t, fut) {
			return object.Value{}
		}
	}
	return g.Value()
}

// flagMark: the future or coroutine is among the arguments of gather that have
// been looked at.
const flagMark uint16 = 1 << 13

// mark notes that argument i has been looked at. known is the place of the
// same argument before it, -1 if there is none.
func mark(t *object.Thread, args []object.Value, i int, others map[unsafe.Pointer]int) (known int, ok bool) {
	arg := args[i]
	if k := arg.Kind(); k == object.KindFuture || k == object.KindGenerator {
		h := arg.Head()
		if h.Flags&flagMark == 0 {
			h.Flags |= flagMark
			return -1, true
		}
		return slices.Index(args[:i], arg), true
	}
	if _, ok := t.Hash(arg); !ok { // arguments are the keys of a dict on CPython
		return -1, false
	}
	if known, ok := others[arg.P]; ok {
		return known, true
	}
	others[arg.P] = i
	return -1, true
}

// unmark undoes mark for all the arguments.
func unmark(args []object.Value) {
	for _, arg := range args {
		if k := arg.Kind(); k == object.KindFuture || k == object.KindGenerator {
			arg.Head().Flags &^= flagMark
		}
	}
}

// PlainFuture is the Future v is, nil where its class is a script's.
func (s *State) PlainFuture(t *object.Thread, v object.Value) *Future {
	if f := AsFuture(v); f != nil && !t.M.TypeOf(v).IsHeap() {
		return f
	}
	return nil
}

// watchObject adds the done callback to a child that is a future of a script's
// class, or notes that it is done.
func (g *Gathering) watchObject(t *object.Thread, fut object.Value, done *[]object.Value) bool {
	d := t.CallMethod(fut, t.M.Intern("done"))
	if d.P == nil {
		return false
	}
	truth, ok := t.Truth(d)
	if !ok {
		return false
	}
	if truth {
		*done = append(*done, fut)
		return true
	}
	s := g.loop.state
	cb := object.NewBoundNative(s.childDoneDef, nil, g.Value()).Value()
	return t.CallMethod(fut, s.names.addDoneCallback, cb).P != nil
}

// Ended tells how a future of any class ended: its value, or its exception and
// failed, or cancelled.
func (s *State) Ended(t *object.Thread, v object.Value) (result object.Value, failed, cancelled, ok bool) {
	if f := s.PlainFuture(t, v); f != nil {
		switch f.state() {
		case stateCancelled:
			return object.Value{}, false, true, true
		case stateFailed:
			f.retrieved()
			return f.result, true, false, true
		}
		return f.result, false, false, true
	}
	c := t.CallMethod(v, t.M.Intern("cancelled"))
	if c.P == nil {
		return object.Value{}, false, false, false
	}
	if cancelled, ok = t.Truth(c); cancelled || !ok {
		return object.Value{}, false, cancelled, ok
	}
	exc := t.CallMethod(v, t.M.Intern("exception"))
	if exc.P == nil || !exc.IsNone() {
		return exc, true, false, exc.P != nil
	}
	r := t.CallMethod(v, s.names.result)
	return r, false, false, r.P != nil
}

// CancelledErrorOf is fut._make_cancelled_error().
func (s *State) CancelledErrorOf(t *object.Thread, v object.Value) object.Value {
	if f := AsFuture(v); f != nil {
		return f.cancelledError(t).Value()
	}
	return t.CallMethod(v, t.M.Intern("_make_cancelled_error"))
}

// childDone is called with each child when it is done.
func (g *Gathering) childDone(t *object.Thread, fut object.Value) bool {
	s := g.loop.state
	g.finished++
	result, failed, cancelled, ok := s.Ended(t, fut)
	if !ok {
		return false
	}
	if g.Done() {
		return true
	}
	if !g.returnExceptions && (cancelled || failed) {
		if cancelled {
			if result = s.CancelledErrorOf(t, fut); result.P == nil {
				return false
			}
		}
		return g.SetException(t, result)
	}
	if g.finished < g.total {
		return true
	}
	results := make([]object.Value, len(g.children))
	for i, child := range g.children {
		r, _, cancelled, ok := s.Ended(t, child)
		if !ok {
			return false
		}
		if cancelled {
			msg := object.NewStr("")
			if f := AsFuture(child); f != nil && f.extra != nil && f.extra.cancelMsg.P != nil {
				msg = f.extra.cancelMsg
			}
			r = object.NewException(s.cancelledError.Shape0.ID, msg).Value()
		}
		results[i] = r
	}
	if g.cancelRequested {
		// of the last argument, whichever ended last: it has the message or not
		exc := s.CancelledErrorOf(t, g.children[len(g.children)-1])
		return exc.P != nil && g.SetException(t, exc)
	}
	return g.SetResult(t, object.NewList(results))
}

// cancelChildren is cancel() of a gathering: the children are cancelled, and
// the gathering ends when they have.
func (g *Gathering) cancelChildren(t *object.Thread, msg object.Value) (cancelled, ok bool) {
	if g.Done() {
		return false, true
	}
	for _, child := range g.children {
		c, ok := CancelAny(t, child, msg)
		if !ok {
			return false, false
		}
		cancelled = cancelled || c
	}
	if cancelled {
		g.cancelRequested = true
	}
	return cancelled, true
}

// CancelAny calls cancel(msg=msg) of a future of any class.
func CancelAny(t *object.Thread, v, msg object.Value) (cancelled, ok bool) {
	if f := AsFuture(v); f != nil && !t.M.TypeOf(v).IsHeap() {
		return f.Cancel(t, msg)
	}
	f := t.GetAttr(v, stateOf(t).names.cancel)
	if f.P == nil {
		return false, false
	}
	r := t.CallNames(f, []object.Value{orNone(msg)}, []*object.Str{stateOf(t).names.msg})
	if r.P == nil {
		return false, false
	}
	return t.Truth(r)
}

var gatheringDecl = object.TypeDecl{
	Name: "asyncio.tasks._GatheringFuture", Kind: object.KindFuture, Flags: object.TypeHasDict | object.TypeHasWeakref | object.TypeNoNew | object.TypeNoSubclass,
	Doc: "The future of the results of gather.",
	GetSets: []object.GetSetDef{
		{Name: "_children", Get: func(t *object.Thread, v object.Value) object.Value {
			return object.NewList(append([]object.Value(nil), asGathering(AsFuture(v)).children...))
		}},
		{Name: "_cancel_requested", Get: func(t *object.Thread, v object.Value) object.Value {
			return object.Bool(asGathering(AsFuture(v)).cancelRequested)
		}},
	},
	Await: awaitFuture,
}
