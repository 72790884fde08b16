package object

import "strconv"

// ReprEnter begins the repr of a container; false when that container's repr
// is already being computed, so that it has to be cut short ("[...]"). Each
// ReprEnter that returned true is paired with ReprLeave.
func (t *Thread) ReprEnter(v Value) bool {
	for i := len(t.reprs) - 1; i >= 0; i-- {
		if t.reprs[i] == v {
			return false
		}
	}
	t.reprs = append(t.reprs, v)
	return true
}

// ReprLeave ends what ReprEnter began.
func (t *Thread) ReprLeave() {
	n := len(t.reprs) - 1
	t.reprs[n] = Value{}
	t.reprs = t.reprs[:n]
}

// AppendRepr appends repr(v).
func (t *Thread) AppendRepr(b []byte, v Value) ([]byte, bool) {
	if v.IsInt() {
		return strconv.AppendInt(b, int64(v.N), 10), true
	}
	s, ok := t.Repr(v)
	return append(b, s...), ok
}

// appendItems appends the reprs of items separated by commas.
func (t *Thread) appendItems(b []byte, items *[]Value) ([]byte, bool) {
	for i := 0; i < len(*items); i++ {
		if i > 0 {
			b = append(b, ", "...)
		}
		var ok bool
		if b, ok = t.AppendRepr(b, (*items)[i]); !ok {
			return nil, false
		}
	}
	return b, true
}
