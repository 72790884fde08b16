package compile

import (
	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/vm/code"
)

func (u *unit) assign(s *ast.Assign) {
	if len(s.Targets) == 1 {
		u.assignOne(s.Targets[0], s.Value)
		return
	}
	if _, ok := u.fold(s.Value); ok && allNames(s.Targets) {
		for _, t := range s.Targets {
			u.assignOne(t, s.Value)
		}
		return
	}
	r := u.value(s.Value, anywhere)
	if u.isLocal(r) && !allNames(s.Targets) {
		t := u.alloc()
		u.emit(code.Move, 0, t, r, 0, s.Value.Range())
		r = t
	}
	for _, t := range s.Targets {
		u.storeTarget(t, r)
	}
}

func allNames(es []ast.Expr) bool {
	for _, e := range es {
		if _, ok := e.(*ast.Name); !ok {
			return false
		}
	}
	return true
}

func (u *unit) assignOne(target, value ast.Expr) {
	switch t := target.(type) {
	case *ast.Name:
		u.bindTo(t.Id, t.Span, func(dst reg) { u.value(value, dst) })
		return
	case *ast.Tuple:
		if v, ok := value.(*ast.Tuple); ok && u.assignParallel(t.Elts, v.Elts) {
			return
		}
	case *ast.Attribute:
		r := u.pushOperand(value, t.Value)
		u.storeTarget(t, r)
		return
	case *ast.Subscript:
		r := u.pushOperand(value, t.Value, t.Index)
		if _, ok := t.Index.(*ast.Slice); ok && !u.dead && !u.isLocal(r) {
			// a[…] = b[…]: nobody else sees the list in between
			if last := &u.ins[len(u.ins)-1]; last.op == code.GetSlice && last.a == r {
				last.n |= code.SliceDies
			}
		}
		u.storeTarget(t, r)
		return
	}
	r := u.value(value, anywhere)
	u.storeTarget(target, r)
}

// assignParallel compiles a, b = x, y without a tuple: all values first, then
// the targets from the left.
func (u *unit) assignParallel(targets, values []ast.Expr) bool {
	if len(targets) != len(values) || len(values) < 2 || !u.fits(len(values)) || hasStar(targets) || hasStar(values) {
		return false
	}
	simple := allNames(targets)
	const later reg = -2 // a constant, loaded when it is stored
	from := make([]reg, len(values))
	for i, v := range values {
		if _, ok := u.fold(v); ok {
			from[i] = later
			continue
		}
		name, ok := v.(*ast.Name)
		switch {
		case ok && simple && !u.mayRebind(values) && !u.storedBefore(targets[:i], name):
			from[i] = u.value(name, anywhere)
		case i == len(values)-1 && simple:
			from[i] = u.lastValue(v, targets, from[:i])
		default:
			from[i] = u.push(v)
		}
	}
	for i, t := range targets {
		if from[i] == later {
			u.assignOne(t, values[i])
		} else {
			u.storeTarget(t, from[i])
		}
	}
	return true
}

// lastValue evaluates the last of several values, straight into its variable
// where neither the other values nor the other targets are that.
func (u *unit) lastValue(v ast.Expr, targets []ast.Expr, from []reg) reg {
	last := targets[len(targets)-1].(*ast.Name)
	p := u.find(last.Id)
	if p.kind != inRegister || u.storedBefore(targets[:len(targets)-1], last) {
		return u.push(v)
	}
	for _, r := range from {
		if r == p.index {
			return u.push(v)
		}
	}
	return u.value(v, p.index)
}

// storedBefore: one of the targets is the variable name.
func (u *unit) storedBefore(targets []ast.Expr, name *ast.Name) bool {
	for _, t := range targets {
		if t.(*ast.Name).Id == name.Id {
			return true
		}
	}
	return false
}

// storeTarget binds a target to the value in src.
func (u *unit) storeTarget(target ast.Expr, src reg) {
	mark := u.sp
	switch t := target.(type) {
	case *ast.Name:
		u.storeName(t.Id, src, t.Span)
	case *ast.Attribute:
		if !u.mayBind(t.Attr, t.Span) {
			return
		}
		u.noteSelf(t)
		r := u.value(t.Value, anywhere)
		u.setAttr(r, src, t.Attr, u.nameSpan(t, t.Span))
	case *ast.Subscript:
		r := u.pushOperand(t.Value, t.Index)
		if s, ok := t.Index.(*ast.Slice); ok {
			u.emit(code.SetSlice, 0, r, u.sliceParts(s, s.Lower, s.Upper, s.Step), src, t.Span)
			break
		}
		k := u.value(t.Index, anywhere)
		u.emit(code.SetItem, 0, r, k, src, t.Span)
	case *ast.Tuple:
		u.unpack(t.Elts, src, t.Span)
	case *ast.List:
		u.unpack(t.Elts, src, t.Span)
	case *ast.Starred:
		u.failOnce(t.Span, "starred assignment target must be in a list or tuple")
	}
	u.sp = mark
}

func (u *unit) setAttr(r, src reg, name string, at ast.Span) {
	name = u.mangled(name)
	u.emit(code.SetAttr, 0, r, src, u.shortName(name), at)
	u.extend(u.cache(code.SetAttr, name), 0, at)
}

// noteSelf records an assignment to self.x for __static_attributes__.
func (u *unit) noteSelf(t *ast.Attribute) {
	if n, ok := t.Value.(*ast.Name); !ok || n.Id != "self" {
		return
	}
	for o := u; o != nil; o = o.outer {
		if o.top.kind == classScope {
			for _, a := range o.code.SelfAttrs {
				if a == t.Attr {
					return
				}
			}
			o.code.SelfAttrs = append(o.code.SelfAttrs, t.Attr)
			return
		}
	}
}

// unpack distributes the items of R[src] over targets.
func (u *unit) unpack(targets []ast.Expr, src reg, at ast.Span) {
	star := -1
	for i, t := range targets {
		s, ok := t.(*ast.Starred)
		if !ok {
			continue
		}
		if star >= 0 {
			u.failOnce(at, "multiple starred expressions in assignment")
			return
		}
		if i > 255 || len(targets)-i-1 > 0xffff {
			u.failOnce(at, "too many expressions in star-unpacking assignment")
			return
		}
		star = i
		_ = s
	}
	n := len(targets)
	if int(u.sp)+n > maxWindow {
		u.failOnce(at, "too many targets in assignment")
		return
	}
	if star < 0 {
		if first, ok := u.consecutive(targets); ok {
			u.emit(code.Unpack, uint8(n), first, src, int32(n>>8), at)
			for i := range targets {
				u.bind(first + reg(i))
			}
			return
		}
	}
	first := u.allocN(n)
	if star < 0 {
		u.emit(code.Unpack, uint8(n), first, src, int32(n>>8), at)
	} else {
		u.emit(code.UnpackEx, uint8(star), first, src, int32(n-star-1), at)
	}
	for i, t := range targets {
		if s, ok := t.(*ast.Starred); ok {
			t = s.Value
		}
		u.storeTarget(t, first+reg(i))
	}
}

// consecutive: the targets are locals in neighbouring registers; the first.
func (u *unit) consecutive(targets []ast.Expr) (reg, bool) {
	first := reg(0)
	for i, t := range targets {
		n, ok := t.(*ast.Name)
		if !ok || n.Id == "__debug__" {
			return 0, false
		}
		p := u.find(n.Id)
		if p.kind != inRegister || i > 0 && p.index != first+reg(i) {
			return 0, false
		}
		if i == 0 {
			first = p.index
		}
	}
	return first, len(targets) > 0
}

func (u *unit) augAssign(s *ast.AugAssign) {
	switch t := s.Target.(type) {
	case *ast.Name:
		if !u.mayBind(t.Id, t.Span) {
			return
		}
		p := u.find(t.Id)
		mark := u.sp
		l := u.pushOperand(t, s.Value)
		if p.kind == inRegister {
			u.operate(s.Op, 1, l, s.Value, p.index, mark, s.Span)
			return
		}
		r := u.operate(s.Op, 1, l, s.Value, anywhere, mark, s.Span)
		u.store(p, r, t.Span)
	case *ast.Attribute:
		u.noteSelf(t)
		at := u.nameSpan(t, t.Span)
		obj := u.pushOperand(t.Value, s.Value)
		mark := u.sp
		l := u.alloc()
		u.getAttr(l, obj, t.Attr, at)
		r := u.operate(s.Op, 1, l, s.Value, anywhere, mark, s.Span)
		u.setAttr(obj, r, t.Attr, at)
	case *ast.Subscript:
		obj := u.pushOperand(t.Value, t.Index, s.Value)
		k := u.pushOperand(t.Index, s.Value)
		mark := u.sp
		l := u.alloc()
		u.emit(code.GetItem, 0, l, obj, k, t.Span)
		r := u.operate(s.Op, 1, l, s.Value, anywhere, mark, s.Span)
		u.emit(code.SetItem, 0, obj, k, r, t.Span)
	}
}

func (u *unit) annAssign(s *ast.AnnAssign) {
	if s.Value != nil {
		u.assignOne(s.Target, s.Value)
	}
	evaluated := !u.top.isFunction()
	switch t := s.Target.(type) {
	case *ast.Name:
		if !u.mayBind(t.Id, t.Span) {
			return
		}
		if s.Simple && evaluated {
			u.recordAnnotation(t.Id, s)
			return
		}
	case *ast.Attribute:
		if s.Value == nil {
			u.dropped(t.Value)
		}
	case *ast.Subscript:
		if s.Value == nil {
			mark := u.sp
			u.value(t.Value, anywhere)
			u.value(t.Index, anywhere)
			u.sp = mark
		}
	}
	if evaluated && !s.Simple && !u.compiler.annotations {
		u.dropped(s.Annotation)
	}
}

// recordAnnotation stores the annotation of a variable of a class or module.
func (u *unit) recordAnnotation(name string, s *ast.AnnAssign) {
	v := u.annotation(s.Annotation, anywhere)
	dict := u.alloc()
	u.load(u.find("__annotations__"), dict, s.Span)
	k := u.pushConst(code.Str(u.mangled(name)), s.Span)
	u.emit(code.SetItem, 0, dict, k, v, s.Span)
}

// annotation evaluates an annotation, to its text if the future says so.
func (u *unit) annotation(e ast.Expr, dst reg) reg {
	if u.compiler.annotations {
		d := u.out(dst)
		u.loadConst(code.Str(u.unparse(e)), d, e.Range())
		return d
	}
	if s, ok := e.(*ast.Starred); ok {
		// *args: *Ts is the only item of unpacking Ts
		mark := u.sp
		r := u.value(s.Value, anywhere)
		d := u.result(dst, mark)
		u.emit(code.Unpack, 1, d, r, 0, s.Span)
		return d
	}
	return u.value(e, dst)
}

func (u *unit) deleteTarget(target ast.Expr) {
	mark := u.sp
	switch t := target.(type) {
	case *ast.Name:
		if t.Id == "__debug__" {
			u.failOnce(t.Span, "cannot delete __debug__")
			return
		}
		u.delete(u.find(t.Id), t.Span)
	case *ast.Attribute:
		r := u.value(t.Value, anywhere)
		u.emit(code.DelAttr, 0, r, 0, u.shortName(u.mangled(t.Attr)), u.nameSpan(t, t.Span))
	case *ast.Subscript:
		r := u.pushOperand(t.Value, t.Index)
		k := u.value(t.Index, anywhere)
		u.emit(code.DelItem, 0, r, k, 0, t.Span)
	case *ast.Tuple:
		for _, e := range t.Elts {
			u.deleteTarget(e)
		}
	case *ast.List:
		for _, e := range t.Elts {
			u.deleteTarget(e)
		}
	}
	u.sp = mark
}
