package math

import (
	"math"

	"github.com/aio-lang/aio/vm/object"
)

var roundFuncs = []def{
	{Sig: "ceil(x, /)", Doc: "The smallest integer that is not less than x.", Fn: func(t *thread, a []value) value {
		return round(t, a[0], object.Names().Ceil, math.Ceil)
	}},
	{Sig: "floor(x, /)", Doc: "The largest integer that is not greater than x.", Fn: func(t *thread, a []value) value {
		return round(t, a[0], object.Names().Floor, math.Floor)
	}},
	{Sig: "trunc(x, /)", Doc: "x without its fraction.", Fn: trunc},
}

// round asks the type's method, and rounds what is a number without one.
func round(t *thread, v value, method *object.Str, f func(float64) float64) value {
	if !v.IsFloat() {
		if v.IsInt() {
			return v
		}
		if r, found := t.CallSpecial(v, method); found {
			return r
		}
	}
	x, ok := t.AsFloat64(v)
	if !ok {
		return value{}
	}
	return t.IntOf(object.Float(f(x)))
}

func trunc(t *thread, a []value) value {
	if a[0].IsFloat() {
		return t.IntOf(a[0])
	}
	r, found := t.CallSpecial(a[0], object.Names().Trunc)
	if !found {
		return t.TypeErrorf("type %s doesn't define __trunc__ method", t.TypeName(a[0]))
	}
	return r
}
