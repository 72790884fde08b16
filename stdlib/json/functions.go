package json

import "github.com/aio-lang/aio/vm/object"

// The functions of the package choose a class, make a decoder or encoder of it
// with what is not left at its default, and ask that.

const (
	dumpParams = ", skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None, separators=None, default=None, sort_keys=False, **kw)"
	loadParams = ", cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, object_pairs_hook=None, **kw)"
)

// attr is an attribute of the package.
func attr(t *thread, name string) value {
	mod := t.Exec.Import(t, "json")
	if mod.P == nil {
		return mod
	}
	return t.GetAttr(mod, t.M.Intern(name))
}

// encoderFor returns the encoder for the arguments that follow skipkeys.
func encoderFor(t *thread, a []value) value {
	names := [...]string{"skipkeys", "ensure_ascii", "check_circular", "allow_nan", "cls", "indent", "separators", "default", "sort_keys"}
	const cls = 4
	usual := a[len(names)].P == nil
	for i := range names {
		on := i >= 1 && i <= 3
		if i >= cls && i < 8 {
			usual = usual && a[i].IsNone()
			continue
		}
		truth, ok := t.Truth(a[i])
		if !ok {
			return value{}
		}
		usual = usual && truth == on
	}
	if usual {
		return attr(t, "_default_encoder")
	}
	class := a[cls]
	if class.IsNone() {
		if class = attr(t, "JSONEncoder"); class.P == nil {
			return class
		}
	}
	var args []value
	var keys []*object.Str
	for i, name := range names {
		if i != cls {
			args, keys = append(args, a[i]), append(keys, t.M.Intern(name))
		}
	}
	return callKeywords(t, class, args, keys, a[len(names)])
}

// callKeywords calls f with named arguments and those of the dict more, which
// may be nil.
func callKeywords(t *thread, f value, args []value, keys []*object.Str, more value) value {
	if d := object.AsDict(more); d != nil {
		d.Each(func(k, v value) bool {
			args, keys = append(args, v), append(keys, object.AsStr(k))
			return true
		})
	}
	return t.CallNames(f, args, keys)
}

func dumps(t *thread, a []value) value {
	e := encoderFor(t, a[1:])
	if e.P == nil {
		return e
	}
	return t.CallMethod(e, t.M.Intern("encode"), a[0])
}

func dump(t *thread, a []value) value {
	obj, file := a[0], a[1]
	e := encoderFor(t, a[2:])
	if e.P == nil {
		return e
	}
	pieces := t.CallMethod(e, t.M.Intern("iterencode"), obj)
	if pieces.P == nil {
		return pieces
	}
	name := t.M.Intern("write")
	ok := t.Each(pieces, func(piece value) bool { return t.CallMethod(file, name, piece).P != nil })
	if !ok || t.Exc.P != nil {
		return value{}
	}
	return object.None
}

func load(t *thread, a []value) value {
	rest := append([]value{{}}, a[1:]...)
	if rest[0] = t.CallMethod(a[0], t.M.Intern("read")); rest[0].P == nil {
		return value{}
	}
	return loads(t, rest)
}

func loads(t *thread, a []value) value {
	names := [...]string{"object_hook", "parse_float", "parse_int", "parse_constant", "object_pairs_hook"}
	text, class, more := a[0], a[1], a[2+len(names)]
	if s := object.AsStr(text); s != nil {
		if r, _ := object.DecodeRune(s.S); r == '\ufeff' && s.S != "" {
			return raiseDecodeError(t, "Unexpected UTF-8 BOM (decode using utf-8-sig)", s, 0)
		}
	} else if object.AsBytes(text) != nil || object.AsByteArray(text) != nil {
		b, ok := t.BytesLike(text)
		if !ok {
			return value{}
		}
		if text = t.Decode(b, encodingOf(b), "surrogatepass"); text.P == nil {
			return text
		}
	} else {
		return t.TypeErrorf("the JSON object must be str, bytes or bytearray, not %s", t.TypeName(text))
	}
	var args []value
	var keys []*object.Str
	for i, name := range names {
		if v := a[2+i]; !v.IsNone() {
			args, keys = append(args, v), append(keys, t.M.Intern(name))
		}
	}
	var d value
	switch {
	case class.IsNone() && len(args) == 0 && more.P == nil:
		d = attr(t, "_default_decoder")
	case class.IsNone():
		if class = attr(t, "JSONDecoder"); class.P == nil {
			return class
		}
		fallthrough
	default:
		d = callKeywords(t, class, args, keys, more)
	}
	if d.P == nil {
		return d
	}
	return t.CallMethod(d, t.M.Intern("decode"), text)
}
