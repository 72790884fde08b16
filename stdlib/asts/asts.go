// Package asts is the module ast. The classes of nodes are made from one table;
// trees of package ast become objects (build), and objects trees (read), which
// are compiled or written as source.
package asts

import (
	_ "embed"

	"github.com/aio-lang/aio/grammar"
	"github.com/aio-lang/aio/stdlib/source"
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

type (
	thread = object.Thread
	value  = object.Value
	def    = object.Def
)

//go:embed ast.aio
var text string

// Modules declares ast and its natives.
func Modules() []*object.ModuleDecl {
	return []*object.ModuleDecl{
		{Name: "ast", Doc: "Syntax trees: making, reading, changing and writing them.", Source: text},
		{Name: "_ast", Doc: "The natives of module ast.", Funcs: []def{
			{Sig: "table()", Doc: "Return the classes to be made: base, docstring, whether located, [(name, docstring, [(kind, form, field)])].", Fn: table},
			{Sig: "register(classes, /)", Doc: "Take the classes, by name.", Fn: register},
			{Sig: "unparse(node, /)", Doc: "Return source for a node.", Fn: unparseNode},
		}},
	}
}

// classes are a machine's node classes.
type classes struct {
	byName map[string]*object.Type
	names  map[*object.Type]string
	single map[string]value // of operators and contexts
	AST    *object.Type
}

type classesKey struct{}

func classesOf(t *thread) *classes {
	return t.M.State(classesKey{}, func() any { return &classes{} }).(*classes)
}

func table(t *thread, a []value) value {
	str := object.NewStr
	var rows []value
	for _, g := range groups {
		var list []value
		for _, c := range g.classes {
			name, fields := parseClass(c)
			var fs []value
			for _, f := range fields {
				form := ""
				if f.form != 0 {
					form = string(f.form)
				}
				fs = append(fs, object.TupleOf(str(f.kind), str(form), str(f.name)))
			}
			list = append(list, object.TupleOf(str(name), str(c), object.NewList(fs)))
		}
		doc := ""
		if g.base != "" {
			doc = g.doc()
		}
		rows = append(rows, object.TupleOf(str(g.base), str(doc), object.Bool(g.located), object.NewList(list)))
	}
	return object.NewList(rows)
}

func register(t *thread, a []value) value {
	c := classesOf(t)
	*c = classes{byName: map[string]*object.Type{}, names: map[*object.Type]string{}, single: map[string]value{}}
	ok := t.Each(object.NewDictView(object.AsDict(a[0]), object.DictItems, t.M.Type(object.ShapeDictItems)), func(pair value) bool {
		kv := object.AsTuple(pair).Items
		ty := object.AsType(kv[1])
		c.byName[kv[0].Text()], c.names[ty] = ty, kv[0].Text()
		return true
	})
	if !ok {
		return value{}
	}
	c.AST = c.byName["AST"]
	return object.None
}

// IsNode reports whether v is a node of a syntax tree.
func IsNode(t *thread, v value) bool {
	c := classesOf(t)
	return c.AST != nil && t.M.TypeOf(v).IsSubtypeOf(c.AST)
}

// Parse returns the tree of a source, which was a str or bytes, as objects.
func Parse(t *thread, filename, text string, isText bool, mode vm.CompileMode) value {
	origin := grammar.FromBytes
	if isText {
		origin = grammar.FromText
	}
	if classesOf(t).AST == nil && t.Exec.Import(t, "ast").P == nil {
		return value{}
	}
	modes := [...]grammar.Mode{vm.ModeExec: grammar.Exec, vm.ModeEval: grammar.Eval, vm.ModeSingle: grammar.Single}
	unit := grammar.Parse(filename, []byte(text), grammar.Options{Mode: modes[mode], Origin: origin})
	r := &source.Result{Source: unit.Source, Errors: unit.Errors, Warnings: unit.Warnings, Code: &code.Code{}}
	if source.Finish(t, r) == nil {
		return value{}
	}
	b := &builder{thread: t, classes: classesOf(t), src: unit.Source}
	if unit.Expression != nil {
		return b.node("Expression", nil, b.expr(unit.Expression.Body))
	}
	if unit.Module.Interactive {
		return b.node("Interactive", nil, b.stmts(unit.Module.Body))
	}
	return b.node("Module", nil, b.stmts(unit.Module.Body), object.NewList(nil))
}
