package pickle

import (
	"github.com/aio-lang/aio/vm/object"
)

// unpickler is an Unpickler. What it was asked to do stands first, then what
// the load under way needs.
type unpickler struct {
	object.Opaque
	ready      bool // __init__ was called
	fixImports bool
	encoding   string
	errors     string
	buffers    value // iterator over the buffers out of band; nil for none
	file       input
	memo       map[int]value

	in    input
	stack []value
	marks []int // heights of the stack at the marks
	proto int
	// findClass and persistentLoad are the methods of a subclass; nil where
	// it has none of its own.
	findClass, persistentLoad value
}

func unpicklerOf(v value) *unpickler { return (*unpickler)(v.P) }

// setUp takes the arguments that Unpickler, load and loads have in common.
func (u *unpickler) setUp(t *thread, fn string, fixImports, encoding, errors, buffers value) bool {
	fix, ok := t.Truth(fixImports)
	if !ok {
		return false
	}
	u.fixImports = fix
	if u.encoding, ok = t.TextArg(fn, "'encoding'", encoding); !ok {
		return false
	}
	if u.errors, ok = t.TextArg(fn, "'errors'", errors); !ok {
		return false
	}
	u.buffers = value{}
	if !buffers.IsNone() && buffers != object.EmptyTuple {
		if u.buffers = t.Iter(buffers); u.buffers.P == nil {
			return false
		}
	}
	u.memo = map[int]value{}
	u.ready = true
	return true
}

func (u *unpickler) setFile(t *thread, file value) bool {
	u.file = input{t: t}
	if u.file.read = t.LookupAttr(file, t.M.Intern("read")); t.Exc.P == nil && u.file.read.P != nil {
		u.file.readline = t.LookupAttr(file, t.M.Intern("readline"))
	}
	if u.file.readline.P == nil && t.Exc.P == nil {
		t.TypeErrorf("file must have 'read' and 'readline' attributes")
	}
	return t.Exc.P == nil
}

// run runs a pickle and returns the object.
func (u *unpickler) run(t *thread, in input) value {
	in.t = t
	saved := [2]any{u.stack, u.marks}
	before, proto := u.in, u.proto
	u.in, u.stack, u.marks, u.proto = in, nil, nil, 0
	r := u.execute()
	u.in, u.stack, u.marks, u.proto = before, saved[0].([]value), saved[1].([]int), proto
	return r
}

func loads(t *thread, a []value) value {
	s, ok := t.BytesLike(a[0])
	if !ok {
		return value{}
	}
	if object.AsBytes(a[0]) == nil { // it may change while code of the script runs
		s = string([]byte(s))
	}
	u := &unpickler{}
	object.InitOpaque(&u.Opaque, t.M.TypeFor(&unpicklerDecl))
	if !u.setUp(t, "loads", a[1], a[2], a[3], a[4]) {
		return value{}
	}
	return u.run(t, input{data: s})
}

func load(t *thread, a []value) value {
	u := &unpickler{}
	object.InitOpaque(&u.Opaque, t.M.TypeFor(&unpicklerDecl))
	if !u.setFile(t, a[0]) || !u.setUp(t, "load", a[1], a[2], a[3], a[4]) {
		return value{}
	}
	return u.run(t, u.file)
}

var findClassDef = def{Sig: "find_class(self, module_name, global_name, /)", Doc: "Return the class or function of that name, importing its module.", Fn: func(t *thread, a []value) value {
	return unpicklerOf(a[0]).lookUp(t, a[1], a[2])
}}

var persistentLoadDef = def{Sig: "persistent_load(self, pid, /)", Doc: "Return the object that a persistent id stands for.", Fn: func(t *thread, a []value) value {
	cannotLoad(t, "A load persistent id instruction was encountered, but no persistent_load function was specified.")
	return value{}
}}

var unpicklerDecl = object.TypeDecl{
	Name: "_pickle.Unpickler", Kind: object.KindOpaque, Flags: object.TypeSolid,
	Doc: "Reads pickles from a file.\n\nfix_imports, encoding and errors are for pickles of Python 2; buffers gives what was pickled out of band.",
	New: &def{Sig: "__new__(cls, *args, **kwargs)", Doc: "Create and return a new object.", Fn: func(t *thread, a []value) value {
		u := &unpickler{memo: map[int]value{}}
		return object.InitOpaque(&u.Opaque, object.AsType(a[0]))
	}},
	Methods: []def{
		{Sig: "__init__(self, /, file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())", Doc: "Set what load() does.", Fn: func(t *thread, a []value) value {
			u := unpicklerOf(a[0])
			if !u.setFile(t, a[1]) || !u.setUp(t, "Unpickler", a[2], a[3], a[4], a[5]) {
				return value{}
			}
			return object.None
		}},
		{Sig: "load(self, /)", Doc: "Read a pickle and return the object.", Fn: unpicklerLoad},
		findClassDef,
		persistentLoadDef,
	},
	GetSets: []object.GetSetDef{{Name: "memo", Get: func(t *thread, v value) value {
		return object.NewOpaque(t.M.TypeFor(&unpicklerMemoDecl), unpicklerOf(v))
	}, Set: setUnpicklerMemo}},
}

func unpicklerLoad(t *thread, a []value) value {
	u := unpicklerOf(a[0])
	if !u.ready {
		cannotLoad(t, "Unpickler.__init__() was not called by %s.__init__()", t.M.TypeOf(a[0]).Name)
		return value{}
	}
	u.findClass, u.persistentLoad = value{}, value{}
	if t.M.TypeOf(a[0]).IsHeap() {
		own := func(name string, base *def) (value, bool) {
			f := t.GetAttr(a[0], t.M.Intern(name))
			if n := object.AsNative(f); n != nil && n.Def.Doc == base.Doc && n.Def.Sig == base.Sig {
				return value{}, true
			}
			return f, f.P != nil
		}
		var ok bool
		if u.findClass, ok = own("find_class", &findClassDef); !ok {
			return value{}
		}
		if u.persistentLoad, ok = own("persistent_load", &persistentLoadDef); !ok {
			return value{}
		}
	}
	return u.run(t, u.file)
}

// setUnpicklerMemo takes another unpickler's memo, or a dict as copy() gives it.
func setUnpicklerMemo(t *thread, v, x value) bool {
	if x.P == nil {
		t.TypeErrorf("attribute deletion is not supported")
		return false
	}
	memo := map[int]value{}
	if other, ok := object.Payload[*unpickler](x); ok {
		for i, item := range other.memo {
			memo[i] = item
		}
	} else if d := object.AsDict(x); d != nil {
		d.Each(func(k, item value) bool {
			if !object.IsIntLike(k) {
				t.TypeErrorf("memo key must be integers")
				return false
			}
			n, ok := t.SizeArg(k)
			if ok && n < 0 {
				t.ValueErrorf("memo key must be positive integers.")
				return false
			}
			memo[n] = item
			return ok
		})
	} else {
		t.TypeErrorf("'memo' attribute must be an UnpicklerMemoProxy object or dict, not %s", t.TypeName(x))
	}
	if t.Exc.P != nil {
		return false
	}
	unpicklerOf(v).memo = memo
	return true
}

// unpicklerMemoDecl is what Unpickler.memo shows.
var unpicklerMemoDecl = object.TypeDecl{
	Name: "_pickle.UnpicklerMemoProxy", Kind: object.KindOpaque, Flags: object.TypeNoNew | object.TypeNoSubclass,
	Methods: []def{
		{Sig: "clear(self, /)", Doc: "Forget all objects.", Fn: func(t *thread, a []value) value {
			u, _ := object.Payload[*unpickler](a[0])
			u.memo = map[int]value{}
			return object.None
		}},
		{Sig: "copy(self, /)", Doc: "Return a dict that maps numbers to objects.", Fn: func(t *thread, a []value) value { return unmemoDict(t, a[0]) }},
		{Sig: "__reduce__(self, /)", Doc: "Reduce to a dict.", Fn: func(t *thread, a []value) value {
			d := unmemoDict(t, a[0])
			if d.P == nil {
				return d
			}
			return object.TupleOf(t.M.Type(object.ShapeDict).Value(), object.TupleOf(d))
		}},
	},
}
