package futures

import (
	"github.com/aio-lang/aio/vm/object"
)

func futureType(t *thread) *object.Type { return t.M.TypeFor(&futureDecl) }

func none(ok bool) value {
	if !ok {
		return value{}
	}
	return object.None
}

var futureDecl = object.TypeDecl{
	Name: "concurrent.futures._base.Future", Kind: object.KindOpaque, Flags: object.TypeSolid | object.TypeHasDict | object.TypeHasWeakref,
	Doc: "The result of a call that may not be over yet.",
	New: &def{Sig: "__new__(cls, *args, **kwargs)", Doc: "Create and return a new object.", Fn: func(t *thread, a []value) value {
		f := &future{}
		f.init()
		return object.InitOpaque(&f.Opaque, object.AsType(a[0]))
	}},
	Methods: []def{
		{Sig: "def __init__(self)", Doc: "Make it pending.", Fn: func(t *thread, a []value) value { return object.None }},
		{Sig: "def __repr__(self)", Doc: "Return repr(self).", Fn: futureRepr},
		{Sig: "def cancel(self)", Doc: "Cancel the call unless it runs or is over; return whether it is cancelled.", Fn: func(t *thread, a []value) value {
			return futureOf(a[0]).cancel(t)
		}},
		{Sig: "def cancelled(self)", Doc: "Return True if the call was cancelled.", Fn: func(t *thread, a []value) value {
			s := futureOf(a[0]).state
			return object.Bool(s == cancelled || s == notified)
		}},
		{Sig: "def running(self)", Doc: "Return True while the call runs.", Fn: func(t *thread, a []value) value {
			return object.Bool(futureOf(a[0]).state == running)
		}},
		{Sig: "def done(self)", Doc: "Return True if the call is over or was cancelled.", Fn: func(t *thread, a []value) value {
			return object.Bool(futureOf(a[0]).done())
		}},
		{Sig: "def add_done_callback(self, fn)", Doc: "Have fn(self) called when the call is over, at once if it is already.", Fn: func(t *thread, a []value) value {
			f := futureOf(a[0])
			if !f.done() {
				f.callbacks = append(f.callbacks, a[1])
				return object.None
			}
			return none(f.callOne(t, a[1]))
		}},
		{Sig: "def result(self, timeout=None)", Doc: "Return what the call returned, or raise what it raised; wait for it for at most timeout seconds.", Fn: func(t *thread, a []value) value {
			f := futureOf(a[0])
			if !f.await(t, a[1]) {
				return value{}
			}
			if e := object.AsException(f.exception); e != nil {
				return t.RaiseException(e)
			}
			return f.result
		}},
		{Sig: "def exception(self, timeout=None)", Doc: "Return what the call raised, or None; wait for it for at most timeout seconds.", Fn: func(t *thread, a []value) value {
			f := futureOf(a[0])
			if !f.await(t, a[1]) {
				return value{}
			}
			return f.exception
		}},
		{Sig: "def set_running_or_notify_cancel(self)", Doc: "For executors: begin the call; return False if it was cancelled.", Fn: func(t *thread, a []value) value {
			run, ok := futureOf(a[0]).begin(t)
			if !ok {
				return value{}
			}
			return object.Bool(run)
		}},
		{Sig: "def set_result(self, result)", Doc: "For executors: end the call with a result.", Fn: func(t *thread, a []value) value {
			return none(futureOf(a[0]).finish(t, a[1], object.None))
		}},
		{Sig: "def set_exception(self, exception)", Doc: "For executors: end the call with an exception.", Fn: func(t *thread, a []value) value {
			return none(futureOf(a[0]).finish(t, object.None, a[1]))
		}},
	},
	Class: []def{{Sig: "__class_getitem__(cls, item, /)", Doc: "Return the generic alias cls[item].", Fn: func(t *thread, a []value) value {
		return object.NewGenericAlias(t, a[0], a[1])
	}}},
	GetSets: []object.GetSetDef{
		{Name: "_state", Get: func(t *thread, v value) value { return t.M.Intern(stateNames[futureOf(v).state]).Value() }, Set: setState},
		{Name: "_result", Get: func(t *thread, v value) value { return futureOf(v).result }, Set: func(t *thread, v, x value) bool {
			futureOf(v).result = orNone(x)
			return true
		}},
		{Name: "_exception", Get: func(t *thread, v value) value { return futureOf(v).exception }, Set: func(t *thread, v, x value) bool {
			futureOf(v).exception = orNone(x)
			return true
		}},
	},
}

func orNone(v value) value {
	if v.P == nil {
		return object.None
	}
	return v
}

func setState(t *thread, v, x value) bool {
	for i, name := range stateNames {
		if x.P != nil && x.IsStr() && x.Text() == name {
			futureOf(v).state = state(i)
			return true
		}
	}
	t.ValueErrorf("no state of a future")
	return false
}

func futureRepr(t *thread, a []value) value {
	f := futureOf(a[0])
	text := "<" + t.M.TypeOf(a[0]).Name + " at " + object.Address(a[0]) + " state=" + shownStates[f.state]
	if f.state == finished {
		raised, ok := t.Truth(f.exception)
		switch {
		case !ok:
			return value{}
		case raised:
			text += " raised " + t.M.TypeOf(f.exception).Name
		default:
			text += " returned " + t.M.TypeOf(f.result).Name
		}
	}
	return object.NewStr(text + ">")
}
