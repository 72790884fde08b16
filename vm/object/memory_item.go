package object

import (
	"encoding/binary"
	"math"
	"math/big"
)

// Items of memory in native formats, as module struct names them: one letter,
// little-endian, with the sizes of a 64-bit machine.

// itemSize is the size of an item, 0 for a format that is none.
func itemSize(code byte) int {
	switch code {
	case 'c', 'b', 'B', '?':
		return 1
	case 'h', 'H', 'e':
		return 2
	case 'i', 'I', 'f':
		return 4
	case 'l', 'L', 'q', 'Q', 'n', 'N', 'd', 'P':
		return 8
	}
	return 0
}

func isByteFormat(code byte) bool { return code == 'B' || code == 'b' || code == 'c' }

// code is the letter of the view's format, 0 where it is not a single native
// one.
func (m *MemoryView) code() byte {
	f := m.format
	if len(f) == 2 && f[0] == '@' {
		f = f[1:]
	}
	if len(f) != 1 || itemSize(f[0]) == 0 {
		return 0
	}
	return f[0]
}

// knownFormat raises NotImplementedError for a view whose items cannot be
// read.
func (m *MemoryView) knownFormat(t *Thread) bool {
	if m.code() == 0 {
		t.NotImplementedf("memoryview: format %s not supported", m.format)
		return false
	}
	return true
}

// item reads the item at an offset.
func (m *MemoryView) item(at int) Value {
	return unpackItem(m.code(), bytesString(m.data[at:at+m.itemSize]))
}

// unpackItem reads the item that s begins with.
func unpackItem(code byte, s string) Value {
	b := stringBytes(s)
	le := binary.LittleEndian
	switch code {
	case 'c':
		return NewBytes(string(b[:1]))
	case 'b':
		return Int(int64(int8(b[0])))
	case 'B':
		return Int(int64(b[0]))
	case '?':
		return Bool(b[0] != 0)
	case 'h':
		return Int(int64(int16(le.Uint16(b))))
	case 'H':
		return Int(int64(le.Uint16(b)))
	case 'i':
		return Int(int64(int32(le.Uint32(b))))
	case 'I':
		return Int(int64(le.Uint32(b)))
	case 'l', 'q', 'n':
		return Int(int64(le.Uint64(b)))
	case 'L', 'Q', 'N', 'P':
		return BigInt(new(big.Int).SetUint64(le.Uint64(b)))
	case 'e':
		return Float(HalfToFloat(le.Uint16(b)))
	case 'f':
		return Float(float64(math.Float32frombits(le.Uint32(b))))
	}
	return Float(math.Float64frombits(le.Uint64(b)))
}

// packItem writes v to dst. badValue and badType are the texts of ValueError
// and TypeError for what does not fit.
func (t *Thread) packItem(code byte, dst []byte, v Value, badValue, badType string) bool {
	le := binary.LittleEndian
	switch code {
	case 'c':
		b := AsBytes(v)
		switch {
		case b == nil:
			t.TypeErrorf("%s", badType)
			return false
		case len(b.B) != 1:
			t.ValueErrorf("%s", badValue)
			return false
		}
		dst[0] = b.B[0]
		return true
	case '?':
		truth, ok := t.Truth(v)
		dst[0] = 0
		if truth {
			dst[0] = 1
		}
		return ok
	case 'e', 'f', 'd':
		f, ok := t.FloatArg(v)
		if !ok {
			if t.Catch(ShapeTypeError) != nil {
				t.TypeErrorf("%s", badType)
			}
			return false
		}
		f = PlainNaN(f)
		switch code {
		case 'd':
			le.PutUint64(dst, math.Float64bits(f))
		case 'f':
			le.PutUint32(dst, math.Float32bits(float32(f)))
		default:
			h, ok := FloatToHalf(f)
			if !ok {
				t.ValueErrorf("%s", badValue)
				return false
			}
			le.PutUint16(dst, h)
		}
		return true
	}
	if !t.hasIndex(v) {
		t.TypeErrorf("%s", badType)
		return false
	}
	i := t.Index(v)
	if i.P == nil {
		return false
	}
	bits, ok := intBits(i, len(dst)*8, code == 'b' || code == 'h' || code == 'i' || code == 'l' || code == 'q' || code == 'n')
	if !ok {
		t.ValueErrorf("%s", badValue)
		return false
	}
	var full [8]byte
	le.PutUint64(full[:], bits)
	copy(dst, full[:])
	return true
}

// intBits is an int as size bits, in two's complement where signed; ok is
// false when it does not fit.
func intBits(i Value, size int, signed bool) (bits uint64, ok bool) {
	n, small := Int64(i)
	switch {
	case signed:
		return uint64(n), small && n >= -1<<(size-1) && n <= 1<<(size-1)-1
	case small:
		return uint64(n), n >= 0 && (size == 64 || n < 1<<size)
	}
	b := ToBig(i)
	return b.Uint64(), size == 64 && b.IsUint64()
}

// HalfToFloat converts an IEEE 754 binary16 number.
func HalfToFloat(h uint16) float64 {
	sign, exp, frac := h>>15, int(h>>10&0x1f), float64(h&0x3ff)
	var f float64
	switch exp {
	case 0:
		f = math.Ldexp(frac, -24)
	case 0x1f:
		f = math.Inf(1)
		if frac != 0 {
			f = NaN()
		}
	default:
		f = math.Ldexp(frac+0x400, exp-25)
	}
	if sign != 0 {
		return math.Copysign(f, -1)
	}
	return f
}

// FloatToHalf rounds to IEEE 754 binary16, ties to even; ok is false when the
// number is too large.
func FloatToHalf(f float64) (h uint16, ok bool) {
	var sign uint16
	if math.Signbit(f) {
		sign = 1 << 15
	}
	f = math.Abs(f)
	switch {
	case math.IsNaN(f):
		return sign | 0x7e00, true
	case math.IsInf(f, 0):
		return sign | 0x7c00, true
	case f >= 65520:
		return 0, false
	case f < 0x1p-14: // subnormal, or rounds up to the least normal
		return sign | uint16(math.RoundToEven(f*0x1p24)), true
	}
	frac, exp := math.Frexp(f) // f = frac * 2**exp, 0.5 <= frac < 1
	return sign | uint16(exp+13)<<10 + uint16(math.RoundToEven(frac*0x800)), true
}
