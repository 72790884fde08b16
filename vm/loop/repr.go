package loop

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// reprs of futures, tasks and handles, as asyncio's format_helpers makes them.

// reprInfo lists what a future's repr says.
func (f *Future) reprInfo(t *object.Thread) ([]string, bool) {
	if f.loop == nil {
		notInitialized(t)
		return nil, false
	}
	var info []string
	switch f.state() {
	case statePending:
		info = append(info, "pending")
	case stateCancelled:
		info = append(info, "cancelled")
	case stateFinished:
		r, ok := shortRepr(t, f.result)
		if !ok {
			return nil, false
		}
		info = append(info, "finished", "result="+r)
	case stateFailed:
		r, ok := t.Repr(f.result)
		if !ok {
			return nil, false
		}
		info = append(info, "finished", "exception="+r)
	}
	if f.cb.fn.P != nil {
		s, ok := f.callbacksText(t)
		if !ok {
			return nil, false
		}
		info = append(info, s)
	}
	if x := f.extra; x != nil && x.source.P != nil {
		if s := createdAt(t, x.source); s != "" {
			info = append(info, s)
		}
	}
	return info, true
}

// createdAt says where an object was made, from its captured stack.
func createdAt(t *object.Thread, stack object.Value) string {
	var last object.Value
	if !t.Each(stack, func(v object.Value) bool { last = v; return true }) || last.P == nil {
		t.Clear()
		return ""
	}
	file, line := t.GetItem(last, object.Int(0)), t.GetItem(last, object.Int(1))
	if file.P == nil || line.P == nil {
		t.Clear()
		return ""
	}
	fs, _ := t.Str(file)
	ls, _ := t.Str(line)
	return "created at " + fs + ":" + ls
}

// callbacksText shows the first and the last callback.
func (f *Future) callbacksText(t *object.Thread) (string, bool) {
	one := func(cb callback) (string, bool) {
		if w := AsFuture(cb.fn); w != nil {
			if w.Flags&flagGather != 0 {
				return "gather.<locals>._done_callback() at <aio:asyncio.tasks>:1", true
			}
			return "Task.task_wakeup()", true
		}
		return CallbackSource(t, cb.fn, nil, false)
	}
	first, ok := one(f.cb)
	if !ok {
		return "", false
	}
	n := len(f.more)
	if n == 0 {
		return "cb=[" + first + "]", true
	}
	last, ok := one(f.more[n-1])
	if !ok {
		return "", false
	}
	if n == 1 {
		return "cb=[" + first + ", " + last + "]", true
	}
	return fmt.Sprintf("cb=[%s, <%d more>, %s]", first, n-1, last), true
}

func futureRepr(t *object.Thread, a []object.Value) object.Value {
	f := (*Future)(a[0].P)
	info, ok := f.reprInfo(t)
	if !ok {
		return object.Value{}
	}
	return object.NewStr("<" + t.M.TypeOf(a[0]).Name + " " + strings.Join(info, " ") + ">")
}

func taskRepr(t *object.Thread, a []object.Value) object.Value {
	k := AsTask(a[0])
	info, ok := k.reprInfo(t)
	if !ok {
		return object.Value{}
	}
	if k.cancels > 0 && !k.Done() {
		info[0] = "cancelling"
	}
	name, ok := t.Repr(object.NewStr(k.Name()))
	if !ok {
		return object.Value{}
	}
	middle := []string{info[0], "name=" + name}
	if c := k.coroutine(); !c.IsNone() {
		s, ok := CoroutineText(t, c)
		if !ok {
			return object.Value{}
		}
		middle = append(middle, "coro=<"+s+">")
	}
	if s, ok := k.waiterText(t); !ok {
		return object.Value{}
	} else if s != "" {
		middle = append(middle, "wait_for="+s)
	}
	return object.NewStr("<" + t.M.TypeOf(a[0]).Name + " " + strings.Join(append(middle, info[1:]...), " ") + ">")
}

// waiterText is the repr of what the task awaits.
func (k *Task) waiterText(t *object.Thread) (string, bool) {
	switch k.sleep {
	case asleep, sleepFired:
		return "<Future pending cb=[Task.task_wakeup()]>", true
	case sleepBroken:
		return "<Future cancelled>", true
	case sleepDone:
		r, ok := shortRepr(t, k.result)
		return "<Future finished result=" + r + ">", ok
	}
	if k.waiter == nil {
		return "", true
	}
	return t.Repr(object.Value{P: k.waiter})
}

// CoroutineText describes a coroutine and where it is.
func CoroutineText(t *object.Thread, v object.Value) (string, bool) {
	if g := vm.AsGenerator(v); g != nil {
		file := g.Code().Source.Name
		if file == "" {
			file = "<empty co_filename>"
		}
		if g.Done() {
			return fmt.Sprintf("%s() done, defined at %s:%d", g.Name(), file, g.Code().FirstLine()), true
		}
		return fmt.Sprintf("%s() running at %s:%d", g.Name(), file, g.Line(vm.Of(t))), true
	}
	n := &stateOf(t).names
	attr := func(a, b *object.Str) object.Value {
		for _, name := range []*object.Str{a, b} {
			if r := t.LookupAttr(v, name); r.P != nil {
				if truth, ok := t.Truth(r); ok && truth {
					return r
				}
			}
			t.Clear()
		}
		return object.Value{}
	}
	name := "<" + t.M.TypeOf(v).Name + " without __name__>"
	if q := attr(n.qualName, n.name); q.IsStr() {
		name = q.Text()
	}
	name += "()"
	code := attr(n.crCode, n.giCode)
	if code.P == nil {
		if attr(n.crRunning, n.giRunning).P != nil {
			name += " running"
		}
		return name, true
	}
	text := func(o object.Value, name *object.Str) string {
		if r := t.LookupAttr(o, name); r.P != nil {
			if s, ok := t.Str(r); ok {
				return s
			}
		}
		t.Clear()
		return ""
	}
	if f := attr(n.giFrame, n.crFrame); f.P != nil {
		return name + " running at " + text(code, n.coFilename) + ":" + text(f, n.fLineno), true
	}
	return name + " done, defined at " + text(code, n.coFilename) + ":" + text(code, n.coFirstlineno), true
}

// callbackText is how exception reports show a callback.
func (l *Loop) callbackText(t *object.Thread, fn object.Value, args []object.Value) (string, bool) {
	return CallbackSource(t, fn, args, l.isDebug(t))
}

// CallbackSource is a callback's name, with its arguments in debug mode, and
// where it is defined.
func CallbackSource(t *object.Thread, fn object.Value, args []object.Value, debug bool) (string, bool) {
	s, ok := callbackName(t, fn, args, nil, "", debug)
	if !ok {
		return "", false
	}
	if c := stateOf(t).asCompleter(fn); c != nil {
		return s + " at <aio:" + c.Module() + ">:1", true
	}
	if stateOf(t).asCompleter(fn) != nil {
		// written in Python on CPython, so programs see where it stands
		return s + " at <aio:asyncio>:1", true
	}
	if file, line := FunctionSource(t, fn); file != "" {
		s += " at " + file + ":" + strconv.Itoa(line)
	}
	return s, true
}

// partialParts takes a functools.partial apart.
func partialParts(t *object.Thread, fn object.Value) (f, args, kw object.Value, ok bool) {
	ty := t.M.TypeOf(fn)
	if ty.Name != "partial" && ty.Name != "partialmethod" {
		return
	}
	f = t.LookupAttr(fn, t.M.Intern("func"))
	args = t.LookupAttr(fn, t.M.Intern("args"))
	kw = t.LookupAttr(fn, t.M.Intern("keywords"))
	t.Clear()
	return f, args, kw, f.P != nil && object.AsTuple(args) != nil
}

func callbackName(t *object.Thread, fn object.Value, args []object.Value, kw *object.Dict, suffix string, debug bool) (string, bool) {
	if f, pargs, pkw, ok := partialParts(t, fn); ok {
		s, ok := argsText(t, args, kw, debug)
		if !ok {
			return "", false
		}
		return callbackName(t, f, object.AsTuple(pargs).Items, object.AsDict(pkw), s+suffix, debug)
	}
	name := ""
	for _, n := range []*object.Str{stateOf(t).names.qualName, stateOf(t).names.name} {
		if q := t.LookupAttr(fn, n); q.IsStr() && q.Text() != "" {
			name = q.Text()
			break
		}
		t.Clear()
	}
	if name == "" {
		r, ok := t.Repr(fn)
		if !ok {
			return "", false
		}
		name = r
	}
	s, ok := argsText(t, args, kw, debug)
	return name + s + suffix, ok
}

// argsText shows arguments, in debug mode alone: they may be secret.
func argsText(t *object.Thread, args []object.Value, kw *object.Dict, debug bool) (string, bool) {
	if !debug {
		return "()", true
	}
	var parts []string
	for _, a := range args {
		r, ok := shortRepr(t, a)
		if !ok {
			return "", false
		}
		parts = append(parts, r)
	}
	good := true
	if kw != nil {
		kw.Each(func(k, v object.Value) bool {
			r, ok := shortRepr(t, v)
			good = good && ok
			parts = append(parts, k.Text()+"="+r)
			return good
		})
	}
	return "(" + strings.Join(parts, ", ") + ")", good
}

// FunctionSource is where a function of the script is defined.
func FunctionSource(t *object.Thread, fn object.Value) (string, int) {
	for range 100 {
		if f, _, _, ok := partialParts(t, fn); ok {
			fn = f
			continue
		}
		if fn.Kind() == object.KindBoundMethod {
			fn = (*object.BoundMethod)(fn.P).Func
			continue
		}
		if w := t.LookupAttr(fn, object.Names().Wrapped); w.P != nil && fn.Kind() != object.KindType {
			fn = w
			continue
		}
		t.Clear()
		break
	}
	if c := vm.FunctionCode(fn); c != nil {
		return c.Source.Name, c.FirstLine()
	}
	return "", 0
}

func (h *Handle) reprText(t *object.Thread) (string, bool) {
	if h.text != "" {
		return h.text, true
	}
	info := []string{t.M.TypeOf(h.Value()).Name}
	if h.cancelled {
		info = append(info, "cancelled")
	}
	if h.timer {
		r, ok := t.Repr(object.Float(h.when))
		if !ok {
			return "", false
		}
		info = append(info, "when="+r)
	}
	fn := h.fn
	if fn.P == nil {
		fn = h.alarm.Callback(t)
	}
	if !fn.IsNone() {
		s, ok := CallbackSource(t, fn, h.args, h.loop.isDebug(t))
		if !ok {
			return "", false
		}
		info = append(info, s)
	}
	if h.source.P != nil {
		if s := createdAt(t, h.source); s != "" {
			info = append(info, s)
		}
	}
	return "<" + strings.Join(info, " ") + ">", true
}
