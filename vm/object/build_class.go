package object

// BuildClass makes the class that a class statement defines: it resolves the
// bases' __mro_entries__, finds the metaclass and its __prepare__, has body
// run in the prepared namespace, and calls the metaclass.
//
// bases are the positional arguments after the name, kwNames and kwValues the
// keywords, `metaclass` among them. body runs the class body in ns; its result
// is the cell of __class__ where a method uses it, else nil.
func (t *Thread) BuildClass(name string, bases []Value, kwNames []*Str, kwValues []Value, body func(ns Value) (cell Value, ok bool)) Value {
	return t.NotImplementedf("class statements")
}
