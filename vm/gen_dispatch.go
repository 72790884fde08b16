//go:build ignore

// gen_dispatch writes dispatch.go, the dispatch loop, from dispatch.tmpl.
//
// The template is the loop as it is read; what repeats is a macro:
//
//	{{copy "dst" "src"}}   copy a Value, sparing the write barrier where P is equal
//	{{arith …}}            the cases of one arithmetic operator
//	{{slow "t.f()"}}       store the state, call a slow path, go on or unwind
//
// A value copied plainly costs a write barrier of about 13 ns while Go's
// collector marks; the conditional store makes marking slow fib by 1.8 instead
// of 6 times.
package main

import (
	"bytes"
	"fmt"
	"go/format"
	"log"
	"os"
	"strings"
	"text/template"
)

const save = "t.ip, t.base, t.fn = ip, base, fn"

func copyValue(dst, src string) string {
	return fmt.Sprintf("{ d_, s_ := %s, %s; p_ := s_.P; if d_.P != p_ { d_.P = p_ }; d_.N = s_.N }", dst, src)
}

// setBool stores a truth value. As a function it would not be inlined into a
// loop of this size.
func setBool(dst, cond string) string {
	return "{ var n_ uint64; if " + cond + " { n_ = 1 }; d_ := " + dst + "; if d_.P != unsafe.Pointer(&object.BoolTag) { d_.P = unsafe.Pointer(&object.BoolTag) }; d_.N = n_ }"
}

// slow calls a slow path; falling out of the switch means it raised.
func slow(call string) string {
	return save + "\nif " + call + " { continue outer }\nbreak exec"
}

// raises calls a slow path that always has an exception pending afterwards.
func raises(call string) string { return save + "\n" + call + "\nbreak exec" }

const interrupt = `if atomic.LoadUint32(&t.intr) != 0 {
	` + save + `
	if !t.interruptedAtTarget() { break exec }
	continue outer
}`

// jump adds operand C to ip.
const jump = "ip = unsafe.Add(ip, int(int16(in.C)))"

var intOps = map[string]string{
	"Add": `r := int64(x.N) + int64(y.N)
		if (int64(x.N)^r)&(int64(y.N)^r) >= 0 { setInt(reg(base, in.A), r); continue }`,
	"Sub": `r := int64(x.N) - int64(y.N)
		if (int64(x.N)^int64(y.N))&(int64(x.N)^r) >= 0 { setInt(reg(base, in.A), r); continue }`,
	"Mul": `if int64(int32(x.N)) == int64(x.N) && int64(int32(y.N)) == int64(y.N) { setInt(reg(base, in.A), int64(x.N)*int64(y.N)); continue }
		if hi, lo := bits.Mul64(x.N, y.N); int64(x.N)|int64(y.N) >= 0 && hi == 0 && int64(lo) >= 0 { setInt(reg(base, in.A), int64(lo)); continue }`,
	"TrueDiv":  `if a, b := int64(x.N), int64(y.N); b != 0 && a > -1<<53 && a < 1<<53 && b > -1<<53 && b < 1<<53 { setFloat(reg(base, in.A), float64(a)/float64(b)); continue }`,
	"FloorDiv": `if a, b := int64(x.N), int64(y.N); b > 0 { q := a / b; if a%b < 0 { q-- }; setInt(reg(base, in.A), q); continue }`,
	"Mod": `if a, b := int64(x.N), int64(y.N); b > 0 {
			var m int64
			if uint64(a|b)>>32 == 0 { m = int64(uint32(a) % uint32(b)) } else { m = a % b; if m < 0 { m += b } }
			setInt(reg(base, in.A), m); continue }`,
	"And":    `setInt(reg(base, in.A), int64(x.N&y.N)); continue`,
	"Or":     `setInt(reg(base, in.A), int64(x.N|y.N)); continue`,
	"Xor":    `setInt(reg(base, in.A), int64(x.N^y.N)); continue`,
	"LShift": `if a, b := int64(x.N), y.N; b < 63 && a<<b>>b == a { setInt(reg(base, in.A), a<<b); continue }`,
	"RShift": `if b := int64(y.N); b >= 0 { setInt(reg(base, in.A), int64(x.N)>>uint64(min(b, 63))); continue }`,
}

var floatOps = map[string]string{"Add": "+", "Sub": "-", "Mul": "*", "TrueDiv": "/"}

// arith writes the cases of one operator: registers and constant operand, and
// for floats the specialized forms that the general ones turn into.
func arith(name string) string {
	var b strings.Builder
	for _, k := range []string{"", "K"} {
		y := "reg(base, in.C)"
		if k != "" {
			y = "reg(fn.consts, in.C)"
		}
		fmt.Fprintf(&b, "case code.%s%s:\nx, y := reg(base, in.B), %s\nif isInt(x) && isInt(y) {\n%s\n}", name, k, y, intOps[name])
		sign, isFloat := floatOps[name]
		zero := ""
		if name == "TrueDiv" {
			zero = " && flt(y) != 0"
		}
		if isFloat {
			fmt.Fprintf(&b, " else if isFloat(x) && isFloat(y)%s {\n(*code.Instr)(unsafe.Add(ip, -code.InstrSize)).Op = op%s%sFloat\nsetFloat(reg(base, in.A), flt(x) %s flt(y))\ncontinue\n}", zero, name, k, sign)
		}
		fmt.Fprintf(&b, "\n%s\n", slow(fmt.Sprintf("t.binary(object.Op%s, %v)", name, k != "")))
		if isFloat {
			fmt.Fprintf(&b, "case op%s%sFloat:\nx, y := reg(base, in.B), %s\nif isFloat(x) && isFloat(y)%s { setFloat(reg(base, in.A), flt(x) %s flt(y)); continue }\n", name, k, y, zero, sign)
			fmt.Fprintf(&b, "ip = unsafe.Add(ip, -code.InstrSize)\n(*code.Instr)(ip).Op = code.%s%s\ncontinue\n", name, k)
		}
	}
	return b.String()
}

var conditions = []struct{ name, op, not string }{
	{"Lt", "<", ">="}, {"Le", "<=", ">"}, {"Eq", "==", "!="}, {"Ne", "!=", "=="}, {"Gt", ">", "<="}, {"Ge", ">=", "<"},
}

// sameStr: both are strs of which each text has but one, as constants and
// characters are, or one str.
const sameStr = `if shapeOf(x) == object.ShapeStr && shapeOf(y) == object.ShapeStr && (x.P == y.P || (*object.Str)(x.P).Flags&(*object.Str)(y.P).Flags&object.FlagInterned != 0)`

// compares writes the comparisons into a register and the fused jumps.
func compares() string {
	var b strings.Builder
	for _, c := range conditions {
		fmt.Fprintf(&b, "case code.%s:\nx, y := reg(base, in.B), reg(base, in.C)\nif isInt(x) && isInt(y) { %s; continue }\n", c.name, setBool("reg(base, in.A)", "int64(x.N) "+c.op+" int64(y.N)"))
		fmt.Fprintf(&b, "if isFloat(x) && isFloat(y) { %s; continue }\n%s\n", setBool("reg(base, in.A)", "flt(x) "+c.op+" flt(y)"), slow("t.compare(object.Op"+c.name+")"))
		for _, want := range []bool{false, true} {
			for _, imm := range []bool{false, true} {
				op, letter := c.not, "F"
				if want {
					op, letter = c.op, "T"
				}
				take := jump + "\n"
				if want {
					take += interrupt
				}
				if imm {
					fmt.Fprintf(&b, "case code.J%s%sI:\nx := reg(base, in.A)\nif isInt(x) {\nif int64(x.N) %s int64(int16(in.B)) {\n%s\n}\ncontinue\n}\n", letter, c.name, op, take)
				} else {
					not := ""
					if !want {
						not = "!"
					}
					fmt.Fprintf(&b, "case code.J%s%s:\nx, y := reg(base, in.A), reg(base, in.B)\nif isInt(x) && isInt(y) {\nif int64(x.N) %s int64(y.N) {\n%s\n}\ncontinue\n}\n", letter, c.name, op, take)
					fmt.Fprintf(&b, "if isFloat(x) && isFloat(y) {\nif %s(flt(x) %s flt(y)) {\n%s\n}\ncontinue\n}\n", not, c.op, take)
					if c.name == "Eq" || c.name == "Ne" {
						fmt.Fprintf(&b, "%s {\nif x.P %s y.P {\n%s\n}\ncontinue\n}\n", sameStr, op, take)
					}
				}
				fmt.Fprintf(&b, "%s\n", slow(fmt.Sprintf("t.compareJump(object.Op%s, %v, %v)", c.name, imm, want)))
			}
		}
	}
	return b.String()
}

// push enters the function f with its window at nb, when the stack and the
// recursion limit allow it.
const push = `if uintptr(nb)+uintptr(f.need) <= atomic.LoadUintptr(&t.limit) {
	if depth := (*record)(unsafe.Add(base, -int(recordSize))).depth + 1; depth <= t.maxDepth {
		rc := (*record)(unsafe.Add(nb, -int(recordSize)))
		if rc.base != base { rc.base = base }
		if rc.fn != fn { rc.fn = fn }
		rc.off, rc.depth = uint32(uintptr(ip)-uintptr(fn.entry)), depth
		ip, base, fn = f.entry, nb, f
		continue
	}
}`

// native calls a native with a fixed number of arguments. ip, base and fn are
// reloaded: a local that lives across a call would be spilled at every dispatch.
func native(nat, args string) string {
	return save + `
r := ` + nat + `.Fn(&t.Thread, ` + args + `)
ip, base, fn = t.ip, t.base, t.fn
if r.P != nil {
	d := reg(base, (*code.Instr)(unsafe.Add(ip, -code.InstrSize)).C)
	if d.P != r.P { d.P = r.P }
	d.N = r.N
	continue
}
break exec`
}

func main() {
	text, err := os.ReadFile("dispatch.tmpl")
	if err != nil {
		log.Fatal(err)
	}
	consts := func(s string) func() string { return func() string { return s } }
	tmpl, err := template.New("dispatch.tmpl").Funcs(template.FuncMap{
		"copy": copyValue, "setBool": setBool, "slow": slow, "raises": raises, "arith": arith, "compares": compares, "native": native,
		"save": consts(save), "interrupt": consts(interrupt), "jump": consts(jump), "push": consts(push),
	}).Parse(string(text))
	if err != nil {
		log.Fatal(err)
	}
	var out bytes.Buffer
	if err := tmpl.Execute(&out, nil); err != nil {
		log.Fatal(err)
	}
	src, err := format.Source(out.Bytes())
	if err != nil {
		os.WriteFile("dispatch.bad", out.Bytes(), 0o644)
		log.Fatal(err)
	}
	if err := os.WriteFile("dispatch.go", src, 0o644); err != nil {
		log.Fatal(err)
	}
}
