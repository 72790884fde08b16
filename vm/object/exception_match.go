package object

// ExcMatch reports whether exc is caught by `except class:`, where class is a
// class or a tuple of them; ok is false with TypeError pending for anything
// else.
func (t *Thread) ExcMatch(exc, class Value) (match, ok bool) {
	t.NotImplementedf("except clauses")
	return false, false
}

// ExcGroupMatch splits exc for `except* class:`. match is nil where nothing
// matches, rest where nothing is left; a naked exception that matches is
// wrapped in a group.
func (t *Thread) ExcGroupMatch(exc, class Value) (match, rest Value, ok bool) {
	t.NotImplementedf("except* clauses")
	return Value{}, Value{}, false
}

// ExcGroupReraise gives what an except* statement over orig raises in the end:
// excs are the exceptions its handlers raised and the unhandled rest. None
// where nothing is left; nil with an exception pending on failure.
func (t *Thread) ExcGroupReraise(orig Value, excs []Value) Value {
	return t.NotImplementedf("except* clauses")
}

// MakeException does what `raise class` and `raise instance` do to their
// operand: an instance is returned as it is, a class is called with args.
// TypeError unless the result derives from BaseException.
func (t *Thread) MakeException(class Value, args ...Value) *Exception {
	t.NotImplementedf("raise")
	return nil
}
