package code

import "math/big"

// Flags of a Code.
type Flags uint32

const (
	// Generator, Coroutine, AsyncGenerator: what calling the function makes.
	Generator Flags = 1 << iota
	Coroutine
	AsyncGenerator
	// VarArgs, VarKeywords: the function has *args, **kwargs.
	VarArgs
	VarKeywords
	// Optimized: locals are registers; otherwise the frame has a namespace
	// (module, class body, exec) and names are looked up in it.
	Optimized
	// ClassBody: the frame's namespace is what __prepare__ gave.
	ClassBody
	// ModuleBody: globals and namespace are the same, names are links.
	ModuleBody
	// Method: nested in a class body.
	Method
	// Nested: inside another function.
	Nested
	// IterableCoroutine: a generator that may be awaited (types.coroutine).
	IterableCoroutine
	// FutureAnnotations: from __future__ import annotations is in force.
	FutureAnnotations
	// HasDocstring: constant 0 is the docstring.
	HasDocstring
)

// Code is a compiled function, class body, comprehension or module.
type Code struct {
	Name     string
	QualName string
	Source   *Source
	Pos      uint32 // offset of the def, class or first statement; its line is co_firstlineno
	Flags    Flags

	// Parameters occupy R[0…]: positional-only, positional-or-keyword,
	// keyword-only, *args, **kwargs, in this order.
	PosOnly, Args, KwOnly int // Args includes PosOnly

	// Locals names R[0…], parameters first; captured ones hold cells. The
	// variables of inlined comprehensions come last; one may bear the name of
	// another local, and hides it while it is bound.
	Locals    []string
	Cells     []uint16 // indices of the locals that hold cells
	Free      []string // free variables
	Captures  []Capture
	Registers int // size of the frame's window

	// Spilled names the locals that have no register: they are the cells of
	// the tuple in register Spill. Nil for all but huge functions.
	Spilled []string
	Spill   uint16

	Consts []Const
	Names  []string // attributes and by-name variables
	Links  []string // global variables
	Caches int      // inline caches the machine allots

	Instrs []Instr    // ends in a Halt
	Spans  []Span     // source range of each instruction
	Try    []Handler  // sorted, disjoint
	Active []Handling // sorted, disjoint

	Children []*Code
	// SelfAttrs are the attributes that methods of a class body assign
	// through their first parameter: __static_attributes__, and the
	// machine's estimate of an instance's size.
	SelfAttrs []string

	// body and spans are what a decoded code has not unpacked yet.
	body  *body
	spans string
}

// Params is the number of parameters, *args and **kwargs included.
func (c *Code) Params() int {
	n := c.Args + c.KwOnly
	if c.Flags&VarArgs != 0 {
		n++
	}
	if c.Flags&VarKeywords != 0 {
		n++
	}
	return n
}

// Span is the source range an instruction comes from: byte offsets.
type Span struct{ Pos, End uint32 }

// Capture says where a function's free variable comes from when it is made:
// the cell in register Index of the maker, or the maker's free variable Index.
type Capture struct {
	FromFree bool
	Index    uint16
}

// Handler: an exception raised by an instruction in [Start, End) goes to
// Target with the exception in register Reg. Start, End and Target are indices
// of instructions. Each instruction has at most one handler, the innermost: that
// of the statement around it is found at the Reraise the handler ends in.
type Handler struct {
	Start, End, Target uint32
	Reg                uint16 // register number, not scaled
}

// Handling: while an instruction in [Start, End) runs, the exception in
// register Reg is being handled (sys.exception(), implicit context, bare
// raise). Each instruction is in at most one range, the innermost's.
type Handling struct {
	Start, End uint32
	Reg        uint16
}

// Const is a constant: nil (None), bool, int64, *big.Int, float64, complex128,
// Str, Bytes, EllipsisConst, Tuple, FrozenSet.
type Const any

type (
	// Str is the text of a str constant (WTF-8); Bytes of a bytes constant.
	Str   string
	Bytes string
	// EllipsisConst is the constant `...`.
	EllipsisConst struct{}
	// Tuple and FrozenSet hold constants.
	Tuple     []Const
	FrozenSet []Const
)

var _ Const = (*big.Int)(nil)

// Source is a source file as the machine needs it: to name lines in
// tracebacks.
type Source struct {
	Name  string
	Text  string
	lines []uint32 // offset of each line
	// FirstLine is the number of the first line: 1, unless the chunk was
	// cut out of something longer.
	FirstLine int
	// Hidden: the text was given to exec, eval or compile; tracebacks do not
	// show it.
	Hidden bool
}

// NewSource makes a Source; text is UTF-8.
func NewSource(name, text string) *Source {
	return &Source{Name: name, Text: text, FirstLine: 1}
}

func (s *Source) index() {
	if s.lines != nil {
		return
	}
	s.lines = append(make([]uint32, 0, len(s.Text)/30+1), 0)
	for i := 0; i < len(s.Text); i++ {
		switch s.Text[i] {
		case '\r':
			if i+1 < len(s.Text) && s.Text[i+1] == '\n' {
				continue
			}
			fallthrough
		case '\n':
			s.lines = append(s.lines, uint32(i+1))
		}
	}
}

// Position returns the 1-based line and the 0-based column in bytes of an
// offset.
func (s *Source) Position(offset uint32) (line, column int) {
	s.index()
	lo, hi := 0, len(s.lines)
	for hi-lo > 1 {
		if m := (lo + hi) / 2; s.lines[m] <= offset {
			lo = m
		} else {
			hi = m
		}
	}
	return lo + s.FirstLine, int(offset - s.lines[lo])
}

// Line returns the text of a 1-based line without its end, "" past the file.
func (s *Source) Line(n int) string {
	s.index()
	n -= s.FirstLine
	if n < 0 || n >= len(s.lines) {
		return ""
	}
	end := len(s.Text)
	if n+1 < len(s.lines) {
		end = int(s.lines[n+1])
	}
	line := s.Text[s.lines[n]:end]
	for line != "" && (line[len(line)-1] == '\n' || line[len(line)-1] == '\r') {
		line = line[:len(line)-1]
	}
	return line
}

// FirstLine is the line of the code's definition (co_firstlineno).
func (c *Code) FirstLine() int {
	line, _ := c.Source.Position(c.Pos)
	return line
}

// LineAt is the line of the instruction.
func (c *Code) LineAt(instr uint32) int {
	s, ok := c.SpanAt(instr)
	if !ok {
		return c.FirstLine()
	}
	line, _ := c.Source.Position(s.Pos)
	return line
}

// SpanAt is the source range of an instruction; ok is false past the end.
func (c *Code) SpanAt(instr uint32) (s Span, ok bool) {
	c.unpackSpans()
	if int(instr) >= len(c.Spans) {
		return s, false
	}
	return c.Spans[instr], true
}
