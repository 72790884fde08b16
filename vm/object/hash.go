package object

import (
	"encoding/binary"
	"math/bits"
	"math/rand/v2"
	"os"
	"strconv"
	"unsafe"
)

// processSecret keys str hashes in every machine of this process; set once,
// from PYTHONHASHSEED where it is given (0 or a number gives repeatable
// hashes, the same as CPython's for that seed).
var processSecret = readHashSecret()

func hashSecretFromEnvironment() [2]uint64 { return processSecret }

// The random one is ChaCha8's, which Go's runtime seeds from the system;
// crypto/rand would have every start set up a timer and the network poller.
func readHashSecret() [2]uint64 {
	var b [16]byte
	switch s := os.Getenv("PYTHONHASHSEED"); s {
	case "", "random":
		return [2]uint64{rand.Uint64(), rand.Uint64()}
	default:
		n, err := strconv.ParseUint(s, 10, 32)
		if err != nil {
			return [2]uint64{rand.Uint64(), rand.Uint64()}
		}
		if n != 0 { // CPython's lcg_urandom
			x := uint32(n)
			for i := range b {
				x = x*214013 + 2531011
				b[i] = byte(x >> 16)
			}
		}
	}
	return [2]uint64{binary.LittleEndian.Uint64(b[:8]), binary.LittleEndian.Uint64(b[8:])}
}

// hashed returns the hash of a str; all machines of a process share the key.
func (s *Str) hashed() uint64 {
	if s.Flags&FlagHashed == 0 {
		s.hash = hashText(processSecret, s)
		s.Flags |= FlagHashed
	}
	return s.hash
}

// hashText hashes the code points as CPython does: in units of 1, 2 or 4
// bytes, whichever the widest code point needs.
func hashText(key [2]uint64, s *Str) uint64 {
	if len(s.S) == 0 {
		return 0
	}
	if s.IsASCII() {
		return sipHash13(key, unsafe.Slice(unsafe.StringData(s.S), len(s.S)))
	}
	widest := rune(0)
	cps := make([]rune, 0, s.n)
	for i := 0; i < len(s.S); {
		r, n := DecodeRune(s.S[i:])
		cps = append(cps, r)
		widest = max(widest, r)
		i += n
	}
	var b []byte
	switch {
	case widest < 0x100:
		for _, r := range cps {
			b = append(b, byte(r))
		}
	case widest < 0x10000:
		for _, r := range cps {
			b = binary.LittleEndian.AppendUint16(b, uint16(r))
		}
	default:
		for _, r := range cps {
			b = binary.LittleEndian.AppendUint32(b, uint32(r))
		}
	}
	return sipHash13(key, b)
}

// HashBytes hashes a byte string as bytes.__hash__ does.
func HashBytes(m *Machine, b string) uint64 {
	if len(b) == 0 {
		return 0
	}
	return sipHash13(m.HashSecret, unsafe.Slice(unsafe.StringData(b), len(b)))
}

// sipHash13 is SipHash with 1 compression and 3 finalization rounds
// (Aumasson and Bernstein); -1 becomes -2 as all hashes of the language.
func sipHash13(key [2]uint64, p []byte) uint64 {
	v0, v1 := key[0]^0x736f6d6570736575, key[1]^0x646f72616e646f6d
	v2, v3 := key[0]^0x6c7967656e657261, key[1]^0x7465646279746573
	tail := uint64(len(p)) << 56
	for len(p) >= 8 {
		m := binary.LittleEndian.Uint64(p)
		v3 ^= m
		v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
		v0 ^= m
		p = p[8:]
	}
	for i, c := range p {
		tail |= uint64(c) << (8 * i)
	}
	v3 ^= tail
	v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
	v0 ^= tail
	v2 ^= 0xff
	v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
	v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
	v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
	h := v0 ^ v1 ^ v2 ^ v3
	if h == ^uint64(0) {
		return ^uint64(1)
	}
	return h
}

func sipRound(v0, v1, v2, v3 uint64) (uint64, uint64, uint64, uint64) {
	v0 += v1
	v2 += v3
	v1 = bits.RotateLeft64(v1, 13) ^ v0
	v3 = bits.RotateLeft64(v3, 16) ^ v2
	v0 = bits.RotateLeft64(v0, 32)
	v2 += v1
	v0 += v3
	v1 = bits.RotateLeft64(v1, 17) ^ v2
	v3 = bits.RotateLeft64(v3, 21) ^ v0
	v2 = bits.RotateLeft64(v2, 32)
	return v0, v1, v2, v3
}
