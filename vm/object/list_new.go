package object

// Short lists that are made with all their items hold them inline: one
// allocation instead of two takes 15 ns off a display or slice. A list that
// outgrows the place leaves it unused.
type listWith[T any] struct {
	List
	items T
}

// MakeList makes a list of n items, to be filled in before anybody sees it.
func MakeList(n int) (Value, []Value) {
	var l *List
	switch n {
	case 0:
		l = &List{}
	case 1:
		v := &listWith[[1]Value]{}
		l = &v.List
		l.Items = v.items[:n]
	case 2:
		v := &listWith[[2]Value]{}
		l = &v.List
		l.Items = v.items[:n]
	case 3:
		v := &listWith[[3]Value]{}
		l = &v.List
		l.Items = v.items[:n]
	case 4:
		v := &listWith[[4]Value]{}
		l = &v.List
		l.Items = v.items[:n]
	case 5, 6:
		v := &listWith[[6]Value]{}
		l = &v.List
		l.Items = v.items[:n]
	case 7, 8:
		v := &listWith[[8]Value]{}
		l = &v.List
		l.Items = v.items[:n]
	case 9, 10:
		v := &listWith[[10]Value]{}
		l = &v.List
		l.Items = v.items[:n]
	case 11, 12:
		v := &listWith[[12]Value]{}
		l = &v.List
		l.Items = v.items[:n]
	default:
		l = &List{Items: make([]Value, n)}
	}
	l.Header = Header{Shape: ShapeList, Kind: KindList}
	return FromHeader(&l.Header), l.Items
}

// CopyList makes a list of n of the items, from one of them on by step.
func CopyList(items []Value, from, step, n int) Value {
	v, to := MakeList(n)
	if step == 1 {
		copy(to, items[from:from+n])
		return v
	}
	for i := range to {
		to[i] = items[from+i*step]
	}
	return v
}
