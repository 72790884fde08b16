package asts

import "strings"

// group is one row of the table of node classes: a base class and the classes
// below it, or a class alone. A class is written as its constructor, each field
// with its type: * is a list, ? may be None.
type group struct {
	base    string
	located bool // nodes have lineno, col_offset and their ends
	classes []string
}

// groups are Python's abstract grammar, from which the classes, their fields
// and docstrings derive.
var groups = []group{
	{"mod", false, []string{
		"Module(stmt* body, type_ignore* type_ignores)", "Interactive(stmt* body)", "Expression(expr body)",
		"FunctionType(expr* argtypes, expr returns)",
	}},
	{"stmt", true, []string{
		"FunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params)",
		"AsyncFunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params)",
		"ClassDef(identifier name, expr* bases, keyword* keywords, stmt* body, expr* decorator_list, type_param* type_params)",
		"Return(expr? value)", "Delete(expr* targets)", "Assign(expr* targets, expr value, string? type_comment)",
		"TypeAlias(expr name, type_param* type_params, expr value)", "AugAssign(expr target, operator op, expr value)",
		"AnnAssign(expr target, expr annotation, expr? value, int simple)",
		"For(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment)",
		"AsyncFor(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment)",
		"While(expr test, stmt* body, stmt* orelse)", "If(expr test, stmt* body, stmt* orelse)",
		"With(withitem* items, stmt* body, string? type_comment)", "AsyncWith(withitem* items, stmt* body, string? type_comment)",
		"Match(expr subject, match_case* cases)", "Raise(expr? exc, expr? cause)",
		"Try(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody)",
		"TryStar(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody)",
		"Assert(expr test, expr? msg)", "Import(alias* names)", "ImportFrom(identifier? module, alias* names, int? level)",
		"Global(identifier* names)", "Nonlocal(identifier* names)", "Expr(expr value)", "Pass", "Break", "Continue",
	}},
	{"expr", true, []string{
		"BoolOp(boolop op, expr* values)", "NamedExpr(expr target, expr value)", "BinOp(expr left, operator op, expr right)",
		"UnaryOp(unaryop op, expr operand)", "Lambda(arguments args, expr body)", "IfExp(expr test, expr body, expr orelse)",
		"Dict(expr* keys, expr* values)", "Set(expr* elts)", "ListComp(expr elt, comprehension* generators)",
		"SetComp(expr elt, comprehension* generators)", "DictComp(expr key, expr value, comprehension* generators)",
		"GeneratorExp(expr elt, comprehension* generators)", "Await(expr value)", "Yield(expr? value)", "YieldFrom(expr value)",
		"Compare(expr left, cmpop* ops, expr* comparators)", "Call(expr func, expr* args, keyword* keywords)",
		"FormattedValue(expr value, int conversion, expr? format_spec)", "JoinedStr(expr* values)",
		"Constant(constant value, string? kind)", "Attribute(expr value, identifier attr, expr_context ctx)",
		"Subscript(expr value, expr slice, expr_context ctx)", "Starred(expr value, expr_context ctx)",
		"Name(identifier id, expr_context ctx)", "List(expr* elts, expr_context ctx)", "Tuple(expr* elts, expr_context ctx)",
		"Slice(expr? lower, expr? upper, expr? step)",
	}},
	{"expr_context", false, []string{"Load", "Store", "Del"}},
	{"boolop", false, []string{"And", "Or"}},
	{"operator", false, []string{"Add", "Sub", "Mult", "MatMult", "Div", "Mod", "Pow", "LShift", "RShift", "BitOr", "BitXor", "BitAnd", "FloorDiv"}},
	{"unaryop", false, []string{"Invert", "Not", "UAdd", "USub"}},
	{"cmpop", false, []string{"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"}},
	{"", false, []string{"comprehension(expr target, expr iter, expr* ifs, int is_async)"}},
	{"excepthandler", true, []string{"ExceptHandler(expr? type, identifier? name, stmt* body)"}},
	{"", false, []string{"arguments(arg* posonlyargs, arg* args, arg? vararg, arg* kwonlyargs, expr* kw_defaults, arg? kwarg, expr* defaults)"}},
	{"", true, []string{"arg(identifier arg, expr? annotation, string? type_comment)"}},
	{"", true, []string{"keyword(identifier? arg, expr value)"}},
	{"", true, []string{"alias(identifier name, identifier? asname)"}},
	{"", false, []string{"withitem(expr context_expr, expr? optional_vars)"}},
	{"", false, []string{"match_case(pattern pattern, expr? guard, stmt* body)"}},
	{"pattern", true, []string{
		"MatchValue(expr value)", "MatchSingleton(constant value)", "MatchSequence(pattern* patterns)",
		"MatchMapping(expr* keys, pattern* patterns, identifier? rest)",
		"MatchClass(expr cls, pattern* patterns, identifier* kwd_attrs, pattern* kwd_patterns)",
		"MatchStar(identifier? name)", "MatchAs(pattern? pattern, identifier? name)", "MatchOr(pattern* patterns)",
	}},
	{"type_ignore", false, []string{"TypeIgnore(int lineno, string tag)"}},
	{"type_param", true, []string{
		"TypeVar(identifier name, expr? bound, expr? default_value)", "ParamSpec(identifier name, expr? default_value)",
		"TypeVarTuple(identifier name, expr? default_value)",
	}},
}

// field is a field of a class.
type field struct {
	kind string // "stmt"
	form byte   // '*', '?' or 0
	name string
}

// parseClass cuts a class of the table into its name and fields.
func parseClass(text string) (name string, fields []field) {
	name, rest, _ := strings.Cut(text, "(")
	if rest == "" {
		return name, nil
	}
	for _, part := range strings.Split(strings.TrimSuffix(rest, ")"), ", ") {
		kind, fieldName, _ := strings.Cut(part, " ")
		f := field{kind: kind, name: fieldName}
		if last := kind[len(kind)-1]; last == '*' || last == '?' {
			f.kind, f.form = kind[:len(kind)-1], last
		}
		fields = append(fields, f)
	}
	return name, fields
}

// doc is the docstring of a base class: the rule of the grammar.
func (g *group) doc() string {
	between := "\n" + strings.Repeat(" ", len(g.base)+1) + "| "
	if !strings.Contains(strings.Join(g.classes, ""), "(") {
		between = " | "
	}
	return g.base + " = " + strings.Join(g.classes, between)
}
