package asyncio

import (
	"fmt"
	"slices"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// group is what an asyncio.TaskGroup is made of.
type group struct {
	object.Opaque
	loop   *loop.Loop
	parent object.Value // the task that has entered the group; nil before and after
	// tasks are the members in the order of their creation. Some may be
	// done: n are not.
	tasks  []object.Value
	n      int
	watch  *groupWatch // their done callback; nil before the first
	errors []object.Value
	// fatal is the first SystemExit or KeyboardInterrupt: it is raised alone.
	fatal object.Value
	// idle is the wait of the group's end for its last member; mostly nil.
	idle *loop.Wait
	// cancelled is the CancelledError to raise at the end, unless it turns
	// out to be the group's own doing.
	cancelled object.Value
	// kind and exc are what the body raised, None if nothing.
	kind, exc object.Value

	entered, exiting, aborting bool
	// cancelledParent: the group has cancelled its parent, to end the body.
	cancelledParent bool
}

// groupWatch is the done callback of a group's members.
type groupWatch struct {
	object.Opaque
	group *group
}

func asGroup(v object.Value) *group {
	g, _ := object.Payload[*group](v)
	return g
}

func (g *group) value() object.Value { return object.FromHeader(&g.Header) }

// add makes a task a member.
func (g *group) add(t *object.Thread, task object.Value) bool {
	if g.watch == nil {
		g.watch = &groupWatch{group: g}
		loop.StateOf(t).NewCompleterIn(&g.watch.Opaque, g.watch)
	}
	if len(g.tasks) >= 2*g.n+16 {
		g.tasks = slices.DeleteFunc(g.tasks, func(v object.Value) bool {
			f := loop.AsFuture(v)
			return f != nil && f.Done()
		})
	}
	g.tasks = append(g.tasks, task)
	g.n++
	return loop.AddDone(t, task, object.FromHeader(&g.watch.Header))
}

// pending are the members that are not done.
func (g *group) pending(t *object.Thread) ([]object.Value, bool) {
	out := make([]object.Value, 0, g.n)
	for _, task := range g.tasks {
		done, ok := loop.IsDone(t, task)
		if !ok {
			return nil, false
		}
		if !done {
			out = append(out, task)
		}
	}
	return out, true
}

// QualName implements loop.Completer.
func (w *groupWatch) QualName() string { return "TaskGroup._on_task_done" }

// Module implements loop.Completer.
func (w *groupWatch) Module() string { return "taskgroups.py" }

// AwaitedBy implements loop.Awaited.
func (w *groupWatch) AwaitedBy() object.Value { return w.group.parent }

// FutureDone is called when a member is done.
func (w *groupWatch) FutureDone(t *object.Thread, f *loop.Future) bool {
	return w.ObjectDone(t, f.Value())
}

// ObjectDone is FutureDone for a task of any class.
func (w *groupWatch) ObjectDone(t *object.Thread, task object.Value) bool {
	w.group.n--
	return w.group.memberDone(t, task)
}

// memberDone takes note of the end of a task.
func (g *group) memberDone(t *object.Thread, task object.Value) bool {
	if g.idle != nil && g.n == 0 {
		if _, ok := g.idle.Wake(t, object.True); !ok {
			return false
		}
	}
	exc, failed, _, ok := loop.StateOf(t).Ended(t, task)
	if !ok || !failed {
		return ok
	}
	g.errors = append(g.errors, exc)
	if isFatal(t, exc) && g.fatal.P == nil {
		g.fatal = exc
	}
	over, ok := loop.IsDone(t, g.parent)
	switch {
	case !ok:
		return false
	case over:
		return g.orphaned(t, task, exc)
	case g.aborting || g.cancelledParent:
		return true
	}
	// stop the others, and the parent wherever its body waits
	if !g.abort(t) {
		return false
	}
	g.cancelledParent = true
	_, ok = loop.CancelAny(t, g.parent, object.Value{})
	return ok
}

// isFatal reports whether an exception ends the program rather than the group.
func isFatal(t *object.Thread, exc object.Value) bool {
	ty := t.M.TypeOf(exc)
	return ty.IsSubtypeOf(t.M.Type(object.ShapeSystemExit)) || ty.IsSubtypeOf(t.M.Type(object.ShapeKeyboardInterrupt))
}

// orphaned reports a member that failed after the group's parent had ended.
func (g *group) orphaned(t *object.Thread, task, exc object.Value) bool {
	text, ok1 := t.Repr(task)
	parent, ok2 := t.Str(g.parent)
	if !ok1 || !ok2 {
		return false
	}
	d := object.NewDict()
	d.SetStr(t.M.Intern("message"), object.NewStr(fmt.Sprintf("Task %s has errored out but its parent task %s is already completed", text, parent)))
	d.SetStr(t.M.Intern("exception"), exc)
	d.SetStr(t.M.Intern("task"), task)
	return t.CallMethod(g.loop.Value(), t.M.Intern("call_exception_handler"), d.Value()).P != nil
}

// abort cancels the members.
func (g *group) abort(t *object.Thread) bool {
	g.aborting = true
	tasks, ok := g.pending(t)
	if !ok {
		return false
	}
	for _, task := range tasks {
		// the cancellation of one may have ended another
		if done, ok := loop.IsDone(t, task); !ok {
			return false
		} else if done {
			continue
		}
		if _, ok := loop.CancelAny(t, task, object.Value{}); !ok {
			return false
		}
	}
	return true
}

// refuse raises RuntimeError about the group.
func (g *group) refuse(t *object.Thread, what string) object.Value {
	if me, ok := t.Repr(g.value()); ok {
		t.RuntimeErrorf("TaskGroup %s %s", me, what)
	}
	return object.Value{}
}

// enter begins the body.
func (g *group) enter(t *object.Thread) (object.Value, vm.Fast) {
	if g.entered {
		return g.refuse(t, "has already been entered"), vm.Failed
	}
	l := g.loop
	if l == nil {
		if l = loop.Running(t); l == nil {
			t.RuntimeErrorf("no running event loop")
			return failed()
		}
		g.loop = l
	}
	task := l.CurrentValue()
	if task.IsNone() {
		return g.refuse(t, "cannot determine the parent task"), vm.Failed
	}
	g.parent, g.entered = task, true
	return g.value(), vm.Ready
}

// createTask is TaskGroup.create_task.
func (g *group) createTask(t *object.Thread, coro, name, context object.Value) object.Value {
	problem := ""
	switch {
	case !g.entered:
		problem = "has not been entered"
	case g.exiting && g.n == 0:
		problem = "is finished"
	case g.aborting:
		problem = "is shutting down"
	}
	if problem != "" {
		if t.CallMethod(coro, object.Names().Close).P == nil {
			return object.Value{}
		}
		return g.refuse(t, problem)
	}
	task := g.loop.NewTaskFor(t, coro, name, context)
	if task.P == nil {
		return task
	}
	done, ok := loop.IsDone(t, task)
	if ok && done { // an eager task
		ok = g.memberDone(t, task)
	} else if ok {
		ok = g.add(t, task)
	}
	if !ok {
		return object.Value{}
	}
	return task
}

// exit ends the body, which raised exc unless that is None.
func (g *group) exit(t *object.Thread, kind, exc object.Value) (object.Value, vm.Fast) {
	g.exiting, g.kind, g.exc = true, kind, exc
	if !kind.IsNone() {
		if g.fatal.P == nil && object.AsException(exc) != nil && isFatal(t, exc) {
			g.fatal = exc
		}
		if g.bodyCancelled(t) {
			g.cancelled = exc
		}
		if !g.aborting && !g.abort(t) {
			return g.leave()
		}
	}
	return g.wait(t)
}

// bodyCancelled reports whether the body ended in a CancelledError.
func (g *group) bodyCancelled(t *object.Thread) bool {
	ty := object.AsType(g.kind)
	return ty != nil && ty.IsSubtypeOf(cancelledType(t))
}

// wait waits until there are no members.
func (g *group) wait(t *object.Thread) (object.Value, vm.Fast) {
	if g.n == 0 {
		return g.end(t)
	}
	g.idle = g.loop.Park(t, g)
	return g.idle.Value(), vm.Parked
}

// Resume goes on with the end of the group.
func (g *group) Resume(t *object.Thread, w *loop.Wait, exc object.Value) (object.Value, vm.Fast) {
	g.idle = nil
	if exc.P != nil {
		if !isCancelled(t, exc) {
			t.Exc = exc
			return g.leave()
		}
		if !g.aborting { // cancelled from outside: so are the members
			g.cancelled = exc
			if !g.abort(t) {
				return g.leave()
			}
		}
	}
	return g.wait(t)
}

// leave is the end of the group with an exception pending. It forgets what it
// holds.
func (g *group) leave() (object.Value, vm.Fast) {
	g.forget()
	return object.Value{}, vm.Failed
}

func (g *group) forget() {
	g.tasks, g.watch = nil, nil
	g.parent, g.errors, g.fatal, g.cancelled = object.None, nil, object.Value{}, object.Value{}
	g.kind, g.exc = object.None, object.None
}

// raise makes an exception pending that is not new.
func (g *group) raise(t *object.Thread, exc object.Value) (object.Value, vm.Fast) {
	t.RaiseException(object.AsException(exc))
	return g.leave()
}

// end raises what there is to raise.
func (g *group) end(t *object.Thread) (object.Value, vm.Fast) {
	if g.fatal.P != nil {
		return g.raise(t, g.fatal)
	}
	if g.cancelledParent {
		left, ok := loop.Uncancel(t, g.parent)
		if !ok {
			return g.leave()
		}
		if left == 0 { // nobody but the group has cancelled the parent
			g.cancelled = object.Value{}
		}
	}
	if g.cancelled.P != nil && len(g.errors) == 0 {
		return g.raise(t, g.cancelled)
	}
	if !g.kind.IsNone() && !g.bodyCancelled(t) {
		g.errors = append(g.errors, g.exc)
	}
	if len(g.errors) == 0 {
		g.forget()
		return object.None, vm.Ready
	}
	// a cancellation from outside stays due, though the failures go first
	requests, ok := loop.Cancelling(t, g.parent)
	if ok && requests > 0 {
		if _, ok = loop.Uncancel(t, g.parent); ok {
			_, ok = loop.CancelAny(t, g.parent, object.Value{})
		}
	}
	if !ok {
		return g.leave()
	}
	e := t.MakeException(t.M.Type(object.ShapeBaseExceptionGroup).Value(), object.NewStr("unhandled errors in a TaskGroup"), object.NewList(g.errors))
	if e == nil {
		return g.leave()
	}
	e.SuppressContext = true
	t.RaiseException(e)
	return g.leave()
}

var groupSteps = []loop.Step{
	{Sig: "_group_enter(group, /)", Doc: "Begin the body of a TaskGroup.", Fn: func(t *object.Thread, a []object.Value) (object.Value, vm.Fast) {
		if g := asGroup(a[0]); g != nil {
			return g.enter(t)
		}
		return object.Value{}, vm.Declined
	}},
	{Sig: "_group_exit(group, exc_type, exc, tb, /)", Doc: "Wait for the tasks of a TaskGroup.", Fn: func(t *object.Thread, a []object.Value) (object.Value, vm.Fast) {
		if g := asGroup(a[0]); g != nil {
			return g.exit(t, a[1], a[2])
		}
		return object.Value{}, vm.Declined
	}},
}

var groupDecl = object.TypeDecl{
	Name: "asyncio.taskgroups.TaskGroup", Kind: object.KindOpaque,
	Doc: "What a TaskGroup is made of.",
	New: &object.Def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create a task group.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		g := &group{kind: object.None, exc: object.None}
		g.Data = g
		return object.InitOpaque(&g.Opaque, object.AsType(a[0]))
	}},
	Methods: []object.Def{
		{Sig: "def create_task(self, coro, *, name=None, context=None)", Doc: "Make a task of the group and return it.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return (*group)(a[0].P).createTask(t, a[1], a[2], a[3])
		}},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			g := (*group)(a[0].P)
			text := ""
			if g.n > 0 {
				text += fmt.Sprintf(" tasks=%d", g.n)
			}
			if n := len(g.errors); n > 0 {
				text += fmt.Sprintf(" errors=%d", n)
			}
			switch {
			case g.aborting:
				text += " cancelling"
			case g.entered:
				text += " entered"
			}
			return object.NewStr("<TaskGroup" + text + ">")
		}},
	},
	GetSets: []object.GetSetDef{
		{Name: "_tasks", Get: func(t *object.Thread, v object.Value) object.Value {
			g := (*group)(v.P)
			tasks, ok := g.pending(t)
			if !ok {
				return object.Value{}
			}
			set := object.NewSet()
			for _, task := range tasks {
				if !set.Add(t, task) {
					return object.Value{}
				}
			}
			return set.Value()
		}},
		{Name: "_errors", Get: func(t *object.Thread, v object.Value) object.Value {
			return object.NewList(append([]object.Value(nil), (*group)(v.P).errors...))
		}},
		{Name: "_parent_task", Get: func(t *object.Thread, v object.Value) object.Value {
			if p := (*group)(v.P).parent; p.P != nil {
				return p
			}
			return object.None
		}},
	},
}
