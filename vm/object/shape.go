package object

// A Shape describes objects that have the same type and the same attributes
// in the same order: attribute i lies in slot i. Adding an attribute moves an
// object to the next shape of the chain; all objects built by one constructor
// share it, so that an inline cache needs to compare one number.
//
// A chain is at most maxShapeSlots long; then, and after a delete or a request
// for the object's __dict__, the object goes to the type's dict shape, where
// attributes live in Ext.Dict.
type Shape struct {
	ID     uint32
	Type   *Type
	IsDict bool   // attributes live in Ext.Dict
	Names  []*Str // attribute in slot i; shared with the parent's prefix
	index  map[*Str]int
	parent *Shape
	next   map[*Str]*Shape
}

const maxShapeSlots = 128

// Slot returns the slot of the attribute, or -1. The name must be interned.
func (s *Shape) Slot(name *Str) int {
	if s.index == nil {
		if len(s.Names) <= 8 {
			for i, n := range s.Names {
				if n == name {
					return i
				}
			}
			return -1
		}
		s.index = make(map[*Str]int, len(s.Names))
		for i, n := range s.Names {
			s.index[n] = i
		}
	}
	if i, ok := s.index[name]; ok {
		return i
	}
	return -1
}

// newShape registers a shape of ty with the machine.
func (m *Machine) newShape(ty *Type) *Shape {
	s := &Shape{ID: uint32(len(m.shapes)), Type: ty}
	m.shapes = append(m.shapes, s)
	return s
}

// Extend returns the shape that has name added after s's attributes, or the
// type's dict shape where the chain would get too long.
func (m *Machine) Extend(s *Shape, name *Str) *Shape {
	if n := s.next[name]; n != nil {
		return n
	}
	if len(s.Names) >= maxShapeSlots {
		return m.DictShape(s.Type)
	}
	n := m.newShape(s.Type)
	n.parent = s
	n.Names = append(s.Names[:len(s.Names):len(s.Names)], name)
	if s.next == nil {
		s.next = make(map[*Str]*Shape, 1)
	}
	s.next[name] = n
	return n
}

// DictShape is the shape of ty's objects whose attributes live in a dict.
func (m *Machine) DictShape(ty *Type) *Shape {
	if ty.dictShape == nil {
		ty.dictShape = m.newShape(ty)
		ty.dictShape.IsDict = true
	}
	return ty.dictShape
}

// ShapeOf returns the shape of v.
func (m *Machine) ShapeOf(v Value) *Shape { return m.shapes[v.Head().Shape] }

// ShapeByID returns the shape with that id.
func (m *Machine) ShapeByID(id uint32) *Shape { return m.shapes[id] }

// TypeOf returns the type of v.
func (m *Machine) TypeOf(v Value) *Type { return m.shapes[v.Head().Shape].Type }
