package object

// Thread is one thread of execution as natives see it: the machine whose heap
// it works on, the pending exception, and the way to call back.
//
// Only the goroutine that holds the machine's baton may use it.
type Thread struct {
	M *Machine
	// Exc is the pending exception; nil when there is none. Swallowing one
	// is an explicit Clear.
	Exc  Value
	Exec Executor
	// args is the free part of the stack of native arguments.
	args    []Value
	scratch scratch
	// depth of natives that follow object structure (repr, ==, hash, copy);
	// see Enter.
	nesting int
	// objects whose repr is being computed, innermost last
	reprs []Value
}

// Executor is what natives need of the machine that runs bytecode.
type Executor interface {
	// Call calls any callable. The last len(names) of args are keyword
	// arguments. args may be reused by the caller after the call.
	Call(t *Thread, callee Value, args []Value, names []*Str) Value
	// Handled returns the exception being handled (sys.exception()), or nil.
	Handled(t *Thread) Value
	// Import imports a module by absolute dotted name and returns it (the
	// leaf, not the top-level package).
	Import(t *Thread, name string) Value
	// Where describes the innermost frame of the script, for warnings:
	// file name, line (1-based) and the module's globals. level 1 is the
	// running function, 2 its caller.
	Where(t *Thread, level int) (file string, line int, globals *Dict)
	// Globals returns the namespace of the running function, or nil.
	Globals(t *Thread) *Dict
	// Traceback returns e.__traceback__ (None when there is none).
	Traceback(t *Thread, e *Exception) Value
	// SetTraceback implements assignment to e.__traceback__.
	SetTraceback(t *Thread, e *Exception, tb Value) bool
	// Blocking lets go of the baton while f runs. f must not touch any Value.
	Blocking(t *Thread, f func())
}

// Begin makes t a thread of m whose callbacks go to exec.
func (t *Thread) Begin(m *Machine, exec Executor) {
	t.M, t.Exec = m, exec
	t.args = make([]Value, 1024)
}

// maxNesting bounds recursion of Go code over object structure, far below
// what would exhaust Go's stack (measured: 2 KB a level, limit 1 GB).
const maxNesting = 10000

// Enter guards a recursive native; every Enter that returned true is paired
// with Leave. On false RecursionError is pending.
func (t *Thread) Enter(where string) bool {
	if t.nesting >= maxNesting {
		t.Raise(ShapeRecursionError, "maximum recursion depth exceeded%s", where)
		return false
	}
	t.nesting++
	return true
}

// Leave ends what Enter began.
func (t *Thread) Leave() { t.nesting-- }

// Clear forgets the pending exception and returns it.
func (t *Thread) Clear() Value {
	e := t.Exc
	t.Exc = Value{}
	return e
}

// Call calls f with positional arguments.
func (t *Thread) Call(f Value, args ...Value) Value {
	// copied, so that the variadic slice need not be allocated
	space := t.args
	full := t.argSpace(len(args))
	copy(full, args)
	r := t.Exec.Call(t, f, full, nil)
	t.args = space
	return r
}

// CallNames calls f; the last len(names) of args are keyword arguments.
func (t *Thread) CallNames(f Value, args []Value, names []*Str) Value {
	return t.Exec.Call(t, f, args, names)
}

// CallWith calls f with lead before args, of which the last len(names) are
// keyword arguments.
func (t *Thread) CallWith(f Value, lead, args []Value, names []*Str) Value {
	space := t.args
	full := t.argSpace(len(lead) + len(args))
	copy(full[copy(full, lead):], args)
	r := t.Exec.Call(t, f, full, names)
	t.args = space
	return r
}

// CallMethod calls the attribute name of v. It raises AttributeError when
// there is none.
func (t *Thread) CallMethod(v Value, name *Str, args ...Value) Value {
	f := t.GetAttr(v, name)
	if f.P == nil {
		return f
	}
	return t.Call(f, args...)
}

// CallSpecial calls the method name looked up on v's type, as operators do.
// found is false, and nothing pending, when the type has no such method.
func (t *Thread) CallSpecial(v Value, name *Str, args ...Value) (result Value, found bool) {
	f := t.M.Lookup(t.M.TypeOf(v), name)
	if f.P == nil {
		return Value{}, false
	}
	return t.callUnbound(f, v, args), true
}

// callUnbound calls the class attribute f as a method of self.
func (t *Thread) callUnbound(f, self Value, args []Value) Value {
	plain := f.Kind() == KindFunction
	if f.Kind() == KindNative {
		s := f.Shape()
		plain = s == ShapeMethodDescriptor || s == ShapeWrapperDescriptor
	}
	if !plain {
		b := t.bindDescriptor(f, self, t.M.TypeOf(self))
		if b.P == nil {
			return b
		}
		return t.Call(b, args...)
	}
	space := t.args
	full := t.argSpace(len(args) + 1)
	full[0] = self
	copy(full[1:], args)
	var r Value
	switch {
	case f.Kind() != KindNative:
		r = t.Exec.Call(t, f, full, nil)
	case t.Enter(" while calling a Python object"): // natives may call each other in a circle
		r = (*Native)(f.P).callBound(t, full, nil)
		t.Leave()
	}
	t.args = space
	return r
}

// Special looks name up on v's type and binds it to v; nil without a pending
// exception when the type has no such method.
func (t *Thread) Special(v Value, name *Str) Value {
	ty := t.M.TypeOf(v)
	f := t.M.Lookup(ty, name)
	if f.P == nil {
		return f
	}
	return t.bindDescriptor(f, v, ty)
}
