package vm

import (
	"unsafe"

	"github.com/aio-lang/aio/vm/object"
)

// siteCache is the machine's second-level cache of methods, for instructions
// that see objects of several shapes and so always miss their own. It knows
// what calling the attribute `name` of an object of a shape calls, when that is
// a plain method of its class.
type siteCache [siteCacheSize]siteEntry

type siteEntry struct {
	shape, version uint32
	name           *object.Str
	typ            *object.Type
	method         object.Value
}

const siteCacheSize = 1 << 10

func (c *siteCache) at(shape uint32, name *object.Str) *siteEntry {
	return &c[(uintptr(shape)*31^uintptr(unsafe.Pointer(name))>>4)%siteCacheSize]
}

// method returns the plain method that recv.name calls; nil when the lookup is
// anything more than that.
func (t *Thread) method(recv object.Value, name *object.Str) (f object.Value, cacheable bool) {
	shape := recv.Shape()
	e := t.machine.sites.at(shape, name)
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
