package vm

import (
	"math"
	"slices"
	"unsafe"
	"weak"

	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// slotCache is the EXTEND word of an attribute instruction specialized for a
// slot: where the attribute lies in objects of that shape.
type slotCache struct {
	offset uint16 // from the object's start, in bytes
	cache  uint16 // number of the instruction's cache
	shape  uint32
}

// usesGenericGetAttr reports whether attributes of ty's instances are looked
// up by object.__getattribute__ (with or without a __getattr__ behind it).
func (t *Thread) usesGenericGetAttr(ty *object.Type) bool {
	if !ty.IsHeap() {
		return true
	}
	g := t.M.Lookup(ty, object.Names().GetAttribute)
	n := object.AsNative(g)
	return n != nil && n.Owner == t.M.Type(object.ShapeObject)
}

// getAttr is the GetAttr instruction where its cache does not know the object;
// ip is past the EXTEND word.
//
//go:noinline
func (t *Thread) getAttr() bool {
	ext := (*slotCache)(unsafe.Pointer(t.prev()))
	in := (*code.Instr)(unsafe.Add(t.ip, -2*code.InstrSize))
	in.Op = code.GetAttr
	name := t.fn.proto.names[in.C]
	o := *t.reg(in.B)
	switch o.Kind() {
	case object.KindInstance:
		if ext.cache == noCache {
			break
		}
		sites := &t.machine.sites
		if e := sites.slot(o.Shape(), name); e != nil && e.newShape == 0 && !e.overflow {
			if v := *(*object.Value)(unsafe.Add(o.P, uintptr(e.offset))); v.P != nil {
				ext.offset, ext.shape = e.offset, e.shape
				in.Op = opGetAttrSlot
				*t.reg(in.A) = v
				return true
			}
		}
		if shape := t.M.ShapeOf(o); !shape.IsDict {
			if off, ok := t.slotOffset(o, shape, name); ok {
				sites.keepSlot(slotEntry{shape: shape.ID, name: name, typ: shape.Type, offset: off})
				if v := *(*object.Value)(unsafe.Add(o.P, uintptr(off))); v.P != nil {
					ext.offset, ext.shape = off, shape.ID
					in.Op = opGetAttrSlot
					*t.reg(in.A) = v
					return true
				}
			} else if shape.Slot(name) < 0 && t.usesGenericGetAttr(shape.Type) {
				d := t.M.Lookup(shape.Type, name)
				c := &t.fn.proto.caches[ext.cache]
				if v := t.ClassValue(d); v.P != nil && !t.M.IsDataDescriptor(d) {
					*c = cache{shape: shape.ID, typ: shape.Type, version: shape.Type.Version, method: v}
					in.Op = opGetAttrClass
					*t.reg(in.A) = v
					return true
				}
				// an AttributeError of the getter's would have __getattr__ called
				if getter := propertyGetter(d); getter != nil && t.M.Lookup(shape.Type, object.Names().GetAttr).P == nil {
					*c = cache{shape: shape.ID, typ: shape.Type, version: shape.Type.Version, fn: getter}
					in.Op = opGetAttrProperty
					t.prev().C = in.A
					return t.callGetter(getter, o)
				}
			}
		}
	case object.KindException:
		if v := t.overflowAttr(o, name); v.P != nil {
			*t.reg(in.A) = v
			return true
		}
	case object.KindType:
		ty := (*object.Type)(o.P)
		meta := t.M.TypeOf(o)
		if d := t.M.Lookup(meta, name); ext.cache != noCache && (d.P == nil || !t.M.IsDataDescriptor(d)) && t.M.PlainGetAttr(meta) {
			d := t.M.Lookup(ty, name)
			v := t.ClassValue(d)
			if d.P != nil && d.Kind() == object.KindFunction {
				v = d
			}
			if v.P != nil {
				t.fn.proto.caches[ext.cache] = cache{module: o.P, typ: ty, version: ty.Version, method: v}
				in.Op = opGetAttrClass
				*t.reg(in.A) = v
				return true
			}
		}
	case object.KindModule:
		if c := t.machine.moduleCell((*object.Module)(o.P), name); c != nil {
			if ext.cache != noCache {
				t.fn.proto.caches[ext.cache] = cache{module: o.P, cell: c}
				in.Op = opGetAttrModule
			}
			*t.reg(in.A) = c.V
			return true
		}
	}
	v := t.GetAttr(o, name)
	if v.P == nil {
		return false
	}
	*t.reg(in.A) = v
	return true
}

// overflowAttr reads an attribute of an exception's own; nil where it is
// anything else. It halves the 40 ns that the general lookup takes.
func (t *Thread) overflowAttr(o object.Value, name *object.Str) object.Value {
	sites := &t.machine.sites
	if e := sites.slot(o.Shape(), name); e != nil && e.newShape == 0 {
		return object.OverflowSlot(o, int(e.offset))
	}
	shape := t.M.ShapeOf(o)
	i := shape.Slot(name)
	if shape.IsDict || i < 0 || i > math.MaxUint16 || !t.M.PlainGetAttr(shape.Type) {
		return object.Value{}
	}
	if d := t.M.Lookup(shape.Type, name); d.P != nil && t.M.IsDataDescriptor(d) {
		return object.Value{}
	}
	sites.keepSlot(slotEntry{shape: shape.ID, name: name, typ: shape.Type, offset: uint16(i), overflow: true})
	return object.OverflowSlot(o, i)
}

// propertyGetter returns the function that reading the property d calls, when
// that is all there is to it; else nil.
func propertyGetter(d object.Value) *Function {
	if d.P == nil || d.Kind() != object.KindProperty || d.Shape() != object.ShapeProperty {
		return nil
	}
	f := asFunction((*object.Property)(d.P).Get)
	if f == nil || f.sig != 1 {
		return nil
	}
	return f
}

// callGetter enters a property's getter as a call does. Its result goes where
// operand C of the EXTEND word says.
//
//go:noinline
func (t *Thread) callGetter(f *Function, self object.Value) bool {
	place := t.top()
	if uintptr(place)+recordSize+regSize+uintptr(f.need) > t.chunk.limit {
		if place = t.getterChunk(f); place == nil {
			return false
		}
	}
	win := unsafe.Add(place, recordSize)
	*(*object.Value)(win) = self
	return t.enter(f, f.proto, win, 1, nil)
}

// getterChunk begins a stack chunk for a getter's frame.
func (t *Thread) getterChunk(f *Function) unsafe.Pointer {
	if t.depth()+1 >= t.maxDepth {
		t.Raise(object.ShapeRecursionError, "maximum recursion depth exceeded")
		return nil
	}
	return t.nextChunk(int(f.need)/int(regSize) + 2*slack)
}

// slotOffset returns the offset of the inline slot that o.name reads and
// writes, if it is one: an attribute of the shape that no data descriptor of
// the class overrides, or a member of __slots__.
func (t *Thread) slotOffset(o object.Value, shape *object.Shape, name *object.Str) (uint16, bool) {
	ty := shape.Type
	if !t.usesGenericGetAttr(ty) {
		return 0, false
	}
	i := -1
	if d := t.M.Lookup(ty, name); d.P != nil && t.M.IsDataDescriptor(d) {
		if d.Kind() != object.KindMember {
			return 0, false
		}
		i = (*object.Member)(d.P).Slot
	} else {
		i = shape.Slot(name)
	}
	if i < 0 || i >= (*object.Instance)(o.P).Capacity() {
		return 0, false
	}
	return uint16(object.InstanceSize + uintptr(i)*regSize), true
}

// setAttr is the SetAttr instruction where its cache does not know the object.
//
//go:noinline
func (t *Thread) setAttr() bool {
	ext := (*slotCache)(unsafe.Pointer(t.prev()))
	in := (*code.Instr)(unsafe.Add(t.ip, -2*code.InstrSize))
	in.Op = code.SetAttr
	name := t.fn.proto.names[in.C]
	o := *t.reg(in.A)
	if o.Kind() != object.KindInstance || ext.cache == noCache {
		return t.SetAttr(o, name, *t.reg(in.B))
	}
	sites := &t.machine.sites
	if e := sites.slot(o.Shape(), name); e != nil && e.settable && !e.overflow {
		ext.offset, ext.shape = e.offset, e.shape
		if e.newShape == 0 {
			in.Op = opSetAttrSlot
		} else {
			t.fn.proto.caches[ext.cache] = cache{newShape: e.newShape}
			in.Op = opSetAttrAdd
			(*object.Header)(o.P).Shape = e.newShape
		}
		*(*object.Value)(unsafe.Add(o.P, uintptr(e.offset))) = *t.reg(in.B)
		return true
	}
	before := t.M.ShapeOf(o)
	if before.IsDict || !t.usesGenericSetAttr(before.Type) {
		return t.SetAttr(o, name, *t.reg(in.B))
	}
	if !t.SetAttr(o, name, *t.reg(in.B)) {
		return false
	}
	after := t.M.ShapeOf(o)
	if off, ok := t.slotOffset(o, after, name); ok && !after.IsDict {
		e := slotEntry{shape: before.ID, name: name, typ: before.Type, offset: off, settable: true}
		switch {
		case after == before:
			ext.offset, ext.shape = off, before.ID
			in.Op = opSetAttrSlot
			sites.keepSlot(e)
		case before.Slot(name) < 0:
			ext.offset, ext.shape = off, before.ID
			t.fn.proto.caches[ext.cache] = cache{newShape: after.ID}
			in.Op = opSetAttrAdd
			e.newShape = after.ID
			sites.keepSlot(e)
		}
	}
	return true
}

// usesGenericSetAttr reports whether attributes of ty's instances are set by
// object.__setattr__.
func (t *Thread) usesGenericSetAttr(ty *object.Type) bool {
	n := object.AsNative(t.M.Lookup(ty, object.Names().SetAttr))
	return n != nil && n.Owner == t.M.Type(object.ShapeObject)
}

// moduleCell returns the bound variable behind an attribute of a plain module,
// or nil.
func (m *Machine) moduleCell(mod *object.Module, name *object.Str) *object.Cell {
	if mod.Shape != object.ShapeModule || mod.Dict.GetStr(name).P == nil {
		return nil
	}
	return mod.Dict.Cell(m.H, name)
}

// protoList is all code that is loaded. The references are weak: code that exec
// has run must not stay because of it.
type protoList struct {
	all  []weak.Pointer[Proto]
	next int // look for dead ones when the list is this long
}

func (l *protoList) add(p *Proto) {
	if len(l.all) >= l.next {
		l.all = slices.DeleteFunc(l.all, func(w weak.Pointer[Proto]) bool { return w.Value() == nil })
		l.next = 2*len(l.all) + 256
	}
	l.all = append(l.all, weak.Make(p))
}

// despecialize undoes the attribute instructions specialized for slots in all
// loaded code. It is called when a class that may have instances gets a data
// descriptor or an attribute hook, which shapes know nothing of.
func (m *Machine) despecialize() {
	m.sites.slots = [siteCacheSize]slotEntry{}
	for _, w := range m.protos.all {
		p := w.Value()
		if p == nil {
			continue
		}
		for i := range p.instrs {
			switch p.instrs[i].Op {
			case opGetAttrSlot, opGetAttrClass, opGetAttrProperty:
				p.instrs[i].Op = code.GetAttr
			case opSetAttrSlot, opSetAttrAdd:
				p.instrs[i].Op = code.SetAttr
			}
		}
	}
}
