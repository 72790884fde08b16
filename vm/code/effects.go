package code

// effect is what an instruction does to registers, as far as the checker wants
// to know. Ranges are first register and count.
type effect struct {
	reads    [4]span // must be bound
	writes   span
	kills    span // unbound afterwards
	clobbers int  // registers from here on are dead afterwards; -1: none
}

type span struct{ first, n int }

func one(r int) span { return span{r, 1} }

// shape of the register operands of most opcodes.
type shape uint8

const (
	noRegs shape = iota
	writesA
	readsA
	readsAB
	readsABC
	readsBWritesA
	readsCWritesA
	readsBCWritesA
	special
)

var shapes = func() (t [NumBase]shape) {
	set := func(s shape, ops ...Op) {
		for _, op := range ops {
			t[op] = s
		}
	}
	set(writesA, LoadK, LoadKW, LoadInt, LoadLocalW, MakeCells, GetGlobal, GetGlobalW, GetName, GetNameOrFree,
		MakeCell, GetFree, LoadBuildClass, CheckLocal, Import)
	set(readsA, SetGlobal, SetGlobalW, SetName, SetFree, DelCell, JFLtI, JFLeI, JFEqI, JFNeI, JFGtI, JFGeI,
		JTLtI, JTLeI, JTEqI, JTNeI, JTGtI, JTGeI, JNone, JNotNone, JTrue, JFalse, DelAttr, Return, ReturnGen,
		CloseIter, Raise, Reraise, ImportStar, MatchSequence, MatchMapping, DropCheck)
	set(readsAB, SetCell, JFLt, JFLe, JFEq, JFNe, JFGt, JFGe, JTLt, JTLe, JTEq, JTNe, JTGt, JTGe, JIs, JIsNot, JIn, JNotIn,
		SetAttr, DelItem, ListAppend, ListExtend, SetAdd, SetUpdate, DictUpdate, RaiseFrom, ExcMatch)
	set(readsABC, SetItem, DictMerge)
	set(readsBWritesA, GetCell, AddK, SubK, MulK, TrueDivK, FloorDivK, ModK, AndK, OrK, XorK, LShiftK, RShiftK, AddI,
		Neg, Pos, Invert, Not, GetAttr, GetItemI, LoadMethod, GetAIter, ListToTuple, ImportFrom, GetLen)
	set(readsCWritesA, GetNameOrGlobal)
	set(readsBCWritesA, Add, Sub, Mul, TrueDiv, FloorDiv, Mod, And, Or, Xor, LShift, RShift, Binary, Lt, Le, Eq, Ne, Gt, Ge,
		Is, IsNot, In, NotIn, GetItem, ExcGroupReraise, MatchKeys, MatchClass)
	set(special, Move, DelLocal, Unbind, StoreLocalW, MakeFunction, BuildSlice, Call, CallGlobal, CallMethod, CallKw, CallMethodKw,
		CallEx, CallSuper, CallLoaded, CallLoadedKw, GetSlice, SetSlice, Yield, YieldFrom, Await, ANext, GetIter, ForIter, Unpack, UnpackEx,
		BuildTuple, BuildList, BuildSet, BuildDict, BuildString, FormatValue, MapAdd, ExcInfo, ExcGroupMatch, LoadSpecial, Intrinsic)
	return
}()

// intrinsicArgs is how many of R[B], R[C] an intrinsic reads.
var intrinsicArgs = map[uint8]int{
	IntrinsicPrintExpr: 1, IntrinsicTypeVar: 2, IntrinsicTypeVarTuple: 1, IntrinsicParamSpec: 1,
	IntrinsicTypeVarConstraints: 2, IntrinsicSetTypeParamDefault: 2, IntrinsicTypeAlias: 2, IntrinsicSetTypeParams: 2,
	IntrinsicGeneric: 1, IntrinsicIter: 1,
}

// effects tells what instruction i does to registers.
func (c *Code) effects(i int) effect {
	in := c.Instrs[i]
	r := func(operand uint16) int { return int(operand) / Scale }
	a, b, d := r(in.A), r(in.B), r(in.C)
	n := int(in.N)
	e := effect{clobbers: -1}
	reads := func(spans ...span) { copy(e.reads[:], spans) }
	call := func(args span, more ...span) {
		reads(append([]span{args}, more...)...)
		e.clobbers = a - RecordRegisters
		e.writes = one(d)
	}
	switch shapes[in.Op] {
	case writesA:
		e.writes = one(a)
	case readsA:
		reads(one(a))
	case readsAB:
		reads(one(a), one(b))
	case readsABC:
		reads(one(a), one(b), one(d))
	case readsBWritesA:
		reads(one(b))
		e.writes = one(a)
	case readsCWritesA:
		reads(one(d))
		e.writes = one(a)
	case readsBCWritesA:
		reads(one(b), one(d))
		e.writes = one(a)
	}
	switch in.Op {
	case DelLocal, Unbind:
		e.kills = one(a)
	case MakeFunction:
		for j, flag := range []uint8{FnDefaults, FnKwDefaults, FnAnnotations} {
			if in.N&flag != 0 {
				e.reads[j] = one(d + j)
			}
		}
		e.writes = one(a)
	case GetSlice:
		reads(one(b), span{d, 2 + n})
		e.writes = one(a)
	case SetSlice:
		reads(one(a), span{b, 3}, one(d))
	case BuildSlice:
		reads(span{b, 3})
		e.writes = one(a)
	case Call, CallKw:
		call(span{a, n}, one(b))
	case CallGlobal:
		call(span{a, n})
	case CallMethod, CallMethodKw:
		call(span{a, n + 1})
	case CallLoaded, CallLoadedKw:
		call(span{a + 1, n}, one(b))
	case CallEx:
		call(one(a), one(b))
	case CallSuper:
		call(one(b))
	case Yield, YieldFrom, Await:
		reads(one(b))
		e.clobbers = d
		e.writes = one(a)
	case ANext:
		reads(one(b))
		e.writes = one(a)
	case GetIter:
		reads(one(b))
		e.writes = span{a, 3}
	case ForIter:
		reads(span{a, 3})
		e.writes = one(b)
	case Unpack:
		reads(one(b))
		e.writes = span{a, n | int(in.C)<<8}
	case UnpackEx:
		reads(one(b))
		e.writes = span{a, n + 1 + int(in.C)}
	case BuildTuple, BuildList, BuildSet, BuildString:
		reads(span{b, int(in.C)})
		e.writes = one(a)
	case BuildDict:
		reads(span{b, 2 * int(in.C)})
		e.writes = one(a)
	case FormatValue:
		reads(one(b))
		if n&4 != 0 {
			reads(one(b), one(d))
		}
		e.writes = one(a)
	case MapAdd:
		reads(one(a), span{b, 2})
	case ExcInfo:
		reads(one(b))
		e.writes = span{a, 3}
	case ExcGroupMatch:
		reads(one(b), one(d))
		e.writes = span{a, 2}
	case LoadSpecial:
		reads(one(b))
		e.writes = span{a, 2}
	case Intrinsic:
		switch intrinsicArgs[in.N] {
		case 1:
			reads(one(b))
		case 2:
			reads(one(b), one(d))
		}
		switch in.N {
		case IntrinsicPrintExpr, IntrinsicSetTypeParams:
		default:
			e.writes = one(a)
		}
	}
	return e
}
