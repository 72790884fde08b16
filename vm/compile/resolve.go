package compile

import "slices"

// resolve decides what each name of s and the scopes in it is. Parents come
// first, so that errors come in CPython's order.
func (c *compiler) resolve(s *scope) {
	s.inlined = s.kind == comprehensionScope && s.parent.seesClass == nil
	for i := 0; i < len(s.order); i++ {
		c.resolveName(s, s.order[i])
	}
	for _, child := range s.children {
		c.resolve(child)
	}
	slices.Sort(s.free)
}

func (c *compiler) resolveName(s *scope, sym *symbol) {
	name := sym.name
	switch {
	case sym.flags&declaredGlobal != 0:
		if sym.flags&declaredNonlocal != 0 {
			c.fail(sym.directive, "name '"+name+"' is nonlocal and global")
		}
		sym.access = globalExplicit
	case sym.flags&declaredNonlocal != 0:
		sym.access = globalImplicit // unless a binding is found
		if s.kind == moduleScope {
			c.fail(sym.directive, "nonlocal declaration not allowed at module level")
			return
		}
		owner := s.binding(name)
		if owner == nil {
			c.fail(sym.directive, "no binding for nonlocal '"+name+"' found")
			return
		}
		if o := owner.lookup(name); o != nil && o.flags&isTypeParam != 0 {
			c.fail(sym.directive, "nonlocal binding not allowed for type parameter '"+name+"'")
			return
		}
		c.capture(s, owner, sym)
	case sym.flags&isBound != 0:
		if sym.access != cell { // else a scope inside came first
			sym.access = local
		}
	default:
		sym.access = globalImplicit
		if s.seesClass != nil {
			if k := s.seesClass.lookup(name); k != nil {
				if k.flags&declaredGlobal != 0 {
					sym.access = globalExplicit
					return
				}
				if k.flags&isBound != 0 && k.flags&declaredNonlocal == 0 {
					return
				}
			}
		}
		if owner := s.binding(name); owner != nil {
			if owner.kind == classScope && s.unit() == owner {
				return // __class__ in an inlined comprehension of the class body
			}
			c.capture(s, owner, sym)
		}
	}
}

// binding finds the scope around s that binds name as a variable of a
// function. Classes hide their names from the scopes in them, but for
// __class__ and __classdict__.
func (s *scope) binding(name string) *scope {
	for p := s.parent; p != nil; p = p.parent {
		switch p.kind {
		case moduleScope:
			return nil
		case classScope:
			if name == "__class__" || name == "__classdict__" {
				return p
			}
			continue
		}
		sym := p.lookup(name)
		switch {
		case sym == nil || sym.flags&declaredNonlocal != 0:
		case sym.flags&declaredGlobal != 0:
			return nil
		case sym.flags&isBound != 0:
			return p
		}
	}
	return nil
}

// capture makes sym, of scope s, the variable that owner binds: a free
// variable of every code between the two, a cell in owner's.
func (c *compiler) capture(s, owner *scope, sym *symbol) {
	sym.access = free
	to := owner.unit()
	from := s.unit()
	if from == to {
		return
	}
	for u := from; u != to; u = u.parent.unit() {
		u.addFree(sym.name)
	}
	if owner.kind == classScope {
		if sym.name == "__class__" {
			owner.needsClass = true
		} else {
			owner.needsDict = true
		}
		return
	}
	owner.lookup(sym.name).access = cell
}
