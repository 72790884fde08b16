package decimal

import "math/big"

// The limits of contexts.
const (
	maxExp  = 999999999999999999
	maxPrec = 999999999999999999
)

// rounding is how digits are dropped.
type rounding uint8

const (
	roundCeiling rounding = iota
	roundFloor
	roundUp
	roundDown
	roundHalfUp
	roundHalfDown
	roundHalfEven
	round05Up
)

var roundings = [...]string{"ROUND_CEILING", "ROUND_FLOOR", "ROUND_UP", "ROUND_DOWN", "ROUND_HALF_UP", "ROUND_HALF_DOWN", "ROUND_HALF_EVEN", "ROUND_05UP"}

// status is a set of conditions. The first ones are signals.
type status uint16

const (
	invalidOperation status = 1 << iota
	floatOperation
	divisionByZero
	overflow
	underflow
	subnormal
	inexact
	rounded
	clamped
	conversionSyntax
	divisionImpossible
	divisionUndefined
)

const signals = clamped<<1 - 1

// asInvalid are the conditions that are signaled as InvalidOperation.
const asInvalid = conversionSyntax | divisionImpossible | divisionUndefined

// env is what operations lean on: a context's settings, and the conditions
// that have come up.
type env struct {
	prec       int64
	round      rounding
	emin, emax int64
	capitals   bool
	clamp      bool
	flags      status
	traps      status
	raised     status // by the operation that runs
}

func (x *env) etiny() int64 { return x.emin - x.prec + 1 }
func (x *env) etop() int64  { return x.emax - x.prec + 1 }

func (x *env) signal(s status) { x.raised |= s }

// nan is the result of an invalid operation.
func (x *env) nan(s status) num {
	x.signal(s)
	return num{kind: quiet}
}

// roundsUp decides whether the coefficient q grows by one when rest (in parts
// of unit) is dropped; rest is not zero.
func (r rounding) roundsUp(neg bool, q, rest, unit *big.Int) bool {
	half := func() int { return new(big.Int).Lsh(rest, 1).Cmp(unit) }
	switch r {
	case roundCeiling:
		return !neg
	case roundFloor:
		return neg
	case roundUp:
		return true
	case roundDown:
		return false
	case roundHalfUp:
		return half() >= 0
	case roundHalfDown:
		return half() > 0
	case roundHalfEven:
		h := half()
		return h > 0 || h == 0 && q.Bit(0) == 1
	}
	last := new(big.Int).Rem(q, five)
	return last.Sign() == 0
}

// drop divides c by 10**n and rounds; exact tells whether nothing was lost.
func (r rounding) drop(neg bool, c *big.Int, n int64) (q *big.Int, exact bool) {
	if n > digits(c)+2 { // nothing is left but what decides the direction
		if c.Sign() == 0 {
			return zero, true
		}
		c, n = one, 3
	}
	unit := pow10(n)
	q, rest := new(big.Int).QuoRem(c, unit, new(big.Int))
	if rest.Sign() == 0 {
		return q, true
	}
	if r.roundsUp(neg, q, rest, unit) {
		q.Add(q, one)
	}
	return q, false
}

// rescale is d with the exponent e; digits that are too many are rounded away.
func (d num) rescale(e int64, r rounding) (num, bool) {
	if d.c.Sign() == 0 || d.e == e {
		d.e = e
		return d, true
	}
	exact := true
	if d.e > e {
		d.c = new(big.Int).Mul(d.c, pow10(d.e-e))
	} else {
		d.c, exact = r.drop(d.neg, d.c, e-d.e)
	}
	d.e = e
	return d, exact
}

// finish makes a result fit the context.
func (x *env) finish(d num) num {
	switch {
	case d.isNaN():
		most := x.prec
		if x.clamp {
			most--
		}
		if d.c != nil && digits(d.c) > most {
			d.c = new(big.Int).Rem(d.c, pow10(most))
			if d.c.Sign() == 0 {
				d.c = nil
			}
		}
		return d
	case d.kind == infinite:
		return d
	}
	etiny, etop := x.etiny(), x.etop()
	if d.c.Sign() == 0 {
		top := x.emax
		if x.clamp {
			top = etop
		}
		if e := min(max(d.e, etiny), top); e != d.e {
			d.e = e
			x.signal(clamped)
		}
		return d
	}
	least := digits(d.c) + d.e - x.prec
	if least > etop {
		return x.overflowed(d.neg)
	}
	small := least < etiny
	if small {
		least = etiny
	}
	if d.e < least {
		c, exact := x.round.drop(d.neg, d.c, least-d.e)
		r := num{neg: d.neg, c: c, e: least}
		if digits(c) > x.prec {
			r.c = new(big.Int).Quo(c, ten)
			r.e++
		}
		if r.e > etop {
			return x.overflowed(d.neg)
		}
		if !exact && small {
			x.signal(underflow)
		}
		if small {
			x.signal(subnormal)
		}
		if !exact {
			x.signal(inexact)
		}
		x.signal(rounded)
		if r.c.Sign() == 0 {
			x.signal(clamped)
		}
		d = r
	} else if small {
		x.signal(subnormal)
	}
	if x.clamp && d.e > etop {
		x.signal(clamped)
		d.c = new(big.Int).Mul(d.c, pow10(d.e-etop))
		d.e = etop
	}
	return d
}

func (x *env) overflowed(neg bool) num {
	x.signal(overflow | inexact | rounded)
	up := true
	switch x.round {
	case roundCeiling:
		up = !neg
	case roundFloor:
		up = neg
	case roundDown, round05Up:
		up = false
	}
	if up {
		return num{neg: neg, kind: infinite, c: zero}
	}
	return x.largest(neg)
}

// largest is the largest finite number.
func (x *env) largest(neg bool) num {
	c := pow10(x.prec)
	return num{neg: neg, c: c.Sub(c, one), e: x.etop()}
}

// nans is what an operation with a NaN among its operands gives.
func (x *env) nans(ops ...*num) (num, bool) {
	for _, k := range [...]kind{signaling, quiet} {
		for _, d := range ops {
			if d.kind == k {
				r := *d
				if k == signaling {
					x.signal(invalidOperation)
					r.kind = quiet
				}
				return x.finish(r), true
			}
		}
	}
	return num{}, false
}
