package pickle

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/big"
	"slices"

	"github.com/aio-lang/aio/vm/object"
)

// execute runs the opcodes up to STOP.
func (u *unpickler) execute() value {
	t := u.in.t
	for n := 0; ; n++ {
		if u.in.pos == len(u.in.data) && u.in.read.P == nil {
			u.in.empty()
			return value{}
		}
		b, ok := u.in.next(1)
		if !ok {
			return value{}
		}
		if b[0] == opStop {
			return u.pop()
		}
		if !u.step(b[0]) {
			return value{}
		}
		if n&0xfff == 0xfff && !checkInterrupt(t) {
			return value{}
		}
	}
}

// step runs one opcode.
func (u *unpickler) step(op opcode) bool {
	switch op {
	case opNone:
		return u.push(object.None)
	case opNewTrue:
		return u.push(object.True)
	case opNewFalse:
		return u.push(object.False)
	case opBinInt1, opBinInt2, opBinInt:
		return u.loadBinInt(op)
	case opInt, opLong, opFloat, opString, opUnicode:
		return u.loadLine(op)
	case opLong1:
		return u.loadLong(1)
	case opLong4:
		return u.loadLong(4)
	case opBinFloat:
		b, ok := u.in.next(8)
		return ok && u.push(object.Float(math.Float64frombits(binary.BigEndian.Uint64([]byte(b)))))
	case opShortBinBytes, opBinBytes, opBinBytes8, opByteArray8, opShortBinString, opBinString, opShortBinUnicode, opBinUnicode, opBinUnicode8:
		return u.loadSized(op)
	case opMark:
		u.marks = append(u.marks, len(u.stack))
		return true
	case opPop:
		if n := len(u.marks); n > 0 && u.marks[n-1] == len(u.stack) {
			u.marks = u.marks[:n-1]
			return true
		}
		return u.pop().P != nil
	case opPopMark:
		_, ok := u.popMark()
		return ok
	case opDup:
		if len(u.stack) == u.fence() {
			return u.underflow()
		}
		return u.push(u.stack[len(u.stack)-1])
	case opGet, opBinGet, opLongBinGet:
		return u.loadGet(op)
	case opPut, opBinPut, opLongBinPut, opMemoize:
		return u.loadPut(op)
	case opProto:
		return u.loadProto()
	case opFrame:
		return u.loadFrame()
	}
	if known, ok := u.stepContainer(op); known {
		return ok
	}
	if known, ok := u.stepObject(op); known {
		return ok
	}
	return u.unknown(op)
}

func (u *unpickler) unknown(op opcode) bool {
	shown := fmt.Sprintf("\\x%02x", op)
	if 0x20 <= op && op <= 0x7e && op != '\'' && op != '\\' {
		shown = string(rune(op))
	}
	return cannotLoad(u.in.t, "invalid load key, '%s'.", shown)
}

// The stack. Between marks it can be emptied, not beyond the last.

func (u *unpickler) push(v value) bool {
	u.stack = append(u.stack, v)
	return true
}

// fence is the height below which nothing may be taken.
func (u *unpickler) fence() int {
	if n := len(u.marks); n > 0 {
		return u.marks[n-1]
	}
	return 0
}

func (u *unpickler) underflow() bool {
	if len(u.marks) > 0 {
		return cannotLoad(u.in.t, "unexpected MARK found")
	}
	return cannotLoad(u.in.t, "unpickling stack underflow")
}

// pop takes the top; nil with an exception pending.
func (u *unpickler) pop() value {
	n := len(u.stack) - 1
	if n < u.fence() {
		u.underflow()
		return value{}
	}
	v := u.stack[n]
	u.stack[n] = value{}
	u.stack = u.stack[:n]
	return v
}

// top returns the top, which stays.
func (u *unpickler) top() value {
	n := len(u.stack)
	if n <= u.fence() {
		u.underflow()
		return value{}
	}
	return u.stack[n-1]
}

// popMark takes what lies above the last mark, in a slice of its own.
func (u *unpickler) popMark() ([]value, bool) {
	n := len(u.marks) - 1
	if n < 0 {
		return nil, cannotLoad(u.in.t, "could not find MARK")
	}
	at := u.marks[n]
	u.marks = u.marks[:n]
	items := slices.Clone(u.stack[at:])
	clear(u.stack[at:])
	u.stack = u.stack[:at]
	return items, true
}

// number reads an unsigned number of size bytes.
func (u *unpickler) number(size int) (uint64, bool) {
	b, ok := u.in.next(size)
	if !ok {
		return 0, false
	}
	var full [8]byte
	copy(full[:], b)
	return binary.LittleEndian.Uint64(full[:]), true
}

func (u *unpickler) loadBinInt(op opcode) bool {
	size := 4
	switch op {
	case opBinInt1:
		size = 1
	case opBinInt2:
		size = 2
	}
	n, ok := u.number(size)
	if size == 4 {
		n = uint64(int64(int32(n)))
	}
	return ok && u.push(object.Int(int64(n)))
}

// loadLong reads a number in two's complement whose length comes first.
func (u *unpickler) loadLong(sizeBytes int) bool {
	size, ok := u.number(sizeBytes)
	if !ok {
		return false
	}
	if size > math.MaxInt32 {
		return cannotLoad(u.in.t, "LONG pickle has negative byte count")
	}
	s, ok := u.in.next(int(size))
	if !ok {
		return false
	}
	b := []byte(s)
	slices.Reverse(b)
	n := new(big.Int).SetBytes(b)
	if len(b) > 0 && b[0] >= 0x80 {
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
	}
	return u.push(object.BigInt(n))
}

// loadSized reads a string whose length comes first.
func (u *unpickler) loadSized(op opcode) bool {
	t := u.in.t
	sizeBytes := 4
	switch op {
	case opShortBinBytes, opShortBinString, opShortBinUnicode:
		sizeBytes = 1
	case opBinBytes8, opBinUnicode8, opByteArray8:
		sizeBytes = 8
	}
	size, ok := u.number(sizeBytes)
	if !ok {
		return false
	}
	switch {
	case size > math.MaxInt64:
		what := "BINBYTES"
		switch op {
		case opBinUnicode8:
			what = "BINUNICODE"
		case opByteArray8:
			what = "BYTEARRAY8"
		}
		t.OverflowErrorf("%s exceeds system's maximum size of %d bytes", what, math.MaxInt64)
		return false
	case op == opBinBytes8 && size > math.MaxInt64-33:
		t.OverflowErrorf("byte string is too large")
		return false
	}
	s, ok := u.in.next(int(size))
	if !ok {
		return false
	}
	switch op {
	case opShortBinBytes, opBinBytes, opBinBytes8:
		return u.push(object.NewBytes(s))
	case opByteArray8:
		return u.push(object.NewByteArray([]byte(s)))
	case opShortBinString, opBinString:
		return u.pushOld(s)
	}
	if isASCII(s) {
		return u.push(object.NewStr(s))
	}
	v := t.Decode(s, "utf-8", "surrogatepass")
	return v.P != nil && u.push(v)
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// pushOld pushes a str of Python 2, which was bytes.
func (u *unpickler) pushOld(s string) bool {
	if u.encoding == "bytes" {
		return u.push(object.NewBytes(s))
	}
	v := u.in.t.Decode(s, u.encoding, u.errors)
	return v.P != nil && u.push(v)
}

// memoIndex reads the number of a GET or PUT.
func (u *unpickler) memoIndex(op opcode) (int, bool) {
	switch op {
	case opBinGet, opBinPut:
		n, ok := u.number(1)
		return int(n), ok
	case opLongBinGet, opLongBinPut:
		n, ok := u.number(4)
		return int(n), ok
	}
	line, ok := u.in.line()
	if !ok {
		return 0, false
	}
	v := u.in.t.IntFromString(line, 10, object.NewStr(line+"\n"))
	if v.P == nil {
		return 0, false
	}
	return u.in.t.SizeArg(v)
}

func (u *unpickler) loadGet(op opcode) bool {
	n, ok := u.memoIndex(op)
	if !ok {
		return false
	}
	v, ok := u.memo[n]
	if !ok {
		return cannotLoad(u.in.t, "Memo value not found at index %d", n)
	}
	return u.push(v)
}

func (u *unpickler) loadPut(op opcode) bool {
	n, ok := len(u.memo), true
	if op != opMemoize {
		if n, ok = u.memoIndex(op); !ok {
			return false
		}
	}
	v := u.top()
	if v.P == nil {
		return false
	}
	if n < 0 {
		u.in.t.ValueErrorf("negative PUT argument")
		return false
	}
	u.memo[n] = v
	return true
}

func (u *unpickler) loadProto() bool {
	n, ok := u.number(1)
	if ok && n > highestProtocol {
		u.in.t.ValueErrorf("unsupported pickle protocol: %d", n)
		return false
	}
	u.proto = int(n)
	return ok
}

func (u *unpickler) loadFrame() bool {
	n, ok := u.number(8)
	if !ok {
		return false
	}
	if n > math.MaxInt64 {
		u.in.t.OverflowErrorf("FRAME length exceeds system's maximum of %d bytes", math.MaxInt64)
		return false
	}
	return u.in.frame(int(n))
}
