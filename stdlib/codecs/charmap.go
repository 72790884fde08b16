package codecs

import (
	"github.com/aio-lang/aio/vm/encodings"
	"github.com/aio-lang/aio/vm/object"
)

const unmapped = "character maps to <undefined>"

func charmapBuild(t *object.Thread, a []object.Value) object.Value {
	s, ok := t.StrArg("charmap_build", "", a[0])
	if !ok {
		return object.Value{}
	}
	d := object.NewDict()
	for i, r := range s.Runes() {
		if i > 255 {
			break
		}
		if r != encodings.Undefined && !d.Set(t, object.Int(int64(r)), object.Int(int64(i))) {
			return object.Value{}
		}
	}
	return d.Value()
}

// mapped asks a mapping; None where it has nothing.
func mapped(t *object.Thread, mapping object.Value, key int64) object.Value {
	v := t.GetItem(mapping, object.Int(key))
	if v.IsNil() && t.Catch(object.ShapeLookupError) != nil {
		return object.None
	}
	return v
}

// charmapEncode encodes by a mapping: to an int below 256, bytes, or None for
// nothing. Without one it is Latin-1.
func charmapEncode(t *object.Thread, a []object.Value) object.Value {
	s, ok := t.StrArg("charmap_encode", "1", a[0])
	if !ok {
		return object.Value{}
	}
	errors, ok := errorsArg(t, "charmap_encode", a[1])
	if !ok {
		return object.Value{}
	}
	var b string
	if a[2].IsNone() {
		b, ok = t.EncodeWith(t.M.FindCodec("latin-1"), s, errors)
	} else {
		b, ok = t.EncodeBy(s, "charmap", errors, unmapped, func(b []byte, r rune) (out []byte, mappedTo bool, ok bool) {
			v := mapped(t, a[2], int64(r))
			switch {
			case v.IsNil():
				return b, false, false
			case v.IsNone():
				return b, false, true
			case object.IsIntLike(v):
				n, small := object.Int64(v)
				if !small || n < 0 || n > 255 {
					t.TypeErrorf("character mapping must be in range(256)")
					return b, false, false
				}
				return append(b, byte(n)), true, true
			case object.AsBytes(v) != nil:
				return append(b, object.AsBytes(v).B...), true, true
			}
			t.TypeErrorf("character mapping must return integer, bytes or None, not %s", t.TypeName(v))
			return b, false, false
		})
	}
	if !ok {
		return object.Value{}
	}
	return object.TupleOf(object.NewBytes(b), object.Int(int64(s.Len())))
}

// charmapDecode decodes by a mapping: a str indexed by the byte, or from ints
// to an int, a str, or None for nothing. Without one it is Latin-1.
func charmapDecode(t *object.Thread, a []object.Value) object.Value {
	errors, ok := errorsArg(t, "charmap_decode", a[1])
	if !ok {
		return object.Value{}
	}
	b, ok := t.BytesLike(a[0])
	if !ok {
		return object.Value{}
	}
	data := string(append([]byte(nil), b...))
	var text object.Value
	if a[2].IsNone() {
		text = t.DecodeWith(t.M.FindCodec("latin-1"), data, errors)
	} else {
		text = t.DecodeBy(data, "charmap", errors, unmapped, func(c byte) (string, bool) {
			if table := object.AsStr(a[2]); table != nil {
				return tableText(table, c), true
			}
			s, ok := mappedText(t, a[2], c)
			if s == string(encodings.Undefined) {
				s = object.NoText
			}
			return s, ok
		})
	}
	if text.IsNil() {
		return text
	}
	return object.TupleOf(text, object.Int(int64(len(data))))
}

// tableText is the character that a decoding table has for a byte.
func tableText(table *object.Str, c byte) string {
	if int(c) >= table.Len() {
		return object.NoText
	}
	r := table.At(int(c))
	if r == encodings.Undefined {
		return object.NoText
	}
	return string(object.AppendRune(nil, r))
}

// mappedText is the text that a mapping has for a byte.
func mappedText(t *object.Thread, mapping object.Value, c byte) (string, bool) {
	v := mapped(t, mapping, int64(c))
	switch {
	case v.IsNil():
		return "", false
	case v.IsNone():
		return object.NoText, true
	case v.IsStr():
		return v.Text(), true
	case object.IsIntLike(v):
		n, small := object.Int64(v)
		if !small || n < 0 || n > 0x10ffff {
			t.TypeErrorf("character mapping must be in range(0x110000)")
			return "", false
		}
		return string(object.AppendRune(nil, rune(n))), true
	}
	t.TypeErrorf("character mapping must return integer, None or str")
	return "", false
}
