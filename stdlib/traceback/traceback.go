// Package traceback is module traceback. Its classes are in the language; what
// text looks like is package report's business.
package traceback

import (
	_ "embed"
	"strings"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
	"github.com/aio-lang/aio/vm/report"
)

//go:embed traceback.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "traceback", Doc: "Extract, format and print exceptions and their tracebacks.",
		Funcs: []object.Def{
			{Sig: "_position(tb, /)", Doc: "(lineno, end_lineno, colno, end_colno) of a traceback entry.", Fn: position},
			{Sig: "_code_lines(code, first, last, /)", Doc: "Lines of the source of a code object as one str; None where it is not to be shown.", Fn: codeLines},
			{Sig: "_frame_text(filename, lineno, name, end_lineno, colno, end_colno, lines, locals, /)", Doc: "A frame as it is shown.", Fn: frameText},
			{Sig: "_suggestion(exc, /)", Doc: "What is added to the message about a name that may be misspelled.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				e := object.AsException(a[0])
				if e == nil {
					return object.NewStr("")
				}
				return object.NewStr(report.Suggestion(t, e))
			}},
			{Sig: "_syntax_lines(type, msg, filename, lineno, end_lineno, offset, end_offset, text, /)", Doc: "A SyntaxError as it is shown, in lines.", Fn: syntaxLines},
			{Sig: "_tree(te, chain, /)", Doc: "A TracebackException as it is shown, in pieces.", Fn: tree},
		},
		Source: source,
	}
}

func position(t *object.Thread, a []object.Value) object.Value {
	tb := vm.AsTraceback(a[0])
	if tb == nil {
		return t.TypeErrorf("a traceback is required, not '%s'", t.TypeName(a[0]))
	}
	p := tb.Point()
	f := report.FrameAt(&p)
	column := func(n int) object.Value {
		if n < 0 {
			return object.None
		}
		return object.Int(int64(n))
	}
	return object.TupleOf(object.Int(int64(f.Line)), object.Int(int64(f.EndLine)), column(f.Col), column(f.EndCol))
}

func codeLines(t *object.Thread, a []object.Value) object.Value {
	c := vm.AsCode(a[0])
	first, ok1 := object.Int64(a[1])
	last, ok2 := object.Int64(a[2])
	if c == nil || !ok1 || !ok2 {
		return object.None
	}
	lines := report.SourceLines(c.Source, int(first), int(last))
	if lines == nil {
		return object.None
	}
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " \t\r\n\f\v")
	}
	return object.NewStr(strings.Join(lines, "\n") + "\n")
}

// number is an int argument, or none where it is None.
func number(v object.Value, none int) int {
	if n, ok := object.Int64(v); ok {
		return int(n)
	}
	return none
}

func frameText(t *object.Thread, a []object.Value) object.Value {
	f := report.Frame{Line: number(a[1], 0), EndLine: number(a[3], 0), Col: number(a[4], -1), EndCol: number(a[5], -1)}
	var ok bool
	if f.File, ok = t.Str(a[0]); !ok {
		return object.Value{}
	}
	if f.Name, ok = t.Str(a[2]); !ok {
		return object.Value{}
	}
	if a[6].IsStr() {
		f.Text = strings.Split(strings.TrimSuffix(a[6].Text(), "\n"), "\n")
		if want := f.EndLine - f.Line + 1; f.Col >= 0 && f.EndCol >= 0 && len(f.Text) != want {
			f.Col = -1 // lines that the caller made up
		}
	}
	if d := object.AsDict(a[7]); d != nil {
		d.Each(func(k, v object.Value) bool {
			if k.IsStr() && v.IsStr() {
				f.Locals = append(f.Locals, [2]string{k.Text(), v.Text()})
			}
			return true
		})
	}
	return object.NewStr(f.String())
}

func syntaxLines(t *object.Thread, a []object.Value) object.Value {
	s := &report.Syntax{Line: number(a[3], -1), EndLine: number(a[4], -1), EndOffset: number(a[6], 0)}
	texts := [...]*string{nil, &s.Msg, &s.File, nil, nil, nil, nil, &s.Text}
	for i, p := range texts {
		if p == nil || a[i].IsNone() {
			continue
		}
		text, ok := t.Str(a[i])
		if !ok {
			return object.Value{}
		}
		*p = text
	}
	s.HasText, s.HasPos = !a[7].IsNone(), !a[5].IsNone()
	s.Offset = number(a[5], 0)
	class, ok := t.Str(a[0])
	if !ok {
		return object.Value{}
	}
	return strList(s.Format(class))
}

func strList(lines []string) object.Value {
	items := make([]object.Value, len(lines))
	for i, l := range lines {
		items[i] = object.NewStr(l)
	}
	return object.NewList(items)
}

func tree(t *object.Thread, a []object.Value) object.Value {
	r := reader{t: t, ok: true}
	chain, ok := t.Truth(a[1])
	x := r.exception(a[0], chain)
	if !ok || !r.ok {
		return object.Value{}
	}
	return strList(x.Format(chain))
}

// reader makes a report.Exception of a TracebackException. ok is false once an
// exception is pending.
type reader struct {
	t  *object.Thread
	ok bool
}

func (r *reader) attr(v object.Value, name string) object.Value {
	if !r.ok {
		return object.None
	}
	x := r.t.GetAttr(v, r.t.M.Intern(name))
	if x.P == nil {
		r.ok = false
		return object.None
	}
	return x
}

// texts calls a method that gives strs and collects them.
func (r *reader) texts(v object.Value, method string) []string {
	if !r.ok {
		return nil
	}
	x := r.t.CallMethod(v, r.t.M.Intern(method))
	if x.P == nil {
		r.ok = false
		return nil
	}
	items, ok := r.t.Collect(x)
	r.ok = ok
	var out []string
	for _, s := range items {
		if s.IsStr() {
			out = append(out, s.Text())
		}
	}
	return out
}

func (r *reader) exception(te object.Value, chain bool) *report.Exception {
	if !r.ok || !r.t.Enter(" while formatting an exception") {
		r.ok = false
		return nil
	}
	defer r.t.Leave()
	x := &report.Exception{}
	x.Limits.Width = number(r.attr(te, "max_group_width"), -1)
	x.Limits.Depth = number(r.attr(te, "max_group_depth"), 0)
	stack := r.attr(te, "stack")
	x.Ready = &report.Ready{Message: r.texts(te, "format_exception_only")}
	if truth, ok := r.t.Truth(stack); ok && truth {
		x.Ready.Stack = r.texts(stack, "format")
		x.Ready.HasStack = true
	} else {
		r.ok = r.ok && ok
	}
	group := r.attr(te, "exceptions")
	if x.IsGroup = !group.IsNone(); x.IsGroup {
		items, ok := r.t.Collect(group)
		r.ok = r.ok && ok
		for _, m := range items {
			x.Group = append(x.Group, r.exception(m, chain))
		}
	}
	if !chain {
		return x
	}
	x.SuppressContext, _ = r.t.Truth(r.attr(te, "__suppress_context__"))
	if c := r.attr(te, "__cause__"); !c.IsNone() {
		x.Cause = r.exception(c, chain)
	} else if c := r.attr(te, "__context__"); !c.IsNone() && !x.SuppressContext {
		x.Context = r.exception(c, chain)
	}
	return x
}
