package collections

import "github.com/aio-lang/aio/vm/object"

// Deque is a double-ended queue: a ring of items in a buffer whose size is a
// power of two.
type Deque struct {
	object.Opaque
	buf    []value
	head   int // place of the first item in buf
	n      int
	maxlen int // -1: no limit
	state  uint64
}

// AsDeque returns the deque v is, subclasses included, or nil.
func AsDeque(v value) *Deque {
	d, _ := object.Payload[*Deque](v)
	return d
}

func dequeOf(v value) *Deque { return (*Deque)(v.P) }

// at returns the place of item i.
func (d *Deque) at(i int) *value { return &d.buf[(d.head+i)&(len(d.buf)-1)] }

// Len is the number of items.
func (d *Deque) Len() int { return d.n }

// grow makes room for one more item.
func (d *Deque) grow() {
	if d.n < len(d.buf) {
		return
	}
	d.resize(max(8, 2*len(d.buf)))
}

func (d *Deque) resize(size int) {
	buf := make([]value, size)
	n := copy(buf, d.buf[d.head:min(d.head+d.n, len(d.buf))])
	copy(buf[n:], d.buf[:d.n-n])
	d.buf, d.head = buf, 0
}

// Append adds v at the right end; at the limit the leftmost item goes.
func (d *Deque) Append(v value) {
	d.state++
	if d.maxlen == 0 {
		return
	}
	d.grow()
	*d.at(d.n) = v
	d.n++
	if d.n > d.maxlen && d.maxlen >= 0 {
		d.PopLeft()
	}
}

// AppendLeft adds v at the left end; at the limit the rightmost item goes.
func (d *Deque) AppendLeft(v value) {
	d.state++
	if d.maxlen == 0 {
		return
	}
	d.grow()
	d.head = (d.head - 1) & (len(d.buf) - 1)
	d.n++
	*d.at(0) = v
	if d.n > d.maxlen && d.maxlen >= 0 {
		d.Pop()
	}
}

// Pop removes the rightmost item; the deque must not be empty.
func (d *Deque) Pop() value {
	p := d.at(d.n - 1)
	v := *p
	*p = value{}
	d.n--
	d.state++
	d.shrink()
	return v
}

// PopLeft removes the leftmost item; the deque must not be empty.
func (d *Deque) PopLeft() value {
	p := d.at(0)
	v := *p
	*p = value{}
	d.head = (d.head + 1) & (len(d.buf) - 1)
	d.n--
	d.state++
	d.shrink()
	return v
}

// shrink gives memory back after most items have gone.
func (d *Deque) shrink() {
	if len(d.buf) > 1024 && d.n < len(d.buf)/8 {
		d.resize(len(d.buf) / 4)
	}
}

func (d *Deque) clear() {
	d.buf, d.head, d.n = nil, 0, 0
	d.state++
}

// rotate moves the last k items to the front; k may be negative.
func (d *Deque) rotate(k int) {
	if d.n < 2 {
		return
	}
	k %= d.n
	switch {
	case k > d.n/2:
		k -= d.n
	case k < -d.n/2:
		k += d.n
	}
	mask := len(d.buf) - 1
	for ; k > 0; k-- {
		from := d.at(d.n - 1)
		v := *from
		*from = value{}
		d.head = (d.head - 1) & mask
		*d.at(0) = v
	}
	for ; k < 0; k++ {
		from := d.at(0)
		v := *from
		*from = value{}
		d.head = (d.head + 1) & mask
		*d.at(d.n - 1) = v
	}
	d.state++
}

// remove deletes item i by moving the items of the shorter side.
func (d *Deque) remove(i int) {
	if i < d.n/2 {
		for ; i > 0; i-- {
			*d.at(i) = *d.at(i - 1)
		}
		d.PopLeft()
		return
	}
	for ; i < d.n-1; i++ {
		*d.at(i) = *d.at(i + 1)
	}
	d.Pop()
}

// items returns a copy of the items in order.
func (d *Deque) items() []value {
	out := make([]value, d.n)
	for i := range out {
		out[i] = *d.at(i)
	}
	return out
}

// extend adds the items of an iterable with add.
func (d *Deque) extend(t *thread, v value, add func(*Deque, value)) bool {
	if v == object.FromHeader(&d.Header) {
		v = object.NewList(d.items())
	}
	src, ok := object.NewSource(t, v)
	if !ok {
		return false
	}
	for {
		x := src.Next(t)
		if x.P == nil {
			return t.Exc.P == nil
		}
		add(d, x)
	}
}

// find returns the index of the first item in [start, stop) that is v or
// equals it, or -1; false with an exception pending, of the given class where a
// comparison changed the deque.
func (d *Deque) find(t *thread, v value, start, stop int, changed uint32) (int, bool) {
	state := d.state
	for i := start; i < min(stop, d.n); i++ {
		eq, ok := t.Equal(*d.at(i), v)
		if !ok {
			return -1, false
		}
		if d.state != state {
			t.Raise(changed, "deque mutated during iteration")
			return -1, false
		}
		if eq {
			return i, true
		}
	}
	return -1, true
}

func newDeque(cls *object.Type, maxlen int) (*Deque, value) {
	d := &Deque{maxlen: maxlen}
	d.Data = d // for AsDeque
	return d, object.InitOpaque(&d.Opaque, cls)
}
