package object

// MappingProxy is a read-only view of a mapping (types.MappingProxyType).
type MappingProxy struct {
	Header
	Mapping Value
}

// NewMappingProxy makes a read-only view of a mapping.
func NewMappingProxy(mapping Value) Value {
	return FromHeader(&(&MappingProxy{Header{Shape: ShapeMappingProxy, Kind: KindMappingProxy}, mapping}).Header)
}

func proxied(v Value) Value { return (*MappingProxy)(v.P).Mapping }

// unproxied is the mapping behind v, or v itself.
func unproxied(v Value) Value {
	if v.Kind() == KindMappingProxy {
		return proxied(v)
	}
	return v
}

var mappingProxyDecl = TypeDecl{
	Shape: ShapeMappingProxy, Name: "mappingproxy", Kind: KindMappingProxy, Flags: TypeNoSubclass | TypeMapping,
	Doc: "Read-only proxy of a mapping.",
	New: &Def{"__new__(cls, mapping)", "Create a read-only proxy of a mapping.", func(t *Thread, a []Value) Value {
		v := a[1]
		if k := v.Kind(); k == KindList || k == KindTuple || t.M.Lookup(t.M.TypeOf(v), names.GetItem).P == nil {
			return t.TypeErrorf("mappingproxy() argument must be a mapping, not %s", t.TypeName(v))
		}
		return NewMappingProxy(v)
	}},
	Methods: append(CompareDefs(func(op CompareOp) NativeFn {
		return func(t *Thread, a []Value) Value { return t.Compare(op, proxied(a[0]), a[1]) }
	}), []Def{
		{"__repr__(self, /)", "Return repr(self).", func(t *Thread, a []Value) Value {
			s, ok := t.Repr(proxied(a[0]))
			if !ok {
				return Value{}
			}
			return NewStr("mappingproxy(" + s + ")")
		}},
		{"__str__(self, /)", "Return str(self).", func(t *Thread, a []Value) Value {
			s, ok := t.Str(proxied(a[0]))
			if !ok {
				return Value{}
			}
			return NewStr(s)
		}},
		{"__hash__(self, /)", "Return hash(self).", func(t *Thread, a []Value) Value {
			h, ok := t.Hash(proxied(a[0]))
			if !ok {
				return Value{}
			}
			return Int(int64(h))
		}},
		{"__len__(self, /)", "Return len(self).", func(t *Thread, a []Value) Value {
			n, ok := t.Len(proxied(a[0]))
			if !ok {
				return Value{}
			}
			return Int(int64(n))
		}},
		{"__getitem__(self, key, /)", "Return self[key].", func(t *Thread, a []Value) Value { return t.GetItem(proxied(a[0]), a[1]) }},
		{"__contains__(self, key, /)", "Return bool(key in self).", func(t *Thread, a []Value) Value {
			in, ok := t.Contains(proxied(a[0]), a[1])
			if !ok {
				return Value{}
			}
			return Bool(in)
		}},
		{"__iter__(self, /)", "Implement iter(self).", func(t *Thread, a []Value) Value { return t.Iter(proxied(a[0])) }},
		{"__reversed__(self, /)", "Return a reverse iterator over the keys.", func(t *Thread, a []Value) Value {
			return t.CallMethod(proxied(a[0]), names.Reversed)
		}},
		{"__or__(self, value, /)", "Return self|value.", func(t *Thread, a []Value) Value {
			return t.Binary(OpOr, unproxied(a[0]), unproxied(a[1]))
		}},
		{"__ror__(self, value, /)", "Return value|self.", func(t *Thread, a []Value) Value {
			return t.Binary(OpOr, unproxied(a[1]), unproxied(a[0]))
		}},
		{"__ior__(self, value, /)", "Return self|=value.", func(t *Thread, a []Value) Value {
			return t.TypeErrorf("'|=' is not supported by %s; use '|' instead", t.TypeName(a[0]))
		}},
		{"get(self, key, default=None, /)", "Return the value for key, or default where there is none.", func(t *Thread, a []Value) Value {
			return t.CallMethod(proxied(a[0]), t.M.Intern("get"), a[1], a[2])
		}},
		forwardDef("keys", "Return a set-like view of the keys."),
		forwardDef("values", "Return a view of the values."),
		forwardDef("items", "Return a set-like view of the (key, value) pairs."),
		forwardDef("copy", "Return a shallow copy of the mapping."),
	}...),
	Class: []Def{classGetItem},
}

// forwardDef declares a method that calls the mapping's.
func forwardDef(name, doc string) Def {
	return Def{name + "(self, /)", doc, func(t *Thread, a []Value) Value {
		return t.CallMethod(proxied(a[0]), t.M.Intern(name))
	}}
}
