package vm

import (
	"unsafe"

	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// displays, comprehensions, f-strings

//go:noinline
func (t *Thread) build(op code.Op) bool {
	in := t.prev()
	n := int(in.C)
	var v object.Value
	switch op {
	case code.BuildTuple:
		var items []object.Value
		v, items = object.MakeTuple(n)
		copy(items, unsafe.Slice(t.reg(in.B), n))
	case code.BuildList:
		var items []object.Value
		if in.N != 0 {
			if v, items = object.MakeList(itemsAhead((*[3]object.Value)(unsafe.Pointer(t.reg(in.B))))); len(items) > 0 {
				(*object.List)(v.P).Items = items[:0]
			}
			break
		}
		v, items = object.MakeList(n)
		copy(items, unsafe.Slice(t.reg(in.B), n))
	case code.BuildSet:
		v = t.machine.newSet(t, unsafe.Slice(t.reg(in.B), n))
		if v.P == nil {
			return false
		}
	case code.BuildDict:
		d := object.NewDictSize(n)
		r := unsafe.Slice(t.reg(in.B), 2*n)
		for i := 0; i < n; i++ {
			if !d.Set(&t.Thread, r[2*i], r[2*i+1]) {
				return false
			}
		}
		v = d.Value()
	case code.BuildString:
		v = object.ConcatParts(unsafe.Slice(t.reg(in.B), n))
	case code.BuildSlice:
		r := (*[3]object.Value)(unsafe.Pointer(t.reg(in.B)))
		v = object.NewSlice(r[0], r[1], r[2])
	}
	*t.reg(in.A) = v
	return true
}

var emptyStr = object.NewStr("")

// formatValue is one replacement field of an f-string.
//
//go:noinline
func (t *Thread) formatValue() bool {
	in := t.prev()
	v := *t.reg(in.B)
	switch in.N & 3 {
	case 1:
		s, ok := t.Str(v)
		if !ok {
			return false
		}
		v = object.NewStr(s)
	case 2:
		s, ok := t.Repr(v)
		if !ok {
			return false
		}
		v = object.NewStr(s)
	case 3:
		s, ok := t.ASCII(v)
		if !ok {
			return false
		}
		v = object.NewStr(s)
	}
	spec := emptyStr
	if in.N&4 != 0 {
		spec = *t.reg(in.C)
	}
	if spec.Text() == "" && (v.Shape() == object.ShapeStr || v.IsInt() && in.N&code.FormatPart != 0) {
		*t.reg(in.A) = v
		return true
	}
	r := t.Format(v, spec)
	if r.P == nil {
		return false
	}
	*t.reg(in.A) = r
	return true
}

// collect is ListAppend, SetAdd, MapAdd and the update instructions.
//
//go:noinline
func (t *Thread) collect(op code.Op) bool {
	in := t.prev()
	to, v := *t.reg(in.A), *t.reg(in.B)
	switch op {
	case code.SetAdd:
		return t.machine.setAdd(t, to, v)
	case code.MapAdd:
		val := *(*object.Value)(unsafe.Add(unsafe.Pointer(t.reg(in.B)), regSize))
		return (*object.Dict)(to.P).Set(&t.Thread, v, val)
	case code.ListExtend:
		l := (*object.List)(to.P)
		ty := t.M.TypeOf(v)
		if t.M.Lookup(ty, object.Names().Iter).P == nil && t.M.Lookup(ty, object.Names().GetItem).P == nil {
			t.TypeErrorf("Value after * must be an iterable, not %s", ty.Name)
			return false
		}
		return t.Each(v, func(x object.Value) bool {
			l.Items = append(l.Items, x)
			return true
		})
	case code.SetUpdate:
		return (*object.Set)(to.P).Update(&t.Thread, v)
	case code.DictUpdate:
		if t.LookupAttr(v, object.Names().Keys).P == nil {
			if t.Exc.P == nil {
				t.TypeErrorf("'%s' object is not a mapping", t.TypeName(v))
			}
			return false
		}
		return t.mergeMapping((*object.Dict)(to.P), v, nil)
	case code.DictMerge:
		callee := *t.reg(in.C)
		if object.AsDict(v) == nil && t.LookupAttr(v, object.Names().Keys).P == nil {
			if t.Exc.P == nil {
				t.TypeErrorf("%s argument after ** must be a mapping, not %s", t.calleeName(callee), t.TypeName(v))
			}
			return false
		}
		return t.mergeMapping((*object.Dict)(to.P), v, &callee)
	}
	return false
}

// mergeMapping copies a mapping's items; callee, if any, is the function the
// keyword arguments are for, which may not repeat.
func (t *Thread) mergeMapping(d *object.Dict, v object.Value, callee *object.Value) bool {
	put := func(k, x object.Value) bool {
		if callee != nil {
			if !k.IsStr() {
				t.TypeErrorf("keywords must be strings")
				return false
			}
			if d.GetStr((*object.Str)(k.P)).P != nil {
				t.TypeErrorf("%s got multiple values for keyword argument '%s'", t.calleeName(*callee), k.Text())
				return false
			}
		}
		return d.Set(&t.Thread, k, x)
	}
	if src := object.AsDict(v); src != nil && (src.Shape == object.ShapeDict || t.IteratesAsDict(v)) {
		ok := true
		src.Each(func(k, x object.Value) bool {
			ok = put(k, x)
			return ok
		})
		return ok
	}
	keys := t.CallMethod(v, object.Names().Keys)
	if keys.P == nil {
		return false
	}
	ok := true
	return t.Each(keys, func(k object.Value) bool {
		x := t.GetItem(v, k)
		ok = x.P != nil && put(k, x)
		return ok
	}) && ok
}

// calleeName is how errors about * and ** arguments name a function.
func (t *Thread) calleeName(f object.Value) string {
	if fn := asFunction(f); fn != nil {
		name := fn.qualName()
		if mod := fn.moduleName(t); mod != "" && mod != "builtins" {
			name = mod + "." + name
		}
		return name + "()"
	}
	if n := object.AsNative(f); n != nil {
		return n.Def.Name() + "()"
	}
	if ty := object.AsType(f); ty != nil {
		return ty.Name + "()"
	}
	q := t.LookupAttr(f, object.Names().QualName)
	if !q.IsStr() {
		t.Clear()
		s, ok := t.Str(f)
		if !ok {
			t.Clear()
		}
		return s
	}
	mod := t.LookupAttr(f, object.Names().Module)
	if mod.IsStr() && mod.Text() != "builtins" {
		return mod.Text() + "." + q.Text() + "()"
	}
	return q.Text() + "()"
}
