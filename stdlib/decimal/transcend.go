package decimal

import (
	"math"
	"math/big"
)

// Transcendental functions in fixed point: a number is an int in units of
// 10**-p. Results are computed with more and more digits until all that they
// can be round to the same.

// atanhInverse is atanh(1/n).
func atanhInverse(n int64, unit *big.Int) *big.Int {
	square := big.NewInt(n * n)
	power := new(big.Int).Quo(unit, big.NewInt(n))
	sum := new(big.Int).Set(power)
	for k := int64(3); power.Sign() != 0; k += 2 {
		power.Quo(power, square)
		sum.Add(sum, new(big.Int).Quo(power, big.NewInt(k)))
	}
	return sum
}

// ln10 is the logarithm of ten in units of 10**-p.
func ln10(p int64) *big.Int {
	unit := pow10(p + 8)
	sum := new(big.Int)
	for _, term := range [...][2]int64{{46, 31}, {34, 49}, {20, 161}} {
		x := atanhInverse(term[1], unit)
		sum.Add(sum, x.Mul(x, big.NewInt(term[0])))
	}
	return sum.Quo(sum, pow10(8))
}

// expFixed is e**r for |r| below a few units: r is halved until the series
// converges fast, and the result squared as often.
func expFixed(r *big.Int, p int64) *big.Int {
	halvings := 8 + int64(math.Sqrt(float64(p)))/2
	guard := halvings/3 + 10
	unit := pow10(p + guard)
	x := new(big.Int).Mul(r, pow10(guard))
	x.Rsh(x, uint(halvings))
	sum, term := new(big.Int).Set(unit), new(big.Int).Set(unit)
	for n := int64(1); ; n++ {
		term.Mul(term, x)
		term.Quo(term, unit)
		term.Quo(term, big.NewInt(n))
		if term.Sign() == 0 {
			break
		}
		sum.Add(sum, term)
	}
	for range halvings {
		sum.Mul(sum, sum)
		sum.Quo(sum, unit)
	}
	return sum.Quo(sum, pow10(guard))
}

// lnFixed is ln(m) for m between 0.3 and 10, by Halley's iteration.
func lnFixed(m *big.Int, p int64) *big.Int {
	unit := pow10(p)
	approx, _ := new(big.Float).Quo(new(big.Float).SetInt(m), new(big.Float).SetInt(unit)).Float64()
	y := new(big.Int).Mul(big.NewInt(int64(math.Log(approx)*1e15)), pow10(max(p-15, 0)))
	for good := int64(13); good < p+3; good *= 3 {
		ey := expFixed(y, p)
		num, den := new(big.Int).Sub(m, ey), new(big.Int).Add(m, ey)
		num.Mul(num, unit).Lsh(num, 1)
		y.Add(y, num.Quo(num, den))
	}
	return y
}

// fixed is a finite positive number in units of 10**-p, rounded down.
func fixed(d *num, p int64) *big.Int {
	if s := d.e + p; s >= 0 {
		return new(big.Int).Mul(d.c, pow10(s))
	} else if -s > digits(d.c) {
		return new(big.Int)
	} else {
		return new(big.Int).Quo(d.c, pow10(-s))
	}
}

// estimate is a result: c * 10**e, c being off by at most err.
type estimate struct {
	neg    bool
	c, err *big.Int
	e      int64
}

// settle rounds a function's result correctly, half to even.
func (x *env) settle(compute func(p int64) estimate) num {
	y := *x
	y.round = roundHalfEven
	for p := x.prec + 8; ; p *= 2 {
		r := compute(p)
		lo, hi := new(big.Int).Sub(r.c, r.err), new(big.Int).Add(r.c, r.err)
		last := p > 4*x.prec+200
		if lo.Sign() > 0 {
			cut := digits(hi) - x.prec
			if cut > 0 || last {
				cut = max(cut, 0)
				a, _ := roundHalfEven.drop(false, lo, cut)
				b, _ := roundHalfEven.drop(false, hi, cut)
				if a.Cmp(b) == 0 || last {
					c := r.c
					if a.Cmp(b) != 0 { // an exact result
						c = a.Mul(a, pow10(cut))
						c = new(big.Int).Add(c, one)
					} else if new(big.Int).Rem(c, five).Sign() == 0 {
						c = new(big.Int).Add(c, one)
					}
					y.raised = 0
					d := y.finish(num{neg: r.neg, c: c, e: r.e})
					x.raised |= y.raised | inexact | rounded
					return d
				}
			}
		}
	}
}

// beyond is the result of a function that is too large or too small for any
// context's exponents.
func (x *env) beyond(neg, large bool) num {
	y := *x
	y.round = roundHalfEven
	e := x.etiny() - x.prec - 5
	if large {
		e = x.emax + 5
	}
	d := y.finish(num{neg: neg, c: one, e: e})
	x.raised |= y.raised
	return d
}

func (x *env) exp(a num) num {
	if r, ok := x.nans(&a); ok {
		return r
	}
	switch {
	case a.kind == infinite && a.neg:
		return num{c: zero}
	case a.kind == infinite:
		return a
	case a.isZero():
		return num{c: one}
	case a.adjusted() > digits(big.NewInt(x.emax))+2:
		return x.beyond(false, !a.neg)
	case a.adjusted() < -x.prec-2: // 1 and next to nothing
		return x.nearOne(a.neg)
	}
	if r := a; r.adjusted() >= 0 {
		f, _ := new(big.Float).SetInt(r.trunc()).Float64()
		if f /= math.Ln10; f > float64(x.emax)+2 || f < float64(x.etiny())-2 {
			return x.beyond(false, !a.neg)
		}
	}
	return x.settle(func(p int64) estimate { return expEstimate(&a, p) })
}

// nearOne is what differs from 1 by less than a context can show.
func (x *env) nearOne(below bool) num {
	c := pow10(x.prec + 2)
	if below {
		c.Sub(c, one)
	} else {
		c.Add(c, one)
	}
	y := *x
	y.round = roundHalfEven
	d := y.finish(num{c: c, e: -x.prec - 2})
	x.raised |= y.raised
	return d
}

func expEstimate(a *num, p int64) estimate {
	n := max(a.adjusted()+1, 0)
	p += n + 5
	v := fixed(a, p)
	if a.neg {
		v.Neg(v)
	}
	k, r := new(big.Int).DivMod(v, ln10(p), new(big.Int))
	return estimate{c: expFixed(r, p), err: pow10(n + 4), e: k.Int64() - p}
}

// lnEstimate is the logarithm, with p digits after the point and more where
// it is small.
func lnEstimate(a *num, p int64) estimate {
	k := a.adjusted()
	m := num{c: a.c, e: -(digits(a.c) - 1)}
	if m.c.CmpAbs(new(big.Int).Mul(big.NewInt(3), pow10(-m.e))) > 0 {
		m.e--
		k++
	}
	if k == 0 { // close to 1 the result is small
		gap := new(big.Int).Sub(m.c, pow10(-m.e))
		if gap.Sign() != 0 {
			p += max(-(digits(gap) + m.e - 1), 0)
		}
	}
	n := digits(big.NewInt(k))
	p += n + 5
	y := lnFixed(fixed(&m, p), p)
	if k != 0 {
		l := ln10(p)
		y.Add(y, l.Mul(l, big.NewInt(k)))
	}
	return estimate{neg: y.Sign() < 0, c: new(big.Int).Abs(y), err: pow10(n + 2), e: -p}
}

// logs treats what ln and log10 have in common; ok tells that the result is
// still to be computed.
func (x *env) logs(a num) (num, bool) {
	if r, ok := x.nans(&a); ok {
		return r, false
	}
	switch {
	case a.isZero():
		return num{neg: true, kind: infinite, c: zero}, false
	case a.neg:
		return x.nan(invalidOperation), false
	case a.kind == infinite:
		return a, false
	}
	return num{}, true
}

func (x *env) ln(a num) num {
	if r, ok := x.logs(a); !ok {
		return r
	}
	if unit := integer(1); cmp(&a, &unit) == 0 {
		return num{c: zero}
	}
	return x.settle(func(p int64) estimate { return lnEstimate(&a, p) })
}

func (x *env) log10(a num) num {
	if r, ok := x.logs(a); !ok {
		return r
	}
	if a.c.Cmp(pow10(digits(a.c)-1)) == 0 {
		return x.finish(integer(a.adjusted()))
	}
	return x.settle(func(p int64) estimate {
		r := lnEstimate(&a, p)
		q := -r.e
		r.c = new(big.Int).Quo(new(big.Int).Mul(r.c, pow10(q)), ln10(q))
		return r
	})
}

func (x *env) pow(a, b num) num {
	if r, ok := x.nans(&a, &b); ok {
		return r
	}
	whole := b.kind == finite && b.integral()
	odd := whole && !b.isZero() && b.e <= 0 && b.trunc().Bit(0) == 1
	neg := false
	switch {
	case b.isZero() && a.isZero():
		return x.nan(invalidOperation)
	case b.isZero():
		return num{c: one}
	case a.neg && whole:
		neg = odd
	case a.neg && !a.isZero() && !whole:
		return x.nan(invalidOperation)
	}
	a.neg = false
	nothing, all := num{neg: neg, c: zero}, num{neg: neg, kind: infinite, c: zero}
	unit := integer(1)
	switch {
	case a.isZero() && b.neg, a.kind == infinite && !b.neg:
		return all
	case a.isZero(), a.kind == infinite:
		return nothing
	}
	against := cmp(&a, &unit)
	if against == 0 {
		return x.powOfOne(a, b, neg, whole)
	}
	if b.kind == infinite {
		if (against > 0) == b.neg {
			return nothing
		}
		return all
	}
	// the size of the result, roughly
	f, _ := new(big.Float).SetMantExp(new(big.Float).SetInt(b.c), 0).Float64()
	size := (math.Log10(leading(&a)) + float64(a.adjusted())) * f * math.Pow(10, float64(max(min(b.e, 300), -300)))
	if b.neg {
		size = -size
	}
	switch {
	case size > float64(x.emax)+5:
		return x.beyond(neg, true)
	case size < float64(x.etiny())-5:
		return x.beyond(neg, false)
	}
	if n, ok := b.small(1 << 40); ok && whole {
		if m := max(n, -n); float64(digits(a.c))*float64(m) < 20000 {
			p := num{neg: neg, c: new(big.Int).Exp(a.c, big.NewInt(m), nil), e: a.e * m}
			if n > 0 {
				return x.finish(p)
			}
			return x.div(unit, p)
		}
	}
	if math.Abs(size) < math.Pow(10, float64(-x.prec-3)) {
		r := x.nearOne((against > 0) == b.neg)
		r.neg = neg
		return r
	}
	return x.settle(func(p int64) estimate {
		l := lnEstimate(&a, p+max(b.adjusted(), 0)+8)
		y := num{neg: l.neg != b.neg, c: new(big.Int).Mul(l.c, b.c), e: l.e + b.e}
		r := expEstimate(&y, p)
		r.err = new(big.Int).Mul(r.err, big.NewInt(100))
		r.neg = neg
		return r
	})
}

// leading is the number scaled to between 1 and 10.
func leading(a *num) float64 {
	n := digits(a.c)
	c := a.c
	if n > 17 {
		c = new(big.Int).Quo(c, pow10(n-17))
		n = 17
	}
	f, _ := new(big.Float).SetInt(c).Float64()
	return f / math.Pow(10, float64(n-1))
}

// powOfOne keeps as many zeros as multiplying would give.
func (x *env) powOfOne(a, b num, neg, whole bool) num {
	e := 1 - x.prec
	if whole {
		n, ok := b.small(x.prec)
		switch {
		case b.neg || a.e == 0:
			e = 0
		case ok:
			e = max(a.e*n, e)
		}
		if a.e != 0 && (!ok || a.e*n < e) {
			x.signal(rounded)
		}
	} else {
		x.signal(inexact | rounded)
	}
	return num{neg: neg, c: pow10(-min(e, 0)), e: min(e, 0)}
}

// powMod is a**b % m of integers.
func (x *env) powMod(a, b, m num) num {
	if r, ok := x.nans(&a, &b, &m); ok {
		return r
	}
	for _, d := range [...]*num{&a, &b, &m} {
		if d.kind != finite || !d.integral() {
			return x.nan(invalidOperation)
		}
	}
	if b.neg || m.isZero() || m.adjusted() >= x.prec || a.isZero() && b.isZero() {
		return x.nan(invalidOperation)
	}
	base, exp, by := a.trunc(), b.trunc(), m.trunc()
	neg := base.Sign() < 0 && exp.Bit(0) == 1
	c := new(big.Int).Exp(base.Abs(base), exp, by.Abs(by))
	return num{neg: neg, c: c}
}
