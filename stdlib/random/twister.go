package random

import (
	"math/big"
	"math/bits"
)

// twister is MT19937 (Matsumoto and Nishimura, 1998), seeded and read as
// CPython does.
type twister struct {
	state [twisterWords]uint32
	// next is the word to hand out; at twisterWords all are made anew.
	next int
}

const (
	twisterWords = 624
	twisterShift = 397
)

// seedWord starts the state from 32 bits.
func (m *twister) seedWord(seed uint32) {
	m.state[0] = seed
	for i := 1; i < twisterWords; i++ {
		prev := m.state[i-1]
		m.state[i] = 1812433253*(prev^prev>>30) + uint32(i)
	}
	m.next = twisterWords
}

// seedWords starts the state from any number of words, at least one.
func (m *twister) seedWords(key []uint32) {
	m.seedWord(19650218)
	i, j := 1, 0
	step := func() {
		if i++; i == twisterWords {
			m.state[0] = m.state[twisterWords-1]
			i = 1
		}
	}
	mix := func() uint32 { return m.state[i-1] ^ m.state[i-1]>>30 }
	for k := max(twisterWords, len(key)); k > 0; k-- {
		m.state[i] = (m.state[i] ^ mix()*1664525) + key[j] + uint32(j)
		step()
		if j++; j == len(key) {
			j = 0
		}
	}
	for k := twisterWords - 1; k > 0; k-- {
		m.state[i] = (m.state[i] ^ mix()*1566083941) - uint32(i)
		step()
	}
	m.state[0] = 1 << 31
}

// seedInt starts the state from the absolute value of an int of any size.
func (m *twister) seedInt(i *big.Int) {
	var b [4]byte
	raw := i.Bytes()
	key := make([]uint32, 0, len(raw)/4+1)
	for len(raw) > 0 {
		n := max(len(raw)-4, 0)
		b = [4]byte{}
		copy(b[4-(len(raw)-n):], raw[n:])
		key = append(key, uint32(b[0])<<24|uint32(b[1])<<16|uint32(b[2])<<8|uint32(b[3]))
		raw = raw[:n]
	}
	if len(key) == 0 {
		key = append(key, 0)
	}
	m.seedWords(key)
}

// refill makes the next block of words.
func (m *twister) refill() {
	twist := func(hi, lo uint32) uint32 {
		y := hi&(1<<31) | lo&(1<<31-1)
		return y>>1 ^ -(y&1)&0x9908b0df
	}
	s := &m.state
	for i := 0; i < twisterWords-twisterShift; i++ {
		s[i] = s[i+twisterShift] ^ twist(s[i], s[i+1])
	}
	for i := twisterWords - twisterShift; i < twisterWords-1; i++ {
		s[i] = s[i+twisterShift-twisterWords] ^ twist(s[i], s[i+1])
	}
	s[twisterWords-1] = s[twisterShift-1] ^ twist(s[twisterWords-1], s[0])
	m.next = 0
}

// word is the next 32 random bits.
func (m *twister) word() uint32 {
	if m.next >= twisterWords {
		m.refill()
	}
	y := m.state[m.next]
	m.next++
	y ^= y >> 11
	y ^= y << 7 & 0x9d2c5680
	y ^= y << 15 & 0xefc60000
	return y ^ y>>18
}

// Float64 is a float in [0, 1) with 53 random bits.
func (m *twister) Float64() float64 {
	a, b := m.word()>>5, m.word()>>6
	return (float64(a)*(1<<26) + float64(b)) * (1.0 / (1 << 53))
}

// Bits64 is an int of k random bits, 1 <= k <= 64.
func (m *twister) Bits64(k int) uint64 {
	if k <= 32 {
		return uint64(m.word() >> (32 - k))
	}
	lo := uint64(m.word())
	return uint64(m.word()>>(64-k))<<32 | lo
}

// Bytes fills b, little end first, as the int of that many bits has them.
func (m *twister) Bytes(b []byte) { m.fill(b, len(b)*8) }

// fill writes an int of k random bits into b, little end first.
func (m *twister) fill(b []byte, k int) {
	for i := 0; i < len(b); k -= 32 {
		w := m.word()
		if k < 32 {
			w >>= 32 - k
		}
		for n := 0; n < 4 && i < len(b); n++ {
			b[i] = byte(w)
			w >>= 8
			i++
		}
	}
}

// Bits is an int of k random bits, k >= 0.
func (m *twister) Bits(k int) *big.Int {
	return bitsFrom(k, func(b []byte) { m.fill(b, k) })
}

// bitsFrom makes an int of bytes that fill writes little end first.
func bitsFrom(k int, fill func([]byte)) *big.Int {
	b := make([]byte, (k+7)/8)
	fill(b)
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return new(big.Int).SetBytes(b)
}

// engine is where random bits come from: a twister or the system.
type engine interface {
	Float64() float64
	Bits64(k int) uint64
	Bits(k int) *big.Int
	Bytes(b []byte)
}

// below64 is an int in [0, n), n > 0.
func below64(e engine, n uint64) uint64 {
	k := bits.Len64(n)
	for {
		if r := e.Bits64(k); r < n {
			return r
		}
	}
}

// belowBig is below64 for ints of any size.
func belowBig(e engine, n *big.Int) *big.Int {
	k := n.BitLen()
	for {
		if r := e.Bits(k); r.Cmp(n) < 0 {
			return r
		}
	}
}
