package asyncio

import (
	"github.com/aio-lang/aio/stdlib/subprocess"
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// watchChildDef has callback(returncode) called by the loop when a child ends.
var watchChildDef = object.Def{Sig: "_watch_child(loop, pid, callback)", Doc: "Have callback(returncode) called when the child has ended.", Fn: func(t *object.Thread, a []object.Value) object.Value {
	l := loop.AsLoop(a[0])
	if l == nil {
		return t.NotImplementedf("subprocesses of event loops that do not derive from asyncio.BaseEventLoop")
	}
	pid, good := t.IntArg(a[1])
	if !good {
		return object.Value{}
	}
	callback := a[2]
	k := subprocess.ChildOf(t.M, pid)
	k.Watch()
	l.Expect()
	go func() {
		<-k.Done
		l.Post(func(t *vm.Thread) bool {
			l.Arrived()
			if !l.Closed() {
				l.CallSoon(callback, []object.Value{object.Int(int64(k.Code))}, nil)
			}
			return true
		})
	}()
	return object.None
}}
