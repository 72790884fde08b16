package loop

import (
	"github.com/aio-lang/aio/vm/object"
)

// Completer is a done callback written in Go.
type Completer interface {
	// FutureDone is called with a future that is done. False means that an
	// exception is pending.
	FutureDone(t *object.Thread, f *Future) bool
	// QualName is the name that shows in the reprs of futures, and Module
	// where it is said to be defined.
	QualName() string
	Module() string
}

// ObjectCompleter is a Completer that futures of a script's classes may call
// too.
type ObjectCompleter interface {
	ObjectDone(t *object.Thread, fut object.Value) bool
}

// Awaited is a Completer that knows who waits for its future: a task, or
// another future.
type Awaited interface{ AwaitedBy() object.Value }

// NewCompleter makes the object of a completer.
func (s *State) NewCompleter(c Completer) object.Value { return object.NewOpaque(s.completer, c) }

// asCompleter is the completer behind a callback, or nil.
func (s *State) asCompleter(v object.Value) Completer {
	if v.Kind() != object.KindOpaque || v.Shape() != s.completer.Shape0.ID {
		return nil
	}
	return (*object.Opaque)(v.P).Data.(Completer)
}

func completerOf(v object.Value) Completer { return (*object.Opaque)(v.P).Data.(Completer) }

var completerDecl = object.TypeDecl{
	Name: "asyncio.callback", Kind: object.KindOpaque, Flags: object.TypeNoNew | object.TypeNoSubclass,
	Methods: []object.Def{
		{Sig: "__call__(self, fut, /)", Doc: "Take note that the future is done.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			f := AsFuture(a[1])
			if c, ok := completerOf(a[0]).(ObjectCompleter); ok && (f == nil || t.M.TypeOf(a[1]).IsHeap()) {
				return none(c.ObjectDone(t, a[1]))
			}
			if f == nil {
				return t.TypeErrorf("a future is required, not %s", t.TypeName(a[1]))
			}
			if !completerOf(a[0]).FutureDone(t, f) {
				return object.Value{}
			}
			return object.None
		}},
	},
	GetSets: []object.GetSetDef{
		{Name: "__qualname__", Get: func(t *object.Thread, v object.Value) object.Value { return object.NewStr(completerOf(v).QualName()) }},
		{Name: "__name__", Get: func(t *object.Thread, v object.Value) object.Value { return object.NewStr(completerOf(v).QualName()) }},
	},
}
