package structs

import (
	"encoding/binary"
	"math"

	"github.com/aio-lang/aio/vm/object"
)

func (l *layout) order() binary.ByteOrder {
	if l.bigEndian {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

// pack writes values, as many as the layout has, to dst, whose pad bytes are
// zero; false with an exception pending.
func (l *layout) pack(t *thread, dst []byte, values []value) bool {
	next := 0
	for i := range l.fields {
		f := &l.fields[i]
		if f.code == 's' || f.code == 'p' {
			if !packText(t, f, dst[f.offset:f.offset+f.count], values[next]) {
				return false
			}
			next++
			continue
		}
		for n, at := 0, f.offset; n < f.count; n, at = n+1, at+f.size {
			if !l.packOne(t, f, dst[at:at+f.size], values[next]) {
				return false
			}
			next++
		}
	}
	return true
}

// packText writes a bytes, cut or filled up to the field; 'p' begins with the
// length.
func packText(t *thread, f *field, dst []byte, v value) bool {
	var text string
	if b := object.AsBytes(v); b != nil {
		text = b.B
	} else if a := object.AsByteArray(v); a != nil {
		text = string(a.B)
	} else {
		fail(t, "argument for '%c' must be a bytes object", f.code)
		return false
	}
	if f.code == 's' {
		copy(dst, text)
		return true
	}
	if len(dst) > 0 {
		dst[0] = byte(min(copy(dst[1:], text), 255))
	}
	return true
}

func (l *layout) packOne(t *thread, f *field, dst []byte, v value) bool {
	switch f.code {
	case 'c':
		b := object.AsBytes(v)
		if b == nil || len(b.B) != 1 {
			fail(t, "char format requires a bytes object of length 1")
			return false
		}
		dst[0] = b.B[0]
		return true
	case '?':
		truth, ok := t.Truth(v)
		if truth {
			dst[0] = 1
		}
		return ok
	case 'e', 'f', 'd':
		return l.packFloat(t, f.code, dst, v)
	}
	return l.packInt(t, f.code, dst, v)
}

func (l *layout) packFloat(t *thread, code byte, dst []byte, v value) bool {
	x, ok := t.AsFloat64(v)
	if !ok {
		t.Clear()
		fail(t, "required argument is not a float")
		return false
	}
	x = object.PlainNaN(x)
	order := l.order()
	switch code {
	case 'd':
		order.PutUint64(dst, math.Float64bits(x))
	case 'f':
		y := float32(x)
		if math.IsInf(float64(y), 0) && !math.IsInf(x, 0) && !l.native {
			return tooLarge(t, code, v)
		}
		order.PutUint32(dst, math.Float32bits(y))
	default:
		h, ok := object.FloatToHalf(x)
		if !ok {
			return tooLarge(t, code, v)
		}
		order.PutUint16(dst, h)
	}
	return true
}

// tooLarge raises what a number too large for a float of fewer bits raises.
func tooLarge(t *thread, code byte, v value) bool {
	if object.IsIntLike(v) {
		fail(t, "int too large to convert")
	} else {
		t.OverflowErrorf("float too large to pack with %c format", code)
	}
	return false
}

// limits are the bounds of an integer field, as the error shows them.
func limits(code byte, size int) (low int64, high uint64) {
	if code >= 'a' { // lower case: signed
		return -1 << (8*size - 1), 1<<(8*size-1) - 1
	}
	return 0, 1<<(8*size-1)<<1 - 1
}

func (l *layout) packInt(t *thread, code byte, dst []byte, v value) bool {
	var bits uint64
	fits := false
	low, high := limits(code, len(dst))
	if v.IsInt() {
		n := v.AsInt()
		bits, fits = uint64(n), n >= low && (n < 0 || uint64(n) <= high)
	} else {
		i := t.Index(v)
		if i.P == nil {
			if t.Catch(object.ShapeTypeError) != nil {
				fail(t, "required argument is not an integer")
			}
			return false
		}
		if n, ok := object.Int64(i); ok {
			bits, fits = uint64(n), n >= low && (n < 0 || uint64(n) <= high)
		} else if b := object.ToBig(i); b.IsUint64() {
			bits, fits = b.Uint64(), b.Uint64() <= high
		}
		v = i
	}
	if code == 'P' && !fits { // an address may be given as a negative number
		n, ok := object.Int64(v)
		if !ok {
			fail(t, "int too large to convert")
			return false
		}
		bits, fits = uint64(n), true
	}
	if !fits {
		fail(t, "'%c' format requires %d <= number <= %d", code, low, high)
		return false
	}
	order := l.order()
	switch len(dst) {
	case 1:
		dst[0] = byte(bits)
	case 2:
		order.PutUint16(dst, uint16(bits))
	case 4:
		order.PutUint32(dst, uint32(bits))
	default:
		order.PutUint64(dst, bits)
	}
	return true
}

// unpack reads the values of src, which has the layout's size.
func (l *layout) unpack(src []byte) value {
	tuple, items := object.MakeTuple(l.values)
	next := 0
	order := l.order()
	for i := range l.fields {
		f := &l.fields[i]
		switch f.code {
		case 's':
			items[next] = object.NewBytes(string(src[f.offset : f.offset+f.count]))
			next++
			continue
		case 'p':
			text := ""
			if f.count > 0 {
				n := min(int(src[f.offset]), f.count-1)
				text = string(src[f.offset+1 : f.offset+1+n])
			}
			items[next] = object.NewBytes(text)
			next++
			continue
		}
		for n, at := 0, f.offset; n < f.count; n, at = n+1, at+f.size {
			items[next] = unpackOne(order, f.code, src[at:at+f.size])
			next++
		}
	}
	return tuple
}

func unpackOne(order binary.ByteOrder, code byte, src []byte) value {
	switch code {
	case 'c':
		return object.NewBytes(string(src))
	case '?':
		return object.Bool(src[0] != 0)
	case 'e':
		return object.Float(object.HalfToFloat(order.Uint16(src)))
	case 'f':
		return object.Float(float64(math.Float32frombits(order.Uint32(src))))
	case 'd':
		return object.Float(math.Float64frombits(order.Uint64(src)))
	}
	var bits uint64
	switch len(src) {
	case 1:
		bits = uint64(src[0])
	case 2:
		bits = uint64(order.Uint16(src))
	case 4:
		bits = uint64(order.Uint32(src))
	default:
		bits = order.Uint64(src)
	}
	if code >= 'a' {
		shift := 64 - 8*len(src)
		return object.Int(int64(bits<<shift) >> shift)
	}
	return uintValue(bits)
}
