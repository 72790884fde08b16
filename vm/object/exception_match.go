package object

import "unsafe"

// What except, except* and raise do.

func (t *Thread) isExceptionClass(v Value) bool {
	ty := AsType(v)
	return ty != nil && ty.IsSubtypeOf(t.M.Type(ShapeBaseException))
}

// matchesAny reports whether exc is an instance of one of the classes.
func (t *Thread) matchesAny(exc Value, classes []Value) bool {
	ty := t.M.TypeOf(exc)
	for _, c := range classes {
		if ty.IsSubtypeOf(AsType(c)) {
			return true
		}
	}
	return false
}

// checkCatchable raises TypeError unless class is an exception class or a
// tuple of them.
func (t *Thread) checkCatchable(class Value) bool {
	ok := true
	if u := AsTuple(class); u != nil {
		for _, c := range u.Items {
			ok = ok && t.isExceptionClass(c)
		}
	} else {
		ok = t.isExceptionClass(class)
	}
	if !ok {
		t.TypeErrorf("catching classes that do not inherit from BaseException is not allowed")
	}
	return ok
}

// catches reports whether `except class:` takes exc; class has been checked.
func (t *Thread) catches(exc, class Value) bool {
	if u := AsTuple(class); u != nil {
		return t.matchesAny(exc, u.Items)
	}
	return t.M.TypeOf(exc).IsSubtypeOf(AsType(class))
}

// ExcMatch reports whether exc is caught by `except class:`, where class is a
// class or a tuple of them; ok is false with TypeError pending for anything
// else.
func (t *Thread) ExcMatch(exc, class Value) (match, ok bool) {
	if !t.checkCatchable(class) {
		return false, false
	}
	return t.catches(exc, class), true
}

// ExcGroupMatch splits exc for `except* class:`. match is nil where nothing
// matches, rest where nothing is left; a naked exception that matches is
// wrapped in a group.
func (t *Thread) ExcGroupMatch(exc, class Value) (match, rest Value, ok bool) {
	if !t.checkCatchable(class) {
		return Value{}, Value{}, false
	}
	groups := []Value{class}
	if u := AsTuple(class); u != nil {
		groups = u.Items
	}
	for _, c := range groups {
		if AsType(c).IsSubtypeOf(t.M.Type(ShapeBaseExceptionGroup)) {
			t.TypeErrorf("catching ExceptionGroup with except* is not allowed. Use except instead.")
			return Value{}, Value{}, false
		}
	}
	if exc.P == nil || exc.IsNone() {
		return Value{}, Value{}, true
	}
	e := AsException(exc)
	if t.catches(exc, class) {
		if t.M.IsGroup(e) {
			return exc, Value{}, true
		}
		return t.M.NewExceptionGroup("", []Value{exc}).Value(), Value{}, true
	}
	if !t.M.IsGroup(e) {
		return Value{}, exc, true
	}
	pair := t.CallMethod(exc, t.M.Intern("split"), class)
	if pair.P == nil {
		return pair, pair, false
	}
	u := AsTuple(pair)
	if u == nil {
		t.TypeErrorf("%s.split must return a tuple, not %s", t.TypeName(exc), t.TypeName(pair))
		return Value{}, Value{}, false
	}
	if len(u.Items) < 2 {
		t.TypeErrorf("%s.split must return a 2-tuple, got tuple of size %d", t.TypeName(exc), len(u.Items))
		return Value{}, Value{}, false
	}
	return given(u.Items[0]), given(u.Items[1]), true
}

// ExcGroupReraise gives what an except* statement over orig raises in the end:
// excs are the exceptions its handlers raised and the unhandled rest. None
// where nothing is left; nil with an exception pending on failure.
func (t *Thread) ExcGroupReraise(orig Value, excs []Value) Value {
	e := AsException(orig)
	var raised, reraised []Value
	for _, v := range excs {
		if v.P == nil || v.IsNone() {
			continue
		}
		if !t.M.IsGroup(e) {
			return v // it was wrapped for the one clause that could match it
		}
		if x := AsException(v); t.M.IsGroup(x) && sameOrigin(x, e) {
			reraised = append(reraised, v)
		} else {
			raised = append(raised, v)
		}
	}
	if len(reraised) > 0 {
		r := t.projectGroup(orig, reraised)
		if r.P == nil {
			return r
		}
		if !r.IsNone() {
			raised = append(raised, r)
		}
		if len(raised) == 1 && !r.IsNone() {
			return r
		}
	}
	switch len(raised) {
	case 0:
		return None
	case 1:
		return raised[0]
	}
	return t.M.NewExceptionGroup("", raised).Value()
}

// sameOrigin reports whether group x was split off e and not raised anew.
func sameOrigin(x, e *Exception) bool {
	return x.Base == e.Base && x.Cause == e.Cause && x.Context == e.Context &&
		len(x.Trace) == len(e.Trace) && unsafe.SliceData(x.Trace) == unsafe.SliceData(e.Trace)
}

// projectGroup is the part of a group whose leaves occur in the given groups.
func (t *Thread) projectGroup(group Value, keep []Value) Value {
	leaves := make(map[Value]bool)
	var collect func(v Value)
	collect = func(v Value) {
		members := AsException(v).Exceptions()
		if members == nil {
			leaves[v] = true
		}
		for _, m := range members {
			collect(m)
		}
	}
	for _, v := range keep {
		collect(v)
	}
	match, _, _ := t.splitGroup(group, func(v Value) (bool, bool) {
		return !t.M.IsGroup(AsException(v)) && leaves[v], true
	}, false)
	return match
}

// MakeException does what `raise class` and `raise instance` do to their
// operand: an instance is returned as it is, a class is called with args.
// TypeError unless the result derives from BaseException.
func (t *Thread) MakeException(class Value, args ...Value) *Exception {
	if e := AsException(class); e != nil {
		return e
	}
	if !t.isExceptionClass(class) {
		t.TypeErrorf("exceptions must derive from BaseException")
		return nil
	}
	ty := AsType(class)
	if ty.Shape == ShapeType && ty.Flags&(TypeAbstract|TypeHasDel) == 0 {
		if e := t.M.makePlain(ty, args); e != nil {
			return e
		}
	}
	v := t.Call(class, args...)
	if v.P == nil {
		return nil
	}
	e := AsException(v)
	if e == nil {
		c, ok := t.Repr(class)
		if !ok {
			return nil
		}
		if r, ok := t.Repr(t.M.TypeOf(v).Value()); ok {
			t.TypeErrorf("calling %s should have returned an instance of BaseException, not %s", c, r)
		}
	}
	return e
}
