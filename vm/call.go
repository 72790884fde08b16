package vm

import (
	"unsafe"

	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// calls: everything but the plain function with the right number of
// arguments, which the dispatch loop does itself.

// slowCall calls callee with the n arguments of the window at win, the last
// len(names) by keyword. The result, then or when the frame it pushes returns,
// goes where operand C of the word before ip says. It returns false when an
// exception is pending.
//
// Two registers below win are free for a record, and one above the arguments.
//
//go:noinline
func (t *Thread) slowCall(callee object.Value, win unsafe.Pointer, n int, names []*object.Str) bool {
	for {
		switch callee.Kind() {
		case object.KindFunction:
			return t.callFunction((*Function)(callee.P), win, n, names)
		case object.KindNative:
			nat, args := (*object.Native)(callee.P), unsafe.Slice((*object.Value)(win), n)
			if names == nil && nat.Owner == nil {
				return t.result(nat.CallPositional(&t.Thread, args))
			}
			return t.result(nat.Call(&t.Thread, args, names))
		case object.KindBoundMethod:
			b := (*object.BoundMethod)(callee.P)
			args := unsafe.Slice((*object.Value)(win), n+1)
			copy(args[1:], args[:n])
			args[0] = b.Self
			callee = b.Func
			n++
			if k := callee.Kind(); k != object.KindFunction && k != object.KindNative && k != object.KindType {
				return t.result(t.Exec.Call(&t.Thread, callee, args, names)) // the window has only one spare register
			}
		case object.KindType:
			return t.callType((*object.Type)(callee.P), win, n, names)
		default:
			if f := t.operatorMethod(callee, object.Names().Call); f.P != nil {
				args := unsafe.Slice((*object.Value)(win), n+1)
				copy(args[1:], args[:n])
				args[0], callee = callee, f
				n++
				continue
			}
			return t.result(t.callObject(callee, unsafe.Slice((*object.Value)(win), n), names))
		}
	}
}

// result stores r, a native's result, where the current call wants it.
func (t *Thread) result(r object.Value) bool {
	if r.P == nil {
		return false
	}
	*t.reg(t.prev().C) = r
	return true
}

// callObject calls an object that is neither function, native nor class.
func (t *Thread) callObject(callee object.Value, args []object.Value, names []*object.Str) object.Value {
	return t.CallObject(callee, args, names)
}

// Call implements object.Executor.
func (m *Machine) Call(ot *object.Thread, callee object.Value, args []object.Value, names []*object.Str) object.Value {
	switch callee.Kind() {
	case object.KindNative:
		return (*object.Native)(callee.P).Call(ot, args, names)
	case object.KindBoundMethod:
		b := (*object.BoundMethod)(callee.P)
		if n := object.AsNative(b.Func); n != nil {
			return n.Call(ot, append([]object.Value{b.Self}, args...), names)
		}
		if asFunction(b.Func) == nil {
			return m.Call(ot, b.Func, append([]object.Value{b.Self}, args...), names)
		}
		t := thread(ot)
		return t.callNested(b.Func, b.Self, args, names)
	case object.KindFunction:
		return thread(ot).callNested(callee, object.Value{}, args, names)
	case object.KindType:
		// a window is no place for the arguments of a native that calls back
		t, ty := thread(ot), (*object.Type)(callee.P)
		if !t.hasConstructor(ty) {
			return t.CallType(ty, args, names)
		}
		return t.callNested(callee, object.Value{}, args, names)
	}
	return thread(ot).callObject(callee, args, names)
}

// callNested runs a call from a native in a dispatch loop of its own.
func (t *Thread) callNested(callee, self object.Value, args []object.Value, names []*object.Str) object.Value {
	ok, saved := t.enterNested()
	if !ok {
		return object.Value{}
	}
	t.pushStub(haltFn)
	n := len(args)
	if self.P != nil {
		n++
	}
	if uintptr(t.top())+uintptr(n+slack)*regSize > t.chunk.limit {
		t.nextChunk(n + 2*slack)
	}
	win := unsafe.Add(t.top(), recordSize)
	dst := unsafe.Slice((*object.Value)(win), n)
	if self.P != nil {
		dst[0] = self
		copy(dst[1:], args)
	} else {
		copy(dst, args)
	}
	var r object.Value
	halt := t.base
	if t.slowCall(callee, win, n, names) || t.unwind() {
		if t.fn == haltFn && t.base == halt { // a native's result is there already
			r = *(*object.Value)(halt)
		} else if t.run() != Raised {
			r = *(*object.Value)(halt)
		}
	}
	t.leaveNested(saved)
	return r
}

// callFunction binds the arguments and enters fn, or makes its generator.
func (t *Thread) callFunction(fn *Function, win unsafe.Pointer, n int, names []*object.Str) bool {
	p := fn.proto
	heap := t.fn.proto.suspends
	if heap { // windows of a heap frame move to the stack
		nb := unsafe.Add(frameOf(t.base).stack, recordSize)
		if uintptr(nb)+uintptr(n)*regSize+uintptr(fn.need) > t.chunk.limit {
			return t.callInNewChunk(fn, win, n, names)
		}
		copy(unsafe.Slice((*object.Value)(nb), n), unsafe.Slice((*object.Value)(win), n))
		win = nb
	} else if uintptr(win)+uintptr(n)*regSize+uintptr(fn.need) > t.chunk.limit {
		return t.callInNewChunk(fn, win, n, names)
	}
	return t.enter(fn, p, win, n, names)
}

// callInNewChunk goes on with a call that the stack chunk has no room for.
func (t *Thread) callInNewChunk(fn *Function, win unsafe.Pointer, n int, names []*object.Str) bool {
	if t.depth()+1 >= t.maxDepth {
		t.Raise(object.ShapeRecursionError, "maximum recursion depth exceeded")
		return false
	}
	place := t.nextChunk(n + int(fn.need)/int(regSize) + 2*slack)
	nb := unsafe.Add(place, recordSize)
	copy(unsafe.Slice((*object.Value)(nb), n), unsafe.Slice((*object.Value)(win), n))
	return t.enter(fn, fn.proto, nb, n, names)
}

// enter binds the arguments at win in place, then makes the frame.
func (t *Thread) enter(fn *Function, p *Proto, win unsafe.Pointer, n int, names []*object.Str) bool {
	if fn.entry == nil {
		fn.load(t.machine)
	}
	if len(names) > 0 || n != p.Code.Args || p.Code.KwOnly > 0 || p.Code.Flags&(code.VarArgs|code.VarKeywords) != 0 {
		if len(names) > 0 || !fn.fillDefaults(win, n) {
			if !t.bind(fn, win, n, names) {
				return false
			}
		}
		n = p.Code.Params()
	}
	if p.suspends {
		return t.enterSuspendable(fn, win, n)
	}
	depth := t.depth() + 1
	if depth > t.maxDepth {
		t.Raise(object.ShapeRecursionError, "maximum recursion depth exceeded")
		return false
	}
	r := recordOf(win)
	if r.base != t.base {
		r.base = t.base
	}
	if r.fn != t.fn {
		r.fn = t.fn
	}
	r.off, r.depth = uint32(uintptr(t.ip)-uintptr(t.fn.entry)), depth
	t.ip, t.base, t.fn = fn.entry, win, fn
	return true
}

// fillDefaults completes n positional arguments at win with defaults, where that
// is all there is to binding them. It makes f(x) of f(x, y=2) take 15 ns less.
func (fn *Function) fillDefaults(win unsafe.Pointer, n int) bool {
	c := fn.proto.Code
	if n >= c.Args || c.KwOnly > 0 || c.Flags&(code.VarArgs|code.VarKeywords) != 0 {
		return false
	}
	u := object.AsTuple(fn.defaults)
	if u == nil || len(u.Items) < c.Args-n {
		return false
	}
	regs := unsafe.Slice((*object.Value)(win), c.Args)
	for i, v := range u.Items[len(u.Items)-(c.Args-n):] {
		regs[n+i] = v
	}
	return true
}

// enterSuspendable makes the generator or coroutine of a call. A coroutine
// that the next instruction awaits gets no handle: its frame is linked to the
// caller's at once.
func (t *Thread) enterSuspendable(fn *Function, win unsafe.Pointer, n int) bool {
	if fn.proto.Code.Flags&code.Coroutine != 0 && t.fn.proto.suspends {
		next := (*code.Instr)(t.ip)
		if next.Op == code.Await && next.B == t.prev().C && (fn.extra == nil || fn.extra.name.P == nil && fn.extra.qualName.P == nil) {
			if fn.extra != nil && fn.extra.fastAwait != nil {
				if done, ok := t.tryFastAwait(fn, win, n); done {
					return ok
				}
			}
			f := t.newFrame(fn, win, n)
			t.ip = unsafe.Add(t.ip, code.InstrSize)
			return t.link(f, nil)
		}
	}
	return t.result(t.newGenerator(fn, win, n).value())
}

// bind arranges the n arguments at win (the last len(names) by keyword) as
// fn's parameters, in place.
func (t *Thread) bind(fn *Function, win unsafe.Pointer, n int, names []*object.Str) bool {
	c := fn.proto.Code
	params := c.Params()
	npos := n - len(names)
	regs := unsafe.Slice((*object.Value)(win), max(n, params))
	var kwBuf [8]object.Value
	kw := append(kwBuf[:0], regs[npos:n]...)
	var rest object.Value
	if c.Flags&code.VarArgs != 0 {
		rest = object.EmptyTuple
		if npos > c.Args {
			rest = object.TupleOf(regs[c.Args:npos]...)
		}
	}
	tooMany := npos > c.Args && rest.P == nil
	clear(regs[min(npos, c.Args):])
	var kwargs *object.Dict
	if c.Flags&code.VarKeywords != 0 {
		kwargs = object.NewDict()
		regs[params-1] = kwargs.Value()
	}
	if rest.P != nil {
		regs[c.Args+c.KwOnly] = rest
	}
	for i, name := range names {
		j := parameter(c, name.S)
		if j < 0 {
			if kwargs == nil {
				return t.unexpectedKeyword(fn, name.S, names)
			}
			if kwargs.GetStr(name).P != nil {
				t.TypeErrorf("%s() got multiple values for keyword argument '%s'", fn.qualName(), name.S)
				return false
			}
			kwargs.SetStr(name, kw[i])
			continue
		}
		if regs[j].P != nil {
			t.TypeErrorf("%s() got multiple values for argument '%s'", fn.qualName(), name.S)
			return false
		}
		regs[j] = kw[i]
	}
	if tooMany {
		return t.tooManyArguments(fn, npos, regs)
	}
	if npos < c.Args {
		var defaults []object.Value
		if u := object.AsTuple(fn.defaults); u != nil {
			defaults = u.Items
		}
		first := c.Args - len(defaults)
		missing := false
		for i := npos; i < c.Args; i++ {
			if regs[i].P == nil {
				if i >= first {
					regs[i] = defaults[i-first]
				} else {
					missing = true
				}
			}
		}
		if missing {
			return t.missingArguments(fn, regs[:max(first, 0)], c.Locals[:max(first, 0)], "positional")
		}
	}
	if c.KwOnly > 0 {
		missing := false
		for i := c.Args; i < c.Args+c.KwOnly; i++ {
			if regs[i].P == nil {
				if fn.extra != nil && fn.extra.kwDefaults != nil {
					regs[i] = fn.extra.kwDefaults.GetStr(t.M.Intern(c.Locals[i]))
				}
				missing = missing || regs[i].P == nil
			}
		}
		if missing {
			return t.missingArguments(fn, regs[c.Args:c.Args+c.KwOnly], c.Locals[c.Args:c.Args+c.KwOnly], "keyword-only")
		}
	}
	return true
}

// parameter is the index of the parameter that a keyword names, or -1.
func parameter(c *code.Code, name string) int {
	for i := c.PosOnly; i < c.Args+c.KwOnly; i++ {
		if c.Locals[i] == name {
			return i
		}
	}
	return -1
}

// callType calls a class.
func (t *Thread) callType(ty *object.Type, win unsafe.Pointer, n int, names []*object.Str) bool {
	if ty.Constructor != nil && ty.ConstructorVersion == ty.Version && ty.Version != 0 {
		return t.construct(ty, (*constructor)(ty.Constructor), win, n, names)
	}
	args := unsafe.Slice((*object.Value)(win), n)
	if d := ty.Decl(); d != nil {
		if ty.Shape0.ID == object.ShapeRange && len(names) == 0 {
			if x, ok := rangeOf(args); ok {
				return t.beginRangeLoop(&x) || t.result(object.NewRange(x.Start, x.Stop, x.Step))
			}
		}
		if d.Call != nil {
			n := object.CallerOf(ty)
			if len(names) == 0 {
				return t.result(n.CallPositional(&t.Thread, args))
			}
			return t.result(n.Call(&t.Thread, args, names))
		}
	} else if c := t.makeConstructor(ty); c != nil {
		return t.construct(ty, c, win, n, names)
	}
	return t.result(t.CallType(ty, args, names))
}

// hasConstructor reports whether construct makes instances of the class.
func (t *Thread) hasConstructor(ty *object.Type) bool {
	if ty.Constructor != nil && ty.ConstructorVersion == ty.Version && ty.Version != 0 {
		return true
	}
	return ty.Decl() == nil && t.makeConstructor(ty) != nil
}

// constructor says how instances of a class of the script are made, when
// nothing unusual is in the way: object.__new__, and a function as __init__.
type constructor struct {
	init *Function // nil: none
}

// makeConstructor finds out whether the class is of that kind.
func (t *Thread) makeConstructor(ty *object.Type) *constructor {
	if t.M.TypeOf(ty.Value()) != t.M.Type(object.ShapeType) {
		return nil
	}
	isExc := ty.Layout == object.KindException
	if ty.Layout != object.KindInstance && !isExc || ty.Flags&(object.TypeAbstract|object.TypeHasDel|object.TypeNoNew) != 0 {
		return nil
	}
	nm := object.Names()
	objectType := t.M.Type(object.ShapeObject)
	if isExc {
		objectType = t.M.Type(object.ShapeBaseException)
	}
	if t.M.Lookup(ty, nm.New) != t.M.Lookup(objectType, nm.New) {
		return nil
	}
	c := &constructor{}
	if f := t.M.Lookup(ty, nm.Init); f != t.M.Lookup(objectType, nm.Init) {
		fn := asFunction(f)
		if fn == nil || fn.proto.suspends {
			return nil
		}
		c.init = fn
	}
	ty.Constructor, ty.ConstructorVersion = unsafe.Pointer(c), ty.Version
	return c
}

// construct makes an instance and enters __init__ under a stub frame that
// holds the instance meanwhile:
//
//	win: R[0] instance, R[1] what __init__ returns, record, __init__'s window
func (t *Thread) construct(ty *object.Type, c *constructor, win unsafe.Pointer, n int, names []*object.Str) bool {
	if c.init == nil {
		if ty.Layout == object.KindException {
			args := unsafe.Slice((*object.Value)(win), n)
			if len(names) > 0 {
				return t.result(t.CallType(ty, args, names))
			}
			return t.result(object.NewExceptionOf(ty, args).Value())
		}
		if n > 0 {
			t.TypeErrorf("%s() takes no arguments", ty.Name)
			return false
		}
		return t.result(object.NewInstance(ty).Value())
	}
	if t.fn.proto.suspends {
		nb := unsafe.Add(frameOf(t.base).stack, recordSize)
		if uintptr(nb)+uintptr(n+8)*regSize > t.chunk.limit {
			return t.result(t.CallType(ty, unsafe.Slice((*object.Value)(win), n), names))
		}
		copy(unsafe.Slice((*object.Value)(nb), n), unsafe.Slice((*object.Value)(win), n))
		win = nb
	}
	const shift = 2 + int(recordSize/regSize)
	init := c.init
	if uintptr(win)+uintptr(n+shift+1)*regSize+uintptr(init.need) > t.chunk.limit {
		return t.result(t.CallType(ty, append([]object.Value(nil), unsafe.Slice((*object.Value)(win), n)...), names))
	}
	var inst object.Value
	if ty.Layout == object.KindException {
		inst = object.NewExceptionOf(ty, unsafe.Slice((*object.Value)(win), n-len(names))).Value()
	} else {
		inst = object.NewInstance(ty).Value()
	}
	all := unsafe.Slice((*object.Value)(win), n+shift+1)
	copy(all[shift+1:], all[:n])
	all[shift] = inst
	all[0], all[1] = inst, object.Value{}
	depth := t.depth()
	r := recordOf(win)
	if r.base != t.base {
		r.base = t.base
	}
	if r.fn != t.fn {
		r.fn = t.fn
	}
	r.off, r.depth = uint32(uintptr(t.ip)-uintptr(t.fn.entry)), depth
	t.base, t.fn = win, initFn
	t.ip = unsafe.Add(initFn.entry, code.InstrSize)
	nb := unsafe.Add(win, uintptr(shift)*regSize)
	if init.sig != uint32(n+1) || len(names) > 0 || init.defaults.P != nil && n+1 != init.proto.Code.Args {
		return t.enter(init, init.proto, nb, n+1, names)
	}
	if depth+1 > t.maxDepth {
		t.Raise(object.ShapeRecursionError, "maximum recursion depth exceeded")
		return false
	}
	r = recordOf(nb)
	if r.base != t.base {
		r.base = t.base
	}
	if r.fn != t.fn {
		r.fn = t.fn
	}
	r.off, r.depth = code.InstrSize, depth+1
	t.ip, t.base, t.fn = init.entry, nb, init
	return true
}

// initDone ends a construction: __init__ has returned R[1].
//
//go:noinline
func (t *Thread) initDone() bool {
	regs := (*[2]object.Value)(t.base)
	if !regs[1].IsNone() {
		t.TypeErrorf("__init__() should return None, not '%s'", t.TypeName(regs[1]))
		t.pop(t.base)
		return false
	}
	v := regs[0]
	t.pop(t.base)
	*t.reg(t.prev().C) = v
	return true
}

// callEx is the CallEx instruction: R[C] = R[B](*R[A], **R[A+1]).
//
//go:noinline
func (t *Thread) callEx() bool {
	in := t.prev()
	callee := *t.reg(in.B)
	r := (*[2]object.Value)(unsafe.Pointer(t.reg(in.A)))
	var items []object.Value
	switch {
	case r[0].Shape() == object.ShapeList:
		items = (*object.List)(r[0].P).Items
	case r[0].Shape() == object.ShapeTuple:
		items = (*object.Tuple)(r[0].P).Items
	default:
		var ok bool
		if ty := t.M.TypeOf(r[0]); t.M.Lookup(ty, object.Names().Iter).P == nil && t.M.Lookup(ty, object.Names().GetItem).P == nil {
			t.TypeErrorf("%s argument after * must be an iterable, not %s", t.calleeName(callee), ty.Name)
			return false
		}
		if items, ok = t.Collect(r[0]); !ok {
			return false
		}
	}
	var names []*object.Str
	if d := object.AsDict(r[1]); d != nil && d.Len() > 0 {
		items = append(make([]object.Value, 0, len(items)+d.Len()), items...)
		d.Each(func(k, v object.Value) bool {
			names = append(names, t.M.InternStr((*object.Str)(k.P)))
			items = append(items, v)
			return true
		})
	}
	switch fn := asFunction(callee); {
	case fn != nil:
		var place unsafe.Pointer
		if uintptr(t.top())+uintptr(len(items)+slack)*regSize+uintptr(fn.need) > t.chunk.limit {
			if t.depth()+1 >= t.maxDepth {
				t.Raise(object.ShapeRecursionError, "maximum recursion depth exceeded")
				return false
			}
			place = t.nextChunk(len(items) + int(fn.need)/int(regSize) + 2*slack)
		} else {
			place = t.top()
		}
		win := unsafe.Add(place, recordSize)
		copy(unsafe.Slice((*object.Value)(win), len(items)), items)
		return t.enter(fn, fn.proto, win, len(items), names)
	}
	return t.result(t.Exec.Call(&t.Thread, callee, items, names))
}

// callKw is the CallKw instruction; ip is past its EXTEND word.
//
//go:noinline
func (t *Thread) callKw() bool {
	ext := t.prev()
	in := (*code.Instr)(unsafe.Add(t.ip, -2*code.InstrSize))
	callee := *t.reg(in.B)
	return t.slowCall(callee, unsafe.Pointer(t.reg(in.A)), int(in.N), t.keywordNames(ext.B))
}

// keywordNames is the tuple of keyword names at a constant, as Strs.
func (t *Thread) keywordNames(k uint16) []*object.Str {
	p := t.fn.proto
	if names := p.keywords[k]; names != nil {
		return names
	}
	items := object.AsTuple(p.consts[k]).Items
	names := make([]*object.Str, len(items))
	for i, v := range items {
		names[i] = t.M.InternStr((*object.Str)(v.P))
	}
	if p.keywords == nil {
		p.keywords = make(map[uint16][]*object.Str)
	}
	p.keywords[k] = names
	return names
}

// callMethod is CallMethod and CallMethodKw where the cache does not know the
// receiver; ip is past the EXTEND word.
//
//go:noinline
func (t *Thread) callMethod(kw bool) bool {
	ext := t.prev()
	in := (*code.Instr)(unsafe.Add(t.ip, -2*code.InstrSize))
	name := t.fn.proto.names[in.B]
	o := t.reg(in.A)
	n := int(in.N)
	var names []*object.Str
	if kw {
		names = t.keywordNames(ext.B)
	}
	recv := *o
	ty := t.M.TypeOf(recv)
	switch recv.Kind() {
	case object.KindModule:
		mod := (*object.Module)(recv.P)
		if c := t.machine.moduleCell(mod, name); c != nil {
			if ext.A != noCache && !kw {
				t.fn.proto.caches[ext.A] = cache{module: recv.P, cell: c}
			}
			return t.slowCall(c.V, unsafe.Add(unsafe.Pointer(o), regSize), n, names)
		}
	case object.KindType:
	case object.KindSuper:
		s := (*object.Super)(recv.P)
		var c *cache
		if ext.A != noCache && !kw {
			c = &t.fn.proto.caches[ext.A]
			if c.super != nil && c.super == s.Class && c.typ == s.ObjType && c.version == c.typ.Version && s.Shape == object.ShapeSuper && s.Self.Kind() != object.KindType {
				*o = s.Self
				return t.callKnown(c.method, unsafe.Pointer(o), n+1)
			}
		}
		if f, self := t.superMethod(s, name); f.P != nil {
			if c != nil && s.ObjType.Version != 0 {
				*c = cache{super: s.Class, typ: s.ObjType, version: s.ObjType.Version, method: f}
			}
			*o = self
			if names == nil {
				return t.callKnown(f, unsafe.Pointer(o), n+1)
			}
			return t.slowCall(f, unsafe.Pointer(o), n+1, names)
		}
	default:
		f, cacheable := t.method(recv, name)
		if f.P == nil {
			break
		}
		if names == nil && ext.A != noCache {
			// A site that has seen another shape lately is left alone: writing
			// its cache each time takes longer than finding the method here.
			if c := &t.fn.proto.caches[ext.A]; c.shape != 0 && c.misses < maxMisses {
				c.misses++
				return t.callKnown(f, unsafe.Pointer(o), n+1)
			}
		}
		if ext.A != noCache && !kw && cacheable {
			c := &t.fn.proto.caches[ext.A]
			*c = cache{shape: recv.Shape(), version: ty.Version, typ: ty, method: f}
			if fn := asFunction(f); fn != nil {
				if fn.sig == uint32(n+1) {
					c.fn = fn
				} else if fn.entry == nil {
					c.shape = 0 // look again once it is loaded
				}
			} else if nat := (*object.Native)(f.P); int(nat.Exact) == n+1 {
				c.native = nat
			}
		}
		if names == nil {
			return t.callKnown(f, unsafe.Pointer(o), n+1)
		}
		return t.slowCall(f, unsafe.Pointer(o), n+1, names)
	}
	f := t.GetAttr(recv, name)
	if f.P == nil {
		t.atExtend = true
		return false
	}
	return t.slowCall(f, unsafe.Add(unsafe.Pointer(o), regSize), n, names)
}

// callKnown calls a plain method, found on the type of its receiver, with the
// receiver and the other arguments in the window at win.
//
//go:noinline
func (t *Thread) callKnown(f object.Value, win unsafe.Pointer, n int) bool {
	if f.Kind() == object.KindFunction {
		return t.callFunction((*Function)(f.P), win, n, nil)
	}
	nat := (*object.Native)(f.P)
	if rest, ok := nat.Missing(&t.Thread, n); ok && !t.fn.proto.suspends && uintptr(win)+uintptr(n+len(rest))*regSize <= uintptr(t.base)+uintptr(t.fn.need) {
		// the defaults fit behind the arguments, in registers that are dead
		args := unsafe.Slice((*object.Value)(win), n+len(rest))
		for i, v := range rest {
			args[n+i] = v
		}
		return t.result(nat.Fn(&t.Thread, args))
	}
	return t.result(nat.CallPositional(&t.Thread, unsafe.Slice((*object.Value)(win), n)))
}

// loadMethod is LoadMethod: R[A] = what R[B].name calls, with R[B] left as its
// receiver or unbound; ip is past the EXTEND word.
//
//go:noinline
func (t *Thread) loadMethod() bool {
	ext := t.prev()
	in := (*code.Instr)(unsafe.Add(t.ip, -2*code.InstrSize))
	name := t.fn.proto.names[in.C]
	o := t.reg(in.B)
	recv := *o
	switch recv.Kind() {
	case object.KindModule:
		mod := (*object.Module)(recv.P)
		if c := t.machine.moduleCell(mod, name); c != nil {
			if ext.A != noCache {
				t.fn.proto.caches[ext.A] = cache{module: recv.P, cell: c}
			}
			*o = object.Value{}
			*t.reg(in.A) = c.V
			return true
		}
	case object.KindType, object.KindSuper:
	default:
		if f, cacheable := t.method(recv, name); f.P != nil {
			if cacheable && ext.A != noCache {
				ty := t.M.TypeOf(recv)
				c := &t.fn.proto.caches[ext.A]
				*c = cache{shape: recv.Shape(), version: ty.Version, typ: ty, method: f}
			}
			*t.reg(in.A) = f
			return true
		}
	}
	f := t.GetAttr(recv, name)
	if f.P == nil {
		return false
	}
	*o = object.Value{}
	*t.reg(in.A) = f
	return true
}

// plainMethod returns the class attribute that recv.name calls with recv as
// its first argument; nil where the lookup is anything more than that. cache:
// it is so for every object of recv's shape.
func (t *Thread) plainMethod(recv object.Value, name *object.Str) (f object.Value, cache bool) {
	ty := t.M.TypeOf(recv)
	if !t.usesGenericGetAttr(ty) {
		return object.Value{}, false
	}
	f = t.M.Lookup(ty, name)
	if f.P == nil || !isMethod(f) {
		return object.Value{}, false
	}
	shape := t.M.ShapeOf(recv)
	if (shape.IsDict || shape.Slot(name) >= 0) && t.M.OwnAttr(recv, name).P != nil {
		return object.Value{}, false
	}
	return f, !shape.IsDict && shape.Slot(name) < 0
}

// callLoaded is CallLoaded and CallLoadedKw (whose EXTEND ip is past).
//
//go:noinline
func (t *Thread) callLoaded(kw bool) bool {
	in := t.prev()
	var names []*object.Str
	if kw {
		names = t.keywordNames(in.B)
		in = (*code.Instr)(unsafe.Add(t.ip, -2*code.InstrSize))
	}
	win := unsafe.Pointer(t.reg(in.A))
	if (*object.Value)(win).P == nil {
		return t.slowCall(*t.reg(in.B), unsafe.Add(win, regSize), int(in.N), names)
	}
	f := *t.reg(in.B)
	if names == nil && f.Kind() == object.KindNative {
		// nothing can have come between: LoadMethod found it on the receiver's type
		if n := (*object.Native)(f.P); n.Owner != nil && n.Self.P == nil && n.Owner.Shape0.ID == (*object.Value)(win).Shape() {
			return t.result(n.CallPositional(&t.Thread, unsafe.Slice((*object.Value)(win), int(in.N)+1)))
		}
	}
	return t.slowCall(f, win, int(in.N)+1, names)
}

// superMethod returns the plain method that super().name calls, and its self;
// nil when the lookup is anything more than that.
func (t *Thread) superMethod(s *object.Super, name *object.Str) (f, self object.Value) {
	if s.Shape != object.ShapeSuper || s.ObjType == nil || s.Self.Kind() == object.KindType {
		return object.Value{}, object.Value{}
	}
	f = t.M.LookupAfter(s.ObjType, s.Class, name)
	if f.P == nil || !isMethod(f) {
		return object.Value{}, object.Value{}
	}
	return f, s.Self
}

// isMethod reports whether a class attribute is a function that takes the
// instance as its first argument and does nothing else on access.
func isMethod(f object.Value) bool {
	switch f.Kind() {
	case object.KindFunction:
		return f.Shape() == object.ShapeFunction
	case object.KindNative:
		s := f.Shape()
		return s == object.ShapeMethodDescriptor || s == object.ShapeWrapperDescriptor
	}
	return false
}

// callSuper is the CallSuper instruction.
//
//go:noinline
func (t *Thread) callSuper() bool {
	in := t.prev()
	callee := *t.reg(in.B)
	r := (*[2]object.Value)(unsafe.Pointer(t.reg(in.A)))
	if object.AsType(callee) != t.M.Type(object.ShapeSuper) {
		return t.slowCall(callee, unsafe.Pointer(t.reg(in.A)), 0, nil)
	}
	if ty := object.AsType(r[0]); ty != nil && r[1].P != nil && r[1].Kind() != object.KindType {
		if own := t.M.TypeOf(r[1]); own.IsSubtypeOf(ty) {
			*t.reg(in.C) = object.NewSuper(ty, r[1], own)
			return true
		}
	}
	if r[0].P == nil {
		t.RuntimeErrorf("super(): empty __class__ cell")
		return false
	}
	if r[1].P == nil {
		t.RuntimeErrorf("super(): arg[0] deleted")
		return false
	}
	return t.result(t.CallType((*object.Type)(callee.P), []object.Value{r[0], r[1]}, nil))
}

// chunkDone passes on what the first frame of a stack chunk returned, and goes
// back to the chunk before.
//
//go:noinline
func (t *Thread) chunkDone() bool {
	v := *t.reg(0)
	t.endChunk()
	*t.reg(t.prev().C) = v
	return true
}
