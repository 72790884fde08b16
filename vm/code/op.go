// Package code declares what the compiler makes and the machine runs: the
// opcodes, Code objects with their tables, and the disassembler.
//
// The machine has registers. A frame is a window of them:
//
//	R[0 … params)            parameters, *args and **kwargs last
//	R[params … locals)       local variables (len(Code.Locals) in all)
//	R[locals … Registers)    temporaries
//
// Locals that are no parameters are unbound on entry. An instruction that
// raises leaves its destination as it was, for the destination may be a local.
//
// A call's window lies at the end of the caller's used temporaries: the two
// registers below the first argument take the return record, so that
// arguments become the callee's R[0…] without being moved. Everything from the
// record on is dead after the call; the result may go to any register, one of
// the record or the window included. At least one register follows a window
// before the frame ends.
//
// An instruction with an EXTEND raises at its own span; where the row says so,
// a failing lookup raises at the EXTEND's.
//
// A Code is immutable and knows no values: constants are Go data, globals are
// names. Loading it into a machine makes the machine's own copy.
package code

// Op is an opcode.
type Op uint8

// Instr is one instruction, 8 bytes. What N, A, B and C mean is the opcode's
// row in Table. Register and constant operands are byte offsets (index times
// Scale); jumps count in bytes from the next instruction.
type Instr struct {
	Op      Op
	N       uint8
	A, B, C uint16
}

const (
	// Scale is the size of a register, in bytes.
	Scale = 16
	// MaxRegister is the largest register an operand reaches. A function with
	// more locals than fit keeps the rest in cells: see Code.Spilled.
	MaxRegister = 1<<16/Scale - 1
	// InstrSize is the size of an instruction, in bytes.
	InstrSize = 8
	// RecordRegisters is the number of registers below a call window that
	// the return record takes.
	RecordRegisters = 2
)

// The opcodes. "R[x]" is register x, "K[x]" constant x; a jump goes to
// operand C unless its row says otherwise. Only Jump, JumpW, JTrue, the JT
// forms and ForIter jump backwards; doing so they let interrupts in.
const (
	Halt Op = iota
	Nop
	Extend

	LoadK
	LoadKW
	LoadInt
	Move
	CheckLocal
	DelLocal
	Unbind
	LoadLocalW
	StoreLocalW
	MakeCells

	GetGlobal
	GetGlobalW
	SetGlobal
	SetGlobalW
	DelGlobal
	GetName
	SetName
	DelName
	GetNameOrFree
	GetNameOrGlobal

	MakeCell
	GetCell
	SetCell
	DelCell
	GetFree
	SetFree
	DelFree

	MakeFunction
	LoadBuildClass

	// arithmetic with fast paths; the K forms take a constant right operand
	Add
	AddK
	Sub
	SubK
	Mul
	MulK
	TrueDiv
	TrueDivK
	FloorDiv
	FloorDivK
	Mod
	ModK
	And
	AndK
	Or
	OrK
	Xor
	XorK
	LShift
	LShiftK
	RShift
	RShiftK
	AddI
	Binary
	Neg
	Pos
	Invert
	Not

	Lt
	Le
	Eq
	Ne
	Gt
	Ge
	Is
	IsNot
	In
	NotIn

	// compare and jump: F jumps when the comparison is false, T when true;
	// I compares with a 16-bit immediate
	JFLt
	JFLe
	JFEq
	JFNe
	JFGt
	JFGe
	JTLt
	JTLe
	JTEq
	JTNe
	JTGt
	JTGe
	JFLtI
	JFLeI
	JFEqI
	JFNeI
	JFGtI
	JFGeI
	JTLtI
	JTLeI
	JTEqI
	JTNeI
	JTGtI
	JTGeI
	JIs
	JIsNot
	JIn
	JNotIn
	JNone
	JNotNone
	JTrue
	JFalse
	Jump
	JumpW

	GetAttr
	SetAttr
	DelAttr
	GetItem
	GetItemI
	GetSlice
	SetSlice
	SetItem
	DelItem
	BuildSlice

	Call
	CallGlobal
	CallMethod
	CallKw
	CallMethodKw
	CallEx
	CallSuper
	LoadMethod
	CallLoaded
	CallLoadedKw
	Return
	ReturnGen

	Yield
	YieldFrom
	Await
	GetAIter
	ANext

	GetIter
	ForIter
	CloseIter
	Unpack
	UnpackEx

	BuildTuple
	BuildList
	BuildSet
	BuildDict
	BuildString
	FormatValue
	ListAppend
	SetAdd
	MapAdd
	ListExtend
	SetUpdate
	DictUpdate
	DictMerge
	ListToTuple

	Raise
	RaiseFrom
	RaiseBare
	Reraise
	ExcMatch
	ExcInfo
	ExcGroupMatch
	ExcGroupReraise
	LoadSpecial

	Import
	ImportFrom
	ImportStar

	MatchSequence
	MatchMapping
	MatchKeys
	MatchClass
	GetLen

	Intrinsic
	DropCheck

	NumBase
)

// FirstQuick is the first opcode the machine may use for specialized forms of
// its own; they never stand in a Code.
const FirstQuick = NumBase

// Intrinsics: what Intrinsic's N selects. R[B] and R[C] are arguments.
const (
	// IntrinsicPrintExpr: sys.displayhook(R[B]) of a REPL chunk.
	IntrinsicPrintExpr uint8 = iota
	// IntrinsicTypeVar: R[A] = TypeVar named R[B]; bound or constraints
	// thunk R[C] (a function of no arguments, or None).
	IntrinsicTypeVar
	// IntrinsicTypeVarTuple, IntrinsicParamSpec: R[A] = one named R[B].
	IntrinsicTypeVarTuple
	IntrinsicParamSpec
	// IntrinsicTypeVarConstraints: as IntrinsicTypeVar, R[C] gives a tuple
	// of constraints.
	IntrinsicTypeVarConstraints
	// IntrinsicSetTypeParamDefault: R[B].__default__ is given by thunk R[C].
	IntrinsicSetTypeParamDefault
	// IntrinsicTypeAlias: R[A] = type alias named R[B]; R[C] is a tuple
	// (type params or None, value thunk).
	IntrinsicTypeAlias
	// IntrinsicSetTypeParams: R[B].__type_params__ = R[C].
	IntrinsicSetTypeParams
	// IntrinsicGeneric: R[A] = typing.Generic subscripted with the tuple R[B].
	IntrinsicGeneric
	// IntrinsicAnnotations: R[A] = __annotations__ of the class or module body
	// that runs, made if missing.
	IntrinsicAnnotations
	// IntrinsicAssertionError: R[A] = the class AssertionError.
	IntrinsicAssertionError
	// IntrinsicLocals: R[A] = the frame's namespace (a class body's
	// __classdict__).
	IntrinsicLocals
	// IntrinsicIter: R[A] = iter(R[B]), the argument of a generator
	// expression. A list, tuple, range or str may stand for its iterator.
	IntrinsicIter
	// IntrinsicFrameEnd ends a frame that the machine watches; no compiler
	// emits it.
	IntrinsicFrameEnd
)

// Info describes an opcode: its name, operand kinds and meaning.
//
// Operand kinds, for N, A, B, C in this order:
//
//   - unused          r  register          k  constant
//     n  plain number    i  signed immediate  j  jump
//     s  index into Names    g  index into Links   f  index into Free
//     c  index into Children
type Info struct {
	Name     string
	Operands string
	Extra    bool // an Extend word follows, the machine's inline cache or more operands
	Doc      string
}

// Table has one row for each opcode.
var Table = [NumBase]Info{
	Halt:   {"HALT", "----", false, "leave the dispatch loop; ends every Code as a sentinel"},
	Nop:    {"NOP", "----", false, "nothing"},
	Extend: {"EXTEND", "nnnn", false, "operands or inline cache of the instruction before; never executed"},

	LoadK:       {"LOADK", "-rk-", false, "R[A] = K[B]"},
	LoadKW:      {"LOADKW", "-rnn", false, "R[A] = constant number B | C<<16"},
	LoadInt:     {"LOADINT", "-ri-", false, "R[A] = B as an int"},
	Move:        {"MOVE", "-rr-", false, "R[A] = R[B]"},
	CheckLocal:  {"CHECKLOCAL", "-r--", false, "raise UnboundLocalError if local R[A] is unbound"},
	DelLocal:    {"DELLOCAL", "-r--", false, "unbind local R[A]; UnboundLocalError if it is"},
	Unbind:      {"UNBIND", "-r--", false, "R[A] = nothing, without an error"},
	LoadLocalW:  {"LOADLOCALW", "-rnn", false, "R[A] = spilled local B | C<<16 (see Code.Spilled); UnboundLocalError if unbound"},
	StoreLocalW: {"STORELOCALW", "-rnn", false, "spilled local B | C<<16 = R[A], which may be unbound"},
	MakeCells:   {"MAKECELLS", "-rnn", false, "R[A] = tuple of B | C<<16 new empty cells: the spilled locals"},

	GetGlobal:       {"GETGLOBAL", "-rg-", false, "R[A] = global or builtin of link B; NameError if unbound"},
	GetGlobalW:      {"GETGLOBALW", "-rnn", false, "GETGLOBAL of link B | C<<16"},
	SetGlobal:       {"SETGLOBAL", "-rg-", false, "global of link B = R[A]"},
	SetGlobalW:      {"SETGLOBALW", "-rnn", false, "SETGLOBAL of link B | C<<16"},
	DelGlobal:       {"DELGLOBAL", "--nn", false, "unbind the global of link B | C<<16; NameError if it is"},
	GetName:         {"GETNAME", "-rnn", false, "R[A] = name B | C<<16 in the frame's namespace, its globals, builtins"},
	SetName:         {"SETNAME", "-rnn", false, "name B | C<<16 in the frame's namespace = R[A]"},
	DelName:         {"DELNAME", "--nn", false, "delete name B | C<<16 from the frame's namespace"},
	GetNameOrFree:   {"GETNAMEORFREE", "-rsf", false, "R[A] = name B in the frame's namespace, else free variable C"},
	GetNameOrGlobal: {"GETNAMEORGLOBAL", "-rsr", false, "R[A] = name B in mapping R[C], else global, else builtin"},

	MakeCell: {"MAKECELL", "-r--", false, "R[A] = new cell holding R[A] (which may be unbound)"},
	GetCell:  {"GETCELL", "nrr-", false, "R[A] = content of cell R[B]; error naming local B if unbound, but N=1: R[A] is unbound then"},
	SetCell:  {"SETCELL", "-rr-", false, "content of cell R[A] = R[B]"},
	DelCell:  {"DELCELL", "-r--", false, "unbind the content of cell R[A]"},
	GetFree:  {"GETFREE", "nrf-", false, "R[A] = free variable B; NameError if unbound, but N=1: R[A] is unbound then"},
	SetFree:  {"SETFREE", "-rf-", false, "free variable B = R[A]"},
	DelFree:  {"DELFREE", "--f-", false, "unbind free variable B"},

	MakeFunction:   {"MAKEFUNCTION", "nrnr", false, "R[A] = function of child B; N is FnDefaults|FnKwDefaults|FnAnnotations: those values in R[C], R[C+1], R[C+2], each register present whether used or not"},
	LoadBuildClass: {"LOADBUILDCLASS", "-r--", false, "R[A] = builtins.__build_class__"},

	Add:       {"ADD", "nrrr", false, "R[A] = R[B] + R[C]; here and below N=1: in-place operator"},
	AddK:      {"ADDK", "nrrk", false, "R[A] = R[B] + K[C]"},
	Sub:       {"SUB", "nrrr", false, "R[A] = R[B] - R[C]"},
	SubK:      {"SUBK", "nrrk", false, "R[A] = R[B] - K[C]"},
	Mul:       {"MUL", "nrrr", false, "R[A] = R[B] * R[C]"},
	MulK:      {"MULK", "nrrk", false, "R[A] = R[B] * K[C]"},
	TrueDiv:   {"TRUEDIV", "nrrr", false, "R[A] = R[B] / R[C]"},
	TrueDivK:  {"TRUEDIVK", "nrrk", false, "R[A] = R[B] / K[C]"},
	FloorDiv:  {"FLOORDIV", "nrrr", false, "R[A] = R[B] // R[C]"},
	FloorDivK: {"FLOORDIVK", "nrrk", false, "R[A] = R[B] // K[C]"},
	Mod:       {"MOD", "nrrr", false, "R[A] = R[B] % R[C]"},
	ModK:      {"MODK", "nrrk", false, "R[A] = R[B] % K[C]"},
	And:       {"AND", "nrrr", false, "R[A] = R[B] & R[C]"},
	AndK:      {"ANDK", "nrrk", false, "R[A] = R[B] & K[C]"},
	Or:        {"OR", "nrrr", false, "R[A] = R[B] | R[C]"},
	OrK:       {"ORK", "nrrk", false, "R[A] = R[B] | K[C]"},
	Xor:       {"XOR", "nrrr", false, "R[A] = R[B] ^ R[C]"},
	XorK:      {"XORK", "nrrk", false, "R[A] = R[B] ^ K[C]"},
	LShift:    {"LSHIFT", "nrrr", false, "R[A] = R[B] << R[C]"},
	LShiftK:   {"LSHIFTK", "nrrk", false, "R[A] = R[B] << K[C]"},
	RShift:    {"RSHIFT", "nrrr", false, "R[A] = R[B] >> R[C]"},
	RShiftK:   {"RSHIFTK", "nrrk", false, "R[A] = R[B] >> K[C]"},
	AddI:      {"ADDI", "nrri", false, "R[A] = R[B] + C; N bit 0: in place, bit 1: written as R[B] - (-C)"},
	Binary:    {"BINARY", "nrrr", false, "R[A] = R[B] op R[C]: N is a Binary… constant, plus BinaryInPlace (**, @ and what has no fast path)"},
	Neg:       {"NEG", "-rr-", false, "R[A] = -R[B]"},
	Pos:       {"POS", "-rr-", false, "R[A] = +R[B]"},
	Invert:    {"INVERT", "-rr-", false, "R[A] = ~R[B]"},
	Not:       {"NOT", "-rr-", false, "R[A] = not R[B]"},

	Lt:    {"LT", "-rrr", false, "R[A] = R[B] < R[C]"},
	Le:    {"LE", "-rrr", false, "R[A] = R[B] <= R[C]"},
	Eq:    {"EQ", "-rrr", false, "R[A] = R[B] == R[C]"},
	Ne:    {"NE", "-rrr", false, "R[A] = R[B] != R[C]"},
	Gt:    {"GT", "-rrr", false, "R[A] = R[B] > R[C]"},
	Ge:    {"GE", "-rrr", false, "R[A] = R[B] >= R[C]"},
	Is:    {"IS", "-rrr", false, "R[A] = R[B] is R[C]"},
	IsNot: {"ISNOT", "-rrr", false, "R[A] = R[B] is not R[C]"},
	In:    {"IN", "-rrr", false, "R[A] = R[B] in R[C]"},
	NotIn: {"NOTIN", "-rrr", false, "R[A] = R[B] not in R[C]"},

	JFLt:  {"JFLT", "-rrj", false, "jump unless R[A] < R[B]"},
	JFLe:  {"JFLE", "-rrj", false, "jump unless R[A] <= R[B]"},
	JFEq:  {"JFEQ", "-rrj", false, "jump unless R[A] == R[B]"},
	JFNe:  {"JFNE", "-rrj", false, "jump unless R[A] != R[B]"},
	JFGt:  {"JFGT", "-rrj", false, "jump unless R[A] > R[B]"},
	JFGe:  {"JFGE", "-rrj", false, "jump unless R[A] >= R[B]"},
	JTLt:  {"JTLT", "-rrj", false, "jump if R[A] < R[B]"},
	JTLe:  {"JTLE", "-rrj", false, "jump if R[A] <= R[B]"},
	JTEq:  {"JTEQ", "-rrj", false, "jump if R[A] == R[B]"},
	JTNe:  {"JTNE", "-rrj", false, "jump if R[A] != R[B]"},
	JTGt:  {"JTGT", "-rrj", false, "jump if R[A] > R[B]"},
	JTGe:  {"JTGE", "-rrj", false, "jump if R[A] >= R[B]"},
	JFLtI: {"JFLTI", "-rij", false, "jump unless R[A] < B"},
	JFLeI: {"JFLEI", "-rij", false, "jump unless R[A] <= B"},
	JFEqI: {"JFEQI", "-rij", false, "jump unless R[A] == B"},
	JFNeI: {"JFNEI", "-rij", false, "jump unless R[A] != B"},
	JFGtI: {"JFGTI", "-rij", false, "jump unless R[A] > B"},
	JFGeI: {"JFGEI", "-rij", false, "jump unless R[A] >= B"},
	JTLtI: {"JTLTI", "-rij", false, "jump if R[A] < B"},
	JTLeI: {"JTLEI", "-rij", false, "jump if R[A] <= B"},
	JTEqI: {"JTEQI", "-rij", false, "jump if R[A] == B"},
	JTNeI: {"JTNEI", "-rij", false, "jump if R[A] != B"},
	JTGtI: {"JTGTI", "-rij", false, "jump if R[A] > B"},
	JTGeI: {"JTGEI", "-rij", false, "jump if R[A] >= B"},

	JIs:      {"JIS", "-rrj", false, "jump if R[A] is R[B]"},
	JIsNot:   {"JISNOT", "-rrj", false, "jump if R[A] is not R[B]"},
	JIn:      {"JIN", "-rrj", false, "jump if R[A] in R[B]"},
	JNotIn:   {"JNOTIN", "-rrj", false, "jump if R[A] not in R[B]"},
	JNone:    {"JNONE", "-r-j", false, "jump if R[A] is None"},
	JNotNone: {"JNOTNONE", "-r-j", false, "jump if R[A] is not None"},
	JTrue:    {"JTRUE", "-r-j", false, "jump if R[A] is true"},
	JFalse:   {"JFALSE", "-r-j", false, "jump if R[A] is false"},
	Jump:     {"JUMP", "---j", false, "jump; backwards it lets interrupts in"},
	JumpW:    {"JUMPW", "--nn", false, "jump by the signed 32-bit number B | C<<16, in bytes; backwards it lets interrupts in"},

	GetAttr:    {"GETATTR", "-rrs", true, "R[A] = R[B].name C; EXTEND is the cache (A: number of the cache)"},
	SetAttr:    {"SETATTR", "-rrs", true, "R[A].name C = R[B]; EXTEND is the cache"},
	DelAttr:    {"DELATTR", "-r-s", false, "del R[A].name C"},
	GetItem:    {"GETITEM", "-rrr", false, "R[A] = R[B][R[C]]"},
	GetItemI:   {"GETITEMI", "-rri", false, "R[A] = R[B][C]"},
	GetSlice:   {"GETSLICE", "nrrr", false, "R[A] = R[B][R[C]:R[C+1]]; N&1: with step R[C+2]; N&2: for a SETSLICE alone"},
	SetSlice:   {"SETSLICE", "-rrr", false, "R[A][R[B]:R[B+1]:R[B+2]] = R[C]"},
	SetItem:    {"SETITEM", "-rrr", false, "R[A][R[B]] = R[C]"},
	DelItem:    {"DELITEM", "-rr-", false, "del R[A][R[B]]"},
	BuildSlice: {"BUILDSLICE", "-rr-", false, "R[A] = slice(R[B], R[B+1], R[B+2])"},

	Call:         {"CALL", "nrrr", false, "R[C] = R[B](R[A], … N arguments)"},
	CallGlobal:   {"CALLGLOBAL", "nrgr", true, "R[C] = (global of link B)(R[A], … N arguments); EXTEND is the cache (A: its number); NameError is raised at the EXTEND, whose span is the name's"},
	CallMethod:   {"CALLMETHOD", "nrsr", true, "R[C] = R[A].name B(R[A+1], … N arguments, not counting R[A]); EXTEND is the cache (A: its number); AttributeError is raised at the EXTEND, whose span is the attribute's"},
	CallKw:       {"CALLKW", "nrrr", true, "R[C] = R[B](R[A], … N arguments, the last ones by keyword); EXTEND B: constant with the tuple of names"},
	CallMethodKw: {"CALLMETHODKW", "nrsr", true, "as CALLMETHOD with keyword arguments; EXTEND A: cache, B: constant with the tuple of names"},
	CallEx:       {"CALLEX", "-rrr", false, "R[C] = R[B](*R[A], **R[A+1]); R[A] is any iterable; R[A+1] a dict of its own, or unbound: no keywords. Window rules hold for A"},
	CallSuper:    {"CALLSUPER", "-rrr", false, "R[C] = R[B]() where the source says super(): with the builtin super, super(R[A], R[A+1]) (__class__ and the first parameter, either may be unbound)"},
	LoadMethod:   {"LOADMETHOD", "-rrs", true, "R[A] = what R[B].name C calls; R[B] stays the receiver to pass first, or becomes unbound when R[A] takes none (a bound method, an instance's attribute); EXTEND is the cache (A: its number)"},
	CallLoaded:   {"CALLLOADED", "nrrr", false, "R[C] = R[B](R[A], R[A+1], … N arguments not counting the receiver R[A] that LOADMETHOD or LOADSPECIAL gave); without R[A] when that is unbound"},
	CallLoadedKw: {"CALLLOADEDKW", "nrrr", true, "as CALLLOADED, the last arguments by keyword; EXTEND B: constant with the tuple of names"},
	Return:       {"RETURN", "-r--", false, "return R[A] from a plain function, class body or module"},
	ReturnGen:    {"RETURNGEN", "-r--", false, "return R[A] from a generator, coroutine or async generator"},

	Yield:     {"YIELD", "-rrr", false, "yield R[B]; R[A] = what is sent; here and below temporaries from R[C] on are dead meanwhile"},
	YieldFrom: {"YIELDFROM", "-rrr", false, "R[A] = yield from R[B] (any iterable)"},
	Await:     {"AWAIT", "nrrr", false, "R[A] = await R[B]; N: 0 plain, 1 from __aenter__, 2 from __aexit__ (for the error text)"},
	GetAIter:  {"GETAITER", "-rr-", false, "R[A] = type(R[B]).__aiter__(R[B])"},
	ANext:     {"ANEXT", "-rrj", false, "R[A] = await type(R[B]).__anext__(R[B]); jump when it raises StopAsyncIteration"},

	GetIter:   {"GETITER", "-rr-", false, "R[A], R[A+1], R[A+2] = state of an iteration over R[B]"},
	ForIter:   {"FORITER", "-rrj", false, "R[B] = next item of iteration R[A] and jump (back, to the body); fall through when exhausted"},
	CloseIter: {"CLOSEITER", "-r--", false, "the loop that owns iteration R[A] is left early: close its iterator if it is a generator nobody else has"},
	Unpack:    {"UNPACK", "nrrn", false, "R[A], … N | C<<8 registers = items of R[B], exactly so many; nothing is written on failure; R[B] may be one of them"},
	UnpackEx:  {"UNPACKEX", "nrrn", false, "R[A], … = first N items of R[B], list of the middle ones, last C items; nothing is written on failure"},

	BuildTuple:  {"BUILDTUPLE", "-rrn", false, "R[A] = (R[B], … C items)"},
	BuildList:   {"BUILDLIST", "nrrn", false, "R[A] = [R[B], … C items]; N=1: none, with room for what the iteration at R[B] yields"},
	BuildSet:    {"BUILDSET", "-rrn", false, "R[A] = {R[B], … C items}"},
	BuildDict:   {"BUILDDICT", "-rrn", false, "R[A] = {R[B]: R[B+1], … C pairs}"},
	BuildString: {"BUILDSTRING", "-rrn", false, "R[A] = concatenation of the strs R[B], … C of them"},
	FormatValue: {"FORMATVALUE", "nrrr", false, "R[A] = format(R[B]) converted by N: 0 none, 1 str, 2 repr, 3 ascii; +4: with spec R[C]; +8: for BUILDSTRING, which takes ints as they are"},
	ListAppend:  {"LISTAPPEND", "-rr-", false, "append R[B] to the list R[A]"},
	SetAdd:      {"SETADD", "-rr-", false, "add R[B] to the set R[A]"},
	MapAdd:      {"MAPADD", "-rr-", false, "R[A][R[B]] = R[B+1] of a dict"},
	ListExtend:  {"LISTEXTEND", "-rr-", false, "extend the list R[A] with the iterable R[B]"},
	SetUpdate:   {"SETUPDATE", "-rr-", false, "update the set R[A] with R[B]"},
	DictUpdate:  {"DICTUPDATE", "-rr-", false, "update the dict R[A] with the mapping R[B]"},
	DictMerge:   {"DICTMERGE", "-rrr", false, "as DICTUPDATE for **R[B] in a call of R[C]: TypeError for a key that is there or no str"},
	ListToTuple: {"LISTTOTUPLE", "-rr-", false, "R[A] = tuple(list R[B])"},

	Raise:           {"RAISE", "-r--", false, "raise R[A]"},
	RaiseFrom:       {"RAISEFROM", "-rr-", false, "raise R[A] from R[B]"},
	RaiseBare:       {"RAISEBARE", "----", false, "raise what is being handled"},
	Reraise:         {"RERAISE", "-r--", false, "continue with the exception R[A] that a handler took; its traceback does not grow here"},
	ExcMatch:        {"EXCMATCH", "-rrj", false, "jump unless exception R[A] is an instance of the class(es) R[B]"},
	ExcInfo:         {"EXCINFO", "-rr-", false, "R[A], R[A+1], R[A+2] = type, value, traceback of exception R[B]"},
	ExcGroupMatch:   {"EXCGROUPMATCH", "-rrr", false, "except* R[C] over R[B] (which may be None): R[A] = matching part or None, R[A+1] = rest or None"},
	ExcGroupReraise: {"EXCGROUPRERAISE", "-rrr", false, "R[A] = what an except* statement raises in the end or None: R[B] the original exception, R[C] list of what handlers raised and of the unhandled rest"},
	LoadSpecial:     {"LOADSPECIAL", "nrr-", false, "R[A] = special method N (Special… constants) of R[B], R[A+1] = R[B] or unbound when R[A] is bound already: for CALLLOADED"},

	Import:     {"IMPORT", "nrsk", false, "R[A] = __import__(name B, fromlist K[C], level N)"},
	ImportFrom: {"IMPORTFROM", "-rrs", false, "R[A] = from R[B] import name C"},
	ImportStar: {"IMPORTSTAR", "-r--", false, "from R[A] import * into the frame's namespace"},

	MatchSequence: {"MATCHSEQUENCE", "-r-j", false, "jump unless R[A] is a sequence for patterns"},
	MatchMapping:  {"MATCHMAPPING", "-r-j", false, "jump unless R[A] is a mapping for patterns"},
	MatchKeys:     {"MATCHKEYS", "-rrr", false, "R[A] = tuple of the values in mapping R[B] of the keys tuple R[C], or None"},
	MatchClass:    {"MATCHCLASS", "nrrr", true, "R[A] = tuple of attributes of R[B] if it is an instance of class R[C], or None: N positional, then the names of constant EXTEND B"},
	GetLen:        {"GETLEN", "-rr-", false, "R[A] = len(R[B])"},

	Intrinsic: {"INTRINSIC", "nrrr", false, "rare operations: see the Intrinsic… constants"},
	DropCheck: {"DROPCHECK", "-r--", false, "the value R[A] of an expression statement is dropped: finalise it if it is a coroutine nobody else has"},
}

// Flags of MakeFunction.
const (
	FnDefaults uint8 = 1 << iota
	FnKwDefaults
	FnAnnotations // a tuple of name, value, name, value …
)

// FormatPart, in FormatValue's N: the result is a part of a BuildString.
const FormatPart = 8

// Binary operators: what Binary's N selects, plus BinaryInPlace.
const (
	BinaryAdd uint8 = iota
	BinarySub
	BinaryMul
	BinaryMatMul
	BinaryTrueDiv
	BinaryFloorDiv
	BinaryMod
	BinaryPow
	BinaryLShift
	BinaryRShift
	BinaryAnd
	BinaryOr
	BinaryXor

	BinaryInPlace uint8 = 128
)

// SliceDies, in N of GetSlice: nobody but the SetSlice that follows sees what it
// makes.
const SliceDies uint8 = 2

// Special methods that LoadSpecial loads.
const (
	SpecialEnter uint8 = iota
	SpecialExit
	SpecialAEnter
	SpecialAExit
)
