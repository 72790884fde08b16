package ast

type (
	// FunctionDef: {@Decorators} [async] def Name[TypeParams](Params) [-> Returns]: Body.
	// Span begins at def (or async), not at the decorators.
	FunctionDef struct {
		Span
		Async      bool
		Name       string
		NamePos    uint32
		TypeParams []*TypeParam
		Params     *Params
		Returns    Expr // nil: none
		Body       []Stmt
		Decorators []Expr
	}

	// ClassDef: {@Decorators} class Name[TypeParams](Bases…, Keywords…): Body
	ClassDef struct {
		Span
		Name       string
		NamePos    uint32
		TypeParams []*TypeParam
		Bases      []Expr
		Keywords   []*Keyword
		Body       []Stmt
		Decorators []Expr
	}

	// Return: return [Value]
	Return struct {
		Span
		Value Expr // nil: none
	}

	// Delete: del Targets…
	Delete struct {
		Span
		Targets []Expr
	}

	// Assign: Targets[0] = Targets[1] = … = Value
	Assign struct {
		Span
		Targets []Expr
		Value   Expr
	}

	// TypeAlias: type Name[TypeParams] = Value
	TypeAlias struct {
		Span
		Name       *Name
		TypeParams []*TypeParam
		Value      Expr
	}

	// AugAssign: Target Op= Value
	AugAssign struct {
		Span
		Target Expr
		Op     Operator
		Value  Expr
	}

	// AnnAssign: Target: Annotation [= Value]. Simple is true for a bare
	// name without parentheses, whose annotation is recorded.
	AnnAssign struct {
		Span
		Target     Expr
		Annotation Expr
		Value      Expr // nil: none
		Simple     bool
	}

	// For: [async] for Target in Iter: Body [else: Orelse]
	For struct {
		Span
		Async  bool
		Target Expr
		Iter   Expr
		Body   []Stmt
		Orelse []Stmt
	}

	// While: while Test: Body [else: Orelse]
	While struct {
		Span
		Test   Expr
		Body   []Stmt
		Orelse []Stmt
	}

	// If: if Branches[0].Test: … {elif Branches[i].Test: …} [else: Orelse].
	// Unlike Python's ast the elif chain is flat, so that its length costs
	// no depth.
	If struct {
		Span
		Branches []*IfBranch
		Orelse   []Stmt
	}

	// With: [async] with Items…: Body
	With struct {
		Span
		Async bool
		Items []*WithItem
		Body  []Stmt
	}

	// Match: match Subject: Cases…
	Match struct {
		Span
		Subject Expr
		Cases   []*MatchCase
	}

	// Raise: raise [Exc [from Cause]]
	Raise struct {
		Span
		Exc, Cause Expr // nil: none
	}

	// Try: try: Body {except…} [else: Orelse] [finally: Finalbody].
	// Star is true for except*.
	Try struct {
		Span
		Star      bool
		Body      []Stmt
		Handlers  []*ExceptHandler
		Orelse    []Stmt
		Finalbody []Stmt
	}

	// Assert: assert Test [, Msg]
	Assert struct {
		Span
		Test, Msg Expr
	}

	// Import: import Names…
	Import struct {
		Span
		Names []*Alias
	}

	// ImportFrom: from {.}*Level Module import Names… ; one Alias "*" for a
	// star import.
	ImportFrom struct {
		Span
		Module string
		Names  []*Alias
		Level  int
	}

	// Global: global Names…
	Global struct {
		Span
		Names []string
	}

	// Nonlocal: nonlocal Names…
	Nonlocal struct {
		Span
		Names []string
	}

	// ExprStmt: an expression as a statement.
	ExprStmt struct {
		Span
		Value Expr
	}

	// Pass: pass
	Pass struct{ Span }

	// Break: break
	Break struct{ Span }

	// Continue: continue
	Continue struct{ Span }
)

// IfBranch: (if|elif) Test: Body
type IfBranch struct {
	Span
	Test Expr
	Body []Stmt
}

// WithItem: Context [as Target]
type WithItem struct {
	Span
	Context Expr
	Target  Expr // nil: none
}

// MatchCase: case Pattern [if Guard]: Body
type MatchCase struct {
	Span
	Pattern Pattern
	Guard   Expr // nil: none
	Body    []Stmt
}

// ExceptHandler: except[*] [Type [as Name]]: Body
type ExceptHandler struct {
	Span
	Type Expr   // nil: catches everything
	Name string // "": none
	Body []Stmt
}

// Alias: Name [as AsName] of an import.
type Alias struct {
	Span
	Name   string // dotted for import
	AsName string // "": none
}

// TypeParamKind tells T, *Ts and **P apart.
type TypeParamKind uint8

const (
	TypeVar TypeParamKind = iota
	TypeVarTuple
	ParamSpec
)

// TypeParam: T[: Bound] [= Default] | *Ts | **P  (PEP 695, 696)
type TypeParam struct {
	Span
	Kind    TypeParamKind
	Name    string
	Bound   Expr // nil: none; a Tuple for constraints
	Default Expr // nil: none
}

func (*FunctionDef) stmt() {}
func (*ClassDef) stmt()    {}
func (*Return) stmt()      {}
func (*Delete) stmt()      {}
func (*Assign) stmt()      {}
func (*TypeAlias) stmt()   {}
func (*AugAssign) stmt()   {}
func (*AnnAssign) stmt()   {}
func (*For) stmt()         {}
func (*While) stmt()       {}
func (*If) stmt()          {}
func (*With) stmt()        {}
func (*Match) stmt()       {}
func (*Raise) stmt()       {}
func (*Try) stmt()         {}
func (*Assert) stmt()      {}
func (*Import) stmt()      {}
func (*ImportFrom) stmt()  {}
func (*Global) stmt()      {}
func (*Nonlocal) stmt()    {}
func (*ExprStmt) stmt()    {}
func (*Pass) stmt()        {}
func (*Break) stmt()       {}
func (*Continue) stmt()    {}
