package pickle

import (
	"unsafe"

	"github.com/aio-lang/aio/vm/object"
)

// persistentIDDef is the persistent_id of the class itself, which a pickler
// need not ask.
var persistentIDDef = def{Sig: "persistent_id(self, obj, /)", Doc: "Return what stands for an object in the pickle, or None.", Fn: func(t *thread, a []value) value {
	return object.None
}}

var picklerDecl = object.TypeDecl{
	Name: "_pickle.Pickler", Kind: object.KindOpaque, Flags: object.TypeSolid,
	Doc: "Writes pickles of objects to a file.\n\nprotocol says which format; None is the default, a negative number the highest.\n" +
		"With fix_imports protocols below 3 have the names of Python 2's modules.\nbuffer_callback gets the buffers that are to go out of band.",
	New: &def{Sig: "__new__(cls, *args, **kwargs)", Doc: "Create and return a new object.", Fn: func(t *thread, a []value) value {
		p := &pickler{memo: newMemo()}
		return object.InitOpaque(&p.Opaque, object.AsType(a[0]))
	}},
	Methods: []def{
		{Sig: "__init__(self, /, file, protocol=None, fix_imports=True, buffer_callback=None)", Doc: "Set what dump() does.", Fn: func(t *thread, a []value) value {
			p := picklerOf(a[0])
			if !p.setUp(t, a[2], a[3], a[4]) || !p.setFile(t, a[1]) {
				return value{}
			}
			if p.table = t.LookupAttr(a[0], t.M.Intern("dispatch_table")); t.Exc.P != nil {
				return value{}
			}
			return object.None
		}},
		{Sig: "dump(self, obj, /)", Doc: "Write a pickle of an object.", Fn: picklerDump},
		{Sig: "clear_memo(self, /)", Doc: "Forget the objects that were pickled before.", Fn: func(t *thread, a []value) value {
			picklerOf(a[0]).memo = newMemo()
			return object.None
		}},
		persistentIDDef,
	},
	Members: []object.GetSetDef{
		{Name: "bin", Get: func(t *thread, v value) value {
			if picklerOf(v).protocol > 0 {
				return object.Int(1)
			}
			return object.Int(0)
		}},
		{Name: "fast", Get: func(t *thread, v value) value { return object.Int(picklerOf(v).fast) }, Set: func(t *thread, v, x value) bool {
			if x.P == nil {
				t.TypeErrorf("can't delete numeric/char attribute")
				return false
			}
			n, ok := t.IntArg(x)
			if ok {
				picklerOf(v).fast = int64(n)
			}
			return ok
		}},
		{Name: "dispatch_table", Get: func(t *thread, v value) value {
			if d := picklerOf(v).table; d.P != nil {
				return d
			}
			return t.Raise(object.ShapeAttributeError, "'%s' object has no attribute 'dispatch_table'", t.M.TypeOf(v).Label())
		}, Set: func(t *thread, v, x value) bool {
			picklerOf(v).table = x
			return true
		}},
	},
	GetSets: []object.GetSetDef{{Name: "memo", Get: func(t *thread, v value) value {
		return object.NewOpaque(t.M.TypeFor(&picklerMemoDecl), picklerOf(v))
	}, Set: setPicklerMemo}},
}

// setPicklerMemo takes another pickler's memo, or a dict as copy() gives it.
func setPicklerMemo(t *thread, v, x value) bool {
	p := picklerOf(v)
	if x.P == nil {
		t.TypeErrorf("attribute deletion is not supported")
		return false
	}
	if other, ok := object.Payload[*pickler](x); ok {
		m := newMemo()
		for i, item := range other.memo.items {
			m.items = append(m.items, item)
			m.index[item.P] = i
		}
		p.memo = m
		return true
	}
	d := object.AsDict(x)
	if d == nil {
		t.TypeErrorf("'memo' attribute must be a PicklerMemoProxy object or dict, not %s", t.TypeName(x))
		return false
	}
	m := newMemo()
	d.Each(func(k, pair value) bool {
		u := object.AsTuple(pair)
		if u == nil || len(u.Items) != 2 {
			t.TypeErrorf("'memo' values must be 2-item tuples")
			return false
		}
		n, ok := t.SizeArg(u.Items[0])
		if ok {
			m.index[u.Items[1].P] = n
			m.items = append(m.items, u.Items[1])
		}
		return ok
	})
	if t.Exc.P != nil {
		return false
	}
	p.memo = m
	return true
}

// picklerMemoDecl is what Pickler.memo shows.
var picklerMemoDecl = object.TypeDecl{
	Name: "_pickle.PicklerMemoProxy", Kind: object.KindOpaque, Flags: object.TypeNoNew | object.TypeNoSubclass,
	Methods: []def{
		{Sig: "clear(self, /)", Doc: "Forget all objects.", Fn: func(t *thread, a []value) value {
			p, _ := object.Payload[*pickler](a[0])
			p.memo = newMemo()
			return object.None
		}},
		{Sig: "copy(self, /)", Doc: "Return a dict that maps ids to (number, object).", Fn: func(t *thread, a []value) value { return memoDict(t, a[0]) }},
		{Sig: "__reduce__(self, /)", Doc: "Reduce to a dict.", Fn: func(t *thread, a []value) value {
			d := memoDict(t, a[0])
			if d.P == nil {
				return d
			}
			return object.TupleOf(t.M.Type(object.ShapeDict).Value(), object.TupleOf(d))
		}},
	},
}

func memoDict(t *thread, v value) value {
	p, _ := object.Payload[*pickler](v)
	d := object.NewDict()
	for _, item := range p.memo.items {
		if !d.Set(t, object.ID(item), object.TupleOf(object.Int(int64(p.memo.index[item.P])), item)) {
			return value{}
		}
	}
	return d.Value()
}

// enterFast notes a container of fast mode; false with an exception pending
// where it contains itself.
func (p *pickler) enterFast(v value) bool {
	if p.fast == 0 {
		return true
	}
	if p.fastSeen[v.P] {
		p.t.ValueErrorf("fast mode: can't pickle cyclic objects including object type %s at %s", p.t.TypeName(v), object.Address(v))
		return false
	}
	if p.fastSeen == nil {
		p.fastSeen = map[unsafe.Pointer]bool{}
	}
	p.fastSeen[v.P] = true
	return true
}

func (p *pickler) leaveFast(v value) { delete(p.fastSeen, v.P) }
