package ast_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/aio-lang/aio/ast"
)

func name(id string) *ast.Name { return &ast.Name{Id: id} }

// TestInspect: source order, and nothing below where the visitor declines.
func TestInspect(t *testing.T) {
	tree := &ast.Module{Body: []ast.Stmt{
		&ast.FunctionDef{
			Name:       "f",
			Decorators: []ast.Expr{name("d")},
			Params:     &ast.Params{Args: []*ast.Param{{Name: "a", Default: name("e")}}},
			Body: []ast.Stmt{
				&ast.If{
					Branches: []*ast.IfBranch{{Test: name("g"), Body: []ast.Stmt{&ast.Return{Value: name("h")}}}},
					Orelse:   []ast.Stmt{&ast.ExprStmt{Value: name("i")}},
				},
				&ast.Match{Subject: name("j"), Cases: []*ast.MatchCase{{
					Pattern: &ast.MatchMapping{Keys: []ast.Expr{name("k")}, Patterns: []ast.Pattern{&ast.MatchValue{Value: name("l")}}},
					Body:    []ast.Stmt{&ast.Pass{}},
				}}},
			},
		},
		&ast.ExprStmt{Value: &ast.Dict{Keys: []ast.Expr{name("m"), nil}, Values: []ast.Expr{name("n"), name("o")}}},
	}}
	collect := func(prune func(ast.Node) bool) string {
		var ids []string
		ast.Inspect(tree, func(n ast.Node) bool {
			if n, ok := n.(*ast.Name); ok {
				ids = append(ids, n.Id)
			}
			return !prune(n)
		})
		return strings.Join(ids, "")
	}
	if got := collect(func(ast.Node) bool { return false }); got != "deghijklmno" {
		t.Errorf("all: %s", got)
	}
	if got := collect(func(n ast.Node) bool { _, ok := n.(*ast.If); return ok }); got != "dejklmno" {
		t.Errorf("without if: %s", got)
	}
	if kids := ast.Children(name("x")); len(kids) != 0 {
		t.Errorf("a name has children: %v", kids)
	}
}

// TestWalkDeep walks a chain that recursion could not.
func TestWalkDeep(t *testing.T) {
	var x ast.Expr = name("a")
	for range 3_000_000 {
		x = &ast.Attribute{Value: x, Attr: "b"}
	}
	n := 0
	ast.Walk(x, func(ast.Node) { n++ })
	if n != 3_000_001 {
		t.Errorf("%d nodes", n)
	}
}

func ExampleDump() {
	fmt.Print(ast.Dump(&ast.Assign{
		Span:    ast.Span{Pos: 0, End: 5},
		Targets: []ast.Expr{&ast.Name{Span: ast.Span{Pos: 0, End: 1}, Id: "x", Ctx: ast.Store}},
		Value:   &ast.Constant{Span: ast.Span{Pos: 4, End: 5}, Kind: ast.ConstInt, Int: 1},
	}))
	// Output:
	// Assign 0-5
	//   Targets: Name 0-1 Id='x' Ctx=Store
	//   Value: Constant 4-5 int 1
}

func TestQuote(t *testing.T) {
	for in, want := range map[string]string{
		"a'b\\": `'a\{27}b\{5c}'`, "é€": `'\{e9}\{20ac}'`, "\xed\xa0\x80": `'\{d800}'`, "\n\x00": `'\{a}\{0}'`,
	} {
		if got := ast.Quote(in); got != want {
			t.Errorf("%q: got %s, want %s", in, got, want)
		}
	}
	if !slices.Equal([]string{ast.Store.String(), ast.Del.String()}, []string{"Store", "Del"}) {
		t.Error("contexts are misnamed")
	}
}
