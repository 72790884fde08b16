package object

import (
	"strings"
	"unsafe"
)

// The types of natives as scripts see them: builtin functions, methods and
// slot wrappers of builtin types, and their attribute descriptors.

// text renders a signature as __text_signature__ does. self replaces the first
// parameter's name ("$self"), or is put in front where drop is false and the
// native has no self; drop leaves the first parameter out.
func (s *Signature) text(self string, drop bool) string {
	params := s.Params
	var parts []string
	posOnly := s.posOnly
	switch {
	case drop:
		params = params[1:]
		posOnly--
	case self == "$module":
		parts = append(parts, self)
		posOnly++
	case self != "":
		parts = append(parts, self)
		params = params[1:]
	}
	if self != "" && posOnly < 1 {
		posOnly = 1
	}
	if len(parts) == posOnly && posOnly > 0 {
		parts = append(parts, "/")
	}
	star := false
	for i, p := range params {
		if p.Kind == KeywordOnly && !star {
			parts = append(parts, "*")
			star = true
		}
		text := p.Name
		switch p.Kind {
		case VarPositional:
			text = "*" + text
			star = true
		case VarKeyword:
			text = "**" + text
		}
		if p.Text != "" {
			text += "=" + shownDefault(p.Text)
		}
		parts = append(parts, text)
		at := i + 1
		if self != "" {
			at++
		}
		if at == posOnly {
			parts = append(parts, "/")
		}
	}
	return "(" + strings.Join(parts, ", ") + ")"
}

// shownDefault is a default as inspect can read it.
func shownDefault(text string) string {
	switch text[0] {
	case '<':
		return "<unrepresentable>"
	case '"':
		r := strings.NewReplacer(`\"`, `"`, `'`, `\'`)
		return "'" + r.Replace(text[1:len(text)-1]) + "'"
	}
	return text
}

func nativeOf(v Value) *Native { return (*Native)(v.P) }

// textSignature is n.__text_signature__.
func (n *Native) textSignature(t *Thread) Value {
	if n.Owner != nil && n.Owner.decl != nil {
		if text := n.Owner.decl.Texts[n.Def.Name()]; text != "" {
			return NewStr(text)
		}
	}
	self := "$module"
	switch {
	case n.Flags&nativeNew != 0:
		return NewStr("($type, *args, **kwargs)")
	case n.Flags&nativeStatic != 0, n.Owner == nil && n.Def.IsFunction():
		self = ""
	case n.Shape == ShapeClassMethodDesc || n.Owner != nil && n.Self.P != nil && n.Self.Kind() == KindType && !n.Owner.IsSubtypeOf(t.M.Type(ShapeType)):
		self = "$type"
	case n.Owner != nil:
		self = "$self"
	}
	return NewStr(n.Signature(t).text(self, false))
}

// qualifiedName is n.__qualname__: a bound method has the name of its self's
// class in front.
func (n *Native) qualifiedName(t *Thread) string {
	switch {
	case n.Flags&(nativeNew|nativeStatic) != 0:
		return n.Owner.QualName + "." + n.Def.Name()
	case n.Shape == ShapeMethodWrapper, n.Owner != nil && n.Self.P == nil:
		return n.Owner.QualName + "." + n.Def.Name()
	case n.Owner != nil && n.Self.Kind() == KindType && !n.Owner.IsSubtypeOf(t.M.Type(ShapeType)):
		return AsType(n.Self).QualName + "." + n.Def.Name()
	case n.Owner != nil:
		return t.M.TypeOf(n.Self).QualName + "." + n.Def.Name()
	}
	return n.Def.Name()
}

// self is n.__self__: what a method is bound to, a function's module.
func (n *Native) self(t *Thread) Value {
	switch {
	case n.Self.P != nil:
		return n.Self
	case n.Flags&(nativeNew|nativeStatic) != 0:
		return n.Owner.Value()
	case n.Module != nil:
		if mod := t.M.Modules.GetStr(n.Module); mod.P != nil {
			return mod
		}
	}
	return None
}

func builtinRepr(t *Thread, a []Value) Value {
	n := nativeOf(a[0])
	self := n.self(t)
	if n.Owner == nil || self.IsNone() {
		return NewStr("<built-in function " + n.Def.Name() + ">")
	}
	return NewStr("<built-in method " + n.Def.Name() + " of " + t.TypeName(self) + " object at " + address(self) + ">")
}

// nativeEq compares bound natives: the same method of the same object.
func nativeEq(t *Thread, a []Value) Value {
	if a[1].Shape() != a[0].Shape() {
		return NotImplemented
	}
	x, y := nativeOf(a[0]), nativeOf(a[1])
	return Bool(x == y || x.Def == y.Def && x.Owner == y.Owner && x.Self == y.Self)
}

func nativeHash(t *Thread, a []Value) Value {
	n := nativeOf(a[0])
	return Int(int64(hashPointer(n.Self.P) ^ n.Self.N ^ hashPointer(unsafe.Pointer(n.Def))))
}

var (
	nativeName = GetSetDef{Name: "__name__", Get: func(t *Thread, v Value) Value { return NewStr(nativeOf(v).Def.Name()) }}
	nativeQual = GetSetDef{Name: "__qualname__", Get: func(t *Thread, v Value) Value { return NewStr(nativeOf(v).qualifiedName(t)) }}
	nativeDoc  = GetSetDef{Name: "__doc__", Get: func(t *Thread, v Value) Value {
		if d := nativeOf(v).Def.Doc; d != "" {
			return NewStr(d)
		}
		return None
	}}
	nativeSignature = GetSetDef{Name: "__text_signature__", Get: func(t *Thread, v Value) Value { return nativeOf(v).textSignature(t) }}
	nativeObjclass  = GetSetDef{Name: "__objclass__", Get: func(t *Thread, v Value) Value { return nativeOf(v).Owner.Value() }}
	nativeSelf      = GetSetDef{Name: "__self__", Get: func(t *Thread, v Value) Value { return nativeOf(v).self(t) }}
	nativeEqDef     = Def{"__eq__(self, value, /)", "Return self==value.", nativeEq}
	nativeNeDef     = Def{"__ne__(self, value, /)", "Return self!=value.", negate(nativeEq)}
	nativeHashDef   = Def{"__hash__(self, /)", "Return hash(self).", nativeHash}
)

var builtinFunctionDecl = TypeDecl{
	Shape: ShapeBuiltinFunction, Name: "builtin_function_or_method", Kind: KindNative, Flags: descriptorFlags,
	Methods: []Def{
		{"__repr__(self, /)", "Return repr(self).", builtinRepr}, nativeHashDef, callDef, nativeEqDef, nativeNeDef,
		{"__reduce__(self, /)", "Describe the function for pickle.", func(t *Thread, a []Value) Value {
			n := nativeOf(a[0])
			if n.Owner == nil {
				return NewStr(n.qualifiedName(t))
			}
			return reduceAsAttribute(t, n.self(t), NewStr(n.Def.Name()))
		}},
	},
	Members: []GetSetDef{
		{Name: "__module__", Get: func(t *Thread, v Value) Value {
			if n := nativeOf(v); n.Owner == nil && n.Module != nil {
				return n.Module.Value()
			}
			return None
		}},
	},
	GetSets: []GetSetDef{
		nativeDoc,
		nativeName,
		nativeQual,
		nativeSelf,
		nativeSignature,
	},
}

// descriptorGet is __get__ of a method or slot of a builtin type.
func descriptorGet(t *Thread, a []Value) Value {
	n := nativeOf(a[0])
	if a[1].IsNone() && !(n.Owner.Shape0.ID == ShapeNone) {
		if a[2].IsNone() {
			return t.TypeErrorf("__get__(None, None) is invalid")
		}
		return a[0]
	}
	if !t.appliesTo(n.Def.Name(), n.Owner, a[1]) {
		return Value{}
	}
	return n.bind(a[1])
}

// appliesTo checks the object a descriptor of a builtin type is used on.
func (t *Thread) appliesTo(name string, owner *Type, v Value) bool {
	if ty := t.M.TypeOf(v); !ty.IsSubtypeOf(owner) {
		t.TypeErrorf("descriptor '%s' for '%s' objects doesn't apply to a '%s' object", name, owner.Label(), ty.Label())
		return false
	}
	return true
}

// nativeDescriptor declares method_descriptor, wrapper_descriptor or
// classmethod_descriptor.
func nativeDescriptor(shape uint32, name, what string, get NativeFn) TypeDecl {
	return TypeDecl{
		Shape: shape, Name: name, Kind: KindNative, Flags: descriptorFlags,
		Methods: []Def{
			{"__repr__(self, /)", "Return repr(self).", func(t *Thread, a []Value) Value {
				n := nativeOf(a[0])
				return NewStr("<" + what + " '" + n.Def.Name() + "' of '" + n.Owner.Label() + "' objects>")
			}},
			callDef,
			{"__get__(self, instance, owner=None, /)", "Return an attribute of instance, which is of type owner.", get},
			{"__reduce__(self, /)", "Describe the descriptor for pickle.", func(t *Thread, a []Value) Value {
				n := nativeOf(a[0])
				return reduceAsAttribute(t, n.Owner.Value(), NewStr(n.Def.Name()))
			}},
		},
		Members: []GetSetDef{
			nativeObjclass,
		},
		GetSets: []GetSetDef{
			nativeDoc,
			nativeName,
			nativeQual,
			nativeSignature,
		},
	}
}

var (
	methodDescriptorDecl      = nativeDescriptor(ShapeMethodDescriptor, "method_descriptor", "method", descriptorGet)
	wrapperDescriptorDecl     = nativeDescriptor(ShapeWrapperDescriptor, "wrapper_descriptor", "slot wrapper", descriptorGet)
	classMethodDescriptorDecl = nativeDescriptor(ShapeClassMethodDesc, "classmethod_descriptor", "method", func(t *Thread, a []Value) Value {
		n, owner := nativeOf(a[0]), a[2]
		if owner.IsNone() {
			if a[1].IsNone() {
				return t.TypeErrorf("__get__(None, None) is invalid")
			}
			owner = t.M.TypeOf(a[1]).Value()
		}
		if !n.checkClassArg(t, owner) {
			return Value{}
		}
		return n.bind(owner)
	})
)

// checkClassArg checks the class that a class method of a builtin type is
// applied to.
func (n *Native) checkClassArg(t *Thread, class Value) bool {
	ty := AsType(class)
	if ty == nil {
		t.TypeErrorf("descriptor '%s' for type '%s' needs a type, not a '%s' as arg 2", n.Def.Name(), n.Owner.Label(), t.TypeName(class))
		return false
	}
	if !ty.IsSubtypeOf(n.Owner) {
		t.TypeErrorf("descriptor '%s' requires a subtype of '%s' but received '%s'", n.Def.Name(), n.Owner.Label(), ty.Label())
		return false
	}
	return true
}

var methodWrapperDecl = TypeDecl{
	Shape: ShapeMethodWrapper, Name: "method-wrapper", Kind: KindNative, Flags: descriptorFlags,
	Methods: []Def{
		{"__repr__(self, /)", "Return repr(self).", func(t *Thread, a []Value) Value {
			n := nativeOf(a[0])
			return NewStr("<method-wrapper '" + n.Def.Name() + "' of " + t.TypeName(n.Self) + " object at " + address(n.Self) + ">")
		}},
		nativeHashDef, callDef, nativeEqDef, nativeNeDef,
		{"__reduce__(self, /)", "Describe the method for pickle.", func(t *Thread, a []Value) Value {
			return reduceAsAttribute(t, nativeOf(a[0]).Self, NewStr(nativeOf(a[0]).Def.Name()))
		}},
	},
	Members: []GetSetDef{
		nativeObjclass,
	},
	GetSets: []GetSetDef{
		nativeSelf,
		nativeName,
		nativeQual,
		nativeDoc,
		nativeSignature,
	},
}

// dataDescriptor is what getset and member descriptors have in common. Both
// kinds of Go struct occur in both types.
type dataDescriptor struct {
	name, doc string
	owner     *Type
}

func dataDescriptorOf(v Value) dataDescriptor {
	if v.Kind() == KindMember {
		mb := (*Member)(v.P)
		return dataDescriptor{mb.Name.S, "", mb.Owner}
	}
	g := (*GetSet)(v.P)
	return dataDescriptor{g.Def.Name, g.Def.Doc, g.Owner}
}

func dataDescriptorGet(t *Thread, a []Value) Value {
	d := dataDescriptorOf(a[0])
	if a[1].IsNone() && d.owner.Shape0.ID != ShapeNone {
		if a[2].IsNone() {
			return t.TypeErrorf("__get__(None, None) is invalid")
		}
		return a[0]
	}
	if !t.appliesTo(d.name, d.owner, a[1]) {
		return Value{}
	}
	return t.bindDescriptor(a[0], a[1], t.M.TypeOf(a[1]))
}

func dataDescriptorSet(t *Thread, d, v, val Value) Value {
	if d.Kind() == KindMember {
		return noneIf((*Member)(d.P).set(t, v, val))
	}
	g := (*GetSet)(d.P)
	if !t.appliesTo(g.Def.Name, g.Owner, v) {
		return Value{}
	}
	return noneIf(g.set(t, v, val))
}

// set assigns through a getset, or deletes with v nil.
func (g *GetSet) set(t *Thread, self, v Value) bool {
	if g.Def.Set != nil {
		return g.Def.Set(t, self, v)
	}
	if g.Shape == ShapeMemberDescriptor {
		t.Raise(ShapeAttributeError, "readonly attribute")
	} else {
		t.attrErrorf(self, t.M.Intern(g.Def.Name), "attribute '%s' of '%s' objects is not writable", g.Def.Name, g.Owner.Label())
	}
	return false
}

func dataDescriptorDecl(shape uint32, name, what string, kind Kind) TypeDecl {
	return TypeDecl{
		Shape: shape, Name: name, Kind: kind, Flags: descriptorFlags,
		Methods: []Def{
			{"__repr__(self, /)", "Return repr(self).", func(t *Thread, a []Value) Value {
				d := dataDescriptorOf(a[0])
				return NewStr("<" + what + " '" + d.name + "' of '" + d.owner.Label() + "' objects>")
			}},
			{"__get__(self, instance, owner=None, /)", "Return an attribute of instance, which is of type owner.", dataDescriptorGet},
			{"__set__(self, instance, value, /)", "Set an attribute of instance to value.", func(t *Thread, a []Value) Value {
				return dataDescriptorSet(t, a[0], a[1], a[2])
			}},
			{"__delete__(self, instance, /)", "Delete an attribute of instance.", func(t *Thread, a []Value) Value {
				return dataDescriptorSet(t, a[0], a[1], Value{})
			}},
			{"__reduce__(self, /)", "Describe the descriptor for pickle.", func(t *Thread, a []Value) Value {
				d := dataDescriptorOf(a[0])
				return reduceAsAttribute(t, d.owner.Value(), NewStr(d.name))
			}},
		},
		Members: []GetSetDef{
			{Name: "__objclass__", Get: func(t *Thread, v Value) Value { return dataDescriptorOf(v).owner.Value() }},
			{Name: "__name__", Get: func(t *Thread, v Value) Value { return NewStr(dataDescriptorOf(v).name) }},
		},
		GetSets: []GetSetDef{
			{Name: "__doc__", Get: func(t *Thread, v Value) Value {
				if d := dataDescriptorOf(v); d.doc != "" {
					return NewStr(d.doc)
				}
				return None
			}},
			{Name: "__qualname__", Get: func(t *Thread, v Value) Value {
				d := dataDescriptorOf(v)
				return NewStr(d.owner.QualName + "." + d.name)
			}},
		},
	}
}

var (
	getSetDecl = dataDescriptorDecl(ShapeGetSetDescriptor, "getset_descriptor", "attribute", KindGetSet)
	memberDecl = dataDescriptorDecl(ShapeMemberDescriptor, "member_descriptor", "member", KindMember)
)
