package compile

import (
	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/vm/code"
)

// reg is the number of a register.
type reg = int32

const (
	// maxLocals is how many locals get registers; further ones are spilled.
	maxLocals = 2000
	// maxWindow is where call windows and displays stop to grow: beyond it
	// they are built piece by piece in lists.
	maxWindow = 3600
	// maxPieces is how many items of a display are laid in registers at once.
	maxPieces = 64
	// maxInstrs bounds a code object. Finally bodies are copied, so a short
	// source can ask for very many instructions.
	maxInstrs = 1 << 22
)

// unit is one code object while it is being made.
type unit struct {
	*compiler
	outer *unit
	code  *code.Code
	top   *scope // the function, class or module
	scope *scope // where names are looked up: top, or an inlined comprehension in it
	*buffers

	nlocals reg // registers of locals; temporaries follow
	sp      reg // first free temporary
	high    reg // registers in use at most
	hidden  []hidden
	spill   reg // register of the tuple of spilled locals

	dead    bool // the next instruction cannot be reached
	state   bits // locals that are certainly bound
	deleted bits // locals that some statement may unbind
	handler int32
	active  int32

	blocks  []*block
	tooBig  bool
	private string // innermost class, for mangling
	future  bool
}

// buffers are the parts of a unit that the next unit uses again.
type buffers struct {
	ins      []ins
	cold     []ins
	labels   []labelInfo
	handlers []handlerInfo
	actives  []reg
	consts   map[any]int32
	names    map[string]int32
	links    map[string]int32
	frees    map[string]int32
	shared   map[sharedCache]int32
}

func (b *buffers) reset() {
	b.ins, b.cold = b.ins[:0], b.cold[:0]
	b.labels, b.handlers, b.actives = b.labels[:0], b.handlers[:0], b.actives[:0]
	clear(b.consts)
	clear(b.names)
	clear(b.links)
	clear(b.frees)
	clear(b.shared)
}

// hidden is a register for variables of inlined comprehensions. Comprehensions
// that do not contain one another share it.
type hidden struct {
	name string
	reg  reg
	cell bool
	used bool
}

// begin starts a code object for scope s. Ends with unit.end.
func (c *compiler) begin(s *scope, name string, at uint32) *unit {
	var b *buffers
	if n := len(c.spare); n > 0 {
		b, c.spare = c.spare[n-1], c.spare[:n-1]
		b.reset()
	} else {
		b = &buffers{
			consts: map[any]int32{}, names: map[string]int32{}, links: map[string]int32{}, frees: map[string]int32{},
			shared: map[sharedCache]int32{},
		}
	}
	u := &unit{compiler: c, outer: c.unit, top: s, scope: s, buffers: b, private: s.class}
	u.code = &code.Code{Name: name, Source: c.src, Pos: at, Free: s.free}
	u.code.QualName = u.qualname(name)
	if c.annotations {
		u.code.Flags |= code.FutureAnnotations
	}
	if s.isFunction() {
		u.code.Flags |= code.Optimized
		if s.parent != nil && s.parent.kind == classScope {
			u.code.Flags |= code.Method
		}
		for p := s.parent; p != nil; p = p.parent {
			if p.isFunction() {
				u.code.Flags |= code.Nested
			}
		}
	}
	for i, f := range s.free {
		b.frees[f] = int32(i)
	}
	c.unit = u
	u.handlers = append(u.handlers, handlerInfo{})
	u.actives = append(u.actives, 0)
	u.allot()
	return u
}

// qualname is the dotted path of the definition; globals have just their name.
func (u *unit) qualname(name string) string {
	o := u.outer
	if o != nil && o.top.kind == typeParamsScope {
		o = o.outer
	}
	if o == nil || o.top.kind == moduleScope {
		return name
	}
	if s := u.top; s.kind == functionScope || s.kind == classScope {
		p := s.parent
		if p.kind == typeParamsScope {
			p = p.parent
		}
		if sym := p.lookup(mangle(p.class, name)); sym != nil && sym.access == globalExplicit {
			return name
		}
	}
	if o.top.isFunction() && o.top.kind != typeAliasScope && o.top.kind != typeVarScope {
		return o.code.QualName + ".<locals>." + name
	}
	return o.code.QualName + "." + name
}

// allot gives the locals their registers: parameters first, as they were met.
func (u *unit) allot() {
	s := u.top
	if s.isFunction() {
		for _, sym := range s.order {
			if sym.flags&isParam != 0 && sym.access <= cell {
				u.allotLocal(sym)
			}
		}
		for _, sym := range s.order {
			if sym.flags&isParam == 0 && (sym.access == local || sym.access == cell) {
				u.allotLocal(sym)
			}
		}
	} else {
		if s.needsClass {
			u.allotCell("__class__")
		}
		if s.needsDict {
			u.allotCell("__classdict__")
		}
	}
	u.allotHidden(s)
	if len(u.code.Spilled) > 0 {
		u.spill = reg(len(u.code.Locals))
		u.code.Locals = append(u.code.Locals, "")
		u.code.Spill = uint16(u.spill)
	}
	u.nlocals = reg(len(u.code.Locals))
	u.sp, u.high = u.nlocals, u.nlocals
	u.state = newBits(int(u.nlocals))
	u.deleted = newBits(int(u.nlocals))
	for _, sym := range s.order {
		if s.isFunction() && sym.access == local && !sym.spilled && sym.flags&isDeleted != 0 {
			u.deleted.add(sym.reg)
		}
	}
}

func (u *unit) allotLocal(sym *symbol) {
	if len(u.code.Locals) >= maxLocals && sym.flags&isParam == 0 {
		sym.spilled = true
		sym.reg = reg(len(u.code.Spilled))
		u.code.Spilled = append(u.code.Spilled, sym.name)
		return
	}
	sym.reg = reg(len(u.code.Locals))
	u.code.Locals = append(u.code.Locals, sym.name)
	if sym.access == cell {
		u.code.Cells = append(u.code.Cells, uint16(sym.reg))
	}
}

func (u *unit) allotCell(name string) {
	u.code.Cells = append(u.code.Cells, uint16(len(u.code.Locals)))
	u.code.Locals = append(u.code.Locals, name)
}

// allotHidden gives registers to the variables of the comprehensions inlined
// in s.
func (u *unit) allotHidden(s *scope) {
	for _, child := range s.children {
		if !child.inlined {
			continue
		}
		first := len(u.hidden)
		var taken []int
		for _, sym := range child.order {
			if sym.access == local || sym.access == cell {
				taken = append(taken, u.hide(sym))
			}
		}
		_ = first
		u.allotHidden(child)
		for _, i := range taken {
			u.hidden[i].used = false
		}
	}
}

func (u *unit) hide(sym *symbol) int {
	for i := range u.hidden {
		h := &u.hidden[i]
		if !h.used && h.name == sym.name && h.cell == (sym.access == cell) {
			h.used = true
			sym.reg = h.reg
			return i
		}
	}
	sym.reg = reg(len(u.code.Locals))
	u.code.Locals = append(u.code.Locals, sym.name)
	u.hidden = append(u.hidden, hidden{sym.name, sym.reg, sym.access == cell, true})
	return len(u.hidden) - 1
}

// prologue makes the cells.
func (u *unit) prologue(at ast.Span) {
	for _, r := range u.code.Cells {
		u.emit(code.MakeCell, 0, int32(r), 0, 0, at)
	}
	if n := len(u.code.Spilled); n > 0 {
		u.emitWide(code.MakeCells, u.spill, n, at)
	}
}

// end finishes the code object and goes back to the unit around it.
func (u *unit) end() *code.Code {
	u.assemble()
	u.compiler.unit = u.outer
	u.spare = append(u.spare, u.buffers)
	u.buffers = nil
	return u.code
}

// alloc takes the next temporary.
func (u *unit) alloc() reg { return u.allocN(1) }

func (u *unit) allocN(n int) reg {
	r := u.sp
	u.sp += reg(n)
	u.reserve(u.sp)
	return r
}

// reserve makes the frame at least n registers large.
func (u *unit) reserve(n reg) {
	if n <= u.high {
		return
	}
	u.high = n
	if n > code.MaxRegister && !u.tooBig {
		u.tooBig = true
		u.failOnce(u.top.node.Range(), "too many nested expressions and blocks in '"+u.code.Name+"'")
	}
}

// isLocal: the register holds a variable.
func (u *unit) isLocal(r reg) bool { return r < u.nlocals }

// mangled is a name as the scope's symbols have it.
func (u *unit) mangled(name string) string { return mangle(u.private, name) }
