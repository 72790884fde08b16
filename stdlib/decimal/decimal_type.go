package decimal

import (
	"math"
	"math/big"
	"strconv"

	"github.com/aio-lang/aio/vm/object"
)

func decimalNew(t *thread, a []value) value {
	if !a[2].IsNone() && !isContext(t, a[2]) {
		return t.TypeErrorf("optional argument must be a context")
	}
	c := contextArg(t, a[2])
	if c == nil {
		return value{}
	}
	d, ok := c.exact(t, a[1])
	if !ok {
		return value{}
	}
	v := &decimal{num: d}
	return object.InitOpaque(&v.Opaque, object.AsType(a[0]))
}

// comparison converts what a Decimal is compared with; ok false with nothing
// pending for what it is not comparable with.
func comparison(t *thread, c *context, self num, v value, equality bool) (a, b num, ok bool) {
	if b, ok = operand(t, v); ok {
		return self, b, true
	}
	if isFloat(v) {
		f, _ := object.Float64(v)
		c.signal(floatOperation)
		if equality { // signaled, but no reason to raise
			c.flags |= floatOperation
			c.raised = 0
		} else if !c.done(t) {
			return self, b, false
		}
		return self, ofFloat(f), true
	}
	if v.Kind() == object.KindComplex && equality {
		z, _ := t.AsComplex(v)
		if imag(z) == 0 {
			return self, ofFloat(real(z)), true
		}
		return self, b, false
	}
	num_ := t.LookupAttr(v, t.M.Intern("numerator"))
	den := t.LookupAttr(v, t.M.Intern("denominator"))
	if t.Exc.P != nil || num_.P == nil || den.P == nil || !object.IsIntLike(num_) || !object.IsIntLike(den) {
		return self, b, false
	}
	if self.kind == finite {
		self.c = new(big.Int).Mul(self.c, object.ToBig(den))
	}
	return self, ofBig(object.ToBig(num_)), true
}

func compareDef(op object.CompareOp) object.NativeFn {
	return func(t *thread, v []value) value {
		c := current(t)
		if c == nil {
			return value{}
		}
		equality := op == object.OpEq || op == object.OpNe
		a, b, ok := comparison(t, c, numOf(v[0]), v[1], equality)
		if !ok {
			if t.Exc.P != nil {
				return value{}
			}
			return object.NotImplemented
		}
		if a.isNaN() || b.isNaN() {
			if !equality || a.kind == signaling || b.kind == signaling {
				c.signal(invalidOperation)
				if !c.done(t) {
					return value{}
				}
			}
			return object.Bool(op == object.OpNe)
		}
		s := cmp(&a, &b)
		switch op {
		case object.OpLt:
			return object.Bool(s < 0)
		case object.OpLe:
			return object.Bool(s <= 0)
		case object.OpEq:
			return object.Bool(s == 0)
		case object.OpNe:
			return object.Bool(s != 0)
		case object.OpGt:
			return object.Bool(s > 0)
		}
		return object.Bool(s >= 0)
	}
}

func decimalHash(t *thread, a []value) value {
	d := numOf(a[0])
	switch d.kind {
	case signaling:
		return t.TypeErrorf("Cannot hash a signaling NaN value")
	case quiet:
		return t.CallMethod(t.M.Type(object.ShapeObject).Value(), object.Names().Hash, a[0])
	case infinite:
		if d.neg {
			return object.Int(-314159)
		}
		return object.Int(314159)
	}
	p := new(big.Int).SetUint64(1<<61 - 1)
	base := big.NewInt(10)
	e := d.e
	if e < 0 {
		base.ModInverse(base, p)
		e = -e
	}
	h := new(big.Int).Exp(base, big.NewInt(e), p)
	h.Mul(h, d.c)
	h.Mod(h, p)
	n := h.Int64()
	if d.neg {
		n = -n
	}
	if n == -1 {
		n = -2
	}
	return object.Int(n)
}

// whole raises for what cannot be an int.
func whole(t *thread, d *num, what string) bool {
	switch {
	case d.isNaN():
		t.ValueErrorf("cannot convert NaN to %s", what)
	case d.kind == infinite:
		t.OverflowErrorf("cannot convert Infinity to %s", what)
	default:
		return true
	}
	return false
}

// toInt makes __int__ and its kin: rounding to an int.
func toInt(r rounding) object.NativeFn {
	return func(t *thread, a []value) value {
		d := numOf(a[0])
		if !whole(t, &d, "integer") {
			return value{}
		}
		if d.e > 1<<32 {
			return t.MemoryError()
		}
		d, _ = d.rescale(min(max(d.e, 0), 0), r)
		return object.BigInt(d.trunc())
	}
}

func decimalRound(t *thread, a []value) value {
	if a[1].P == nil || a[1].IsNone() {
		return toInt(roundHalfEven)(t, a)
	}
	n, ok := object.Int64(a[1])
	if !object.IsIntLike(a[1]) || !ok {
		return t.TypeErrorf("optional arg must be an integer")
	}
	c := current(t)
	if c == nil {
		return value{}
	}
	return c.give(t, c.quantize(numOf(a[0]), num{c: one, e: -n}))
}

func (d *num) float(t *thread) (float64, bool) {
	switch d.kind {
	case signaling:
		t.ValueErrorf("cannot convert signaling NaN to float")
		return 0, false
	case quiet:
		return math.Copysign(math.NaN(), float64(sign(!d.neg, 1))), true
	}
	f, _ := strconv.ParseFloat(d.text(false, true), 64)
	return f, true
}

func decimalTuple(t *thread, a []value) value {
	d := numOf(a[0])
	var ds []value
	if d.c != nil {
		for _, c := range d.c.String() {
			ds = append(ds, object.Int(int64(c-'0')))
		}
	}
	exp := object.Int(d.e)
	switch d.kind {
	case infinite:
		exp = object.NewStr("F")
	case quiet:
		exp = object.NewStr("n")
	case signaling:
		exp = object.NewStr("N")
	}
	s := int64(0)
	if d.neg {
		s = 1
	}
	mod := t.Exec.Import(t, "decimal")
	if mod.P == nil {
		return mod
	}
	return t.CallMethod(mod, t.M.Intern("DecimalTuple"), object.Int(s), object.NewTuple(ds), exp)
}

func decimalRatio(t *thread, a []value) value {
	d := numOf(a[0])
	if !whole(t, &d, "integer ratio") {
		return value{}
	}
	r := new(big.Rat).SetInt(d.c)
	if d.e >= 0 {
		r.SetInt(d.trunc())
	} else {
		r.SetFrac(d.c, pow10(-d.e))
		if d.neg {
			r.Neg(r)
		}
	}
	return object.NewPair(object.BigInt(new(big.Int).Set(r.Num())), object.BigInt(new(big.Int).Set(r.Denom())))
}

func decimalFormat(t *thread, a []value) value {
	spec, ok := t.StrArg("__format__", "1", a[1])
	if !ok {
		return value{}
	}
	c := current(t)
	if c == nil {
		return value{}
	}
	l, ok := parseLayout(spec.S)
	if !ok {
		return t.ValueErrorf("invalid format string")
	}
	d := numOf(a[0])
	if spec.S == "" {
		return object.NewStr(d.text(false, c.capitals))
	}
	if l.kind == 0 && l.precision < 0 && d.kind == finite {
		l.kind = 'g'
		if c.capitals {
			l.kind = 'G'
		}
	}
	return object.NewStr(d.format(l, c.round, c.capitals))
}

func decimalPow(t *thread, v []value) value {
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
	if len(v) > 2 && v[2].P != nil && !v[2].IsNone() {
		m, ok := operand(t, v[2])
		if !ok {
			return object.NotImplemented
		}
		return c.give(t, c.powMod(a, b, m))
	}
	return c.give(t, c.pow(a, b))
}

func textDef(name, doc string, eng bool) def {
	return def{Sig: name + "(self, /, context=None)", Doc: doc, Fn: func(t *thread, a []value) value {
		c := contextArg(t, a[1])
		if c == nil {
			return value{}
		}
		d := numOf(a[0])
		return object.NewStr(d.text(eng, c.capitals))
	}}
}

func decimalDecl() *typeDecl {
	methods := append([]def{
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *thread, a []value) value {
			c := current(t)
			if c == nil {
				return value{}
			}
			d := numOf(a[0])
			return object.NewStr("Decimal('" + d.text(false, c.capitals) + "')")
		}},
		{Sig: "__str__(self, /)", Doc: "Return str(self).", Fn: func(t *thread, a []value) value {
			c := current(t)
			if c == nil {
				return value{}
			}
			d := numOf(a[0])
			return object.NewStr(d.text(false, c.capitals))
		}},
		textDef("to_eng_string", "Convert to an engineering-type string.", true),
		{Sig: "__hash__(self, /)", Doc: "Return hash(self).", Fn: decimalHash},
		{Sig: "__bool__(self, /)", Doc: "True if self else False", Fn: func(t *thread, a []value) value {
			d := numOf(a[0])
			return object.Bool(!d.isZero())
		}},
		{Sig: "__neg__(self, /)", Doc: "-self", Fn: operator((*env).minus)},
		{Sig: "__pos__(self, /)", Doc: "+self", Fn: operator((*env).plus)},
		{Sig: "__abs__(self, /)", Doc: "abs(self)", Fn: operator((*env).abs)},
		{Sig: "__pow__(self, value, mod=None, /)", Doc: "Return pow(self, value, mod).", Fn: decimalPow},
		{Sig: "__rpow__(self, value, mod=None, /)", Doc: "Return pow(value, self, mod).", Fn: func(t *thread, v []value) value {
			return decimalPow(t, []value{v[1], v[0], v[2]})
		}},
		{Sig: "__divmod__(self, value, /)", Doc: "Return divmod(self, value).", Fn: divmodDef(false)},
		{Sig: "__rdivmod__(self, value, /)", Doc: "Return divmod(value, self).", Fn: divmodDef(true)},
		{Sig: "__int__(self, /)", Doc: "int(self)", Fn: toInt(roundDown)},
		{Sig: "__trunc__(self, /)", Doc: "Round towards zero.", Fn: toInt(roundDown)},
		{Sig: "__floor__(self, /)", Doc: "Round down.", Fn: toInt(roundFloor)},
		{Sig: "__ceil__(self, /)", Doc: "Round up.", Fn: toInt(roundCeiling)},
		{Sig: "__round__(self, ndigits=<None>, /)", Doc: "Round to an int, or to ndigits places.", Fn: decimalRound},
		{Sig: "__float__(self, /)", Doc: "float(self)", Fn: func(t *thread, a []value) value {
			d := numOf(a[0])
			f, ok := d.float(t)
			if !ok {
				return value{}
			}
			return object.Float(f)
		}},
		{Sig: "__complex__(self, /)", Doc: "complex(self)", Fn: func(t *thread, a []value) value {
			d := numOf(a[0])
			f, ok := d.float(t)
			if !ok {
				return value{}
			}
			return object.NewComplex(complex(f, 0))
		}},
		{Sig: "__format__(self, fmt, /)", Doc: "Format as float does, without rounding to binary.", Fn: decimalFormat},
		{Sig: "__reduce__(self, /)", Doc: "Pickle by text.", Fn: func(t *thread, a []value) value {
			s := t.ToStr(a[0])
			if s.P == nil {
				return s
			}
			return object.NewPair(t.M.TypeOf(a[0]).Value(), object.TupleOf(s))
		}},
		{Sig: "__copy__(self, /)", Doc: "Return self.", Fn: func(t *thread, a []value) value { return a[0] }},
		{Sig: "__deepcopy__(self, memo, /)", Doc: "Return self.", Fn: func(t *thread, a []value) value { return a[0] }},
		{Sig: "as_tuple(self, /)", Doc: "Return a tuple of sign, digits and exponent.", Fn: decimalTuple},
		{Sig: "as_integer_ratio(self, /)", Doc: "Return a pair of integers whose ratio is the number.", Fn: decimalRatio},
		{Sig: "adjusted(self, /)", Doc: "Return the adjusted exponent of the number.", Fn: func(t *thread, a []value) value {
			d := numOf(a[0])
			if d.kind != finite || d.isZero() {
				if d.kind == finite {
					return object.Int(d.e)
				}
				return object.Int(0)
			}
			return object.Int(d.adjusted())
		}},
		{Sig: "conjugate(self, /)", Doc: "Return self.", Fn: func(t *thread, a []value) value { return a[0] }},
		{Sig: "canonical(self, /)", Doc: "Return the argument.", Fn: func(t *thread, a []value) value { return a[0] }},
		{Sig: "radix(self, /)", Doc: "Return Decimal(10), the radix of all arithmetic here.", Fn: func(t *thread, a []value) value { return newDecimal(t, integer(10)) }},
		{Sig: "copy_abs(self, /)", Doc: "Return the absolute value, unaffected by the context.", Fn: func(t *thread, a []value) value {
			d := numOf(a[0])
			d.neg = false
			return newDecimal(t, d)
		}},
		{Sig: "copy_negate(self, /)", Doc: "Return the negation, unaffected by the context.", Fn: func(t *thread, a []value) value {
			return newDecimal(t, numOf(a[0]).negated())
		}},
		{Sig: "copy_sign(self, /, other, context=None)", Doc: "Return the number with the sign of the other.", Fn: func(t *thread, a []value) value {
			o, ok := mustOperand(t, a[1])
			if !ok {
				return value{}
			}
			d := numOf(a[0])
			d.neg = o.neg
			return newDecimal(t, d)
		}},
		{Sig: "same_quantum(self, /, other, context=None)", Doc: "Test whether two numbers have the same exponent.", Fn: func(t *thread, a []value) value {
			o, ok := mustOperand(t, a[1])
			if !ok {
				return value{}
			}
			d := numOf(a[0])
			return object.Bool(sameQuantum(&d, &o))
		}},
		{Sig: "number_class(self, /, context=None)", Doc: "Return a string describing the class of the number.", Fn: func(t *thread, a []value) value {
			c := contextArg(t, a[1])
			if c == nil {
				return value{}
			}
			d := numOf(a[0])
			return object.NewStr(c.class(&d))
		}},
		{Sig: "quantize(self, /, exp, rounding=None, context=None)", Doc: "Return a value equal to the first operand after rounding, with the exponent of the second.", Fn: func(t *thread, a []value) value {
			c := contextArg(t, a[3])
			if c == nil {
				return value{}
			}
			e, ok := mustOperand(t, a[1])
			if !ok {
				return value{}
			}
			return withRounding(t, c, a[2], func(x *env) num { return x.quantize(numOf(a[0]), e) })
		}},
	}, object.CompareDefs(compareDef)...)
	for name, loud := range map[string]bool{"to_integral_value": false, "to_integral": false, "to_integral_exact": true} {
		methods = append(methods, def{Sig: name + "(self, /, rounding=None, context=None)", Doc: "Round to the nearest integer.", Fn: func(t *thread, a []value) value {
			c := contextArg(t, a[2])
			if c == nil {
				return value{}
			}
			return withRounding(t, c, a[1], func(x *env) num { return x.toIntegral(numOf(a[0]), loud) })
		}})
	}
	for i := range operations {
		o := &operations[i]
		switch {
		case o.name == "":
		case o.name[0] == '_':
			f := func(x *env, a, b num) num { return o.do(x, []num{a, b}) }
			methods = append(methods,
				def{Sig: o.name + "(self, value, /)", Doc: o.doc, Fn: arithmetic(f, false)},
				def{Sig: "__r" + o.name[2:] + "(self, value, /)", Doc: o.doc, Fn: arithmetic(f, true)})
		default:
			methods = append(methods, o.asMethod())
		}
	}
	for _, p := range predicates {
		sig := "(self, /)"
		if p.name == "is_normal" || p.name == "is_subnormal" {
			sig = "(self, /, context=None)"
		}
		methods = append(methods, def{Sig: p.name + sig, Doc: p.doc, Fn: func(t *thread, a []value) value {
			var arg value
			if len(a) > 1 {
				arg = a[1]
			}
			c := contextArg(t, arg)
			if c == nil {
				return value{}
			}
			d := numOf(a[0])
			return object.Bool(p.is(&c.env, &d))
		}})
	}
	return &typeDecl{
		Name: "decimal.Decimal", Called: "function", Kind: object.KindOpaque,
		Doc:     "Construct a new Decimal object. 'value' can be an integer, string, tuple,\nor another Decimal object. If no value is given, return Decimal('0'). The\ncontext does not affect the conversion and is only passed to determine if\nthe InvalidOperation trap is active.\n",
		New:     &def{Sig: "__new__(cls, value='0', context=None)", Doc: "Create a Decimal.", Fn: decimalNew},
		Methods: methods,
		Class: []def{{Sig: "from_float(cls, f, /)", Doc: "Convert a float to a Decimal, exactly.", Fn: func(t *thread, a []value) value {
			var d num
			switch {
			case isFloat(a[1]):
				f, _ := object.Float64(a[1])
				d = ofFloat(f)
			case object.IsIntLike(a[1]):
				d = ofBig(object.ToBig(a[1]))
			default:
				return t.TypeErrorf("argument must be int or float")
			}
			v := newDecimal(t, d)
			if class := object.AsType(a[0]); class != stateOf(t).decimal {
				return t.Call(a[0], v)
			}
			return v
		}}},
		GetSets: []getSet{
			{Name: "real", Get: func(t *thread, v value) value { return v }},
			{Name: "imag", Get: func(t *thread, v value) value { return newDecimal(t, num{c: zero}) }},
		},
	}
}

func sameQuantum(a, b *num) bool {
	if a.isNaN() || b.isNaN() {
		return a.isNaN() && b.isNaN()
	}
	if a.kind == infinite || b.kind == infinite {
		return a.kind == b.kind
	}
	return a.e == b.e
}

// operator is a unary operator.
func operator(f func(x *env, a num) num) object.NativeFn {
	return func(t *thread, v []value) value {
		c := current(t)
		if c == nil {
			return value{}
		}
		return c.give(t, f(&c.env, numOf(v[0])))
	}
}

func divmodDef(swap bool) object.NativeFn {
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
		q, r := c.divmod(a, b)
		if !c.done(t) {
			return value{}
		}
		return object.NewPair(newDecimal(t, q), newDecimal(t, r))
	}
}
