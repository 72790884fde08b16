// Package source takes source text to code: it puts the grammar and the
// compiler together, for whoever wants every error of a text (Compile) and for
// a machine, which wants an exception (ForMachine).
package source

import (
	"errors"
	"strings"

	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/grammar"
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/compile"
	"github.com/aio-lang/aio/vm/object"
)

// Result is what became of one text.
type Result struct {
	Source   *grammar.Source
	Code     *code.Code     // nil when there are errors
	Errors   grammar.Errors // first the one that CPython raises
	Warnings []grammar.Warning
}

// Compile parses and compiles text. origin says where the text came from;
// opts.FromText decides only whether tracebacks show it.
func Compile(filename string, text []byte, origin grammar.Origin, opts vm.CompileOptions) *Result {
	modes := [...]grammar.Mode{vm.ModeExec: grammar.Exec, vm.ModeEval: grammar.Eval, vm.ModeSingle: grammar.Single}
	unit := grammar.Parse(filename, text, grammar.Options{Mode: modes[opts.Mode], Origin: origin})
	r := &Result{Source: unit.Source, Errors: unit.Errors, Warnings: unit.Warnings}
	if len(r.Errors) > 0 {
		return r
	}
	src := code.NewSource(filename, unit.Source.Text)
	src.Hidden = opts.FromText && !strings.HasPrefix(filename, "<aio:")
	copts := compile.Options{
		ByName: opts.ByName, TopLevelAwait: opts.TopLevelAwait, FutureAnnotations: opts.FutureAnnotations, Optimize: opts.Optimize,
		Warn: r.warnOf(unit.Source),
	}
	var errs []error
	if unit.Expression != nil {
		r.Code, errs = compile.Expression(unit.Expression, src, copts)
	} else {
		r.Code, errs = compile.Module(unit.Module, src, copts)
	}
	for _, err := range errs {
		r.Errors = append(r.Errors, asSyntaxError(unit.Source, err))
	}
	if len(errs) > 0 {
		r.Code = nil
	}
	return r
}

// CompileModule compiles the source of a standard module.
func CompileModule(name, text string) (*code.Code, error) {
	r := Compile(vm.ModuleFile(name), []byte(text), grammar.FromText, vm.CompileOptions{FromText: true})
	if len(r.Errors) > 0 {
		return nil, r.Errors[0]
	}
	return r.Code, nil
}

// warnOf takes the compiler's warnings about src.
func (r *Result) warnOf(src *grammar.Source) func(compile.Warning) {
	return func(w compile.Warning) {
		r.Warnings = append(r.Warnings, grammar.Warning{
			Category: "SyntaxWarning", Msg: w.Msg, Line: src.LineOf(w.Span.Pos), Pos: w.Span.Pos,
		})
	}
}

// asSyntaxError gives an error of the compiler the form of the grammar's.
func asSyntaxError(src *grammar.Source, err error) *grammar.SyntaxError {
	var ce *compile.Error
	if errors.As(err, &ce) {
		return src.Error(ce.Class, ce.Msg, ce.Span)
	}
	return src.Error("SystemError", err.Error(), ast.Span{})
}

// ForMachine is the vm.CompileFunc of this language: warnings go through the
// warnings module, and an error becomes the pending exception.
func ForMachine(t *object.Thread, filename, text string, opts vm.CompileOptions) *code.Code {
	origin := grammar.FromBytes
	if opts.FromText {
		origin = grammar.FromText
	}
	return Finish(t, Compile(filename, []byte(text), origin, opts))
}

// Finish reports the warnings of r and returns its code; nil with an exception
// pending when there is none.
func Finish(t *object.Thread, r *Result) *code.Code {
	for _, w := range r.Warnings {
		if !warn(t, r.Source, w) {
			return nil
		}
	}
	if len(r.Errors) > 0 {
		Raise(t, r.Errors[0])
		return nil
	}
	return r.Code
}
