package code

import (
	"bytes"
	"math/big"
	"strings"
	"testing"
)

// r is the operand for a register or constant.
func r(n int) uint16 { return uint16(n * Scale) }

// add is a function that adds its parameters, in 3 registers.
func add() *Code {
	return &Code{
		Name: "add", QualName: "add", Source: NewSource("test", "a + b\n"), Flags: Optimized,
		Args: 2, Locals: []string{"a", "b"}, Registers: 8,
		Consts: []Const{int64(1), Tuple{Str("x"), nil}}, Names: []string{"name"}, Links: []string{"link"}, Caches: 1,
		Instrs: []Instr{
			{Op: Add, A: r(2), B: r(0), C: r(1)},
			{Op: Return, A: r(2)},
			{Op: Halt},
		},
		Spans: make([]Span, 3),
	}
}

func TestCheck(t *testing.T) {
	if err := add().Check(); err != nil {
		t.Fatal(err)
	}
	body := func(instrs ...Instr) func(c *Code) {
		return func(c *Code) {
			c.Instrs = append(instrs, Instr{Op: Return, A: r(0)}, Instr{Op: Halt})
			c.Spans = make([]Span, len(c.Instrs))
		}
	}
	ret := Instr{Op: Return, A: r(0)}
	for _, test := range []struct {
		want   string // "": nothing is wrong
		damage func(c *Code)
	}{
		{"parameters", func(c *Code) { c.Args = 3 }},
		{"registers", func(c *Code) { c.Registers = 1 }},
		{"spans", func(c *Code) { c.Spans = nil }},
		{"no Halt", func(c *Code) { c.Instrs, c.Spans = c.Instrs[:2], c.Spans[:2] }},
		{"docstring", func(c *Code) { c.Flags |= HasDocstring }},
		{"cell in", func(c *Code) { c.Cells = []uint16{2} }},
		{"constant of type", func(c *Code) { c.Consts = append(c.Consts, Tuple{3.5, 7}) }},
		{"", func(c *Code) { c.Consts = append(c.Consts, FrozenSet{big.NewInt(1), Bytes("x"), 1i, EllipsisConst{}}) }},
		{"captures", func(c *Code) { c.Children = []*Code{{Free: []string{"x"}}} }},
		{"operand 9", func(c *Code) { c.Instrs[0].A = r(9) }},
		{"operand", func(c *Code) { c.Instrs[0].A = 7 }},
		{"opcode", func(c *Code) { c.Instrs[0].Op = NumBase }},
		{"may be unset", func(c *Code) { c.Instrs[0].B = r(3) }},
		{"is reached", func(c *Code) { c.Instrs[1] = Instr{Op: Nop} }},
		{"jumps to", body(Instr{Op: Jump, C: 80})},
		{"jumps to", body(Instr{Op: Jump, C: 3})},
		{"jumps backwards", body(Instr{Op: Nop}, Instr{Op: JNone, A: r(0), C: 0xfff0})},
		{"", body(Instr{Op: Nop}, Instr{Op: JTrue, A: r(0), C: 0xfff0})},
		{"stands alone", body(Instr{Op: Extend})},
		{"no EXTEND", body(Instr{Op: GetAttr, A: r(2), B: r(0)})},
		{"", body(Instr{Op: GetAttr, A: r(2), B: r(0)}, Instr{Op: Extend})},
		{"cache", body(Instr{Op: GetAttr, A: r(2), B: r(0)}, Instr{Op: Extend, A: 1})},
		{"out of 1", body(Instr{Op: GetAttr, A: r(2), B: r(0), C: 1}, Instr{Op: Extend})},
		{"out of 1", body(Instr{Op: GetGlobal, A: r(2), B: 1})},
		{"out of 2", body(Instr{Op: LoadK, A: r(2), B: r(2)})},
		{"out of 2", body(Instr{Op: LoadKW, A: r(2), C: 1})},
		{"unused", body(Instr{Op: Nop, B: 1})},
		{"window", body(Instr{Op: Call, A: r(3), B: r(0), C: r(0)})},
		{"window", body(Instr{Op: LoadInt, A: r(7)}, Instr{Op: Call, N: 1, A: r(7), B: r(0), C: r(0)})},
		{"", body(Instr{Op: LoadInt, A: r(6)}, Instr{Op: Call, N: 1, A: r(6), B: r(0), C: r(0)})},
		{"may be unset", body(Instr{Op: Call, N: 1, A: r(6), B: r(0), C: r(0)})},
		{"may be unset", body(Instr{Op: LoadInt, A: r(5)}, Instr{Op: Call, A: r(6), B: r(0), C: r(2)}, Instr{Op: Return, A: r(5)})},
		{"registers 7", body(Instr{Op: Unpack, N: 2, A: r(7), B: r(0)})},
		{"may be unset", body(Instr{Op: DelLocal, A: r(0)})},
		{"", body(Instr{Op: DelLocal, A: r(0)}, Instr{Op: CheckLocal, A: r(0)})},
		{"may be unset", body(Instr{Op: JNone, A: r(0), C: 8}, Instr{Op: LoadInt, A: r(3)}, Instr{Op: Move, A: r(4), B: r(3)})},
		{"", body(Instr{Op: JNone, A: r(0), C: 16}, Instr{Op: LoadInt, A: r(3)}, Instr{Op: Move, A: r(4), B: r(3)})},
		{"no tuple", func(c *Code) {
			body(Instr{Op: CallKw, A: r(6), B: r(0), C: r(0)}, Instr{Op: Extend})(c)
		}},
		{"handler", func(c *Code) { c.Try = []Handler{{Start: 1, End: 1}} }},
		{"handler", func(c *Code) { c.Try = []Handler{{End: 2, Target: 1, Reg: 3}, {Start: 1, End: 2, Target: 1, Reg: 3}} }},
		{"handling", func(c *Code) { c.Active = []Handling{{End: 9}} }},
		{"handles register 3", func(c *Code) { c.Active = []Handling{{End: 1, Reg: 3}} }},
		{"", func(c *Code) {
			body(Instr{Op: Add, A: r(2), B: r(0), C: r(1)}, ret, Instr{Op: Return, A: r(3)})(c)
			c.Try = []Handler{{End: 1, Target: 2, Reg: 3}}
		}},
		{"may be unset", func(c *Code) {
			body(Instr{Op: Add, A: r(2), B: r(0), C: r(1)}, ret, Instr{Op: Return, A: r(2)})(c)
			c.Try = []Handler{{End: 1, Target: 2, Reg: 3}}
		}},
	} {
		c := add()
		test.damage(c)
		err := c.Check()
		switch {
		case test.want == "" && err != nil, test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
			var b bytes.Buffer
			c.Instrs, c.Spans = c.Instrs[:len(c.Spans)], c.Spans[:len(c.Instrs)]
			c.Disassemble(&b)
			t.Errorf("want %q, got %v\n%s", test.want, err, b.String())
		}
	}
}
