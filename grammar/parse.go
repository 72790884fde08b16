// Package grammar turns source text into the syntax tree of package ast.
//
// Text comes in as bytes (a file, compile() of bytes) or as a str; out come
// the decoded Source, the tree, the warnings and every syntax error. The
// package knows nothing of scopes or bytecode: what needs a symbol table
// ("'return' outside function", a duplicate argument) is the compiler's.
package grammar

import "github.com/aio-lang/aio/ast"

// Mode says what a text has to be.
type Mode uint8

const (
	Exec   Mode = iota // a module: any number of statements
	Eval               // one expression
	Single             // one statement typed at a prompt
)

// Origin says where a text came from, which decides how it is decoded and a
// few details of CPython's errors.
type Origin uint8

const (
	FromFile  Origin = iota // a script: byte order mark and coding cookie count
	FromBytes               // the same for an import or compile(bytes)
	FromText                // a str: UTF-8 (WTF-8), taken as it stands
)

// Options of Parse; the zero value parses a script.
type Options struct {
	Mode   Mode
	Origin Origin
}

// Unit is what one source text became.
type Unit struct {
	Source     *Source
	Module     *ast.Module     // Exec and Single; nil after an error
	Expression *ast.Expression // Eval; nil after an error
	Warnings   []Warning
	Errors     Errors // nil when the text is right
}

// Err returns the error that CPython would raise, or nil.
func (u *Unit) Err() *SyntaxError {
	if len(u.Errors) == 0 {
		return nil
	}
	return u.Errors[0]
}

// Parse parses one text. It never fails otherwise than through Unit.Errors.
func Parse(filename string, src []byte, opts Options) *Unit {
	s := NewSource(filename, string(src))
	u := &Unit{Source: s}
	if s.Text != "" {
		u.Errors = Errors{s.Error("NotImplementedError", "the parser is not here yet", ast.Span{})}
		return u
	}
	u.Module = &ast.Module{Interactive: opts.Mode == Single}
	return u
}
