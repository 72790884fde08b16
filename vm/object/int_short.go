package object

import (
	"math/big"
	"math/bits"
	"strconv"
)

// Arithmetic of ints little beyond 64 bits, which math/big has no short cuts
// for: a big.Int made of an int64 operand only to be read costs 25 ns.

// scratch are big.Ints of a thread that hold operands and results that nobody
// sees.
type scratch [3]big.Int

// maxScratch is the size, in words, beyond which a scratch int is not kept.
const maxScratch = 1 << 10

// bigOperand is ToBig into scratch number i.
func (t *Thread) bigOperand(v Value, i int) *big.Int {
	if v.IsInt() {
		return t.scratch[i].SetInt64(int64(v.N))
	}
	return ToBig(v)
}

// product is x * y where it does not fit an int64.
func product(x, y int64) Value {
	hi, lo := bits.Mul64(absInt64(x), absInt64(y))
	r := newBigOf(2)
	z := append(r.n.Bits(), big.Word(lo))
	if hi != 0 {
		z = append(z, big.Word(hi))
	}
	r.n.SetBits(z)
	if x < 0 != (y < 0) {
		r.n.Neg(&r.n)
	}
	return r.result()
}

// wordDivMod is x // d, x % d or divmod(x, d) for d of 64 bits that is not 0.
func wordDivMod(op BinaryOp, x *big.Int, d int64) Value {
	words, w := x.Bits(), uint(absInt64(d))
	var q *bigBox
	var z []big.Word
	if op != OpMod {
		q = newBigOf(len(words))
		if z = q.n.Bits(); cap(z) >= len(words) {
			z = z[:len(words)]
		} else {
			z = make([]big.Word, len(words))
		}
	}
	var rem uint
	for i := len(words) - 1; i >= 0; i-- {
		var part uint
		part, rem = bits.Div(rem, uint(words[i]), w)
		if z != nil {
			z[i] = big.Word(part)
		}
	}
	// the quotient is rounded towards minus infinity, the remainder has d's sign
	negative := x.Sign() < 0 != (d < 0)
	r := rem
	if negative && rem != 0 {
		r = w - rem
	}
	var mod Value
	if d < 0 {
		mod = Int(-int64(r)) // r < 2**63 where d is not the least int64, and then -r wraps to itself
	} else {
		mod = Int(int64(r))
	}
	if op == OpMod {
		return mod
	}
	q.n.SetBits(z)
	if negative {
		q.n.Neg(&q.n)
		if rem != 0 {
			q.n.Sub(&q.n, bigOne)
		}
	}
	if op == OpFloorDiv {
		return q.result()
	}
	return TupleOf(q.result(), mod)
}

// shortText is the longest int, in words, whose digits wordsText makes.
const shortText = 16

// wordsText is the decimal text of a number of few words.
func wordsText(x *big.Int) string {
	const chunk, digits = 1e19, 19
	var num [shortText]uint
	n := 0
	for _, w := range x.Bits() {
		num[n] = uint(w)
		n++
	}
	var buf [shortText*20 + 1]byte
	at := len(buf)
	for n > 0 {
		var rem uint
		for i := n - 1; i >= 0; i-- {
			num[i], rem = bits.Div(rem, num[i], chunk)
		}
		for n > 0 && num[n-1] == 0 {
			n--
		}
		var part [20]byte
		text := strconv.AppendUint(part[:0], uint64(rem), 10)
		at -= copy(buf[at-len(text):], text)
		if n > 0 {
			for range digits - len(text) {
				at--
				buf[at] = '0'
			}
		}
	}
	if x.Sign() < 0 {
		at--
		buf[at] = '-'
	}
	return string(buf[at:])
}
