package code

import (
	"fmt"
	"io"
	"math"
	"math/big"
	"strconv"
	"strings"
)

// Disassemble writes the code and the codes in it in readable form: the source
// lines, under each the instructions that come from it. An instruction stands
// with its number; >> marks where jumps go to, and the ranges of handlers
// follow the instructions.
func (c *Code) Disassemble(w io.Writer) error {
	d := &disassembler{w: w}
	d.code(c)
	return d.err
}

type disassembler struct {
	w   io.Writer
	err error
	c   *Code
}

func (d *disassembler) printf(format string, args ...any) {
	if d.err == nil {
		_, d.err = fmt.Fprintf(d.w, format, args...)
	}
}

func (d *disassembler) code(c *Code) {
	d.c = c
	d.header()
	targets := c.targets()
	line := -1
	for i := 0; i < len(c.Instrs)-1; i++ {
		if l := c.LineAt(uint32(i)); l != line {
			line = l
			if text := strings.TrimSpace(c.Source.Line(l)); text != "" {
				d.printf("%5d | %s\n", l, text)
			}
		}
		mark := "  "
		if targets[i] {
			mark = ">>"
		}
		in := c.Instrs[i]
		var x Instr
		if Table[in.Op].Extra {
			x = c.Instrs[i+1]
		}
		text := fmt.Sprintf("      %s %4d  %-16s%s", mark, i, Table[in.Op].Name, d.operands(i, in, x))
		d.printf("%s\n", strings.TrimRight(text, " "))
		if Table[in.Op].Extra {
			i++
		}
	}
	for _, h := range c.Try {
		d.printf("      raised in %d to %d: %s, go to %d\n", h.Start, h.End-1, d.reg(int(h.Reg)), h.Target)
	}
	for _, h := range c.Active {
		d.printf("      handled in %d to %d: %s\n", h.Start, h.End-1, d.reg(int(h.Reg)))
	}
	for _, child := range c.Children {
		d.printf("\n")
		d.code(child)
	}
}

func (d *disassembler) header() {
	c := d.c
	d.printf("%s  (%s:%d)\n", c.QualName, c.Source.Name, c.FirstLine())
	var parts []string
	add := func(label string, names []string) {
		if len(names) > 0 {
			parts = append(parts, label+" "+strings.Join(names, ", "))
		}
	}
	add("is", c.Flags.Names())
	add("takes", c.Locals[:c.Params()])
	add("locals", c.Locals[c.Params():])
	add("spilled", c.Spilled)
	cells := make([]string, len(c.Cells))
	for i, r := range c.Cells {
		cells[i] = d.reg(int(r))
	}
	add("cells", cells)
	add("free", c.Free)
	add("assigns", c.SelfAttrs)
	parts = append(parts, fmt.Sprintf("%d registers", c.Registers))
	d.printf("      %s\n", strings.Join(parts, "; "))
}

var flagNames = []struct {
	flag Flags
	name string
}{
	{Generator, "generator"}, {Coroutine, "coroutine"}, {AsyncGenerator, "async generator"},
	{VarArgs, "*args"}, {VarKeywords, "**kwargs"}, {ClassBody, "class body"}, {ModuleBody, "module"},
	{Method, "method"}, {IterableCoroutine, "iterable coroutine"},
}

// Names lists the flags that a reader of disassembled code wants to know.
func (f Flags) Names() []string {
	var names []string
	for _, n := range flagNames {
		if f&n.flag != 0 {
			names = append(names, n.name)
		}
	}
	return names
}

// targets marks the instructions that jumps and handlers go to.
func (c *Code) targets() map[int]bool {
	t := map[int]bool{}
	for i, in := range c.Instrs {
		if to, ok := in.target(i); ok {
			t[to] = true
		}
	}
	for _, h := range c.Try {
		t[int(h.Target)] = true
	}
	return t
}

// target is the number of the instruction that instruction i may jump to.
func (in Instr) target(i int) (int, bool) {
	switch {
	case in.Op == JumpW:
		return i + 1 + int(int32(uint32(in.B)|uint32(in.C)<<16))/InstrSize, true
	case in.Op < NumBase && Table[in.Op].Operands[3] == 'j':
		return i + 1 + int(int16(in.C))/InstrSize, true
	}
	return 0, false
}

// reg names a register: a local by its name, a temporary by its number.
func (d *disassembler) reg(r int) string {
	if r < len(d.c.Locals) && d.c.Locals[r] != "" {
		return d.c.Locals[r]
	}
	return "r" + strconv.Itoa(r)
}

func (d *disassembler) operands(i int, in, x Instr) string {
	var parts []string
	kinds := Table[in.Op].Operands
	if note := d.selector(in); note != "" {
		parts = append(parts, note)
	}
	for j, v := range [...]uint16{in.A, in.B, in.C} {
		switch kinds[j+1] {
		case 'r':
			if j == 2 && !in.usesC() {
				continue
			}
			parts = append(parts, d.reg(int(v)/Scale))
		case 'k':
			parts = append(parts, d.konst(int(v)/Scale))
		case 'i':
			parts = append(parts, strconv.Itoa(int(int16(v))))
		case 's':
			parts = append(parts, "."+name(d.c.Names, int(v)))
		case 'g':
			parts = append(parts, name(d.c.Links, int(v)))
		case 'f':
			parts = append(parts, "free "+name(d.c.Free, int(v)))
		case 'c':
			child := "?"
			if int(v) < len(d.c.Children) {
				child = d.c.Children[v].Name
			}
			parts = append(parts, "<"+child+">")
		case 'j':
			to, _ := in.target(i)
			parts = append(parts, "-> "+strconv.Itoa(to))
		}
	}
	n := int(in.B) | int(in.C)<<16
	switch in.Op {
	case LoadKW:
		parts = append(parts, d.konst(n))
	case LoadLocalW, StoreLocalW:
		parts = append(parts, "spilled "+name(d.c.Spilled, n))
	case MakeCells:
		parts = append(parts, strconv.Itoa(n))
	case GetGlobalW, SetGlobalW, DelGlobal:
		parts = append(parts, name(d.c.Links, n))
	case GetName, SetName, DelName:
		parts = append(parts, name(d.c.Names, n))
	case JumpW:
		to, _ := in.target(i)
		parts = append(parts, "-> "+strconv.Itoa(to))
	case UnpackEx, BuildTuple, BuildList, BuildSet, BuildDict, BuildString:
		parts = append(parts, "x"+strconv.Itoa(int(in.C)))
	case CallKw, CallMethodKw, CallLoadedKw, MatchClass:
		parts = append(parts, d.konst(int(x.B)))
	}
	return strings.Join(parts, ", ")
}

// usesC: some instructions have a register in C only if N says so.
func (in Instr) usesC() bool {
	switch in.Op {
	case MakeFunction:
		return in.N != 0
	case FormatValue:
		return in.N&4 != 0
	case Intrinsic:
		return intrinsicArgs[in.N] == 2
	}
	return true
}

// selector says what operand N selects.
func (d *disassembler) selector(in Instr) string {
	n := strconv.Itoa(int(in.N))
	switch in.Op {
	case Call, CallGlobal, CallMethod, CallKw, CallMethodKw, CallLoaded, CallLoadedKw, MatchClass, UnpackEx:
		return "x" + n
	case Unpack:
		return "x" + strconv.Itoa(int(in.N)|int(in.C)<<8)
	case Intrinsic, LoadSpecial, Await, FormatValue, GetSlice, BuildList, MakeFunction, Import, GetCell, GetFree:
		if in.Op == Intrinsic || in.N != 0 {
			return "#" + n
		}
	case Binary:
		return "#" + strconv.Itoa(int(in.N&^BinaryInPlace))
	}
	return ""
}

func name(names []string, i int) string {
	if i < len(names) {
		return names[i]
	}
	return "?" + strconv.Itoa(i)
}

func (d *disassembler) konst(i int) string {
	if i >= len(d.c.Consts) {
		return "?" + strconv.Itoa(i)
	}
	return FormatConst(d.c.Consts[i])
}

// FormatConst writes a constant nearly as Python's repr does.
func FormatConst(v Const) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case bool:
		if v {
			return "True"
		}
		return "False"
	case int64:
		return strconv.FormatInt(v, 10)
	case *big.Int:
		return v.String()
	case float64:
		if v == math.Trunc(v) && math.Abs(v) < 1e16 {
			return strconv.FormatFloat(v, 'f', 1, 64)
		}
		return strconv.FormatFloat(v, 'g', -1, 64)
	case complex128:
		return strconv.FormatComplex(v, 'g', -1, 128)
	case Str:
		return shorten(strconv.Quote(string(v)))
	case Bytes:
		return "b" + shorten(strconv.Quote(string(v)))
	case EllipsisConst:
		return "..."
	case Tuple:
		return formatItems("(", v, ")")
	case FrozenSet:
		return formatItems("frozenset{", v, "}")
	}
	return fmt.Sprintf("%v", v)
}

// shorten cuts a long text in the middle.
func shorten(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most-20]) + "…" + string(r[len(r)-19:])
	}
	return s
}

func formatItems(open string, items []Const, shut string) string {
	parts := make([]string, 0, len(items))
	for i, item := range items {
		if i == 8 {
			parts = append(parts, fmt.Sprintf("… %d more", len(items)-i))
			break
		}
		parts = append(parts, FormatConst(item))
	}
	return open + strings.Join(parts, ", ") + shut
}
