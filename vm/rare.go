package vm

import (
	"unsafe"

	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// rare executes the instructions that are not worth a case in the loop.
//
//go:noinline
func (t *Thread) rare(in *code.Instr) bool {
	p := t.fn.proto
	switch in.Op {
	case code.LoadKW:
		*t.reg(in.A) = p.consts[wide(in)]
	case code.GetGlobalW:
		l := &p.links[wide(in)]
		v := l.global.V
		if v.P == nil {
			if v = l.builtin.V; v.P == nil {
				t.loadGlobal(wide(in))
				return false
			}
		}
		*t.reg(in.A) = v
	case code.SetGlobalW:
		p.links[wide(in)].global.V = *t.reg(in.A)
	case code.DelGlobal:
		return t.delGlobal()
	case code.DelName:
		return t.delName()
	case code.GetNameOrFree:
		return t.getNameOrFree()
	case code.GetNameOrGlobal:
		return t.getNameOrGlobal()
	case code.LoadBuildClass:
		name := t.M.Intern("__build_class__")
		v := t.machine.builtinsOf(p.globals).GetStr(name)
		if v.P == nil {
			t.Raise(object.ShapeNameError, "__build_class__ not found")
			return false
		}
		*t.reg(in.A) = v
	case code.DelAttr:
		return t.SetAttr(*t.reg(in.A), p.names[in.C], object.Value{})
	case code.DelItem:
		return t.DelItem(*t.reg(in.A), *t.reg(in.B))
	case code.ListToTuple:
		l := (*object.List)(t.reg(in.B).P)
		*t.reg(in.A) = object.NewTuple(append([]object.Value(nil), l.Items...))
	case code.GetLen:
		n, ok := t.Len(*t.reg(in.B))
		if !ok {
			return false
		}
		*t.reg(in.A) = object.Int(int64(n))
	case code.Import:
		return t.importName()
	case code.ImportFrom:
		return t.importFrom()
	case code.ImportStar:
		return t.importStar()
	case code.MatchSequence:
		if t.M.TypeOf(*t.reg(in.A)).Flags&object.TypeSequence == 0 {
			t.ip = unsafe.Add(t.ip, int(int16(in.C)))
		}
	case code.MatchMapping:
		if t.M.TypeOf(*t.reg(in.A)).Flags&object.TypeMapping == 0 {
			t.ip = unsafe.Add(t.ip, int(int16(in.C)))
		}
	case code.MatchKeys:
		return t.matchKeys()
	case code.MatchClass:
		t.ip = unsafe.Add(t.ip, code.InstrSize)
		return t.matchClass()
	case code.Intrinsic:
		return t.intrinsic()
	default:
		panic("unknown opcode " + code.Table[min(in.Op, code.NumBase-1)].Name)
	}
	return true
}

// dictProbe finds the place of a dict's value for an inline int or an exact
// str; nil: not found, or not that simple.
func (t *Thread) dictProbe(o, k *object.Value) *object.Value {
	d := (*object.Dict)(o.P)
	if isInt(k) {
		return d.Probe(*k, k.N)
	}
	if shapeOf(k) == object.ShapeStr {
		return d.ProbeStr((*object.Str)(k.P), t.M)
	}
	return nil
}

// matchKeys is MatchKeys: the values of the keys, or None if one is missing.
func (t *Thread) matchKeys() bool {
	in := t.prev()
	subject := *t.reg(in.B)
	keys := object.AsTuple(*t.reg(in.C)).Items
	get := t.LookupAttr(subject, t.M.Intern("get"))
	if get.P == nil {
		if t.Exc.P == nil {
			t.GetAttr(subject, t.M.Intern("get"))
		}
		return false
	}
	// distinguishes an absent key from one whose value is anything at all
	dummy := object.NewList(nil)
	seen := object.NewDict()
	values := make([]object.Value, 0, len(keys))
	for _, k := range keys {
		if v := seen.Get(&t.Thread, k); v.P != nil {
			s, _ := t.Repr(k)
			t.ValueErrorf("mapping pattern checks duplicate key (%s)", s)
			return false
		} else if t.Exc.P != nil || !seen.Set(&t.Thread, k, object.None) {
			return false
		}
		v := t.Call(get, k, dummy)
		if v.P == nil {
			return false
		}
		if v == dummy {
			*t.reg(in.A) = object.None
			return true
		}
		values = append(values, v)
	}
	*t.reg(in.A) = object.NewTuple(values)
	return true
}

// matchClass is MatchClass: the attributes for a class pattern, or None.
func (t *Thread) matchClass() bool {
	ext := t.prev()
	in := (*code.Instr)(unsafe.Add(t.ip, -2*code.InstrSize))
	subject, class := *t.reg(in.B), *t.reg(in.C)
	ty := object.AsType(class)
	if ty == nil {
		t.TypeErrorf("called match pattern must be a class")
		return false
	}
	is, ok := t.IsInstance(subject, class)
	if !ok {
		return false
	}
	if !is {
		*t.reg(in.A) = object.None
		return true
	}
	var values []object.Value
	seen := map[string]bool{}
	attr := func(name *object.Str) (found, ok bool) {
		if seen[name.S] {
			t.TypeErrorf("%s() got multiple sub-patterns for attribute '%s'", ty.Name, name.S)
			return false, false
		}
		seen[name.S] = true
		v := t.LookupAttr(subject, name)
		if v.P == nil {
			if t.Exc.P != nil && t.Catch(object.ShapeAttributeError) == nil {
				return false, false
			}
			return false, true
		}
		values = append(values, v)
		return true, true
	}
	none := func() bool { *t.reg(in.A) = object.None; return true }
	npos := int(in.N)
	if npos > 0 {
		m := t.LookupAttr(class, object.Names().MatchArgs)
		allowed := 0
		var names []object.Value
		switch {
		case m.P == nil && t.Exc.P != nil:
			return false
		case m.P == nil:
			if matchesSelf(ty) {
				allowed = 1
			}
		default:
			u := object.AsTuple(m)
			if u == nil {
				t.TypeErrorf("%s.__match_args__ must be a tuple (got %s)", ty.Name, t.TypeName(m))
				return false
			}
			names, allowed = u.Items, len(u.Items)
		}
		if npos > allowed {
			t.TypeErrorf("%s() accepts %d positional sub-pattern%s (%d given)", ty.Name, allowed, plural(allowed), npos)
			return false
		}
		if m.P == nil {
			values = append(values, subject)
		} else {
			for _, n := range names[:npos] {
				if !n.IsStr() {
					t.TypeErrorf("__match_args__ elements must be strings (got %s)", t.TypeName(n))
					return false
				}
				found, ok := attr(t.M.InternStr((*object.Str)(n.P)))
				if !ok {
					return false
				}
				if !found {
					return none()
				}
			}
		}
	}
	for _, n := range object.AsTuple(t.fn.proto.consts[ext.B]).Items {
		found, ok := attr(t.M.InternStr((*object.Str)(n.P)))
		if !ok {
			return false
		}
		if !found {
			return none()
		}
	}
	*t.reg(in.A) = object.NewTuple(values)
	return true
}

// matchesSelf reports whether a class pattern's one positional sub-pattern
// matches the subject itself: the builtin types of PEP 634 and their heirs.
func matchesSelf(ty *object.Type) bool {
	for _, b := range ty.MRO {
		switch b.Shape0.ID {
		case object.ShapeBool, object.ShapeByteArray, object.ShapeBytes, object.ShapeDict, object.ShapeFloat, object.ShapeFrozenSet,
			object.ShapeInt, object.ShapeList, object.ShapeSet, object.ShapeStr, object.ShapeTuple:
			return true
		}
	}
	return false
}
