package inspect

import "github.com/aio-lang/aio/vm/object"

// The questions that a core type answers: whether isinstance says so, which
// believes what __class__ claims.
var kinds = []struct {
	name, doc string
	shape     uint32
}{
	{"ismodule", "Whether it is a module.", object.ShapeModule},
	{"isclass", "Whether it is a class.", object.ShapeType},
	{"ismethod", "Whether it is a bound method of a class of the script.", object.ShapeMethod},
	{"isfunction", "Whether it is a function of the script.", object.ShapeFunction},
	{"isgenerator", "Whether it is a generator.", object.ShapeGenerator},
	{"iscoroutine", "Whether it is a coroutine.", object.ShapeCoroutine},
	{"isasyncgen", "Whether it is an asynchronous generator.", object.ShapeAsyncGenerator},
	{"istraceback", "Whether it is a traceback.", object.ShapeTraceback},
	{"isframe", "Whether it is a frame.", object.ShapeFrame},
	{"iscode", "Whether it is a code object.", object.ShapeCode},
	{"isbuiltin", "Whether it is a builtin function or a bound builtin method.", object.ShapeBuiltinFunction},
	{"ismethodwrapper", "Whether it is a bound special method of a builtin type.", object.ShapeMethodWrapper},
	{"ismemberdescriptor", "Whether it is the descriptor of a slot.", object.ShapeMemberDescriptor},
	{"isgetsetdescriptor", "Whether it is an attribute that native code computes.", object.ShapeGetSetDescriptor},
}

// predicates declares the questions about what an object is.
func predicates() []object.Def {
	var defs []object.Def
	add := func(name, doc string, is func(t *object.Thread, v object.Value) (is, ok bool)) {
		defs = append(defs, object.Def{Sig: "def " + name + "(object)", Doc: doc, Fn: func(t *object.Thread, a []object.Value) object.Value {
			is, ok := is(t, a[0])
			if !ok {
				return object.Value{}
			}
			return object.Bool(is)
		}})
	}
	for _, k := range kinds {
		add(k.name, k.doc, func(t *object.Thread, v object.Value) (is, ok bool) { return isA(t, v, k.shape) })
	}
	add("ismethoddescriptor", "Whether it binds like a method, but is no method, function or class.", isMethodDescriptor)
	add("isdatadescriptor", "Whether it decides about assignment to an attribute.", isDataDescriptor)
	add("isroutine", "Whether it is any kind of function or method.", func(t *object.Thread, v object.Value) (is, ok bool) {
		is, ok = isAny(t, v, object.ShapeBuiltinFunction, object.ShapeFunction, object.ShapeMethod, object.ShapeMethodWrapper)
		if is || !ok {
			return is, ok
		}
		return isMethodDescriptor(t, v)
	})
	return defs
}

func isA(t *object.Thread, v object.Value, shape uint32) (is, ok bool) {
	return t.IsInstance(v, t.M.Type(shape).Value())
}

func isAny(t *object.Thread, v object.Value, shapes ...uint32) (is, ok bool) {
	for _, s := range shapes {
		if is, ok = isA(t, v, s); is || !ok {
			break
		}
	}
	return is, ok
}

// hasMethod reports whether the type of v has a special method.
func hasMethod(t *object.Thread, v object.Value, name *object.Str) bool {
	return t.M.Lookup(t.M.TypeOf(v), name).P != nil
}

func isMethodDescriptor(t *object.Thread, v object.Value) (is, ok bool) {
	is, ok = isAny(t, v, object.ShapeType, object.ShapeMethod, object.ShapeFunction)
	if is || !ok {
		return false, ok
	}
	n := object.Names()
	// a partial binds with a warning only, and does not count yet
	for _, c := range t.M.TypeOf(v).MRO {
		if c.Label() == "functools.partial" {
			return false, true
		}
	}
	return hasMethod(t, v, n.Get) && !hasMethod(t, v, n.Set) && !hasMethod(t, v, n.Delete), true
}

func isDataDescriptor(t *object.Thread, v object.Value) (is, ok bool) {
	is, ok = isAny(t, v, object.ShapeType, object.ShapeMethod, object.ShapeFunction)
	if is || !ok {
		return false, ok
	}
	n := object.Names()
	return hasMethod(t, v, n.Set) || hasMethod(t, v, n.Delete), true
}
