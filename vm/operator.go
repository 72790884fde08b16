package vm

import (
	"unsafe"

	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// Operators of the script's classes. Their methods run in the dispatch loop
// that meets the operator, under a stub frame, rather than in one of their own:
// p[i], p + q, p < q, x in p and for over a class's iterator take half
// the time.
//
//	stub: R[0] what the method returns, R[1] use, R[2] and R[3] the operands

// use is what becomes of an operator method's result, and in the bits above
// useBits which operator it is.
type use uint64

const (
	useValue    use = iota // into R[A]
	useNothing             // of item assignment
	useBinary              // into R[A], unless NotImplemented
	useInPlace             // likewise
	useCompare             // likewise
	useTrue                // comparison: jump if true
	useFalse               // comparison: jump if false
	useIn                  // truth: jump if true
	useNotIn               // truth: jump if false
	useContains            // truth into R[A]
	useLacks               // its negation into R[A]
	useBoolTrue            // __bool__: jump if true
	useBoolFalse
	useIter // the iterator of a loop
	useNext // its next item
	useBits = 8
)

// enterOperator calls f, a function of the script, with the first n of the
// operands. It returns entered false where the stack chunk has no room for it.
func (t *Thread) enterOperator(f object.Value, u use, n int, x, y, z object.Value) (entered, ok bool) {
	fn := (*Function)(f.P)
	if uintptr(t.top())+uintptr(operatorFn.need)+2*recordSize+uintptr(fn.need)+uintptr(n)*regSize > t.chunk.limit {
		return false, true
	}
	t.pushStub(operatorFn)
	regs := (*[4]object.Value)(t.base)
	regs[1] = object.Int(int64(u))
	if u&(1<<useBits-1) >= useBinary {
		regs[2], regs[3] = x, y
	}
	win := unsafe.Add(t.top(), recordSize)
	args := (*[3]object.Value)(win)
	args[0] = x
	if n > 1 {
		args[1] = y
	}
	if n > 2 {
		args[2] = z
	}
	if fn.sig != uint32(n) {
		return true, t.enter(fn, fn.proto, win, n, nil)
	}
	depth := recordOf(t.base).depth + 1
	if depth > t.maxDepth {
		t.Raise(object.ShapeRecursionError, "maximum recursion depth exceeded")
		return true, false
	}
	r := recordOf(win)
	if r.base != t.base {
		r.base = t.base
	}
	if r.fn != t.fn {
		r.fn = t.fn
	}
	r.off, r.depth = code.InstrSize, depth
	t.ip, t.base, t.fn = fn.entry, win, fn
	return true, true
}

// operatorMethod is the function of the script that is the special method of
// an instance of one of its classes; nil for anything else.
func (t *Thread) operatorMethod(v object.Value, name *object.Str) object.Value {
	if v.Kind() == object.KindInstance {
		if f := t.M.Lookup(t.M.TypeOf(v), name); f.P != nil && f.Shape() == object.ShapeFunction {
			return f
		}
	}
	return object.Value{}
}

// enterBinary begins x op y where a method of the script comes first.
func (t *Thread) enterBinary(op object.BinaryOp, inPlace bool, x, y object.Value) (entered, ok bool) {
	if x.Kind() != object.KindInstance {
		return false, true
	}
	u := useBinary
	var f object.Value
	if inPlace {
		if f = t.FirstInPlace(op, x); f.P != nil {
			u = useInPlace
		}
	}
	if f.P == nil {
		if f = t.FirstBinary(op, inPlace, x, y); f.P == nil {
			return false, true
		}
	}
	u |= use(op) << useBits
	if inPlace {
		u |= 1 << (2 * useBits)
	}
	return t.enterOperator(f, u, 2, x, y, object.Value{})
}

// enterCompare begins x op y where a method of the script comes first.
func (t *Thread) enterCompare(op object.CompareOp, u use, x, y object.Value) (entered, ok bool) {
	if x.Kind() != object.KindInstance {
		return false, true
	}
	f := t.FirstCompare(op, x, y)
	if f.P == nil {
		return false, true
	}
	return t.enterOperator(f, u|use(op)<<useBits, 2, x, y, object.Value{})
}

// operatorDone goes on with the operator whose method has returned.
//
//go:noinline
func (t *Thread) operatorDone() bool {
	regs := (*[4]object.Value)(t.base)
	v, u, x, y := regs[0], use(regs[1].N), regs[2], regs[3]
	t.pop(t.base)
	in := t.prev()
	switch u & (1<<useBits - 1) {
	case useValue:
		*t.reg(in.A) = v
	case useBinary, useInPlace:
		if v.IsNotImplemented() {
			op, inPlace := object.BinaryOp(u>>useBits), u>>(2*useBits) != 0
			if u&(1<<useBits-1) == useInPlace {
				if entered, ok := t.enterBinary2(op, x, y); entered {
					return ok
				}
				v = t.AfterInPlace(op, x, y)
			} else {
				v = t.AfterBinary(op, inPlace, x, y)
			}
			if v.P == nil {
				return false
			}
		}
		*t.reg(in.A) = v
	case useCompare, useTrue, useFalse:
		if v.IsNotImplemented() {
			if v = t.AfterCompare(object.CompareOp(u>>useBits), x, y); v.P == nil {
				return false
			}
		}
		if u&(1<<useBits-1) == useCompare {
			*t.reg(in.A) = v
			break
		}
		return t.jumpIf(v, u&(1<<useBits-1) == useTrue)
	case useIn, useNotIn:
		return t.jumpIf(v, u == useIn)
	case useContains, useLacks:
		b, ok := t.Truth(v)
		if !ok {
			return false
		}
		*t.reg(in.A) = object.Bool(b == (u == useContains))
	case useBoolTrue, useBoolFalse:
		if !v.IsBool() {
			t.TypeErrorf("__bool__ should return bool, returned %s", t.TypeName(v))
			return false
		}
		return t.jumpIf(v, u == useBoolTrue)
	case useIter:
		if !t.CheckIterator(v) {
			return false
		}
		*t.reg(in.A) = v
	case useNext:
		*t.reg(in.B) = v
		t.ip = unsafe.Add(t.ip, int(int16(in.C)))
		return t.interruptedAtTarget()
	}
	return true
}

// enterBinary2 goes on with x op= y after an __iop__ that declined.
func (t *Thread) enterBinary2(op object.BinaryOp, x, y object.Value) (entered, ok bool) {
	f := t.FirstBinary(op, true, x, y)
	if f.P == nil {
		return false, true
	}
	return t.enterOperator(f, useBinary|use(op)<<useBits|1<<(2*useBits), 2, x, y, object.Value{})
}

// jumpIf jumps by operand C where the truth of v is as wanted.
func (t *Thread) jumpIf(v object.Value, want bool) bool {
	b, ok := t.Truth(v)
	if !ok {
		return false
	}
	if b == want {
		return t.jump(t.prev().C)
	}
	return true
}

// operatorRaised leaves the stub frame of an operator whose method has raised.
// handled: it was the StopIteration that ends a loop.
func (t *Thread) operatorRaised() (handled bool) {
	u := use((*[2]object.Value)(t.base)[1].N)
	t.pop(t.base)
	if u == useNext && t.pendingIs(object.ShapeStopIteration) {
		t.Exc = object.Value{}
		return true
	}
	return false
}
