package loop

import (
	"sort"
	"strings"

	"github.com/aio-lang/aio/vm/object"
	"github.com/aio-lang/aio/vm/report"
)

// callExceptionHandler is loop.call_exception_handler(context). False means
// that an exception is pending that ends the loop.
func (l *Loop) callExceptionHandler(t *object.Thread, context *object.Dict) bool {
	name := l.state.names.callExceptionHandler
	if !l.usesOwn(t, name) {
		return t.CallMethod(l.obj, name, context.Value()).P != nil
	}
	return l.handleException(t, context)
}

// handleException gives context to the loop's exception handler.
func (l *Loop) handleException(t *object.Thread, context *object.Dict) bool {
	if l.exceptionHandler.P == nil {
		return l.defaultHandler(t, context, "Exception in default exception handler")
	}
	if l.customHandler(t, context) {
		return true
	}
	if EndsProgram(t) {
		return false
	}
	d := object.NewDict()
	set := func(k string, v object.Value) { d.SetStr(t.M.Intern(k), v) }
	set("message", object.NewStr("Unhandled error in exception handler"))
	set("exception", t.Clear())
	set("context", context.Value())
	return l.defaultHandler(t, d, "Exception in default exception handler while handling an unexpected error in custom exception handler")
}

// customHandler calls the handler that the script has set, in the context of
// the task, future or handle that it is told of.
func (l *Loop) customHandler(t *object.Thread, context *object.Dict) bool {
	args := []object.Value{l.obj, context.Value()}
	var thing object.Value
	for _, k := range []string{"task", "future", "handle"} {
		if thing = context.GetStr(t.M.Intern(k)); thing.P != nil && !thing.IsNone() {
			break
		}
	}
	if thing.P != nil {
		get := t.LookupAttr(thing, t.M.Intern("get_context"))
		if get.P != nil {
			ctx := t.Call(get)
			if ctx.P == nil {
				return false
			}
			if c := ContextOf(ctx); c != nil {
				return c.Run(t, l.exceptionHandler, args, nil).P != nil
			}
		} else if t.Exc.P != nil {
			return false
		}
	}
	return t.CallNames(l.exceptionHandler, args, nil).P != nil
}

// defaultHandler calls loop.default_exception_handler; failing: what to log
// when that raises.
func (l *Loop) defaultHandler(t *object.Thread, context *object.Dict, failing string) bool {
	name := t.M.Intern("default_exception_handler")
	var ok bool
	if l.usesOwn(t, name) {
		ok = l.logContext(t, context)
	} else {
		ok = t.CallMethod(l.obj, name, context.Value()).P != nil
	}
	if ok || EndsProgram(t) {
		return ok
	}
	exc := t.Clear()
	if !l.state.log(t, "error", failing, exc) {
		t.Clear()
	}
	return true
}

// logContext is the default exception handler: it logs the message, the rest
// of the context line by line, and the exception.
func (l *Loop) logContext(t *object.Thread, context *object.Dict) bool {
	get := func(k string) object.Value { return context.GetStr(t.M.Intern(k)) }
	lines := []string{"Unhandled exception in event loop"}
	if m := get("message"); m.P != nil {
		truth, ok := t.Truth(m)
		if !ok {
			return false
		}
		if truth {
			s, ok := t.Str(m)
			if !ok {
				return false
			}
			lines[0] = s
		}
	}
	if get("source_traceback").P == nil && l.currentHandle.P != nil {
		if h := AsHandle(l.currentHandle); h != nil && h.source.P != nil {
			context.SetStr(t.M.Intern("handle_traceback"), h.source)
		}
	}
	type item struct {
		k string
		v object.Value
	}
	var items []item
	context.Each(func(k, v object.Value) bool {
		if k.IsStr() && k.Text() != "message" && k.Text() != "exception" {
			items = append(items, item{k.Text(), v})
		}
		return true
	})
	sort.Slice(items, func(i, j int) bool { return items[i].k < items[j].k })
	for _, it := range items {
		var text string
		switch it.k {
		case "source_traceback", "handle_traceback":
			s, ok := l.state.formatStack(t, it.v)
			if !ok {
				return false
			}
			what := "Object"
			if it.k == "handle_traceback" {
				what = "Handle"
			}
			text = what + " created at (most recent call last):\n" + strings.TrimRight(s, "\n")
		default:
			s, ok := t.Repr(it.v)
			if !ok {
				return false
			}
			text = s
		}
		lines = append(lines, it.k+": "+text)
	}
	exc := get("exception")
	if object.AsException(exc) == nil {
		exc = object.Value{}
	}
	return l.state.log(t, "error", strings.Join(lines, "\n"), exc)
}

// log writes to the logger "asyncio": through module logging where the program
// uses that, else as that would by default, to stderr. exc may be nil.
func (s *State) log(t *object.Thread, level, text string, exc object.Value) bool {
	if mod := t.M.Modules.GetStr(t.M.Intern("logging")); mod.P != nil {
		logger := t.CallMethod(mod, t.M.Intern("getLogger"), object.NewStr("asyncio"))
		if logger.P == nil {
			return false
		}
		f := t.GetAttr(logger, t.M.Intern(level))
		if f.P == nil {
			return false
		}
		info := object.False
		if exc.P != nil {
			e := object.AsException(exc)
			info = object.TupleOf(t.M.TypeOf(exc).Value(), exc, t.Exec.Traceback(t, e))
		}
		args := []object.Value{object.NewStr(text), info}
		return t.CallNames(f, args, []*object.Str{t.M.Intern("exc_info")}).P != nil
	}
	if exc.P != nil {
		text += "\n" + strings.TrimRight(report.Capture(t, object.AsException(exc)).String(), "\n")
	}
	return s.WriteError(t, text+"\n")
}

// WriteError writes to sys.stderr.
func (s *State) WriteError(t *object.Thread, text string) bool {
	sys := t.Exec.Import(t, "sys")
	if sys.P == nil {
		return false
	}
	stderr := t.GetAttr(sys, t.M.Intern("stderr"))
	if stderr.P == nil || stderr.IsNone() {
		return stderr.P != nil
	}
	return t.CallMethod(stderr, object.Names().Write, object.NewStr(text)).P != nil
}

// captureStack is where the running code is, as traceback.extract_stack has
// it, for debug mode.
func (s *State) captureStack(t *object.Thread) object.Value {
	mod := t.Exec.Import(t, "traceback")
	if mod.P == nil {
		t.Clear()
		return object.Value{}
	}
	v := t.CallMethod(mod, t.M.Intern("extract_stack"))
	if v.P == nil {
		t.Clear()
	}
	return v
}

// formatStack is the text of what captureStack returned.
func (s *State) formatStack(t *object.Thread, v object.Value) (string, bool) {
	mod := t.Exec.Import(t, "traceback")
	if mod.P == nil {
		return "", false
	}
	list := t.CallMethod(mod, t.M.Intern("format_list"), v)
	if list.P == nil {
		return "", false
	}
	var b strings.Builder
	ok := t.Each(list, func(x object.Value) bool {
		if x.IsStr() {
			b.WriteString(x.Text())
		}
		return true
	})
	return b.String(), ok
}

// Log writes to the logger "asyncio" at a level.
func (s *State) Log(t *object.Thread, level, text string) bool {
	return s.log(t, level, text, object.Value{})
}

// EndsProgram reports whether the pending exception is SystemExit or
// KeyboardInterrupt, which no report takes the place of.
func EndsProgram(t *object.Thread) bool {
	ty := t.M.TypeOf(t.Exc)
	return ty.IsSubtypeOf(t.M.Type(object.ShapeSystemExit)) || ty.IsSubtypeOf(t.M.Type(object.ShapeKeyboardInterrupt))
}
