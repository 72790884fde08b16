package vm

import (
	"unsafe"

	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// Function is a function of the script. The fields up to proto are what a
// call needs; entry, consts and links are proto's, held here to save a load.
type Function struct {
	object.Header
	Ext    *object.Ext // attributes set on the function; must follow Header
	sig    uint32      // as Proto.sig, or sigComplex while the code is not loaded
	need   uint32
	entry  unsafe.Pointer
	consts unsafe.Pointer
	links  unsafe.Pointer
	cells  []*object.Cell // free variables
	proto  *Proto
	// defaults are the values of the last positional parameters.
	defaults object.Value // tuple; nil: none
	extra    *functionExtra
}

// functionExtra holds what most functions never have.
type functionExtra struct {
	kwDefaults  *object.Dict
	annotations object.Value // tuple of names and values until asked for, then the dict
	typeParams  object.Value
	name        object.Value
	qualName    object.Value
	doc         object.Value
	module      object.Value
	// namespace is where the body of a module or class, or exec'd code,
	// binds its names while it runs.
	namespace object.Value
	// fastAwait is a coroutine function's short way; mostly nil.
	fastAwait FastAwait
}

func (f *Function) more() *functionExtra {
	if f.extra == nil {
		f.extra = &functionExtra{}
	}
	return f.extra
}

// namespace is where f's code binds its names; nil for code with fast locals.
func (f *Function) namespace() object.Value {
	if f.extra == nil {
		return object.Value{}
	}
	return f.extra.namespace
}

// asFunction returns the Function v is, or nil.
func asFunction(v object.Value) *Function {
	if v.P != nil && v.Kind() == object.KindFunction {
		return (*Function)(v.P)
	}
	return nil
}

func (f *Function) value() object.Value { return object.Value{P: unsafe.Pointer(f)} }

// newFunction makes a function of p with its free variables. Where p is not
// loaded, the first call does that: it takes the slow way, whatever it is, for
// no number of arguments is sigComplex.
func newFunction(p *Proto, cells []*object.Cell) *Function {
	f := &Function{
		Header: object.Header{Shape: object.ShapeFunction, Kind: object.KindFunction},
		sig:    sigComplex, need: p.need, proto: p, cells: cells,
	}
	if p.instrs != nil {
		f.ready()
	}
	return f
}

// load makes f ready to run; entry is nil until then.
func (f *Function) load(m *Machine) {
	f.proto.load(m)
	f.ready()
}

// ready takes what calls need out of the loaded proto.
func (f *Function) ready() {
	p := f.proto
	f.sig = p.sig
	f.entry = unsafe.Pointer(unsafe.SliceData(p.instrs))
	f.consts = unsafe.Pointer(unsafe.SliceData(p.consts))
	f.links = unsafe.Pointer(unsafe.SliceData(p.links))
}

// name is the function's __name__ for messages.
func (f *Function) name() string {
	if f.extra != nil && f.extra.name.IsStr() {
		return f.extra.name.Text()
	}
	return f.proto.Code.Name
}

// qualName is the function's __qualname__.
func (f *Function) qualName() string {
	if f.extra != nil && f.extra.qualName.IsStr() {
		return f.extra.qualName.Text()
	}
	return f.proto.Code.QualName
}

// kind returns what calling the function makes, as flags of its code.
func (f *Function) kind() code.Flags {
	return f.proto.Code.Flags & (code.Generator | code.Coroutine | code.AsyncGenerator)
}

//go:noinline
func (t *Thread) makeFunction() bool {
	in := t.prev()
	p := t.fn.proto.child(int(in.B))
	var cells []*object.Cell
	if caps := p.Code.Captures; len(caps) > 0 {
		cells = make([]*object.Cell, len(caps))
		for i, cp := range caps {
			if cp.FromFree {
				cells[i] = t.fn.cells[cp.Index]
			} else {
				cells[i] = (*object.Cell)(t.register(int(cp.Index)).P)
			}
		}
	}
	f := newFunction(p, cells)
	if in.N != 0 {
		r := (*[3]object.Value)(unsafe.Pointer(t.reg(in.C)))
		if in.N&code.FnDefaults != 0 {
			f.defaults = r[0]
		}
		if in.N&code.FnKwDefaults != 0 {
			f.more().kwDefaults = object.AsDict(r[1])
		}
		if in.N&code.FnAnnotations != 0 {
			f.more().annotations = r[2]
		}
	}
	*t.reg(in.A) = f.value()
	return true
}
