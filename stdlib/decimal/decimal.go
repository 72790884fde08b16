// Package decimal is the decimal module: arithmetic in base ten by the General
// Decimal Arithmetic Specification, on Go's big integers. num and env are the
// arithmetic, which knows nothing of objects; the rest shows it to scripts.
package decimal

import (
	_ "embed"
	"math"
	"math/big"

	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

type (
	thread   = object.Thread
	value    = object.Value
	def      = object.Def
	typeDecl = object.TypeDecl
	getSet   = object.GetSetDef
)

//go:embed decimal.aio
var source string

// Modules declares decimal, and _decimal with what is in Go.
func Modules() []*object.ModuleDecl {
	return []*object.ModuleDecl{
		{Name: "decimal", Doc: "Fast correctly-rounded arbitrary precision decimal floating-point arithmetic.", Source: source},
		{
			Name: "_decimal", Doc: "The types of module decimal.",
			Funcs: []def{
				{Sig: "getcontext()", Doc: "Get the current default context.", Fn: func(t *thread, a []value) value {
					c := current(t)
					if c == nil {
						return value{}
					}
					return c.value()
				}},
				{Sig: "setcontext(context, /)", Doc: "Set a new default context.", Fn: setContext},
				{Sig: "_set_signals(signals, conditions, default, /)", Doc: "Say what classes stand for signals and conditions, and what the first contexts are like.", Fn: func(t *thread, a []value) value {
					s := stateOf(t)
					if object.AsTuple(a[0]) == nil || object.AsTuple(a[1]) == nil {
						return t.TypeErrorf("tuples of exceptions are required")
					}
					s.signals, s.conditions, s.standard = object.AsTuple(a[0]).Items, object.AsTuple(a[1]).Items, value{}
					if isContext(t, a[2]) {
						s.standard = a[2]
					}
					return object.None
				}},
			},
			Init: func(t *thread, mod *object.Module) bool {
				s := stateOf(t)
				if s.decimal == nil {
					s.decimal, s.context = t.M.TypeFor(decimalDecl()), t.M.TypeFor(contextDecl())
				}
				mod.Set(t.M, "Decimal", s.decimal.Value())
				mod.Set(t.M, "_Context", s.context.Value())
				return true
			},
		},
	}
}

// state is a machine's part of the module.
type state struct {
	decimal, context    *object.Type
	signals, conditions []value // exception classes, by bit
	standard            value   // DefaultContext
	variable            *loop.ContextVar
}

type stateKey struct{}

func stateOf(t *thread) *state {
	return t.M.State(stateKey{}, func() any { return &state{} }).(*state)
}

// decimal is a Decimal.
type decimal struct {
	object.Opaque
	num
}

// context is a Context.
type context struct {
	object.Opaque
	env
	shared bool // one of the module's own: setcontext() copies it
}

func (c *context) value() value { return object.FromHeader(&c.Header) }

func numOf(v value) num { return (*decimal)(v.P).num }

func isDecimal(t *thread, v value) bool {
	return v.Kind() == object.KindOpaque && t.M.TypeOf(v).IsSubtypeOf(stateOf(t).decimal)
}

func isContext(t *thread, v value) bool {
	return v.Kind() == object.KindOpaque && t.M.TypeOf(v).IsSubtypeOf(stateOf(t).context)
}

func newDecimal(t *thread, d num) value {
	v := &decimal{num: d}
	return object.InitOpaque(&v.Opaque, stateOf(t).decimal)
}

// variable is the context variable with the current context.
func variable(t *thread) *loop.ContextVar {
	s := stateOf(t)
	if s.variable == nil {
		mod := t.Exec.Import(t, "contextvars")
		if mod.P == nil {
			return nil
		}
		v := t.CallMethod(mod, t.M.Intern("ContextVar"), object.NewStr("decimal_context"))
		if v.P == nil {
			return nil
		}
		s.variable, _ = object.Payload[*loop.ContextVar](v)
	}
	return s.variable
}

// current is the current context; nil with an exception pending.
func current(t *thread) *context {
	v := variable(t)
	if v == nil {
		return nil
	}
	if got := loop.CurrentContext(t).Get(v); got.P != nil {
		return (*context)(got.P)
	}
	s := stateOf(t)
	if s.standard.P == nil && t.Exec.Import(t, "decimal").P == nil {
		return nil
	}
	c := t.CallMethod(s.standard, t.M.Intern("copy"))
	if c.P == nil {
		return nil
	}
	(*context)(c.P).flags = 0
	loop.CurrentContext(t).Set(v, c)
	return (*context)(c.P)
}

func setContext(t *thread, a []value) value {
	if !isContext(t, a[0]) {
		return t.TypeErrorf("argument must be a context")
	}
	c := a[0]
	if s := stateOf(t); c == s.standard || (*context)(c.P).shared {
		if c = t.CallMethod(c, t.M.Intern("copy")); c.P == nil {
			return c
		}
		(*context)(c.P).flags = 0
	}
	v := variable(t)
	if v == nil {
		return value{}
	}
	loop.CurrentContext(t).Set(v, c)
	return object.None
}

// done takes up the conditions that an operation has met, and raises for the
// ones that are trapped.
func (c *context) done(t *thread) bool {
	met := c.raised
	c.raised = 0
	if met == 0 {
		return true
	}
	seen := met & signals
	if met&asInvalid != 0 {
		seen |= invalidOperation
	}
	c.flags |= met
	trapped := seen & c.traps
	if trapped == 0 {
		return true
	}
	s := stateOf(t)
	var list []value
	var class value
	for i, sig := range s.signals {
		if trapped&(1<<i) != 0 && class.P == nil {
			class = sig
		}
	}
	if trapped&invalidOperation != 0 {
		if met&invalidOperation != 0 {
			list = append(list, s.signals[0])
		}
		for i, cond := range s.conditions {
			if met&(conversionSyntax<<i) != 0 {
				list = append(list, cond)
			}
		}
	}
	for i, sig := range s.signals[1:] {
		if trapped&(2<<i) != 0 {
			list = append(list, sig)
		}
	}
	e := t.MakeException(class, object.NewList(list))
	if e != nil {
		t.RaiseException(e)
	}
	return false
}

// give is the result of an operation in the context.
func (c *context) give(t *thread, d num) value {
	if !c.done(t) {
		return value{}
	}
	return newDecimal(t, d)
}

// operand converts what arithmetic takes: a Decimal or an int.
func operand(t *thread, v value) (num, bool) {
	if object.IsIntLike(v) {
		return ofBig(object.ToBig(v)), true
	}
	if isDecimal(t, v) {
		return numOf(v), true
	}
	return num{}, false
}

func mustOperand(t *thread, v value) (num, bool) {
	d, ok := operand(t, v)
	if !ok {
		t.TypeErrorf("conversion from %s to Decimal is not supported", t.TypeName(v))
	}
	return d, ok
}

// ofFloat is a float's exact value.
func ofFloat(f float64) num {
	switch {
	case math.IsNaN(f):
		return num{kind: quiet, neg: math.Signbit(f)}
	case math.IsInf(f, 0):
		return num{kind: infinite, neg: f < 0, c: zero}
	}
	d := num{neg: math.Signbit(f), c: new(big.Int)}
	frac, exp := math.Frexp(math.Abs(f))
	c := big.NewInt(int64(frac * (1 << 53)))
	if c.Sign() == 0 {
		d.c = zero
		return d
	}
	exp -= 53
	for c.Bit(0) == 0 {
		c.Rsh(c, 1)
		exp++
	}
	if exp >= 0 {
		d.c = c.Lsh(c, uint(exp))
		return d
	}
	d.c = c.Mul(c, new(big.Int).Exp(five, big.NewInt(int64(-exp)), nil))
	d.e = int64(exp)
	return d
}

// exact converts the argument of Decimal(): exactly, whatever the context.
func (c *context) exact(t *thread, v value) (num, bool) {
	switch {
	case v.IsStr():
		d, ok := parse(object.AsStr(v).S)
		if !ok {
			c.signal(conversionSyntax)
			return num{kind: quiet}, c.done(t)
		}
		if d.kind == finite && (d.e < -2*maxExp+1 || d.c.Sign() != 0 && d.adjusted() > maxExp || d.e > maxExp) {
			if d.c.Sign() == 0 {
				d.e = max(min(d.e, maxExp), -2*maxExp+1)
				return d, true
			}
			c.signal(invalidOperation)
			return num{kind: quiet}, c.done(t)
		}
		return d, true
	case isFloat(v):
		f, _ := object.Float64(v)
		c.signal(floatOperation)
		return ofFloat(f), c.done(t)
	}
	if d, ok := operand(t, v); ok {
		return d, true
	}
	if object.AsTuple(v) != nil || object.AsList(v) != nil {
		return c.ofTuple(t, v)
	}
	t.TypeErrorf("conversion from %s to Decimal is not supported", t.TypeName(v))
	return num{}, false
}

func isFloat(v value) bool {
	return v.IsFloat() || v.Kind() == object.KindFloat || v.Kind() == object.KindFloatSub
}

// ofTuple takes (sign, digits, exponent).
func (c *context) ofTuple(t *thread, v value) (num, bool) {
	fail := func(text string) (num, bool) {
		t.ValueErrorf("%s", text)
		return num{}, false
	}
	items, ok := t.Collect(v)
	if !ok {
		return num{}, false
	}
	if len(items) != 3 {
		return fail("argument must be a sequence of length 3")
	}
	s, ok := object.Int64(items[0])
	if !object.IsIntLike(items[0]) || !ok || s != 0 && s != 1 {
		return fail("sign must be an integer with the value 0 or 1")
	}
	d := num{neg: s == 1, c: new(big.Int)}
	if items[2].IsStr() {
		switch items[2].Text() {
		case "F":
			d.kind = infinite
			d.c = zero
			return d, true
		case "n":
			d.kind = quiet
		case "N":
			d.kind = signaling
		default:
			return fail("string argument in the third position must be 'F', 'n' or 'N'")
		}
	} else if !object.IsIntLike(items[2]) {
		return fail("exponent must be an integer")
	} else if d.e, ok = object.Int64(items[2]); !ok {
		return fail("exponent must be an integer")
	}
	ds := object.AsTuple(items[1])
	if ds == nil {
		return fail("coefficient must be a tuple of digits")
	}
	text := make([]byte, 0, len(ds.Items)+1)
	for _, x := range ds.Items {
		n, ok := object.Int64(x)
		if !object.IsIntLike(x) || !ok || n < 0 || n > 9 {
			return fail("coefficient must be a tuple of digits")
		}
		text = append(text, '0'+byte(n))
	}
	if len(text) > 0 {
		d.c, _ = new(big.Int).SetString(string(text), 10)
	}
	if d.isNaN() && d.c.Sign() == 0 {
		d.c = nil
	}
	return d, true
}
