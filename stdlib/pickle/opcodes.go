package pickle

// opcode is one instruction of the pickle machine.
type opcode = byte

const (
	opMark           opcode = '('
	opStop           opcode = '.'
	opPop            opcode = '0'
	opPopMark        opcode = '1'
	opDup            opcode = '2'
	opFloat          opcode = 'F'
	opInt            opcode = 'I'
	opBinInt         opcode = 'J'
	opBinInt1        opcode = 'K'
	opLong           opcode = 'L'
	opBinInt2        opcode = 'M'
	opNone           opcode = 'N'
	opPersID         opcode = 'P'
	opBinPersID      opcode = 'Q'
	opReduce         opcode = 'R'
	opString         opcode = 'S'
	opBinString      opcode = 'T'
	opShortBinString opcode = 'U'
	opUnicode        opcode = 'V'
	opBinUnicode     opcode = 'X'
	opAppend         opcode = 'a'
	opBuild          opcode = 'b'
	opGlobal         opcode = 'c'
	opDict           opcode = 'd'
	opEmptyDict      opcode = '}'
	opAppends        opcode = 'e'
	opGet            opcode = 'g'
	opBinGet         opcode = 'h'
	opInst           opcode = 'i'
	opLongBinGet     opcode = 'j'
	opList           opcode = 'l'
	opEmptyList      opcode = ']'
	opObj            opcode = 'o'
	opPut            opcode = 'p'
	opBinPut         opcode = 'q'
	opLongBinPut     opcode = 'r'
	opSetItem        opcode = 's'
	opTuple          opcode = 't'
	opEmptyTuple     opcode = ')'
	opSetItems       opcode = 'u'
	opBinFloat       opcode = 'G'
	// protocol 2
	opProto    opcode = 0x80
	opNewObj   opcode = 0x81
	opExt1     opcode = 0x82
	opExt2     opcode = 0x83
	opExt4     opcode = 0x84
	opTuple1   opcode = 0x85
	opTuple2   opcode = 0x86
	opTuple3   opcode = 0x87
	opNewTrue  opcode = 0x88
	opNewFalse opcode = 0x89
	opLong1    opcode = 0x8a
	opLong4    opcode = 0x8b
	// protocol 3
	opBinBytes      opcode = 'B'
	opShortBinBytes opcode = 'C'
	// protocol 4
	opShortBinUnicode opcode = 0x8c
	opBinUnicode8     opcode = 0x8d
	opBinBytes8       opcode = 0x8e
	opEmptySet        opcode = 0x8f
	opAddItems        opcode = 0x90
	opFrozenSet       opcode = 0x91
	opNewObjEx        opcode = 0x92
	opStackGlobal     opcode = 0x93
	opMemoize         opcode = 0x94
	opFrame           opcode = 0x95
	// protocol 5
	opByteArray8     opcode = 0x96
	opNextBuffer     opcode = 0x97
	opReadOnlyBuffer opcode = 0x98
)

// namedOpcodes are the module's constants, in order of their names.
var namedOpcodes = []struct {
	name string
	text string
}{
	{"ADDITEMS", "\x90"}, {"APPEND", "a"}, {"APPENDS", "e"}, {"BINBYTES", "B"}, {"BINBYTES8", "\x8e"}, {"BINFLOAT", "G"},
	{"BINGET", "h"}, {"BININT", "J"}, {"BININT1", "K"}, {"BININT2", "M"}, {"BINPERSID", "Q"}, {"BINPUT", "q"}, {"BINSTRING", "T"},
	{"BINUNICODE", "X"}, {"BINUNICODE8", "\x8d"}, {"BUILD", "b"}, {"BYTEARRAY8", "\x96"}, {"DEFAULT_PROTOCOL", ""}, {"DICT", "d"},
	{"DUP", "2"}, {"EMPTY_DICT", "}"}, {"EMPTY_LIST", "]"}, {"EMPTY_SET", "\x8f"}, {"EMPTY_TUPLE", ")"}, {"EXT1", "\x82"},
	{"EXT2", "\x83"}, {"EXT4", "\x84"}, {"FALSE", "I00\n"}, {"FLOAT", "F"}, {"FRAME", "\x95"}, {"FROZENSET", "\x91"}, {"GET", "g"},
	{"GLOBAL", "c"}, {"HIGHEST_PROTOCOL", ""}, {"INST", "i"}, {"INT", "I"}, {"LIST", "l"}, {"LONG", "L"}, {"LONG1", "\x8a"},
	{"LONG4", "\x8b"}, {"LONG_BINGET", "j"}, {"LONG_BINPUT", "r"}, {"MARK", "("}, {"MEMOIZE", "\x94"}, {"NEWFALSE", "\x89"},
	{"NEWOBJ", "\x81"}, {"NEWOBJ_EX", "\x92"}, {"NEWTRUE", "\x88"}, {"NEXT_BUFFER", "\x97"}, {"NONE", "N"}, {"OBJ", "o"},
	{"PERSID", "P"}, {"POP", "0"}, {"POP_MARK", "1"}, {"PROTO", "\x80"}, {"PUT", "p"}, {"READONLY_BUFFER", "\x98"}, {"REDUCE", "R"},
	{"SETITEM", "s"}, {"SETITEMS", "u"}, {"SHORT_BINBYTES", "C"}, {"SHORT_BINSTRING", "U"}, {"SHORT_BINUNICODE", "\x8c"},
	{"STACK_GLOBAL", "\x93"}, {"STOP", "."}, {"STRING", "S"}, {"TRUE", "I01\n"}, {"TUPLE", "t"}, {"TUPLE1", "\x85"},
	{"TUPLE2", "\x86"}, {"TUPLE3", "\x87"}, {"UNICODE", "V"},
}
