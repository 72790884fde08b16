// Package ast declares the syntax tree of one source file.
//
// It comes out of package grammar and goes into package vm/compile. The
// vocabulary is that of Python's own ast module (3.13), so that a reader who
// knows one knows the other; where it differs, the node says so. The package
// knows nothing of tokens, bytecode or values.
package ast

// Span is the range of source a node covers: byte offsets, End exclusive.
// Four bytes each; lines and columns are computed from a line table when
// somebody asks for them.
type Span struct{ Pos, End uint32 }

// Range returns the span itself; embedding Span makes a node a Node.
func (s Span) Range() Span { return s }

// Node is any syntax node.
type Node interface{ Range() Span }

// Expr is an expression node.
type Expr interface {
	Node
	expr()
}

// Stmt is a statement node.
type Stmt interface {
	Node
	stmt()
}

// Pattern is a pattern of a match statement.
type Pattern interface {
	Node
	pattern()
}

// Module is a whole source file, or one chunk of interactive input.
type Module struct {
	Span
	Body []Stmt
	// Interactive is true for a REPL chunk: the value of an expression
	// statement at top level is shown.
	Interactive bool
}

// Expression is the source of eval(): a single expression.
type Expression struct {
	Span
	Body Expr
}

// Context says what happens to a Name, Attribute, Subscript, Starred, List or
// Tuple: it is read, bound or deleted.
type Context uint8

const (
	Load Context = iota
	Store
	Del
)
