package compile

import (
	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/vm/code"
)

func (u *unit) tryStmt(s *ast.Try) {
	if len(s.Finalbody) == 0 {
		u.tryExcept(s)
		return
	}
	r := u.alloc()
	h := u.newHandler(r)
	outer := u.handler
	entry := u.anytime()
	u.enterBlock(&block{kind: finallyBlock, final: s.Finalbody}, s.Span)
	u.handler = h
	if len(s.Handlers) > 0 {
		u.tryExcept(s)
	} else {
		u.stmts(s.Body)
	}
	u.leaveBlock()
	u.handler = outer
	u.stmts(s.Finalbody)
	outside := u.active
	u.catch(h, entry, true, func() {
		b := &block{kind: finalBody, exception: r}
		u.enterBlock(b, s.Span)
		b.active = outside
		u.stmts(s.Finalbody)
		u.leaveBlock()
		u.emit(code.Reraise, 0, r, 0, 0, s.Finalbody[len(s.Finalbody)-1].Range()) // the frame's line is there
		u.dead = true
	})
}

// tryExcept is a try statement without its finally.
func (u *unit) tryExcept(s *ast.Try) {
	mark := u.sp
	r := u.alloc()
	h := u.newHandler(r)
	outer := u.handler
	entry := u.anytime()
	u.enterBlock(&block{kind: tryBlock}, s.Span)
	u.handler = h
	u.stmts(s.Body)
	u.leaveBlock()
	u.handler = outer
	u.stmts(s.Orelse)
	end := u.newLabel()
	if s.Star {
		u.handleStar(s, h, entry, end)
	} else {
		u.handle(s, h, entry, end)
	}
	u.place(end)
	u.sp = mark
}

// handle emits the except clauses.
func (u *unit) handle(s *ast.Try, h int32, entry bits, end label) {
	outside := u.active
	u.catch(h, entry, true, func() { u.clauses(s, h, outside, end) })
}

func (u *unit) clauses(s *ast.Try, h int32, outside int32, end label) {
	r := u.handlers[h].reg
	for i, clause := range s.Handlers {
		if clause.Type == nil && i < len(s.Handlers)-1 {
			u.failOnce(clause.Span, "default 'except:' must be last")
		}
		next := u.newLabel()
		if clause.Type != nil {
			mark := u.sp
			t := u.value(clause.Type, anywhere)
			u.branch(code.ExcMatch, r, t, next, clause.Span)
			u.sp = mark
		}
		u.clause(clause, r, outside, end)
		u.place(next)
		if clause.Type == nil {
			break
		}
	}
	u.emit(code.Reraise, 0, r, 0, 0, s.Span)
	u.dead = true
}

// clause emits the body of one except clause. Its end is outside again: the
// exception in R[r] is no longer handled.
func (u *unit) clause(clause *ast.ExceptHandler, r reg, outside int32, end label) {
	mark := u.sp
	inside, handler := u.active, u.handler
	b := &block{kind: exceptBlock, exception: r}
	u.active = outside
	u.enterBlock(b, clause.Span)
	u.active = inside
	if clause.Name == "" || !u.mayBind(clause.Name, clause.Span) {
		u.stmts(clause.Body)
		u.leaveBlock()
		u.active = outside
		u.emit(code.Unbind, 0, r, 0, 0, clause.Span)
		u.jump(end, clause.Span)
		u.active = inside
		return
	}
	b.name, b.named = u.find(clause.Name), true
	u.store(b.name, r, clause.Span)
	raised := u.alloc()
	h := u.newHandler(raised)
	entry := u.anytime()
	u.handler = h
	u.stmts(clause.Body)
	u.leaveBlock()
	u.handler = handler
	u.active = outside
	u.forget(b.name, clause.Span)
	u.emit(code.Unbind, 0, r, 0, 0, clause.Span)
	u.jump(end, clause.Span)
	u.active = inside
	u.catch(h, entry, false, func() {
		u.forget(b.name, clause.Span)
		u.emit(code.Reraise, 0, raised, 0, 0, clause.Span)
		u.dead = true
	})
	u.sp = mark
}

// handleStar emits except* clauses. Each takes its part of the exception; what
// they raise, and what none takes, is raised in the end.
func (u *unit) handleStar(s *ast.Try, h int32, entry bits, end label) {
	outside := u.active
	u.catch(h, entry, true, func() {
		r := u.handlers[h].reg
		at := s.Span
		handled := u.active
		rest, raised, part := u.alloc(), u.alloc(), u.allocN(2)
		u.emit(code.Move, 0, rest, r, 0, at)
		u.emit(code.BuildList, 0, raised, raised, 0, at)
		for _, clause := range s.Handlers {
			if clause.Type == nil {
				continue // the grammar wants one
			}
			next := u.newLabel()
			mark := u.sp
			t := u.value(clause.Type, anywhere)
			u.emit(code.ExcGroupMatch, 0, part, rest, t, clause.Span)
			u.sp = mark
			u.emit(code.Move, 0, rest, part+1, 0, clause.Span)
			u.branch(code.JNone, part, 0, next, clause.Span)
			u.starClause(clause, part, raised, handled, next)
			u.place(next)
		}
		all := u.newLabel()
		u.branch(code.JNone, rest, 0, all, at)
		u.emit(code.ListAppend, 0, raised, rest, 0, at)
		u.place(all)
		u.emit(code.ExcGroupReraise, 0, part, r, raised, at)
		done := u.newLabel()
		u.branch(code.JNone, part, 0, done, at)
		u.emit(code.Reraise, 0, part, 0, 0, at)
		u.dead = true
		u.place(done)
		u.active = outside
		u.emit(code.Unbind, 0, r, 0, 0, at)
		u.emit(code.Unbind, 0, raised, 0, 0, at)
		u.jump(end, at)
	})
}

func (u *unit) starClause(clause *ast.ExceptHandler, part, raised reg, handled int32, next label) {
	mark := u.sp
	handler := u.handler
	own := u.alloc()
	h := u.newHandler(own)
	u.enterBlock(&block{kind: exceptStarBlock}, clause.Span)
	u.active = u.newActive(part)
	named := clause.Name != "" && u.mayBind(clause.Name, clause.Span)
	var name place
	if named {
		name = u.find(clause.Name)
		u.store(name, part, clause.Span)
	}
	entry := u.anytime()
	u.handler = h
	u.stmts(clause.Body)
	u.leaveBlock()
	u.handler = handler
	u.active = handled
	if named {
		u.forget(name, clause.Span)
	}
	u.jump(next, clause.Span)
	u.catch(h, entry, false, func() {
		if named {
			u.forget(name, clause.Span)
		}
		u.emit(code.ListAppend, 0, raised, own, 0, clause.Span)
		u.emit(code.Unbind, 0, own, 0, 0, clause.Span)
		u.jump(next, clause.Span)
	})
	u.sp = mark
}
