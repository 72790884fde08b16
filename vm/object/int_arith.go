package object

import (
	"math"
	"math/big"
	"math/bits"
)

// maxIntBits bounds the size of an int (256 MB): what would be larger raises
// MemoryError before anything is computed, where CPython tries until memory
// ends.
const maxIntBits = 1 << 31

// bigBox is a Big and the number it points to in one allocation.
type bigBox struct {
	Big
	n big.Int
}

// bigBoxShort is a bigBox with room for a short number: no more allocations.
type bigBoxShort struct {
	bigBox
	words [shortWords]big.Word
}

const shortWords = 4

// newBig returns an int under construction; what is stored in n becomes
// visible through result.
func newBig() *bigBox {
	b := &bigBox{Big: Big{Header: Header{Shape: ShapeInt, Kind: KindBig}}}
	b.I = &b.n
	return b
}

// newBigOf is newBig for a number of at most that many words.
func newBigOf(words int) *bigBox {
	if words > shortWords {
		return newBig()
	}
	b := &bigBoxShort{}
	b.Header = Header{Shape: ShapeInt, Kind: KindBig}
	b.I = &b.n
	b.n.SetBits(b.words[:0])
	return &b.bigBox
}

// result is the finished int, inline where it fits 64 bits.
func (b *bigBox) result() Value {
	if b.n.IsInt64() {
		return Int(b.n.Int64())
	}
	return FromHeader(&b.Header)
}

// intBinary computes a op b for ints of any form. The result is an int, except
// for /, divmod, and ** with a negative exponent.
func (t *Thread) intBinary(op BinaryOp, a, b Value) Value {
	a, b = PlainInt(a), PlainInt(b)
	if a.IsInt() && b.IsInt() {
		if r := t.smallBinary(op, int64(a.N), int64(b.N)); r.P != nil || t.Exc.P != nil {
			return r
		}
	}
	return t.bigBinary(op, a, b)
}

// smallBinary is intBinary for operands of 64 bits. Nil with nothing pending
// means that the result does not fit, or that op is none of int's.
func (t *Thread) smallBinary(op BinaryOp, x, y int64) Value {
	switch op {
	case OpAdd:
		if r := x + y; (x^r)&(y^r) >= 0 {
			return Int(r)
		}
	case OpSub:
		if r := x - y; (x^y)&(x^r) >= 0 {
			return Int(r)
		}
	case OpMul:
		if int64(int32(x)) == x && int64(int32(y)) == y {
			return Int(x * y)
		}
		if r, ok := mulInt64(x, y); ok {
			return Int(r)
		}
	case OpFloorDiv, OpMod, OpDivMod:
		return t.smallDivMod(op, x, y)
	case OpTrueDiv:
		if y == 0 {
			return t.zeroDivision("division by zero")
		}
		const exact = 1 << 53
		if -exact <= x && x <= exact && -exact <= y && y <= exact {
			return Float(float64(x) / float64(y))
		}
	case OpPow:
		if y < 0 {
			return t.floatPow(float64(x), float64(y))
		}
		if r, ok := powInt64(x, y); ok {
			return Int(r)
		}
	case OpLShift:
		switch {
		case y < 0:
			return t.ValueErrorf("negative shift count")
		case x == 0:
			return Int(0)
		case y < 63:
			if r := x << uint(y); r>>uint(y) == x {
				return Int(r)
			}
		}
	case OpRShift:
		if y < 0 {
			return t.ValueErrorf("negative shift count")
		}
		return Int(x >> min(uint64(y), 63))
	case OpAnd:
		return Int(x & y)
	case OpOr:
		return Int(x | y)
	case OpXor:
		return Int(x ^ y)
	}
	return Value{}
}

// smallDivMod computes //, % and divmod, which round towards minus infinity.
func (t *Thread) smallDivMod(op BinaryOp, x, y int64) Value {
	if y == 0 {
		if op == OpMod {
			return t.zeroDivision("integer modulo by zero")
		}
		return t.zeroDivision("integer division or modulo by zero")
	}
	if x == math.MinInt64 && y == -1 {
		if op == OpMod {
			return Int(0)
		}
		return Value{} // 2**63 does not fit
	}
	q, r := x/y, x%y
	if r != 0 && r^y < 0 {
		q--
		r += y
	}
	switch op {
	case OpFloorDiv:
		return Int(q)
	case OpMod:
		return Int(r)
	}
	return TupleOf(Int(q), Int(r))
}

// mulInt64 multiplies; ok is false on overflow.
func mulInt64(x, y int64) (r int64, ok bool) {
	hi, lo := bits.Mul64(uint64(x), uint64(y))
	signed := int64(hi)
	if x < 0 {
		signed -= y
	}
	if y < 0 {
		signed -= x
	}
	return int64(lo), signed == int64(lo)>>63
}

// powInt64 is x**y for y >= 0; ok is false on overflow.
func powInt64(x, y int64) (r int64, ok bool) {
	switch {
	case x == 0 && y > 0:
		return 0, true
	case x == 1 || y == 0:
		return 1, true
	case x == -1:
		return 1 - 2*(y&1), true
	case y > 63:
		return 0, false
	}
	r = 1
	for {
		if y&1 != 0 {
			if r, ok = mulInt64(r, x); !ok {
				return 0, false
			}
		}
		if y >>= 1; y == 0 {
			return r, true
		}
		if x, ok = mulInt64(x, x); !ok {
			return 0, false
		}
	}
}

func (t *Thread) zeroDivision(text string) Value {
	return t.Raise(ShapeZeroDivisionError, "%s", text)
}

// bigBinary is intBinary for operands of any size.
func (t *Thread) bigBinary(op BinaryOp, a, b Value) Value {
	switch op {
	case OpAdd, OpSub, OpMul:
		return t.bigSum(op, a, b)
	}
	x, y := t.bigOperand(a, 0), t.bigOperand(b, 1)
	switch op {
	case OpFloorDiv, OpMod, OpDivMod:
		return t.bigDivMod(op, x, y, b)
	case OpTrueDiv:
		if y.Sign() == 0 {
			return t.zeroDivision("division by zero")
		}
		f := quotientFloat(x, y)
		if math.IsInf(f, 0) {
			return t.OverflowErrorf("integer division result too large for a float")
		}
		return Float(f)
	case OpPow:
		return t.bigPow(x, y)
	case OpLShift:
		return t.bigLShift(x, y)
	case OpRShift:
		switch {
		case y.Sign() < 0:
			return t.ValueErrorf("negative shift count")
		case y.BitLen() > 32:
			return Int(int64(min(x.Sign(), 0)))
		}
		r := newBig()
		r.n.Rsh(x, uint(y.Uint64()))
		return r.result()
	case OpAnd, OpOr, OpXor:
		r := newBig()
		switch op {
		case OpAnd:
			r.n.And(x, y)
		case OpOr:
			r.n.Or(x, y)
		case OpXor:
			r.n.Xor(x, y)
		}
		return r.result()
	}
	return Value{}
}

// bigDivMod is bigBinary for //, % and divmod; b is y.
func (t *Thread) bigDivMod(op BinaryOp, x, y *big.Int, b Value) Value {
	switch {
	case y.Sign() == 0:
		return t.smallDivMod(op, 1, 0)
	case b.IsInt() && bits.UintSize == 64:
		return wordDivMod(op, x, int64(b.N))
	}
	q, r := newBig(), newBig()
	switch op {
	case OpFloorDiv:
		floorDivMod(&q.n, &r.n, x, y)
		return q.result()
	case OpMod: // the quotient is for nobody
		quotient := &t.scratch[2]
		floorDivMod(quotient, &r.n, x, y)
		if len(quotient.Bits()) > maxScratch {
			t.scratch[2] = big.Int{}
		}
		return r.result()
	}
	floorDivMod(&q.n, &r.n, x, y)
	return TupleOf(q.result(), r.result())
}

// bigSum is bigBinary for +, - and *.
func (t *Thread) bigSum(op BinaryOp, a, b Value) Value {
	if bits.UintSize == 64 && (a.IsInt() || b.IsInt()) && !(a.IsInt() && b.IsInt()) {
		if a.IsInt() {
			return wordSum(op, ToBig(b), int64(a.N), true)
		}
		return wordSum(op, ToBig(a), int64(b.N), false)
	}
	if op == OpMul && a.IsInt() && b.IsInt() && bits.UintSize == 64 {
		return product(int64(a.N), int64(b.N))
	}
	x, y := t.bigOperand(a, 0), t.bigOperand(b, 1)
	n, m := len(x.Bits()), len(y.Bits())
	if op == OpMul {
		if x.BitLen()+y.BitLen() > maxIntBits {
			return t.MemoryError()
		}
		r := newBigOf(n + m)
		r.n.Mul(x, y)
		return r.result()
	}
	r := newBigOf(max(n, m) + 1)
	if op == OpAdd {
		r.n.Add(x, y)
	} else {
		r.n.Sub(x, y)
	}
	return r.result()
}

// wordSum is x op i, or i op x, for an x beyond 64 bits. It allocates nothing
// but the result, where a big.Int for i would be a second object: 45 ns
// instead of 120.
func wordSum(op BinaryOp, x *big.Int, i int64, reversed bool) Value {
	words := x.Bits()
	w := uint(absInt64(i))
	r := newBigOf(len(words) + 1)
	z := r.n.Bits()
	if cap(z) > len(words) {
		z = z[:len(words)+1]
	} else {
		z = make([]big.Word, len(words)+1)
	}
	negative := x.Sign() < 0
	var carry uint
	switch {
	case op == OpMul:
		for k, v := range words {
			hi, lo := bits.Mul(uint(v), w)
			lo, c := bits.Add(lo, carry, 0)
			z[k], carry = big.Word(lo), hi+c
		}
		z[len(words)] = big.Word(carry)
		negative = negative != (i < 0)
	case (op == OpAdd) == (negative == (i < 0)): // magnitudes add up
		carry = w
		for k, v := range words {
			s, c := bits.Add(uint(v), carry, 0)
			z[k], carry = big.Word(s), c
		}
		z[len(words)] = big.Word(carry)
	default: // |x| is at least 2**63, so the difference has x's sign
		carry = w
		for k, v := range words {
			d, c := bits.Sub(uint(v), carry, 0)
			z[k], carry = big.Word(d), c
		}
	}
	if op == OpSub && reversed {
		negative = !negative
	}
	r.n.SetBits(z)
	if negative {
		r.n.Neg(&r.n)
	}
	return r.result()
}

// floorDivMod sets q and r to the quotient rounded towards minus infinity and
// the remainder, which has y's sign. y is not 0.
func floorDivMod(q, r, x, y *big.Int) {
	q.QuoRem(x, y, r)
	if r.Sign() != 0 && r.Sign() != y.Sign() {
		q.Sub(q, bigOne)
		r.Add(r, y)
	}
}

var bigOne = big.NewInt(1)

func (t *Thread) bigLShift(x, y *big.Int) Value {
	switch {
	case y.Sign() < 0:
		return t.ValueErrorf("negative shift count")
	case x.Sign() == 0:
		return Int(0)
	case !y.IsInt64():
		return t.OverflowErrorf("too many digits in integer")
	case y.Int64() > maxIntBits || int64(x.BitLen())+y.Int64() > maxIntBits:
		return t.MemoryError()
	}
	r := newBig()
	r.n.Lsh(x, uint(y.Int64()))
	return r.result()
}

// bigPow computes x**y.
func (t *Thread) bigPow(x, y *big.Int) Value {
	if y.Sign() < 0 {
		fx, ok := t.bigToFloat(x)
		if !ok {
			return Value{}
		}
		fy, ok := t.bigToFloat(y)
		if !ok {
			return Value{}
		}
		return t.floatPow(fx, fy)
	}
	if x.IsInt64() && y.Sign() > 0 {
		switch x.Int64() {
		case 0, 1:
			return Int(x.Int64())
		case -1:
			return Int(1 - 2*int64(y.Bit(0)))
		}
	}
	n := x.BitLen()
	if !y.IsInt64() || y.Int64() > maxIntBits || int64(n-1)*y.Int64() > maxIntBits {
		return t.MemoryError()
	}
	r := newBig()
	e := uint(y.Int64())
	if tz := x.TrailingZeroBits(); tz > 0 {
		// (m * 2**tz)**e: multiply the odd part alone
		m := new(big.Int).Rsh(x, tz)
		r.n.Lsh(r.n.Exp(m, y, nil), tz*e)
		return r.result()
	}
	r.n.Exp(x, y, nil)
	return r.result()
}

// intPowMod is pow(base, exp, mod) for ints of any form. The result has mod's
// sign.
func (t *Thread) intPowMod(base, exp, mod Value) Value {
	base, exp, mod = PlainInt(base), PlainInt(exp), PlainInt(mod)
	if mod.IsInt() && mod.N == 0 {
		return t.ValueErrorf("pow() 3rd argument cannot be 0")
	}
	if base.IsInt() && exp.IsInt() && mod.IsInt() && int64(exp.N) >= 0 && int64(mod.N) > 0 {
		return Int(int64(powMod64(int64(base.N), exp.N, mod.N)))
	}
	x, y, m := ToBig(base), ToBig(exp), ToBig(mod)
	if m.IsInt64() && (m.Int64() == 1 || m.Int64() == -1) {
		return Int(0)
	}
	r := newBig()
	if y.Sign() < 0 {
		// a base of its own: Exp gets the sign of a negative one wrong here
		x = new(big.Int).ModInverse(x, new(big.Int).Abs(m))
		if x == nil {
			return t.ValueErrorf("base is not invertible for the given modulus")
		}
		y = new(big.Int).Neg(y)
	}
	r.n.Exp(x, y, m)
	if m.Sign() < 0 && r.n.Sign() > 0 {
		r.n.Add(&r.n, m)
	}
	return r.result()
}

// powMod64 is x**y % m for m of at most 63 bits.
func powMod64(x int64, y, m uint64) uint64 {
	if x %= int64(m); x < 0 {
		x += int64(m)
	}
	b, r := uint64(x), 1%m
	for ; y > 0; y >>= 1 {
		if y&1 != 0 {
			r = mulMod64(r, b, m)
		}
		b = mulMod64(b, b, m)
	}
	return r
}

func mulMod64(x, y, m uint64) uint64 {
	if x|y < 1<<32 {
		return x * y % m
	}
	hi, lo := bits.Mul64(x, y)
	_, r := bits.Div64(hi, lo, m)
	return r
}

// intNeg is -v for an int of any form.
func intNeg(v Value) Value {
	v = PlainInt(v)
	if v.IsInt() && int64(v.N) != math.MinInt64 {
		return Int(-int64(v.N))
	}
	r := newBig()
	r.n.Neg(ToBig(v))
	return r.result()
}

// intAbs is abs(v) for an int of any form.
func intAbs(v Value) Value {
	v = PlainInt(v)
	if intSign(v) < 0 {
		return intNeg(v)
	}
	return v
}

// intInvert is ~v for an int of any form.
func intInvert(v Value) Value {
	v = PlainInt(v)
	if v.IsInt() {
		return Int(^int64(v.N))
	}
	r := newBig()
	r.n.Not(ToBig(v))
	return r.result()
}

// intSign is -1, 0 or 1 for an int of any form.
func intSign(v Value) int {
	if i, ok := Int64(v); ok {
		switch {
		case i < 0:
			return -1
		case i > 0:
			return 1
		}
		return 0
	}
	return ToBig(v).Sign()
}

// intCompare orders two ints of any form: -1, 0 or 1.
func intCompare(a, b Value) int {
	x, okx := Int64(a)
	y, oky := Int64(b)
	switch {
	case okx && oky:
		switch {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	case okx: // what does not fit 64 bits lies beyond what does
		return -ToBig(b).Sign()
	case oky:
		return ToBig(a).Sign()
	}
	return ToBig(a).Cmp(ToBig(b))
}
