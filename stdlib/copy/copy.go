// Package copy is the copy module: shallow and deep copies.
package copy

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

type (
	thread = object.Thread
	value  = object.Value
	def    = object.Def
)

//go:embed copy.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "copy",
		Doc:  "Generic (shallow and deep) copying operations.",
		Funcs: []def{
			{Sig: "copy(x)", Doc: "Shallow copy operation on arbitrary objects.", Fn: copyShallow},
			{Sig: "deepcopy(x, memo=None)", Doc: "Deep copy operation on arbitrary objects.\n\nmemo maps the ids of objects that have been copied to their copies.", Fn: func(t *thread, a []value) value {
				memo := a[1]
				if memo.IsNone() {
					memo = object.NewDict().Value()
				}
				d := &deep{t: t, memo: memo}
				return d.copy(a[0])
			}},
		},
		Source: source,
	}
}

// isAtomic reports whether v counts as immutable for both kinds of copies.
func isAtomic(t *thread, v value) bool {
	switch v.Shape() {
	case object.ShapeInt, object.ShapeFloat, object.ShapeBool, object.ShapeNone, object.ShapeNotImplemented, object.ShapeEllipsis,
		object.ShapeComplex, object.ShapeStr, object.ShapeBytes, object.ShapeRange, object.ShapeBuiltinFunction, object.ShapeFunction,
		object.ShapeProperty, object.ShapeCode:
		return true
	}
	return v.Kind() == object.KindType || v.Kind() == object.KindOpaque && t.M.TypeOf(v).Label() == "weakref.ReferenceType"
}

func copyShallow(t *thread, a []value) value {
	x := a[0]
	if isAtomic(t, x) {
		return x
	}
	switch x.Shape() {
	case object.ShapeTuple, object.ShapeFrozenSet, object.ShapeSlice, object.ShapeSuper:
		return x
	case object.ShapeList, object.ShapeDict, object.ShapeSet, object.ShapeByteArray:
		return t.CallMethod(x, t.M.Intern("copy"))
	}
	if isPlain(t, x) {
		y := object.NewInstance(t.M.TypeOf(x)).Value()
		t.M.OwnAttrs(x, func(name *object.Str, v value) { t.M.SetOwnAttr(y, name, v) })
		return y
	}
	if f := t.LookupAttr(t.M.TypeOf(x).Value(), object.Names().Copy); f.P != nil {
		return t.Call(f, x)
	} else if t.Exc.P != nil {
		return value{}
	}
	rv, ok := reduce(t, x, "un(shallow)copyable object of type %s")
	if !ok {
		return value{}
	}
	if rv.IsStr() {
		return x
	}
	return reconstruct(t, nil, x, rv)
}

// isPlain reports whether x is an instance of a class that says nothing about
// creation, attributes or copying, so that copying its attributes is copying
// it.
func isPlain(t *thread, x value) bool {
	if x.Kind() != object.KindInstance {
		return false
	}
	ty, base, n := t.M.TypeOf(x), t.M.Type(object.ShapeObject), object.Names()
	if !ty.IsHeap() || ty.FixedSlots > 0 || ty.Flags&object.TypeHasDict == 0 {
		return false
	}
	for _, name := range [...]*object.Str{n.ReduceEx, n.Reduce, n.GetState, n.New, n.GetAttribute} {
		if t.M.Lookup(ty, name) != t.M.Own(base, name) {
			return false
		}
	}
	for _, name := range [...]*object.Str{n.Copy, n.DeepCopy, n.SetState, n.GetNewArgs, n.GetNewArgsEx, n.GetAttr} {
		if t.M.Lookup(ty, name).P != nil || t.M.OwnAttr(x, name).P != nil {
			return false
		}
	}
	return true
}

// reduce returns how x wants to be made again: a str or a tuple. message is
// the error for an object that cannot tell.
func reduce(t *thread, x value, message string) (value, bool) {
	n := object.Names()
	cls := t.M.TypeOf(x).Value()
	copyreg := t.Exec.Import(t, "copyreg")
	if copyreg.P == nil {
		return copyreg, false
	}
	table := t.GetAttr(copyreg, t.M.Intern("dispatch_table"))
	if table.P == nil {
		return table, false
	}
	f := t.CallMethod(table, t.M.Intern("get"), cls)
	if f.P == nil {
		return f, false
	}
	if !f.IsNone() {
		r := t.Call(f, x)
		return r, r.P != nil
	}
	if f = t.LookupAttr(x, n.ReduceEx); f.P != nil {
		r := t.Call(f, object.Int(4))
		return r, r.P != nil
	}
	if t.Exc.P == nil {
		if f = t.LookupAttr(x, n.Reduce); f.P != nil {
			r := t.Call(f)
			return r, r.P != nil
		}
	}
	if t.Exc.P == nil {
		raiseError(t, message, cls)
	}
	return value{}, false
}

// raiseError raises copy.Error.
func raiseError(t *thread, message string, cls value) {
	r, ok := t.Str(cls)
	if !ok {
		return
	}
	mod := t.Exec.Import(t, "copy")
	if mod.P == nil {
		return
	}
	class := t.GetAttr(mod, t.M.Intern("Error"))
	if class.P == nil {
		return
	}
	e := t.Call(class, object.NewStr(message[:len(message)-2]+r))
	if exc := object.AsException(e); exc != nil {
		t.RaiseException(exc)
	}
}
