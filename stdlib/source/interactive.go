package source

import (
	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/grammar"
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/compile"
	"github.com/aio-lang/aio/vm/object"
)

// Input compiles what was entered at a prompt: any number of statements, of
// which the values of the expressions on the last line are shown. The codes
// are to be run one after the other; one that awaits is a coroutine's. nil
// with a SyntaxError pending when anything is wrong.
func Input(t *object.Thread, filename, text string, opts vm.CompileOptions) []*code.Code {
	unit := grammar.Parse(filename, []byte(text), grammar.Options{Origin: grammar.FromText})
	r := &Result{Source: unit.Source, Errors: unit.Errors, Warnings: unit.Warnings}
	if len(r.Errors) > 0 {
		Finish(t, r)
		return nil
	}
	body := unit.Module.Body
	last := len(body)
	for last > 0 && unit.Source.LineOf(body[last-1].Range().Pos) == unit.Source.LineOf(body[len(body)-1].Range().Pos) {
		last--
	}
	src := code.NewSource(filename, unit.Source.Text)
	codes := []*code.Code{}
	for _, m := range []*ast.Module{
		{Span: unit.Module.Span, Body: body[:last]},
		{Span: unit.Module.Span, Body: body[last:], Interactive: true},
	} {
		if len(m.Body) == 0 {
			continue
		}
		c, errs := compile.Module(m, src, compile.Options{
			TopLevelAwait: true, FutureAnnotations: opts.FutureAnnotations, Optimize: opts.Optimize, Warn: r.warnOf(unit.Source),
		})
		for _, err := range errs {
			r.Errors = append(r.Errors, asSyntaxError(unit.Source, err))
		}
		opts.FutureAnnotations = opts.FutureAnnotations || c != nil && c.Flags&code.FutureAnnotations != 0
		codes = append(codes, c)
	}
	r.Code = &code.Code{}
	if Finish(t, r) == nil {
		return nil
	}
	return codes
}
