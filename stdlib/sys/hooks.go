package sys

import (
	"github.com/aio-lang/aio/stdlib/io"
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
	"github.com/aio-lang/aio/vm/report"
)

// hookFuncs are what the interpreter calls when something happens, and those
// that set such hooks.
func hookFuncs() []object.Def {
	return []object.Def{
		{Sig: "displayhook(object, /)", Doc: "Print an object to sys.stdout and also save it in builtins._", Fn: displayHook},
		{Sig: "excepthook(exctype, value, traceback, /)", Doc: "Handle an exception by displaying it with a traceback on sys.stderr.", Fn: exceptHook},
		{Sig: "unraisablehook(unraisable, /)", Doc: "Handle an unraisable exception.", Fn: unraisableHook},
		{Sig: "breakpointhook(*args, **kws)", Doc: "This hook function is called by built-in breakpoint().", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return t.NotImplementedf("breakpoint(): aio has no debugger")
		}},
		{Sig: "settrace(function, /)", Doc: "Set the global debug tracing function.", Fn: traceSetter("settrace")},
		{Sig: "setprofile(function, /)", Doc: "Set the profiling function.", Fn: traceSetter("setprofile")},
		{Sig: "_settraceallthreads(arg, /)", Doc: "Set the global debug tracing function in all threads.", Fn: traceSetter("_settraceallthreads")},
		{Sig: "_setprofileallthreads(arg, /)", Doc: "Set the profiling function in all threads.", Fn: traceSetter("_setprofileallthreads")},
		{Sig: "gettrace()", Doc: "Return the global debug tracing function: there is none.", Fn: none},
		{Sig: "getprofile()", Doc: "Return the profiling function: there is none.", Fn: none},
		{Sig: "addaudithook(hook)", Doc: "Adds a new audit hook callback.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return t.NotImplementedf("sys.addaudithook")
		}},
		{Sig: "set_asyncgen_hooks(firstiter=<unrepresentable>, finalizer=<unrepresentable>)", Doc: "Set hooks for asynchronous generators.", Fn: setAsyncGenHooks},
		{Sig: "get_asyncgen_hooks()", Doc: "Return the installed asynchronous generators hooks.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			h := vm.Of(t).Machine().AsyncGenHooks
			return object.NewStructSequence(t.M.TypeFor(hooksInfo.Decl()), 2, []object.Value{orNone(h.FirstIter), orNone(h.Finalizer)})
		}},
	}
}

func none(t *object.Thread, a []object.Value) object.Value { return object.None }

func orNone(v object.Value) object.Value {
	if v.P == nil {
		return object.None
	}
	return v
}

// traceSetter makes settrace and its kin: None changes nothing, a function
// would never be called.
func traceSetter(name string) object.NativeFn {
	return func(t *object.Thread, a []object.Value) object.Value {
		if a[0].IsNone() {
			return a[0]
		}
		return t.NotImplementedf("sys.%s: aio does not trace", name)
	}
}

func displayHook(t *object.Thread, a []object.Value) object.Value {
	if a[0].IsNone() {
		return object.None
	}
	underscore := t.M.Intern("_")
	t.M.Builtins.SetStr(underscore, object.None)
	out := Stdout(t)
	if out.P == nil || out.IsNone() {
		return t.RuntimeErrorf("lost sys.stdout")
	}
	s, ok := t.Repr(a[0])
	if !ok || !io.WriterTo(t, out).Write(t, s) || !io.WriterTo(t, out).Write(t, "\n") {
		return object.Value{}
	}
	t.M.Builtins.SetStr(underscore, a[0])
	return object.None
}

// Display writes e with its traceback to sys.stderr.
func Display(t *object.Thread, e *object.Exception) {
	WriteStderr(t, report.Capture(t, e).String())
}

func exceptHook(t *object.Thread, a []object.Value) object.Value {
	e := object.AsException(a[1])
	if e == nil {
		WriteStderr(t, "TypeError: print_exception(): Exception expected for value, "+t.TypeName(a[1])+" found\n")
		return object.None
	}
	if tb := a[2]; tb.Kind() == object.KindTraceback && t.Exec.Traceback(t, e).IsNone() {
		t.Exec.SetTraceback(t, e, tb)
	}
	Display(t, e)
	return object.None
}

// unraisable is how the machine reports an exception that nobody can catch: by
// sys.unraisablehook.
func unraisable(t *object.Thread, e *object.Exception, message string, obj object.Value) {
	pending := t.Clear()
	defer func() { t.Exc = pending }()
	msg := object.None
	if message != "" {
		msg = object.NewStr(message)
	}
	args := object.NewStructSequence(t.M.TypeFor(unraisableInfo.Decl()), 5, []object.Value{
		t.M.TypeOf(e.Value()).Value(), e.Value(), t.Exec.Traceback(t, e), msg, orNone(obj)})
	hook := Attr(t, "unraisablehook")
	if hook.P != nil && !hook.IsNone() {
		if t.Call(hook, args).P != nil {
			return
		}
		e = object.AsException(t.Clear())
		unraisableText(t, e, "Exception ignored in sys.unraisablehook", hook)
		return
	}
	unraisableText(t, e, message, obj)
}

func unraisableHook(t *object.Thread, a []object.Value) object.Value {
	u := object.AsTuple(a[0])
	if u == nil || t.M.TypeOf(a[0]) != t.M.TypeFor(unraisableInfo.Decl()) {
		return t.TypeErrorf("sys.unraisablehook argument type must be UnraisableHookArgs")
	}
	message := ""
	if u.Items[3].IsStr() {
		message = u.Items[3].Text()
	}
	obj := u.Items[4]
	if obj.IsNone() {
		obj = object.Value{}
	}
	if e := object.AsException(u.Items[1]); e != nil {
		unraisableText(t, e, message, obj)
	}
	return object.None
}

// unraisableText writes an exception under a line that says where it was.
func unraisableText(t *object.Thread, e *object.Exception, message string, obj object.Value) {
	head := message
	if obj.P != nil && !obj.IsNone() {
		if head == "" {
			head = "Exception ignored in"
		}
		r, ok := t.Repr(obj)
		if !ok {
			t.Clear()
			r = "<object repr() failed>"
		}
		head += ": " + r
	} else if head != "" {
		head += ":"
	}
	if head != "" {
		head += "\n"
	}
	WriteStderr(t, head+report.Capture(t, e).String())
}

func setAsyncGenHooks(t *object.Thread, a []object.Value) object.Value {
	h := &vm.Of(t).Machine().AsyncGenHooks
	for i, name := range []string{"firstiter", "finalizer"} {
		if v := a[i]; v.P != nil && !v.IsNone() && !t.IsCallable(v) {
			return t.TypeErrorf("callable %s expected, got %s", name, t.TypeName(v))
		}
	}
	for i, place := range []*object.Value{&h.FirstIter, &h.Finalizer} {
		switch v := a[i]; {
		case v.P == nil:
		case v.IsNone():
			*place = object.Value{}
		default:
			*place = v
		}
	}
	return object.None
}
