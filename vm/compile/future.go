package compile

import "github.com/aio-lang/aio/ast"

// futures reads the from __future__ imports at the head of a module. Later ones
// are errors of the second pass.
func (c *compiler) futures(body []ast.Stmt) {
	for i, s := range body {
		imp, ok := s.(*ast.ImportFrom)
		switch {
		case ok && imp.Level == 0 && imp.Module == "__future__":
			c.futureEnd = imp.End
			for _, name := range imp.Names {
				c.feature(imp, name)
			}
		case i == 0 && isDocstring(s):
		default:
			return
		}
	}
}

func (c *compiler) feature(imp *ast.ImportFrom, name *ast.Alias) {
	switch name.Name {
	case "nested_scopes", "generators", "division", "absolute_import", "with_statement",
		"print_function", "unicode_literals", "generator_stop":
	case "annotations":
		c.annotations = true
	case "barry_as_FLUFL":
		c.errs = append(c.errs, &Error{"NotImplementedError", "from __future__ import barry_as_FLUFL", imp.Span})
	case "braces":
		c.fail(start(imp), "not a chance")
	default:
		c.fail(start(imp), "future feature "+name.Name+" is not defined")
	}
}

// start is where an error has a place but no end.
func start(s ast.Stmt) ast.Span {
	at := s.Range()
	at.End = at.Pos
	return at
}

func isDocstring(s ast.Stmt) bool {
	_, ok := docstring(s)
	return ok
}

func docstring(s ast.Stmt) (*ast.Constant, bool) {
	e, ok := s.(*ast.ExprStmt)
	if !ok {
		return nil, false
	}
	k, ok := e.Value.(*ast.Constant)
	return k, ok && k.Kind == ast.ConstStr
}
