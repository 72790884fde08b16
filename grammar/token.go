package grammar

import "github.com/alecthomas/participle/v2/lexer"

// kind is what a token is; it doubles as participle's token type.
type kind = lexer.TokenType

const (
	tEOF     kind = lexer.EOF
	tIllegal kind = iota // a lexical error; scanner.fail says which
	tNewline
	tIndent
	tDedent
	tName
	tNumber
	tString  // str or bytes literal, prefix and quotes included
	tFStart  // prefix and opening quotes of an f-string
	tFMiddle // literal text of an f-string; may be empty
	tFEnd    // closing quotes
	tOther   // $ ? ` : no token of the language

	// Keywords, in the order of the keyword table.
	kwFalse
	kwNone
	kwTrue
	kwAnd
	kwAs
	kwAssert
	kwAsync
	kwAwait
	kwBreak
	kwClass
	kwContinue
	kwDef
	kwDel
	kwElif
	kwElse
	kwExcept
	kwFinally
	kwFor
	kwFrom
	kwGlobal
	kwIf
	kwImport
	kwIn
	kwIs
	kwLambda
	kwNonlocal
	kwNot
	kwOr
	kwPass
	kwRaise
	kwReturn
	kwTry
	kwWhile
	kwWith
	kwYield

	// Operators and delimiters, in the order of the operator table.
	tLPar
	tRPar
	tLSqb
	tRSqb
	tLBrace
	tRBrace
	tColon
	tComma
	tSemi
	tDot
	tEllipsis
	tArrow
	tWalrus
	tAssign
	tExclaim
	tAt
	tPlus
	tMinus
	tStar
	tDStar
	tSlash
	tDSlash
	tPercent
	tAmp
	tPipe
	tCaret
	tTilde
	tShl
	tShr
	tLt
	tGt
	tLe
	tGe
	tEq
	tNe // != and <>
	tPlusEq
	tMinusEq
	tStarEq
	tDStarEq
	tSlashEq
	tDSlashEq
	tPercentEq
	tAmpEq
	tPipeEq
	tCaretEq
	tShlEq
	tShrEq
	tAtEq
	numKinds
)

// row is one token kind: the name that participle's struct tags use and how
// it is written in source.
type row struct {
	kind kind
	name string
	text string
}

var keywordRows = [...]row{
	{kwFalse, "False", "False"}, {kwNone, "None", "None"}, {kwTrue, "True", "True"},
	{kwAnd, "And", "and"}, {kwAs, "As", "as"}, {kwAssert, "Assert", "assert"},
	{kwAsync, "Async", "async"}, {kwAwait, "Await", "await"}, {kwBreak, "Break", "break"},
	{kwClass, "Class", "class"}, {kwContinue, "Continue", "continue"}, {kwDef, "Def", "def"},
	{kwDel, "Del", "del"}, {kwElif, "Elif", "elif"}, {kwElse, "Else", "else"},
	{kwExcept, "Except", "except"}, {kwFinally, "Finally", "finally"}, {kwFor, "For", "for"},
	{kwFrom, "From", "from"}, {kwGlobal, "Global", "global"}, {kwIf, "If", "if"},
	{kwImport, "Import", "import"}, {kwIn, "In", "in"}, {kwIs, "Is", "is"},
	{kwLambda, "Lambda", "lambda"}, {kwNonlocal, "Nonlocal", "nonlocal"}, {kwNot, "Not", "not"},
	{kwOr, "Or", "or"}, {kwPass, "Pass", "pass"}, {kwRaise, "Raise", "raise"},
	{kwReturn, "Return", "return"}, {kwTry, "Try", "try"}, {kwWhile, "While", "while"},
	{kwWith, "With", "with"}, {kwYield, "Yield", "yield"},
}

var operatorRows = [...]row{
	{tLPar, "LPar", "("}, {tRPar, "RPar", ")"}, {tLSqb, "LSqb", "["}, {tRSqb, "RSqb", "]"},
	{tLBrace, "LBrace", "{"}, {tRBrace, "RBrace", "}"}, {tColon, "Colon", ":"},
	{tComma, "Comma", ","}, {tSemi, "Semi", ";"}, {tDot, "Dot", "."},
	{tEllipsis, "Ellipsis", "..."}, {tArrow, "Arrow", "->"}, {tWalrus, "Walrus", ":="},
	{tAssign, "Assign", "="}, {tExclaim, "Exclaim", "!"}, {tAt, "At", "@"},
	{tPlus, "Plus", "+"}, {tMinus, "Minus", "-"}, {tStar, "Star", "*"}, {tDStar, "DStar", "**"},
	{tSlash, "Slash", "/"}, {tDSlash, "DSlash", "//"}, {tPercent, "Percent", "%"},
	{tAmp, "Amp", "&"}, {tPipe, "Pipe", "|"}, {tCaret, "Caret", "^"}, {tTilde, "Tilde", "~"},
	{tShl, "Shl", "<<"}, {tShr, "Shr", ">>"}, {tLt, "Lt", "<"}, {tGt, "Gt", ">"},
	{tLe, "Le", "<="}, {tGe, "Ge", ">="}, {tEq, "Eq", "=="}, {tNe, "Ne", "!="},
	{tPlusEq, "PlusEq", "+="}, {tMinusEq, "MinusEq", "-="}, {tStarEq, "StarEq", "*="},
	{tDStarEq, "DStarEq", "**="}, {tSlashEq, "SlashEq", "/="}, {tDSlashEq, "DSlashEq", "//="},
	{tPercentEq, "PercentEq", "%="}, {tAmpEq, "AmpEq", "&="}, {tPipeEq, "PipeEq", "|="},
	{tCaretEq, "CaretEq", "^="}, {tShlEq, "ShlEq", "<<="}, {tShrEq, "ShrEq", ">>="},
	{tAtEq, "AtEq", "@="},
}

var otherRows = [...]row{
	{tEOF, "EOF", ""}, {tIllegal, "Illegal", ""}, {tNewline, "Newline", ""},
	{tIndent, "Indent", ""}, {tDedent, "Dedent", ""}, {tName, "Name", ""},
	{tNumber, "Number", ""}, {tString, "String", ""}, {tFStart, "FStart", ""},
	{tFMiddle, "FMiddle", ""}, {tFEnd, "FEnd", ""}, {tOther, "Other", ""},
}

// rowOf returns the row of a kind; the tables are in the order of the kinds.
func rowOf(k kind) *row {
	switch {
	case k == tEOF:
		return &otherRows[0]
	case k < kwFalse:
		return &otherRows[k]
	case k < tLPar:
		return &keywordRows[k-kwFalse]
	}
	return &operatorRows[k-tLPar]
}

// keyword returns the kind of an ASCII word of 2 to 8 letters: its keyword's,
// or tName. A switch on length and first letter beats a map by half.
func keyword(w string) kind {
	switch len(w) {
	case 2:
		switch w {
		case "if":
			return kwIf
		case "in":
			return kwIn
		case "is":
			return kwIs
		case "or":
			return kwOr
		case "as":
			return kwAs
		}
	case 3:
		switch w {
		case "def":
			return kwDef
		case "for":
			return kwFor
		case "not":
			return kwNot
		case "and":
			return kwAnd
		case "try":
			return kwTry
		case "del":
			return kwDel
		}
	case 4:
		switch w {
		case "None":
			return kwNone
		case "True":
			return kwTrue
		case "else":
			return kwElse
		case "elif":
			return kwElif
		case "with":
			return kwWith
		case "from":
			return kwFrom
		case "pass":
			return kwPass
		}
	case 5:
		switch w {
		case "False":
			return kwFalse
		case "async":
			return kwAsync
		case "await":
			return kwAwait
		case "break":
			return kwBreak
		case "class":
			return kwClass
		case "raise":
			return kwRaise
		case "while":
			return kwWhile
		case "yield":
			return kwYield
		}
	case 6:
		switch w {
		case "return":
			return kwReturn
		case "import":
			return kwImport
		case "except":
			return kwExcept
		case "assert":
			return kwAssert
		case "global":
			return kwGlobal
		case "lambda":
			return kwLambda
		}
	case 7:
		if w == "finally" {
			return kwFinally
		}
	case 8:
		if w == "continue" {
			return kwContinue
		}
		if w == "nonlocal" {
			return kwNonlocal
		}
	}
	return tName
}

// token is one token as the scanner makes it: a kind and a range of bytes.
type token struct {
	kind     kind
	pos, end uint32
}
