package vm

import (
	"math/big"
	"unsafe"

	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// Proto is a Code loaded into a machine for one globals namespace: the
// machine's own copy of the instructions, which it specializes in place,
// constants as Values, and the side tables the instructions index. Whatever
// Go's collector must see stands in the tables, never in code words.
type Proto struct {
	Code     *code.Code
	instrs   []code.Instr // nil until loaded
	consts   []object.Value
	names    []*object.Str
	links    []link
	caches   []cache
	children []*Proto // loaded on demand
	// keywords are the name tuples of calls with keywords, by constant.
	keywords map[uint16][]*object.Str
	globals  *object.Dict
	// shift is the number of instructions put before the code's own.
	shift int
	// suspends: a generator, coroutine or async generator, whose frame lives
	// on the heap.
	suspends bool
	// legacy: a generator function under @asyncio.coroutine.
	legacy bool
	// sig is the number of arguments for which a call needs no binding;
	// sigComplex where there is none.
	sig  uint32
	need uint32 // bytes of a frame's window
}

// link ties a global name to its variable, and to the builtin of that name
// while the variable is unbound.
type link struct {
	global, builtin *object.Cell
}

const linkSize = unsafe.Sizeof(link{})

// cache is the inline cache of one attribute or method instruction.
type cache struct {
	shape    uint32
	version  uint32
	newShape uint32 // of SetAttr that adds the attribute
	misses   uint32 // of CallMethod, since it was filled
	typ      *object.Type
	fn       *Function
	native   *object.Native
	method   object.Value // of LoadMethod
	// super: method is that of a super() of this class, for objects of typ.
	super *object.Type
	// module and cell: an attribute of that module.
	module unsafe.Pointer
	cell   *object.Cell
}

const (
	// maxMisses is how often a method call misses its cache before that is
	// filled anew.
	maxMisses  = 16
	sigComplex = ^uint32(0)
	// noCache is the cache number of an instruction without a cache, in
	// code that has too many.
	noCache = 1<<16 - 1
)

// specialized opcodes, made by the machine in its copy of the code
const (
	opAddFloat = code.FirstQuick + iota
	opAddKFloat
	opSubFloat
	opSubKFloat
	opMulFloat
	opMulKFloat
	opTrueDivFloat
	opTrueDivKFloat
	opGetAttrSlot // EXTEND: slot offset, cache, shape
	opSetAttrSlot // likewise
	opSetAttrAdd  // likewise; the new shape is in the cache
	opGetAttrModule
	opGetAttrClass    // of a class, or of an object's class: the value is in the cache
	opGetAttrProperty // the getter is in the cache; EXTEND's C: where the result goes
	opCallX           // Call from a heap frame
	opCallGlobalX     // CallGlobal from a heap frame
	opCallMethodX
	opClear        // Unbind registers A … B
	opInitDone     // after __init__ returns
	opOperatorDone // after an operator's method returns
	opChunkEnd     // after the first frame of a stack chunk returns
	opYielded      // driver: the generator yielded
	opFinished     // driver: the generator returned
	opDiscard      // after a call whose result is dropped
	numOps
)

// newProto makes the Proto of c for the globals: what making functions takes.
// The rest waits for load.
func newProto(c *code.Code, globals *object.Dict) *Proto {
	p := &Proto{Code: c, globals: globals}
	p.suspends = c.Flags&(code.Generator|code.Coroutine|code.AsyncGenerator) != 0
	p.need = uint32(c.Registers+1) * code.Scale
	if c.Flags&(code.Generator|code.Coroutine|code.AsyncGenerator) == 0 {
		p.need += 3 * code.Scale // for the defaults of natives: see callKnown
	}
	p.sig = sigComplex
	if c.Flags&(code.VarArgs|code.VarKeywords) == 0 && c.KwOnly == 0 && !p.suspends {
		p.sig = uint32(c.Args)
	}
	return p
}

// load makes what running the code takes, once. Most functions of a module
// that a program imports are never called.
func (p *Proto) load(m *Machine) {
	if p.instrs != nil {
		return
	}
	c, globals := p.Code, p.globals
	loadCode(c)
	p.children = make([]*Proto, len(c.Children))
	p.consts = make([]object.Value, len(c.Consts))
	for i, k := range c.Consts {
		p.consts[i] = m.constant(k)
	}
	p.names = make([]*object.Str, len(c.Names))
	for i, n := range c.Names {
		p.names[i] = m.H.Intern(n)
	}
	p.links = make([]link, len(c.Links))
	for i, n := range c.Links {
		s := m.H.Intern(n)
		p.links[i].global = globals.Cell(m.H, s)
		p.links[i].builtin = m.builtinsOf(globals).Cell(m.H, s)
	}
	p.copyInstrs()
	m.protos.add(p)
}

// loadCode unpacks c for somebody who is going to look inside.
func loadCode(c *code.Code) {
	if err := c.Load(); err != nil {
		panic(err) // what is embedded was checked when it was made
	}
}

// copyInstrs makes the machine's copy of the instructions.
func (p *Proto) copyInstrs() {
	c := p.Code
	params, locals := c.Params(), len(c.Locals)
	lo, hi := p.unboundLocals(params, locals)
	if lo < hi {
		p.shift = 1
	}
	p.instrs = make([]code.Instr, len(c.Instrs)+p.shift)
	copy(p.instrs[p.shift:], c.Instrs)
	if p.shift > 0 {
		p.instrs[0] = code.Instr{Op: opClear, A: uint16(min(lo, code.MaxRegister) * code.Scale), B: uint16(min(hi, code.MaxRegister+1) - min(lo, code.MaxRegister)), C: 0}
	}
	caches := 0
	for i := p.shift; i < len(p.instrs); i++ {
		in := &p.instrs[i]
		if !code.Table[in.Op].Extra {
			if p.suspends {
				if in.Op == code.Call {
					in.Op = opCallX
				}
			}
			continue
		}
		ext := &p.instrs[i+1]
		if caches < noCache {
			ext.A = uint16(caches)
			caches++
		} else {
			ext.A = noCache
		}
		switch in.Op {
		case code.CallMethod, code.CallMethodKw, code.CallKw, code.CallLoadedKw, code.CallGlobal:
			ext.C = in.C // where the result goes: a return looks at the word before its address
			if p.suspends {
				switch in.Op {
				case code.CallMethod:
					in.Op = opCallMethodX
				case code.CallGlobal:
					in.Op = opCallGlobalX
				}
			}
		}
		i++
	}
	p.caches = make([]cache, caches)
}

// unboundLocals is the range of locals that must be unbound on entry because
// an instruction may meet them before they are assigned.
func (p *Proto) unboundLocals(params, locals int) (lo, hi int) {
	c := p.Code
	if p.suspends {
		return 0, 0 // heap frames begin empty
	}
	for _, n := range c.Links {
		switch n {
		case "locals", "vars", "dir", "eval", "exec", "sys":
			return params, locals
		}
	}
	lo, hi = c.Unsettled() // for those who look at the frame from outside
	note := func(r int) {
		if r >= params && r < locals {
			lo, hi = min(lo, r), max(hi, r+1)
		}
	}
	for i := range c.Instrs {
		in := &c.Instrs[i]
		switch in.Op {
		case code.CheckLocal, code.DelLocal, code.MakeCell:
			note(int(in.A) / code.Scale)
		}
	}
	return lo, hi
}

// pc turns an address inside p's code into an index into the Code's tables:
// that of the instruction before the address.
func (p *Proto) pc(ip unsafe.Pointer) int {
	return int(uintptr(ip)-uintptr(unsafe.Pointer(unsafe.SliceData(p.instrs))))/code.InstrSize - 1 - p.shift
}

// site turns a return address into the instruction it is after, in the Code's
// numbering: the instruction itself where an EXTEND follows it.
func (p *Proto) site(ip unsafe.Pointer) int {
	pc := p.pc(ip)
	if pc > 0 && p.Code.Instrs[pc].Op == code.Extend {
		pc--
	}
	return pc
}

// child returns the Proto of the code inside number i.
func (p *Proto) child(i int) *Proto {
	if p.children[i] == nil {
		p.children[i] = newProto(p.Code.Children[i], p.globals)
	}
	return p.children[i]
}

// constant makes the Value of a constant.
func (m *Machine) constant(k code.Const) object.Value {
	switch k := k.(type) {
	case nil:
		return object.None
	case bool:
		return object.Bool(k)
	case int64:
		return object.Int(k)
	case int:
		return object.Int(int64(k))
	case *big.Int:
		return object.BigInt(k)
	case float64:
		return object.Float(k)
	case complex128:
		return object.NewComplex(k)
	case code.Str:
		if len(k) <= 40 {
			return m.H.Intern(string(k)).Value()
		}
		return object.NewStr(string(k))
	case code.Bytes:
		return object.NewBytes(string(k))
	case code.EllipsisConst:
		return object.Ellipsis
	case code.Tuple:
		items := make([]object.Value, len(k))
		for i := range k {
			items[i] = m.constant(k[i])
		}
		return object.NewTuple(items)
	case code.FrozenSet:
		items := make([]object.Value, len(k))
		for i := range k {
			items[i] = m.constant(k[i])
		}
		return m.frozenSet(items)
	}
	panic("constant of unknown type")
}
