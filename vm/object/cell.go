package object

import (
	"fmt"
	"unsafe"
)

// Cell is a variable shared by closures, or a global variable. V is nil while
// it is unbound.
type Cell struct {
	Header
	V Value
}

// NewCell makes a cell holding v.
func NewCell(v Value) *Cell { return &Cell{Header{Shape: ShapeCell, Kind: KindCell}, v} }

// Value returns c as a Value.
func (c *Cell) Value() Value { return Value{P: unsafe.Pointer(c)} }

var cellDecl = TypeDecl{
	Shape: ShapeCell, Name: "cell", Kind: KindCell, Flags: TypeNoSubclass,
	Doc: "Create a new cell object.\n\nWithout contents the cell is empty and must be set before its use.",
	New: &Def{"__new__(cls, contents=<>, /)", "Create a cell.", func(t *Thread, a []Value) Value {
		return NewCell(a[1]).Value()
	}},
	Methods: append(CompareDefs(cellCompare), []Def{
		{"__repr__(self, /)", "Return repr(self).", func(t *Thread, a []Value) Value {
			c := (*Cell)(a[0].P)
			if c.V.P == nil {
				return NewStr("<cell at " + cellAddress(a[0]) + ": empty>")
			}
			return NewStr("<cell at " + cellAddress(a[0]) + ": " + t.TypeName(c.V) + " object at " + cellAddress(c.V) + ">")
		}},
	}...),
	GetSets: []GetSetDef{{"cell_contents", "", func(t *Thread, v Value) Value {
		if c := (*Cell)(v.P); c.V.P != nil {
			return c.V
		}
		return t.ValueErrorf("cell is empty")
	}, func(t *Thread, self, v Value) bool {
		(*Cell)(self.P).V = v
		return true
	}}},
	Attrs: []Attr{{"__hash__", None}},
}

// cellCompare orders cells by their contents, the empty cell first.
func cellCompare(op CompareOp) NativeFn {
	return func(t *Thread, a []Value) Value {
		if a[1].Kind() != KindCell {
			return NotImplemented
		}
		x, y := (*Cell)(a[0].P).V, (*Cell)(a[1].P).V
		if x.P != nil && y.P != nil {
			return t.Compare(op, x, y)
		}
		full := func(v Value) int64 {
			if v.P != nil {
				return 1
			}
			return 0
		}
		return Bool(ordered(op, full(x), full(y)))
	}
}

func cellAddress(v Value) string { return fmt.Sprintf("%#x", uintptr(v.P)) }
