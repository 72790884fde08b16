// Package inspect is module inspect: what objects are, where their source is,
// how they are called. What needs the syntax tree or frames is in Go.
package inspect

import (
	_ "embed"

	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/grammar"
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
	"github.com/aio-lang/aio/vm/report"
)

//go:embed inspect.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "inspect", Doc: "Get useful information from live objects.",
		Funcs: append(predicates(), []object.Def{
			{Sig: "def getattr_static(obj, attr, default=<unrepresentable>)", Doc: "getattr() that runs no descriptor, __getattr__ or __getattribute__.", Fn: staticAttr},
			{Sig: "def unwrap(func, *, stop=None)", Doc: "Follow __wrapped__ to the innermost function.", Fn: unwrap},
			{Sig: "_block_end(text, line, /)", Doc: "The last line of the statement that begins in a line of a source, its decorators included; the line itself where none does.", Fn: blockEnd},
			{Sig: "_frame_position(frame, /)", Doc: "(lineno, end_lineno, col_offset, end_col_offset) of what a frame or traceback executes.", Fn: framePosition},
		}...),
		Source: source,
	}
}

func blockEnd(t *object.Thread, a []object.Value) object.Value {
	line, ok := object.Int64(a[1])
	if !a[0].IsStr() || !ok {
		return t.TypeErrorf("_block_end() wants a str and an int")
	}
	u := grammar.Parse("<inspect>", []byte(a[0].Text()), grammar.Options{Origin: grammar.FromText})
	if u.Module == nil {
		return a[1]
	}
	f := finder{src: u.Source, line: int(line), end: int(line)}
	f.statements(u.Module.Body)
	return object.Int(int64(f.end))
}

// finder looks for the statement that begins in a line.
type finder struct {
	src       *grammar.Source
	line, end int
	found     bool
}

func (f *finder) statements(body []ast.Stmt) {
	for _, s := range body {
		ast.Walk(s, func(n ast.Node) {
			stmt, ok := n.(ast.Stmt)
			if f.found || !ok {
				return
			}
			span := stmt.Range()
			first := f.src.LineOf(span.Pos)
			for _, d := range decorators(stmt) {
				first = min(first, f.src.LineOf(d.Range().Pos))
			}
			if first == f.line { // outer statements come first
				f.found, f.end = true, f.src.LineOf(max(span.End, span.Pos+1)-1)
			}
		})
	}
}

func decorators(s ast.Stmt) []ast.Expr {
	switch s := s.(type) {
	case *ast.FunctionDef:
		return s.Decorators
	case *ast.ClassDef:
		return s.Decorators
	}
	return nil
}

func framePosition(t *object.Thread, a []object.Value) object.Value {
	p, ok := vm.PointOf(a[0])
	if !ok {
		return object.TupleOf(object.None, object.None, object.None, object.None)
	}
	f := report.FrameAt(&p)
	column := func(n int) object.Value {
		if n < 0 {
			return object.None
		}
		return object.Int(int64(n))
	}
	return object.TupleOf(object.Int(int64(f.Line)), object.Int(int64(f.EndLine)), column(f.Col), column(f.EndCol))
}
