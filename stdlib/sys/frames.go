package sys

import (
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// frameFuncs are what sys tells of running functions and of the exception that
// is being handled.
func frameFuncs() []object.Def {
	return []object.Def{
		{Sig: "_getframe(depth=0, /)", Doc: "Return the frame of the function depth calls up.", Fn: getFrame},
		{Sig: "_getframemodulename(depth=0)", Doc: "Return the name of the module of the function depth calls up, None where there is none.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			depth, ok := t.IndexInt(a[0])
			if !ok {
				return object.Value{}
			}
			if _, _, globals := t.Exec.Where(t, depth+1); globals != nil {
				if name := globals.GetStr(object.Names().Name); name.P != nil {
					return name
				}
			}
			return object.None
		}},
		{Sig: "exception()", Doc: "Return the exception that is being handled, or None.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			if e := t.Exec.Handled(t); e.P != nil {
				return e
			}
			return object.None
		}},
		{Sig: "exc_info()", Doc: "Return (type, value, traceback) of the exception that is being handled, or Nones.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			e := t.Exec.Handled(t)
			if e.P == nil {
				return object.TupleOf(object.None, object.None, object.None)
			}
			return object.TupleOf(t.M.TypeOf(e).Value(), e, t.Exec.Traceback(t, object.AsException(e)))
		}},
	}
}

func getFrame(t *object.Thread, a []object.Value) object.Value {
	depth, ok := t.IndexInt(a[0])
	if !ok {
		return object.Value{}
	}
	f := vm.Of(t).FrameObject(max(depth, 0))
	if f.P == nil {
		return t.ValueErrorf("call stack is not deep enough")
	}
	return f
}
