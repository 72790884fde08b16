package program

import (
	"fmt"
	"os"

	"github.com/aio-lang/aio/stdlib/io"
	"github.com/aio-lang/aio/stdlib/sys"
	"github.com/aio-lang/aio/vm/object"
)

// uncaught reports the pending exception and returns the exit status that it
// means.
func (p *program) uncaught() int {
	t := &p.t.Thread
	e := object.AsException(t.Clear())
	ty := t.M.TypeOf(e.Value())
	switch {
	case p.opts.Prompt != nil:
		// shown, even a SystemExit: the prompt goes on
	case ty.IsSubtypeOf(t.M.Type(object.ShapeSystemExit)):
		return p.exitCode(e)
	case ty.IsSubtypeOf(t.M.Type(object.ShapeBrokenPipeError)) && io.ReaderGone(sys.Attr(t, "stdout")):
		// who reads our output has had enough, as `| head` has
		return ExitBrokenPipe
	}
	p.callExceptHook(e)
	if t.Exc.P != nil { // the hook called sys.exit()
		return p.exitCode(object.AsException(t.Clear()))
	}
	if ty.IsSubtypeOf(t.M.Type(object.ShapeKeyboardInterrupt)) {
		return ExitInterrupted
	}
	return ExitUncaught
}

// callExceptHook has sys.excepthook print e. A SystemExit that the hook raises
// is left pending; anything else it raises is printed too.
func (p *program) callExceptHook(e *object.Exception) {
	t := &p.t.Thread
	v := e.Value()
	class, tb := t.M.TypeOf(v).Value(), t.Exec.Traceback(t, e)
	for name, x := range map[string]object.Value{"last_exc": v, "last_type": class, "last_value": v, "last_traceback": tb} {
		sys.SetAttr(t, name, x)
	}
	hook := sys.Attr(t, "excepthook")
	if hook.P == nil {
		sys.WriteStderr(t, "sys.excepthook is missing\n")
		sys.Display(t, e)
		return
	}
	if t.Call(hook, class, v, tb).P != nil {
		return
	}
	e2 := object.AsException(t.Exc)
	if t.M.TypeOf(t.Exc).IsSubtypeOf(t.M.Type(object.ShapeSystemExit)) {
		return
	}
	t.Clear()
	sys.WriteStderr(t, "Error in sys.excepthook:\n")
	sys.Display(t, e2)
	sys.WriteStderr(t, "\nOriginal exception was:\n")
	sys.Display(t, e)
}

// exitCode is the status that a SystemExit asks for; anything but a number is
// a message for stderr.
func (p *program) exitCode(e *object.Exception) int {
	t := &p.t.Thread
	code := e.Field(object.FieldCode)
	switch {
	case code.P == nil || code.IsNone():
		return 0
	case object.IsIntLike(code):
		n, ok := object.Int64(code)
		if !ok {
			n = -1
		}
		return int(n & 0xff)
	}
	text, ok := t.Str(code)
	if !ok {
		t.Clear()
		return ExitUncaught
	}
	if file := sys.Attr(t, "stderr"); file.P == nil || file.IsNone() {
		fmt.Fprintln(os.Stderr, text)
	} else {
		sys.WriteStderr(t, text+"\n")
	}
	return ExitUncaught
}
