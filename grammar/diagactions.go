package grammar

import (
	"fmt"
	"strings"
)

// synKind is the kind of a node of a diagnosis.
type synKind uint8

const (
	synToken synKind = 1 + iota
	synList          // nodes without a common one
	synName
	synNumber
	synString
	synKeyword // None, True, False, ...
	synFString
	synMiddle // literal text of an f-string
	synTuple
	synListDisplay
	synSet
	synDict
	synListComp
	synSetComp
	synDictComp
	synGenerator
	synLambda
	synCall
	synOperator // and, or, not, + …
	synCompare
	synCompareIn // the operator in and its operand
	synCompareOther
	synYield
	synAwait
	synIfExp
	synNamed
	synAttribute
	synSubscript
	synStarred
	synSlice
	synComprehension // for … in … if …
	synArgs
	synKeywordArg
	synUnpacking // **x among arguments
	synParam
	synPattern
)

// synKinds are the names of kinds in mistakes.peg.
var synKinds = map[string]synKind{
	"FString": synFString, "Tuple": synTuple, "List": synListDisplay, "Set": synSet, "Dict": synDict,
	"ListComp": synListComp, "SetComp": synSetComp, "DictComp": synDictComp, "GeneratorExp": synGenerator,
	"Lambda": synLambda, "Call": synCall, "Operator": synOperator, "Compare": synCompare,
	"CompareIn": synCompareIn, "CompareOther": synCompareOther, "Yield": synYield, "Await": synAwait,
	"IfExp": synIfExp, "NamedExpr": synNamed, "Attribute": synAttribute, "Subscript": synSubscript,
	"Starred": synStarred, "Slice": synSlice, "Comprehension": synComprehension, "Args": synArgs,
	"Keyword": synKeywordArg, "Unpacking": synUnpacking, "Param": synParam, "Pattern": synPattern,
}

// describe says what an expression is, in the words of messages.
func (n *syn) describe() string {
	switch n.kind {
	case synName:
		return "name"
	case synNumber, synString:
		return "literal"
	case synKeyword:
		if n.text == "..." {
			return "ellipsis"
		}
		return n.text
	case synFString:
		return "f-string expression"
	case synTuple:
		return "tuple"
	case synListDisplay:
		return "list"
	case synSet:
		return "set display"
	case synDict:
		return "dict literal"
	case synListComp:
		return "list comprehension"
	case synSetComp:
		return "set comprehension"
	case synDictComp:
		return "dict comprehension"
	case synGenerator:
		return "generator expression"
	case synLambda:
		return "lambda"
	case synCall:
		return "function call"
	case synOperator:
		return "expression"
	case synCompare:
		return "comparison"
	case synYield:
		return "yield expression"
	case synAwait:
		return "await expression"
	case synIfExp:
		return "conditional expression"
	case synNamed:
		return "named expression"
	case synAttribute:
		return "attribute"
	case synSubscript:
		return "subscript"
	case synStarred:
		return "starred"
	}
	return "expression"
}

// diagActions are the actions of mistakes.peg that need more than a message.
// One that returns nil makes its alternative fail, and its rule with it.
var diagActions = map[string]func(d *diagnosis, a, b *syn) *syn{
	"starTarget":             func(d *diagnosis, a, _ *syn) *syn { return d.target(a, starTarget) },
	"forTarget":              func(d *diagnosis, a, _ *syn) *syn { return d.target(a, forTarget) },
	"delTarget":              func(d *diagnosis, a, _ *syn) *syn { return d.target(a, delTarget) },
	"typeVarTupleBound":      func(d *diagnosis, a, b *syn) *syn { return d.bound(a, b, "TypeVarTuple") },
	"paramSpecBound":         func(d *diagnosis, a, b *syn) *syn { return d.bound(a, b, "ParamSpec") },
	"ensureReal":             (*diagnosis).ensureReal,
	"ensureImaginary":        (*diagnosis).ensureImaginary,
	"missingComma":           (*diagnosis).missingComma,
	"legacyPrint":            (*diagnosis).legacyPrint,
	"missingColon":           (*diagnosis).missingColon,
	"bareGenerator":          (*diagnosis).bareGenerator,
	"bareGeneratorLast":      (*diagnosis).bareGeneratorLast,
	"positionalAfterKeyword": (*diagnosis).positionalAfterKeyword,
	"string":                 (*diagnosis).stringLiteral,
	"fstring":                (*diagnosis).fstring,
	"strings":                (*diagnosis).strings,
	"conversion":             (*diagnosis).conversion,
	"checkConversion":        (*diagnosis).checkConversion,
	"barry":                  (*diagnosis).barry,
}

// targetUse says how an expression was to be bound.
type targetUse uint8

const (
	starTarget targetUse = iota
	forTarget
	delTarget
)

// target blames the part of a that cannot be a target.
func (d *diagnosis) target(a *syn, use targetUse) *syn {
	bad := a.invalidTarget(use)
	if bad == nil {
		return nil
	}
	verb := "assign to"
	if use == delTarget {
		verb = "delete"
	}
	d.raise(d.labelled("cannot "+verb+" %s", bad, nil))
	return nil
}

// invalidTarget returns the first part of n that is no target.
func (n *syn) invalidTarget(use targetUse) *syn {
	switch n.kind {
	case synTuple, synListDisplay:
		for _, kid := range n.kids {
			if bad := kid.invalidTarget(use); bad != nil {
				return bad
			}
		}
		return nil
	case synStarred:
		if use == delTarget {
			return n
		}
		return n.kids[0].invalidTarget(use)
	case synCompare:
		// "for x in y" read as an expression: look at x only.
		if use == forTarget {
			if n.kids[1].kind == synCompareIn {
				return n.kids[0].invalidTarget(use)
			}
			return nil
		}
		return n
	case synName, synSubscript, synAttribute:
		return nil
	}
	return n
}

// bound refuses a bound of *Ts or **P; a is the colon.
func (d *diagnosis) bound(a, b *syn, what string) *syn {
	msg := "cannot use bound with " + what
	if b.kind == synTuple {
		msg = "cannot use constraints with " + what
	}
	e := d.labelled(msg, a, nil)
	d.endAtCursor(e)
	d.raise(e)
	return nil
}

func (n *syn) imaginary() bool { return strings.HasSuffix(strings.ToLower(n.text), "j") }

func (d *diagnosis) ensureReal(a, _ *syn) *syn {
	if a.imaginary() {
		d.raise(d.labelled("real number required in complex literal", a, nil))
	}
	return a
}

func (d *diagnosis) ensureImaginary(a, _ *syn) *syn {
	if !a.imaginary() {
		d.raise(d.labelled("imaginary number required in complex literal", a, nil))
	}
	return a
}

func (n *syn) legacy() bool {
	return n.kind == synName && (n.text == "print" || n.text == "exec")
}

// missingComma blames two expressions side by side, inside brackets.
func (d *diagnosis) missingComma(a, b *syn) *syn {
	if !a.legacy() && d.tokens[d.mark-1].bracket > 0 {
		d.raise(d.labelled("invalid syntax. Perhaps you forgot a comma?", a, b))
	}
	return nil
}

// legacyPrint blames the print statement of Python 2.
func (d *diagnosis) legacyPrint(a, b *syn) *syn {
	if a.legacy() {
		msg := fmt.Sprintf("Missing parentheses in call to '%s'. Did you mean %s(...)?", a.text, a.text)
		d.raise(d.labelled(msg, a, b))
	}
	return nil
}

// missingColon blames the end of a dictionary key.
func (d *diagnosis) missingColon(a, _ *syn) *syn {
	e := d.labelled("':' expected after dictionary key", a, nil)
	e.Offset, e.EndOffset = e.EndOffset-1, 0
	d.raise(e)
	return nil
}

// lastOf returns the last expression of comprehension clauses.
func lastOf(clauses *syn) *syn {
	last := clauses
	if last.kind == synList {
		last = last.kids[len(last.kids)-1]
	}
	return last.kids[len(last.kids)-1]
}

const bareGeneratorMsg = "Generator expression must be parenthesized"

func (d *diagnosis) bareGenerator(a, b *syn) *syn {
	d.raise(d.labelled(bareGeneratorMsg, a, lastOf(b)))
	return nil
}

// bareGeneratorLast blames f(x, y for y in z); a lone one is right.
func (d *diagnosis) bareGeneratorLast(a, b *syn) *syn {
	var args []*syn
	for _, kid := range a.kids {
		if kid.kind != synKeywordArg && kid.kind != synUnpacking {
			args = append(args, kid)
		}
	}
	if len(args) <= 1 {
		return nil
	}
	d.raise(d.labelled(bareGeneratorMsg, args[len(args)-1], lastOf(b)))
	return nil
}

func (d *diagnosis) positionalAfterKeyword(a, _ *syn) *syn {
	msg := "positional argument follows keyword argument"
	for _, kid := range a.kids {
		if kid.kind == synUnpacking {
			msg += " unpacking"
			break
		}
	}
	d.raise(d.lastTokenError("SyntaxError", msg))
	return nil
}

// stringLiteral raises what is wrong with the escapes of a literal.
func (d *diagnosis) stringLiteral(a, _ *syn) *syn {
	body, isBytes, raw := literalBody(a.text)
	var u unescaper
	switch {
	case isBytes && !isASCII(body):
		d.raise(d.labelled("bytes can only contain ASCII literal characters", a, nil))
	case raw:
	case isBytes:
		u.unescapeBytes(body)
	default:
		u.unescape(body)
	}
	if u.err != "" {
		d.raise(d.lastTokenError("SyntaxError", u.err))
	}
	return a
}

// fstring does so for the texts of an f-string; a is its start.
func (d *diagnosis) fstring(a, b *syn) *syn {
	if !strings.ContainsAny(a.text, "rR") {
		for _, kid := range b.kids {
			var u unescaper
			if kid.kind == synMiddle {
				u.unescape(oneBrace(kid.text))
			}
			if u.err != "" {
				d.raise(d.lastTokenError("SyntaxError", u.err))
			}
		}
	}
	return &syn{kind: synFString}
}

// strings makes the node of adjacent literals, which are all str or all bytes.
func (d *diagnosis) strings(a, _ *syn) *syn {
	n := &syn{kind: synString, pos: a.pos, end: a.end}
	isBytes, isText := false, false
	for _, kid := range a.kids {
		if kid.kind == synFString {
			n.kind, isText = synFString, true
			continue
		}
		_, b, _ := literalBody(kid.text)
		isBytes = isBytes || b
		isText = isText || !b
	}
	if isBytes && isText {
		d.raise(d.lastTokenError("SyntaxError", "cannot mix bytes and nonbytes literals"))
	}
	return n
}

// conversion checks that the letter follows the exclamation mark at once.
func (d *diagnosis) conversion(a, b *syn) *syn {
	if a.end != b.pos {
		d.raise(d.labelled("f-string: conversion type must come right after the exclamanation mark", a, b))
	}
	return b
}

// checkConversion checks the letter of a complete field.
func (d *diagnosis) checkConversion(a, _ *syn) *syn {
	if a != nil && a.text != "s" && a.text != "r" && a.text != "a" {
		msg := fmt.Sprintf("f-string: invalid conversion character '%s': expected 's', 'r', or 'a'", a.text)
		d.raise(d.labelled(msg, a, nil))
	}
	return &syn{kind: synFString}
}

// barry checks != and <> against from __future__ import barry_as_FLUFL.
func (d *diagnosis) barry(a, _ *syn) *syn {
	if d.flufl && a.text == "!=" {
		d.raise(d.lastTokenError("SyntaxError", "with Barry as BDFL, use '<>' instead of '!='"))
	}
	if !d.flufl && a.text == "<>" {
		return nil
	}
	return a
}
