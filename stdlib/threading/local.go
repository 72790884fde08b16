package threading

import (
	"unsafe"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// local is a threading.local: its attribute dict is another one in each thread.
type local struct {
	object.Opaque
	dicts  map[uint64]*object.Dict
	args   []object.Value
	names  []*object.Str
	inited bool
}

// enter puts the calling thread's dict in place; the first time in a thread
// __init__ runs.
func (l *local) enter(t *object.Thread) bool {
	id := vm.Of(t).ID
	v := object.Value{P: unsafe.Pointer(l)}
	d := l.dicts[id]
	if d != nil {
		t.M.SetAttrDict(v, d)
		return true
	}
	d = object.NewDict()
	l.dicts[id] = d
	t.M.SetAttrDict(v, d)
	if !l.inited { // __init__ of the first thread is about to run
		l.inited = true
		return true
	}
	init := t.Special(v, object.Names().Init)
	if init.P == nil {
		return t.Exc.P == nil
	}
	return t.CallNames(init, append([]object.Value(nil), l.args...), l.names).P != nil
}

func localOf(v object.Value) *local { return (*local)(v.P) }

var localDecl = object.TypeDecl{
	Name: "_thread._local", Kind: object.KindOpaque, Flags: object.TypeHasDict | object.TypeHasWeakref,
	Doc: "Thread-local data.",
	New: &object.Def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create an object whose attributes are the calling thread's own.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		l := &local{dicts: map[uint64]*object.Dict{}}
		ty := object.AsType(a[0])
		l.args = append([]object.Value(nil), object.AsTuple(a[1]).Items...)
		if d := object.AsDict(a[2]); d != nil {
			d.Each(func(k, v object.Value) bool {
				l.names = append(l.names, t.M.InternStr(object.AsStr(k)))
				l.args = append(l.args, v)
				return true
			})
		}
		if len(l.args) > 0 && object.AsNative(t.M.Lookup(ty, object.Names().Init)) != nil {
			return t.TypeErrorf("Initialization arguments are not supported")
		}
		v := object.InitOpaque(&l.Opaque, ty)
		l.enter(t)
		return v
	}},
	Methods: []object.Def{
		{Sig: "__init__(self, /, *args, **kwargs)", Doc: "Initialize self.", Fn: func(t *object.Thread, a []object.Value) object.Value { return object.None }},
		{Sig: "__getattribute__(self, name, /)", Doc: "Return getattr(self, name).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			if !localOf(a[0]).enter(t) {
				return object.Value{}
			}
			name := object.AsStr(a[1])
			if name == nil {
				return t.TypeErrorf("attribute name must be string, not '%s'", t.TypeName(a[1]))
			}
			name = t.M.InternStr(name)
			if r := t.GenericGetAttr(a[0], name); r.P != nil || t.Exc.P != nil {
				return r
			}
			return t.Raise(object.ShapeAttributeError, "'%s' object has no attribute '%s'", t.TypeName(a[0]), name.S)
		}},
		{Sig: "__setattr__(self, name, value, /)", Doc: "Implement setattr(self, name, value).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return localSet(t, a[0], a[1], a[2])
		}},
		{Sig: "__delattr__(self, name, /)", Doc: "Implement delattr(self, name).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return localSet(t, a[0], a[1], object.Value{})
		}},
	},
}

func localSet(t *object.Thread, self, name, v object.Value) object.Value {
	n := object.AsStr(name)
	if n == nil {
		return t.TypeErrorf("attribute name must be string, not '%s'", t.TypeName(name))
	}
	if !localOf(self).enter(t) {
		return object.Value{}
	}
	n = t.M.InternStr(n)
	if n == object.Names().Dict {
		return t.Raise(object.ShapeAttributeError, "'%s' object attribute '__dict__' is read-only", t.TypeName(self))
	}
	if !t.GenericSetAttr(self, n, v) {
		return object.Value{}
	}
	return object.None
}
