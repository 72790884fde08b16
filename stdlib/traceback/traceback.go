// Package traceback is module traceback. Its classes are in the language; what
// text looks like is package report's business.
package traceback

import (
	_ "embed"
	"slices"
	"strconv"
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
			{Sig: "_frame_text(summary, /)", Doc: "A FrameSummary as it is shown.", Fn: frameText},
			{Sig: "_folded(rows, /)", Doc: "The texts of (filename, lineno, name, text) rows, with repetitions counted.", Fn: folded},
			{Sig: "_suggestion(exc, /)", Doc: "What is added to the message about a name that may be misspelled.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				e := object.AsException(a[0])
				if e == nil {
					return object.NewStr("")
				}
				return object.NewStr(report.Suggestion(t, e))
			}},
			{Sig: "_message(te, depth, /)", Doc: "The class, message and notes of a TracebackException, in lines indented by the depth of groups.", Fn: message},
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
	r := reader{t: t, ok: true}
	f := report.Frame{
		File: r.text(r.attr(a[0], "filename")), Name: r.text(r.attr(a[0], "name")),
		Line: number(r.attr(a[0], "lineno"), -1), EndLine: number(r.attr(a[0], "end_lineno"), 0),
		Col: number(r.attr(a[0], "colno"), -1), EndCol: number(r.attr(a[0], "end_colno"), -1),
	}
	source, locals := r.attr(a[0], "_original_lines"), r.attr(a[0], "locals")
	if !r.ok {
		return object.Value{}
	}
	if source.IsStr() {
		f.Text = strings.Split(strings.TrimSuffix(source.Text(), "\n"), "\n")
		if want := f.EndLine - f.Line + 1; f.Col >= 0 && f.EndCol >= 0 && len(f.Text) != want {
			f.Col = -1 // lines that the caller made up
		}
	}
	if d := object.AsDict(locals); d != nil {
		d.Each(func(k, v object.Value) bool {
			if k.IsStr() && v.IsStr() {
				f.Locals = append(f.Locals, [2]string{k.Text(), v.Text()})
			}
			return true
		})
		slices.SortFunc(f.Locals, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
	}
	return object.NewStr(f.String())
}

func folded(t *object.Thread, a []object.Value) object.Value {
	rows, ok := t.Collect(a[0])
	if !ok {
		return object.Value{}
	}
	var fold report.Folder
	var last []object.Value
	for _, row := range rows {
		items := object.AsTuple(row).Items
		same := last != nil
		for i := 0; same && i < 3; i++ {
			if items[i].IsNone() {
				same = false // what is not known is not the same
			} else if same, ok = t.Equal(items[i], last[i]); !ok {
				return object.Value{}
			}
		}
		text, ok := t.Str(items[3])
		if !ok {
			return object.Value{}
		}
		fold.Add(same, func() string { return text })
		last = items
	}
	return strList(fold.End())
}

func message(t *object.Thread, a []object.Value) object.Value {
	r := reader{t: t, ok: true}
	te := a[0]
	x := &report.Exception{Type: "None", Text: r.text(r.attr(te, "_str"))}
	if class := r.attr(te, "exc_type_str"); !class.IsNone() {
		x.Type = r.text(class)
		if r.truth(r.attr(te, "_is_syntax_error")) {
			x.Syntax = r.syntax(te)
		}
		if notes := r.attr(te, "__notes__"); r.ok && !notes.IsNone() {
			x.Notes = report.Notes(t, notes)
		}
	}
	if !r.ok {
		return object.Value{}
	}
	return strList(x.MessageAt(number(a[1], 0)))
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

func (r *reader) truth(v object.Value) bool {
	if !r.ok {
		return false
	}
	truth, ok := r.t.Truth(v)
	r.ok = ok
	return truth
}

// text is str(v), "" for None.
func (r *reader) text(v object.Value) string {
	if !r.ok || v.IsNone() {
		return ""
	}
	s, ok := r.t.Str(v)
	r.ok = ok
	return s
}

// syntax reads what a TracebackException of a SyntaxError has; its line numbers
// are strs.
func (r *reader) syntax(te object.Value) *report.Syntax {
	line := func(name string) int {
		n, err := strconv.Atoi(r.text(r.attr(te, name)))
		if err != nil {
			return -1
		}
		return n
	}
	text, offset := r.attr(te, "text"), r.attr(te, "offset")
	return &report.Syntax{
		Msg: r.text(r.attr(te, "msg")), File: r.text(r.attr(te, "filename")), Text: r.text(text),
		Line: line("lineno"), EndLine: line("end_lineno"), Offset: number(offset, 0), EndOffset: number(r.attr(te, "end_offset"), 0),
		HasText: !text.IsNone(), HasPos: !offset.IsNone(),
	}
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
	if r.truth(stack) {
		x.Ready.Stack, x.Ready.HasStack = r.texts(stack, "format"), true
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
	x.SuppressContext = r.truth(r.attr(te, "__suppress_context__"))
	if c := r.attr(te, "__cause__"); !c.IsNone() {
		x.Cause = r.exception(c, chain)
	} else if c := r.attr(te, "__context__"); !c.IsNone() && !x.SuppressContext {
		x.Context = r.exception(c, chain)
	}
	return x
}
