package vm

import (
	"slices"

	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// localsProxy is f_locals of a function: its variables, read and written where
// they are (PEP 667).
type localsProxy struct {
	object.Opaque
	f *FrameObject
}

// slot is the place of a variable; nil where the code has none of that name.
// A variable that inner functions use is in a cell.
func (f *FrameObject) slot(name string) *object.Value {
	var found *object.Value
	f.eachSlot(func(n string, v *object.Value) bool {
		if n == name {
			found = v
		}
		return found == nil
	})
	return found
}

// eachSlot goes through the variables, bound or not, until visit returns false.
func (f *FrameObject) eachSlot(visit func(name string, v *object.Value) bool) {
	regs := f.registers()
	one := func(name string, v *object.Value) bool {
		if name == "" || name[0] == '.' {
			return true
		}
		if v.P != nil && v.Kind() == object.KindCell && v.Shape() == object.ShapeCell {
			v = &(*object.Cell)(v.P).V
		}
		return visit(name, v)
	}
	for i, name := range f.code.Locals {
		if i < len(regs) && !one(name, &regs[i]) {
			return
		}
	}
	if len(f.code.Spilled) > 0 && int(f.code.Spill) < len(regs) {
		if u := object.AsTuple(regs[f.code.Spill]); u != nil {
			for i, name := range f.code.Spilled {
				if !one(name, &u.Items[i]) {
					return
				}
			}
		}
	}
	if f.fn == nil || f.cleared {
		return
	}
	for i, name := range f.code.Free {
		if !visit(name, &f.fn.cells[i].V) {
			return
		}
	}
}

// settle unbinds the registers of variables that are yet to be bound: the frame
// found something there that is not its own.
func (f *FrameObject) settle(t *Thread) {
	if f.fn == nil || f.fn.proto.suspends || // heap frames begin empty
		len(f.code.Locals) == f.code.Params() {
		return
	}
	f.locate(t)
	regs, pc := f.registers(), int(f.pc)
	if f.returned {
		pc = len(f.code.Instrs)
	}
	lo, hi := f.fn.proto.unboundLocals(f.code.Params(), len(f.code.Locals))
	for r, store := range f.code.FirstStores() {
		if (r < lo || r >= hi) && store >= pc && r < len(regs) {
			regs[r] = object.Value{}
		}
	}
}

// snapshot is the variables as a dict of its own.
func (f *FrameObject) snapshot(t *object.Thread) *object.Dict {
	f.settle(thread(t))
	d := object.NewDict()
	f.eachSlot(func(name string, v *object.Value) bool {
		if v.P != nil {
			d.SetStr(t.M.Intern(name), *v)
		}
		return true
	})
	if f.extra != nil {
		f.extra.Each(func(k, v object.Value) bool { return d.Set(t, k, v) })
	}
	return d
}

// locals is f_locals.
func (f *FrameObject) locals(t *Thread) object.Value {
	if ns := f.namespace(); ns.P != nil {
		return ns
	}
	if !f.known() {
		return t.NotImplementedf("f_locals of a frame that has ended, and of which nothing was kept")
	}
	return object.InitOpaque(&(&localsProxy{f: f}).Opaque, t.machine.localsProxy)
}

// namespace is where module code and class bodies bind their names; nil for a
// function.
func (f *FrameObject) namespace() object.Value {
	if f.code.Flags&code.Optimized != 0 {
		return object.Value{}
	}
	if f.fn != nil {
		if ns := f.fn.namespace(); ns.P != nil {
			return ns
		}
	}
	if f.code.Flags&code.ModuleBody != 0 {
		return f.globals.Value()
	}
	return object.Value{}
}

// known reports whether the variables are.
func (f *FrameObject) known() bool {
	return f.fn != nil && (f.registers() != nil || keptRegisters(f.code) == 0)
}

func proxied(v object.Value) *FrameObject { return (*localsProxy)(v.P).f }

// find is slot for a key of any type: what equals a name stands for it.
func (f *FrameObject) find(t *object.Thread, key object.Value) (*object.Value, bool) {
	f.settle(thread(t))
	if key.Shape() == object.ShapeStr {
		return f.slot(key.Text()), true
	}
	names := object.NewDict()
	f.eachSlot(func(name string, _ *object.Value) bool {
		n := t.M.Intern(name)
		names.SetStr(n, n.Value())
		return true
	})
	n := names.Get(t, key)
	if n.P == nil {
		return nil, t.Exc.P == nil
	}
	return f.slot(n.Text()), true
}

// proxyGet looks a key up; nil with nothing pending where there is none.
func proxyGet(t *object.Thread, f *FrameObject, key object.Value) object.Value {
	v, ok := f.find(t, key)
	switch {
	case !ok:
		return object.Value{}
	case v != nil && v.P != nil:
		return *v
	case f.extra == nil:
		return object.Value{}
	}
	return f.extra.Get(t, key)
}

func proxySet(t *object.Thread, f *FrameObject, key, value object.Value) bool {
	v, ok := f.find(t, key)
	if !ok {
		return false
	}
	if v != nil {
		*v = value
		return true
	}
	if f.extra == nil {
		f.extra = object.NewDict()
	}
	return f.extra.Set(t, key, value)
}

// proxyUpdate writes the items of a dict or of another proxy.
func proxyUpdate(t *object.Thread, f *FrameObject, with object.Value) bool {
	d := object.AsDict(with)
	if d == nil {
		if !isProxy(t, with) {
			return false
		}
		d = proxied(with).snapshot(t)
	}
	ok := true
	d.Clone().Each(func(k, v object.Value) bool {
		ok = proxySet(t, f, k, v)
		return ok
	})
	return ok
}

func isProxy(t *object.Thread, v object.Value) bool {
	ty := t.M.TypeOf(v)
	return v.Kind() == object.KindOpaque && ty.Name == "FrameLocalsProxy" && !ty.IsHeap()
}

// proxyDict is a proxy, or a dict, as a dict; nil for anything else.
func proxyDict(t *object.Thread, v object.Value) *object.Dict {
	if isProxy(t, v) {
		return proxied(v).snapshot(t)
	}
	return object.AsDict(v)
}

func proxyList(get func(k, v object.Value) object.Value) object.NativeFn {
	return func(t *object.Thread, a []object.Value) object.Value {
		var items []object.Value
		proxied(a[0]).snapshot(t).Each(func(k, v object.Value) bool {
			items = append(items, get(k, v))
			return true
		})
		return object.NewList(items)
	}
}

var (
	proxyKeys   = proxyList(func(k, v object.Value) object.Value { return k })
	proxyValues = proxyList(func(k, v object.Value) object.Value { return v })
	proxyItems  = proxyList(object.NewPair)
)

// keyErrorOf raises KeyError as the proxy words it.
func keyErrorOf(t *object.Thread, key object.Value) object.Value {
	text, ok := t.Repr(key)
	if !ok {
		return object.Value{}
	}
	return t.RaiseException(object.NewException(object.ShapeKeyError, object.NewStr("local variable '"+text+"' is not defined")))
}

func proxyOr(t *object.Thread, a, b object.Value) object.Value {
	x, y := proxyDict(t, a), proxyDict(t, b)
	if x == nil || y == nil {
		return object.NotImplemented
	}
	x = x.Clone()
	if !x.Update(t, y.Value()) {
		return object.Value{}
	}
	return x.Value()
}

var localsProxyDecl = object.TypeDecl{
	Name: "FrameLocalsProxy", Kind: object.KindOpaque, Flags: object.TypeNoSubclass | object.TypeMapping,
	New: &object.Def{Sig: "__new__(cls, frame, /)", Doc: "Return the variables of a frame.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		if a[1].Kind() != object.KindFrame {
			return t.TypeErrorf("expect frame, not %s", t.TypeName(a[1]))
		}
		f := (*FrameObject)(a[1].P)
		if !f.known() {
			return f.locals(thread(t))
		}
		return object.InitOpaque(&(&localsProxy{f: f}).Opaque, object.AsType(a[0]))
	}},
	Attrs: []object.Attr{{Name: "__hash__", Value: object.None}},
	Methods: []object.Def{
		{Sig: "__getitem__(self, key, /)", Doc: "Return self[key].", Fn: func(t *object.Thread, a []object.Value) object.Value {
			v := proxyGet(t, proxied(a[0]), a[1])
			if v.P == nil && t.Exc.P == nil {
				return keyErrorOf(t, a[1])
			}
			return v
		}},
		{Sig: "__setitem__(self, key, value, /)", Doc: "Set self[key] to value.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			if !proxySet(t, proxied(a[0]), a[1], a[2]) {
				return object.Value{}
			}
			return object.None
		}},
		{Sig: "__delitem__(self, key, /)", Doc: "Delete self[key].", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return t.TypeErrorf("cannot remove variables from FrameLocalsProxy")
		}},
		{Sig: "__contains__(self, key, /)", Doc: "Return bool(key in self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			v := proxyGet(t, proxied(a[0]), a[1])
			if v.P == nil && t.Exc.P != nil {
				return v
			}
			return object.Bool(v.P != nil)
		}},
		{Sig: "__len__(self, /)", Doc: "Return len(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return object.Int(int64(proxied(a[0]).snapshot(t).Len()))
		}},
		{Sig: "__iter__(self, /)", Doc: "Implement iter(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return t.Iter(proxyKeys(t, a))
		}},
		{Sig: "__reversed__(self, /)", Doc: "Return the names in reverse order.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			l := proxyKeys(t, a)
			slices.Reverse(object.AsList(l).Items)
			return l
		}},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			if !t.ReprEnter(a[0]) {
				return object.NewStr("{...}")
			}
			defer t.ReprLeave()
			text, ok := t.Repr(proxied(a[0]).snapshot(t).Value())
			if !ok {
				return object.Value{}
			}
			return object.NewStr(text)
		}},
		{Sig: "__eq__(self, value, /)", Doc: "Return self==value.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			if isProxy(t, a[1]) {
				return object.Bool(proxied(a[0]) == proxied(a[1]))
			}
			d := object.AsDict(a[1])
			if d == nil {
				return object.NotImplemented
			}
			same, ok := t.EqualDicts(proxied(a[0]).snapshot(t), d)
			if !ok {
				return object.Value{}
			}
			return object.Bool(same)
		}},
		{Sig: "__or__(self, value, /)", Doc: "Return self|value.", Fn: func(t *object.Thread, a []object.Value) object.Value { return proxyOr(t, a[0], a[1]) }},
		{Sig: "__ror__(self, value, /)", Doc: "Return value|self.", Fn: func(t *object.Thread, a []object.Value) object.Value { return proxyOr(t, a[1], a[0]) }},
		{Sig: "__ior__(self, value, /)", Doc: "Return self|=value.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			if !proxyUpdate(t, proxied(a[0]), a[1]) {
				if t.Exc.P == nil {
					return object.NotImplemented
				}
				return object.Value{}
			}
			return a[0]
		}},
		{Sig: "keys(self, /)", Doc: "Return a list of the names.", Fn: proxyKeys},
		{Sig: "values(self, /)", Doc: "Return a list of the values.", Fn: proxyValues},
		{Sig: "items(self, /)", Doc: "Return a list of pairs of name and value.", Fn: proxyItems},
		{Sig: "copy(self, /)", Doc: "Return the variables as a dict.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return proxied(a[0]).snapshot(t).Value()
		}},
		{Sig: "get(self, key, default=None, /)", Doc: "Return self[key], or default.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			v := proxyGet(t, proxied(a[0]), a[1])
			if v.P == nil && t.Exc.P == nil {
				return a[2]
			}
			return v
		}},
		{Sig: "setdefault(self, key, default=None, /)", Doc: "Return self[key], set to default where there is none.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			v := proxyGet(t, proxied(a[0]), a[1])
			if v.P != nil || t.Exc.P != nil {
				return v
			}
			if !proxySet(t, proxied(a[0]), a[1], a[2]) {
				return object.Value{}
			}
			return a[2]
		}},
		{Sig: "update(self, mapping, /)", Doc: "Set the variables that a dict names.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			if !proxyUpdate(t, proxied(a[0]), a[1]) {
				if t.Exc.P == nil {
					t.TypeErrorf("update() argument must be dict or another FrameLocalsProxy")
				}
				return object.Value{}
			}
			return object.None
		}},
	},
}
