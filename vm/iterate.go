package vm

import (
	"unsafe"

	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// Tags of iterations whose state lives in registers, without an iterator
// object. They stand in R[A] of GetIter and never become values of the script.
//
//	range:       {&rangeTag, next} {int, stop} {int, step}
//	list, tuple: {&listTag, index} {list} -
//	dict:        {&dictTag, entry} {dict, items so far} {int, size when begun}
//	its values:  {&valuesTag, …}, and its items: {&itemsTag, …}
//	ASCII str:   {&strTag, index} {str} -
var (
	rangeTag  object.Header
	listTag   object.Header
	tupleTag  object.Header
	dictTag   object.Header
	valuesTag object.Header
	itemsTag  object.Header
	strTag    object.Header
)

// getIter is the GetIter instruction.
//
//go:noinline
func (t *Thread) getIter() bool {
	in := t.prev()
	v := *t.reg(in.B)
	r := (*[3]object.Value)(unsafe.Pointer(t.reg(in.A)))
	switch v.Shape() {
	case object.ShapeRange:
		if x := (*object.Range)(v.P); x.Big == nil && x.Step != 0 && noOverflow(x) {
			r[0] = object.Value{P: unsafe.Pointer(&rangeTag), N: uint64(x.Start)}
			r[1] = object.Int(x.Stop)
			r[2] = object.Int(x.Step)
			return true
		}
	case object.ShapeList:
		r[0] = object.Value{P: unsafe.Pointer(&listTag)}
		r[1] = v
		return true
	case object.ShapeTuple:
		r[0] = object.Value{P: unsafe.Pointer(&tupleTag)}
		r[1] = v
		return true
	case object.ShapeDict:
		d := (*object.Dict)(v.P)
		r[0] = object.Value{P: unsafe.Pointer(&dictTag)}
		r[1] = v
		r[2] = object.Int(int64(d.Len()))
		return true
	case object.ShapeDictKeys, object.ShapeDictValues, object.ShapeDictItems:
		tag, view := &dictTag, object.AsDictView(v)
		switch view.Part {
		case object.DictValues:
			tag = &valuesTag
		case object.DictItems:
			tag = &itemsTag
		}
		r[0] = object.FromHeader(tag)
		r[1] = view.Dict.Value()
		r[2] = object.Int(int64(view.Dict.Len()))
		return true
	case object.ShapeStr:
		if (*object.Str)(v.P).IsASCII() {
			r[0] = object.Value{P: unsafe.Pointer(&strTag)}
			r[1] = v
			return true
		}
	case object.ShapeGenerator, object.ShapeEnumerate, object.ShapeZip:
		r[0] = v
		return true
	}
	if f := t.operatorMethod(v, object.Names().Iter); f.P != nil {
		if entered, ok := t.enterOperator(f, useIter, 1, v, object.Value{}, object.Value{}); entered {
			return ok
		}
	}
	it := t.Iter(v)
	if it.P == nil {
		return false
	}
	r[0] = it
	return true
}

// rangeOf is the range of a call range(…) with inline ints that are not too
// large for beginRangeLoop; ok is false for any other.
func rangeOf(args []object.Value) (x object.Range, ok bool) {
	x.Step = 1
	switch len(args) {
	case 1:
		x.Stop = int64(args[0].N)
	case 3:
		x.Step = int64(args[2].N)
		fallthrough
	case 2:
		x.Start, x.Stop = int64(args[0].N), int64(args[1].N)
	default:
		return x, false
	}
	for _, v := range args {
		if !v.IsInt() {
			return x, false
		}
	}
	return x, x.Step != 0 && noOverflow(&x)
}

// beginRangeLoop is `for … in range(…)`: where the call is followed by the
// GetIter that its result is for, that is done as well and no range made, which
// saves a loop 40 ns. It returns false where the range is wanted.
func (t *Thread) beginRangeLoop(x *object.Range) bool {
	next, b := (*code.Instr)(t.ip), t.prev().C
	if next.Op != code.GetIter || next.B != b || next.A != b && int(b)/code.Scale < len(t.fn.proto.Code.Locals) {
		return false
	}
	r := (*[3]object.Value)(unsafe.Pointer(t.reg(next.A)))
	r[0] = object.Value{P: unsafe.Pointer(&rangeTag), N: uint64(x.Start)}
	r[1], r[2] = object.Int(x.Stop), object.Int(x.Step)
	t.ip = unsafe.Add(t.ip, code.InstrSize)
	return true
}

// itemsAhead is how many items the iteration whose state begins at r will
// yield, at most about a million; 0 where that is not known.
func itemsAhead(r *[3]object.Value) int {
	n := 0
	switch r[0].P {
	case unsafe.Pointer(&rangeTag):
		start, stop, step := int64(r[0].N), int64(r[1].N), int64(r[2].N)
		if step > 0 && stop > start {
			n = int((stop-start-1)/step) + 1
		} else if step < 0 && stop < start {
			n = int((start-stop-1)/-step) + 1
		}
	case unsafe.Pointer(&listTag):
		n = len((*object.List)(r[1].P).Items)
	case unsafe.Pointer(&tupleTag):
		n = len((*object.Tuple)(r[1].P).Items)
	case unsafe.Pointer(&strTag):
		n = len((*object.Str)(r[1].P).S)
	case unsafe.Pointer(&dictTag), unsafe.Pointer(&valuesTag), unsafe.Pointer(&itemsTag):
		n = (*object.Dict)(r[1].P).Len()
	}
	return min(n, 1<<20)
}

// noOverflow: the step past the last item still fits an int64.
func noOverflow(x *object.Range) bool {
	const lim = 1 << 62
	return x.Start > -lim && x.Start < lim && x.Stop > -lim && x.Stop < lim && x.Step > -lim && x.Step < lim
}

// forIter is the ForIter instruction, all but its fastest cases.
//
//go:noinline
func (t *Thread) forIter() bool {
	in := t.prev()
	r := (*[3]object.Value)(unsafe.Pointer(t.reg(in.A)))
	var v object.Value
	switch r[0].P {
	case unsafe.Pointer(&rangeTag):
		cur, stop, step := int64(r[0].N), int64(r[1].N), int64(r[2].N)
		if step > 0 && cur < stop || step < 0 && cur > stop {
			r[0].N = uint64(cur + step)
			v = object.Int(cur)
		}
	case unsafe.Pointer(&listTag):
		l := (*object.List)(r[1].P)
		if i := int(r[0].N); i < len(l.Items) {
			r[0].N++
			v = l.Items[i]
		} else {
			r[0].N = 1 << 62 // exhausted for good, whatever is appended
		}
	case unsafe.Pointer(&tupleTag):
		u := (*object.Tuple)(r[1].P)
		if i := int(r[0].N); i < len(u.Items) {
			r[0].N++
			v = u.Items[i]
		}
	case unsafe.Pointer(&dictTag), unsafe.Pointer(&valuesTag), unsafe.Pointer(&itemsTag):
		key, val, ok := t.nextEntry(r)
		switch {
		case key.P == nil:
			return ok
		case r[0].P == unsafe.Pointer(&dictTag):
			v = key
		case r[0].P == unsafe.Pointer(&valuesTag):
			v = val
		default:
			if unpack := t.unpacksPair(in); unpack != nil {
				return t.unpackInto(unpack, key, val)
			}
			v = object.NewPair(key, val)
		}
	case unsafe.Pointer(&strTag):
		s := (*object.Str)(r[1].P)
		if i := int(r[0].N); i < len(s.S) {
			r[0].N++
			v = object.Value{P: unsafe.Pointer(&object.OneChar[s.S[i]])}
		}
	default:
		if g := asGenerator(r[0]); g != nil && g.Shape == object.ShapeGenerator {
			return t.forGenerator(g)
		}
		if f := t.operatorMethod(r[0], object.Names().Next); f.P != nil {
			if entered, ok := t.enterOperator(f, useNext, 1, r[0], object.Value{}, object.Value{}); entered {
				return ok
			}
		}
		if unpack := t.unpacksPair(in); unpack != nil {
			x, y, ok := t.NextPair(r[0])
			if x.P != nil {
				return t.unpackInto(unpack, x, y)
			}
			if ok {
				return t.Exc.P == nil
			}
		}
		v = t.Next(r[0])
		if v.P == nil && t.Exc.P != nil {
			return false
		}
	}
	if v.P != nil {
		*t.reg(in.B) = v
		t.ip = unsafe.Add(t.ip, int(int16(in.C)))
		return t.interruptedAtTarget()
	}
	return true
}

// unpacksPair returns the instruction that the body of the loop at in begins
// with, where all it does is to unpack the item into two variables. Then no
// tuple is needed: for k, v in d.items() takes half the time.
func (t *Thread) unpacksPair(in *code.Instr) *code.Instr {
	body := (*code.Instr)(unsafe.Add(t.ip, int(int16(in.C))))
	if body.Op == code.Unpack && body.B == in.B && body.N == 2 && body.C == 0 && int(in.B)/code.Scale >= len(t.fn.proto.Code.Locals) {
		return body
	}
	return nil
}

// unpackInto goes on after unpack, with its variables bound.
func (t *Thread) unpackInto(unpack *code.Instr, x, y object.Value) bool {
	to := (*[2]object.Value)(unsafe.Pointer(t.reg(unpack.A)))
	to[0], to[1] = x, y
	t.ip = unsafe.Add(unsafe.Pointer(unpack), code.InstrSize)
	return t.checkInterrupt()
}

// nextEntry steps an iteration over a dict. key is nil at its end, with ok
// false where an exception is pending.
func (t *Thread) nextEntry(r *[3]object.Value) (key, val object.Value, ok bool) {
	d := (*object.Dict)(r[1].P)
	size := int64(r[2].N)
	if int64(d.Len()) != size {
		if size == -1 {
			return key, val, true
		}
		r[2].N = ^uint64(0)
		t.RuntimeErrorf("dictionary changed size during iteration")
		return key, val, false
	}
	key, val, next := d.At(int(r[0].N))
	r[0].N = uint64(next)
	if key.P != nil {
		if r[1].N++; int64(r[1].N) > size {
			r[2].N = ^uint64(0)
			t.RuntimeErrorf("dictionary keys changed during iteration")
			return object.Value{}, val, false
		}
	}
	return key, val, true
}

// forGenerator steps a generator without leaving the dispatch loop: the
// generator's frame becomes current, and its yield comes back to the ForIter.
func (t *Thread) forGenerator(g *Generator) bool {
	if g.frame == nil {
		return true
	}
	if g.isRunning() {
		t.ValueErrorf("generator already executing")
		return false
	}
	if g.frame.awaiter != nil {
		t.detach(g.frame)
	}
	if t.depth()+1 > t.maxDepth || uintptr(t.top())+slack*regSize > t.chunk.limit {
		return t.forGeneratorNested(g)
	}
	return t.resumeFrame(g, object.None, object.Value{})
}

// forGeneratorNested steps a generator where the stack chunk is used up.
func (t *Thread) forGeneratorNested(g *Generator) bool {
	in := t.prev()
	v, outcome := t.Resume(g, object.None, object.Value{})
	switch outcome {
	case Yielded:
		*t.reg(in.B) = v
		t.ip = unsafe.Add(t.ip, int(int16(in.C)))
	case Raised:
		return false
	}
	return true
}

// closeIter is the CloseIter instruction: the loop over R[A] ends early. A
// generator that only the loop had is closed, as the last reference going away
// does on CPython.
//
//go:noinline
func (t *Thread) closeIter() bool {
	in := t.prev()
	r := t.reg(in.A)
	g := asGenerator(*r)
	*r = object.Value{}
	if g != nil && g.Shape == object.ShapeAsyncGenerator {
		t.dropAsyncGen(g)
		return true
	}
	if g == nil || g.Shape != object.ShapeGenerator || g.frame == nil || g.isRunning() || g.frame.flags&flagHeld != 0 {
		return true
	}
	exc := t.Exc
	t.Exc = object.Value{}
	if t.closeGenerator(g).P == nil {
		t.machine.unraisable(t, g.value())
	}
	t.Exc = exc
	return true
}

// dropAsyncGen tells the loop's hook that nobody has the async generator
// anymore, so that its finally blocks run soon.
func (t *Thread) dropAsyncGen(g *Generator) {
	h := t.machine.AsyncGenHooks.Finalizer
	if h.P == nil || h.IsNone() || !g.hooked || g.frame == nil || g.isRunning() || g.frame.flags&flagHeld != 0 {
		return
	}
	exc := t.Exc
	t.Exc = object.Value{}
	if t.Call(h, g.value()).P == nil {
		t.machine.unraisable(t, g.value())
	}
	t.Exc = exc
}

// unpack is the Unpack instruction: R[A]… = the N items of R[B].
//
//go:noinline
func (t *Thread) unpack() bool {
	in := t.prev()
	v := *t.reg(in.B)
	n := int(in.N) | int(in.C)<<8
	dst := unsafe.Slice(t.reg(in.A), n)
	var items []object.Value
	switch v.Shape() {
	case object.ShapeTuple:
		items = (*object.Tuple)(v.P).Items
	case object.ShapeList:
		items = (*object.List)(v.P).Items
	default:
		return t.unpackIterator(v, dst)
	}
	switch {
	case len(items) == n:
		copy(dst, items)
		return true
	case len(items) < n:
		t.ValueErrorf("not enough values to unpack (expected %d, got %d)", n, len(items))
	default:
		t.ValueErrorf("too many values to unpack (expected %d)", n)
	}
	return false
}

func (t *Thread) unpackIterator(v object.Value, dst []object.Value) bool {
	it := t.unpackIter(v)
	if it.P == nil {
		return false
	}
	var buf [8]object.Value
	items := buf[:0]
	for i := range dst {
		x := t.Next(it)
		if x.P == nil {
			if t.Exc.P == nil {
				t.ValueErrorf("not enough values to unpack (expected %d, got %d)", len(dst), i)
			}
			return false
		}
		items = append(items, x)
	}
	x := t.Next(it)
	if x.P != nil {
		t.ValueErrorf("too many values to unpack (expected %d)", len(dst))
		return false
	}
	copy(dst, items)
	return t.Exc.P == nil
}

func (t *Thread) unpackIter(v object.Value) object.Value {
	ty := t.M.TypeOf(v)
	if t.M.Lookup(ty, object.Names().Iter).P == nil && t.M.Lookup(ty, object.Names().GetItem).P == nil {
		return t.TypeErrorf("cannot unpack non-iterable %s object", ty.Name)
	}
	return t.Iter(v)
}

// unpackEx is the UnpackEx instruction: N items, the middle as a list, C items.
//
//go:noinline
func (t *Thread) unpackEx() bool {
	in := t.prev()
	v := *t.reg(in.B)
	before, after := int(in.N), int(in.C)
	it := t.unpackIter(v)
	if it.P == nil {
		return false
	}
	items, ok := t.Collect(it)
	if !ok {
		return false
	}
	if len(items) < before+after {
		t.ValueErrorf("not enough values to unpack (expected at least %d, got %d)", before+after, len(items))
		return false
	}
	dst := unsafe.Slice(t.reg(in.A), before+1+after)
	copy(dst, items[:before])
	dst[before] = object.NewList(append([]object.Value(nil), items[before:len(items)-after]...))
	copy(dst[before+1:], items[len(items)-after:])
	return true
}
