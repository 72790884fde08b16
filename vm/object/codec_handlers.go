package object

import "strings"

// errorHandlerDefs are the builtin error handlers as functions, which is how
// codecs.lookup_error shows them.
var errorHandlerDefs = [...]Def{
	{"strict_errors(exception, /)", "Raise the exception.", strictErrors},
	{"ignore_errors(exception, /)", "Leave out what cannot be encoded or decoded.", ignoreErrors},
	{"replace_errors(exception, /)", "Put a replacement character in the place of what cannot be encoded or decoded.", replaceErrors},
	{"xmlcharrefreplace_errors(exception, /)", "Put XML character references in the place of what cannot be encoded.", xmlCharRefReplaceErrors},
	{"backslashreplace_errors(exception, /)", "Put escape sequences in the place of what cannot be encoded or decoded.", backslashReplaceErrors},
	{"namereplace_errors(exception, /)", `Put \N{...} escapes in the place of what cannot be encoded.`, nameReplaceErrors},
	{"surrogatepass(exception, /)", "Let surrogates pass.", surrogatePassErrors},
	{"surrogateescape(exception, /)", "Carry undecodable bytes through text as surrogates.", surrogateEscapeErrors},
}

// ErrorHandler returns the function of an error handler; nil with LookupError
// pending when there is none of that name.
func (t *Thread) ErrorHandler(name string) Value {
	handlers := t.M.codecs().handlers
	if h, ok := handlers[name]; ok {
		return h
	}
	for i := range errorHandlerDefs {
		if def := &errorHandlerDefs[i]; strings.TrimSuffix(def.Name(), "_errors") == name {
			h := NewFunction(def, nil).Value()
			handlers[name] = h
			return h
		}
	}
	return t.Raise(ShapeLookupError, "unknown error handler name '%s'", name)
}

// RegisterErrorHandler gives a name to an error handler.
func (t *Thread) RegisterErrorHandler(name string, h Value) bool {
	if !t.IsCallable(h) {
		t.TypeErrorf("handler must be callable")
		return false
	}
	t.M.codecs().handlers[name] = h
	return true
}

// unicodeError is what a handler needs of an exception.
type unicodeError struct {
	e          *Exception
	kind       uint32 // ShapeUnicodeEncodeError, …DecodeError, …TranslateError
	text       *Str   // the object, where it is text
	bytes      string // the object, where it is bytes
	start, end int
}

// unicodeErrorArg takes the exception that a handler is called with. want
// lists the kinds it can handle.
func (t *Thread) unicodeErrorArg(v Value, want ...uint32) (u unicodeError, ok bool) {
	for _, kind := range want {
		if u.e = AsException(v); u.e == nil || !t.M.TypeOf(v).IsSubtypeOf(t.M.Type(kind)) {
			continue
		}
		u.kind = kind
		size := 0
		if object := u.e.Field(FieldObject); kind == ShapeUnicodeDecodeError {
			b := AsBytes(object)
			if b == nil {
				t.TypeErrorf("object attribute must be bytes")
				return u, false
			}
			u.bytes, size = b.B, len(b.B)
		} else {
			if u.text = AsStr(object); u.text == nil {
				t.TypeErrorf("object attribute must be unicode")
				return u, false
			}
			size = u.text.n
		}
		start, _ := Int64(u.e.Field(FieldStart))
		end, _ := Int64(u.e.Field(FieldEnd))
		u.start = int(min(max(start, 0), int64(max(size-1, 0))))
		u.end = int(min(max(end, 1), int64(size)))
		return u, true
	}
	t.TypeErrorf("don't know how to handle %s in error callback", t.TypeName(v))
	return u, false
}

// result is what a handler returns: a replacement and where to go on.
func (u *unicodeError) result(rep Value) Value { return TupleOf(rep, Int(int64(u.end))) }

// raise makes the exception itself pending.
func (u *unicodeError) raise(t *Thread) Value { return t.RaiseException(u.e) }

// part is the text that cannot be encoded.
func (u *unicodeError) part() string { return u.text.part(u.start, max(u.start, u.end)) }

func strictErrors(t *Thread, a []Value) Value {
	e := AsException(a[0])
	if e == nil {
		return t.TypeErrorf("codec must pass exception instance")
	}
	return t.RaiseException(e)
}

func ignoreErrors(t *Thread, a []Value) Value {
	u, ok := t.unicodeErrorArg(a[0], ShapeUnicodeEncodeError, ShapeUnicodeDecodeError, ShapeUnicodeTranslateError)
	if !ok {
		return Value{}
	}
	return u.result(emptyStr.Value())
}

func replaceErrors(t *Thread, a []Value) Value {
	u, ok := t.unicodeErrorArg(a[0], ShapeUnicodeEncodeError, ShapeUnicodeDecodeError, ShapeUnicodeTranslateError)
	if !ok {
		return Value{}
	}
	n := max(u.end-u.start, 0)
	switch u.kind {
	case ShapeUnicodeEncodeError:
		return u.result(NewStr(strings.Repeat("?", n)))
	case ShapeUnicodeDecodeError:
		return u.result(NewStr("\ufffd"))
	}
	return u.result(NewStr(strings.Repeat("\ufffd", n)))
}

func xmlCharRefReplaceErrors(t *Thread, a []Value) Value {
	u, ok := t.unicodeErrorArg(a[0], ShapeUnicodeEncodeError)
	if !ok {
		return Value{}
	}
	return u.result(NewStr(escapeRunes("xmlcharrefreplace", u.part())))
}

func nameReplaceErrors(t *Thread, a []Value) Value {
	u, ok := t.unicodeErrorArg(a[0], ShapeUnicodeEncodeError)
	if !ok {
		return Value{}
	}
	return u.result(NewStr(escapeRunes("namereplace", u.part())))
}

func backslashReplaceErrors(t *Thread, a []Value) Value {
	u, ok := t.unicodeErrorArg(a[0], ShapeUnicodeEncodeError, ShapeUnicodeDecodeError, ShapeUnicodeTranslateError)
	if !ok {
		return Value{}
	}
	if u.kind != ShapeUnicodeDecodeError {
		return u.result(NewStr(escapeRunes("backslashreplace", u.part())))
	}
	var b []byte
	for i := u.start; i < u.end; i++ {
		b = appendEscape(b, rune(u.bytes[i]))
	}
	return u.result(NewStr(string(b)))
}

func surrogatePassErrors(t *Thread, a []Value) Value {
	u, ok := t.unicodeErrorArg(a[0], ShapeUnicodeEncodeError, ShapeUnicodeDecodeError)
	if !ok {
		return Value{}
	}
	name := ""
	if enc := AsStr(u.e.Field(FieldEncoding)); enc != nil {
		name = enc.S
	}
	if u.kind == ShapeUnicodeDecodeError {
		r, n := surrogateAt(name, u.bytes[u.start:])
		if n == 0 {
			return u.raise(t)
		}
		return TupleOf(NewChar(r), Int(int64(u.start+n)))
	}
	put := surrogateUnits(name)
	var out []byte
	for i := u.start; i < u.end; i++ {
		r := u.text.At(i)
		if put == nil || !isSurrogate(r) {
			return u.raise(t)
		}
		out = put(out, r)
	}
	return u.result(NewBytesOf(out))
}

func surrogateEscapeErrors(t *Thread, a []Value) Value {
	u, ok := t.unicodeErrorArg(a[0], ShapeUnicodeEncodeError, ShapeUnicodeDecodeError)
	if !ok {
		return Value{}
	}
	if u.kind == ShapeUnicodeEncodeError {
		var out []byte
		for i := u.start; i < u.end; i++ {
			r := u.text.At(i)
			if r < 0xdc80 || r > 0xdcff {
				return u.raise(t)
			}
			out = append(out, byte(r))
		}
		return u.result(NewBytesOf(out))
	}
	var w textBuilder
	at := u.start
	for ; at < u.end && at < u.start+4 && u.bytes[at] >= 0x80; at++ {
		w.rune(0xdc00 + rune(u.bytes[at]))
	}
	if at == u.start {
		return u.raise(t)
	}
	return TupleOf(w.value(), Int(int64(at)))
}

// utfName takes the name of a UTF encoding apart: its unit's bits and whether
// it is big-endian; bits 0 for any other encoding.
func utfName(name string) (bits int, big bool) {
	s := strings.ReplaceAll(asciiLower(name), "_", "-")
	s, ok := strings.CutPrefix(s, "utf")
	if !ok {
		return 0, false
	}
	s = strings.TrimPrefix(s, "-")
	for _, u := range [...]struct {
		text string
		bits int
	}{{"8", 8}, {"16", 16}, {"32", 32}} {
		if rest, ok := strings.CutPrefix(s, u.text); ok {
			switch strings.TrimPrefix(rest, "-") {
			case "", "le":
				return u.bits, false
			case "be":
				return u.bits, true
			}
		}
	}
	return 0, false
}

// surrogateUnits returns what encodes a surrogate in a UTF encoding, as if it
// were a character; nil for other encodings.
func surrogateUnits(name string) func(b []byte, r rune) []byte {
	switch bits, big := utfName(name); {
	case bits == 8:
		return AppendRune
	case bits == 16 && big:
		return func(b []byte, r rune) []byte { return append(b, byte(r>>8), byte(r)) }
	case bits == 16:
		return func(b []byte, r rune) []byte { return append(b, byte(r), byte(r>>8)) }
	case bits == 32 && big:
		return func(b []byte, r rune) []byte { return append(b, 0, 0, byte(r>>8), byte(r)) }
	case bits == 32:
		return func(b []byte, r rune) []byte { return append(b, byte(r), byte(r>>8), 0, 0) }
	}
	return nil
}

// surrogateAt decodes a surrogate that a UTF encoding would not allow; n is 0
// where there is none.
func surrogateAt(name, s string) (r rune, n int) {
	bits, big := utfName(name)
	switch {
	case bits == 8 && len(s) >= 3 && s[0] == 0xed && s[1]&0xe0 == 0xa0 && s[2]&0xc0 == 0x80:
		r, n = DecodeRune(s)
	case bits == 16 && len(s) >= 2:
		r, n = rune(unit16(s, big)), 2
	case bits == 32 && len(s) >= 4:
		r, n = rune(unit32(s, big)), 4
	}
	if !isSurrogate(r) {
		return 0, 0
	}
	return r, n
}
