package pickle

import (
	"strings"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

func checkInterrupt(t *thread) bool { return vm.Of(t).CheckInterrupt() }

// stepObject runs the opcodes that find classes and make objects; known is
// false for any other.
func (u *unpickler) stepObject(op opcode) (known, ok bool) {
	switch op {
	case opGlobal:
		class := u.globalLines()
		return true, class.P != nil && u.push(class)
	case opStackGlobal:
		return true, u.loadStackGlobal()
	case opExt1, opExt2, opExt4:
		return true, u.loadExtension(op)
	case opReduce:
		return true, u.loadReduce()
	case opNewObj, opNewObjEx:
		return true, u.loadNew(op == opNewObjEx)
	case opInst, opObj:
		return true, u.loadInst(op)
	case opBuild:
		return true, u.loadBuild()
	case opPersID, opBinPersID:
		return true, u.loadPersistent(op)
	case opNextBuffer:
		return true, u.loadNextBuffer()
	case opReadOnlyBuffer:
		return true, u.loadReadOnly()
	}
	return false, false
}

// find looks a class up, by the subclass's find_class where there is one.
func (u *unpickler) find(module, name value) value {
	if u.findClass.P != nil {
		return u.in.t.Call(u.findClass, module, name)
	}
	return u.lookUp(u.in.t, module, name)
}

// lookUp is find_class.
func (u *unpickler) lookUp(t *thread, module, name value) value {
	m, n := object.AsStr(module), object.AsStr(name)
	switch {
	case m == nil:
		return t.TypeErrorf("module name must be a string")
	case n == nil:
		return t.TypeErrorf("attribute name must be string, not '%s'", t.TypeName(name))
	}
	modName, global := m.S, n.S
	if u.proto < 3 && u.fixImports {
		modName, global = stateOf(t).old.toNow.apply(modName, global)
	}
	mod := t.Exec.Import(t, modName)
	if mod.P == nil {
		return mod
	}
	path := []string{global}
	if u.proto >= 4 {
		path = strings.Split(global, ".")
	}
	found := follow(t, mod, path)
	if found.P == nil && t.Catch(object.ShapeAttributeError) != nil {
		shown, ok := t.Repr(mod)
		if !ok {
			return value{}
		}
		return t.Raise(object.ShapeAttributeError, "Can't get attribute '%s' on %s", global, shown)
	}
	return found
}

// globalLines reads a module and a name as lines and finds the class.
func (u *unpickler) globalLines() value {
	t := u.in.t
	var parts [2]value
	for i := range parts {
		line, ok := u.in.line()
		if !ok {
			return value{}
		}
		if parts[i] = t.Decode(line, "utf-8", "strict"); parts[i].P == nil {
			return value{}
		}
	}
	return u.find(parts[0], parts[1])
}

func (u *unpickler) loadStackGlobal() bool {
	name := u.pop()
	if name.P == nil {
		return false
	}
	module := u.pop()
	if module.P == nil {
		return false
	}
	if name.Shape() != object.ShapeStr || module.Shape() != object.ShapeStr {
		return cannotLoad(u.in.t, "STACK_GLOBAL requires str")
	}
	class := u.find(module, name)
	return class.P != nil && u.push(class)
}

// loadExtension finds what an extension code stands for.
func (u *unpickler) loadExtension(op opcode) bool {
	t := u.in.t
	size := map[opcode]int{opExt1: 1, opExt2: 2, opExt4: 4}[op]
	n, ok := u.number(size)
	if !ok {
		return false
	}
	code := int64(int32(n))
	if code <= 0 {
		return cannotLoad(t, "EXT specifies code <= 0")
	}
	cache := object.AsDict(imported(t, "copyreg", "_extension_cache"))
	registry := object.AsDict(imported(t, "copyreg", "_inverted_registry"))
	if cache == nil || registry == nil {
		return false
	}
	if known := cache.Get(t, object.Int(code)); known.P != nil {
		return u.push(known)
	}
	key := registry.Get(t, object.Int(code))
	if key.P == nil {
		t.ValueErrorf("unregistered extension code %d", code)
		return false
	}
	pair := object.AsTuple(key)
	if pair == nil || len(pair.Items) != 2 || !pair.Items[0].IsStr() || !pair.Items[1].IsStr() {
		t.ValueErrorf("_inverted_registry[%d] isn't a 2-tuple of strings", code)
		return false
	}
	class := u.find(pair.Items[0], pair.Items[1])
	return class.P != nil && cache.Set(t, object.Int(code), class) && u.push(class)
}

func (u *unpickler) loadReduce() bool {
	t := u.in.t
	args := u.pop()
	if args.P == nil {
		return false
	}
	f := u.pop()
	if f.P == nil {
		return false
	}
	list := object.AsTuple(args)
	if list == nil {
		t.TypeErrorf("argument list must be a tuple")
		return false
	}
	v := t.Call(f, list.Items...)
	return v.P != nil && u.push(v)
}

// loadNew calls class.__new__, with keyword arguments where ex.
func (u *unpickler) loadNew(ex bool) bool {
	t := u.in.t
	what, names := "NEWOBJ", value{}
	if ex {
		what = "NEWOBJ_EX"
		if names = u.pop(); names.P == nil {
			return false
		}
	}
	args := u.pop()
	if args.P == nil {
		return false
	}
	class := u.pop()
	if class.P == nil {
		return false
	}
	ty := object.AsType(class)
	if ty == nil {
		return cannotLoad(t, "%s class argument must be a type, not %s", what, t.TypeName(class))
	}
	list := object.AsTuple(args)
	if list == nil {
		return cannotLoad(t, "%s args argument must be a tuple, not %s", what, t.TypeName(args))
	}
	given := append([]value{class}, list.Items...)
	var keys []*object.Str
	if ex {
		d := object.AsDict(names)
		if d == nil {
			return cannotLoad(t, "%s kwargs argument must be a dict, not %s", what, t.TypeName(names))
		}
		d.Each(func(k, v value) bool {
			if !k.IsStr() {
				t.TypeErrorf("keywords must be strings")
				return false
			}
			keys, given = append(keys, t.M.InternStr(object.AsStr(k))), append(given, v)
			return true
		})
		if t.Exc.P != nil {
			return false
		}
	}
	n := object.Names()
	var v value
	if len(given) == 1 && ty.Layout == object.KindInstance && t.M.IsPlainNew(ty) {
		v = object.NewInstance(ty).Value()
	} else {
		maker := t.M.Lookup(ty, n.New)
		if maker.P == nil {
			return cannotLoad(t, "%s class argument '%s' doesn't have __new__", what, ty.Name)
		}
		if maker = t.GetAttr(class, n.New); maker.P == nil {
			return false
		}
		v = t.CallNames(maker, given, keys)
	}
	return v.P != nil && u.push(v)
}

// loadInst makes objects as protocols 0 and 1 have them: the arguments lie
// above the mark.
func (u *unpickler) loadInst(op opcode) bool {
	t := u.in.t
	if len(u.marks) == 0 {
		return cannotLoad(t, "could not find MARK")
	}
	if op == opObj && len(u.stack) == u.fence() {
		return cannotLoad(t, "unpickling stack underflow")
	}
	items, ok := u.popMark()
	if !ok {
		return false
	}
	var class value
	if op == opObj {
		class, items = items[0], items[1:]
	} else if class = u.globalLines(); class.P == nil {
		return false
	}
	n := object.Names()
	var v value
	if len(items) == 0 && object.AsType(class) != nil && t.M.Lookup(object.AsType(class), t.M.Intern("__getinitargs__")).P == nil {
		v = t.CallMethod(class, n.New, class)
	} else {
		v = t.Call(class, items...)
	}
	return v.P != nil && u.push(v)
}

// loadBuild gives the object on top its state.
func (u *unpickler) loadBuild() bool {
	t, n := u.in.t, object.Names()
	state := u.pop()
	if state.P == nil {
		return false
	}
	v := u.top()
	if v.P == nil {
		return false
	}
	if set := t.LookupAttr(v, n.SetState); set.P != nil {
		return t.Call(set, state).P != nil
	} else if t.Exc.P != nil {
		return false
	}
	slots := value{}
	if pair := object.AsTuple(state); pair != nil && len(pair.Items) == 2 {
		state, slots = pair.Items[0], pair.Items[1]
	}
	if !state.IsNone() && !u.setAttributes(v, state) {
		return false
	}
	if slots.P == nil || slots.IsNone() {
		return true
	}
	d := object.AsDict(slots)
	if d == nil {
		return cannotLoad(t, "slot state is not a dictionary")
	}
	d.Each(func(k, x value) bool {
		key := t.AttrName(k)
		return key != nil && t.SetAttr(v, key, x)
	})
	return t.Exc.P == nil
}

// setAttributes puts a state into v's __dict__.
func (u *unpickler) setAttributes(v, state value) bool {
	t := u.in.t
	d := object.AsDict(state)
	if d == nil {
		return cannotLoad(t, "state is not a dictionary")
	}
	if v.Kind() == object.KindInstance && ownDict(t, t.M.TypeOf(v)) {
		plain := true
		d.Each(func(k, x value) bool {
			if plain = k.Shape() == object.ShapeStr; plain {
				t.M.SetOwnAttr(v, t.M.InternStr(object.AsStr(k)), x)
			}
			return plain
		})
		if plain {
			return true
		}
	}
	attrs := t.GetAttr(v, object.Names().Dict)
	if attrs.P == nil {
		return false
	}
	d.Each(func(k, x value) bool {
		if k.Shape() == object.ShapeStr {
			k = t.M.InternStr(object.AsStr(k)).Value()
		}
		return t.SetItem(attrs, k, x)
	})
	return t.Exc.P == nil
}

// ownDict reports whether instances of ty have attributes of their own, which
// no class of the script shows otherwise.
func ownDict(t *thread, ty *object.Type) bool {
	if ty.Flags&object.TypeHasDict == 0 {
		return false
	}
	d := t.M.Lookup(ty, object.Names().Dict)
	return d.P == nil || d.Kind() == object.KindGetSet
}

func (u *unpickler) loadPersistent(op opcode) bool {
	t := u.in.t
	var id value
	if op == opPersID {
		line, ok := u.in.line()
		if !ok {
			return false
		}
		if !isASCII(line) {
			return cannotLoad(t, "persistent IDs in protocol 0 must be ASCII strings")
		}
		id = object.NewStr(line)
	} else if id = u.pop(); id.P == nil {
		return false
	}
	if u.persistentLoad.P == nil {
		return cannotLoad(t, "A load persistent id instruction was encountered, but no persistent_load function was specified.")
	}
	v := t.Call(u.persistentLoad, id)
	return v.P != nil && u.push(v)
}

func (u *unpickler) loadNextBuffer() bool {
	t := u.in.t
	if u.buffers.P == nil {
		return cannotLoad(t, "pickle stream refers to out-of-band data but no *buffers* argument was given")
	}
	v := t.Next(u.buffers)
	if v.P == nil {
		return t.Exc.P == nil && cannotLoad(t, "not enough out-of-band buffers")
	}
	return u.push(v)
}

// loadReadOnly makes the buffer on top one that cannot be written to.
func (u *unpickler) loadReadOnly() bool {
	t := u.in.t
	v := u.pop()
	if v.P == nil {
		return false
	}
	view := t.NewMemoryView(v)
	if view.P == nil {
		return false
	}
	ro := t.GetAttr(view, t.M.Intern("readonly"))
	if ro.P == nil {
		return false
	}
	if ro.IsTrue() {
		return u.push(v)
	}
	view = t.CallMethod(view, t.M.Intern("toreadonly"))
	return view.P != nil && u.push(view)
}
