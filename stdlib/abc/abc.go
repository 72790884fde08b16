// Package abc is module abc: abstract base classes (PEP 3119). ABCMeta is
// written in Go, because isinstance() with a class of collections.abc or a
// protocol comes through it; the decorators are in the language.
package abc

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed abc.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	meta := metaDecl()
	return &object.ModuleDecl{
		Name: "abc", Doc: "Abstract Base Classes (ABCs) according to PEP 3119.",
		Types: []*object.TypeDecl{meta},
		Funcs: []object.Def{
			{Sig: "get_cache_token()", Doc: "Return the current ABC cache token, which changes with every call to register() on any ABC.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				return object.Int(int64(stateOf(t).version))
			}},
			{Sig: "update_abstractmethods(cls, /)", Doc: "Recalculate the set of abstract methods of an abstract class and return the class.", Fn: updateAbstract},
			{Sig: "_is_deciding()", Doc: "Tell whether isinstance() or issubclass() of an abstract class is being worked out.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				return object.Bool(stateOf(t).deciding > 0)
			}},
			{Sig: "_reset_registry(cls, /)", Doc: "Forget all registered classes.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				stateOf(t).of(object.AsType(a[0])).registry = nil
				return object.None
			}},
			{Sig: "_reset_caches(cls, /)", Doc: "Forget remembered answers.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				d := stateOf(t).of(object.AsType(a[0]))
				d.yes, d.no = nil, nil
				return object.None
			}},
		},
		Source: source,
	}
}

// state is what a machine knows of abstract base classes.
type state struct {
	// version changes with every registration; what was found not to be a
	// subclass may be one afterwards.
	version uint64
	classes map[*object.Type]*class
	// deciding counts the answers that are being worked out: questions that
	// other classes are asked meanwhile are not the script's.
	deciding int
}

// class is the part of one ABC.
type class struct {
	registry  []*object.Type
	yes, no   map[*object.Type]bool // remembered answers
	noVersion uint64                // the version that no holds for
}

type stateKey struct{}

func stateOf(t *object.Thread) *state {
	return t.M.State(stateKey{}, func() any { return &state{classes: make(map[*object.Type]*class)} }).(*state)
}

func (s *state) of(ty *object.Type) *class {
	c := s.classes[ty]
	if c == nil {
		c = &class{}
		s.classes[ty] = c
	}
	return c
}

func (c *class) remember(ty *object.Type, yes bool, version uint64) {
	if yes {
		if c.yes == nil {
			c.yes = make(map[*object.Type]bool)
		}
		c.yes[ty] = true
		return
	}
	if c.noVersion != version {
		c.no, c.noVersion = nil, version
	}
	if c.no == nil {
		c.no = make(map[*object.Type]bool)
	}
	c.no[ty] = true
}

// known is the remembered answer for ty.
func (c *class) known(ty *object.Type, version uint64) (is, known bool) {
	if c.yes[ty] {
		return true, true
	}
	return false, c.noVersion == version && c.no[ty]
}

// metaDecl declares ABCMeta.
func metaDecl() *object.TypeDecl {
	d := &object.TypeDecl{
		// like a class of the script: its instances may be made by type.__new__,
		// so that it mixes with other metaclasses
		Name: "abc.ABCMeta", Base: object.ShapeType, Kind: object.KindType, Flags: object.TypeHeap,
		Doc: "Metaclass for defining Abstract Base Classes (ABCs).",
		Methods: []object.Def{
			{Sig: "register(cls, subclass, /)", Doc: "Register a virtual subclass of an ABC. Returns the subclass, to allow usage as a class decorator.", Fn: register},
			{Sig: "__instancecheck__(cls, instance, /)", Doc: "Override for isinstance(instance, cls).", Fn: instanceCheck},
			{Sig: "__subclasscheck__(cls, subclass, /)", Doc: "Override for issubclass(subclass, cls).", Fn: subclassCheck},
			{Sig: "_dump_registry(cls, /, file=None)", Doc: "Debug helper to print the ABC registry.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				return t.NotImplementedf("ABCMeta._dump_registry")
			}},
			{Sig: "_abc_registry_clear(cls, /)", Doc: "Clear the registry (for debugging or testing).", Fn: func(t *object.Thread, a []object.Value) object.Value {
				stateOf(t).of(object.AsType(a[0])).registry = nil
				return object.None
			}},
			{Sig: "_abc_caches_clear(cls, /)", Doc: "Clear the caches (for debugging or testing).", Fn: func(t *object.Thread, a []object.Value) object.Value {
				c := stateOf(t).of(object.AsType(a[0]))
				c.yes, c.no = nil, nil
				return object.None
			}},
		},
	}
	d.New = &object.Def{Sig: "__new__(mcls, name, bases, namespace, /, **kwargs)", Doc: "Create a class and collect its abstract methods.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return newClass(t, t.M.TypeFor(d), a)
	}}
	return d
}

// newClass is ABCMeta.__new__: the next __new__ of the metaclass's order, then
// the collection of abstract methods.
func newClass(t *object.Thread, meta *object.Type, a []object.Value) object.Value {
	next := t.GetAttr(object.NewSuper(meta, a[0], object.AsType(a[0])), object.Names().New)
	if next.P == nil {
		return next
	}
	args := append([]object.Value(nil), a[:4]...)
	var kwNames []*object.Str
	if kw := object.AsDict(a[4]); kw != nil {
		kw.Each(func(k, v object.Value) bool {
			kwNames = append(kwNames, t.M.InternStr(object.AsStr(k)))
			args = append(args, v)
			return true
		})
	}
	cls := t.CallNames(next, args, kwNames)
	if cls.P == nil || !collectAbstract(t, cls) {
		return object.Value{}
	}
	return cls
}

// collectAbstract computes __abstractmethods__ of a new class, and takes over
// how patterns see its instances (__abc_tpflags__).
func collectAbstract(t *object.Thread, cls object.Value) bool {
	ty := object.AsType(cls)
	if ty == nil {
		return true
	}
	abstract := object.NewFrozenSet()
	ok := true
	ty.Dict.Each(func(k, v object.Value) bool {
		if !k.IsStr() || v.Kind() == object.KindFunction && !mayBeAbstract(t, v) {
			return true
		}
		is, good := isAbstract(t, v)
		ok = good && (!is || abstract.Add(t, k))
		return ok
	})
	if !ok || !inheritedAbstract(t, ty, abstract) {
		return false
	}
	if !t.SetAttr(cls, object.Names().AbstractMethods, abstract.Value()) {
		return false
	}
	flagsName := object.Names().PatternFlags
	if v := ty.Dict.GetStr(flagsName); v.P != nil {
		const sequence, mapping = 1 << 5, 1 << 6
		if n, ok := object.Int64(v); ok {
			if n&sequence != 0 {
				ty.Flags |= object.TypeSequence
			}
			if n&mapping != 0 {
				ty.Flags |= object.TypeMapping
			}
		}
		ty.Dict.DelStr(flagsName)
	}
	return true
}

// mayBeAbstract spares the lookup for functions without attributes.
func mayBeAbstract(t *object.Thread, f object.Value) bool {
	return t.M.OwnAttr(f, object.Names().IsAbstractMethod).P != nil
}

func isAbstract(t *object.Thread, v object.Value) (is, ok bool) {
	a := t.LookupAttr(v, object.Names().IsAbstractMethod)
	if a.P == nil {
		return false, t.Exc.P == nil
	}
	return t.Truth(a)
}

// inheritedAbstract adds the abstract methods of the bases that ty does not
// override.
func inheritedAbstract(t *object.Thread, ty *object.Type, abstract *object.Set) bool {
	for _, base := range ty.Bases {
		set := t.LookupAttr(base.Value(), object.Names().AbstractMethods)
		if set.P == nil {
			if t.Exc.P != nil {
				t.Clear()
			}
			continue
		}
		ok := true
		if !t.Each(set, func(name object.Value) bool {
			key := t.AttrName(name)
			if key == nil {
				ok = false
				return false
			}
			v := t.LookupAttr(ty.Value(), key)
			if v.P == nil {
				ok = t.Exc.P == nil
				return ok
			}
			is, good := isAbstract(t, v)
			ok = good && (!is || abstract.Add(t, name))
			return ok
		}) || !ok {
			return false
		}
	}
	return true
}

func updateAbstract(t *object.Thread, a []object.Value) object.Value {
	ty := object.AsType(a[0])
	if ty == nil || t.LookupAttr(a[0], object.Names().AbstractMethods).P == nil {
		t.Clear()
		return a[0]
	}
	abstract := object.NewFrozenSet()
	if !inheritedAbstract(t, ty, abstract) {
		return object.Value{}
	}
	ok := true
	ty.Dict.Each(func(k, v object.Value) bool {
		is, good := isAbstract(t, v)
		ok = good && (!is || abstract.Add(t, k))
		return ok
	})
	if !ok || !t.SetAttr(a[0], object.Names().AbstractMethods, abstract.Value()) {
		return object.Value{}
	}
	return a[0]
}

func register(t *object.Thread, a []object.Value) object.Value {
	sub := object.AsType(a[1])
	if sub == nil {
		return t.TypeErrorf("Can only register classes")
	}
	is, ok := t.IsSubclass(a[1], a[0])
	if !ok {
		return object.Value{}
	}
	if is {
		return a[1]
	}
	cycle, ok := t.IsSubclass(a[0], a[1])
	if !ok {
		return object.Value{}
	}
	if cycle {
		return t.RuntimeErrorf("Refusing to create an inheritance cycle")
	}
	s := stateOf(t)
	cls := object.AsType(a[0])
	c := s.of(cls)
	c.registry = append(c.registry, sub)
	s.version++
	if flags := cls.Flags & (object.TypeSequence | object.TypeMapping); flags != 0 && sub.IsHeap() {
		setPatternFlags(sub, flags)
	}
	return a[1]
}

// setPatternFlags makes sequence or mapping patterns match a class and those
// that derive from it.
func setPatternFlags(ty *object.Type, flags object.TypeFlags) {
	ty.Flags = ty.Flags&^(object.TypeSequence|object.TypeMapping) | flags
	for _, sub := range ty.Subclasses() {
		setPatternFlags(sub, flags)
	}
}

func instanceCheck(t *object.Thread, a []object.Value) object.Value {
	s := stateOf(t)
	c := s.of(object.AsType(a[0]))
	ty := t.M.TypeOf(a[1])
	class := ty.Value()
	if ty.IsHeap() {
		if class = t.GetAttr(a[1], object.Names().Class); class.P == nil {
			return class
		}
	}
	if cty := object.AsType(class); cty != nil {
		is, known := c.known(cty, s.version)
		if is || known && cty == ty {
			return object.Bool(is)
		}
	}
	is, ok := subclassOf(t, a[0], class)
	if !ok {
		return object.Value{}
	}
	if !is && class != ty.Value() {
		if is, ok = subclassOf(t, a[0], ty.Value()); !ok {
			return object.Value{}
		}
	}
	return object.Bool(is)
}

// subclassOf calls cls.__subclasscheck__(sub).
func subclassOf(t *object.Thread, cls, sub object.Value) (is, ok bool) {
	r := t.CallMethod(cls, object.Names().SubclassCheck, sub)
	if r.P == nil {
		return false, false
	}
	return t.Truth(r)
}

func subclassCheck(t *object.Thread, a []object.Value) object.Value {
	cls, sub := object.AsType(a[0]), object.AsType(a[1])
	if sub == nil {
		return t.TypeErrorf("issubclass() arg 1 must be a class")
	}
	s := stateOf(t)
	c := s.of(cls)
	if is, known := c.known(sub, s.version); known || is {
		return object.Bool(is)
	}
	is, ok := decide(t, c, a[0], sub)
	if !ok {
		return object.Value{}
	}
	c.remember(sub, is, s.version)
	return object.Bool(is)
}

// decide asks the hook, the order of bases, the registry and the subclasses.
func decide(t *object.Thread, c *class, cls object.Value, sub *object.Type) (is, ok bool) {
	hook := t.CallMethod(cls, object.Names().SubclassHook, sub.Value())
	if hook.P == nil {
		return false, false
	}
	if hook.IsBool() {
		return hook.IsTrue(), true
	}
	if !hook.IsNotImplemented() {
		t.Raise(object.ShapeAssertionError, "__subclasshook__ must return either False, True, or NotImplemented")
		return false, false
	}
	if sub.IsSubtypeOf(object.AsType(cls)) {
		return true, true
	}
	s := stateOf(t)
	s.deciding++
	defer func() { s.deciding-- }()
	for _, r := range append([]*object.Type(nil), c.registry...) {
		if is, ok := t.IsSubclass(sub.Value(), r.Value()); is || !ok {
			return is, ok
		}
	}
	subclasses := t.CallMethod(cls, t.M.Intern("__subclasses__"))
	if subclasses.P == nil {
		return false, false
	}
	items, ok := t.Collect(subclasses)
	if !ok {
		return false, false
	}
	for _, r := range items {
		if is, ok := t.IsSubclass(sub.Value(), r); is || !ok {
			return is, ok
		}
	}
	return false, true
}
