// Package compile turns the syntax tree of one source into code for the
// machine.
//
// A tree of package ast comes in, a code.Code goes out, with the errors that
// need more than the grammar to see: those of scopes ("no binding for nonlocal
// 'x' found") and of places ("'return' outside function"). The package knows
// nothing of tokens or values.
//
// Two passes. scan walks the tree once and notes in which scope each name is
// used and bound; resolve then decides what every name is: a register, a cell,
// a free variable, a global. The second walk emits instructions, a unit for each
// code object:
//
//	scan.go, scanexpr.go   names into scopes
//	scope.go, resolve.go   scopes and what names mean in them
//	unit.go, emit.go       the code being made: registers, instructions, labels
//	bound.go               which locals are certainly bound
//	assemble.go            layout, jumps, tables
//	the rest               one file per kind of statement and expression
package compile

import (
	"cmp"
	"slices"

	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/vm/code"
)

// Options say how a source is to be compiled; the zero value is for a module.
type Options struct {
	// ByName: the module's variables live in a namespace that need not be
	// its globals (exec and eval with mappings), so they are looked up there.
	ByName bool
	// TopLevelAwait allows await outside functions; code that uses it is a
	// coroutine.
	TopLevelAwait bool
	// FutureAnnotations is inherited from the code that calls compile().
	FutureAnnotations bool
	// Optimize: 1 drops assert and makes __debug__ false, 2 docstrings too.
	Optimize int
	// Warn receives the SyntaxWarnings, in CPython's order: more than once
	// where it compiles an expression more than once (the test of a while,
	// finally bodies). Nil drops them.
	Warn func(Warning)
}

// Error is what is wrong with the source.
type Error struct {
	Class string // the exception's class; "SyntaxError" for nearly all
	Msg   string
	Span  ast.Span // empty where CPython's error has no end (end_offset None)
}

func (e *Error) Error() string { return e.Class + ": " + e.Msg }

// Warning is a SyntaxWarning: the source may not say what it means.
type Warning struct {
	Msg  string
	Span ast.Span
}

// Module compiles a module or a chunk of interactive input. The first error is
// the one CPython raises, the others follow in the order of the source; the code
// is nil if there is any.
func Module(m *ast.Module, src *code.Source, opts Options) (*code.Code, []error) {
	c := newCompiler(src, opts)
	c.interactive = m.Interactive
	c.futures(m.Body)
	s := c.scanModule(m, m.Body)
	return c.finish(func() *code.Code { return c.moduleBody(s, m.Body) })
}

// Expression compiles the source of eval().
func Expression(e *ast.Expression, src *code.Source, opts Options) (*code.Code, []error) {
	c := newCompiler(src, opts)
	s := c.scanExpression(e)
	return c.finish(func() *code.Code { return c.evalBody(s, e.Body) })
}

// compiler is the state of one compilation.
type compiler struct {
	src         *code.Source
	opts        Options
	interactive bool
	annotations bool   // from __future__ import annotations
	futureEnd   uint32 // end of the last future import that stands where it may
	depth       int    // of the tree, in both passes

	scopes map[ast.Node]*scope // of functions, classes, comprehensions, aliases, bounds
	params map[ast.Node]*scope // type parameter scopes, and defaults of type parameters

	unit   *unit
	spare  []*buffers // of finished units
	errs   []error
	warned []Warning
	failed map[ast.Span]bool // where an error of the second pass was reported
}

func newCompiler(src *code.Source, opts Options) *compiler {
	if src == nil {
		src = code.NewSource("", "")
	}
	return &compiler{
		src: src, opts: opts, annotations: opts.FutureAnnotations,
		scopes: map[ast.Node]*scope{}, params: map[ast.Node]*scope{},
	}
}

// finish runs the second pass. It runs after errors of the first too, to
// report its own.
func (c *compiler) finish(emit func() *code.Code) (*code.Code, []error) {
	if c.tooDeep() {
		return nil, c.errs
	}
	co := emit()
	for _, w := range c.warned {
		c.opts.Warn(w)
	}
	if len(c.errs) > 0 {
		slices.SortStableFunc(c.errs[1:], func(a, b error) int {
			return cmp.Compare(a.(*Error).Span.Pos, b.(*Error).Span.Pos)
		})
		return nil, c.errs
	}
	return co, nil
}

func (c *compiler) fail(at ast.Span, msg string) {
	c.errs = append(c.errs, &Error{Class: "SyntaxError", Msg: msg, Span: at})
}

// failOnce is fail for what is compiled more than once, as finally bodies are.
func (c *compiler) failOnce(at ast.Span, msg string) {
	if c.failed[at] {
		return
	}
	if c.failed == nil {
		c.failed = map[ast.Span]bool{}
	}
	c.failed[at] = true
	c.fail(at, msg)
}

func (c *compiler) warn(at ast.Span, msg string) {
	if c.opts.Warn != nil {
		c.warned = append(c.warned, Warning{msg, at})
	}
}

// maxDepth bounds the nesting of the tree. The grammar stops long before,
// except in chains such as a.b.c…
const maxDepth = 5000

// enter counts a level of the tree and says whether it may be entered; then
// leave must follow.
func (c *compiler) enter(n ast.Node) bool {
	c.depth++
	if c.depth <= maxDepth {
		return true
	}
	c.depth--
	if !c.tooDeep() {
		c.errs = append(c.errs, &Error{Class: "RecursionError", Msg: "maximum recursion depth exceeded during compilation", Span: n.Range()})
	}
	return false
}

func (c *compiler) leave() { c.depth-- }

func (c *compiler) tooDeep() bool {
	for _, err := range c.errs {
		if e, ok := err.(*Error); ok && e.Class == "RecursionError" {
			return true
		}
	}
	return false
}
