package object

// Source is an iterator being drained, with its Next looked up once: what
// iterators over other iterables are made of.
type Source struct {
	It   Value
	next func(t *Thread, it Value) Value
}

// NewSource makes a source of an iterable; ok is false with an exception
// pending.
func NewSource(t *Thread, v Value) (s Source, ok bool) {
	it := t.Iter(v)
	if it.P == nil {
		return Source{}, false
	}
	return SourceOf(t, it), true
}

// SourceOf makes a source of an iterator.
func SourceOf(t *Thread, it Value) Source {
	s := Source{It: it, next: (*Thread).NextOrStop}
	if ty := t.M.TypeOf(it); ty.Next != nil && !ty.IsHeap() {
		s.next = ty.Next
	}
	return s
}

// Next returns the next item; nil without a pending exception at the end.
func (s *Source) Next(t *Thread) Value {
	v := s.next(t, s.It)
	if v.P == nil && t.Exc.P != nil {
		t.Catch(ShapeStopIteration)
	}
	return v
}

// IsNil reports whether there is no iterator at all.
func (s *Source) IsNil() bool { return s.It.P == nil }

// Sources makes a source of each iterable.
func Sources(t *Thread, iterables []Value) ([]Source, bool) {
	out := make([]Source, len(iterables))
	for i, v := range iterables {
		var ok bool
		if out[i], ok = NewSource(t, v); !ok {
			return nil, false
		}
	}
	return out, true
}

// sourceTuple is the tuple of first and the iterators, for __reduce__.
func sourceTuple(first []Value, srcs []Source) Value {
	items := append([]Value(nil), first...)
	for _, s := range srcs {
		items = append(items, s.It)
	}
	return NewTuple(items)
}

// InitOpaque completes the header of an object of a native type whose struct
// begins with an Opaque and goes on with its state: one allocation, and
// instances of subclasses have attributes. Natives of the type get back at the
// struct through the value's pointer.
func InitOpaque(o *Opaque, ty *Type) Value {
	o.Shape, o.Kind = ty.Shape0.ID, KindOpaque
	return FromHeader(&o.Header)
}
