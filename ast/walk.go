package ast

// Inspect visits n and everything below it in source order, a node before its
// children; where f returns false the children are left out. It needs no
// recursion: a chain like a+b+c… may be deeper than a stack.
func Inspect(n Node, f func(Node) bool) {
	stack := []Node{n}
	for len(stack) > 0 {
		n := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if !f(n) {
			continue
		}
		below := len(stack)
		stack = appendChildren(stack, n)
		for i, j := below, len(stack)-1; i < j; i, j = i+1, j-1 {
			stack[i], stack[j] = stack[j], stack[i]
		}
	}
}

// Walk calls f for n and for every node below it.
func Walk(n Node, f func(Node)) {
	Inspect(n, func(n Node) bool { f(n); return true })
}

// Children returns the nodes directly below n, in source order as far as the
// fields give it.
func Children(n Node) []Node { return appendChildren(nil, n) }

// children collects nodes, leaving out what is nil.
type children []Node

func (c *children) expr(list ...Expr) {
	for _, x := range list {
		if x != nil {
			*c = append(*c, x)
		}
	}
}

func (c *children) stmts(list ...[]Stmt) {
	for _, body := range list {
		for _, s := range body {
			*c = append(*c, s)
		}
	}
}

func (c *children) patterns(list []Pattern) {
	for _, p := range list {
		*c = append(*c, p)
	}
}

// add appends a list of one concrete type.
func add[T Node](c *children, list []T) {
	for _, n := range list {
		*c = append(*c, n)
	}
}

func (c *children) params(ps *Params) {
	if ps != nil {
		*c = append(*c, ps)
	}
}

func appendChildren(list []Node, n Node) []Node {
	c := (*children)(&list)
	switch n := n.(type) {
	case *Module:
		c.stmts(n.Body)
	case *Expression:
		c.expr(n.Body)
	case Stmt:
		c.ofStmt(n)
	case Expr:
		c.ofExpr(n)
	case Pattern:
		c.ofPattern(n)
	case *IfBranch:
		c.expr(n.Test)
		c.stmts(n.Body)
	case *WithItem:
		c.expr(n.Context, n.Target)
	case *MatchCase:
		if n.Pattern != nil {
			*c = append(*c, n.Pattern)
		}
		c.expr(n.Guard)
		c.stmts(n.Body)
	case *ExceptHandler:
		c.expr(n.Type)
		c.stmts(n.Body)
	case *TypeParam:
		c.expr(n.Bound, n.Default)
	case *Comprehension:
		c.expr(n.Target, n.Iter)
		c.expr(n.Ifs...)
	case *Keyword:
		c.expr(n.Value)
	case *Param:
		c.expr(n.Annotation, n.Default)
	case *Params:
		add(c, n.PosOnly)
		add(c, n.Args)
		if n.Vararg != nil {
			*c = append(*c, n.Vararg)
		}
		add(c, n.KwOnly)
		if n.Kwarg != nil {
			*c = append(*c, n.Kwarg)
		}
	}
	return list
}

func (c *children) ofStmt(n Stmt) {
	switch n := n.(type) {
	case *FunctionDef:
		c.expr(n.Decorators...)
		add(c, n.TypeParams)
		c.params(n.Params)
		c.expr(n.Returns)
		c.stmts(n.Body)
	case *ClassDef:
		c.expr(n.Decorators...)
		add(c, n.TypeParams)
		c.expr(n.Bases...)
		add(c, n.Keywords)
		c.stmts(n.Body)
	case *Return:
		c.expr(n.Value)
	case *Delete:
		c.expr(n.Targets...)
	case *Assign:
		c.expr(n.Targets...)
		c.expr(n.Value)
	case *TypeAlias:
		c.expr(n.Name)
		add(c, n.TypeParams)
		c.expr(n.Value)
	case *AugAssign:
		c.expr(n.Target, n.Value)
	case *AnnAssign:
		c.expr(n.Target, n.Annotation, n.Value)
	case *For:
		c.expr(n.Target, n.Iter)
		c.stmts(n.Body, n.Orelse)
	case *While:
		c.expr(n.Test)
		c.stmts(n.Body, n.Orelse)
	case *If:
		add(c, n.Branches)
		c.stmts(n.Orelse)
	case *With:
		add(c, n.Items)
		c.stmts(n.Body)
	case *Match:
		c.expr(n.Subject)
		add(c, n.Cases)
	case *Raise:
		c.expr(n.Exc, n.Cause)
	case *Try:
		c.stmts(n.Body)
		add(c, n.Handlers)
		c.stmts(n.Orelse, n.Finalbody)
	case *Assert:
		c.expr(n.Test, n.Msg)
	case *Import:
		add(c, n.Names)
	case *ImportFrom:
		add(c, n.Names)
	case *ExprStmt:
		c.expr(n.Value)
	}
}

func (c *children) ofExpr(n Expr) {
	switch n := n.(type) {
	case *BoolOp:
		c.expr(n.Values...)
	case *NamedExpr:
		c.expr(n.Target, n.Value)
	case *BinOp:
		c.expr(n.Left, n.Right)
	case *UnaryOp:
		c.expr(n.Operand)
	case *Lambda:
		c.params(n.Params)
		c.expr(n.Body)
	case *IfExp:
		c.expr(n.Body, n.Test, n.Orelse)
	case *Dict:
		for i, key := range n.Keys {
			c.expr(key, n.Values[i])
		}
	case *Set:
		c.expr(n.Elts...)
	case *List:
		c.expr(n.Elts...)
	case *Tuple:
		c.expr(n.Elts...)
	case *ListComp:
		c.expr(n.Elt)
		add(c, n.Generators)
	case *SetComp:
		c.expr(n.Elt)
		add(c, n.Generators)
	case *DictComp:
		c.expr(n.Key, n.Value)
		add(c, n.Generators)
	case *GeneratorExp:
		c.expr(n.Elt)
		add(c, n.Generators)
	case *Await:
		c.expr(n.Value)
	case *Yield:
		c.expr(n.Value)
	case *YieldFrom:
		c.expr(n.Value)
	case *Compare:
		c.expr(n.Left)
		c.expr(n.Comparators...)
	case *Call:
		c.expr(n.Func)
		c.expr(n.Args...)
		add(c, n.Keywords)
	case *JoinedStr:
		c.expr(n.Values...)
	case *FormattedValue:
		c.expr(n.Value)
		if n.FormatSpec != nil {
			c.expr(n.FormatSpec)
		}
	case *Attribute:
		c.expr(n.Value)
	case *Subscript:
		c.expr(n.Value, n.Index)
	case *Starred:
		c.expr(n.Value)
	case *Slice:
		c.expr(n.Lower, n.Upper, n.Step)
	}
}

func (c *children) ofPattern(n Pattern) {
	switch n := n.(type) {
	case *MatchValue:
		c.expr(n.Value)
	case *MatchSequence:
		c.patterns(n.Patterns)
	case *MatchMapping:
		for i, key := range n.Keys {
			c.expr(key)
			c.patterns(n.Patterns[i : i+1])
		}
	case *MatchClass:
		c.expr(n.Cls)
		c.patterns(n.Patterns)
		c.patterns(n.KwdPatterns)
	case *MatchAs:
		if n.Pattern != nil {
			*c = append(*c, n.Pattern)
		}
	case *MatchOr:
		c.patterns(n.Patterns)
	}
}
