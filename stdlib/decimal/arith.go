package decimal

import "math/big"

// add is a+b without rounding where the result is finite.
func (x *env) add(a, b num) num {
	if r, ok := x.nans(&a, &b); ok {
		return r
	}
	switch {
	case a.kind == infinite && b.kind == infinite:
		if a.neg != b.neg {
			return x.nan(invalidOperation)
		}
		return a
	case a.kind == infinite:
		return a
	case b.kind == infinite:
		return b
	}
	e := min(a.e, b.e)
	if a.isZero() && b.isZero() {
		neg := a.neg && b.neg || x.round == roundFloor && a.neg != b.neg
		return x.finish(num{neg: neg, c: zero, e: e})
	}
	if a.isZero() || b.isZero() {
		d := a
		if a.isZero() {
			d = b
		}
		to := max(e, d.adjusted()-x.prec) // no more zeros than can be kept
		if d.e > to {
			d, _ = d.rescale(to, x.round)
		}
		return x.finish(d)
	}
	// a term too small to show but for the direction of rounding
	big_, small := &a, &b
	if a.adjusted() < b.adjusted() {
		big_, small = &b, &a
	}
	if limit := min(big_.e, big_.adjusted()-x.prec-2) - 1; small.adjusted() < limit {
		*small = num{neg: small.neg, c: one, e: limit}
	}
	e = min(a.e, b.e)
	p, _ := a.rescale(e, x.round)
	q, _ := b.rescale(e, x.round)
	sum := new(big.Int).Set(p.c)
	if p.neg {
		sum.Neg(sum)
	}
	if q.neg {
		sum.Sub(sum, q.c)
	} else {
		sum.Add(sum, q.c)
	}
	neg := sum.Sign() < 0
	if sum.Sign() == 0 {
		neg = x.round == roundFloor
	}
	return x.finish(num{neg: neg, c: sum.Abs(sum), e: e})
}

func (d num) negated() num {
	d.neg = !d.neg
	return d
}

func (x *env) sub(a, b num) num {
	if r, ok := x.nans(&a, &b); ok {
		return r
	}
	return x.add(a, b.negated())
}

// product is a*b before rounding.
func (x *env) product(a, b num) (num, bool) {
	if r, ok := x.nans(&a, &b); ok {
		return r, false
	}
	neg := a.neg != b.neg
	if a.kind == infinite || b.kind == infinite {
		if a.isZero() || b.isZero() {
			return x.nan(invalidOperation), false
		}
		return num{neg: neg, kind: infinite, c: zero}, false
	}
	return num{neg: neg, c: new(big.Int).Mul(a.c, b.c), e: a.e + b.e}, true
}

func (x *env) mul(a, b num) num {
	r, ok := x.product(a, b)
	if !ok {
		return r
	}
	return x.finish(r)
}

func (x *env) fma(a, b, c num) num {
	if r, ok := x.nans(&a, &b, &c); ok {
		return r
	}
	p, _ := x.product(a, b)
	if p.isNaN() {
		return p
	}
	return x.add(p, c)
}

func (x *env) div(a, b num) num {
	if r, ok := x.nans(&a, &b); ok {
		return r
	}
	neg := a.neg != b.neg
	switch {
	case a.kind == infinite && b.kind == infinite:
		return x.nan(invalidOperation)
	case a.kind == infinite:
		return num{neg: neg, kind: infinite, c: zero}
	case b.kind == infinite:
		x.signal(clamped)
		return num{neg: neg, c: zero, e: x.etiny()}
	case b.isZero():
		if a.isZero() {
			return x.nan(divisionUndefined)
		}
		x.signal(divisionByZero)
		return num{neg: neg, kind: infinite, c: zero}
	case a.isZero():
		return x.finish(num{neg: neg, c: zero, e: a.e - b.e})
	}
	shift := digits(b.c) - digits(a.c) + x.prec + 1
	e := a.e - b.e - shift
	p, q := a.c, b.c
	if shift >= 0 {
		p = new(big.Int).Mul(p, pow10(shift))
	} else {
		q = new(big.Int).Mul(q, pow10(-shift))
	}
	c, rest := new(big.Int).QuoRem(p, q, new(big.Int))
	if rest.Sign() != 0 {
		if new(big.Int).Rem(c, five).Sign() == 0 { // lets no rounding see a tie or an exact result
			c.Add(c, one)
		}
	} else { // exact: as close to the ideal exponent as can be
		for ideal := a.e - b.e; e < ideal; e++ {
			q, r := new(big.Int).QuoRem(c, ten, new(big.Int))
			if r.Sign() != 0 {
				break
			}
			c = q
		}
	}
	return x.finish(num{neg: neg, c: c, e: e})
}

// quotient is the integer quotient of finite numbers and the remainder; false
// where it has more digits than the context.
func (x *env) quotient(a, b num) (q *big.Int, r num, ok bool) {
	e := min(a.e, b.e)
	if a.adjusted()-b.adjusted() > x.prec+1 {
		return nil, num{}, false
	}
	if b.adjusted() > a.adjusted()+1 || a.isZero() {
		r, _ := a, 0
		if a.e > e && !a.isZero() {
			r, _ = a.rescale(e, x.round)
		}
		r.e = e
		if a.e == e {
			r = a
		}
		return new(big.Int), r, true
	}
	p, _ := a.rescale(e, x.round)
	d, _ := b.rescale(e, x.round)
	q, rest := new(big.Int).QuoRem(p.c, d.c, new(big.Int))
	if q.Cmp(pow10(x.prec)) >= 0 {
		return nil, num{}, false
	}
	return q, num{neg: a.neg, c: rest, e: e}, true
}

func (x *env) divInt(a, b num) num {
	if r, ok := x.nans(&a, &b); ok {
		return r
	}
	neg := a.neg != b.neg
	switch {
	case a.kind == infinite && b.kind == infinite:
		return x.nan(invalidOperation)
	case a.kind == infinite:
		return num{neg: neg, kind: infinite, c: zero}
	case b.kind == infinite:
		return num{neg: neg, c: zero}
	case b.isZero() && a.isZero():
		return x.nan(divisionUndefined)
	case b.isZero():
		x.signal(divisionByZero)
		return num{neg: neg, kind: infinite, c: zero}
	}
	q, _, ok := x.quotient(a, b)
	if !ok {
		return x.nan(divisionImpossible)
	}
	return x.finish(num{neg: neg, c: q})
}

func (x *env) rem(a, b num) num {
	if r, ok := x.nans(&a, &b); ok {
		return r
	}
	switch {
	case a.kind == infinite:
		return x.nan(invalidOperation)
	case b.kind == infinite:
		return x.finish(a)
	case b.isZero() && a.isZero():
		return x.nan(divisionUndefined)
	case b.isZero():
		return x.nan(invalidOperation)
	}
	_, r, ok := x.quotient(a, b)
	if !ok {
		return x.nan(divisionImpossible)
	}
	return x.finish(r)
}

func (x *env) divmod(a, b num) (num, num) {
	if r, ok := x.nans(&a, &b); ok {
		return r, r
	}
	neg := a.neg != b.neg
	switch {
	case a.kind == infinite && b.kind == infinite:
		r := x.nan(invalidOperation)
		return r, r
	case a.kind == infinite:
		return num{neg: neg, kind: infinite, c: zero}, x.nan(invalidOperation)
	case b.kind == infinite:
		return num{neg: neg, c: zero}, x.finish(a)
	case b.isZero() && a.isZero():
		r := x.nan(divisionUndefined)
		return r, r
	case b.isZero():
		x.signal(divisionByZero | invalidOperation)
		return num{neg: neg, kind: infinite, c: zero}, num{kind: quiet}
	}
	q, r, ok := x.quotient(a, b)
	if !ok {
		n := x.nan(divisionImpossible)
		return n, n
	}
	return x.finish(num{neg: neg, c: q}), x.finish(r)
}

func (x *env) remNear(a, b num) num {
	if r, ok := x.nans(&a, &b); ok {
		return r
	}
	switch {
	case a.kind == infinite, b.isZero() && !a.isZero():
		return x.nan(invalidOperation)
	case b.isZero():
		return x.nan(divisionUndefined)
	case b.kind == infinite:
		return x.finish(a)
	}
	e := min(a.e, b.e)
	if a.adjusted()-b.adjusted() > x.prec+1 {
		return x.nan(divisionImpossible)
	}
	if a.adjusted()-b.adjusted() <= -2 {
		r, _ := a.rescale(e, x.round)
		return x.finish(r)
	}
	p, _ := a.rescale(e, x.round)
	d, _ := b.rescale(e, x.round)
	q, r := new(big.Int).QuoRem(p.c, d.c, new(big.Int))
	neg := a.neg
	if h := new(big.Int).Lsh(r, 1).Cmp(d.c); h > 0 || h == 0 && q.Bit(0) == 1 {
		r.Sub(d.c, r)
		neg = !neg
		q.Add(q, one)
	}
	if q.Cmp(pow10(x.prec)) >= 0 {
		return x.nan(divisionImpossible)
	}
	return x.finish(num{neg: neg, c: r, e: e})
}

// cmp compares numbers that are no NaNs.
func cmp(a, b *num) int {
	if a.kind == infinite || b.kind == infinite {
		v := func(d *num) int {
			switch {
			case d.kind != infinite:
				return 0
			case d.neg:
				return -1
			}
			return 1
		}
		return v(a) - v(b)
	}
	switch {
	case a.isZero() && b.isZero():
		return 0
	case a.isZero():
		return sign(!b.neg, -1)
	case b.isZero():
		return sign(!a.neg, 1)
	case a.neg != b.neg:
		return sign(a.neg, -1)
	}
	c := cmpAbs(a, b)
	if a.neg {
		return -c
	}
	return c
}

// sign is n where positive, else -n.
func sign(positive bool, n int) int {
	if positive {
		return n
	}
	return -n
}

func cmpAbs(a, b *num) int {
	if x, y := a.adjusted(), b.adjusted(); x != y {
		return sign(x > y, 1)
	}
	e := min(a.e, b.e)
	p, _ := a.rescale(e, roundDown)
	q, _ := b.rescale(e, roundDown)
	return p.c.Cmp(q.c)
}

// cmpTotal is the total order, in which representations count.
func cmpTotal(a, b *num) int {
	if a.neg != b.neg {
		return sign(a.neg, -1)
	}
	r := 0
	rank := func(d *num) int {
		switch d.kind {
		case quiet:
			return 2
		case signaling:
			return 1
		}
		return 0
	}
	switch x, y := rank(a), rank(b); {
	case x != y:
		r = sign(x > y, 1)
	case x > 0:
		p, q := a.c, b.c
		if p == nil {
			p = zero
		}
		if q == nil {
			q = zero
		}
		r = p.Cmp(q)
	default:
		p, q := *a, *b
		p.neg, q.neg = false, false
		if r = cmp(&p, &q); r == 0 && a.kind == finite && a.e != b.e {
			r = sign(a.e > b.e, 1)
		}
	}
	if a.neg {
		return -r
	}
	return r
}

func (x *env) compare(a, b num) num {
	if r, ok := x.nans(&a, &b); ok {
		return r
	}
	return integer(int64(sign(true, cmp(&a, &b)))).unit()
}

// unit is the sign of an integer.
func (d num) unit() num {
	if d.c.Sign() != 0 {
		d.c = one
	}
	return d
}

func (x *env) compareSignal(a, b num) num {
	if a.isNaN() || b.isNaN() {
		r, _ := x.nans(&a, &b)
		x.signal(invalidOperation)
		return r
	}
	return x.compare(a, b)
}

// extreme makes max, min and their forms for magnitudes.
func extreme(want int, mag bool) func(x *env, a, b num) num {
	return func(x *env, a, b num) num {
		if a.isNaN() || b.isNaN() {
			switch {
			case a.kind == quiet && !b.isNaN():
				return x.finish(b)
			case b.kind == quiet && !a.isNaN():
				return x.finish(a)
			}
			r, _ := x.nans(&a, &b)
			return r
		}
		c := 0
		if mag {
			p, q := a, b
			p.neg, q.neg = false, false
			c = cmp(&p, &q)
		}
		if c == 0 {
			c = cmp(&a, &b)
		}
		if c == 0 {
			c = cmpTotal(&a, &b)
		}
		if c == 0 || c > 0 == (want > 0) {
			return x.finish(a)
		}
		return x.finish(b)
	}
}

func (x *env) plus(a num) num {
	if r, ok := x.nans(&a); ok {
		return r
	}
	if a.isZero() && x.round != roundFloor {
		a.neg = false
	}
	return x.finish(a)
}

func (x *env) minus(a num) num {
	if r, ok := x.nans(&a); ok {
		return r
	}
	a.neg = !a.neg
	if a.isZero() && x.round != roundFloor {
		a.neg = false
	}
	return x.finish(a)
}

func (x *env) abs(a num) num {
	if a.neg {
		return x.minus(a)
	}
	return x.plus(a)
}

// quantize gives a the exponent of b.
func (x *env) quantize(a, b num) num {
	if r, ok := x.nans(&a, &b); ok {
		return r
	}
	if a.kind == infinite || b.kind == infinite {
		if a.kind == b.kind {
			return a
		}
		return x.nan(invalidOperation)
	}
	return x.toExponent(a, b.e)
}

func (x *env) toExponent(a num, e int64) num {
	if e < x.etiny() || e > x.emax {
		return x.nan(invalidOperation)
	}
	if a.isZero() {
		a.e = e
		return x.finish(a)
	}
	if a.adjusted() > x.emax || a.adjusted()-e+1 > x.prec {
		return x.nan(invalidOperation)
	}
	r, exact := a.rescale(e, x.round)
	if !r.isZero() && (r.adjusted() > x.emax || digits(r.c) > x.prec) {
		return x.nan(invalidOperation)
	}
	if r.e > a.e {
		x.signal(rounded)
		if !exact {
			x.signal(inexact)
		}
	}
	if !r.isZero() && r.adjusted() < x.emin {
		x.signal(subnormal)
	}
	return x.finish(r)
}

// toIntegral rounds to an integer; loud signals what was lost.
func (x *env) toIntegral(a num, loud bool) num {
	if r, ok := x.nans(&a); ok {
		return r
	}
	if a.kind == infinite || a.e >= 0 {
		return a
	}
	if a.isZero() {
		a.e = 0
		return a
	}
	r, exact := a.rescale(0, x.round)
	if loud {
		x.signal(rounded)
		if !exact {
			x.signal(inexact)
		}
	}
	return r
}

func (x *env) normalize(a num) num {
	if r, ok := x.nans(&a); ok {
		return r
	}
	a = x.finish(a)
	if a.kind != finite {
		return a
	}
	if a.isZero() {
		a.e = 0
		return a
	}
	top := x.emax
	if x.clamp {
		top = x.etop()
	}
	c := a.c
	for a.e < top {
		q, r := new(big.Int).QuoRem(c, ten, new(big.Int))
		if r.Sign() != 0 {
			break
		}
		c = q
		a.e++
	}
	a.c = c
	return a
}

// neighbour is the next number of the context, upwards or downwards.
func (x *env) neighbour(a num, up bool) num {
	if r, ok := x.nans(&a); ok {
		return r
	}
	if a.kind == infinite {
		if a.neg == up {
			return x.largest(a.neg)
		}
		return a
	}
	y := *x
	y.raised = 0
	y.round = roundFloor
	if up {
		y.round = roundCeiling
	}
	r := y.finish(a)
	if r.kind == infinite || cmp(&r, &a) != 0 {
		return r
	}
	return y.add(a, num{neg: !up, c: one, e: x.etiny() - 1})
}

func (x *env) nextToward(a, b num) num {
	if r, ok := x.nans(&a, &b); ok {
		return r
	}
	c := cmp(&a, &b)
	if c == 0 {
		a.neg = b.neg
		return a
	}
	r := x.neighbour(a, c < 0)
	switch {
	case r.kind == infinite:
		x.signal(overflow | inexact | rounded)
	case r.isZero() || r.adjusted() < x.emin:
		x.signal(underflow | subnormal | inexact | rounded)
		if r.isZero() {
			x.signal(clamped)
		}
	}
	return r
}

func (x *env) logb(a num) num {
	if r, ok := x.nans(&a); ok {
		return r
	}
	switch {
	case a.kind == infinite:
		a.neg = false
		return a
	case a.isZero():
		x.signal(divisionByZero)
		return num{neg: true, kind: infinite, c: zero}
	}
	return x.finish(integer(a.adjusted()))
}

func (x *env) scaleb(a, b num) num {
	if r, ok := x.nans(&a, &b); ok {
		return r
	}
	n, ok := b.small(2 * (x.emax + x.prec))
	if !ok || b.e != 0 {
		return x.nan(invalidOperation)
	}
	if a.kind == infinite {
		return a
	}
	a.e += n
	return x.finish(a)
}

// small is a finite integer of at most that magnitude.
func (d *num) small(most int64) (int64, bool) {
	if d.kind != finite || !d.integral() || !d.isZero() && d.adjusted() > 19 {
		return 0, false
	}
	n := d.trunc()
	if !n.IsInt64() || n.CmpAbs(big.NewInt(most)) > 0 {
		return 0, false
	}
	return n.Int64(), true
}

// places moves digits; turn brings those that leave back in on the other side.
func (x *env) places(a, b num, turn bool) num {
	if r, ok := x.nans(&a, &b); ok {
		return r
	}
	n, ok := b.small(x.prec)
	if !ok || b.e != 0 {
		return x.nan(invalidOperation)
	}
	if a.kind == infinite {
		return a
	}
	whole := pow10(x.prec)
	c := new(big.Int).Rem(a.c, whole)
	if turn {
		if n < 0 {
			n += x.prec
		}
		high, low := new(big.Int).QuoRem(c, pow10(x.prec-n), new(big.Int))
		c = low.Mul(low, pow10(n))
		c.Add(c, high)
	} else if n >= 0 {
		c.Mul(c, pow10(n))
		c.Rem(c, whole)
	} else {
		c.Quo(c, pow10(-n))
	}
	return num{neg: a.neg, c: c, e: a.e}
}

// logical applies a bitwise operation to numbers of digits 0 and 1.
func (x *env) logical(a, b num, op func(p, q byte) byte) num {
	bits := func(d *num) (string, bool) {
		if d.kind != finite || d.neg || d.e != 0 {
			return "", false
		}
		s := d.c.String()
		for i := range s {
			if s[i] > '1' {
				return "", false
			}
		}
		return s, true
	}
	p, ok := bits(&a)
	if !ok {
		return x.nan(invalidOperation)
	}
	q, ok := bits(&b)
	if !ok {
		return x.nan(invalidOperation)
	}
	n := int(min(max(int64(len(p)), int64(len(q))), x.prec))
	out := make([]byte, n)
	at := func(s string, i int) byte {
		if i < len(s) {
			return s[len(s)-1-i] - '0'
		}
		return 0
	}
	for i := range n {
		out[n-1-i] = '0' + op(at(p, i), at(q, i))
	}
	c, _ := new(big.Int).SetString(string(out), 10)
	return num{c: c}
}

func (x *env) sqrt(a num) num {
	if r, ok := x.nans(&a); ok {
		return r
	}
	switch {
	case a.isZero():
		a.e >>= 1
		return x.finish(a)
	case a.neg:
		return x.nan(invalidOperation)
	case a.kind == infinite:
		return a
	}
	e := a.e >> 1
	c := a.c
	n := digits(c)
	if a.e&1 != 0 {
		c = new(big.Int).Mul(c, ten)
		n = n>>1 + 1
	} else {
		n = (n + 1) >> 1
	}
	exact := true
	shift := x.prec + 1 - n
	if shift >= 0 {
		c = new(big.Int).Mul(c, pow10(2*shift))
	} else {
		q, r := new(big.Int).QuoRem(c, pow10(-2*shift), new(big.Int))
		c, exact = q, r.Sign() == 0
	}
	root := new(big.Int).Sqrt(c)
	if exact = exact && new(big.Int).Mul(root, root).Cmp(c) == 0; exact {
		if shift >= 0 {
			root.Quo(root, pow10(shift))
		} else {
			root.Mul(root, pow10(-shift))
		}
	} else {
		e -= shift
		if new(big.Int).Rem(root, five).Sign() == 0 {
			root.Add(root, one)
		}
	}
	y := *x
	y.round = roundHalfEven
	r := y.finish(num{c: root, e: e})
	x.raised = y.raised
	return r
}
