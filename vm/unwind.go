package vm

import (
	"unsafe"

	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// unwind takes the pending exception from the current frame outwards to the
// first handler. It returns true when the dispatch loop can go on, and false
// when a native must take the exception (it stays pending then).
func (t *Thread) unwind() bool {
	e := object.AsException(t.Exc)
	quiet := t.quiet
	t.quiet = false
	for {
		fn := t.fn
		p := fn.proto
		switch fn {
		case haltFn, driveFn:
			return false
		case chunkFn:
			t.endChunk()
			continue
		case initFn:
			t.pop(t.base)
			continue
		case operatorFn:
			if t.operatorRaised() {
				return true
			}
			continue
		}
		pc := p.pc(t.ip)
		if pc > 0 && p.Code.Instrs[pc].Op == code.Extend && !t.atExtend {
			pc--
		}
		t.atExtend = false
		if !quiet && pc >= 0 {
			at := position{fn, t.base, t.ip}
			tp := object.TracePoint{Code: p.Code, IP: uint32(pc), Depth: at.depth(), Globals: p.globals}
			if f := t.seenFrame(at); f != nil {
				tp.Frame = unsafe.Pointer(f)
			}
			e.Pass(tp)
		}
		quiet = false
		if h := handler(p.Code.Try, uint32(pc)); h != nil {
			*t.register(int(h.Reg)) = t.Exc
			t.Exc = object.Value{}
			t.ip = unsafe.Add(fn.entry, (int(h.Target)+p.shift)*code.InstrSize)
			return true
		}
		if n := len(e.Trace); n > 0 && e.Trace[n-1].Code == p.Code && e.Trace[n-1].Frame == nil {
			keepFrame(&e.Trace[n-1], position{fn, t.base, t.ip})
		} else if tb := AsTraceback(e.Base); n == 0 && tb != nil && tb.point.Code == p.Code && tb.point.Frame == nil {
			keepFrame(&tb.point, position{fn, t.base, t.ip})
		}
		if !p.suspends {
			t.pop(t.base)
			continue
		}
		f := frameOf(t.base)
		e = t.leaveGenerator(f, e)
		if aw := f.awaiter; aw != nil {
			aw.stack = f.stack
			t.release(f)
			t.ip, t.base, t.fn = aw.ip, aw.registers(), aw.fn
			// what was thrown into the inner body meets what this one handles
			if x := object.AsException(t.Exc); x.Context.P == nil && (position{t.fn, t.base, t.ip}).handled().P != nil {
				t.SetContext(x)
			}
			in := t.prev()
			if in.Op == code.ANext && t.pendingIs(object.ShapeStopAsyncIteration) {
				t.Exc = object.Value{}
				t.ip = unsafe.Add(t.ip, int(int16(in.C)))
				return true
			}
			continue
		}
		stack := f.stack
		t.release(f)
		t.pop(stack)
	}
}

// handler finds the handler of an instruction; the table is sorted and
// disjoint.
func handler(table []code.Handler, pc uint32) *code.Handler {
	lo, hi := 0, len(table)
	for lo < hi {
		if m := (lo + hi) / 2; table[m].End <= pc {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(table) && table[lo].Start <= pc {
		return &table[lo]
	}
	return nil
}

func (t *Thread) pendingIs(shape uint32) bool {
	return t.M.TypeOf(t.Exc).IsSubtypeOf(t.M.Type(shape))
}

// leaveGenerator is called when the pending exception leaves the body of a
// generator: StopIteration must not be taken for the generator's own end
// (PEP 479).
func (t *Thread) leaveGenerator(f *Frame, e *object.Exception) *object.Exception {
	kind := f.fn.kind()
	what := ""
	switch {
	case t.pendingIs(object.ShapeStopIteration):
		switch kind {
		case code.Generator:
			what = "generator raised StopIteration"
		case code.Coroutine:
			what = "coroutine raised StopIteration"
		default:
			what = "async generator raised StopIteration"
		}
	case kind == code.AsyncGenerator && t.pendingIs(object.ShapeStopAsyncIteration):
		what = "async generator raised StopAsyncIteration"
	default:
		return e
	}
	r := object.NewException(object.ShapeRuntimeError, object.NewStr(what))
	r.Cause, r.Context, r.SuppressContext = e.Value(), e.Value(), true
	if n := len(e.Trace); n > 0 {
		r.Pass(e.Trace[n-1])
	}
	t.Exc = r.Value()
	return r
}

// Handled implements object.Executor: the exception that the innermost frame
// which handles one is handling.
func (m *Machine) Handled(ot *object.Thread) object.Value {
	t := thread(ot)
	var found object.Value
	t.eachFrame(func(fr position) bool {
		found = fr.handled()
		return found.P == nil
	})
	return found
}

// position is a frame on the current chain of calls.
type position struct {
	fn   *Function
	base unsafe.Pointer
	ip   unsafe.Pointer
}

// handled is the exception the frame itself is handling, or nil.
func (fr position) handled() object.Value {
	p := fr.fn.proto
	if len(p.Code.Active) == 0 {
		return object.Value{}
	}
	table, pc := p.Code.Active, uint32(p.pc(fr.ip))
	lo, hi := 0, len(table)
	for lo < hi {
		if m := (lo + hi) / 2; table[m].End <= pc {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(table) && table[lo].Start <= pc {
		return *(*object.Value)(unsafe.Add(fr.base, uintptr(table[lo].Reg)*regSize))
	}
	return object.Value{}
}

// eachFrame calls f for the frames of the script, innermost first, until it
// returns false. ip, base and fn must be stored.
func (t *Thread) eachFrame(f func(position) bool) {
	t.eachFrameFrom(position{t.fn, t.base, t.ip}, f)
}

func (t *Thread) eachFrameFrom(at position, f func(position) bool) {
	for {
		switch at.fn {
		case haltFn, driveFn, initFn, chunkFn, operatorFn:
			r := recordOf(at.base).returnsTo()
			if r.fn == nil {
				return // the bottom of the stack
			}
			at = position{r.fn, r.base, unsafe.Add(r.fn.entry, uintptr(r.off))}
			continue
		}
		if !f(at) {
			return
		}
		if at.fn.proto.suspends {
			fr := frameOf(at.base)
			if aw := fr.awaiter; aw != nil {
				at = position{aw.fn, aw.registers(), aw.ip}
				continue
			}
			at.base = fr.stack
		}
		r := recordOf(at.base).returnsTo()
		if r.fn == nil {
			return
		}
		at = position{r.fn, r.base, unsafe.Add(r.fn.entry, uintptr(r.off))}
	}
}

// endChunk leaves the stub frame that a stack chunk begins with.
func (t *Thread) endChunk() {
	t.pop(t.base)
	t.chunk = t.chunk.prev
	t.setLimit()
}

// raise is the Raise instruction and its kin: v, an exception or a class,
// becomes pending.
func (t *Thread) raise(v, cause object.Value, hasCause bool) bool {
	e := t.MakeException(v)
	if e == nil {
		return false
	}
	if hasCause {
		switch {
		case cause.IsNone():
			e.Cause = object.None
		default:
			c := cause
			if ty := object.AsType(c); ty != nil && ty.IsSubtypeOf(t.M.Type(object.ShapeBaseException)) {
				if c = t.Call(c); c.P == nil {
					return false
				}
				if object.AsException(c) == nil {
					class, ok := t.Repr(cause)
					if r, ok2 := t.Repr(t.M.TypeOf(c).Value()); ok && ok2 {
						t.TypeErrorf("calling %s should have returned an instance of BaseException, not %s", class, r)
					}
					return false
				}
			}
			if object.AsException(c) == nil {
				t.TypeErrorf("exception causes must derive from BaseException")
				return false
			}
			e.Cause = c
		}
		e.SuppressContext = true
	}
	t.RaiseException(e)
	return false
}
