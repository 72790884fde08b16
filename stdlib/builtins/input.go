package builtins

import (
	"strings"

	"github.com/aio-lang/aio/stdlib/io"
	"github.com/aio-lang/aio/stdlib/sys"
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// input writes the prompt and reads a line. What was written to stderr and
// stdout is shown first.
func input(t *object.Thread, a []object.Value) object.Value {
	nm := object.Names()
	stdin, stdout, stderr := sys.Attr(t, "stdin"), sys.Stdout(t), sys.Attr(t, "stderr")
	for _, s := range []struct {
		name string
		v    object.Value
	}{{"stdin", stdin}, {"stdout", stdout}, {"stderr", stderr}} {
		if s.v.P == nil || s.v.IsNone() {
			return t.RuntimeErrorf("input(): lost sys.%s", s.name)
		}
	}
	if t.CallMethod(stderr, nm.Flush).P == nil {
		t.Clear()
	}
	if t.CallMethod(stdout, nm.Flush).P == nil {
		t.Clear()
	}
	prompt, ok := t.Str(a[0])
	if !ok {
		return object.Value{}
	}
	if c := io.ConsoleOf(t.M); c != nil && stdin == sys.Attr(t, "__stdin__") && stdout == sys.Attr(t, "__stdout__") {
		line, ok := c.ReadLine(vm.Of(t), prompt)
		if !ok {
			return object.Value{}
		}
		return object.NewStr(line)
	}
	if prompt != "" && t.CallMethod(stdout, nm.Write, object.NewStr(prompt)).P == nil {
		return object.Value{}
	}
	if t.CallMethod(stdout, nm.Flush).P == nil {
		t.Clear()
	}
	line := t.CallMethod(stdin, nm.ReadLine)
	if line.P == nil {
		return line
	}
	if !line.IsStr() {
		return t.TypeErrorf("object.readline() returned non-string")
	}
	if line.Text() == "" {
		return t.Raise(object.ShapeEOFError, "EOF when reading a line")
	}
	return object.NewStr(strings.TrimSuffix(line.Text(), "\n"))
}
