package array

import (
	"encoding/binary"
	"math"
	"math/big"
	"unicode/utf8"

	"github.com/aio-lang/aio/vm/object"
)

// kind is one row of the table of type codes.
type kind struct {
	code   byte
	size   int
	format int    // the machine format of a pickled array
	name   string // in overflow errors
	low    int64
	high   uint64
}

// kinds are the type codes, in the order of array.typecodes. The names of
// the wide ones are not in messages: what does not fit them is too large for
// the number they convert to.
var kinds = [...]kind{
	{'b', 1, 1, "signed char", math.MinInt8, math.MaxInt8},
	{'B', 1, 0, "unsigned byte integer", 0, math.MaxUint8},
	{'u', 4, 20, "", 0, 0},
	{'w', 4, 20, "", 0, 0},
	{'h', 2, 4, "signed short integer", math.MinInt16, math.MaxInt16},
	{'H', 2, 2, "unsigned short", 0, math.MaxUint16},
	{'i', 4, 8, "signed integer", math.MinInt32, math.MaxInt32},
	{'I', 4, 6, "unsigned int", 0, math.MaxUint32},
	{'l', 8, 12, "", math.MinInt64, math.MaxInt64},
	{'L', 8, 10, "", 0, math.MaxUint64},
	{'q', 8, 12, "", math.MinInt64, math.MaxInt64},
	{'Q', 8, 10, "", 0, math.MaxUint64},
	{'f', 4, 14, "", 0, 0},
	{'d', 8, 16, "", 0, 0},
}

func kindOf(code rune) *kind {
	for i := range kinds {
		if rune(kinds[i].code) == code {
			return &kinds[i]
		}
	}
	return nil
}

func (k *kind) isText() bool { return k.code == 'u' || k.code == 'w' }

// get reads the item that b begins with.
func (k *kind) get(b []byte) value {
	le := binary.LittleEndian
	switch k.code {
	case 'b':
		return object.Int(int64(int8(b[0])))
	case 'B':
		return object.Int(int64(b[0]))
	case 'u', 'w':
		return object.NewChar(rune(le.Uint32(b)))
	case 'h':
		return object.Int(int64(int16(le.Uint16(b))))
	case 'H':
		return object.Int(int64(le.Uint16(b)))
	case 'i':
		return object.Int(int64(int32(le.Uint32(b))))
	case 'I':
		return object.Int(int64(le.Uint32(b)))
	case 'l', 'q':
		return object.Int(int64(le.Uint64(b)))
	case 'L', 'Q':
		n := le.Uint64(b)
		if n <= math.MaxInt64 {
			return object.Int(int64(n))
		}
		return object.BigInt(new(big.Int).SetUint64(n))
	case 'f':
		return object.Float(float64(math.Float32frombits(le.Uint32(b))))
	}
	return object.Float(math.Float64frombits(le.Uint64(b)))
}

// pack converts an item to the bits it is stored as; false with an exception
// pending. It may run code of the script, so it comes before looking at an
// array's size.
func (k *kind) pack(t *thread, v value) (bits uint64, ok bool) {
	switch k.code {
	case 'u', 'w':
		s := object.AsStr(v)
		if s == nil || s.Len() != 1 {
			t.TypeErrorf("array item must be unicode character")
			return 0, false
		}
		return uint64(s.At(0)), true
	case 'f', 'd':
		f, ok := t.FloatArg(v)
		if k.code == 'f' {
			return uint64(math.Float32bits(float32(f))), ok
		}
		return math.Float64bits(f), ok
	}
	i := t.Index(v)
	if i.P == nil {
		return 0, false
	}
	n, small := object.Int64(i)
	signed := k.low < 0
	switch {
	case small && (n < k.low || n >= 0 && uint64(n) > k.high):
		k.overflow(t, n < k.low)
		return 0, false
	case small:
		return uint64(n), true
	}
	b := object.ToBig(i)
	if !signed && k.size == 8 && b.IsUint64() {
		return b.Uint64(), true
	}
	switch {
	case k.code == 'q' || k.code == 'Q' && b.Sign() > 0:
		t.OverflowErrorf("int too big to convert")
	case k.code == 'l' || k.code == 'i' || k.code == 'h' || k.code == 'b' || k.code == 'B' || k.code == 'H':
		t.OverflowErrorf("Python int too large to convert to C long")
	case b.Sign() > 0:
		t.OverflowErrorf("Python int too large to convert to C unsigned long")
	default:
		k.overflow(t, true)
	}
	return 0, false
}

func (k *kind) overflow(t *thread, below bool) {
	switch {
	case below && k.code == 'Q':
		t.OverflowErrorf("can't convert negative int to unsigned")
	case below && (k.code == 'L' || k.code == 'I'):
		t.OverflowErrorf("can't convert negative value to unsigned int")
	case below:
		t.OverflowErrorf("%s is less than minimum", k.name)
	default:
		t.OverflowErrorf("%s is greater than maximum", k.name)
	}
}

// put stores bits that pack gave.
func (k *kind) put(b []byte, bits uint64) {
	for i := range k.size {
		b[i] = byte(bits >> (8 * i))
	}
}

// textOf is the text of items that are characters.
func textOf(data []byte) string {
	var out []byte
	for ; len(data) >= 4; data = data[4:] {
		r := rune(binary.LittleEndian.Uint32(data))
		if 0xD800 <= r && r < 0xE000 {
			out = append(out, 0xE0|byte(r>>12), 0x80|byte(r>>6)&0xBF, 0x80|byte(r)&0xBF)
		} else {
			out = utf8.AppendRune(out, r)
		}
	}
	return string(out)
}
