package functools

import "github.com/aio-lang/aio/vm/object"

// lru is a function with a cache of its results, as lru_cache makes it.
//
// Keys are what CPython makes them: a lone int or str argument itself, else a
// tuple of the arguments, of a mark and the keyword arguments where there are
// any, and of their types where typed.
//
// Without a limit the cache maps a key to its result. With one it maps the key
// to an entry in a ring, the least recently used after the root.
type lru struct {
	object.Opaque
	f            value
	info         value // makes the result of cache_info
	cache        *object.Dict
	root         *entry
	maxsize      int // -1: no limit
	typed        bool
	hits, misses int
}

// entry is one cached result. It is an object, to be a value of the cache's
// dict; the script never sees it.
type entry struct {
	object.Opaque
	prev, next  *entry
	key, result value
	hash        uint64
}

var entryDecl = typeDecl{Name: "functools._lru_list_elem", Kind: object.KindOpaque, Flags: object.TypeNoSubclass | object.TypeNoNew}

func (e *entry) unlink() { e.prev.next, e.next.prev = e.next, e.prev }

// linkBefore makes e the most recently used of the ring.
func (e *entry) linkBefore(root *entry) {
	e.prev, e.next = root.prev, root
	e.prev.next, root.prev = e, e
}

var lruDecl = typeDecl{
	Name: "functools._lru_cache_wrapper", Kind: object.KindOpaque, Flags: object.TypeHasDict,
	Doc: "Create a cached callable that wraps another function.\n\nuser_function:      the function being cached\n\nmaxsize:  0         for no caching\n          None      for unlimited cache size\n          n         for a bounded cache\n\ntyped:    False     cache f(3) and f(3.0) as identical calls\n          True      cache f(3) and f(3.0) as distinct calls\n\ncache_info_type:    namedtuple class with the fields:\n                        hits misses currsize maxsize",
	New: &def{Sig: "__new__(cls, user_function, maxsize, typed, cache_info_type)", Doc: "Create a cached callable.", Fn: lruNew},
	Methods: []def{
		{Sig: "__call__(self, /, *args, **kwargs)", Doc: "Call self as a function.", Fn: callApplied(lruApply)},
		{Sig: "cache_info(self, /)", Doc: "Report cache statistics", Fn: func(t *thread, a []value) value {
			c := (*lru)(a[0].P)
			max := object.None
			if c.maxsize >= 0 {
				max = object.Int(int64(c.maxsize))
			}
			return t.Call(c.info, object.Int(int64(c.hits)), object.Int(int64(c.misses)), max, object.Int(int64(c.cache.Len())))
		}},
		{Sig: "cache_clear(self, /)", Doc: "Clear the cache and cache statistics", Fn: func(t *thread, a []value) value {
			c := (*lru)(a[0].P)
			c.cache.Clear()
			c.root.prev, c.root.next = c.root, c.root
			c.hits, c.misses = 0, 0
			return object.None
		}},
		{Sig: "__get__(self, instance, owner=None, /)", Doc: "Return an attribute of instance, which is of type owner.", Fn: func(t *thread, a []value) value {
			if a[1].IsNone() {
				return a[0]
			}
			return object.NewBoundMethod(a[0], a[1])
		}},
		{Sig: "__reduce__(self, /)", Doc: "Return state information for pickling.", Fn: func(t *thread, a []value) value {
			return t.GetAttr(a[0], object.Names().QualName)
		}},
		{Sig: "__copy__(self, /)", Doc: "Return the function itself.", Fn: func(t *thread, a []value) value { return a[0] }},
		{Sig: "__deepcopy__(self, memo, /)", Doc: "Return the function itself.", Fn: func(t *thread, a []value) value { return a[0] }},
	},
	Apply:   lruApply,
	GetSets: []getSet{object.DictGetSet},
}

// lruNew is _lru_cache_wrapper.__new__.
func lruNew(t *thread, a []value) value {
	if !t.IsCallable(a[1]) {
		return t.TypeErrorf("the first argument must be callable")
	}
	c := &lru{f: a[1], info: a[4], cache: object.NewDict(), root: &entry{}, maxsize: -1}
	c.root.prev, c.root.next = c.root, c.root
	var ok bool
	if !a[2].IsNone() {
		if !object.IsIntLike(a[2]) && t.M.Lookup(t.M.TypeOf(a[2]), object.Names().Index).P == nil {
			return t.TypeErrorf("maxsize should be integer or None")
		}
		if c.maxsize, ok = t.IndexInt(a[2]); !ok {
			return value{}
		}
		c.maxsize = max(c.maxsize, 0)
	}
	if c.typed, ok = t.Truth(a[3]); !ok {
		return value{}
	}
	return object.InitOpaque(&c.Opaque, class(a))
}

// key makes the key of a call. args ends in the keyword arguments.
func (c *lru) key(t *thread, args []value, names []*object.Str) value {
	if len(names) == 0 && !c.typed {
		if len(args) == 1 && (args[0].IsInt() || args[0].Shape() == object.ShapeStr) {
			return args[0]
		}
		return object.TupleOf(args...)
	}
	npos := len(args) - len(names)
	items := append([]value(nil), args[:npos]...)
	if len(names) > 0 {
		items = append(items, keywordMark(t))
		for i, name := range names {
			items = append(items, name.Value(), args[npos+i])
		}
	}
	if c.typed {
		for _, v := range args {
			items = append(items, t.M.TypeOf(v).Value())
		}
	}
	return object.NewTuple(items)
}

type markKey struct{}

// keywordMark is the object that stands before keyword arguments in a key.
func keywordMark(t *thread) value {
	v := t.M.State(markKey{}, func() any {
		return object.NewInstance(t.M.Type(object.ShapeObject)).Value()
	})
	return v.(value)
}

func lruApply(t *thread, self value, args []value, names []*object.Str) value {
	c := (*lru)(self.P)
	if c.maxsize == 0 {
		c.misses++
		return t.CallWith(c.f, nil, args, names)
	}
	key := c.key(t, args, names)
	h, ok := t.Hash(key)
	if !ok {
		return value{}
	}
	found := c.cache.GetHashed(t, key, h)
	switch {
	case found.P == nil && t.Exc.P != nil:
		return found
	case found.P == nil:
		c.misses++
		r := t.CallWith(c.f, nil, args, names)
		if r.P == nil {
			return r
		}
		return c.remember(t, key, h, r)
	case c.maxsize > 0:
		e := (*entry)(found.P)
		e.unlink()
		e.linkBefore(c.root)
		found = e.result
	}
	c.hits++
	return found
}

// remember adds a result that the call has just given.
func (c *lru) remember(t *thread, key value, h uint64, result value) value {
	if c.maxsize < 0 {
		if !c.cache.SetHashed(t, key, result, h) {
			return value{}
		}
		return result
	}
	// the function may have been called with the same arguments meanwhile
	if c.cache.GetHashed(t, key, h).P != nil || t.Exc.P != nil {
		if t.Exc.P != nil {
			return value{}
		}
		return result
	}
	e := c.root.next
	if c.cache.Len() < c.maxsize || e == c.root {
		e = &entry{}
		object.InitOpaque(&e.Opaque, t.M.TypeFor(&entryDecl))
	} else { // the least recently used makes room
		e.unlink()
		if _, ok := c.cache.DelHashed(t, e.key, e.hash); !ok {
			e.linkBefore(c.root)
			return value{}
		}
	}
	e.key, e.hash, e.result = key, h, result
	if !c.cache.SetHashed(t, key, object.FromHeader(&e.Header), h) {
		return value{}
	}
	e.linkBefore(c.root)
	return result
}
