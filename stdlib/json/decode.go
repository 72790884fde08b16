package json

import (
	"strconv"

	"github.com/aio-lang/aio/vm/object"
)

// scanner is what JSONDecoder.scan_once is: the settings of a decoder.
type scanner struct {
	object.Opaque
	strict                bool
	objectHook, pairsHook value // None: none
	parseConstant         value
	// what makes numbers; nil for int and float themselves
	parseFloat, parseInt value
	self                 [6]value // as given, for the attributes
}

var scannerAttrs = [...]string{"strict", "object_hook", "object_pairs_hook", "parse_float", "parse_int", "parse_constant"}

var scannerDecl = typeDecl{
	Name: "_json.Scanner", Kind: object.KindOpaque,
	Doc: "Reads one JSON value: scanner(string, index) returns it and the index after it.",
	New: &def{Sig: "__new__(cls, context)", Doc: "Create a scanner with the settings of a decoder.", Fn: newScanner},
	Methods: []def{
		{Sig: "__call__(self, string, idx)", Doc: "Read the value at idx.", Fn: scanOnce},
	},
	Members: scannerMembers(),
}

func scannerMembers() []object.GetSetDef {
	out := make([]object.GetSetDef, len(scannerAttrs))
	for i, name := range scannerAttrs {
		out[i] = object.GetSetDef{Name: name, Doc: name, Get: func(t *thread, v value) value { return (*scanner)(v.P).self[i] }}
	}
	return out
}

func newScanner(t *thread, a []value) value {
	c := &scanner{}
	for i, name := range scannerAttrs {
		if c.self[i] = t.GetAttr(a[1], t.M.Intern(name)); c.self[i].P == nil {
			return value{}
		}
	}
	var ok bool
	if c.strict, ok = t.Truth(c.self[0]); !ok {
		return value{}
	}
	c.self[0] = object.Bool(c.strict)
	c.objectHook, c.pairsHook, c.parseConstant = c.self[1], c.self[2], c.self[5]
	if c.self[3] != t.M.Type(object.ShapeFloat).Value() {
		c.parseFloat = c.self[3]
	}
	if c.self[4] != t.M.Type(object.ShapeInt).Value() {
		c.parseInt = c.self[4]
	}
	return object.InitOpaque(&c.Opaque, object.AsType(a[0]))
}

func scanOnce(t *thread, a []value) value {
	s := object.AsStr(a[1])
	if s == nil {
		return t.TypeErrorf("first argument must be a string, not %s", t.TypeName(a[1]))
	}
	i, ok := t.SizeArg(a[2])
	switch {
	case !ok:
		return value{}
	case i < 0:
		return t.ValueErrorf("idx cannot be negative")
	case i >= s.Len():
		return t.StopIteration(object.Int(int64(i)))
	}
	r := reader{t: t, c: (*scanner)(a[0].P), str: s, s: s.S, i: s.Offset(i)}
	v := r.value()
	if v.P == nil {
		return v
	}
	return object.NewPair(v, object.Int(int64(s.Index(r.i))))
}

// reader reads one text. A nil value from its methods means that an exception
// is pending.
type reader struct {
	t   *thread
	c   *scanner
	str *object.Str
	s   string
	i   int // offset of the next byte
	// keys remembers keys of objects, so that objects that are alike share
	// them and hash them once
	keys [128]*object.Str
}

// stop raises StopIteration: there is no value at offset i.
func (r *reader) stop(i int) value {
	return r.t.StopIteration(object.Int(int64(r.str.Index(i))))
}

// fail raises JSONDecodeError.
func (r *reader) fail(message string, at int) value {
	return raiseDecodeError(r.t, message, r.str, r.str.Index(at))
}

func raiseDecodeError(t *thread, message string, s *object.Str, at int) value {
	mod := t.Exec.Import(t, "json.decoder")
	if mod.P == nil {
		return mod
	}
	class := t.GetAttr(mod, t.M.Intern("JSONDecodeError"))
	if class.P == nil {
		return class
	}
	e := t.Call(class, object.NewStr(message), s.Value(), object.Int(int64(at)))
	if e.P == nil {
		return e
	}
	if exc := object.AsException(e); exc != nil {
		return t.RaiseException(exc)
	}
	return t.TypeErrorf("exceptions must derive from BaseException")
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }

func (r *reader) space() {
	for r.i < len(r.s) && isSpace(r.s[r.i]) {
		r.i++
	}
}

// at reports whether the text goes on with word, and passes it.
func (r *reader) at(word string) bool {
	if len(r.s)-r.i >= len(word) && r.s[r.i:r.i+len(word)] == word {
		r.i += len(word)
		return true
	}
	return false
}

func (r *reader) value() value {
	if r.i >= len(r.s) {
		return r.stop(r.i)
	}
	switch c := r.s[r.i]; c {
	case '"':
		r.i++
		return r.text()
	case '{':
		if !r.t.Enter(" while decoding a JSON object from a unicode string") {
			return value{}
		}
		v := r.object()
		r.t.Leave()
		return v
	case '[':
		if !r.t.Enter(" while decoding a JSON array from a unicode string") {
			return value{}
		}
		v := r.array()
		r.t.Leave()
		return v
	case 'n':
		if r.at("null") {
			return object.None
		}
	case 't':
		if r.at("true") {
			return object.True
		}
	case 'f':
		if r.at("false") {
			return object.False
		}
	case 'N':
		if r.at("NaN") {
			return r.constant("NaN")
		}
	case 'I':
		if r.at("Infinity") {
			return r.constant("Infinity")
		}
	case '-':
		if r.at("-Infinity") {
			return r.constant("-Infinity")
		}
		return r.number()
	default:
		if '0' <= c && c <= '9' {
			return r.number()
		}
	}
	return r.stop(r.i)
}

func (r *reader) constant(name string) value { return r.t.Call(r.c.parseConstant, object.NewStr(name)) }

func (r *reader) array() value {
	r.i++
	items := []value{}
	r.space()
	if r.i < len(r.s) && r.s[r.i] == ']' {
		r.i++
		return object.NewList(items)
	}
	for {
		v := r.value()
		if v.P == nil {
			return v
		}
		items = append(items, v)
		r.space()
		if r.i < len(r.s) && r.s[r.i] == ']' {
			r.i++
			return object.NewList(items)
		}
		if r.i >= len(r.s) || r.s[r.i] != ',' {
			return r.fail("Expecting ',' delimiter", r.i)
		}
		comma := r.i
		r.i++
		r.space()
		if r.i < len(r.s) && r.s[r.i] == ']' {
			return r.fail("Illegal trailing comma before end of array", comma)
		}
	}
}

func (r *reader) object() value {
	r.i++
	pairs := !r.c.pairsHook.IsNone()
	var d *object.Dict
	var list []value
	if !pairs {
		d = object.NewDict()
	}
	r.space()
	if r.i < len(r.s) && r.s[r.i] == '}' {
		r.i++
		return r.finish(d, list)
	}
	for {
		if r.i >= len(r.s) || r.s[r.i] != '"' {
			return r.fail("Expecting property name enclosed in double quotes", r.i)
		}
		r.i++
		key := r.key()
		if key == nil {
			return value{}
		}
		r.space()
		if r.i >= len(r.s) || r.s[r.i] != ':' {
			return r.fail("Expecting ':' delimiter", r.i)
		}
		r.i++
		r.space()
		v := r.value()
		if v.P == nil {
			return v
		}
		if pairs {
			list = append(list, object.NewPair(key.Value(), v))
		} else {
			d.SetStr(key, v)
		}
		r.space()
		if r.i < len(r.s) && r.s[r.i] == '}' {
			r.i++
			return r.finish(d, list)
		}
		if r.i >= len(r.s) || r.s[r.i] != ',' {
			return r.fail("Expecting ',' delimiter", r.i)
		}
		comma := r.i
		r.i++
		r.space()
		if r.i < len(r.s) && r.s[r.i] == '}' {
			return r.fail("Illegal trailing comma before end of object", comma)
		}
	}
}

// finish gives an object to the hook, if there is one.
func (r *reader) finish(d *object.Dict, pairs []value) value {
	switch {
	case d == nil:
		return r.t.Call(r.c.pairsHook, object.NewList(pairs))
	case !r.c.objectHook.IsNone():
		return r.t.Call(r.c.objectHook, d.Value())
	}
	return d.Value()
}

// key reads the key whose opening quote has been read; nil on error.
func (r *reader) key() *object.Str {
	end := r.i
	for end < len(r.s) && plain[r.s[end]] {
		end++
	}
	if end >= len(r.s) || r.s[end] != '"' || end-r.i > 40 {
		return object.AsStr(r.text())
	}
	text := r.s[r.i:end]
	r.i = end + 1
	if text == "" {
		return object.AsStr(object.NewStr(""))
	}
	h := len(text)*37 + int(text[0])*7 + int(text[len(text)-1])*3 + int(text[len(text)/2])
	slot := &r.keys[h%len(r.keys)]
	if *slot == nil || (*slot).S != text {
		*slot = object.AsStr(r.str.Piece(text))
	}
	return *slot
}

// number reads a number, of which at least the first character is there.
func (r *reader) number() value {
	s, start := r.s, r.i
	i := start
	if s[i] == '-' {
		i++
	}
	if i >= len(s) || s[i] < '0' || s[i] > '9' {
		return r.stop(start)
	}
	small := int64(0)
	if s[i] == '0' {
		i++
	} else {
		for i < len(s) && '0' <= s[i] && s[i] <= '9' {
			small = small*10 + int64(s[i]-'0') // counts only while it is short
			i++
		}
	}
	digits := i
	if i+1 < len(s) && s[i] == '.' && '0' <= s[i+1] && s[i+1] <= '9' {
		for i += 2; i < len(s) && '0' <= s[i] && s[i] <= '9'; i++ {
		}
	}
	if i+1 < len(s) && (s[i] == 'e' || s[i] == 'E') {
		j := i + 1
		if j+1 < len(s) && (s[j] == '+' || s[j] == '-') {
			j++
		}
		if '0' <= s[j] && s[j] <= '9' {
			for i = j + 1; i < len(s) && '0' <= s[i] && s[i] <= '9'; i++ {
			}
		}
	}
	r.i = i
	text := s[start:i]
	switch {
	case i > digits && r.c.parseFloat.P != nil:
		return r.t.Call(r.c.parseFloat, r.str.Piece(text))
	case i > digits:
		f, _ := strconv.ParseFloat(text, 64) // out of range: infinite, as meant
		return object.Float(f)
	case r.c.parseInt.P != nil:
		return r.t.Call(r.c.parseInt, r.str.Piece(text))
	case len(text) <= 18:
		if text[0] == '-' {
			small = -small
		}
		return object.Int(small)
	}
	return r.t.IntFromString(text, 10, r.str.Piece(text))
}

// skipSpace is skip_space: where JSONDecoder.decode begins and goes on.
func skipSpace(t *thread, a []value) value {
	s := object.AsStr(a[0])
	if s == nil {
		if t.IsBytesLike(a[0]) {
			return t.TypeErrorf("cannot use a string pattern on a bytes-like object")
		}
		return t.TypeErrorf("expected string or bytes-like object, got '%s'", t.TypeName(a[0]))
	}
	i, ok := t.SizeArg(a[1])
	if !ok {
		return value{}
	}
	off := s.Offset(min(max(i, 0), s.Len()))
	end := off
	for end < len(s.S) && isSpace(s.S[end]) {
		end++
	}
	return object.Int(int64(min(max(i, 0), s.Len()) + end - off))
}
