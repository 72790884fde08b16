package math

import (
	"math"

	"github.com/aio-lang/aio/vm/libm"
	"github.com/aio-lang/aio/vm/object"
)

var sumFuncs = []def{
	{Sig: "dist(p, q, /)", Doc: "Euclidean distance between two points, given as sequences of coordinates.", Fn: dist},
	{Sig: "fsum(seq, /)", Doc: "The sum of floats, rounded once.", Fn: fsum},
	{Sig: "hypot(*coordinates)", Doc: "Euclidean length of a vector.", Fn: hypot},
	{Sig: "prod(iterable, /, *, start=1)", Doc: "The product of start and all items.", Fn: prod},
	{Sig: "sumprod(p, q, /)", Doc: "The sum of products of items of p and q.", Fn: sumprod},
}

func hypot(t *thread, a []value) value {
	coords := object.AsTuple(a[0]).Items
	var buf [8]float64
	vec := buf[:0]
	for _, v := range coords {
		x, ok := t.AsFloat64(v)
		if !ok {
			return value{}
		}
		vec = append(vec, x)
	}
	return norm(vec)
}

// norm is the length of a vector, which it overwrites.
func norm(vec []float64) value {
	greatest, nan := 0.0, false
	for i, x := range vec {
		x = math.Abs(x)
		vec[i] = x
		nan = nan || math.IsNaN(x)
		if x > greatest {
			greatest = x
		}
	}
	if nan && !math.IsInf(greatest, 0) {
		return object.Float(math.NaN())
	}
	return object.Float(libm.Norm(vec, greatest))
}

func dist(t *thread, a []value) value {
	p, ok := sequence(t, a[0])
	if !ok {
		return value{}
	}
	q, ok := sequence(t, a[1])
	if !ok {
		return value{}
	}
	if len(p) != len(q) {
		return t.ValueErrorf("both points must have the same number of dimensions")
	}
	vec := make([]float64, len(p))
	for i := range p {
		x, y, ok := floats(t, []value{p[i], q[i]})
		if !ok {
			return value{}
		}
		vec[i] = x - y
	}
	return norm(vec)
}

// sequence is the items of a tuple or other iterable.
func sequence(t *thread, v value) ([]value, bool) {
	if u := object.AsTuple(v); u != nil {
		return u.Items, true
	}
	return t.Collect(v)
}

// fsum keeps the exact sum as floats that do not overlap (Shewchuk, Adaptive
// precision floating-point arithmetic, 1997).
func fsum(t *thread, a []value) value {
	var partials []float64
	special, infinities := 0.0, 0.0
	overflow := false
	ok := t.Each(a[0], func(v value) bool {
		x, ok := t.AsFloat64(v)
		if !ok {
			return false
		}
		if !finite(x) {
			if math.IsInf(x, 0) {
				infinities += x
			}
			special += x
			partials = partials[:0]
			return true
		}
		n := 0
		for _, y := range partials {
			if math.Abs(x) < math.Abs(y) {
				x, y = y, x
			}
			hi := x + y
			if lo := y - (hi - x); lo != 0 {
				partials[n] = lo
				n++
			}
			x = hi
		}
		partials = partials[:n]
		if x != 0 {
			if !finite(x) {
				overflow = true
				t.OverflowErrorf("intermediate overflow in fsum")
				return false
			}
			partials = append(partials, x)
		}
		return true
	})
	switch {
	case !ok || overflow:
		return value{}
	case special != 0:
		if math.IsNaN(infinities) {
			return t.ValueErrorf("-inf + inf in fsum")
		}
		return object.Float(special)
	}
	return object.Float(roundPartials(partials))
}

// roundPartials adds up floats that do not overlap, ordered by size, with one
// rounding, half to even.
func roundPartials(p []float64) float64 {
	n := len(p)
	if n == 0 {
		return 0
	}
	n--
	hi, lo := p[n], 0.0
	for n > 0 && lo == 0 {
		n--
		x, y := hi, p[n]
		hi = x + y
		lo = y - (hi - x)
	}
	// hi was rounded half to even by itself; what lies below lo may decide
	// that it should have gone the other way
	if n > 0 && (lo < 0 && p[n-1] < 0 || lo > 0 && p[n-1] > 0) {
		y := lo * 2
		x := hi + y
		if y == x-hi {
			hi = x
		}
	}
	return hi
}

func prod(t *thread, a []value) value {
	r := a[1]
	ok := t.Each(a[0], func(v value) bool {
		r = t.Binary(object.OpMul, r, v)
		return !r.IsNil()
	})
	if !ok {
		return value{}
	}
	return r
}

// sumprod adds products as the operators do, except that runs of floats (and
// ints among them) are summed in extended precision.
func sumprod(t *thread, a []value) value {
	p := t.Iter(a[0])
	if p.IsNil() {
		return p
	}
	q := t.Iter(a[1])
	if q.IsNil() {
		return q
	}
	total := object.Int(0)
	var run libm.DotSum
	inRun := false
	for {
		x := t.Next(p)
		if x.IsNil() && !t.Exc.IsNil() {
			return value{}
		}
		y := t.Next(q)
		if y.IsNil() && !t.Exc.IsNil() {
			return value{}
		}
		if x.IsNil() != y.IsNil() {
			return t.ValueErrorf("Inputs are not the same length")
		}
		if !x.IsNil() && (x.IsFloat() || inRun || y.IsFloat()) {
			if fx, fy, ok := floatPair(x, y); ok {
				next := run
				next.Add(fx, fy)
				if finite(next.Value()) {
					run, inRun = next, true
					continue
				}
			}
		}
		if inRun {
			total = t.Binary(object.OpAdd, total, object.Float(run.Value()))
			if total.IsNil() {
				return total
			}
			run, inRun = libm.DotSum{}, false
		}
		if x.IsNil() {
			return total
		}
		product := t.Binary(object.OpMul, x, y)
		if product.IsNil() {
			return product
		}
		if total = t.Binary(object.OpAdd, total, product); total.IsNil() {
			return total
		}
	}
}

// floatPair converts a pair of which at least one is a float and the other a
// float or an int that fits.
func floatPair(x, y value) (fx, fy float64, ok bool) {
	switch {
	case x.IsFloat() && y.IsFloat():
		return x.AsFloat(), y.AsFloat(), true
	case x.IsFloat() && (y.IsInt() || y.IsBool()):
		return x.AsFloat(), float64(y.AsInt()), true
	case y.IsFloat() && (x.IsInt() || x.IsBool()):
		return float64(x.AsInt()), y.AsFloat(), true
	}
	return 0, 0, false
}
