package object

func (t *Thread) ASCII(v Value) (string, bool) { return t.Repr(v) }
func (t *Thread) Format(v, spec Value) Value {
	s, ok := t.Str(v)
	if !ok {
		return Value{}
	}
	return NewStr(s)
}
