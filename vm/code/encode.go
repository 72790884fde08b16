package code

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"math/big"
	"sync"
	"unsafe"
)

// A packed code is a module's code as bytes, for embedding in a binary:
//
//	"aioc" | format | fingerprint of Table | crc and length of the source    (u32 each)
//	number of strings | their ends | their texts                             (u32 each | bytes)
//	code
//
//	code: head | length of the body | body
//	head: what making the function takes
//	body: what running it takes; children are codes in it, and lie where they
//	      can be skipped
//
// Numbers are varints where nothing else is said; a string is its index.
// Nothing but the head of the module's own code is read before it is needed.
const (
	magic         = "aioc"
	formatVersion = 1
	packedHeader  = 24
	// maxConstDepth bounds tuples nested in constants.
	maxConstDepth = 100
)

// tags of constants
const (
	tagNone = iota
	tagFalse
	tagTrue
	tagInt
	tagBig
	tagFloat
	tagComplex
	tagStr
	tagBytes
	tagEllipsis
	tagTuple
	tagFrozenSet
)

// fingerprint tells tables of opcodes apart: code packed under another one
// means nothing here.
var fingerprint = sync.OnceValue(func() uint32 {
	h := crc32.NewIEEE()
	for i := range Table {
		h.Write([]byte(Table[i].Name))
		h.Write([]byte(Table[i].Operands))
	}
	return h.Sum32()
})

// checksum is the CRC of a text, which is not copied for it.
func checksum(s string) uint32 {
	return crc32.ChecksumIEEE(unsafe.Slice(unsafe.StringData(s), len(s)))
}

type encoder struct {
	strings []string
	index   map[string]int
	err     error
}

// Encode packs the code of a module; the same code gives the same bytes.
func Encode(c *Code) ([]byte, error) {
	e := &encoder{index: map[string]int{}}
	codes := e.code(nil, c)
	if e.err != nil {
		return nil, fmt.Errorf("encode %s: %w", c.Name, e.err)
	}
	out := []byte(magic)
	u32 := func(n int) { out = binary.LittleEndian.AppendUint32(out, uint32(n)) }
	u32(formatVersion)
	u32(int(fingerprint()))
	u32(int(checksum(c.Source.Text)))
	u32(len(c.Source.Text))
	u32(len(e.strings))
	end := 0
	for _, s := range e.strings {
		end += len(s)
		u32(end)
	}
	for _, s := range e.strings {
		out = append(out, s...)
	}
	return append(out, codes...), nil
}

func (e *encoder) fail(err error) {
	if e.err == nil {
		e.err = err
	}
}

func uvarint(b []byte, n int) []byte { return binary.AppendUvarint(b, uint64(n)) }

func (e *encoder) str(b []byte, s string) []byte {
	i, ok := e.index[s]
	if !ok {
		i = len(e.strings)
		e.strings = append(e.strings, s)
		e.index[s] = i
	}
	return uvarint(b, i)
}

func (e *encoder) strs(b []byte, list []string) []byte {
	b = uvarint(b, len(list))
	for _, s := range list {
		b = e.str(b, s)
	}
	return b
}

func (e *encoder) code(b []byte, c *Code) []byte {
	b = e.str(b, c.Name)
	b = e.str(b, c.QualName)
	for _, n := range []int{int(c.Pos), int(c.Flags), c.PosOnly, c.Args, c.KwOnly, c.Registers, len(c.Captures)} {
		b = uvarint(b, n)
	}
	for _, k := range c.Captures {
		n := int(k.Index) << 1
		if k.FromFree {
			n |= 1
		}
		b = uvarint(b, n)
	}
	body := e.body(c)
	return append(uvarint(b, len(body)), body...)
}

func (e *encoder) body(c *Code) []byte {
	b := uvarint(nil, len(c.Instrs))
	for _, in := range c.Instrs {
		b = append(b, byte(in.Op), in.N)
		for _, x := range [...]uint16{in.A, in.B, in.C} {
			b = binary.LittleEndian.AppendUint16(b, x)
		}
	}
	b = e.strs(b, c.Locals)
	b = e.strs(b, c.Free)
	b = e.strs(b, c.Spilled)
	b = e.strs(b, c.Names)
	b = e.strs(b, c.Links)
	b = e.strs(b, c.SelfAttrs)
	b = uvarint(b, len(c.Cells))
	for _, r := range c.Cells {
		b = uvarint(b, int(r))
	}
	b = uvarint(b, int(c.Spill))
	b = uvarint(b, c.Caches)
	b = uvarint(b, len(c.Try))
	for _, h := range c.Try {
		for _, n := range []int{int(h.Start), int(h.End), int(h.Target), int(h.Reg)} {
			b = uvarint(b, n)
		}
	}
	b = uvarint(b, len(c.Active))
	for _, h := range c.Active {
		for _, n := range []int{int(h.Start), int(h.End), int(h.Reg)} {
			b = uvarint(b, n)
		}
	}
	b = uvarint(b, len(c.Consts))
	for _, k := range c.Consts {
		b = e.constant(b, k, 0)
	}
	b = uvarint(b, len(c.Children))
	for _, child := range c.Children {
		b = e.code(b, child)
	}
	return append(b, packSpans(c.Spans)...)
}

// packSpans packs the spans as the step from one's start to the next's, and
// the length.
func packSpans(spans []Span) []byte {
	var b []byte
	last := int64(0)
	for _, s := range spans {
		b = binary.AppendVarint(b, int64(s.Pos)-last)
		b = binary.AppendVarint(b, int64(s.End)-int64(s.Pos))
		last = int64(s.Pos)
	}
	return b
}

func (e *encoder) constant(b []byte, k Const, depth int) []byte {
	if depth > maxConstDepth {
		e.fail(errors.New("constants nested too deep"))
		return b
	}
	list := func(tag byte, items []Const) []byte {
		b = uvarint(append(b, tag), len(items))
		for _, item := range items {
			b = e.constant(b, item, depth+1)
		}
		return b
	}
	text := func(tag byte, s string) []byte { return e.str(append(b, tag), s) }
	switch k := k.(type) {
	case nil:
		return append(b, tagNone)
	case bool:
		if k {
			return append(b, tagTrue)
		}
		return append(b, tagFalse)
	case int64:
		return binary.AppendVarint(append(b, tagInt), k)
	case *big.Int:
		return text(tagBig, k.Text(62))
	case float64:
		return binary.LittleEndian.AppendUint64(append(b, tagFloat), math.Float64bits(k))
	case complex128:
		b = binary.LittleEndian.AppendUint64(append(b, tagComplex), math.Float64bits(real(k)))
		return binary.LittleEndian.AppendUint64(b, math.Float64bits(imag(k)))
	case Str:
		return text(tagStr, string(k))
	case Bytes:
		return text(tagBytes, string(k))
	case EllipsisConst:
		return append(b, tagEllipsis)
	case Tuple:
		return list(tagTuple, k)
	case FrozenSet:
		return list(tagFrozenSet, k)
	}
	e.fail(fmt.Errorf("constant of type %T", k))
	return b
}
