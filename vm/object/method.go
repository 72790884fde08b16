package object

// BoundMethod is a function bound to its first argument.
type BoundMethod struct {
	Header
	Func, Self Value
}

// NewBoundMethod binds f to self.
func NewBoundMethod(f, self Value) Value {
	return FromHeader(&(&BoundMethod{Header{Shape: ShapeMethod, Kind: KindBoundMethod}, f, self}).Header)
}

// boundMethodGetAttr looks in the method type first, then in the function.
func (t *Thread) boundMethodGetAttr(b *BoundMethod, name *Str) Value {
	ty := t.M.Type(ShapeMethod)
	if d := t.M.Lookup(ty, name); d.P != nil {
		return t.bindDescriptor(d, FromHeader(&b.Header), ty)
	}
	return t.GetAttr(b.Func, name)
}

var methodNewDef = Def{"__new__(cls, function, instance, /)", "Create a bound method.", func(t *Thread, a []Value) Value {
	if !t.IsCallable(a[1]) {
		return t.TypeErrorf("first argument must be callable")
	}
	if a[2].IsNone() {
		return t.TypeErrorf("instance must not be None")
	}
	return NewBoundMethod(a[1], a[2])
}}

// callSelf is the __call__ of the callable builtin types.
func callSelf(t *Thread, a []Value) Value {
	args, kwNames := withKwargs(t.M, append([]Value(nil), AsTuple(a[1]).Items...), AsDict(a[2]))
	return t.CallNames(a[0], args, kwNames)
}

var callDef = Def{"__call__(self, /, *args, **kwargs)", "Call self as a function.", callSelf}

func boundMethodRepr(t *Thread, a []Value) Value {
	b := (*BoundMethod)(a[0].P)
	name := "?"
	for _, attr := range [...]*Str{names.QualName, names.Name} {
		n := t.LookupAttr(b.Func, attr)
		if n.P == nil && t.Exc.P != nil {
			return Value{}
		}
		if n.IsStr() {
			name = n.Text()
			break
		}
	}
	self, ok := t.Repr(b.Self)
	if !ok {
		return Value{}
	}
	return NewStr("<bound method " + name + " of " + self + ">")
}

func boundMethodEq(t *Thread, a []Value) Value {
	if a[1].Kind() != KindBoundMethod {
		return NotImplemented
	}
	x, y := (*BoundMethod)(a[0].P), (*BoundMethod)(a[1].P)
	if x.Self != y.Self {
		return False
	}
	return boolResult(t.Equal(x.Func, y.Func))
}

// negate makes an __ne__ of an __eq__.
func negate(eq NativeFn) NativeFn {
	return func(t *Thread, a []Value) Value {
		r := eq(t, a)
		if r.P != nil && !r.IsNotImplemented() {
			return Bool(!r.IsTrue())
		}
		return r
	}
}

// reduceAsAttribute pickles what is found again as an attribute of owner.
func reduceAsAttribute(t *Thread, owner Value, name Value) Value {
	return TupleOf(t.M.Builtins.GetStr(t.M.Intern("getattr")), TupleOf(owner, name))
}

var methodDecl = TypeDecl{
	Shape: ShapeMethod, Name: "method", Kind: KindBoundMethod, Flags: TypeNoSubclass,
	Doc: "Create a bound instance method object.",
	New: &methodNewDef,
	Methods: []Def{
		{"__repr__(self, /)", "Return repr(self).", boundMethodRepr},
		{"__hash__(self, /)", "Return hash(self).", func(t *Thread, a []Value) Value {
			b := (*BoundMethod)(a[0].P)
			h, ok := t.Hash(b.Func)
			if !ok {
				return Value{}
			}
			return Int(int64(h ^ hashPointer(b.Self.P) ^ b.Self.N))
		}},
		callDef,
		{"__getattribute__(self, name, /)", "Return getattr(self, name).", objectGetAttribute},
		{"__eq__(self, value, /)", "Return self==value.", boundMethodEq},
		{"__ne__(self, value, /)", "Return self!=value.", negate(boundMethodEq)},
		{"__get__(self, instance, owner=None, /)", "Return self: a method is bound already.", func(t *Thread, a []Value) Value { return a[0] }},
		{"__reduce__(self, /)", "Describe the method for pickle.", func(t *Thread, a []Value) Value {
			b := (*BoundMethod)(a[0].P)
			name := t.GetAttr(b.Func, names.Name)
			if name.P == nil {
				return name
			}
			return reduceAsAttribute(t, b.Self, name)
		}},
	},
	Members: []GetSetDef{
		{Name: "__func__", Doc: "the function (or other callable) implementing a method", Get: func(t *Thread, v Value) Value { return (*BoundMethod)(v.P).Func }},
		{Name: "__self__", Doc: "the instance to which a method is bound", Get: func(t *Thread, v Value) Value { return (*BoundMethod)(v.P).Self }},
	},
	GetSets: []GetSetDef{
		{Name: "__doc__", Get: func(t *Thread, v Value) Value { return t.GetAttr((*BoundMethod)(v.P).Func, names.Doc) }},
	},
}

// ClassMethod and StaticMethod wrap a callable. They are always allocated in
// the wide form: their attributes are copies of the callable's.
type ClassMethod struct {
	Header
	Func Value
}

type StaticMethod struct {
	Header
	Func Value
}

// NewStaticMethod wraps f.
func NewStaticMethod(f Value) Value {
	w := &staticMethWide{}
	w.Header = Header{Shape: ShapeStaticMethod, Kind: KindStaticMethod, Flags: FlagExt}
	w.Func = f
	return FromHeader(&w.Header)
}

// NewClassMethod wraps f.
func NewClassMethod(f Value) Value {
	w := &classMethWide{}
	w.Header = Header{Shape: ShapeClassMethod, Kind: KindClassMethod, Flags: FlagExt}
	w.Func = f
	return FromHeader(&w.Header)
}

// copyWrapped gives a wrapper the attributes that name and describe what it
// wraps.
func (t *Thread) copyWrapped(wrapper, f Value) bool {
	for _, name := range [...]*Str{names.Module, names.Name, names.QualName, names.Doc, names.Annotations} {
		v := t.LookupAttr(f, name)
		if v.P == nil {
			if t.Exc.P != nil {
				return false
			}
			continue
		}
		if !t.M.setOwnAttr(wrapper, name, v) {
			return t.SetAttr(wrapper, name, v)
		}
	}
	return true
}

// wrapperDecl declares classmethod or staticmethod, which differ in what
// __get__ makes; fn is the place of the wrapped callable.
func wrapperDecl(shape uint32, name string, kind Kind, doc string, alloc func(ty *Type) Value, fn func(v Value) *Value, get NativeFn, more ...Def) TypeDecl {
	newDef := &Def{"__new__(cls, /, *args, **kwargs)", "Create and return a new object.", func(t *Thread, a []Value) Value {
		v := alloc(AsType(a[0]))
		*fn(v) = None
		return v
	}}
	read := func(t *Thread, v Value) Value { return *fn(v) }
	return TypeDecl{
		Shape: shape, Name: name, Kind: kind, Flags: TypeHasDict, Doc: doc, New: newDef,
		Methods: append([]Def{
			{"__repr__(self, /)", "Return repr(self).", func(t *Thread, a []Value) Value {
				r, ok := t.Repr(*fn(a[0]))
				if !ok {
					return Value{}
				}
				return NewStr("<" + name + "(" + r + ")>")
			}},
			{"__get__(self, instance, owner=None, /)", "Return an attribute of instance, which is of type owner.", get},
			{"__init__(self, function, /)", "Initialize self.  See help(type(self)) for accurate signature.", func(t *Thread, a []Value) Value {
				*fn(a[0]) = a[1]
				return noneIf(t.copyWrapped(a[0], a[1]))
			}},
		}, more...),
		Members: []GetSetDef{
			{Name: "__func__", Get: read},
			{Name: "__wrapped__", Get: read},
		},
		GetSets: []GetSetDef{
			{Name: "__isabstractmethod__", Get: func(t *Thread, v Value) Value { return boolResult(t.isAbstractMethod(*fn(v))) }},
			DictGetSet,
		},
	}
}

var classMethodDecl = wrapperDecl(ShapeClassMethod, "classmethod", KindClassMethod,
	"Make a method that receives the class as its first argument, whether it is called on the class or on an instance.",
	func(ty *Type) Value {
		v := NewClassMethod(None)
		v.Head().Shape = ty.Shape0.ID
		return v
	},
	func(v Value) *Value { return &(*ClassMethod)(v.P).Func },
	func(t *Thread, a []Value) Value {
		owner := a[2]
		if owner.IsNone() {
			owner = t.M.TypeOf(a[1]).Value()
		}
		return NewBoundMethod((*ClassMethod)(a[0].P).Func, owner)
	})

var staticMethodDecl = wrapperDecl(ShapeStaticMethod, "staticmethod", KindStaticMethod,
	"Make a method that receives no implicit first argument.",
	func(ty *Type) Value {
		v := NewStaticMethod(None)
		v.Head().Shape = ty.Shape0.ID
		return v
	},
	func(v Value) *Value { return &(*StaticMethod)(v.P).Func },
	func(t *Thread, a []Value) Value { return (*StaticMethod)(a[0].P).Func },
	callDef)
