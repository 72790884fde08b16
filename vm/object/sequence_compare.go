package object

// compareItems compares two item lists lexicographically, as tuples do: the
// first pair that differs decides, else the lengths.
func (t *Thread) compareItems(op CompareOp, x, y []Value) Value {
	if len(x) != len(y) && (op == OpEq || op == OpNe) {
		return Bool(op == OpNe)
	}
	n := min(len(x), len(y))
	for i := range n {
		if x[i] == y[i] {
			continue
		}
		eq, ok := t.Equal(x[i], y[i])
		if !ok {
			return Value{}
		}
		if !eq {
			switch op {
			case OpEq:
				return False
			case OpNe:
				return True
			}
			return t.Compare(op, x[i], y[i])
		}
	}
	return Bool(ordered(op, int64(len(x)), int64(len(y))))
}
