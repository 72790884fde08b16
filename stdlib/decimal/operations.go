package decimal

import (
	"math/big"

	"github.com/aio-lang/aio/vm/object"
)

// operation is an operation that Decimal and Context both have: the one takes
// a context, the other all operands.
type operation struct {
	name string // of Decimal's method
	long string // of Context's, where it has another
	args int    // operands
	doc  string
	do   func(x *env, a []num) num
}

func unary(f func(x *env, a num) num) func(*env, []num) num {
	return func(x *env, a []num) num { return f(x, a[0]) }
}

func binary(f func(x *env, a, b num) num) func(*env, []num) num {
	return func(x *env, a []num) num { return f(x, a[0], a[1]) }
}

func logical(op func(p, q byte) byte) func(*env, []num) num {
	return func(x *env, a []num) num { return x.logical(a[0], a[1], op) }
}

func total(mag bool) func(*env, []num) num {
	return func(x *env, a []num) num {
		p, q := a[0], a[1]
		if mag {
			p.neg, q.neg = false, false
		}
		return integer(int64(cmpTotal(&p, &q))).unit()
	}
}

var operations = []operation{
	{"exp", "", 1, "Return the value of the (natural) exponential function e**x at the given number.", unary((*env).exp)},
	{"ln", "", 1, "Return the natural (base e) logarithm of the operand.", unary((*env).ln)},
	{"log10", "", 1, "Return the base ten logarithm of the operand.", unary((*env).log10)},
	{"sqrt", "", 1, "Return the square root of the argument to full precision.", unary((*env).sqrt)},
	{"normalize", "", 1, "Remove trailing zeros and make every zero 0.", unary((*env).normalize)},
	{"next_plus", "", 1, "Return the smallest number representable in the context that is larger than the operand.", unary(func(x *env, a num) num { return x.neighbour(a, true) })},
	{"next_minus", "", 1, "Return the largest number representable in the context that is smaller than the operand.", unary(func(x *env, a num) num { return x.neighbour(a, false) })},
	{"logb", "", 1, "Return the adjusted exponent of the operand.", unary((*env).logb)},
	{"logical_invert", "", 1, "Return the digit-wise inversion of the (logical) operand.", unary(func(x *env, a num) num {
		c := pow10(x.prec)
		c.Sub(c, one)
		return x.logical(a, num{c: c.Quo(c, big.NewInt(9))}, func(p, q byte) byte { return p ^ q })
	})},
	{"compare", "", 2, "Compare two numbers: -1, 0, 1 or NaN.", binary((*env).compare)},
	{"compare_signal", "", 2, "Compare two numbers; all NaNs signal.", binary((*env).compareSignal)},
	{"compare_total", "", 2, "Compare two operands using their abstract representation.", total(false)},
	{"compare_total_mag", "", 2, "Compare two operands using their abstract representation, ignoring signs.", total(true)},
	{"max", "", 2, "Maximum of two numbers; a number is chosen before a quiet NaN.", binary(extreme(1, false))},
	{"max_mag", "", 2, "As max(), by absolute values.", binary(extreme(1, true))},
	{"min", "", 2, "Minimum of two numbers; a number is chosen before a quiet NaN.", binary(extreme(-1, false))},
	{"min_mag", "", 2, "As min(), by absolute values.", binary(extreme(-1, true))},
	{"next_toward", "", 2, "Return the number closest to the first operand in the direction of the second.", binary((*env).nextToward)},
	{"remainder_near", "", 2, "Return the remainder of the nearest quotient.", binary((*env).remNear)},
	{"scaleb", "", 2, "Return the first operand with the exponent adjusted by the second.", binary((*env).scaleb)},
	{"rotate", "", 2, "Return the first operand with its digits rotated by the second.", binary(func(x *env, a, b num) num { return x.places(a, b, true) })},
	{"shift", "", 2, "Return the first operand with its digits shifted by the second.", binary(func(x *env, a, b num) num { return x.places(a, b, false) })},
	{"logical_and", "", 2, "Return the digit-wise 'and' of two (logical) operands.", logical(func(p, q byte) byte { return p & q })},
	{"logical_or", "", 2, "Return the digit-wise 'or' of two (logical) operands.", logical(func(p, q byte) byte { return p | q })},
	{"logical_xor", "", 2, "Return the digit-wise 'exclusive or' of two (logical) operands.", logical(func(p, q byte) byte { return p ^ q })},
	{"fma", "", 3, "Fused multiply-add: multiply and add without rounding in between.", func(x *env, a []num) num { return x.fma(a[0], a[1], a[2]) }},
	{"", "abs", 1, "Return the absolute value of x.", unary((*env).abs)},
	{"", "plus", 1, "Return +x, rounded to the context.", unary((*env).plus)},
	{"", "minus", 1, "Return -x, rounded to the context.", unary((*env).minus)},
	{"__add__", "add", 2, "Return the sum of x and y.", binary((*env).add)},
	{"__sub__", "subtract", 2, "Return the difference between x and y.", binary((*env).sub)},
	{"__mul__", "multiply", 2, "Return the product of x and y.", binary((*env).mul)},
	{"__truediv__", "divide", 2, "Return x divided by y.", binary((*env).div)},
	{"__floordiv__", "divide_int", 2, "Return x divided by y, truncated to an integer.", binary((*env).divInt)},
	{"__mod__", "remainder", 2, "Return the remainder from integer division.", binary((*env).rem)},
	{"", "to_integral_exact", 1, "Round to an integer, signaling Inexact and Rounded.", unary(func(x *env, a num) num { return x.toIntegral(a, true) })},
	{"", "to_integral_value", 1, "Round to an integer.", unary(func(x *env, a num) num { return x.toIntegral(a, false) })},
	{"", "to_integral", 1, "The same as to_integral_value().", unary(func(x *env, a num) num { return x.toIntegral(a, false) })},
	{"", "quantize", 2, "Return a value equal to x, with the exponent of y.", binary((*env).quantize)},
	{"", "copy_sign", 2, "Copy the sign from y to x.", binary(func(x *env, a, b num) num {
		a.neg = b.neg
		return a
	})},
	{"", "copy_abs", 1, "Return a copy of x with the sign set to 0.", unary(func(x *env, a num) num {
		a.neg = false
		return a
	})},
	{"", "copy_negate", 1, "Return a copy of x with the sign inverted.", unary(func(x *env, a num) num { return a.negated() })},
	{"", "canonical", 1, "Return a new instance of x.", unary(func(x *env, a num) num { return a })},
	{"", "copy_decimal", 1, "Return a copy of x.", unary(func(x *env, a num) num { return a })},
}

// predicate is a question about a number.
type predicate struct {
	name, doc string
	is        func(x *env, d *num) bool
}

var predicates = []predicate{
	{"is_canonical", "Return True: all Decimals are canonical.", func(x *env, d *num) bool { return true }},
	{"is_finite", "Return True if the argument is finite.", func(x *env, d *num) bool { return d.kind == finite }},
	{"is_infinite", "Return True if the argument is infinite.", func(x *env, d *num) bool { return d.kind == infinite }},
	{"is_nan", "Return True if the argument is a NaN of either kind.", func(x *env, d *num) bool { return d.isNaN() }},
	{"is_qnan", "Return True if the argument is a quiet NaN.", func(x *env, d *num) bool { return d.kind == quiet }},
	{"is_snan", "Return True if the argument is a signaling NaN.", func(x *env, d *num) bool { return d.kind == signaling }},
	{"is_signed", "Return True if the argument has a negative sign.", func(x *env, d *num) bool { return d.neg }},
	{"is_zero", "Return True if the argument is a zero.", func(x *env, d *num) bool { return d.isZero() }},
	{"is_normal", "Return True if the argument is a normal finite number.", func(x *env, d *num) bool {
		return d.kind == finite && !d.isZero() && d.adjusted() >= x.emin
	}},
	{"is_subnormal", "Return True if the argument is subnormal.", func(x *env, d *num) bool {
		return d.kind == finite && !d.isZero() && d.adjusted() < x.emin
	}},
}

// class names the kind of number that d is in a context.
func (x *env) class(d *num) string {
	switch {
	case d.kind == signaling:
		return "sNaN"
	case d.kind == quiet:
		return "NaN"
	}
	sign := "+"
	if d.neg {
		sign = "-"
	}
	switch {
	case d.kind == infinite:
		return sign + "Infinity"
	case d.isZero():
		return sign + "Zero"
	case d.adjusted() < x.emin:
		return sign + "Subnormal"
	}
	return sign + "Normal"
}

// contextArg is an optional context, else the current one.
func contextArg(t *thread, v value) *context {
	if v.P == nil || v.IsNone() {
		return current(t)
	}
	if !isContext(t, v) {
		t.TypeErrorf("optional argument must be a context")
		return nil
	}
	return (*context)(v.P)
}

// operands converts the arguments of an operation.
func operands(t *thread, a []value) ([]num, bool) {
	out := make([]num, len(a))
	for i, v := range a {
		var ok bool
		if out[i], ok = mustOperand(t, v); !ok {
			return nil, false
		}
	}
	return out, true
}

// asMethod is the operation as a method of Decimal.
func (o *operation) asMethod() def {
	sig := "(self, /"
	for _, name := range []string{"other", "third"}[:o.args-1] {
		sig += ", " + name
	}
	return def{Sig: o.name + sig + ", context=None)", Doc: o.doc, Fn: func(t *thread, a []value) value {
		c := contextArg(t, a[o.args])
		if c == nil {
			return value{}
		}
		ops, ok := operands(t, a[:o.args])
		if !ok {
			return value{}
		}
		return c.give(t, o.do(&c.env, ops))
	}}
}

// asContextMethod is the operation as a method of Context.
func (o *operation) asContextMethod() def {
	sig := "(self, "
	for _, name := range []string{"x", "y", "z"}[:o.args] {
		sig += name + ", "
	}
	name := o.long
	if name == "" {
		name = o.name
	}
	positional := "/)"
	if o.args > 1 {
		sig = "(self, /"
		for _, name := range []string{"x", "y", "z"}[:o.args] {
			if o.args == 2 {
				name = map[string]string{"x": "a", "y": "b"}[name]
			}
			sig += ", " + name
		}
		positional = ")"
	}
	return def{Sig: name + sig + positional, Doc: o.doc, Fn: func(t *thread, a []value) value {
		c := (*context)(a[0].P)
		ops, ok := operands(t, a[1:])
		if !ok {
			return value{}
		}
		return c.give(t, o.do(&c.env, ops))
	}}
}

// roundingArg is the name of a rounding.
func roundingArg(t *thread, v value, r *rounding) bool {
	if v.IsNone() {
		return true
	}
	if v.IsStr() {
		for i, name := range roundings {
			if v.Text() == name {
				*r = rounding(i)
				return true
			}
		}
	}
	t.TypeErrorf("valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]")
	return false
}

// withRounding runs an operation with another rounding.
func withRounding(t *thread, c *context, v value, f func(x *env) num) value {
	r := c.round
	if !roundingArg(t, v, &r) {
		return value{}
	}
	old := c.round
	c.round = r
	d := f(&c.env)
	c.round = old
	return c.give(t, d)
}

// arithmetic is a binary operator; swap for the reflected form.
func arithmetic(f func(x *env, a, b num) num, swap bool) object.NativeFn {
	return func(t *thread, v []value) value {
		a, ok := operand(t, v[0])
		if !ok {
			return object.NotImplemented
		}
		b, ok := operand(t, v[1])
		if !ok {
			return object.NotImplemented
		}
		c := current(t)
		if c == nil {
			return value{}
		}
		if swap {
			a, b = b, a
		}
		return c.give(t, f(&c.env, a, b))
	}
}
