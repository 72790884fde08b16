package object

import "fmt"

// Exception groups (PEP 654): construction, and splitting by a condition.

// Exceptions are the members of an exception group; nil for any other
// exception.
func (e *Exception) Exceptions() []Value {
	if u := AsTuple(e.Field(FieldExceptions)); u != nil {
		return u.Items
	}
	return nil
}

// IsGroup reports whether e is an exception group.
func (m *Machine) IsGroup(e *Exception) bool {
	return m.TypeOf(e.Value()).IsSubtypeOf(m.Type(ShapeBaseExceptionGroup))
}

// NewExceptionGroup makes a group with the message and members, which are
// exceptions all and at least one; its args keep them as CPython does.
func (m *Machine) NewExceptionGroup(message string, members []Value) *Exception {
	shape := uint32(ShapeExceptionGroup)
	for _, v := range members {
		if !m.TypeOf(v).IsSubtypeOf(m.Type(ShapeException)) {
			shape = ShapeBaseExceptionGroup
		}
	}
	tuple := NewTuple(append([]Value(nil), members...))
	e := NewException(shape, NewStr(message), tuple)
	e.SetField(FieldMessage, e.ArgValues()[0])
	e.SetField(FieldExceptions, tuple)
	return e
}

var exceptionGroupNewDef = Def{"__new__(cls, /, *args, **kwargs)", "Create and return a new object.  See help(type) for accurate signature.", func(t *Thread, a []Value) Value {
	ty, args := AsType(a[0]), AsTuple(a[1]).Items
	if len(args) != 2 {
		return t.TypeErrorf("BaseExceptionGroup.__new__() takes exactly 2 arguments (%d given)", len(args))
	}
	if !args[0].IsStr() {
		return t.TypeErrorf("BaseExceptionGroup.__new__() argument 1 must be str, not %s", t.TypeName(args[0]))
	}
	if !t.isSequence(args[1]) {
		return t.TypeErrorf("second argument (exceptions) must be a sequence")
	}
	members, ok := t.Collect(args[1])
	if !ok {
		return Value{}
	}
	if len(members) == 0 {
		return t.ValueErrorf("second argument (exceptions) must be a non-empty sequence")
	}
	exception := t.M.Type(ShapeException)
	bare := false // some member is a BaseException only
	for i, v := range members {
		if AsException(v) == nil {
			return t.ValueErrorf("Item %d of second argument (exceptions) is not an exception", i)
		}
		bare = bare || !t.M.TypeOf(v).IsSubtypeOf(exception)
	}
	switch {
	case ty.Shape0.ID == ShapeBaseExceptionGroup:
		if !bare {
			ty = t.M.Type(ShapeExceptionGroup)
		}
	case bare && ty.Shape0.ID == ShapeExceptionGroup:
		return t.TypeErrorf("Cannot nest BaseExceptions in an ExceptionGroup")
	case bare && ty.IsSubtypeOf(exception):
		return t.TypeErrorf("Cannot nest BaseExceptions in '%s'", ty.Label())
	}
	e := newExceptionOf(ty, a[1])
	e.SetField(FieldMessage, args[0])
	e.SetField(FieldExceptions, NewTuple(members))
	return e.Value()
}}

// isSequence is PySequence_Check: has __getitem__, and is no dict.
func (t *Thread) isSequence(v Value) bool {
	return v.Kind() != KindDict && t.M.Lookup(t.M.TypeOf(v), names.GetItem).P != nil
}

// derive calls e.derive(members) and gives the result what belongs to e:
// traceback, cause, context and a copy of the notes. None for no members.
func (t *Thread) deriveGroup(e *Exception, members []Value) Value {
	if len(members) == 0 {
		return None
	}
	r := t.CallMethod(e.Value(), t.M.Intern("derive"), NewList(members))
	if r.P == nil {
		return r
	}
	g := AsException(r)
	if g == nil || !t.M.IsGroup(g) {
		return t.TypeErrorf("derive must return an instance of BaseExceptionGroup")
	}
	g.Trace, g.Base = e.Trace[:len(e.Trace):len(e.Trace)], e.Base
	g.Context, g.Cause, g.SuppressContext = e.Context, e.Cause, true
	notes := t.LookupAttr(e.Value(), names.Notes)
	if notes.P == nil {
		if t.Exc.P != nil {
			return notes
		}
		return r
	}
	if t.isSequence(notes) {
		items, ok := t.Collect(notes)
		if !ok || !t.SetAttr(r, names.Notes, NewList(items)) {
			return Value{}
		}
	}
	return r
}

// condition tells whether an exception of a group belongs to the wanted part.
type condition func(e Value) (match, ok bool)

// splitGroup cuts v in the part that fulfils cond and the rest; each is None
// where it is empty, and rest is nil when it was not asked for.
func (t *Thread) splitGroup(v Value, cond condition, wantRest bool) (match, rest Value, ok bool) {
	is, ok := cond(v)
	if !ok {
		return Value{}, Value{}, false
	}
	if is {
		return v, None, true
	}
	e := AsException(v)
	if !t.M.IsGroup(e) {
		return None, v, true
	}
	if !t.Enter(" in exceptiongroup_split_recursive") {
		return Value{}, Value{}, false
	}
	defer t.Leave()
	var matches, rests []Value
	for _, member := range e.Exceptions() {
		m, r, ok := t.splitGroup(member, cond, wantRest)
		if !ok {
			return Value{}, Value{}, false
		}
		if !m.IsNone() {
			matches = append(matches, m)
		}
		if !r.IsNone() {
			rests = append(rests, r)
		}
	}
	if match = t.deriveGroup(e, matches); match.P == nil {
		return Value{}, Value{}, false
	}
	rest = None
	if wantRest {
		if rest = t.deriveGroup(e, rests); rest.P == nil {
			return Value{}, Value{}, false
		}
	}
	return match, rest, true
}

// groupCondition makes the condition that split() and subgroup() are given: an
// exception class, a tuple of them, or a predicate.
func (t *Thread) groupCondition(v Value) condition {
	if t.isExceptionClass(v) {
		return func(e Value) (bool, bool) { return t.M.TypeOf(e).IsSubtypeOf(AsType(v)), true }
	}
	if v.Kind() != KindType && t.IsCallable(v) {
		return func(e Value) (bool, bool) {
			r := t.Call(v, e)
			if r.P == nil {
				return false, false
			}
			return t.Truth(r)
		}
	}
	if u := AsTuple(v); u != nil {
		all := true
		for _, c := range u.Items {
			all = all && t.isExceptionClass(c)
		}
		if all {
			return func(e Value) (bool, bool) { return t.matchesAny(e, u.Items), true }
		}
	}
	t.TypeErrorf("expected an exception type, a tuple of exception types, or a callable (other than a class)")
	return nil
}

func groupSplit(t *Thread, a []Value) Value {
	cond := t.groupCondition(a[1])
	if cond == nil {
		return Value{}
	}
	match, rest, ok := t.splitGroup(a[0], cond, true)
	if !ok {
		return Value{}
	}
	return TupleOf(match, rest)
}

func groupSubgroup(t *Thread, a []Value) Value {
	cond := t.groupCondition(a[1])
	if cond == nil {
		return Value{}
	}
	match, _, _ := t.splitGroup(a[0], cond, false)
	return match
}

func groupStr(t *Thread, a []Value) Value {
	e := exceptionOf(a[0])
	msg, ok := t.Str(orNone(e.Field(FieldMessage)))
	if !ok {
		return Value{}
	}
	n := len(e.Exceptions())
	return NewStr(fmt.Sprintf("%s (%d sub-exception%s)", msg, n, plural(n)))
}

func detailBaseExceptionGroup(d *TypeDecl) {
	d.New = &exceptionGroupNewDef
	d.Methods = []Def{
		{"__str__(self, /)", "Return str(self).", groupStr},
		{exceptionInitSig, exceptionInitDoc, baseExceptionInit},
		{"derive(self, object, /)", "Make a group with the same message around other exceptions.", func(t *Thread, a []Value) Value {
			return t.Call(t.M.Type(ShapeBaseExceptionGroup).Value(), orNone(exceptionOf(a[0]).Field(FieldMessage)), a[1])
		}},
		{"split(self, object, /)", "Cut the group in what fulfils the condition and the rest.", groupSplit},
		{"subgroup(self, object, /)", "The part of the group that fulfils the condition.", groupSubgroup},
	}
	d.Class = []Def{{"__class_getitem__(cls, object, /)", "See PEP 585.", func(t *Thread, a []Value) Value {
		return NewGenericAlias(t, a[0], a[1])
	}}}
	readOnly := func(name string, f Field, doc string) GetSetDef {
		g := fieldMember(name, f, doc)
		g.Set = nil
		return g
	}
	d.Members = []GetSetDef{
		readOnly("message", FieldMessage, "exception message"),
		readOnly("exceptions", FieldExceptions, "nested exceptions"),
	}
}
