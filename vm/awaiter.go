package vm

import (
	"unsafe"

	"github.com/aio-lang/aio/vm/object"
)

// asyncStep is what asend(), __anext__(), athrow() and aclose() of an async
// generator return: an awaitable that takes the generator one step further.
type asyncStep struct {
	object.Header
	kind  stepKind
	state stepState
	gen   *Generator
	arg   object.Value // what asend sends, or the exception to raise
}

type stepKind uint8

const (
	stepSend stepKind = iota
	stepThrow
	stepClose
)

type stepState uint8

const (
	stepNew stepState = iota
	stepStarted
	stepDone
)

// asAwaiter returns the asyncStep v is, or nil.
func asAwaiter(v object.Value) *asyncStep {
	if v.P != nil && (v.Shape() == object.ShapeAsyncGenASend || v.Shape() == object.ShapeAsyncGenAThrow) {
		return (*asyncStep)(v.P)
	}
	return nil
}

func newStep(g *Generator, kind stepKind, arg object.Value) object.Value {
	shape := object.ShapeAsyncGenASend
	if kind != stepSend {
		shape = object.ShapeAsyncGenAThrow
	}
	s := &asyncStep{Header: object.Header{Shape: shape, Kind: object.KindAwaiter}, kind: kind, gen: g, arg: arg}
	return object.Value{P: unsafe.Pointer(s)}
}

// what names the method, for messages.
func (s *asyncStep) what() string {
	switch s.kind {
	case stepThrow:
		return "athrow()"
	case stepClose:
		return "aclose()"
	}
	return "anext()"
}

// awaitAwaiter awaits a step from the current frame. An asend is entered like
// a call; the others are driven, because their end needs looking at.
func (t *Thread) awaitAwaiter(s *asyncStep) bool {
	if s.kind == stepSend && s.state == stepNew && s.gen.running == nil {
		s.state = stepDone
		return t.enterAsyncGen(s.gen, s.arg, object.Value{})
	}
	f := frameOf(t.base)
	f.inner = object.Value{P: unsafe.Pointer(s)}
	return t.sendInner(f, object.None)
}

// send drives the step: begins it, or goes on after a suspension. nil with
// StopIteration pending means it is complete.
func (s *asyncStep) send(t *Thread, v, exc object.Value) object.Value {
	g := s.gen
	switch s.state {
	case stepDone:
		if s.kind == stepSend {
			return t.RuntimeErrorf("cannot reuse already awaited __anext__()/asend()")
		}
		return t.RuntimeErrorf("cannot reuse already awaited aclose()/athrow()")
	case stepNew:
		if g.running != nil || g.frame != nil && (g.frame.awaiter != nil || g.state == genRunning) {
			s.state = stepDone
			return t.RuntimeErrorf("%s: asynchronous generator is already running", s.what())
		}
		if !t.machine.announceAsyncGen(t, g) {
			return object.Value{}
		}
		if g.frame == nil {
			s.state = stepDone
			switch s.kind {
			case stepClose:
				return t.StopIteration(object.None)
			case stepThrow:
				t.setPending(s.arg)
				return object.Value{}
			}
			return t.Raise(object.ShapeStopAsyncIteration, "")
		}
		s.state = stepStarted
		g.running = unsafe.Pointer(s)
		if exc.P == nil {
			switch s.kind {
			case stepSend:
				if v.P == nil || v.IsNone() { // else it goes before what asend() was given
					v = s.arg
				}
				if g.state == genCreated && !v.IsNone() {
					g.running = nil
					s.state = stepDone
					return t.TypeErrorf("can't send non-None value to a just-started async generator")
				}
			case stepThrow:
				exc = s.arg
			case stepClose:
				if g.state == genCreated {
					g.running = nil
					s.state = stepDone
					t.release(g.frame)
					return t.StopIteration(object.None)
				}
				exc = object.NewException(object.ShapeGeneratorExit).Value()
			}
		}
	}
	r, outcome := t.Resume(g, v, exc)
	if outcome == Yielded {
		return r
	}
	s.state = stepDone
	g.running = nil
	if outcome == Raised {
		if s.kind == stepClose && (t.pendingIs(object.ShapeStopAsyncIteration) || t.pendingIs(object.ShapeGeneratorExit)) {
			t.Clear()
			return t.StopIteration(object.None)
		}
		return object.Value{}
	}
	// the generator yielded an item
	if s.kind == stepClose {
		return t.RuntimeErrorf("async generator ignored GeneratorExit")
	}
	return t.StopIteration(r)
}
