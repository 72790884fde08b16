package object

// LengthHint returns len(v) or else v.__length_hint__(); found is false where
// there is neither. PEP 424.
func (t *Thread) LengthHint(v Value) (n int, found, ok bool) {
	if t.M.Lookup(t.M.TypeOf(v), names.Len).P != nil {
		n, ok = t.Len(v)
		if ok || t.Catch(ShapeTypeError) == nil {
			return n, ok, ok
		}
	}
	r, found := t.CallSpecial(v, names.LengthHint)
	switch {
	case !found:
		return 0, false, true
	case r.P == nil:
		return 0, false, t.Catch(ShapeTypeError) != nil
	case r.IsNotImplemented():
		return 0, false, true
	case !IsIntLike(r):
		t.TypeErrorf("__length_hint__ must be an integer, not %s", t.TypeName(r))
		return 0, false, false
	}
	i, fits := Int64(r)
	switch {
	case !fits:
		t.OverflowErrorf("Python int too large to convert to C ssize_t")
		return 0, false, false
	case i < 0:
		t.ValueErrorf("__length_hint__() should return >= 0")
		return 0, false, false
	}
	return int(i), true, true
}

// lengthHint is operator.length_hint(v).
func (t *Thread) lengthHint(v Value) (int, bool) {
	n, _, ok := t.LengthHint(v)
	return n, ok
}
