package object

import "fmt"

// The Unicode errors keep what was decoded or encoded, and where it failed.

// unicodeErrorParts are the constructor's parameters: Translate lacks the
// encoding.
var unicodeErrorParts = [...]keywordField{
	{"encoding", FieldEncoding}, {"object", FieldObject}, {"start", FieldStart}, {"end", FieldEnd}, {"reason", FieldReason},
}

// NewUnicodeError makes a UnicodeDecodeError or UnicodeEncodeError: object is
// the bytes or str, start and end the range that failed.
func NewUnicodeError(shape uint32, encoding string, object Value, start, end int, reason string) *Exception {
	args := []Value{NewStr(encoding), object, Int(int64(start)), Int(int64(end)), NewStr(reason)}
	e := NewException(shape, args...)
	for i, p := range unicodeErrorParts {
		e.SetField(p.field, args[i])
	}
	return e
}

func unicodeErrorInit(shape uint32) NativeFn {
	parts := unicodeErrorParts[:]
	if shape == ShapeUnicodeTranslateError {
		parts = parts[1:]
	}
	return func(t *Thread, a []Value) Value {
		if !t.initArgs(a) {
			return Value{}
		}
		e, args := exceptionOf(a[0]), AsTuple(a[1]).Items
		if len(args) != len(parts) {
			return t.TypeErrorf("function takes exactly %d arguments (%d given)", len(parts), len(args))
		}
		for i, p := range parts {
			v := args[i]
			switch p.field {
			case FieldStart, FieldEnd:
				n, ok := t.IndexInt(v)
				if !ok {
					return Value{}
				}
				v = Int(int64(n))
			case FieldObject:
				if shape == ShapeUnicodeDecodeError {
					if v.Kind() != KindBytes {
						b, ok := t.tryBytes(v)
						if !ok {
							return t.TypeErrorf("a bytes-like object is required, not '%s'", t.TypeName(v))
						}
						v = NewBytes(b)
					}
					break
				}
				fallthrough
			default:
				if !v.IsStr() {
					return t.TypeErrorf("argument %d must be str, not %s", i+1, t.TypeName(v))
				}
			}
			e.SetField(p.field, v)
		}
		return None
	}
}

func unicodeErrorStr(t *Thread, a []Value) Value {
	e := exceptionOf(a[0])
	object := e.Field(FieldObject)
	if object.P == nil {
		return NewStr("")
	}
	text := func(f Field) (string, bool) { return t.Str(orNone(e.Field(f))) }
	reason, ok := text(FieldReason)
	if !ok {
		return Value{}
	}
	codec, verb := "", "translate"
	if !t.M.TypeOf(a[0]).IsSubtypeOf(t.M.Type(ShapeUnicodeTranslateError)) {
		s := "<NULL>"
		if enc := e.Field(FieldEncoding); enc.P != nil {
			if s, ok = t.Str(enc); !ok {
				return Value{}
			}
		}
		codec, verb = "'"+s+"' codec ", "encode"
	}
	start, _ := Int64(orNone(e.Field(FieldStart)))
	end, _ := Int64(orNone(e.Field(FieldEnd)))
	what := "characters"
	one := ""
	switch object.Kind() {
	case KindBytes:
		verb, what = "decode", "bytes"
		if b := (*Bytes)(object.P).B; start >= 0 && start < int64(len(b)) && end == start+1 {
			one = fmt.Sprintf("byte 0x%02x", b[start])
		}
	case KindStr:
		if s := (*Str)(object.P); start >= 0 && start < int64(s.Len()) && end == start+1 {
			r := runeAt(s.S, int(start))
			switch {
			case r <= 0xff:
				one = fmt.Sprintf("character '\\x%02x'", r)
			case r <= 0xffff:
				one = fmt.Sprintf("character '\\u%04x'", r)
			default:
				one = fmt.Sprintf("character '\\U%08x'", r)
			}
		}
	}
	if one != "" {
		return NewStr(fmt.Sprintf("%scan't %s %s in position %d: %s", codec, verb, one, start, reason))
	}
	return NewStr(fmt.Sprintf("%scan't %s %s in position %d-%d: %s", codec, verb, what, start, end-1, reason))
}

// runeAt is code point n of a text.
func runeAt(s string, n int) rune {
	for i := 0; i < len(s); n-- {
		r, size := DecodeRune(s[i:])
		if n == 0 {
			return r
		}
		i += size
	}
	return 0
}

func detailUnicodeError(shape uint32) func(d *TypeDecl) {
	return func(d *TypeDecl) {
		d.Methods = []Def{
			{exceptionInitSig, exceptionInitDoc, unicodeErrorInit(shape)},
			{"__str__(self, /)", "Return str(self).", unicodeErrorStr},
		}
		for _, p := range unicodeErrorParts {
			m := fieldMember(p.name, p.field, "exception "+p.name)
			if p.field == FieldStart || p.field == FieldEnd {
				m = positionMember(p)
			}
			d.Members = append(d.Members, m)
		}
	}
}

// positionMember is start or end: a number, 0 until it is set.
func positionMember(p keywordField) GetSetDef {
	return GetSetDef{Name: p.name, Doc: "exception " + p.name,
		Get: func(t *Thread, v Value) Value {
			if n := exceptionOf(v).Field(p.field); n.P != nil {
				return n
			}
			return Int(0)
		},
		Set: func(t *Thread, v, x Value) bool {
			switch {
			case x.P == nil:
				t.TypeErrorf("can't delete numeric/char attribute")
				return false
			case !IsIntLike(x):
				t.TypeErrorf("an integer is required")
				return false
			}
			exceptionOf(v).SetField(p.field, PlainInt(x))
			return true
		}}
}
