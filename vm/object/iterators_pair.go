package object

// NextPair is Next of an iterator that yields pairs, without making the tuple.
// ok is false where the iterator is none of those it knows: then nothing has
// happened. a is nil at the end, or with an exception pending.
func (t *Thread) NextPair(it Value) (a, b Value, ok bool) {
	switch it.Shape() {
	case ShapeDictItemIterator:
		a, b = (*dictIterator)(it.P).step(t, false)
		return a, b, true
	case ShapeEnumerate:
		e := (*enumerate)(it.P)
		if e.big != nil || e.count == maxIndex {
			return
		}
		if b = e.src.Next(t); b.P != nil {
			a = Int(e.count)
			e.count++
		}
		return a, b, true
	case ShapeZip:
		z := (*zip)(it.P)
		if len(z.srcs) != 2 {
			return
		}
		if a = z.srcs[0].Next(t); a.P != nil {
			if b = z.srcs[1].Next(t); b.P != nil {
				return a, b, true
			}
			if z.strict && t.Exc.P == nil {
				z.mismatch(t, 1)
			}
			return Value{}, Value{}, true
		}
		if z.strict && t.Exc.P == nil {
			z.mismatch(t, 0)
		}
		return Value{}, Value{}, true
	}
	return
}
