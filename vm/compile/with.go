package compile

import (
	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/vm/code"
)

func (u *unit) withStmt(s *ast.With) {
	if s.Async && !u.mayAwait() {
		u.failOnce(s.Span, "'async with' outside async function")
	}
	u.withItems(s, s.Items)
}

// withItems enters the first of the items around the others and the body. The
// method that leaves it stays in two registers.
func (u *unit) withItems(s *ast.With, items []*ast.WithItem) {
	if len(items) == 0 {
		u.stmts(s.Body)
		return
	}
	item := items[0]
	at := item.Context.Range()
	enter, exit := code.SpecialEnter, code.SpecialExit
	if s.Async {
		enter, exit = code.SpecialAEnter, code.SpecialAExit
	}
	mark := u.sp
	manager := u.value(item.Context, anywhere)
	b := &block{kind: withBlock, async: s.Async, at: at}
	b.exit = u.allocN(2)
	r := u.alloc() // what the body raises
	entered := u.alloc()
	method := u.allocN(2)
	u.emit(code.LoadSpecial, enter, method, manager, 0, at)
	u.emit(code.LoadSpecial, exit, b.exit, manager, 0, at)
	base := u.window()
	u.emit(code.Move, 0, base, method+1, 0, at)
	u.emit(code.CallLoaded, 0, base, method, entered, at)
	u.sp = entered + 1
	if s.Async {
		u.emit(code.Await, 1, entered, entered, entered, at)
	}
	h := u.newHandler(r)
	outer := u.handler
	entry := u.anytime()
	u.enterBlock(b, s.Span)
	u.handler = h
	if item.Target != nil {
		u.storeTarget(item.Target, entered)
	}
	u.sp = entered
	u.withItems(s, items[1:])
	u.leaveBlock()
	u.handler = outer
	u.exitWith(b)
	end := u.newLabel()
	outside := u.active
	u.catch(h, entry, true, func() {
		base := u.window()
		args := u.allocN(4)
		u.emit(code.Move, 0, base, b.exit+1, 0, at)
		u.emit(code.ExcInfo, 0, args+1, r, 0, at)
		u.sp = base - code.RecordRegisters
		done := u.callExit(b, base)
		suppressed := u.newLabel()
		u.branch(code.JTrue, done, 0, suppressed, at)
		u.emit(code.Reraise, 0, r, 0, 0, at)
		u.dead = true
		u.place(suppressed)
		u.active = outside
		u.emit(code.Unbind, 0, r, 0, 0, at)
		u.jump(end, at)
	})
	u.place(end)
	u.sp = mark
}

// exitWith leaves a with statement without an exception.
func (u *unit) exitWith(b *block) {
	mark := u.sp
	base := u.window()
	args := u.allocN(4)
	u.emit(code.Move, 0, base, b.exit+1, 0, b.at)
	for i := reg(1); i <= 3; i++ {
		u.loadConst(nil, args+i, b.at)
	}
	u.sp = mark
	u.callExit(b, base)
}

// callExit calls __exit__ or __aexit__ with the three arguments in the window,
// and returns the register of the result, which is free.
func (u *unit) callExit(b *block, base reg) reg {
	r := base - code.RecordRegisters
	u.emit(code.CallLoaded, 3, base, b.exit, r, b.at)
	if b.async {
		u.emit(code.Await, 2, r, r, r, b.at)
	}
	return r
}
