package vm

import (
	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// variables: globals, names of a namespace, cells

// loadGlobal is GetGlobal of a name that is bound neither in its cell nor in
// the builtin's.
//
//go:noinline
func (t *Thread) loadGlobal(n int) bool {
	name := t.fn.proto.Code.Links[n]
	// builtins may have been replaced by a mapping of the script's own
	t.nameError(name)
	return false
}

// noGlobal is loadGlobal for CallGlobal, whose EXTEND has the name's span.
//
//go:noinline
func (t *Thread) noGlobal(n int) bool {
	t.atExtend = true
	return t.loadGlobal(n)
}

func (t *Thread) nameError(name string) {
	t.unbound(object.ShapeNameError, "name '%s' is not defined", name)
}

func wide(in *code.Instr) int { return int(in.B) | int(in.C)<<16 }

// namespace is the mapping in which a module, class body or exec'd code binds
// its names.
func (t *Thread) namespace() object.Value {
	if ns := t.fn.namespace(); ns.P != nil {
		return ns
	}
	return t.fn.proto.globals.Value() // module code made into a function by hand
}

// getName is GetName: the namespace, the globals, the builtins.
//
//go:noinline
func (t *Thread) getName() bool {
	in := t.prev()
	p := t.fn.proto
	name := p.names[wide(in)]
	v := t.lookupIn(t.namespace(), name)
	if v.P == nil {
		if t.Exc.P != nil {
			return false
		}
		if v = t.globalOrBuiltin(name); v.P == nil {
			return false
		}
	}
	*t.reg(in.A) = v
	return true
}

// lookupIn returns ns[name]; nil with nothing pending when absent.
func (t *Thread) lookupIn(ns object.Value, name *object.Str) object.Value {
	if ns.Shape() == object.ShapeDict {
		return (*object.Dict)(ns.P).GetStr(name)
	}
	v := t.GetItem(ns, name.Value())
	if v.P == nil {
		t.Catch(object.ShapeKeyError)
	}
	return v
}

func (t *Thread) globalOrBuiltin(name *object.Str) object.Value {
	g := t.fn.proto.globals
	if v := g.GetStr(name); v.P != nil {
		return v
	}
	if v := t.machine.builtinsOf(g).GetStr(name); v.P != nil {
		return v
	}
	t.nameError(name.S)
	return object.Value{}
}

//go:noinline
func (t *Thread) setName() bool {
	in := t.prev()
	name := t.fn.proto.names[wide(in)]
	ns := t.namespace()
	if ns.Shape() == object.ShapeDict {
		(*object.Dict)(ns.P).SetStr(name, *t.reg(in.A))
		return true
	}
	return t.SetItem(ns, name.Value(), *t.reg(in.A))
}

//go:noinline
func (t *Thread) delName() bool {
	in := t.prev()
	name := t.fn.proto.names[wide(in)]
	ns := t.namespace()
	if ns.Shape() == object.ShapeDict {
		if !(*object.Dict)(ns.P).DelStr(name) {
			t.nameError(name.S)
			return false
		}
		return true
	}
	if !t.DelItem(ns, name.Value()) {
		if t.Catch(object.ShapeKeyError) != nil {
			t.nameError(name.S)
		}
		return false
	}
	return true
}

//go:noinline
func (t *Thread) getNameOrFree() bool {
	in := t.prev()
	v := t.lookupIn(t.namespace(), t.fn.proto.names[in.B])
	if v.P == nil {
		if t.Exc.P != nil {
			return false
		}
		if v = t.fn.cells[in.C].V; v.P == nil {
			return t.unboundFree(int(in.C))
		}
	}
	*t.reg(in.A) = v
	return true
}

//go:noinline
func (t *Thread) getNameOrGlobal() bool {
	in := t.prev()
	name := t.fn.proto.names[in.B]
	v := t.lookupIn(*t.reg(in.C), name)
	if v.P == nil {
		if t.Exc.P != nil {
			return false
		}
		if v = t.globalOrBuiltin(name); v.P == nil {
			return false
		}
	}
	*t.reg(in.A) = v
	return true
}

//go:noinline
func (t *Thread) delGlobal() bool {
	n := wide(t.prev())
	l := &t.fn.proto.links[n]
	if l.global.V.P == nil {
		t.nameError(t.fn.proto.Code.Links[n])
		return false
	}
	l.global.V = object.Value{}
	return true
}

// unboundLocal raises for local n.
//
//go:noinline
func (t *Thread) unboundLocal(n int) bool {
	t.unbound(object.ShapeUnboundLocalError, "cannot access local variable '%s' where it is not associated with a value", t.fn.proto.Code.Locals[n])
	return false
}

// unboundFree raises for free variable n.
//
//go:noinline
func (t *Thread) unboundFree(n int) bool {
	t.unbound(object.ShapeNameError, "cannot access free variable '%s' where it is not associated with a value in enclosing scope", t.fn.proto.Code.Free[n])
	return false
}

func (t *Thread) unbound(shape uint32, format, name string) {
	t.Raise(shape, format, name)
	object.AsException(t.Exc).SetField(object.FieldName, object.NewStr(name))
}

// spilled is the cell of a local that has no register.
func (t *Thread) spilled(n int) *object.Cell {
	cells := object.AsTuple(*t.register(int(t.fn.proto.Code.Spill)))
	return (*object.Cell)(cells.Items[n].P)
}

// cell is one of the rarer cell instructions.
//
//go:noinline
func (t *Thread) cell(op code.Op) bool {
	in := t.prev()
	switch op {
	case code.MakeCell:
		r := t.reg(in.A)
		*r = object.NewCell(*r).Value()
	case code.DelCell:
		c := (*object.Cell)(t.reg(in.A).P)
		if c.V.P == nil {
			return t.unboundLocal(int(in.A) / code.Scale)
		}
		c.V = object.Value{}
	case code.DelFree:
		c := t.fn.cells[in.B]
		if c.V.P == nil {
			return t.unboundFree(int(in.B))
		}
		c.V = object.Value{}
	case code.DelLocal:
		r := t.reg(in.A)
		if r.P == nil {
			return t.unboundLocal(int(in.A) / code.Scale)
		}
		*r = object.Value{}
	case code.MakeCells:
		cells := make([]object.Value, wide(in))
		for i := range cells {
			cells[i] = object.NewCell(object.Value{}).Value()
		}
		*t.reg(in.A) = object.NewTuple(cells)
	case code.LoadLocalW:
		v := t.spilled(wide(in)).V
		if v.P == nil {
			t.unbound(object.ShapeUnboundLocalError, "cannot access local variable '%s' where it is not associated with a value", t.fn.proto.Code.Spilled[wide(in)])
			return false
		}
		*t.reg(in.A) = v
	case code.StoreLocalW:
		t.spilled(wide(in)).V = *t.reg(in.A)
	}
	return true
}

// builtinsOf is the builtins namespace of code whose globals are g: its
// __builtins__, a module or a dict, or the machine's.
func (m *Machine) builtinsOf(g *object.Dict) *object.Dict {
	switch b := g.GetStr(object.Names().Builtins); {
	case b.P == nil:
	case b.Kind() == object.KindModule:
		return (*object.Module)(b.P).Dict
	case b.Kind() == object.KindDict:
		return object.AsNamespace((*object.Dict)(b.P))
	}
	return m.H.Builtins
}

// CheckBuiltins looks whether code can run in the globals g: their
// __builtins__, where there is one, must be a module or a dict that is asked
// for its items only. False when an exception is pending.
func CheckBuiltins(t *object.Thread, g *object.Dict) bool {
	b := g.GetStr(object.Names().Builtins)
	if b.P == nil || b.Kind() == object.KindModule || b.Shape() == object.ShapeDict {
		return true
	}
	getItem := t.M.Lookup(t.M.TypeOf(b), object.Names().GetItem)
	switch {
	case getItem.P == nil:
		t.TypeErrorf("'%s' object is not subscriptable", t.TypeName(b))
		return false
	case b.Kind() == object.KindDict && getItem == t.M.Own(t.M.Type(object.ShapeDict), object.Names().GetItem):
		return true
	}
	t.NotImplementedf("exec() and eval() with a %s as __builtins__", t.TypeName(b))
	return false
}
