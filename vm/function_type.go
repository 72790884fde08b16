package vm

import (
	"fmt"

	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// typeDecls lists the builtin types this package implements.
func typeDecls() []*object.TypeDecl {
	return []*object.TypeDecl{
		&functionDecl, &generatorDecl, &coroutineDecl, &asyncGenDecl, &coroutineWrapperDecl, &asendDecl, &athrowDecl,
		&codeDecl, &frameDecl, &tracebackDecl,
	}
}

var functionDecl = object.TypeDecl{
	Shape: object.ShapeFunction, Name: "function", Kind: object.KindFunction, Flags: object.TypeNoSubclass | object.TypeHasDict,
	Doc: "Create a function object.",
	New: &object.Def{
		Sig: "__new__(cls, code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)",
		Doc: "Create a function object.", Fn: functionNew,
	},
	Methods: []object.Def{
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return object.NewStr(fmt.Sprintf("<function %s at %s>", (*Function)(a[0].P).qualName(), object.Address(a[0])))
		}},
		{Sig: "__call__(self, /, *args, **kwargs)", Doc: "Call self as a function.", Fn: callVariadic},
		{Sig: "__get__(self, instance, owner=None, /)", Doc: "Return an attribute of instance, which is of type owner.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			if a[1].IsNone() {
				return a[0]
			}
			return object.NewBoundMethod(a[0], a[1])
		}},
	},
	GetSets: []object.GetSetDef{
		{Name: "__name__", Get: func(t *object.Thread, v object.Value) object.Value {
			if f := (*Function)(v.P); f.extra != nil && f.extra.name.P != nil {
				return f.extra.name
			}
			return t.M.Intern((*Function)(v.P).name()).Value()
		}, Set: func(t *object.Thread, v, x object.Value) bool {
			if x.P == nil || !x.IsStr() {
				t.TypeErrorf("__name__ must be set to a string object")
				return false
			}
			(*Function)(v.P).more().name = x
			return true
		}},
		{Name: "__qualname__", Get: func(t *object.Thread, v object.Value) object.Value {
			if f := (*Function)(v.P); f.extra != nil && f.extra.qualName.P != nil {
				return f.extra.qualName
			}
			return t.M.Intern((*Function)(v.P).qualName()).Value()
		}, Set: func(t *object.Thread, v, x object.Value) bool {
			if x.P == nil || !x.IsStr() {
				t.TypeErrorf("__qualname__ must be set to a string object")
				return false
			}
			(*Function)(v.P).more().qualName = x
			return true
		}},
		{Name: "__doc__", Get: functionDoc, Set: func(t *object.Thread, v, x object.Value) bool {
			if x.P == nil {
				x = object.None
			}
			(*Function)(v.P).more().doc = x
			return true
		}},
		{Name: "__module__", Get: func(t *object.Thread, v object.Value) object.Value {
			f := (*Function)(v.P)
			if f.extra != nil && f.extra.module.P != nil {
				return f.extra.module
			}
			if n := f.proto.globals.GetStr(object.Names().Name); n.P != nil {
				return n
			}
			return object.None
		}, Set: func(t *object.Thread, v, x object.Value) bool {
			if x.P == nil {
				x = object.None
			}
			(*Function)(v.P).more().module = x
			return true
		}},
		{Name: "__defaults__", Get: func(t *object.Thread, v object.Value) object.Value {
			return orNone((*Function)(v.P).defaults)
		}, Set: func(t *object.Thread, v, x object.Value) bool {
			if x.P == nil || x.IsNone() {
				x = object.Value{}
			} else if object.AsTuple(x) == nil {
				t.TypeErrorf("__defaults__ must be set to a tuple object")
				return false
			}
			(*Function)(v.P).defaults = x
			return true
		}},
		{Name: "__kwdefaults__", Get: func(t *object.Thread, v object.Value) object.Value {
			if f := (*Function)(v.P); f.extra != nil && f.extra.kwDefaults != nil {
				return f.extra.kwDefaults.Value()
			}
			return object.None
		}, Set: func(t *object.Thread, v, x object.Value) bool {
			if x.P == nil || x.IsNone() {
				(*Function)(v.P).more().kwDefaults = nil
				return true
			}
			d := object.AsDict(x)
			if d == nil {
				t.TypeErrorf("__kwdefaults__ must be set to a dict object")
				return false
			}
			(*Function)(v.P).more().kwDefaults = d
			return true
		}},
		{Name: "__annotations__", Get: func(t *object.Thread, v object.Value) object.Value {
			return (*Function)(v.P).annotations().Value()
		}, Set: func(t *object.Thread, v, x object.Value) bool {
			if x.P == nil || x.IsNone() {
				(*Function)(v.P).more().annotations = object.Value{}
				return true
			}
			if object.AsDict(x) == nil {
				t.TypeErrorf("__annotations__ must be set to a dict object")
				return false
			}
			(*Function)(v.P).more().annotations = x
			return true
		}},
		{Name: "__type_params__", Get: func(t *object.Thread, v object.Value) object.Value {
			if f := (*Function)(v.P); f.extra != nil && f.extra.typeParams.P != nil {
				return f.extra.typeParams
			}
			return object.EmptyTuple
		}, Set: func(t *object.Thread, v, x object.Value) bool {
			if x.P == nil || object.AsTuple(x) == nil {
				t.TypeErrorf("__type_params__ must be set to a tuple")
				return false
			}
			(*Function)(v.P).more().typeParams = x
			return true
		}},
		{Name: "__code__", Get: func(t *object.Thread, v object.Value) object.Value {
			return newCodeObject((*Function)(v.P).proto.Code)
		}, Set: func(t *object.Thread, v, x object.Value) bool {
			t.NotImplementedf("assignment to a function's __code__")
			return false
		}},
		{Name: "__globals__", Get: func(t *object.Thread, v object.Value) object.Value {
			return (*Function)(v.P).proto.globals.Value()
		}},
		{Name: "__builtins__", Get: func(t *object.Thread, v object.Value) object.Value {
			return thread(t).machine.builtinsOf((*Function)(v.P).proto.globals).Value()
		}},
		{Name: "__closure__", Get: func(t *object.Thread, v object.Value) object.Value {
			f := (*Function)(v.P)
			if len(f.cells) == 0 {
				return object.None
			}
			cells := make([]object.Value, len(f.cells))
			for i, c := range f.cells {
				cells[i] = c.Value()
			}
			return object.NewTuple(cells)
		}},
		object.DictGetSet,
	},
}

// annotations is the function's __annotations__, made of the names and values
// that its definition evaluated.
func (f *Function) annotations() *object.Dict {
	x := f.more()
	if d := object.AsDict(x.annotations); d != nil {
		return d
	}
	d := object.NewDict()
	if u := object.AsTuple(x.annotations); u != nil {
		for i := 0; i+1 < len(u.Items); i += 2 {
			d.SetStr((*object.Str)(u.Items[i].P), u.Items[i+1])
		}
	}
	x.annotations = d.Value()
	return d
}

func (f *Function) moduleName(t *Thread) string {
	if f.extra != nil && f.extra.module.P != nil {
		if f.extra.module.IsStr() {
			return f.extra.module.Text()
		}
		return ""
	}
	if n := f.proto.globals.GetStr(object.Names().Name); n.IsStr() {
		return n.Text()
	}
	return ""
}

func functionDoc(t *object.Thread, v object.Value) object.Value {
	f := (*Function)(v.P)
	if f.extra != nil && f.extra.doc.P != nil {
		return f.extra.doc
	}
	if f.proto.Code.Flags&code.HasDocstring != 0 {
		f.proto.load(thread(t).machine)
		return f.proto.consts[0]
	}
	return object.None
}

// callVariadic is __call__ of what the machine calls itself.
func callVariadic(t *object.Thread, a []object.Value) object.Value {
	args := append([]object.Value(nil), object.AsTuple(a[1]).Items...)
	var names []*object.Str
	if d := object.AsDict(a[2]); d != nil {
		d.Each(func(k, v object.Value) bool {
			names = append(names, (*object.Str)(k.P))
			args = append(args, v)
			return true
		})
	}
	return t.CallNames(a[0], args, names)
}

func functionNew(t *object.Thread, a []object.Value) object.Value {
	c := asCode(a[1])
	if c == nil {
		return t.TypeErrorf("function() argument 'code' must be code, not %s", t.TypeName(a[1]))
	}
	globals := object.AsDict(a[2])
	if globals == nil {
		return t.TypeErrorf("function() argument 'globals' must be dict, not %s", t.TypeName(a[2]))
	}
	var cells []*object.Cell
	if u := object.AsTuple(a[5]); u != nil {
		for _, v := range u.Items {
			if v.Kind() != object.KindCell {
				return t.TypeErrorf("arg 5 (closure) expected cell, found %s", t.TypeName(v))
			}
			cells = append(cells, (*object.Cell)(v.P))
		}
	} else if !a[5].IsNone() {
		return t.TypeErrorf("arg 5 (closure) must be tuple")
	}
	if len(cells) != len(c.Free) {
		if len(c.Free) > 0 && len(cells) == 0 {
			return t.TypeErrorf("arg 5 (closure) must be tuple")
		}
		return t.ValueErrorf("%s requires closure of length %d, not %d", c.Name, len(c.Free), len(cells))
	}
	f := newFunction(thread(t).machine.load(c, object.AsNamespace(globals)), cells)
	if a[3].IsStr() {
		f.more().name, f.more().qualName = a[3], a[3]
	} else if !a[3].IsNone() {
		return t.TypeErrorf("arg 3 (name) must be None or string")
	}
	if object.AsTuple(a[4]) != nil {
		f.defaults = a[4]
	} else if !a[4].IsNone() {
		return t.TypeErrorf("arg 4 (defaults) must be None or tuple")
	}
	if d := object.AsDict(a[6]); d != nil {
		f.more().kwDefaults = d
	}
	return f.value()
}
