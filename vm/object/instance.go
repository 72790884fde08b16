package object

import "unsafe"

// Instance is an object of a class made by the script: a header, the
// overflow, and InlineCap attribute slots inline.
type Instance struct {
	Header // low byte of Flags: inline capacity in slots
	Ext    *Ext
}

// Ext holds what does not fit inline: attributes in slots past the inline
// capacity, or the attribute dict of an object in dict mode.
type Ext struct {
	Slots []Value
	Dict  *Dict
}

// InstanceSize is the offset of the first inline slot, in bytes.
const InstanceSize = unsafe.Sizeof(Instance{})

// inline capacities that exist; a class gets the next one up
type (
	instance1 struct {
		Instance
		s [1]Value
	}
	instance2 struct {
		Instance
		s [2]Value
	}
	instance3 struct {
		Instance
		s [3]Value
	}
	instance4 struct {
		Instance
		s [4]Value
	}
	instance5 struct {
		Instance
		s [5]Value
	}
	instance6 struct {
		Instance
		s [6]Value
	}
	instance8 struct {
		Instance
		s [8]Value
	}
	instance10 struct {
		Instance
		s [10]Value
	}
	instance12 struct {
		Instance
		s [12]Value
	}
	instance16 struct {
		Instance
		s [16]Value
	}
	instance24 struct {
		Instance
		s [24]Value
	}
	instance32 struct {
		Instance
		s [32]Value
	}
)

// maxInline is the largest inline capacity.
const maxInline = 32

// NewInstance allocates an object of ty, whose Layout must be KindInstance.
func NewInstance(ty *Type) *Instance {
	var p unsafe.Pointer
	c := ty.InlineCap
	switch {
	case c == 0:
		p = unsafe.Pointer(new(Instance))
	case c <= 1:
		p, c = unsafe.Pointer(new(instance1)), 1
	case c <= 2:
		p, c = unsafe.Pointer(new(instance2)), 2
	case c <= 3:
		p, c = unsafe.Pointer(new(instance3)), 3
	case c <= 4:
		p, c = unsafe.Pointer(new(instance4)), 4
	case c <= 5:
		p, c = unsafe.Pointer(new(instance5)), 5
	case c <= 6:
		p, c = unsafe.Pointer(new(instance6)), 6
	case c <= 8:
		p, c = unsafe.Pointer(new(instance8)), 8
	case c <= 10:
		p, c = unsafe.Pointer(new(instance10)), 10
	case c <= 12:
		p, c = unsafe.Pointer(new(instance12)), 12
	case c <= 16:
		p, c = unsafe.Pointer(new(instance16)), 16
	case c <= 24:
		p, c = unsafe.Pointer(new(instance24)), 24
	default:
		p, c = unsafe.Pointer(new(instance32)), 32
	}
	i := (*Instance)(p)
	i.Shape, i.Kind, i.Flags = ty.Shape0.ID, KindInstance, uint16(c)
	return i
}

// Value returns i as a Value.
func (i *Instance) Value() Value { return Value{P: unsafe.Pointer(i)} }

// Capacity is the number of inline slots.
func (i *Instance) Capacity() int { return int(i.Flags & 0xff) }

// inlineSlot returns inline slot n.
func (i *Instance) inlineSlot(n int) *Value {
	return (*Value)(unsafe.Add(unsafe.Pointer(i), InstanceSize+uintptr(n)*unsafe.Sizeof(Value{})))
}

// slotOf returns slot n of an object's attributes, inline or overflow; nil
// where the object never got that far.
func slotOf(v Value, n int) *Value {
	if v.Kind() == KindInstance {
		i := (*Instance)(v.P)
		c := i.Capacity()
		if n < c {
			return i.inlineSlot(n)
		}
		n -= c
	}
	ext := *extOf(v)
	if ext == nil || n >= len(ext.Slots) {
		return nil
	}
	return &ext.Slots[n]
}

// OverflowSlot reads slot n of an object without inline slots; nil where the
// object never got that far.
func OverflowSlot(v Value, n int) Value {
	if x := *extOf(v); x != nil && n < len(x.Slots) {
		return x.Slots[n]
	}
	return Value{}
}

// growSlot makes slot n exist and returns it.
func growSlot(v Value, n int) *Value {
	if v.Kind() == KindInstance {
		i := (*Instance)(v.P)
		c := i.Capacity()
		if n < c {
			return i.inlineSlot(n)
		}
		n -= c
	}
	p := extOf(v)
	if *p == nil {
		// two attributes come in one allocation, as exceptions often have
		x := &struct {
			Ext
			slots [2]Value
		}{}
		*p, x.Slots = &x.Ext, x.slots[:0]
	}
	for len((*p).Slots) <= n {
		(*p).Slots = append((*p).Slots, Value{})
	}
	return &(*p).Slots[n]
}

// wideForms: the builtin structs as instances of a subclass have them.
type (
	intSubWide struct {
		IntSub
		ext *Ext
	}
	floatSubWide struct {
		FloatSub
		ext *Ext
	}
	complexWide struct {
		Complex
		ext *Ext
	}
	strWide struct {
		Str
		ext *Ext
	}
	bytesWide struct {
		Bytes
		ext *Ext
	}
	byteArrayWide struct {
		ByteArray
		ext *Ext
	}
	listWide struct {
		List
		ext *Ext
	}
	tupleWide struct {
		Tuple
		ext *Ext
	}
	dictWide struct {
		Dict
		ext *Ext
	}
	setWide struct {
		Set
		ext *Ext
	}
	propertyWide struct {
		Property
		ext *Ext
	}
	classMethWide struct {
		ClassMethod
		ext *Ext
	}
	staticMethWide struct {
		StaticMethod
		ext *Ext
	}
	superWide struct {
		Super
		ext *Ext
	}
)

// WideDict is the form of a dict that native types derived from dict begin
// with; InitDict completes it.
type WideDict = dictWide

// InitDict completes the header of an object of ty that begins with a WideDict.
func InitDict(d *WideDict, ty *Type) Value { return initWide(&d.Header, ty, KindDict) }

// extOffset is the offset of the *Ext in a kind's (wide) struct; 0: none.
// VM kinds with attributes of their own register here by having Ext first
// after the header, like Instance.
var extOffset = [NumKinds]uintptr{
	KindInstance:     unsafe.Offsetof(Instance{}.Ext),
	KindException:    unsafe.Offsetof(Exception{}.Ext),
	KindOpaque:       unsafe.Offsetof(Opaque{}.Ext),
	KindModule:       unsafe.Offsetof(Module{}.Ext),
	KindFunction:     unsafe.Offsetof(Instance{}.Ext),
	KindFuture:       unsafe.Offsetof(Instance{}.Ext),
	KindIntSub:       unsafe.Offsetof(intSubWide{}.ext),
	KindFloatSub:     unsafe.Offsetof(floatSubWide{}.ext),
	KindComplex:      unsafe.Offsetof(complexWide{}.ext),
	KindStr:          unsafe.Offsetof(strWide{}.ext),
	KindBytes:        unsafe.Offsetof(bytesWide{}.ext),
	KindByteArray:    unsafe.Offsetof(byteArrayWide{}.ext),
	KindList:         unsafe.Offsetof(listWide{}.ext),
	KindTuple:        unsafe.Offsetof(tupleWide{}.ext),
	KindDict:         unsafe.Offsetof(dictWide{}.ext),
	KindSet:          unsafe.Offsetof(setWide{}.ext),
	KindProperty:     unsafe.Offsetof(propertyWide{}.ext),
	KindClassMethod:  unsafe.Offsetof(classMethWide{}.ext),
	KindStaticMethod: unsafe.Offsetof(staticMethWide{}.ext),
	KindSuper:        unsafe.Offsetof(superWide{}.ext),
	KindType:         unsafe.Offsetof(Type{}.Ext),
}

// alwaysExt marks the kinds whose plain form has the field.
func alwaysExt(k Kind) bool {
	switch k {
	case KindInstance, KindException, KindOpaque, KindModule, KindFunction, KindFuture, KindType:
		return true
	}
	return false
}

// extOf returns the place of v's overflow, or nil for an object that cannot
// have attributes of its own.
func extOf(v Value) **Ext {
	h := v.Head()
	off := extOffset[h.Kind]
	if off == 0 || h.Flags&FlagExt == 0 && !alwaysExt(h.Kind) {
		return nil
	}
	return (**Ext)(unsafe.Add(v.P, off))
}

// initHeader completes the header of an object of type ty allocated in the
// wide form.
func initWide(h *Header, ty *Type, k Kind) Value {
	h.Shape, h.Kind = ty.Shape0.ID, k
	h.Flags |= FlagExt
	return FromHeader(h)
}
