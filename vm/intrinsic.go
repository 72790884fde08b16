package vm

import (
	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// intrinsicValue computes what Intrinsic n gives for its operands.
func (t *Thread) intrinsicValue(n uint8, b, c object.Value) object.Value {
	switch n {
	case code.IntrinsicPrintExpr:
		hook := t.sysAttr("displayhook")
		if hook.P == nil {
			return t.RuntimeErrorf("lost sys.displayhook")
		}
		return t.Call(hook, b)
	case code.IntrinsicAnnotations:
		return t.annotations()
	case code.IntrinsicAssertionError:
		return t.M.Type(object.ShapeAssertionError).Value()
	case code.IntrinsicLocals:
		return t.namespace()
	case code.IntrinsicIter:
		switch b.Shape() {
		case object.ShapeList, object.ShapeTuple, object.ShapeRange, object.ShapeStr:
			return b
		}
		return t.Iter(b)
	case code.IntrinsicSetTypeParams:
		if fn := asFunction(b); fn != nil {
			fn.more().typeParams = c
			return b
		}
		if !t.SetAttr(b, object.Names().TypeParams, c) {
			return object.Value{}
		}
		return b
	}
	name := typingIntrinsics[n]
	f := t.typing(name)
	if f.P == nil {
		return f
	}
	if n == code.IntrinsicTypeAlias || n == code.IntrinsicTypeVar || n == code.IntrinsicTypeVarConstraints || n == code.IntrinsicSetTypeParamDefault {
		return t.Call(f, b, c)
	}
	return t.Call(f, b)
}

// typingIntrinsics names the functions of module _typing that make type
// parameters and aliases.
var typingIntrinsics = map[uint8]string{
	code.IntrinsicTypeVar:             "_intrinsic_typevar",
	code.IntrinsicTypeVarConstraints:  "_intrinsic_typevar_constraints",
	code.IntrinsicTypeVarTuple:        "_intrinsic_typevartuple",
	code.IntrinsicParamSpec:           "_intrinsic_paramspec",
	code.IntrinsicSetTypeParamDefault: "_intrinsic_set_default",
	code.IntrinsicTypeAlias:           "_intrinsic_typealias",
	code.IntrinsicGeneric:             "_intrinsic_generic",
}

func (t *Thread) typing(name string) object.Value {
	mod := t.machine.Import(&t.Thread, "_typing")
	if mod.P == nil {
		return mod
	}
	return t.GetAttr(mod, t.M.Intern(name))
}

func (t *Thread) sysAttr(name string) object.Value {
	sys := t.M.Modules.GetStr(t.M.Intern("sys"))
	if sys.P == nil {
		return sys
	}
	v := t.LookupAttr(sys, t.M.Intern(name))
	if v.P == nil {
		t.Clear()
	}
	return v
}

// annotations is the __annotations__ of the body that runs, made if missing.
func (t *Thread) annotations() object.Value {
	ns, name := t.namespace(), object.Names().Annotations
	v := t.lookupIn(ns, name)
	if v.P != nil || t.Exc.P != nil {
		return v
	}
	v = object.NewDict().Value()
	if ns.Shape() == object.ShapeDict {
		(*object.Dict)(ns.P).SetStr(name, v)
		return v
	}
	if !t.SetItem(ns, name.Value(), v) {
		return object.Value{}
	}
	return v
}
