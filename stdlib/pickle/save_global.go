package pickle

import (
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

// place is where a class or function is to be found again.
type place struct {
	module value // its name
	name   *object.Str
	path   []string // name split at dots
}

// saveGlobal writes v as the name of something in a module. name is nil for
// v's own.
func (p *pickler) saveGlobal(v, name value) bool {
	pl, ok := p.locate(v, name)
	if !ok {
		return false
	}
	if p.protocol >= 2 {
		if done, ok := p.saveExtension(pl); done || !ok {
			return ok
		}
	}
	switch {
	case p.protocol >= 4:
		if !p.save(pl.module, false) || !p.save(pl.name.Value(), false) {
			return false
		}
		p.op(opStackGlobal)
	case len(pl.path) > 1:
		return p.saveAttribute(v, pl)
	case !p.saveGlobalLine(pl.module, pl.name.S):
		return false
	}
	p.memoize(v)
	return true
}

// saveAttribute writes what lies in a class as calls of getattr, one around
// the other: there was no other way before protocol 4.
func (p *pickler) saveAttribute(v value, pl place) bool {
	getattr := imported(p.t, "builtins", "getattr")
	if getattr.P == nil {
		return false
	}
	for range pl.path[1:] {
		if !p.save(getattr, false) {
			return false
		}
		if p.protocol < 2 {
			p.op(opMark)
		}
	}
	if !p.saveGlobalLine(pl.module, pl.path[0]) {
		return false
	}
	for _, part := range pl.path[1:] {
		if !p.save(p.t.M.Intern(part).Value(), false) {
			return false
		}
		if p.protocol < 2 {
			p.op(opTuple)
		} else {
			p.op(opTuple2)
		}
		p.op(opReduce)
	}
	p.memoize(v)
	return true
}

// saveGlobalLine writes the opcode with the names as lines.
func (p *pickler) saveGlobalLine(mod value, name string) bool {
	t := p.t
	module := object.AsStr(mod).S
	if p.fixImports {
		module, name = stateOf(t).old.toThen.apply(module, name)
	}
	encoding := "ascii"
	if p.protocol >= 3 {
		encoding = "utf-8"
	}
	for i, text := range []string{module, name} {
		if _, ok := t.EncodeText(object.AsStr(object.NewStr(text)), encoding, "strict"); !ok {
			if t.Catch(object.ShapeUnicodeEncodeError) == nil {
				return false
			}
			what := [2]string{"module", "global"}[i]
			return cannotSave(t, "can't pickle %s identifier '%s' using pickle protocol %d", what, text, p.protocol)
		}
	}
	p.text(string(rune(opGlobal)) + module + "\n" + name + "\n")
	return true
}

// saveExtension writes the code that copyreg has for a name, if any.
func (p *pickler) saveExtension(pl place) (done, ok bool) {
	t := p.t
	if p.registry.Len() == 0 {
		return false, true
	}
	code := p.registry.Get(t, object.TupleOf(pl.module, pl.name.Value()))
	if code.P == nil {
		return false, t.Exc.P == nil
	}
	n, small := object.Int64(code)
	if !object.IsIntLike(code) || !small || n <= 0 || n > 0x7fffffff {
		shown, ok := t.Repr(code)
		if !ok {
			return false, false
		}
		t.RuntimeErrorf("extension code %s is out of range", shown)
		return false, false
	}
	switch {
	case n <= 0xff:
		p.bytes(opExt1, byte(n))
	case n <= 0xffff:
		p.opUint(opExt2, uint64(n), 2)
	default:
		p.opUint(opExt4, uint64(n), 4)
	}
	return true, true
}

// locate finds the name of v and checks that it leads to v.
func (p *pickler) locate(v, name value) (pl place, ok bool) {
	t := p.t
	if name.P == nil {
		if name = t.LookupAttr(v, t.M.Intern("__qualname__")); name.P == nil && t.Exc.P == nil {
			name = t.GetAttr(v, object.Names().Name)
		}
		if name.P == nil {
			return pl, false
		}
	}
	if pl.name = object.AsStr(name); pl.name == nil {
		t.TypeErrorf("attribute name must be string, not '%s'", t.TypeName(name))
		return pl, false
	}
	pl.path = strings.Split(pl.name.S, ".")
	for _, part := range pl.path {
		if part == "<locals>" {
			t.Raise(object.ShapeAttributeError, "Can't get local object '%s'", pl.name.S)
			return pl, false
		}
	}
	if pl.module = p.moduleOf(v, pl.path); pl.module.P == nil {
		return pl, false
	}
	module := object.AsStr(pl.module)
	if module == nil {
		t.TypeErrorf("__module__ must be a string, not %s", t.TypeName(pl.module))
		return pl, false
	}
	mod := t.Exec.Import(t, module.S)
	if mod.P == nil {
		if t.Catch(object.ShapeImportError) == nil {
			return pl, false
		}
		return pl, p.refuse(v, ": import of module %s failed", pl.module, true)
	}
	found := follow(t, mod, pl.path)
	if found.P == nil {
		if t.Catch(object.ShapeAttributeError) == nil {
			return pl, false
		}
		return pl, p.refuse(v, ": attribute lookup "+escapePercent(pl.name.S)+" on %s failed", pl.module, false)
	}
	if found != v {
		return pl, p.refuse(v, ": it's not the same object as %s."+escapePercent(pl.name.S), pl.module, false)
	}
	return pl, true
}

func escapePercent(s string) string { return strings.ReplaceAll(s, "%", "%%") }

// refuse raises PicklingError: "Can't pickle <v>" and why, which shows the
// module's name.
func (p *pickler) refuse(v value, why string, module value, quoted bool) bool {
	t := p.t
	shown, ok := t.Repr(v)
	if !ok {
		return false
	}
	name, ok := t.Str(module)
	if quoted {
		name, ok = t.Repr(module)
	}
	if !ok {
		return false
	}
	return cannotSave(t, "Can't pickle %s"+why, shown, name)
}

// follow looks a dotted path up in a module.
func follow(t *thread, mod value, path []string) value {
	for _, part := range path {
		if mod = t.GetAttr(mod, t.M.Intern(part)); mod.P == nil {
			break
		}
	}
	return mod
}

// moduleOf names the module v is in: what its __module__ says, else the first
// module that has it.
func (p *pickler) moduleOf(v value, path []string) value {
	t := p.t
	if ty := object.AsType(v); ty != nil && !ty.IsHeap() {
		name := t.M.ModuleOf(ty)
		if s := object.AsStr(name); s != nil {
			return t.M.InternStr(s).Value()
		}
		return name
	}
	if n := object.AsNative(v); n != nil && n.Module != nil && !n.Def.IsFunction() {
		names := stateOf(t).modules
		name, ok := names[n.Module.S]
		if !ok {
			name = object.NewStr(strings.Clone(n.Module.S))
			names[n.Module.S] = name
		}
		return name
	}
	name := t.LookupAttr(v, object.Names().Module)
	if t.Exc.P != nil {
		return value{}
	}
	if name.P != nil && !name.IsNone() {
		if s := object.AsStr(name); s != nil && s.Shape == object.ShapeStr {
			return t.M.InternStr(s).Value()
		}
		return name
	}
	main := t.M.Intern("__main__").Value()
	type entry struct{ name, mod value }
	var all []entry
	t.M.Modules.Each(func(k, mod value) bool {
		if k.IsStr() && k.Text() != "__main__" && !mod.IsNone() {
			all = append(all, entry{k, mod})
		}
		return true
	})
	for _, e := range all {
		found := follow(t, e.mod, path)
		if found.P == nil {
			if t.Catch(object.ShapeAttributeError) == nil {
				return value{}
			}
		} else if found == v {
			return e.name
		}
	}
	return main
}
