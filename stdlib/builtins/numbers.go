package builtins

import (
	"math"
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

// Builtins about numbers.

var numberFuncs = []object.Def{
	{Sig: "abs(x, /)", Doc: "Return the absolute value of the argument.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		switch v := a[0]; {
		case v.IsInt() && v.AsInt() > math.MinInt64:
			return object.Int(max(v.AsInt(), -v.AsInt()))
		case v.IsFloat():
			return object.Float(math.Abs(v.AsFloat()))
		}
		r, found := t.CallSpecial(a[0], object.Names().Abs)
		if !found {
			return t.TypeErrorf("bad operand type for abs(): '%s'", t.TypeName(a[0]))
		}
		return r
	}},
	{Sig: "bin(number, /)", Doc: "Return the binary representation of an integer.", Fn: inBase(2, "0b")},
	{Sig: "divmod(x, y, /)", Doc: "Return the tuple (x//y, x%y).  Invariant: div*y + mod == x.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return t.Binary(object.OpDivMod, a[0], a[1])
	}},
	{Sig: "hex(number, /)", Doc: "Return the hexadecimal representation of an integer.", Fn: inBase(16, "0x")},
	{Sig: "oct(number, /)", Doc: "Return the octal representation of an integer.", Fn: inBase(8, "0o")},
	{Sig: "pow(base, exp, mod=None)", Doc: "Return base**exp, or base**exp % mod, which is computed faster.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		if a[2].IsNone() {
			return t.Binary(object.OpPow, a[0], a[1])
		}
		return powMod(t, a[0], a[1], a[2])
	}},
	{Sig: "round(number, ndigits=None)", Doc: "Round a number to a given precision in decimal digits.", Fn: round},
	{Sig: "sum(iterable, /, start=0)", Doc: "Return the sum of start and the items of an iterable of numbers.", Fn: sum},
}

// inBase makes bin, oct or hex: the sign goes before the prefix.
func inBase(base int, prefix string) object.NativeFn {
	return func(t *object.Thread, a []object.Value) object.Value {
		i := t.Index(a[0])
		if i.P == nil {
			return i
		}
		text := object.IntTextBase(i, base)
		if digits, negative := strings.CutPrefix(text, "-"); negative {
			return object.NewStr("-" + prefix + digits)
		}
		return object.NewStr(prefix + text)
	}
}

// powMod is pow with three arguments. Classes of the script take part through
// the first operand's __pow__ alone; builtin types also from the other places.
func powMod(t *object.Thread, base, exp, mod object.Value) object.Value {
	nm := object.Names()
	if r, found := t.CallSpecial(base, nm.Pow, exp, mod); found && (r.P == nil || !r.IsNotImplemented()) {
		return r
	}
	for _, v := range []object.Value{exp, mod} {
		if ty := t.M.TypeOf(v); ty.IsHeap() || ty == t.M.TypeOf(base) {
			continue
		}
		if r, found := t.CallSpecial(v, nm.RPow, base, mod); found && (r.P == nil || !r.IsNotImplemented()) {
			return r
		}
	}
	return t.TypeErrorf("unsupported operand type(s) for ** or pow(): '%s', '%s', '%s'", t.TypeName(base), t.TypeName(exp), t.TypeName(mod))
}

func round(t *object.Thread, a []object.Value) object.Value {
	args := a[1:]
	if a[1].IsNone() {
		args = nil
	}
	r, found := t.CallSpecial(a[0], object.Names().Round, args...)
	if !found {
		return t.TypeErrorf("type %s doesn't define __round__ method", t.TypeName(a[0]))
	}
	return r
}

// sum adds ints as long as they fit 64 bits, and floats with Neumaier's
// compensation, as CPython does since 3.12; anything else with +.
func sum(t *object.Thread, a []object.Value) object.Value {
	total := a[1]
	switch total.Kind() {
	case object.KindStr:
		return t.TypeErrorf("sum() can't sum strings [use ''.join(seq) instead]")
	case object.KindBytes:
		return t.TypeErrorf("sum() can't sum bytes [use b''.join(seq) instead]")
	case object.KindByteArray:
		return t.TypeErrorf("sum() can't sum bytearray [use b''.join(seq) instead]")
	}
	s := summer{t: t, total: total}
	s.settle()
	if !t.Each(a[0], s.add) {
		return object.Value{}
	}
	return s.result()
}

// summer is a sum in progress, in one of four forms.
type summer struct {
	t     *object.Thread
	form  sumForm
	total object.Value // sumAny
	i     int64        // sumInt
	// sumFloat and the real part of sumComplex: the sum and what rounding lost
	re, reLost float64
	im, imLost float64
}

type sumForm uint8

const (
	sumAny sumForm = iota
	sumInt
	sumFloat
	sumComplex
)

// settle picks the fastest form that holds s.total.
func (s *summer) settle() {
	switch s.total.Shape() {
	case object.ShapeInt, object.ShapeBool:
		if i, ok := object.Int64(s.total); ok && s.total.Shape() == object.ShapeInt {
			s.form, s.i = sumInt, i
			return
		}
	case object.ShapeFloat:
		s.form, s.re, s.reLost = sumFloat, s.total.AsFloat(), 0
		return
	case object.ShapeComplex:
		c := (*object.Complex)(s.total.P).C
		s.form, s.re, s.im, s.reLost, s.imLost = sumComplex, real(c), imag(c), 0, 0
		return
	}
	s.form = sumAny
}

// add adds one item; false when an exception is pending.
func (s *summer) add(v object.Value) bool {
	switch s.form {
	case sumInt:
		if i, ok := object.Int64(v); ok && (v.Shape() == object.ShapeInt || v.Shape() == object.ShapeBool) {
			if r := s.i + i; (r > s.i) == (i > 0) {
				s.i = r
				return true
			}
		}
	case sumFloat:
		switch {
		case v.IsFloat():
			compensate(&s.re, &s.reLost, v.AsFloat())
			return true
		case object.IsIntLike(v):
			if i, ok := object.Int64(v); ok {
				s.re += float64(i)
				return true
			}
		}
	case sumComplex:
		switch {
		case v.Shape() == object.ShapeComplex:
			c := (*object.Complex)(v.P).C
			compensate(&s.re, &s.reLost, real(c))
			compensate(&s.im, &s.imLost, imag(c))
			return true
		case v.IsFloat():
			compensate(&s.re, &s.reLost, v.AsFloat())
			return true
		case object.IsIntLike(v):
			if i, ok := object.Int64(v); ok {
				compensate(&s.re, &s.reLost, float64(i))
				return true
			}
		}
	}
	was := s.form
	s.total = s.t.Binary(object.OpAdd, s.result(), v)
	if s.total.P == nil {
		return false
	}
	if was == sumAny {
		return true
	}
	s.form = sumAny
	// CPython goes from ints to floats and from floats to complex, never back
	switch shape := s.total.Shape(); {
	case shape == object.ShapeFloat && was == sumInt, shape == object.ShapeComplex && was != sumComplex:
		s.settle()
	}
	return true
}

// compensate adds x to sum and what rounding lost to lost (Neumaier).
func compensate(sum, lost *float64, x float64) {
	t := *sum + x
	if math.Abs(*sum) >= math.Abs(x) {
		*lost += (*sum - t) + x
	} else {
		*lost += (x - t) + *sum
	}
	*sum = t
}

// settled is the sum with what rounding lost, where that is a number.
func settled(sum, lost float64) float64 {
	if lost != 0 && !math.IsInf(lost, 0) && !math.IsNaN(lost) {
		return sum + lost
	}
	return sum
}

func (s *summer) result() object.Value {
	switch s.form {
	case sumInt:
		return object.Int(s.i)
	case sumFloat:
		return object.Float(settled(s.re, s.reLost))
	case sumComplex:
		return object.NewComplex(complex(settled(s.re, s.reLost), settled(s.im, s.imLost)))
	}
	return s.total
}
