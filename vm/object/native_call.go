package object

// Call calls the native with args, of which the last len(names) are keyword
// arguments. n.Self, if any, is not part of args.
func (n *Native) Call(t *Thread, args []Value, names []*Str) Value {
	if n.Self.P != nil {
		space := t.args
		full := t.argSpace(len(args) + 1)
		full[0] = n.Self
		copy(full[1:], args)
		r := n.callBound(t, full, names)
		t.args = space
		return r
	}
	return n.callBound(t, args, names)
}

func (n *Native) callBound(t *Thread, args []Value, names []*Str) Value {
	if int(n.Exact) == len(args) && len(names) == 0 {
		if n.Owner != nil && !n.checkSelf(t, args) {
			return Value{}
		}
		return n.Fn(t, args)
	}
	if n.Quick != nil && len(names) == 0 {
		if n.Owner != nil && !n.checkSelf(t, args) {
			return Value{}
		}
		if r := n.Quick(t, args); r.P != nil || t.Exc.P != nil {
			return r
		}
	}
	space := t.args
	full, ok := n.Bind(t, t.argSpace(len(n.Signature(t).Params))[:0], args, names)
	var r Value
	if ok {
		r = n.Fn(t, full)
	}
	t.args = space
	return r
}

// argSpace takes n Values from the stack of native arguments, which spares an
// allocation a call; the caller puts t.args back afterwards.
func (t *Thread) argSpace(n int) []Value {
	if len(t.args) < n {
		t.args = make([]Value, max(1024, 2*n))
	}
	full := t.args[:n:n]
	t.args = t.args[n:]
	return full
}

// Missing returns the defaults that a call with so many positional arguments
// takes; ok is false where that is not all there is to binding them.
func (n *Native) Missing(t *Thread, args int) (rest []Value, ok bool) {
	s := n.Signature(t)
	if s.defaults == nil || args < s.Required || args > s.nPos || n.Quick != nil || n.Self.P != nil {
		return nil, false
	}
	return s.defaults[args-s.Required:], true
}

// CallPositional calls a function, or a method whose receiver is known to be of
// its type, with positional arguments alone. Binding defaults here, without
// looking at the receiver and the names, takes 20 ns off s.split() and its kin.
func (n *Native) CallPositional(t *Thread, args []Value) Value {
	if int(n.Exact) == len(args) && n.Self.P == nil {
		return n.Fn(t, args)
	}
	if n.Quick != nil {
		if r := n.Quick(t, args); r.P != nil || t.Exc.P != nil {
			return r
		}
	}
	s := n.Signature(t)
	if s.defaults == nil || len(args) < s.Required || len(args) > s.nPos || n.Self.P != nil {
		return n.Call(t, args, nil)
	}
	space := t.args
	full := t.argSpace(s.nPos)
	for i, v := range args {
		full[i] = v
	}
	for i, v := range s.defaults[len(args)-s.Required:] {
		full[len(args)+i] = v
	}
	r := n.Fn(t, full)
	t.args = space
	return r
}
