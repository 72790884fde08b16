package vm

import (
	"unsafe"

	"github.com/aio-lang/aio/vm/object"
)

// siteCache is the machine's second-level cache, for instructions that see
// objects of several shapes and so miss their own: what the attribute `name` of
// objects of a shape is. Without it a site that sees two shapes in turn takes
// 50 ns instead of 10.
type siteCache struct {
	methods [siteCacheSize]siteEntry
	slots   [siteCacheSize]slotEntry
}

// siteEntry knows what calling the attribute calls, when that is a plain method
// of its class.
type siteEntry struct {
	shape, version uint32
	name           *object.Str
	typ            *object.Type
	method         object.Value
}

// slotEntry knows the inline slot that holds the attribute.
type slotEntry struct {
	shape, version uint32
	name           *object.Str
	typ            *object.Type
	// newShape is the shape that setting the attribute gives the object; 0
	// where it has the attribute already.
	newShape uint32
	offset   uint16 // from the object's start, in bytes
	settable bool   // false: known for reading only
	// overflow: the slot is not inline; offset is its number.
	overflow bool
}

const siteCacheSize = 1 << 10

func siteIndex(shape uint32, name *object.Str) uintptr {
	return (uintptr(shape)*31 ^ uintptr(unsafe.Pointer(name))>>4) % siteCacheSize
}

// slot returns the entry of an attribute, or nil where it is none that is
// known, and up to date.
func (c *siteCache) slot(shape uint32, name *object.Str) *slotEntry {
	if e := &c.slots[siteIndex(shape, name)]; e.shape == shape && e.name == name && e.typ.Version == e.version {
		return e
	}
	return nil
}

// keepSlot makes a slot known.
func (c *siteCache) keepSlot(e slotEntry) {
	if e.version = e.typ.Version; e.version != 0 {
		c.slots[siteIndex(e.shape, e.name)] = e
	}
}

// method returns the plain method that recv.name calls; nil when the lookup is
// anything more than that.
func (t *Thread) method(recv object.Value, name *object.Str) (f object.Value, cacheable bool) {
	shape := recv.Shape()
	e := &t.machine.sites.methods[siteIndex(shape, name)]
	if e.shape == shape && e.name == name && e.typ.Version == e.version {
		return e.method, true
	}
	f, cacheable = t.plainMethod(recv, name)
	if cacheable {
		ty := t.M.TypeOf(recv)
		*e = siteEntry{shape, ty.Version, name, ty, f}
	}
	return f, cacheable
}
