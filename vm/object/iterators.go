package object

// iterState is the state of a native iterator over Seq.
type iterState struct {
	seq   Value
	index int
}

// newIterator makes a native iterator of a core iterator type.
func newIterator(shape uint32, state any) Value {
	return FromHeader(&(&Opaque{Header: Header{Shape: shape, Kind: KindOpaque}, Data: state}).Header)
}

// newSequenceIterator iterates over an object with __getitem__ by index until
// IndexError.
func newSequenceIterator(t *Thread, v Value) Value {
	return newIterator(ShapeSequenceIterator, &iterState{seq: v})
}

func sequenceIteratorNext(t *Thread, it Value) Value {
	s, _ := Payload[*iterState](it)
	if s.seq.P == nil {
		return Value{}
	}
	v := t.GetItem(s.seq, Int(int64(s.index)))
	if v.P == nil {
		if t.Catch(ShapeIndexError) != nil || t.Catch(ShapeStopIteration) != nil {
			s.seq = Value{}
		}
		return Value{}
	}
	s.index++
	return v
}

func iteratorTypes() []*TypeDecl {
	return []*TypeDecl{
		{Shape: ShapeSequenceIterator, Name: "iterator", Kind: KindOpaque, Flags: TypeNoSubclass | TypeNoNew, Next: sequenceIteratorNext},
	}
}
