package compile

import (
	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/vm/code"
)

// place is where a variable lives, seen from the code that names it.
type place struct {
	kind  placeKind
	index int32 // register, spilled local, free variable
	name  string
}

type placeKind uint8

const (
	inRegister placeKind = iota
	inSpill
	inCell
	inFree
	inGlobals
	byName           // the frame's namespace, then globals
	byNameOrFree     // in a class body: its namespace, then a free variable
	byClassOrGlobals // in an annotation scope of a class: __classdict__, then globals
	byClassOrFree
)

// find looks a name up, from the current scope outwards.
func (u *unit) find(name string) place {
	name = u.mangled(name)
	for s := u.scope; ; s = s.parent {
		if s.kind == classScope && s != u.scope {
			return place{inFree, u.frees[name], name} // the class hides its own from comprehensions
		}
		sym := s.lookup(name)
		if sym == nil {
			if s.inlined {
				continue
			}
			if i, ok := u.frees[name]; ok {
				return place{inFree, i, name}
			}
			return u.global(name, globalImplicit)
		}
		switch sym.access {
		case local, cell:
			switch {
			case s.kind == moduleScope:
				return u.global(name, local)
			case s.kind == classScope:
				return place{byName, 0, name}
			case sym.spilled:
				return place{inSpill, sym.reg, name}
			case sym.access == cell:
				return place{inCell, sym.reg, name}
			}
			return place{inRegister, sym.reg, name}
		case free:
			if s.inlined {
				continue
			}
			kind := inFree
			switch {
			case s.kind == classScope && sym.flags&declaredNonlocal == 0:
				kind = byNameOrFree
			case s.seesClass != nil && name != "__classdict__":
				kind = byClassOrFree
			}
			return place{kind, u.frees[name], name}
		default:
			return u.global(name, sym.access)
		}
	}
}

// global is the place of a name that is no variable of a function.
func (u *unit) global(name string, how access) place {
	switch u.top.kind {
	case moduleScope:
		if sym := u.top.lookup(name); sym != nil && sym.access == globalExplicit {
			how = globalExplicit
		}
		if u.opts.ByName && how != globalExplicit {
			return place{byName, 0, name}
		}
	case classScope:
		if how == globalImplicit && u.scope == u.top {
			return place{byName, 0, name}
		}
	default:
		if u.top.seesClass != nil && how == globalImplicit {
			return place{byClassOrGlobals, 0, name}
		}
	}
	return place{inGlobals, 0, name}
}

// load puts the value of a variable in dst. A local stays where it is when dst
// is anywhere.
func (u *unit) load(p place, dst reg, at ast.Span) reg {
	if p.kind == inRegister {
		if !u.state.has(p.index) {
			u.emit(code.CheckLocal, 0, p.index, 0, 0, at)
			u.bind(p.index)
		}
		if dst == anywhere {
			return p.index
		}
		u.emit(code.Move, 0, dst, p.index, 0, at)
		return dst
	}
	d := u.out(dst)
	switch p.kind {
	case inSpill:
		u.emitWide(code.LoadLocalW, d, int(p.index), at)
	case inCell:
		u.emit(code.GetCell, 0, d, p.index, 0, at)
	case inFree:
		u.emit(code.GetFree, 0, d, p.index, 0, at)
	case inGlobals:
		u.getGlobal(d, p.name, at)
	case byName:
		u.emitWide(code.GetName, d, int(u.nameIndex(p.name)), at)
	case byNameOrFree:
		u.emit(code.GetNameOrFree, 0, d, u.shortName(p.name), p.index, at)
	case byClassOrGlobals:
		dict := u.classDict(d, at)
		u.emit(code.GetNameOrGlobal, 0, d, u.shortName(p.name), dict, at)
	case byClassOrFree:
		u.classOrFree(p, d, at)
	}
	return d
}

func (u *unit) getGlobal(d reg, name string, at ast.Span) {
	if i := u.linkIndex(name); i <= 0xffff {
		u.emit(code.GetGlobal, 0, d, i, 0, at)
	} else {
		u.emitWide(code.GetGlobalW, d, int(i), at)
	}
}

// classDict loads the namespace of the class around an annotation scope,
// above d.
func (u *unit) classDict(d reg, at ast.Span) reg {
	mark := u.sp
	u.sp = max(u.sp, d+1)
	r := u.alloc()
	u.sp = mark
	return u.load(u.find("__classdict__"), r, at)
}

// classOrFree looks in the namespace of the class, then in a free variable.
func (u *unit) classOrFree(p place, d reg, at ast.Span) {
	dict := u.classDict(d, at)
	mark := u.sp
	u.sp = max(u.sp, dict+1)
	key := u.pushConst(code.Str(p.name), at)
	u.sp = mark
	missing, end := u.newLabel(), u.newLabel()
	u.branch(code.JNotIn, key, dict, missing, at)
	u.emit(code.GetItem, 0, d, dict, key, at)
	u.jump(end, at)
	u.place(missing)
	u.emit(code.GetFree, 0, d, p.index, 0, at)
	u.place(end)
}

// store binds a variable to the value in src.
func (u *unit) store(p place, src reg, at ast.Span) {
	switch p.kind {
	case inRegister:
		u.emit(code.Move, 0, p.index, src, 0, at)
		u.bind(p.index)
	case inSpill:
		u.emitWide(code.StoreLocalW, src, int(p.index), at)
	case inCell:
		u.emit(code.SetCell, 0, p.index, src, 0, at)
	case inFree, byNameOrFree, byClassOrFree:
		u.emit(code.SetFree, 0, src, p.index, 0, at)
	case inGlobals, byClassOrGlobals:
		if i := u.linkIndex(p.name); i <= 0xffff {
			u.emit(code.SetGlobal, 0, src, i, 0, at)
		} else {
			u.emitWide(code.SetGlobalW, src, int(i), at)
		}
	case byName:
		u.emitWide(code.SetName, src, int(u.nameIndex(p.name)), at)
	}
}

// delete unbinds a variable.
func (u *unit) delete(p place, at ast.Span) {
	switch p.kind {
	case inRegister:
		u.emit(code.DelLocal, 0, p.index, 0, 0, at)
		u.unbind(p.index)
	case inSpill:
		mark := u.sp
		r := u.alloc()
		u.emitWide(code.LoadLocalW, r, int(p.index), at)
		u.emit(code.Unbind, 0, r, 0, 0, at)
		u.emitWide(code.StoreLocalW, r, int(p.index), at)
		u.sp = mark
	case inCell:
		u.emit(code.DelCell, 0, p.index, 0, 0, at)
	case inFree, byNameOrFree, byClassOrFree:
		u.emit(code.DelFree, 0, 0, p.index, 0, at)
	case inGlobals, byClassOrGlobals:
		u.emitWide(code.DelGlobal, 0, int(u.linkIndex(p.name)), at)
	case byName:
		u.emitWide(code.DelName, 0, int(u.nameIndex(p.name)), at)
	}
}

// forget does what the end of `except E as name` does: name = None; del name.
func (u *unit) forget(p place, at ast.Span) {
	if p.kind == inRegister {
		u.emit(code.Unbind, 0, p.index, 0, 0, at)
		u.unbind(p.index)
		return
	}
	mark := u.sp
	r := u.pushConst(nil, at)
	u.store(p, r, at)
	u.sp = mark
	u.delete(p, at)
}

// mayBind reports a name that may not be bound.
func (u *unit) mayBind(name string, at ast.Span) bool {
	if name == "__debug__" {
		u.failOnce(at, "cannot assign to __debug__")
		return false
	}
	return true
}

func (u *unit) storeName(name string, src reg, at ast.Span) {
	if u.mayBind(name, at) {
		u.store(u.find(name), src, at)
	}
}

// bindTo evaluates into a variable: compute gets the register to put the value
// in, the variable's own where it has one.
func (u *unit) bindTo(name string, at ast.Span, compute func(dst reg)) {
	if !u.mayBind(name, at) {
		compute(u.alloc())
		u.sp--
		return
	}
	p := u.find(name)
	if p.kind == inRegister {
		compute(p.index)
		u.bind(p.index)
		return
	}
	mark := u.sp
	r := u.sp
	u.reserve(r + 1)
	compute(r)
	u.sp = mark + 1
	u.store(p, r, at)
	u.sp = mark
}
