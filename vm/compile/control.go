package compile

import (
	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/vm/code"
)

// block is a statement that control is inside of. Leaving it by return, break
// or continue takes some code.
type block struct {
	kind            blockKind
	handler, active int32 // in force around it

	breakTo, continueTo label // a loop
	iter                reg   // the state of a for
	closes              bool  // whose iterator is closed when it is left early
	final               []ast.Stmt
	exit                reg // of with: __exit__ and the manager
	async               bool
	at                  ast.Span
	name                place // of except E as name
	named               bool
	exception           reg // what an except clause or finally handles
}

type blockKind uint8

const (
	loopBlock blockKind = iota
	tryBlock
	finallyBlock // the body whose finally is to run
	finalBody    // that finally, after an exception
	withBlock
	exceptBlock
	exceptStarBlock
)

// maxBlocks is CPython's limit (CO_MAXBLOCKS).
const maxBlocks = 20

// enterBlock notes that statements inside b follow.
func (u *unit) enterBlock(b *block, at ast.Span) {
	b.handler, b.active = u.handler, u.active
	depth := len(u.blocks)
	if u.top.isFunction() && (u.top.generator || u.top.coroutine) {
		depth++ // CPython's own, which turns StopIteration into RuntimeError
	}
	if depth >= maxBlocks {
		u.failOnce(at, "too many statically nested blocks")
	}
	u.blocks = append(u.blocks, b)
}

func (u *unit) leaveBlock() { u.blocks = u.blocks[:len(u.blocks)-1] }

// unwind emits what leaving the blocks from index to upwards takes, innermost
// first. What follows runs outside of them; the function that is returned goes
// back in, and must be called once control is gone.
func (u *unit) unwind(to int, at ast.Span) (back func()) {
	blocks, handler, active := u.blocks, u.handler, u.active
	for i := len(blocks) - 1; i >= to; i-- {
		b := blocks[i]
		u.blocks = blocks[:i:i]
		u.handler, u.active = b.handler, b.active
		u.undo(b, at)
	}
	return func() { u.blocks, u.handler, u.active = blocks, handler, active }
}

func (u *unit) undo(b *block, at ast.Span) {
	switch b.kind {
	case loopBlock:
		if b.closes {
			u.emit(code.CloseIter, 0, b.iter, 0, 0, at)
		}
	case finallyBlock:
		u.stmts(b.final)
	case withBlock:
		u.exitWith(b)
	case exceptBlock:
		if b.named {
			u.forget(b.name, at)
		}
		u.emit(code.Unbind, 0, b.exception, 0, 0, at)
	case finalBody:
		u.emit(code.Unbind, 0, b.exception, 0, 0, at)
	}
}

// changesLocals: leaving a block may run code that binds variables.
func (u *unit) changesLocals() bool {
	for _, b := range u.blocks {
		switch b.kind {
		case finallyBlock, withBlock:
			return true
		case exceptBlock:
			if b.named {
				return true
			}
		}
	}
	return false
}

func (u *unit) returnStmt(s *ast.Return) {
	if !u.top.isFunction() {
		u.failOnce(s.Span, "'return' outside function")
	}
	if s.Value != nil && u.top.coroutine && u.top.generator {
		u.failOnce(s.Span, "'return' with value in async generator")
	}
	var v code.Const
	constant := true
	if s.Value != nil {
		v, constant = u.fold(s.Value)
	}
	at := s.Span
	if s.Value != nil && constant && !u.newline(s.Pos, s.Value.Range().Pos) {
		at = s.Value.Range()
	}
	u.noExceptStar(len(u.blocks), 0, at)
	r := reg(0)
	if !constant {
		r = u.value(s.Value, anywhere)
		if u.isLocal(r) && u.changesLocals() {
			t := u.alloc()
			u.emit(code.Move, 0, t, r, 0, s.Span)
			r = t
		}
	}
	back := u.unwind(0, s.Span)
	if constant {
		r = u.pushConst(v, s.Span)
	}
	u.emitReturn(r, s.Span)
	back()
}

func (u *unit) emitReturn(r reg, at ast.Span) {
	op := code.Return
	if u.code.Flags&(code.Generator|code.Coroutine|code.AsyncGenerator) != 0 {
		op = code.ReturnGen
	}
	u.emit(op, 0, r, 0, 0, at)
	u.dead = true
}

// returnNone ends a body.
func (u *unit) returnNone(at ast.Span) {
	if u.dead {
		return
	}
	r := u.pushConst(nil, at)
	u.emitReturn(r, at)
	u.sp = r
}

// noExceptStar reports leaving an except* clause among blocks[to:from].
func (u *unit) noExceptStar(from, to int, at ast.Span) {
	for i := from - 1; i >= to; i-- {
		if u.blocks[i].kind == exceptStarBlock {
			u.failOnce(at, "'break', 'continue' and 'return' cannot appear in an except* block")
			return
		}
	}
}

// loop finds the innermost loop, -1 outside of any.
func (u *unit) loop() int {
	for i := len(u.blocks) - 1; i >= 0; i-- {
		if u.blocks[i].kind == loopBlock {
			return i
		}
	}
	return -1
}

func (u *unit) breakStmt(s *ast.Break) {
	i := u.loop()
	u.noExceptStar(len(u.blocks), max(i, 0), s.Span)
	if i < 0 {
		u.failOnce(s.Span, "'break' outside loop")
		return
	}
	b := u.blocks[i]
	back := u.unwind(i+1, s.Span)
	if b.closes {
		u.handler, u.active = b.handler, b.active
		u.emit(code.CloseIter, 0, b.iter, 0, 0, s.Span)
	}
	u.jump(b.breakTo, s.Span)
	back()
}

func (u *unit) continueStmt(s *ast.Continue) {
	i := u.loop()
	u.noExceptStar(len(u.blocks), max(i, 0), s.Span)
	if i < 0 {
		u.failOnce(s.Span, "'continue' not properly in loop")
		return
	}
	b := u.blocks[i]
	back := u.unwind(i+1, s.Span)
	u.jump(b.continueTo, s.Span)
	back()
}

// whileStmt lays the body first and the test below it, which jumps back.
func (u *unit) whileStmt(s *ast.While) {
	body, end := u.loopLabel(), u.newLabel()
	b := &block{kind: loopBlock, breakTo: end}
	if v, ok := u.fold(s.Test); ok {
		if truth(v) {
			u.endless(s, b, body)
		} else {
			was := u.dead
			u.dead = true
			b.continueTo = body
			u.enterBlock(b, s.Span)
			u.stmts(s.Body)
			u.leaveBlock()
			u.dead = was
			u.stmts(s.Orelse)
		}
		u.place(end)
		return
	}
	test := u.newLabel()
	b.continueTo = test
	state, dead := u.anytime(), u.dead
	u.jump(test, s.Span)
	u.dead, u.state = dead, state
	// the test is compiled first, for what it binds, and moved down
	start := len(u.ins)
	u.place(test)
	warned := len(u.warned)
	u.jumpIf(s.Test, true, body)
	warnings := u.warned[warned:len(u.warned):len(u.warned)]
	moved := append([]ins(nil), u.ins[start:]...)
	u.ins = u.ins[:start]
	afterTest, deadAfter := u.state, u.dead
	if u.labels[body].reached {
		u.dead, u.state = false, u.labels[body].in.copy()
	} else {
		u.dead = true
	}
	u.place(body)
	u.enterBlock(b, s.Span)
	u.stmts(s.Body)
	u.leaveBlock()
	u.ins = append(u.ins, moved...)
	u.warned = append(u.warned, warnings...) // CPython compiles the test twice
	u.state, u.dead = afterTest, deadAfter
	u.stmts(s.Orelse)
	u.place(end)
}

// endless is a while True loop.
func (u *unit) endless(s *ast.While, b *block, body label) {
	u.state = u.anytime()
	u.place(body)
	b.continueTo = body
	u.enterBlock(b, s.Span)
	u.stmts(s.Body)
	u.leaveBlock()
	u.jump(body, s.Span)
	was := u.dead
	u.dead = true
	u.stmts(s.Orelse)
	u.dead = was
}

// forStmt: FORITER stands below the body and jumps back to it.
func (u *unit) forStmt(s *ast.For) {
	b := &block{kind: loopBlock, breakTo: u.newLabel()}
	l := u.beginFor(s.Target, s.Iter, b)
	u.enterBlock(b, s.Span)
	l.enter(u)
	u.stmts(s.Body)
	u.leaveBlock()
	l.end(u)
	u.stmts(s.Orelse)
	u.place(b.breakTo)
}

// forLoop is a for loop, of a statement or a comprehension, being emitted.
type forLoop struct {
	target     ast.Expr
	at         ast.Span // of the iterable
	iter, item reg
	body, test label
	handler    int32 // closes the iterator when the body raises
	outer      int32 // the handler around the loop
	state      bits
}

// beginFor starts the iteration and makes b its block.
func (u *unit) beginFor(target, iter ast.Expr, b *block) *forLoop {
	mark := u.sp
	src := u.iterable(iter)
	u.sp = mark
	b.closes = forcesClose(iter)
	l := u.loopOver(target, src, iter.Range(), b.closes)
	b.iter, b.continueTo = l.iter, l.test
	return l
}

// forcesClose: nobody else has what the expression makes, so a generator among
// it is closed when the loop over it is left.
func forcesClose(iter ast.Expr) bool {
	switch iter.(type) {
	case *ast.Call, *ast.GeneratorExp:
		return true
	}
	return false
}

// loopOver starts an iteration over R[src].
func (u *unit) loopOver(target ast.Expr, src reg, at ast.Span, closes bool) *forLoop {
	l := &forLoop{target: target, at: at, body: u.loopLabel(), test: u.newLabel()}
	l.iter = u.allocN(3)
	u.emit(code.GetIter, 0, l.iter, src, 0, at)
	if closes {
		l.handler = u.newHandler(u.alloc())
	}
	return l
}

// iterable evaluates what a loop iterates over; a display of constants is one.
func (u *unit) iterable(e ast.Expr) reg {
	if v, ok := u.constContainer(e); ok {
		return u.pushConst(v, e.Range())
	}
	if l, ok := e.(*ast.List); ok && !hasStar(l.Elts) {
		return u.tuple(&ast.Tuple{Span: l.Span, Elts: l.Elts}, anywhere)
	}
	return u.value(e, anywhere)
}

// enter jumps to the test and begins the body: the target is bound.
func (l *forLoop) enter(u *unit) {
	dead := u.dead
	l.state = u.anytime()
	u.jump(l.test, l.at)
	u.dead, u.state = dead, l.state.copy()
	u.place(l.body)
	l.outer = u.handler
	if l.handler != 0 {
		u.handler = l.handler
	}
	if n, ok := l.target.(*ast.Name); ok && u.mayBind(n.Id, n.Span) {
		if p := u.find(n.Id); p.kind == inRegister {
			l.item = p.index
			u.bind(p.index)
			return
		}
	}
	l.item = u.alloc()
	u.storeTarget(l.target, l.item)
	u.sp--
}

// end emits the test; control leaves it when the iteration is exhausted.
func (l *forLoop) end(u *unit) {
	u.handler = l.outer
	u.place(l.test)
	if l.handler != 0 {
		u.catch(l.handler, l.state, false, func() {
			u.emit(code.CloseIter, 0, l.iter, 0, 0, l.at)
			u.emit(code.Reraise, 0, u.handlers[l.handler].reg, 0, 0, l.at)
			u.dead = true
		})
	}
	u.branch(code.ForIter, l.iter, l.item, l.body, l.at)
}

func (u *unit) asyncFor(s *ast.For) {
	if !u.mayAwait() {
		u.failOnce(s.Span, "'async for' outside async function")
	}
	b := &block{kind: loopBlock, breakTo: u.newLabel()}
	l := u.beginAsyncFor(s.Target, s.Iter, b)
	u.enterBlock(b, s.Span)
	l.enter(u)
	u.stmts(s.Body)
	u.leaveBlock()
	l.end(u)
	u.stmts(s.Orelse)
	u.place(b.breakTo)
}

// mayAwait: the code is a coroutine or may become one.
func (u *unit) mayAwait() bool {
	return u.top.async || u.opts.TopLevelAwait && u.top.kind == moduleScope
}

// asyncLoop is an async for, of a statement or a comprehension.
type asyncLoop struct {
	target    ast.Expr
	at        ast.Span
	iter      reg
	top, done label
}

func (u *unit) beginAsyncFor(target, iter ast.Expr, b *block) *asyncLoop {
	mark := u.sp
	src := u.value(iter, anywhere)
	u.sp = mark
	l := u.asyncLoopOver(target, src, iter.Range())
	b.continueTo, b.iter, b.closes = l.top, l.iter, forcesClose(iter)
	return l
}

func (u *unit) asyncLoopOver(target ast.Expr, src reg, at ast.Span) *asyncLoop {
	l := &asyncLoop{target: target, at: at, top: u.loopLabel(), done: u.newLabel()}
	l.iter = u.alloc()
	u.emit(code.GetAIter, 0, l.iter, src, 0, at)
	return l
}

func (l *asyncLoop) enter(u *unit) {
	u.state = u.anytime()
	u.place(l.top)
	if n, ok := l.target.(*ast.Name); ok && u.mayBind(n.Id, n.Span) {
		if p := u.find(n.Id); p.kind == inRegister {
			u.branch(code.ANext, p.index, l.iter, l.done, l.at)
			u.bind(p.index)
			return
		}
	}
	item := u.alloc()
	u.branch(code.ANext, item, l.iter, l.done, l.at)
	u.storeTarget(l.target, item)
	u.sp--
}

func (l *asyncLoop) end(u *unit) {
	u.jump(l.top, l.at)
	u.place(l.done)
}
