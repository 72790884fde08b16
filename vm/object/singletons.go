package object

// None, NotImplemented and Ellipsis: the types with one instance.

var noneDecl = TypeDecl{
	Shape: ShapeNone, Name: "NoneType", Kind: KindNone, Flags: TypeNoSubclass,
	Doc: "The type of the None singleton.",
	New: newSingleton("NoneType", None),
	Methods: []Def{
		{"__repr__(self, /)", "Return repr(self).", textMethod("None")},
		{"__bool__(self, /)", "False.", func(t *Thread, a []Value) Value { return False }},
		// pickled sets and dicts keep their order from one run to the next
		{"__hash__(self, /)", "Return hash(self).", func(t *Thread, a []Value) Value { return Int(0xfca86420) }},
	},
}

var notImplementedDecl = TypeDecl{
	Shape: ShapeNotImplemented, Name: "NotImplementedType", Kind: KindNotImplemented, Flags: TypeNoSubclass,
	Doc: "The type of the NotImplemented singleton.",
	New: newSingleton("NotImplementedType", NotImplemented),
	Methods: []Def{
		{"__repr__(self, /)", "Return repr(self).", textMethod("NotImplemented")},
		{"__reduce__(self, /)", "The name under which pickle finds it.", textMethod("NotImplemented")},
		{"__bool__(self, /)", "True, with a DeprecationWarning.", func(t *Thread, a []Value) Value {
			if !t.Warn(ShapeDeprecationWarning, 1, "NotImplemented should not be used in a boolean context") {
				return Value{}
			}
			return True
		}},
	},
}

var ellipsisDecl = TypeDecl{
	Shape: ShapeEllipsis, Name: "ellipsis", Kind: KindEllipsis, Flags: TypeNoSubclass,
	Doc: "The type of the Ellipsis singleton.",
	New: newSingleton("EllipsisType", Ellipsis),
	Methods: []Def{
		{"__repr__(self, /)", "Return repr(self).", textMethod("Ellipsis")},
		{"__reduce__(self, /)", "The name under which pickle finds it.", textMethod("Ellipsis")},
	},
}

func newSingleton(name string, v Value) *Def {
	return &Def{"__new__(cls, *args, **kwargs)", "Return the one instance.", func(t *Thread, a []Value) Value {
		if len(AsTuple(a[1]).Items) > 0 || a[2].P != nil && AsDict(a[2]).Len() > 0 {
			return t.TypeErrorf("%s takes no arguments", name)
		}
		return v
	}}
}

// textMethod is a method that always returns the same text.
func textMethod(text string) NativeFn {
	v := NewStr(text)
	return func(t *Thread, a []Value) Value { return v }
}
