package object

func (t *Thread) ASCII(v Value) (string, bool) { return t.Repr(v) }
func (t *Thread) Format(v, spec Value) Value {
	s, ok := t.Str(v)
	if !ok {
		return Value{}
	}
	return NewStr(s)
}
func Suggest(name string, c []string) string         { return "" }
func NewSet() *Set                                   { return &Set{} }
func (s *Set) Add(t *Thread, v Value) bool           { return true }
func (s *Set) Value() Value                          { return None }
func NewFrozenSetOf(m *Machine, items []Value) Value { return None }
func AsNamespace(t *Thread, d *Dict) *Dict           { return d }
