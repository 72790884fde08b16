package ast

import "math/big"

// Operator is a binary, unary, boolean or comparison operator.
type Operator uint8

const (
	NoOp Operator = iota
	Add
	Sub
	Mult
	MatMult
	Div
	FloorDiv
	Mod
	Pow
	LShift
	RShift
	BitOr
	BitXor
	BitAnd
	Invert // ~x
	Not    // not x
	UAdd   // +x
	USub   // -x
	And
	Or
	Eq
	NotEq
	Lt
	LtE
	Gt
	GtE
	Is
	IsNot
	In
	NotIn
)

var operatorText = [...]string{
	Add: "+", Sub: "-", Mult: "*", MatMult: "@", Div: "/", FloorDiv: "//", Mod: "%", Pow: "**",
	LShift: "<<", RShift: ">>", BitOr: "|", BitXor: "^", BitAnd: "&",
	Invert: "~", Not: "not", UAdd: "+", USub: "-", And: "and", Or: "or",
	Eq: "==", NotEq: "!=", Lt: "<", LtE: "<=", Gt: ">", GtE: ">=",
	Is: "is", IsNot: "is not", In: "in", NotIn: "not in",
}

// String returns the operator as it is written in source.
func (op Operator) String() string { return operatorText[op] }

// ConstKind says which field of a Constant holds its value.
type ConstKind uint8

const (
	ConstNone ConstKind = iota
	ConstTrue
	ConstFalse
	ConstEllipsis
	ConstInt     // Int, or Big where it does not fit 64 bits
	ConstFloat   // Float
	ConstComplex // Float is the imaginary part
	ConstStr     // Str, surrogates encoded as if they were UTF-8 (WTF-8)
	ConstBytes   // Str holds the bytes
)

type (
	// Constant: None | True | False | ... | number | string | bytes.
	// Adjacent string literals are already joined and escapes resolved.
	Constant struct {
		Span
		Kind  ConstKind
		Int   int64
		Big   *big.Int // non-nil for an int beyond int64
		Float float64
		Str   string
	}

	// Name: identifier (NFKC-normalised, not mangled).
	Name struct {
		Span
		Id  string
		Ctx Context
	}

	// BoolOp: Values[0] and/or Values[1] …, flat for equal operators.
	BoolOp struct {
		Span
		Op     Operator // And, Or
		Values []Expr
	}

	// NamedExpr: Target := Value
	NamedExpr struct {
		Span
		Target *Name
		Value  Expr
	}

	// BinOp: Left Op Right. OpPos is the offset of the operator, which
	// tracebacks underline with ^.
	BinOp struct {
		Span
		Left  Expr
		Op    Operator
		OpPos uint32
		Right Expr
	}

	// UnaryOp: Op Operand
	UnaryOp struct {
		Span
		Op      Operator // Invert, Not, UAdd, USub
		Operand Expr
	}

	// Lambda: lambda Params: Body
	Lambda struct {
		Span
		Params *Params
		Body   Expr
	}

	// IfExp: Body if Test else Orelse
	IfExp struct {
		Span
		Test, Body, Orelse Expr
	}

	// Dict: {Keys[i]: Values[i], …}; a nil key stands for **Values[i].
	Dict struct {
		Span
		Keys, Values []Expr
	}

	// Set: {Elts…}
	Set struct {
		Span
		Elts []Expr
	}

	// List: [Elts…]
	List struct {
		Span
		Elts []Expr
		Ctx  Context
	}

	// Tuple: Elts[0], Elts[1], … ; Span includes the parentheses where
	// Parenthesized is true.
	Tuple struct {
		Span
		Elts          []Expr
		Ctx           Context
		Parenthesized bool
	}

	// ListComp: [Elt for …]
	ListComp struct {
		Span
		Elt        Expr
		Generators []*Comprehension
	}

	// SetComp: {Elt for …}
	SetComp struct {
		Span
		Elt        Expr
		Generators []*Comprehension
	}

	// DictComp: {Key: Value for …}
	DictComp struct {
		Span
		Key, Value Expr
		Generators []*Comprehension
	}

	// GeneratorExp: (Elt for …)
	GeneratorExp struct {
		Span
		Elt        Expr
		Generators []*Comprehension
	}

	// Await: await Value
	Await struct {
		Span
		Value Expr
	}

	// Yield: yield [Value]; Value may be nil.
	Yield struct {
		Span
		Value Expr
	}

	// YieldFrom: yield from Value
	YieldFrom struct {
		Span
		Value Expr
	}

	// Compare: Left Ops[0] Comparators[0] Ops[1] Comparators[1] …
	Compare struct {
		Span
		Left        Expr
		Ops         []Operator
		Comparators []Expr
	}

	// Call: Func(Args…, Keywords…). A Starred among Args is *x; a keyword
	// without a name is **x. Args and Keywords keep their source order
	// each; evaluation order between them is by position.
	Call struct {
		Span
		Func     Expr
		Args     []Expr
		Keywords []*Keyword
	}

	// JoinedStr: f"…", adjacent literals included. Values are ConstStr
	// Constants and FormattedValues, in order.
	JoinedStr struct {
		Span
		Values []Expr
	}

	// FormattedValue: {Value!Conversion:FormatSpec}. Conversion is 's',
	// 'r', 'a' or 0; FormatSpec may be nil. For {x=} the grammar puts the
	// text "x=" into the preceding Constant, and Conversion 'r' where
	// neither conversion nor spec is given, as CPython does.
	FormattedValue struct {
		Span
		Value      Expr
		Conversion byte
		FormatSpec *JoinedStr
	}

	// Attribute: Value.Attr. AttrPos is the offset of the name.
	Attribute struct {
		Span
		Value   Expr
		Attr    string
		AttrPos uint32
		Ctx     Context
	}

	// Subscript: Value[Index]; Index may be a Slice, or a Tuple of them.
	Subscript struct {
		Span
		Value, Index Expr
		Ctx          Context
	}

	// Starred: *Value
	Starred struct {
		Span
		Value Expr
		Ctx   Context
	}

	// Slice: [Lower]:[Upper][:[Step]]; any may be nil.
	Slice struct {
		Span
		Lower, Upper, Step Expr
	}
)

// Comprehension: [async] for Target in Iter {if Ifs[i]}
type Comprehension struct {
	Span
	Async  bool
	Target Expr
	Iter   Expr
	Ifs    []Expr
}

// Keyword: Name=Value in a call or class statement; Name == "" for **Value.
type Keyword struct {
	Span
	Name  string
	Value Expr
}

// Param is one formal parameter.
type Param struct {
	Span
	Name       string
	Annotation Expr // nil: none; for *args: *T a Starred
	Default    Expr // nil: none
}

// Params: the parameters of a def or lambda:
// PosOnly…, /, Args…, *Vararg, KwOnly…, **Kwarg
type Params struct {
	Span
	PosOnly []*Param
	Args    []*Param
	Vararg  *Param // nil: none
	KwOnly  []*Param
	Kwarg   *Param // nil: none
}

func (*Constant) expr()       {}
func (*Name) expr()           {}
func (*BoolOp) expr()         {}
func (*NamedExpr) expr()      {}
func (*BinOp) expr()          {}
func (*UnaryOp) expr()        {}
func (*Lambda) expr()         {}
func (*IfExp) expr()          {}
func (*Dict) expr()           {}
func (*Set) expr()            {}
func (*List) expr()           {}
func (*Tuple) expr()          {}
func (*ListComp) expr()       {}
func (*SetComp) expr()        {}
func (*DictComp) expr()       {}
func (*GeneratorExp) expr()   {}
func (*Await) expr()          {}
func (*Yield) expr()          {}
func (*YieldFrom) expr()      {}
func (*Compare) expr()        {}
func (*Call) expr()           {}
func (*JoinedStr) expr()      {}
func (*FormattedValue) expr() {}
func (*Attribute) expr()      {}
func (*Subscript) expr()      {}
func (*Starred) expr()        {}
func (*Slice) expr()          {}
