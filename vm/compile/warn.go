package compile

import (
	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/vm/code"
)

// typeOf names the type of what a display or literal makes, "" if that is not
// known.
func (u *unit) typeOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Tuple:
		return "tuple"
	case *ast.List, *ast.ListComp:
		return "list"
	case *ast.Dict, *ast.DictComp:
		return "dict"
	case *ast.Set, *ast.SetComp:
		return "set"
	case *ast.GeneratorExp:
		return "generator"
	case *ast.Lambda:
		return "function"
	case *ast.JoinedStr, *ast.FormattedValue:
		return "str"
	case *ast.Slice:
		return "slice"
	default:
		if v, ok := u.fold(e); ok {
			return constType(v)
		}
	}
	return ""
}

func constType(v code.Const) string {
	switch v.(type) {
	case nil:
		return "NoneType"
	case bool:
		return "bool"
	case float64:
		return "float"
	case complex128:
		return "complex"
	case code.Str:
		return "str"
	case code.Bytes:
		return "bytes"
	case code.EllipsisConst:
		return "ellipsis"
	case code.Tuple:
		return "tuple"
	}
	return "int"
}

// checkCompare warns of `x is 1`.
func (u *unit) checkCompare(e *ast.Compare) {
	if u.opts.Warn == nil {
		return
	}
	left := e.Left
	for i, op := range e.Ops {
		right := e.Comparators[i]
		if op == ast.Is || op == ast.IsNot {
			literal := left
			if !u.isLiteral(left) {
				literal = right
			}
			if u.isLiteral(literal) {
				msg := `"is" with '` + u.typeOf(literal) + `' literal. Did you mean "=="?`
				if op == ast.IsNot {
					msg = `"is not" with '` + u.typeOf(literal) + `' literal. Did you mean "!="?`
				}
				u.warn(e.Span, msg)
				return
			}
		}
		left = right
	}
}

// isLiteral: a constant that is no singleton.
func (u *unit) isLiteral(e ast.Expr) bool {
	v, ok := u.fold(e)
	if !ok {
		return false
	}
	switch v.(type) {
	case nil, bool, code.EllipsisConst:
		return false
	}
	return true
}

// checkCallee warns of a call of something that is none, as in
// [(1, 2) (3, 4)].
func (u *unit) checkCallee(e *ast.Call) {
	switch e.Func.(type) {
	case *ast.Name, *ast.Attribute, *ast.Call, *ast.Lambda:
		return
	}
	if t := u.typeOf(e.Func); t != "" && t != "slice" {
		u.warn(e.Func.Range(), "'"+t+"' object is not callable; perhaps you missed a comma?")
	}
}

// checkSubscript warns of subscripts that cannot work.
func (u *unit) checkSubscript(e *ast.Subscript) {
	switch e.Value.(type) {
	case *ast.Name, *ast.Attribute, *ast.Call, *ast.Dict, *ast.DictComp:
		return
	}
	t := u.typeOf(e.Value)
	switch t {
	case "NoneType", "ellipsis", "bool", "int", "float", "complex", "set", "generator", "function":
		u.warn(e.Value.Range(), "'"+t+"' object is not subscriptable; perhaps you missed a comma?")
	case "str", "bytes", "tuple", "list":
		switch index := u.typeOf(e.Index); index {
		case "", "int", "bool", "slice":
		default:
			u.warn(e.Value.Range(), t+" indices must be integers or slices, not "+index+"; perhaps you missed a comma?")
		}
	}
}
