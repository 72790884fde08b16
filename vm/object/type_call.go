package object

// CallType calls a class: type.__call__, or a metaclass's.
func (t *Thread) CallType(ty *Type, args []Value, names []*Str) Value {
	return t.NotImplementedf("calling a class")
}

// CallObject calls anything but a function of the script, which the executor
// has to call itself: natives, classes, bound methods, objects with __call__.
func (t *Thread) CallObject(callee Value, args []Value, names []*Str) Value {
	return t.NotImplementedf("calling an object")
}
