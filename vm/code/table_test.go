package code

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

// TestTable: every opcode has its row, and the row holds together.
func TestTable(t *testing.T) {
	names := map[string]Op{}
	constants := opcodeConstants(t)
	if len(constants) != int(NumBase) {
		t.Errorf("%d opcodes declared, NumBase is %d", len(constants), NumBase)
	}
	for op := Op(0); op < NumBase; op++ {
		row := Table[op]
		if row.Name == "" || row.Doc == "" {
			t.Errorf("opcode %d (%s) has no row", op, constants[op])
			continue
		}
		if !strings.EqualFold(row.Name, constants[op]) {
			t.Errorf("opcode %s is named %s", constants[op], row.Name)
		}
		if other, ok := names[row.Name]; ok {
			t.Errorf("%s is the name of %d and %d", row.Name, op, other)
		}
		names[row.Name] = op
		if len(row.Operands) != 4 || strings.Trim(row.Operands[:1], "-n") != "" || strings.Trim(row.Operands[1:], "-rkinjsgfc") != "" {
			t.Errorf("%s: operands %q", row.Name, row.Operands)
		}
		if strings.Contains(row.Operands[:3], "j") {
			t.Errorf("%s: a jump that is not in C", row.Name)
		}
		hasRegister := strings.Contains(row.Operands, "r")
		if hasRegister == (shapes[op] == noRegs) {
			t.Errorf("%s: the checker does not know what it does to registers", row.Name)
		}
	}
	if FirstQuick != NumBase {
		t.Errorf("FirstQuick is %d", FirstQuick)
	}
}

// opcodeConstants lists the constants of type Op in op.go, up to NumBase.
func opcodeConstants(t *testing.T) []string {
	f, err := parser.ParseFile(token.NewFileSet(), "op.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.CONST {
			continue
		}
		var names []string
		for _, s := range g.Specs {
			for _, n := range s.(*ast.ValueSpec).Names {
				names = append(names, n.Name)
			}
		}
		if names[0] == "Halt" {
			return names[:len(names)-1] // the last is NumBase
		}
	}
	t.Fatal("no opcodes in op.go")
	return nil
}

func TestPosition(t *testing.T) {
	s := NewSource("test", "ab\ncd\r\ne\rf\n")
	for _, test := range []struct{ offset, line, column int }{
		{0, 1, 0}, {2, 1, 2}, {3, 2, 0}, {5, 2, 2}, {7, 3, 0}, {9, 4, 0}, {11, 5, 0},
	} {
		if line, column := s.Position(uint32(test.offset)); line != test.line || column != test.column {
			t.Errorf("offset %d is at %d:%d, want %d:%d", test.offset, line, column, test.line, test.column)
		}
	}
	for n, want := range map[int]string{1: "ab", 2: "cd", 3: "e", 4: "f", 5: "", 6: "", 0: ""} {
		if got := s.Line(n); got != want {
			t.Errorf("line %d is %q", n, got)
		}
	}
}
