package compile

import (
	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/vm/code"
)

func (u *unit) stmts(body []ast.Stmt) {
	for _, s := range body {
		u.stmt(s)
	}
}

func (u *unit) stmt(s ast.Stmt) {
	if !u.enter(s) {
		return
	}
	mark := u.sp
	switch s := s.(type) {
	case *ast.ExprStmt:
		u.exprStmt(s)
	case *ast.Assign:
		u.assign(s)
	case *ast.AugAssign:
		u.augAssign(s)
	case *ast.AnnAssign:
		u.annAssign(s)
	case *ast.If:
		u.ifStmt(s)
	case *ast.For:
		if s.Async {
			u.asyncFor(s)
		} else {
			u.forStmt(s)
		}
	case *ast.While:
		u.whileStmt(s)
	case *ast.Return:
		u.returnStmt(s)
	case *ast.FunctionDef:
		u.functionDef(s)
	case *ast.ClassDef:
		u.classDef(s)
	case *ast.Delete:
		for _, t := range s.Targets {
			u.deleteTarget(t)
		}
	case *ast.With:
		u.withStmt(s)
	case *ast.Try:
		u.tryStmt(s)
	case *ast.Raise:
		u.raise(s)
	case *ast.Assert:
		u.assert(s)
	case *ast.Import:
		u.importStmt(s)
	case *ast.ImportFrom:
		u.importFrom(s)
	case *ast.Break:
		u.breakStmt(s)
	case *ast.Continue:
		u.continueStmt(s)
	case *ast.Match:
		u.matchStmt(s)
	case *ast.TypeAlias:
		u.typeAlias(s)
	}
	u.sp = mark
	u.leave()
}

func (u *unit) exprStmt(s *ast.ExprStmt) {
	if u.interactive && u.top.kind == moduleScope {
		r := u.value(s.Value, anywhere)
		u.emit(code.Intrinsic, code.IntrinsicPrintExpr, r, r, r, s.Span)
		return
	}
	switch e := s.Value.(type) {
	case *ast.Constant:
		return
	case *ast.Call:
		mark := u.sp
		r := u.value(e, anywhere)
		u.emit(code.DropCheck, 0, r, 0, 0, s.Span)
		u.sp = mark
		return
	}
	if foldable(s.Value) {
		if _, ok := u.fold(s.Value); ok {
			return
		}
	}
	u.dropped(s.Value)
}

func (u *unit) ifStmt(s *ast.If) {
	end := u.newLabel()
	for i, b := range s.Branches {
		if to, ok := u.shortExit(b.Body); ok {
			u.jumpIf(b.Test, true, to)
			continue
		}
		next := u.newLabel()
		u.jumpIf(b.Test, false, next)
		u.stmts(b.Body)
		if i < len(s.Branches)-1 || len(s.Orelse) > 0 {
			u.jump(end, b.Span)
		}
		u.place(next)
	}
	u.stmts(s.Orelse)
	u.place(end)
}

// shortExit: the block is just a break or continue with nothing to undo on the
// way; the label it goes to.
func (u *unit) shortExit(body []ast.Stmt) (label, bool) {
	if len(body) != 1 || len(u.blocks) == 0 {
		return 0, false
	}
	b := u.blocks[len(u.blocks)-1]
	if b.kind != loopBlock {
		return 0, false
	}
	switch body[0].(type) {
	case *ast.Break:
		return b.breakTo, !b.closes
	case *ast.Continue:
		return b.continueTo, true
	}
	return 0, false
}

func (u *unit) raise(s *ast.Raise) {
	switch {
	case s.Exc == nil:
		u.emit(code.RaiseBare, 0, 0, 0, 0, s.Span)
	case s.Cause == nil:
		r := u.value(s.Exc, anywhere)
		u.emit(code.Raise, 0, r, 0, 0, s.Span)
	default:
		r := u.pushOperand(s.Exc, s.Cause)
		c := u.value(s.Cause, anywhere)
		u.emit(code.RaiseFrom, 0, r, c, 0, s.Span)
	}
	u.dead = true
}

func (u *unit) assert(s *ast.Assert) {
	if t, ok := s.Test.(*ast.Tuple); ok && len(t.Elts) > 0 {
		u.warn(s.Span, "assertion is always true, perhaps remove parentheses?")
	}
	if u.opts.Optimize > 0 {
		return
	}
	end := u.newLabel()
	u.jumpIf(s.Test, true, end)
	r := u.alloc()
	u.emit(code.Intrinsic, code.IntrinsicAssertionError, r, r, r, s.Span)
	if s.Msg != nil {
		u.invoke(r, nil, []ast.Expr{s.Msg}, nil, r, u.sp, s.Span)
	}
	u.emit(code.Raise, 0, r, 0, 0, s.Test.Range())
	u.dead = true
	u.place(end)
}

func (u *unit) importStmt(s *ast.Import) {
	for _, a := range s.Names {
		r := u.sp
		none := u.constIndex(nil)
		u.reserve(r + 1)
		u.emit(code.Import, 0, r, u.shortName(a.Name), none, s.Span)
		u.sp = r + 1
		if a.AsName != "" {
			// import a.b.c as m binds c: found from a step by step
			for rest := dotted(a.Name); rest != ""; rest = dotted(rest) {
				u.emit(code.ImportFrom, 0, r, r, u.shortName(firstPart(rest)), s.Span)
			}
		}
		u.storeName(boundName(a), r, s.Span)
		u.sp = r
	}
}

// dotted is what follows the first dot of a name.
func dotted(name string) string {
	return name[min(len(firstPart(name))+1, len(name)):]
}

func firstPart(name string) string {
	for i := range name {
		if name[i] == '.' {
			return name[:i]
		}
	}
	return name
}

func (u *unit) importFrom(s *ast.ImportFrom) {
	if s.Level == 0 && s.Module == "__future__" && s.Pos > u.futureEnd {
		u.failOnce(s.Span, "from __future__ imports must occur at the beginning of the file")
	}
	if s.Level > 255 {
		u.failOnce(s.Span, "too many leading dots in relative import")
		return
	}
	names := make(code.Tuple, len(s.Names))
	for i, a := range s.Names {
		names[i] = code.Str(a.Name)
	}
	r := u.alloc()
	if !u.dead {
		u.emit(code.Import, uint8(s.Level), r, u.shortName(s.Module), u.constIndex(names), s.Span)
	}
	for _, a := range s.Names {
		if a.Name == "*" {
			u.emit(code.ImportStar, 0, r, 0, 0, s.Span)
			return
		}
		name := a.AsName
		if name == "" {
			name = a.Name
		}
		u.bindTo(name, s.Span, func(dst reg) {
			u.emit(code.ImportFrom, 0, dst, r, u.shortName(a.Name), s.Span)
		})
	}
}
