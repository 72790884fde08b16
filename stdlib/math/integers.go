package math

import (
	"math"
	"math/big"
	"math/bits"

	"github.com/aio-lang/aio/vm/object"
)

var intFuncs = []def{
	{Sig: "comb(n, k, /)", Doc: "Number of ways to choose k of n items without order.", Fn: comb},
	{Sig: "factorial(n, /)", Doc: "n!", Fn: factorial},
	{Sig: "gcd(*integers)", Doc: "Greatest common divisor.", Fn: gcd},
	{Sig: "isqrt(n, /)", Doc: "Integer part of the square root of n.", Fn: isqrt},
	{Sig: "lcm(*integers)", Doc: "Least common multiple.", Fn: lcm},
	{Sig: "perm(n, k=None, /)", Doc: "Number of ways to choose k of n items with order; all of them by default.", Fn: perm},
}

// maxBits bounds results: beyond it MemoryError is raised instead of computing
// for hours.
const maxBits = 1 << 31

func gcd(t *thread, a []value) value {
	items := object.AsTuple(a[0]).Items
	r := new(big.Int)
	var small uint64 // the result so far, while it fits
	isSmall := true
	for _, v := range items {
		i := t.Index(v)
		if i.IsNil() {
			return i
		}
		if n, ok := object.Int64(i); ok && isSmall {
			small = gcd64(small, magnitude(n))
			continue
		}
		if isSmall {
			r.SetUint64(small)
			isSmall = false
		}
		r.GCD(nil, nil, r, new(big.Int).Abs(object.ToBig(i)))
	}
	if isSmall {
		r.SetUint64(small)
	}
	return object.BigInt(r)
}

// magnitude is |n|, which for the least int64 fits no int64.
func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

func gcd64(a, b uint64) uint64 {
	if a == 0 || b == 0 {
		return a | b
	}
	shift := bits.TrailingZeros64(a | b)
	a >>= bits.TrailingZeros64(a)
	for b != 0 {
		b >>= bits.TrailingZeros64(b)
		if a > b {
			a, b = b, a
		}
		b -= a
	}
	return a << shift
}

func lcm(t *thread, a []value) value {
	r := big.NewInt(1)
	for _, v := range object.AsTuple(a[0]).Items {
		i := t.Index(v)
		if i.IsNil() {
			return i
		}
		n := new(big.Int).Abs(object.ToBig(i))
		if n.Sign() == 0 || r.Sign() == 0 {
			r.SetInt64(0)
			continue // later arguments are still checked
		}
		g := new(big.Int).GCD(nil, nil, r, n)
		r.Mul(r, n.Quo(n, g))
		if r.BitLen() > maxBits {
			return t.Raise(object.ShapeMemoryError, "")
		}
	}
	return object.BigInt(r)
}

func isqrt(t *thread, a []value) value {
	i := t.Index(a[0])
	if i.IsNil() {
		return i
	}
	n, small := object.Int64(i)
	if !small {
		b := object.ToBig(i)
		if b.Sign() < 0 {
			return t.ValueErrorf("isqrt() argument must be nonnegative")
		}
		return object.BigInt(new(big.Int).Sqrt(b))
	}
	if n < 0 {
		return t.ValueErrorf("isqrt() argument must be nonnegative")
	}
	r := int64(math.Sqrt(float64(n)))
	for r*r > n || r > math.MaxInt32*2 {
		r--
	}
	for r+1 <= 3037000499 && (r+1)*(r+1) <= n {
		r++
	}
	return object.Int(r)
}

func factorial(t *thread, a []value) value {
	i := t.Index(a[0])
	if i.IsNil() {
		return i
	}
	n, small := object.Int64(i)
	switch {
	case small && n < 0, !small && object.ToBig(i).Sign() < 0:
		return t.ValueErrorf("factorial() not defined for negative values")
	case !small:
		return t.OverflowErrorf("factorial() argument should not exceed %d", int64(math.MaxInt64))
	}
	return fallingFactorial(t, big.NewInt(n), n)
}

// nonNegative reads an argument of comb or perm.
func nonNegative(t *thread, v value, name string) *big.Int {
	i := t.Index(v)
	if i.IsNil() {
		return nil
	}
	n := object.ToBig(i)
	if n.Sign() < 0 {
		t.ValueErrorf("%s must be a non-negative integer", name)
		return nil
	}
	return n
}

// twoInts converts both arguments before either is checked.
func twoInts(t *thread, a []value) (n, k *big.Int) {
	i := t.Index(a[0])
	if i.IsNil() {
		return nil, nil
	}
	j := t.Index(a[1])
	if j.IsNil() {
		return nil, nil
	}
	if n = nonNegative(t, i, "n"); n == nil {
		return nil, nil
	}
	return n, nonNegative(t, j, "k")
}

func perm(t *thread, a []value) value {
	if a[1].IsNone() {
		return factorial(t, a)
	}
	n, k := twoInts(t, a)
	switch {
	case k == nil:
		return value{}
	case n.Cmp(k) < 0:
		return object.Int(0)
	case !k.IsInt64():
		return t.OverflowErrorf("k must not exceed %d", int64(math.MaxInt64))
	}
	return fallingFactorial(t, n, k.Int64())
}

// fallingFactorial is n * (n-1) * … of k factors.
func fallingFactorial(t *thread, n *big.Int, k int64) value {
	if tooLarge(n, k) {
		return t.Raise(object.ShapeMemoryError, "")
	}
	if n.IsInt64() {
		hi := n.Int64()
		return object.BigInt(new(big.Int).MulRange(hi-k+1, hi))
	}
	return object.BigInt(productDown(n, 0, k))
}

// tooLarge reports whether a product of k factors, the largest of them n and
// the smallest n-k+1, is beyond what memory bounds allow.
func tooLarge(n *big.Int, k int64) bool {
	least := new(big.Int).Sub(n, big.NewInt(k/2))
	return float64(k)/2*float64(least.BitLen()-1) > maxBits
}

// productDown is (n-from) * (n-from-1) * … * (n-to+1), by halves: products of
// equal length are cheap.
func productDown(n *big.Int, from, to int64) *big.Int {
	if to-from <= 8 {
		r := big.NewInt(1)
		for i := from; i < to; i++ {
			r.Mul(r, new(big.Int).Sub(n, big.NewInt(i)))
		}
		return r
	}
	mid := from + (to-from)/2
	r := productDown(n, from, mid)
	return r.Mul(r, productDown(n, mid, to))
}

func comb(t *thread, a []value) value {
	n, k := twoInts(t, a)
	if k == nil {
		return value{}
	}
	if n.Cmp(k) < 0 {
		return object.Int(0)
	}
	if other := new(big.Int).Sub(n, k); other.Cmp(k) < 0 {
		k = other
	}
	if !k.IsInt64() {
		return t.OverflowErrorf("min(n - k, k) must not exceed %d", int64(math.MaxInt64))
	}
	j := k.Int64()
	if combTooLarge(n, j) {
		return t.Raise(object.ShapeMemoryError, "")
	}
	if n.IsInt64() {
		return object.BigInt(new(big.Int).Binomial(n.Int64(), j))
	}
	r := productDown(n, 0, j)
	return object.BigInt(r.Quo(r, new(big.Int).MulRange(1, j)))
}

// combTooLarge bounds log2 of C(n, k), for k <= n/2 at least k*log2(n/k).
func combTooLarge(n *big.Int, k int64) bool {
	return float64(k)*float64(n.BitLen()-bits.Len64(uint64(k))) > maxBits
}
