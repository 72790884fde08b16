package report

import (
	"os"
	"strings"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// Capture describes a live exception with everything it is chained to. It may
// call the script (__str__, __repr__ of notes) and leaves no exception pending.
func Capture(t *object.Thread, e *object.Exception) *Exception {
	saved := t.Clear()
	defer func() { t.Exc = saved }()
	c := capturer{t: t, seen: make(map[*object.Exception]bool)}
	limit, limited := c.tracebackLimit()
	c.limit, c.limited = limit, limited
	return c.all(e)
}

type capturer struct {
	t       *object.Thread
	seen    map[*object.Exception]bool
	limit   int
	limited bool
}

// tracebackLimit is sys.tracebacklimit.
func (c *capturer) tracebackLimit() (int, bool) {
	sys := c.t.M.Modules.GetStr(c.t.M.Intern("sys"))
	if sys.P == nil || sys.Kind() != object.KindModule {
		return 0, false
	}
	v := (*object.Module)(sys.P).Dict.GetStr(c.t.M.Intern("tracebacklimit"))
	if v.P == nil {
		return 0, false
	}
	n, ok := object.Int64(v)
	return max(int(n), 0), ok
}

// all captures e and, one by one, what hangs on it; each exception once.
func (c *capturer) all(e *object.Exception) *Exception {
	type pair struct {
		x *Exception
		e *object.Exception
	}
	top := c.one(e)
	queue := []pair{{top, e}}
	for len(queue) > 0 {
		p := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		if o := object.AsException(p.e.Cause); o != nil && !c.seen[o] {
			p.x.Cause = c.one(o)
		}
		// a context that is not shown is not looked for
		if o := object.AsException(p.e.Context); o != nil && !c.seen[o] && p.x.Cause == nil && !p.x.SuppressContext {
			p.x.Context = c.one(o)
		}
		if p.x.IsGroup {
			for _, m := range p.e.Exceptions() {
				p.x.Group = append(p.x.Group, c.one(object.AsException(m)))
			}
		}
		if p.x.Cause != nil {
			queue = append(queue, pair{p.x.Cause, object.AsException(p.e.Cause)})
		}
		if p.x.Context != nil {
			queue = append(queue, pair{p.x.Context, object.AsException(p.e.Context)})
		}
		for i, m := range p.x.Group {
			queue = append(queue, pair{m, object.AsException(p.e.Exceptions()[i])})
		}
	}
	return top
}

// one captures an exception by itself.
func (c *capturer) one(e *object.Exception) *Exception {
	c.seen[e] = true
	t := c.t
	v := e.Value()
	x := &Exception{
		Type: ClassName(t, t.M.TypeOf(v)), SuppressContext: e.SuppressContext, IsGroup: t.M.IsGroup(e),
		Stack: c.stack(vm.TracePoints(e)), Notes: notes(t, v),
	}
	if t.M.TypeOf(v).IsSubtypeOf(t.M.Type(object.ShapeSyntaxError)) {
		x.Syntax = syntaxOf(t, e)
		return x
	}
	x.Text = safeText(t, v, "exception") + Suggestion(t, e)
	return x
}

// ClassName is how a class is named in tracebacks: with its module unless that
// is builtins or the main program.
func ClassName(t *object.Thread, ty *object.Type) string {
	mod := t.M.ModuleOf(ty)
	switch {
	case !mod.IsStr():
		return "<unknown>." + ty.QualName
	case mod.Text() == "builtins" || mod.Text() == "__main__":
		return ty.QualName
	}
	return mod.Text() + "." + ty.QualName
}

// safeText is str(v), or a note that it failed.
func safeText(t *object.Thread, v object.Value, what string) string {
	s, ok := t.Str(v)
	if !ok {
		t.Clear()
		return "<" + what + " str() failed>"
	}
	return s
}

// notes are the texts of an exception's __notes__.
func notes(t *object.Thread, v object.Value) []string {
	list := t.LookupAttr(v, object.Names().Notes)
	switch {
	case list.P == nil && t.Exc.P != nil:
		return []string{"Ignored error getting __notes__: " + safeRepr(t, t.Clear(), "__notes__")}
	case list.P == nil || list.IsNone():
		return nil
	}
	return Notes(t, list)
}

// Notes are the texts of notes, one each; what is no sequence, or text itself,
// is one note and shown by its repr. Exceptions of the script's __str__ and
// __repr__ become part of the text.
func Notes(t *object.Thread, list object.Value) []string {
	if !isSequence(t, list) {
		return []string{safeRepr(t, list, "__notes__")}
	}
	items, ok := t.Collect(list)
	if !ok {
		t.Clear()
	}
	var out []string
	for _, n := range items {
		out = append(out, safeText(t, n, "note"))
	}
	return out
}

// isSequence is isinstance(v, collections.abc.Sequence), for all but text.
func isSequence(t *object.Thread, v object.Value) bool {
	switch {
	case object.AsList(v) != nil || object.AsTuple(v) != nil:
		return true
	case v.IsStr() || v.Kind() == object.KindBytes:
		return false
	}
	if abc := t.Exec.Import(t, "_collections_abc"); abc.P != nil {
		if seq := t.GetAttr(abc, t.M.Intern("Sequence")); seq.P != nil {
			if is, ok := t.IsInstance(v, seq); ok {
				return is
			}
		}
	}
	t.Clear()
	return false
}

// safeRepr is repr(v), or a note that it failed.
func safeRepr(t *object.Thread, v object.Value, what string) string {
	r, ok := t.Repr(v)
	if !ok {
		t.Clear()
		return "<" + what + " repr() failed>"
	}
	return r
}

// stack makes frames of a traceback, which is given innermost first.
func (c *capturer) stack(points []object.TracePoint) []Frame {
	if c.limited && len(points) > c.limit {
		points = points[:c.limit]
	}
	out := make([]Frame, len(points))
	for i := range points {
		out[len(points)-1-i] = FrameAt(&points[i])
	}
	return out
}

// FrameAt describes a place in code.
func FrameAt(p *object.TracePoint) Frame {
	src := p.Code.Source
	f := Frame{File: src.Name, Name: p.Code.Name, Line: p.Code.LineAt(p.IP), Col: -1, EndCol: -1}
	f.EndLine = f.Line
	if s, ok := p.Code.SpanAt(p.IP); ok && s.End > s.Pos {
		f.Line, f.Col = src.Position(s.Pos)
		f.EndLine, f.EndCol = src.Position(s.End)
	}
	f.Text = SourceLines(src, f.Line, f.EndLine)
	return f
}

// SourceLines are lines of a source from first to last; nil where there is
// none to be shown. Text that was given to exec() and its kin stands for
// nothing that a reader could look at, but a file of that name does.
func SourceLines(src *code.Source, first, last int) []string {
	if src.Hidden {
		if strings.HasPrefix(src.Name, "<") {
			return nil
		}
		text, err := os.ReadFile(src.Name)
		if err != nil {
			return nil
		}
		src = code.NewSource(src.Name, string(text))
	}
	var out []string
	for n := first; n <= last; n++ {
		out = append(out, src.Line(n))
	}
	return out
}

// syntaxOf reads the fields of a SyntaxError.
func syntaxOf(t *object.Thread, e *object.Exception) *Syntax {
	number := func(f object.Field, none int) int {
		if v := e.Field(f); v.P != nil {
			if n, ok := object.Int64(v); ok {
				return int(n)
			}
		}
		return none
	}
	text := func(f object.Field) (string, bool) {
		v := e.Field(f)
		if v.P == nil || v.IsNone() {
			return "", false
		}
		return safeText(t, v, "exception"), true
	}
	s := &Syntax{Line: number(object.FieldLineno, -1), EndLine: number(object.FieldEndLineno, -1), EndOffset: number(object.FieldEndOffset, 0)}
	s.Msg, _ = text(object.FieldMsg)
	s.File, _ = text(object.FieldFilename)
	s.Text, s.HasText = text(object.FieldText)
	if v := e.Field(object.FieldOffset); v.P != nil && !v.IsNone() {
		s.Offset, s.HasPos = number(object.FieldOffset, 0), true
	}
	return s
}
