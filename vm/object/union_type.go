package object

// Union is the state of int | str: Args are classes, aliases and NoneType,
// none twice. PEP 604.
type Union struct{ Args []Value }

func unionArgs(v Value) []Value {
	u, _ := Payload[*Union](v)
	return u.Args
}

// isUnionable reports whether type.__or__ takes v.
func isUnionable(v Value) bool {
	if v.IsNone() || v.Kind() == KindType {
		return true
	}
	if _, is := Payload[Unionable](v); is {
		return true
	}
	_, union := Payload[*Union](v)
	return union || aliasOf(v) != nil
}

// Unionable is implemented by the state of objects of the standard library
// that stand for types in X | Y.
type Unionable interface{ Unionable() }

// UnionOf is a | b of types; NotImplemented where one of them is none.
func (t *Thread) UnionOf(a, b Value) Value { return t.union(a, b) }

func unionOr(t *Thread, a []Value) Value  { return t.union(a[0], a[1]) }
func unionROr(t *Thread, a []Value) Value { return t.union(a[1], a[0]) }

// union is a | b of types; NotImplemented where one of them is none.
func (t *Thread) union(a, b Value) Value {
	if !isUnionable(a) || !isUnionable(b) {
		return NotImplemented
	}
	var args []Value
	for _, v := range [...]Value{a, b} {
		parts := []Value{v}
		if u, ok := Payload[*Union](v); ok {
			parts = u.Args
		}
	next:
		for _, p := range parts {
			if p.IsNone() {
				p = t.M.Type(ShapeNone).Value()
			}
			for _, q := range args {
				if p.Kind() == KindType && q.Kind() == KindType {
					if p == q {
						continue next
					}
					continue
				}
				if eq, ok := t.Equal(p, q); !ok {
					return Value{}
				} else if eq {
					continue next
				}
			}
			args = append(args, p)
		}
	}
	if len(args) == 1 {
		return args[0]
	}
	return newIterator(ShapeUnionType, &Union{args})
}

func unionRepr(t *Thread, a []Value) Value {
	text := ""
	for i, v := range unionArgs(a[0]) {
		if i > 0 {
			text += " | "
		}
		s, ok := "None", true
		if AsType(v) != t.M.Type(ShapeNone) {
			s, ok = t.typeText(v)
		}
		if !ok {
			return Value{}
		}
		text += s
	}
	return NewStr(text)
}

func unionEq(t *Thread, a []Value) Value {
	if _, ok := Payload[*Union](a[1]); !ok {
		return NotImplemented
	}
	x, y := unionArgs(a[0]), unionArgs(a[1])
	if len(x) != len(y) {
		return False
	}
next:
	for _, v := range x {
		for _, w := range y {
			eq, ok := t.Equal(v, w)
			if !ok {
				return Value{}
			}
			if eq {
				continue next
			}
		}
		return False
	}
	return True
}

func unionHash(t *Thread, a []Value) Value {
	s := NewSet()
	for _, v := range unionArgs(a[0]) {
		if !s.Add(t, v) {
			return Value{}
		}
	}
	s.Shape = ShapeFrozenSet // the order does not matter
	h, ok := t.Hash(s.Value())
	if !ok {
		return Value{}
	}
	return Int(int64(h))
}

func unionGetItem(t *Thread, a []Value) Value {
	params := t.typeParameters(unionArgs(a[0]))
	if params.P == nil {
		return params
	}
	args, ok := t.substitute(a[0], unionArgs(a[0]), AsTuple(params).Items, a[1])
	if !ok {
		return Value{}
	}
	r := args[0]
	for _, v := range args[1:] {
		if r = t.Binary(OpOr, r, v); r.P == nil {
			return r
		}
	}
	return r
}

var unionTypeDecl = TypeDecl{
	Shape: ShapeUnionType, Name: "types.UnionType", Kind: KindOpaque, Flags: descriptorFlags,
	Doc: "Represent a PEP 604 union type, such as int | str.",
	Methods: []Def{
		{"__repr__(self, /)", "Return repr(self).", unionRepr},
		{"__getattribute__(self, name, /)", "Return getattr(self, name).", func(t *Thread, a []Value) Value {
			if a[1].IsStr() && a[1].Text() == "__module__" {
				return NewStr("types")
			}
			return objectGetAttribute(t, a)
		}},
		{"__hash__(self, /)", "Return hash(self).", unionHash},
		{"__eq__(self, value, /)", "Return self==value.", unionEq},
		{"__ne__(self, value, /)", "Return self!=value.", negate(unionEq)},
		{"__or__(self, value, /)", "Return self|value.", unionOr},
		{"__ror__(self, value, /)", "Return value|self.", unionROr},
		{"__getitem__(self, key, /)", "Return self[key].", unionGetItem},
	},
	Members: []GetSetDef{
		{Name: "__args__", Get: func(t *Thread, v Value) Value { return NewTuple(unionArgs(v)) }},
	},
	GetSets: []GetSetDef{
		{Name: "__parameters__", Doc: "Type variables in the types.UnionType.", Get: func(t *Thread, v Value) Value { return t.typeParameters(unionArgs(v)) }},
	},
}
