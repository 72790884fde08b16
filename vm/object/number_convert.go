package object

import "math/big"

// AsFloat64 is the number a native gets that takes a real number: a float, an
// int, or what __float__ or __index__ give; TypeError "must be real number,
// not str" otherwise. ok is false when an exception is pending.
func (t *Thread) AsFloat64(v Value) (f float64, ok bool) {
	return t.realNumber(v, "must be real number, not %s")
}

// realNumber is AsFloat64 with the text of the TypeError given.
func (t *Thread) realNumber(v Value, message string) (f float64, ok bool) {
	switch v.Kind() {
	case KindFloat:
		return v.AsFloat(), true
	case KindInt, KindBool, KindBig:
		return t.intToFloat(v)
	}
	if r, found := t.CallSpecial(v, names.Float); found {
		return t.strictFloat(v, r)
	}
	if t.M.Lookup(t.M.TypeOf(v), names.Index).P != nil {
		i := t.Index(v)
		if i.P == nil {
			return 0, false
		}
		return t.intToFloat(i)
	}
	t.TypeErrorf(message, t.TypeName(v))
	return 0, false
}

// strictFloat takes what v.__float__ returned: a float, or (deprecated) an
// instance of a subclass. r is nil where the method raised.
func (t *Thread) strictFloat(v, r Value) (f float64, ok bool) {
	switch {
	case r.P == nil:
		return 0, false
	case r.IsFloat():
		return r.AsFloat(), true
	}
	f, ok = Float64(r)
	if !ok {
		t.TypeErrorf("%s.__float__ returned non-float (type %s)", t.TypeName(v), t.TypeName(r))
		return 0, false
	}
	return f, t.Warn(ShapeDeprecationWarning, 1, "%s.__float__ returned non-float (type %s).  The ability to return an instance of a strict subclass of float is deprecated, and may be removed in a future version of Python.",
		t.TypeName(v), t.TypeName(r))
}

// AsBigInt is operator.index(v) as a big.Int that must not be changed; ok is
// false when an exception is pending.
func (t *Thread) AsBigInt(v Value) (i *big.Int, ok bool) {
	x := t.Index(v)
	if x.P == nil {
		return nil, false
	}
	return ToBig(x), true
}
