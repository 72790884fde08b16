package decimal

import (
	"strconv"
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

// setting is an attribute of a context: how it is read, checked and set.
type setting struct {
	name string
	get  func(c *context) value
	set  func(t *thread, c *context, v value) bool
}

func ranged(name string, lo, hi int64, text string, field func(x *env) *int64) setting {
	return setting{name, func(c *context) value { return object.Int(*field(&c.env)) }, func(t *thread, c *context, v value) bool {
		if !object.IsIntLike(v) {
			t.TypeErrorf("an integer is required")
			return false
		}
		n, ok := object.Int64(v)
		if !ok || n < lo || n > hi {
			t.ValueErrorf("valid range for %s is %s", name, text)
			return false
		}
		*field(&c.env) = n
		return true
	}}
}

func flagged(name string, field func(x *env) *bool) setting {
	return setting{name, func(c *context) value {
		if *field(&c.env) {
			return object.Int(1)
		}
		return object.Int(0)
	}, func(t *thread, c *context, v value) bool {
		if !object.IsIntLike(v) {
			t.TypeErrorf("an integer is required")
			return false
		}
		n, ok := object.Int64(v)
		if !ok || n != 0 && n != 1 {
			t.ValueErrorf("valid values for %s are 0 or 1", name)
			return false
		}
		*field(&c.env) = n == 1
		return true
	}}
}

var settings = []setting{
	ranged("prec", 1, maxPrec, "[1, MAX_PREC]", func(x *env) *int64 { return &x.prec }),
	{"rounding", func(c *context) value { return object.NewStr(roundings[c.round]) }, func(t *thread, c *context, v value) bool {
		if v.IsNone() {
			v = object.NewStr("")
		}
		return roundingArg(t, v, &c.round)
	}},
	ranged("Emin", -maxExp, 0, "[MIN_EMIN, 0]", func(x *env) *int64 { return &x.emin }),
	ranged("Emax", 0, maxExp, "[0, MAX_EMAX]", func(x *env) *int64 { return &x.emax }),
	flagged("capitals", func(x *env) *bool { return &x.capitals }),
	flagged("clamp", func(x *env) *bool { return &x.clamp }),
}

// signalSet turns what describes a set of signals, a list or a mapping, into
// the set.
func signalSet(t *thread, v value) (status, bool) {
	mod := t.Exec.Import(t, "decimal")
	if mod.P == nil {
		return 0, false
	}
	r := t.CallMethod(mod, t.M.Intern("_bits_of"), v)
	if r.P == nil {
		return 0, false
	}
	n, _ := object.Int64(r)
	return withConditions(status(n)), true
}

// withConditions adds what InvalidOperation stands for.
func withConditions(s status) status {
	if s&invalidOperation != 0 {
		s |= asInvalid
	}
	return s
}

func contextNew(t *thread, a []value) value {
	c := &context{env: env{prec: 28, round: roundHalfEven, emin: -999999, emax: 999999, capitals: true, traps: invalidOperation | asInvalid | divisionByZero | overflow}}
	if s := stateOf(t).standard; s.P != nil {
		c.env = (*context)(s.P).env
		c.flags, c.raised = 0, 0
	}
	for i, s := range settings {
		if v := a[i+1]; !v.IsNone() && !s.set(t, c, v) {
			return value{}
		}
	}
	for i, dst := range []*status{&c.flags, &c.traps} {
		if v := a[7+i]; !v.IsNone() {
			bits, ok := signalSet(t, v)
			if !ok {
				return value{}
			}
			*dst = bits
		}
	}
	return object.InitOpaque(&c.Opaque, object.AsType(a[0]))
}

// shownOrder is the order in which signals are written. InvalidOperation stands
// where the first of its conditions does.
var shownOrder = [...]status{clamped, conversionSyntax, divisionByZero, divisionImpossible, divisionUndefined, inexact, invalidOperation,
	floatOperation, overflow, rounded, subnormal, underflow}

func signalNames(t *thread, bits status) string {
	var names []string
	for _, one := range shownOrder {
		if bits&one == 0 {
			continue
		}
		if one&(asInvalid|invalidOperation) != 0 {
			bits &^= asInvalid | invalidOperation
			one = invalidOperation
		}
		for i, sig := range stateOf(t).signals {
			if one == 1<<i {
				names = append(names, object.AsType(sig).Name)
			}
		}
	}
	return "[" + strings.Join(names, ", ") + "]"
}

func (c *context) text(t *thread) string {
	var parts []string
	for _, s := range settings {
		v := s.get(c)
		text := ""
		if v.IsStr() {
			text = v.Text()
		} else {
			n, _ := object.Int64(v)
			text = strconv.FormatInt(n, 10)
		}
		parts = append(parts, s.name+"="+text)
	}
	return "Context(" + strings.Join(parts, ", ") + ", flags=" + signalNames(t, c.flags) + ", traps=" + signalNames(t, c.traps) + ")"
}

// signalDict is the attribute flags or traps.
func signalDict(name string, bits func(c *context) *status) getSet {
	return getSet{Name: name, Get: func(t *thread, v value) value {
		mod := t.Exec.Import(t, "decimal")
		if mod.P == nil {
			return mod
		}
		return t.CallMethod(mod, t.M.Intern("SignalDict"), v, object.NewStr(name))
	}, Set: func(t *thread, self, v value) bool {
		if v.P == nil {
			t.Raise(object.ShapeAttributeError, "context attributes cannot be deleted")
			return false
		}
		n, ok := signalSet(t, v)
		if ok {
			*bits((*context)(self.P)) = n
		}
		return ok
	}}
}

func contextDecl() *typeDecl {
	self := func(a []value) *context { return (*context)(a[0].P) }
	bits := func(c *context, name value) *status {
		if name.Text() == "flags" {
			return &c.flags
		}
		return &c.traps
	}
	create := func(t *thread, c *context, v value) value {
		d, ok := c.exact(t, v)
		if !ok {
			return value{}
		}
		if d.isNaN() && d.c != nil {
			most := c.prec
			if c.clamp {
				most--
			}
			if digits(d.c) > most {
				c.signal(conversionSyntax)
				d = num{kind: quiet}
			}
		}
		return c.give(t, c.finish(d))
	}
	methods := []def{
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *thread, a []value) value { return object.NewStr(self(a).text(t)) }},
		{Sig: "copy(self, /)", Doc: "Return a duplicate of the context with all flags as they are.", Fn: func(t *thread, a []value) value {
			c := &context{env: self(a).env}
			return object.InitOpaque(&c.Opaque, stateOf(t).context)
		}},
		{Sig: "__copy__(self, /)", Doc: "The same as copy().", Fn: func(t *thread, a []value) value {
			c := &context{env: self(a).env}
			return object.InitOpaque(&c.Opaque, stateOf(t).context)
		}},
		{Sig: "__reduce__(self, /)", Doc: "Describe the context for pickle.", Fn: func(t *thread, a []value) value {
			var args []value
			for _, s := range settings {
				args = append(args, s.get(self(a)))
			}
			for _, set := range []status{self(a).flags, self(a).traps} {
				var list []value
				for i, sig := range stateOf(t).signals {
					if set&(1<<i) != 0 || i == 0 && set&asInvalid != 0 {
						list = append(list, sig)
					}
				}
				args = append(args, object.NewList(list))
			}
			return object.NewPair(t.M.TypeOf(a[0]).Value(), object.NewTuple(args))
		}},
		{Sig: "clear_flags(self, /)", Doc: "Reset all flags to False.", Fn: func(t *thread, a []value) value {
			self(a).flags = 0
			return object.None
		}},
		{Sig: "clear_traps(self, /)", Doc: "Set all traps to False.", Fn: func(t *thread, a []value) value {
			self(a).traps = 0
			return object.None
		}},
		{Sig: "_share(self, /)", Doc: "Let setcontext() copy the context.", Fn: func(t *thread, a []value) value {
			self(a).shared = true
			return object.None
		}},
		{Sig: "_signals(self, name, /)", Doc: "Return flags or traps as an int.", Fn: func(t *thread, a []value) value {
			n := *bits(self(a), a[1])
			if n&asInvalid != 0 {
				n |= invalidOperation
			}
			return object.Int(int64(n & signals))
		}},
		{Sig: "_set_signals(self, name, bits, /)", Doc: "Set flags or traps from an int.", Fn: func(t *thread, a []value) value {
			n, _ := object.Int64(a[2])
			*bits(self(a), a[1]) = withConditions(status(n))
			return object.None
		}},
		{Sig: "Etiny(self, /)", Doc: "Return Emin - prec + 1, the least exponent of subnormal results.", Fn: func(t *thread, a []value) value { return object.Int(self(a).etiny()) }},
		{Sig: "Etop(self, /)", Doc: "Return Emax - prec + 1, the largest exponent of full coefficients.", Fn: func(t *thread, a []value) value { return object.Int(self(a).etop()) }},
		{Sig: "radix(self, /)", Doc: "Return 10.", Fn: func(t *thread, a []value) value { return newDecimal(t, integer(10)) }},
		{Sig: "create_decimal(self, num='0', /)", Doc: "Create a Decimal, rounded to the context.", Fn: func(t *thread, a []value) value { return create(t, self(a), a[1]) }},
		{Sig: "create_decimal_from_float(self, f, /)", Doc: "Create a Decimal from a float, rounded to the context.", Fn: func(t *thread, a []value) value {
			c := self(a)
			switch {
			case isFloat(a[1]):
				f, _ := object.Float64(a[1])
				return c.give(t, c.finish(ofFloat(f)))
			case object.IsIntLike(a[1]):
				return c.give(t, c.finish(ofBig(object.ToBig(a[1]))))
			}
			return t.TypeErrorf("argument must be int or float")
		}},
		{Sig: "divmod(self, x, y, /)", Doc: "Return quotient and remainder of the division x / y.", Fn: func(t *thread, a []value) value {
			ops, ok := operands(t, a[1:])
			if !ok {
				return value{}
			}
			q, r := self(a).divmod(ops[0], ops[1])
			if !self(a).done(t) {
				return value{}
			}
			return object.NewPair(newDecimal(t, q), newDecimal(t, r))
		}},
		{Sig: "power(self, /, a, b, modulo=None)", Doc: "Compute a**b, or a**b % modulo.", Fn: func(t *thread, a []value) value {
			c := self(a)
			ops, ok := operands(t, a[1:3])
			if !ok {
				return value{}
			}
			if a[3].IsNone() {
				return c.give(t, c.pow(ops[0], ops[1]))
			}
			m, ok := mustOperand(t, a[3])
			if !ok {
				return value{}
			}
			return c.give(t, c.powMod(ops[0], ops[1], m))
		}},
		{Sig: "same_quantum(self, x, y, /)", Doc: "Test whether two numbers have the same exponent.", Fn: func(t *thread, a []value) value {
			ops, ok := operands(t, a[1:])
			if !ok {
				return value{}
			}
			return object.Bool(sameQuantum(&ops[0], &ops[1]))
		}},
		{Sig: "number_class(self, x, /)", Doc: "Return an indication of the class of x.", Fn: func(t *thread, a []value) value {
			d, ok := mustOperand(t, a[1])
			if !ok {
				return value{}
			}
			return object.NewStr(self(a).class(&d))
		}},
	}
	for name, eng := range map[string]bool{"to_sci_string": false, "to_eng_string": true} {
		methods = append(methods, def{Sig: name + "(self, x, /)", Doc: "Convert a number to a string.", Fn: func(t *thread, a []value) value {
			d, ok := mustOperand(t, a[1])
			if !ok {
				return value{}
			}
			return object.NewStr(d.text(eng, self(a).capitals))
		}})
	}
	for i := range operations {
		methods = append(methods, operations[i].asContextMethod())
	}
	for _, p := range predicates {
		methods = append(methods, def{Sig: p.name + "(self, x, /)", Doc: p.doc, Fn: func(t *thread, a []value) value {
			d, ok := mustOperand(t, a[1])
			if !ok {
				return value{}
			}
			return object.Bool(p.is(&self(a).env, &d))
		}})
	}
	var attrs []getSet
	for _, s := range settings {
		attrs = append(attrs, getSet{Name: s.name, Get: func(t *thread, v value) value { return s.get((*context)(v.P)) }, Set: func(t *thread, self, v value) bool {
			if v.P == nil {
				t.Raise(object.ShapeAttributeError, "context attributes cannot be deleted")
				return false
			}
			return s.set(t, (*context)(self.P), v)
		}})
	}
	attrs = append(attrs, signalDict("flags", func(c *context) *status { return &c.flags }), signalDict("traps", func(c *context) *status { return &c.traps }))
	return &typeDecl{
		Name: "decimal.Context", Called: "this function", Kind: object.KindOpaque,
		Doc:     "The context affects almost all operations and controls rounding,\nOver/Underflow, raising of exceptions and much more. A new context\ncan be initialized as follows:\n\n    >>> c = Context(prec=28, Emin=-425000000, Emax=425000000,\n    ...             rounding=ROUND_HALF_EVEN, capitals=1, clamp=1,\n    ...             traps=[], flags=[])",
		New:     &def{Sig: "__new__(cls, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)", Doc: "Create a context.", Fn: contextNew},
		Methods: methods,
		GetSets: attrs,
	}
}
