package code

import (
	"encoding/binary"
	"errors"
	"math"
	"math/big"
)

// ErrStale is Decode's error for code packed from another source, by another
// version or under other opcodes.
var ErrStale = errors.New("packed code is out of date")

var errPacked = errors.New("packed code is damaged")

// packed is a packed code that has been opened. Texts are cut out of it, so
// it stays in memory: it is part of the binary.
type packed struct {
	data    string
	strings int    // how many there are
	texts   string // the texts of all strings
	source  *Source
}

// body is the part of a code that has not been unpacked.
type body struct {
	from *packed
	data string
}

// Decode opens what Encode made of the source's code. Of the code it unpacks
// the head; Load does the rest.
func Decode(data string, source *Source) (*Code, error) {
	if len(data) < packedHeader || data[:4] != magic || le32(data[4:]) != formatVersion {
		return nil, ErrStale
	}
	if le32(data[8:]) != fingerprint() || le32(data[16:]) != uint32(len(source.Text)) || le32(data[12:]) != checksum(source.Text) {
		return nil, ErrStale
	}
	p := &packed{data: data, source: source, strings: int(le32(data[20:]))}
	if p.strings > (len(data)-packedHeader)/4 {
		return nil, errPacked
	}
	texts := data[packedHeader+4*p.strings:]
	size := 0
	if p.strings > 0 {
		size = p.end(p.strings - 1)
	}
	if size > len(texts) {
		return nil, errPacked
	}
	p.texts = texts[:size]
	r := &reader{packed: p, rest: texts[size:]}
	c := r.code()
	if r.err != nil {
		return nil, r.err
	}
	return c, nil
}

// end is where string i ends in the texts.
func (p *packed) end(i int) int { return int(le32(p.data[packedHeader+4*i:])) }

func le32(s string) uint32 {
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

func le64(s string) uint64 { return uint64(le32(s)) | uint64(le32(s[4:]))<<32 }

// Load unpacks the body of a code that Decode made; on any other code it does
// nothing. The bodies of the codes inside stay packed. Whoever gives a code to
// others loads it first: only the thread that has the machine may.
func (c *Code) Load() error {
	if c.body == nil {
		return nil
	}
	r := &reader{packed: c.body.from, rest: c.body.data}
	r.body(c)
	c.body = nil
	return r.err
}

// LoadAll loads the code and all codes in it.
func (c *Code) LoadAll() error {
	if err := c.Load(); err != nil {
		return err
	}
	if c.unpackSpans(); len(c.Spans) != len(c.Instrs) {
		return errPacked
	}
	for _, child := range c.Children {
		if err := child.LoadAll(); err != nil {
			return err
		}
	}
	return nil
}

// reader takes a packed code apart. The first thing wrong makes the rest
// empty: what is read then is zero.
type reader struct {
	*packed
	rest string
	err  error
}

func (r *reader) fail() {
	r.err = errPacked
	r.rest = ""
}

func (r *reader) uvarint() uint64 {
	if len(r.rest) > 0 && r.rest[0] < 0x80 {
		n := r.rest[0]
		r.rest = r.rest[1:]
		return uint64(n)
	}
	n := uint64(0)
	for i := 0; i < len(r.rest) && i < binary.MaxVarintLen64; i++ {
		b := r.rest[i]
		n |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			r.rest = r.rest[i+1:]
			return n
		}
	}
	r.fail()
	return 0
}

func (r *reader) varint() int64 {
	n := r.uvarint()
	return int64(n>>1) ^ -int64(n&1)
}

// number reads a number up to max.
func (r *reader) number(max uint64) int {
	n := r.uvarint()
	if n > max {
		r.fail()
		return 0
	}
	return int(n)
}

func (r *reader) u16() uint16 { return uint16(r.number(math.MaxUint16)) }
func (r *reader) u32() uint32 { return uint32(r.number(math.MaxUint32)) }

// count reads how many things follow, of size bytes or more each.
func (r *reader) count(size int) int {
	n := r.uvarint()
	if n > uint64(len(r.rest)/size) {
		r.fail()
		return 0
	}
	return int(n)
}

func (r *reader) bytes(n int) string {
	if n > len(r.rest) {
		r.fail()
		return ""
	}
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}

func (r *reader) str() string {
	i := r.number(math.MaxInt32)
	if i >= r.strings {
		r.fail()
		return ""
	}
	start, end := 0, r.end(i)
	if i > 0 {
		start = r.end(i - 1)
	}
	if start > end || end > len(r.texts) {
		r.fail()
		return ""
	}
	return r.texts[start:end]
}

func (r *reader) strs() []string {
	n := r.count(1)
	if n == 0 {
		return nil
	}
	list := make([]string, n)
	for i := range list {
		list[i] = r.str()
	}
	return list
}

// code reads a code's head and steps over its body.
func (r *reader) code() *Code {
	c := &Code{Name: r.str(), QualName: r.str(), Source: r.source, Pos: r.u32(), Flags: Flags(r.u32())}
	for _, n := range [...]*int{&c.PosOnly, &c.Args, &c.KwOnly, &c.Registers} {
		*n = int(r.u16())
	}
	if n := r.count(1); n > 0 {
		c.Captures = make([]Capture, n)
		for i := range c.Captures {
			k := r.number(1<<17 - 1)
			c.Captures[i] = Capture{FromFree: k&1 != 0, Index: uint16(k >> 1)}
		}
	}
	c.body = &body{r.packed, r.bytes(r.count(1))}
	return c
}

func (r *reader) body(c *Code) {
	if n := r.count(InstrSize); n > 0 {
		raw := r.bytes(n * InstrSize)
		c.Instrs = make([]Instr, n)
		for i := range c.Instrs {
			v := le64(raw[i*InstrSize:])
			c.Instrs[i] = Instr{Op(v), uint8(v >> 8), uint16(v >> 16), uint16(v >> 32), uint16(v >> 48)}
		}
	}
	c.Locals = r.strs()
	c.Free = r.strs()
	c.Spilled = r.strs()
	c.Names = r.strs()
	c.Links = r.strs()
	c.SelfAttrs = r.strs()
	if n := r.count(1); n > 0 {
		c.Cells = make([]uint16, n)
		for i := range c.Cells {
			c.Cells[i] = r.u16()
		}
	}
	c.Spill = r.u16()
	c.Caches = r.number(1 << 16)
	if n := r.count(4); n > 0 {
		c.Try = make([]Handler, n)
		for i := range c.Try {
			c.Try[i] = Handler{r.u32(), r.u32(), r.u32(), r.u16()}
		}
	}
	if n := r.count(3); n > 0 {
		c.Active = make([]Handling, n)
		for i := range c.Active {
			c.Active[i] = Handling{r.u32(), r.u32(), r.u16()}
		}
	}
	c.Consts = r.constants(0)
	if n := r.count(1); n > 0 {
		c.Children = make([]*Code, n)
		for i := range c.Children {
			c.Children[i] = r.code()
		}
	}
	c.spans = r.rest
}

func (r *reader) constants(depth int) []Const {
	n := r.count(1)
	if n == 0 {
		return nil
	}
	list := make([]Const, n)
	for i := range list {
		list[i] = r.constant(depth)
	}
	return list
}

func (r *reader) constant(depth int) Const {
	float := func() float64 {
		if s := r.bytes(8); s != "" {
			return math.Float64frombits(le64(s))
		}
		return 0
	}
	tag := r.bytes(1)
	if tag == "" || depth > maxConstDepth {
		r.fail()
		return nil
	}
	switch tag[0] {
	case tagNone:
		return nil
	case tagFalse:
		return false
	case tagTrue:
		return true
	case tagInt:
		return r.varint()
	case tagBig:
		if n, ok := new(big.Int).SetString(r.str(), 62); ok {
			return n
		}
	case tagFloat:
		return float()
	case tagComplex:
		re := float()
		return complex(re, float())
	case tagStr:
		return Str(r.str())
	case tagBytes:
		return Bytes(r.str())
	case tagEllipsis:
		return EllipsisConst{}
	case tagTuple:
		return Tuple(r.constants(depth + 1))
	case tagFrozenSet:
		return FrozenSet(r.constants(depth + 1))
	}
	r.fail()
	return nil
}

// unpackSpans makes Spans, which only tracebacks and their kin look at.
func (c *Code) unpackSpans() {
	if c.spans == "" {
		return
	}
	r := &reader{rest: c.spans}
	c.spans = ""
	spans := make([]Span, 0, len(c.Instrs))
	last := int64(0)
	for range c.Instrs {
		pos := last + r.varint()
		spans = append(spans, Span{uint32(pos), uint32(pos + r.varint())})
		last = pos
	}
	if r.err == nil && r.rest == "" {
		c.Spans = spans
	}
}
