package copyreg

import (
	"math"

	"github.com/aio-lang/aio/vm/object"
)

// Extension codes: small numbers that pickles may hold in place of names.

// extension is what is registered for a name and for a code; nil for nothing.
type extension struct {
	key, code value
	codeOfKey value
	keyOfCode value
}

func lookUp(t *thread, module, name, code value) (e extension, ok bool) {
	s := stateOf(t)
	e = extension{key: object.TupleOf(module, name), code: code}
	if e.codeOfKey = s.codes.Get(t, e.key); t.Exc.P != nil {
		return e, false
	}
	e.keyOfCode = s.names.Get(t, code)
	return e, t.Exc.P == nil
}

// agrees reports whether the code stands for the name, in both directions.
func (e *extension) agrees(t *thread) (yes, ok bool) {
	if e.codeOfKey.P == nil || e.keyOfCode.P == nil {
		return false, true
	}
	if yes, ok = t.Equal(e.codeOfKey, e.code); !yes || !ok {
		return yes, ok
	}
	return t.Equal(e.keyOfCode, e.key)
}

func addExtension(t *thread, a []value) value {
	code := t.IntOf(a[2])
	if code.P == nil {
		return code
	}
	if n, ok := object.Int64(code); !ok || n < 1 || n > math.MaxInt32 {
		return t.ValueErrorf("code out of range")
	}
	e, ok := lookUp(t, a[0], a[1], code)
	if !ok {
		return value{}
	}
	known, ok := e.agrees(t)
	switch {
	case !ok:
		return value{}
	case known:
		return object.None
	case e.codeOfKey.P != nil:
		return complain(t, "key ", e.key, " is already registered with code ", e.codeOfKey)
	case e.keyOfCode.P != nil:
		return complain(t, "code ", code, " is already in use for key ", e.keyOfCode)
	}
	s := stateOf(t)
	if !s.codes.Set(t, e.key, code) || !s.names.Set(t, code, e.key) {
		return value{}
	}
	return object.None
}

func removeExtension(t *thread, a []value) value {
	e, ok := lookUp(t, a[0], a[1], a[2])
	if !ok {
		return value{}
	}
	known, ok := e.agrees(t)
	if !ok {
		return value{}
	}
	if !known {
		return complain(t, "key ", e.key, " is not registered with code ", a[2])
	}
	s := stateOf(t)
	if _, ok = s.codes.Del(t, e.key); ok {
		_, ok = s.names.Del(t, a[2])
	}
	if ok {
		s.cache.Del(t, a[2])
	}
	if t.Exc.P != nil {
		return value{}
	}
	return object.None
}

// complain raises ValueError with the texts and the shown values in turn.
func complain(t *thread, before string, x value, between string, y value) value {
	first, ok := t.Str(x)
	if !ok {
		return value{}
	}
	second, ok := t.Str(y)
	if !ok {
		return value{}
	}
	return t.ValueErrorf("%s%s%s%s", before, first, between, second)
}
