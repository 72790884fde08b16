package asts

import (
	"errors"
	"strings"

	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/grammar"
	"github.com/aio-lang/aio/stdlib/source"
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/compile"
	"github.com/aio-lang/aio/vm/object"
)

// modeClass are the classes that compile() takes in its modes.
var modeClass = [...]string{vm.ModeExec: "Module", vm.ModeEval: "Expression", vm.ModeSingle: "Interactive"}

// Compile compiles a tree of objects; nil with an exception pending when
// anything is wrong with it.
func Compile(t *thread, root value, filename string, opts vm.CompileOptions) *code.Code {
	r := &reader{thread: t, classes: classesOf(t), strict: true}
	class := r.names[t.M.TypeOf(root)]
	if class != modeClass[opts.Mode] {
		t.TypeErrorf("expected %s node, got %s", modeClass[opts.Mode], t.M.TypeOf(root).Name)
		return nil
	}
	var module *ast.Module
	var expression *ast.Expression
	if opts.Mode == vm.ModeEval {
		expression = &ast.Expression{Body: r.field(root, class, "body")}
	} else {
		module = &ast.Module{Body: r.body(root, class, "body"), Interactive: opts.Mode == vm.ModeSingle}
	}
	if r.failed() {
		return nil
	}
	text, ok := r.layOut()
	if !ok {
		return nil
	}
	src := code.NewSource(filename, text)
	src.Hidden = true
	unit := grammar.Parse(filename, nil, grammar.Options{Origin: grammar.FromText})
	unit.Source.Text = text
	result := &source.Result{Source: unit.Source}
	copts := compile.Options{ByName: opts.ByName, TopLevelAwait: opts.TopLevelAwait, FutureAnnotations: opts.FutureAnnotations, Optimize: opts.Optimize}
	var errs []error
	if expression != nil {
		expression.Span = expression.Body.Range()
		result.Code, errs = compile.Expression(expression, src, copts)
	} else {
		result.Code, errs = compile.Module(module, src, copts)
	}
	if len(errs) > 0 {
		return refuse(t, errs[0], src, filename)
	}
	return result.Code
}

// refuse raises the compiler's error, without a text: there is none.
func refuse(t *thread, err error, src *code.Source, filename string) *code.Code {
	var e *compile.Error
	if !errors.As(err, &e) {
		t.Raise(object.ShapeSystemError, "%s", err)
		return nil
	}
	line, column := src.Position(e.Span.Pos)
	endLine, endColumn := src.Position(e.Span.End)
	source.Raise(t, &grammar.SyntaxError{
		Class: e.Class, Msg: e.Msg, Filename: filename, Line: line, Offset: column + 1, EndLine: endLine, EndOffset: endColumn + 1,
	})
	return nil
}

// maxText bounds the text that stands for the source of a tree.
const maxText = 64 << 20

// layOut makes a text of spaces that has all places which the nodes name, and
// gives the nodes their spans in it: places are offsets to the compiler.
func (r *reader) layOut() (string, bool) {
	var widths []int
	note := func(line, column int) {
		for len(widths) <= line && len(widths) < maxText {
			widths = append(widths, 0)
		}
		if line < len(widths) {
			widths[line] = max(widths[line], column)
		}
	}
	size := 0
	for i := range r.places {
		p := &r.places[i]
		p.line, p.endLine = max(p.line, 1)-1, max(p.endLine, 1)-1
		p.column, p.endColumn = max(p.column, 0), max(p.endColumn, 0)
		note(p.line, p.column)
		note(p.endLine, p.endColumn)
	}
	starts := make([]int, len(widths))
	for i, w := range widths {
		starts[i] = size
		size += w + 1
	}
	if size >= maxText {
		r.NotImplementedf("compile() of a tree whose nodes lie %d lines apart", len(widths))
		return "", false
	}
	var b strings.Builder
	for _, w := range widths {
		b.WriteString(strings.Repeat(" ", w))
		b.WriteByte('\n')
	}
	for _, p := range r.places {
		if p.span == nil {
			continue
		}
		*p.span = ast.Span{Pos: uint32(starts[p.line] + p.column), End: uint32(starts[p.endLine] + p.endColumn)}
	}
	return b.String(), true
}
