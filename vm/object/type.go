package object

import "unsafe"

// TypeFlags are properties of a type fixed when it is made.
type TypeFlags uint16

const (
	// TypeNoSubclass: the type is not an acceptable base type.
	TypeNoSubclass TypeFlags = 1 << iota
	// TypeNoNew: cannot create instances by calling it.
	TypeNoNew
	// TypeHeap: made by a class statement or type(); its attributes may change.
	TypeHeap
	// TypeHasDict: instances take arbitrary attributes.
	TypeHasDict
	// TypeHasDel: the class or a base defines __del__.
	TypeHasDel
	// TypeAbstract: has abstract methods left; instantiation is refused.
	TypeAbstract
	// TypeSequence, TypeMapping: matched by sequence and mapping patterns.
	TypeSequence
	TypeMapping
	// TypeImmutable: setting class attributes is refused though heap-made.
	TypeImmutable
	// TypeSolid: instances have fields that those of the base have not, so
	// that two such types cannot both be bases of one class.
	TypeSolid
	// TypeHasWeakref: instances can be weakly referenced.
	TypeHasWeakref
)

// Type is a class.
type Type struct {
	Header
	Ext      *Ext // attributes of a metaclass's instances beyond Dict; mostly nil
	Name     string
	QualName string
	Bases    []*Type
	MRO      []*Type
	Base     *Type // the base that determines the layout
	Dict     *Dict // str keys, interned
	Flags    TypeFlags
	// Layout is the kind of Go struct instances have.
	Layout Kind
	// Version changes whenever an attribute of the type or of a base
	// changes; 0 means none is assigned. Unique in a machine.
	Version uint32
	// Shape0 is the shape of a new instance; for a builtin type its core shape.
	Shape0 *Shape
	// FixedSlots counts the leading slots of __slots__ members.
	FixedSlots int
	// InlineCap is the number of attribute slots allotted inside an instance.
	InlineCap int
	// Next advances a native iterator: nil without a pending exception means
	// exhausted. nil for types without one.
	Next func(t *Thread, it Value) Value
	// Apply and Get are the declaration's; nil in a class of the script.
	Apply func(t *Thread, self Value, args []Value, names []*Str) Value
	Get   func(t *Thread, d, self Value) Value
	// Await is set for native awaitables: the result when it is there; nil
	// without a pending exception means that the coroutine must suspend,
	// passing v to its driver, and ask again when it is resumed.
	Await func(t *Thread, v Value) Value
	// Constructor is the machine's cache for calling the type, valid while
	// ConstructorVersion equals Version.
	Constructor        unsafe.Pointer
	ConstructorVersion uint32

	decl       *TypeDecl
	caller     *Native // calls decl.Call; made on first use
	filled     bool    // decl's members are in Dict
	dictShape  *Shape
	subclasses []*Type
	// dependents have ty in their MRO without descending from it, because a
	// metaclass said so.
	dependents []*Type
}

// TypeDecl declares a type written in Go, beside its functions.
type TypeDecl struct {
	Shape uint32 // core shape id; 0: allotted when the type is made
	Name  string // "deque"; with a dot the part before the last is the module: "collections.deque"
	Base  uint32 // core shape id of the base; 0: object
	// Mixin is the shape id of a second base, which adds nothing to the
	// layout; 0: none.
	Mixin uint32
	// MixinDecl is such a base that is no core type, made before; nil: none.
	MixinDecl *TypeDecl
	Doc       string
	Kind      Kind
	Flags     TypeFlags
	New       *Def // __new__(cls, …); nil: inherited, or none with TypeNoNew
	// Called is the name in errors about the arguments of New; "" for the
	// type's own.
	Called string
	// Texts are the text signatures that say more than how arguments are
	// bound: of the type under "", of a method under its name.
	Texts map[string]string
	// Call, if set, is called in place of __new__ and __init__ when the
	// type itself (not a subclass) is called; cls is not passed.
	Call    *Def
	Methods []Def // dunder names become slot wrappers, others methods
	Shared  []Def // further methods, that the type has in common with another
	Class   []Def // class methods: the first parameter is cls
	Static  []Def
	// Quick has the Quick functions of some of the methods.
	Quick   map[string]NativeFn
	GetSets []GetSetDef
	// Members are getsets that are struct members in CPython, which shows in
	// reprs and in the text of errors.
	Members []GetSetDef
	// Attrs are further class attributes, e.g. {"__hash__", None}.
	Attrs []Attr
	Next  func(t *Thread, it Value) Value
	Await func(t *Thread, v Value) Value
	// Apply, if set, is a call of an object of the type: what __call__ does,
	// without binding the arguments first. The last len(names) of args are
	// keyword arguments.
	Apply func(t *Thread, self Value, args []Value, names []*Str) Value
	// Get, if set, is what __get__ does when an object of the type, found in
	// the class of self, stands for an attribute; it goes before self's own.
	Get func(t *Thread, d, self Value) Value
}

// Attr is a named constant of a type or module.
type Attr struct {
	Name  string
	Value Value
}

// GetSetDef declares an attribute computed by Go; Set nil means read-only,
// and is called with a nil value on del.
type GetSetDef struct {
	Name string
	Doc  string
	Get  func(t *Thread, self Value) Value
	Set  func(t *Thread, self, v Value) bool
}

// GetSet is the descriptor made from a GetSetDef.
type GetSet struct {
	Header
	Def   *GetSetDef
	Owner *Type
}

// AsType returns the type v is, or nil.
func AsType(v Value) *Type {
	if v.P != nil && v.Kind() == KindType {
		return (*Type)(v.P)
	}
	return nil
}

// Value returns ty as a Value.
func (ty *Type) Value() Value { return Value{P: unsafe.Pointer(ty)} }

// IsSubtypeOf reports whether base is in ty's MRO.
func (ty *Type) IsSubtypeOf(base *Type) bool {
	if ty == base {
		return true
	}
	for _, b := range ty.MRO {
		if b == base {
			return true
		}
	}
	return false
}

// Label is the type's name in messages: that of a builtin type outside module
// builtins has the module in front, as CPython's.
func (ty *Type) Label() string {
	if ty.decl != nil {
		return ty.decl.Name
	}
	return ty.Name
}

// IsHeap reports whether the type was made by a script.
func (ty *Type) IsHeap() bool { return ty.Flags&TypeHeap != 0 }

// Decl returns the declaration of a native type, or nil.
func (ty *Type) Decl() *TypeDecl { return ty.decl }

// NewNativeType makes the machine's copy of a declared type. base may be nil
// for decl.Base. Its members are put into the dict when first looked up.
func (m *Machine) NewNativeType(decl *TypeDecl, base *Type) *Type {
	name, module := decl.Name, "builtins"
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == '.' {
			name, module = name[i+1:], name[:i]
			break
		}
	}
	ty := &Type{
		Header: Header{Shape: ShapeType, Kind: KindType}, Name: name, QualName: name,
		Flags: decl.Flags, Layout: decl.Kind, Dict: NewDict(), decl: decl, Next: decl.Next, Apply: decl.Apply, Get: decl.Get, Await: decl.Await,
	}
	if base == nil && decl.Shape != ShapeObject {
		b := decl.Base
		if b == 0 {
			b = ShapeObject
		}
		base = m.shapes[b].Type
	}
	ty.MRO = []*Type{ty}
	if base != nil {
		ty.Base, ty.Bases = base, []*Type{base}
		ty.MRO = append(ty.MRO, base.MRO...)
		ty.Flags |= base.Flags & (TypeHasDict | TypeHasWeakref | TypeSequence | TypeMapping)
		if ty.Next == nil {
			ty.Next = base.Next
		}
		if ty.Await == nil {
			ty.Await = base.Await
		}
		if ty.Layout == KindNil {
			ty.Layout = base.Layout
		}
		base.subclasses = append(base.subclasses, ty)
		if decl.Mixin != 0 || decl.MixinDecl != nil {
			mixin := m.native[decl.MixinDecl]
			if decl.Mixin != 0 {
				mixin = m.shapes[decl.Mixin].Type
			}
			ty.Bases = append(ty.Bases, mixin)
			mixin.subclasses = append(mixin.subclasses, ty)
			ty.MRO, _ = mergeOrders(ty, [][]*Type{base.MRO, mixin.MRO, ty.Bases})
		}
	}
	if isWeaklyReferable(ty) {
		ty.Flags |= TypeHasWeakref
	}
	if decl.Shape != 0 {
		ty.Shape0 = &Shape{ID: decl.Shape, Type: ty}
		m.shapes[decl.Shape] = ty.Shape0
	} else {
		ty.Shape0 = m.newShape(ty)
	}
	if module != "builtins" && decl.Shape == 0 {
		ty.Dict.SetStr(m.Intern("__module__"), NewStr(module))
	}
	return ty
}

// fill puts the declared members into the dict, on first use.
func (m *Machine) fill(ty *Type) {
	ty.filled = true
	d := ty.decl
	if d == nil {
		return
	}
	set := func(name string, v Value) { ty.Dict.SetStr(m.Intern(name), v) }
	if d.New != nil {
		// a builtin function does not bind, so it is static as __new__ must be
		n := newMethod(d.New, ty, ShapeBuiltinFunction)
		n.Flags |= nativeNew
		set("__new__", n.Value())
	}
	for _, defs := range [...][]Def{d.Methods, d.Shared} {
		for i := range defs {
			def := &defs[i]
			name := def.Name()
			shape := ShapeMethodDescriptor
			if isSlotName(name) && !coexists(d.Kind, name) {
				shape = ShapeWrapperDescriptor
			}
			n := newMethod(def, ty, shape)
			n.Quick = d.Quick[name]
			set(name, n.Value())
		}
	}
	for i := range d.Class {
		set(d.Class[i].Name(), newMethod(&d.Class[i], ty, ShapeClassMethodDesc).Value())
	}
	for i := range d.Static {
		n := newMethod(&d.Static[i], ty, ShapeBuiltinFunction)
		n.Flags |= nativeStatic
		set(d.Static[i].Name(), NewStaticMethod(n.Value()))
	}
	for i := range d.Members {
		g := &GetSet{Header{Shape: ShapeMemberDescriptor, Kind: KindGetSet}, &d.Members[i], ty}
		set(g.Def.Name, FromHeader(&g.Header))
	}
	for i := range d.GetSets {
		g := &GetSet{Header{Shape: ShapeGetSetDescriptor, Kind: KindGetSet}, &d.GetSets[i], ty}
		set(g.Def.Name, FromHeader(&g.Header))
	}
	for _, a := range d.Attrs {
		set(a.Name, a.Value)
	}
	if ty.Next != nil && d.Next != nil {
		if ty.Base == nil || m.Lookup(ty.Base, names.Iter).P == nil {
			set("__iter__", newMethod(&iterSelfDef, ty, ShapeWrapperDescriptor).Value())
		}
		set("__next__", newMethod(&nextDef, ty, ShapeWrapperDescriptor).Value())
	}
	if _, ok := ty.Dict.GetStrOK(m.Intern("__doc__")); !ok {
		if d.Doc != "" {
			set("__doc__", NewStr(d.Doc))
		} else {
			set("__doc__", None)
		}
	}
}

var iterSelfDef = Def{"__iter__(self, /)", "Implement iter(self).", func(t *Thread, a []Value) Value { return a[0] }}
var nextDef = Def{"__next__(self, /)", "Implement next(self).", func(t *Thread, a []Value) Value {
	v := t.M.TypeOf(a[0]).Next(t, a[0])
	if v.P == nil && t.Exc.P == nil {
		return t.Raise(ShapeStopIteration, "")
	}
	return v
}}

// coexists reports whether CPython declares a slot's name as a method too, for
// speed, so that it does not show as a slot wrapper.
func coexists(k Kind, name string) bool {
	switch name {
	case "__getitem__":
		return k == KindList || k == KindDict
	case "__contains__":
		return k == KindDict || k == KindSet
	}
	return false
}

// isSlotName reports whether a method name is one that CPython implements by
// a type slot, so that it shows as a slot wrapper.
func isSlotName(name string) bool {
	if len(name) < 5 || name[:2] != "__" {
		return false
	}
	switch name {
	case "__reduce__", "__reduce_ex__", "__sizeof__", "__dir__", "__format__", "__getnewargs__", "__getstate__",
		"__setstate__", "__reversed__", "__length_hint__", "__class_getitem__", "__copy__", "__deepcopy__",
		"__round__", "__trunc__", "__floor__", "__ceil__", "__bytes__", "__complex__", "__enter__", "__exit__",
		"__instancecheck__", "__subclasscheck__", "__subclasses__", "__prepare__", "__mro_entries__",
		"__getnewargs_ex__", "__set_name__", "__subclasshook__", "__init_subclass__":
		return false
	}
	return true
}

// Own returns the attribute in ty's own dict, or nil.
func (m *Machine) Own(ty *Type, name *Str) Value {
	if !ty.filled {
		m.fill(ty)
	}
	return ty.Dict.GetStr(name)
}

// methodCache caches Lookup by type version and name.
type methodCacheEntry struct {
	version uint32
	name    *Str
	value   Value
}

const methodCacheSize = 1 << 11

// Lookup finds name along ty's MRO; nil when absent. The name is interned.
func (m *Machine) Lookup(ty *Type, name *Str) Value {
	if ty.Version != 0 {
		e := &m.methodCache[(uintptr(ty.Version)*7^uintptr(unsafe.Pointer(name))>>4)%methodCacheSize]
		if e.version == ty.Version && e.name == name {
			return e.value
		}
	}
	return m.lookupSlow(ty, name)
}

func (m *Machine) lookupSlow(ty *Type, name *Str) Value {
	var v Value
	for _, b := range ty.MRO {
		if v = m.Own(b, name); v.P != nil {
			break
		}
	}
	if ty.Version == 0 {
		m.nextVersion++
		ty.Version = m.nextVersion
		// a type's version is valid only while its bases' are
		for _, b := range ty.MRO[1:] {
			if b.Version == 0 {
				m.nextVersion++
				b.Version = m.nextVersion
			}
		}
	}
	e := &m.methodCache[(uintptr(ty.Version)*7^uintptr(unsafe.Pointer(name))>>4)%methodCacheSize]
	*e = methodCacheEntry{ty.Version, name, v}
	return v
}

// Modified invalidates caches after a change to ty's attributes or bases.
func (m *Machine) Modified(ty *Type) {
	if ty.Version == 0 {
		return
	}
	ty.Version = 0
	for _, s := range ty.subclasses {
		m.Modified(s)
	}
	for _, s := range ty.dependents {
		m.Modified(s)
	}
}

// Subclasses returns the direct subclasses, oldest first.
func (ty *Type) Subclasses() []*Type { return ty.subclasses }

// AddSubclass records sub as a direct subclass of ty.
func (ty *Type) AddSubclass(sub *Type) { ty.subclasses = append(ty.subclasses, sub) }

// RemoveSubclass undoes AddSubclass.
func (ty *Type) RemoveSubclass(sub *Type) {
	for i, s := range ty.subclasses {
		if s == sub {
			ty.subclasses = append(ty.subclasses[:i:i], ty.subclasses[i+1:]...)
			return
		}
	}
}
