package contextlib

import "github.com/aio-lang/aio/vm/object"

// unwinding is the end of an exit stack: what is on it is left in turn, each
// with the exception that is then on its way, as if with statements were
// nested.
type unwinding struct {
	object.Opaque
	exc        value // on its way; None: nothing
	outer      value // what was being handled before, nil: nothing
	received   bool  // there was an exception at the beginning
	suppressed bool
	raised     bool // exc comes from a member, so that it is to be raised
}

var unwindingDecl = typeDecl{
	Name: "contextlib._unwinding", Kind: object.KindOpaque, Flags: object.TypeNoSubclass | object.TypeNoNew,
	Methods: []def{
		{Sig: "details(self, /)", Doc: "The three arguments for the next member.", Fn: func(t *thread, a []value) value {
			u := (*unwinding)(a[0].P)
			e := object.AsException(u.exc)
			if e == nil {
				return object.NewTriple(object.None, object.None, object.None)
			}
			return object.NewTriple(t.M.TypeOf(u.exc).Value(), u.exc, t.Exec.Traceback(t, e))
		}},
		{Sig: "left(self, swallow, /)", Doc: "Note what a member returned: something true ends the exception.", Fn: func(t *thread, a []value) value {
			yes, ok := t.Truth(a[1])
			if !ok {
				return value{}
			}
			if u := (*unwinding)(a[0].P); yes {
				u.exc, u.suppressed, u.raised = object.None, true, false
			}
			return object.None
		}},
		{Sig: "failed(self, exc, /)", Doc: "Note what a member raised.", Fn: func(t *thread, a []value) value {
			(*unwinding)(a[0].P).failed(a[1])
			return object.None
		}},
		{Sig: "end(self, /)", Doc: "Raise what is on its way, or tell whether what came was suppressed.", Fn: func(t *thread, a []value) value {
			u := (*unwinding)(a[0].P)
			if u.raised { // its context is as it shall be
				t.Exc = u.exc
				return value{}
			}
			return object.Bool(u.received && u.suppressed)
		}},
	},
}

func newUnwinding(t *thread, a []value) value {
	u := &unwinding{exc: a[0], outer: t.Exec.Handled(t), received: !a[0].IsNone()}
	return object.InitOpaque(&u.Opaque, t.M.TypeFor(&unwindingDecl))
}

// failed puts the exception before at the end of the new one's chain, in the
// place of what was being handled outside.
func (u *unwinding) failed(exc value) {
	seen := map[*object.Exception]bool{}
	for e := object.AsException(exc); e != nil && !seen[e]; e = object.AsException(e.Context) {
		seen[e] = true
		before := object.AsException(e.Context)
		if before == nil || before.Value().P == u.exc.P {
			break // raised "from" nothing on purpose, or linked already
		}
		if before.Value().P == u.outer.P {
			e.Context = u.exc
			break
		}
	}
	u.exc, u.raised = exc, true
}
