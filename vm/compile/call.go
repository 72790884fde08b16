package compile

import (
	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/vm/code"
)

// maxArgs is how many arguments a call instruction counts; calls with more, or
// with * and **, pass a tuple and a dict.
const maxArgs = 255

// call evaluates in CPython's order: what is called, positional arguments,
// keyword arguments.
func (u *unit) call(e *ast.Call, dst reg) reg {
	u.checkCallee(e)
	u.checkKeywords(e.Keywords)
	if u.isBareSuper(e) {
		return u.callSuper(e, dst)
	}
	if u.isPlain(e) {
		switch f := e.Func.(type) {
		case *ast.Attribute:
			return u.callMethod(e, f, dst)
		case *ast.Name:
			if p := u.find(f.Id); p.kind == inGlobals && u.unseen(e) {
				if link := u.linkIndex(p.name); link <= 0xffff {
					return u.callGlobal(e, f, link, dst)
				}
			}
		}
	}
	mark := u.sp
	f := u.pushOperand(e.Func, u.operands(e)...)
	return u.invoke(f, nil, e.Args, e.Keywords, dst, mark, e.Span)
}

// operands lists what is evaluated after the function, for pushOperand.
func (u *unit) operands(e *ast.Call) []ast.Expr {
	if !u.top.hasWalrus || len(e.Keywords) == 0 {
		return e.Args
	}
	all := append([]ast.Expr(nil), e.Args...)
	for _, k := range e.Keywords {
		all = append(all, k.Value)
	}
	return all
}

func (u *unit) isPlain(e *ast.Call) bool { return u.isPlainArgs(e.Args, e.Keywords) }

// isPlainArgs: the arguments can lie in a window.
func (u *unit) isPlainArgs(args []ast.Expr, kws []*ast.Keyword) bool {
	n := len(args) + len(kws)
	if n >= maxArgs || int(u.sp)+n > maxWindow || hasStar(args) {
		return false
	}
	for _, k := range kws {
		if k.Name == "" {
			return false
		}
	}
	return true
}

// unseen: evaluating the arguments cannot be seen by the lookup of what is
// called, nor the other way round, so that both may be done by the call
// instruction. That only holds of constants, variables of functions and
// arithmetic on them.
func (u *unit) unseen(e *ast.Call) bool {
	for _, a := range e.Args {
		if !u.quiet(a, 0) {
			return false
		}
	}
	for _, k := range e.Keywords {
		if !u.quiet(k.Value, 0) {
			return false
		}
	}
	return true
}

func (u *unit) quiet(e ast.Expr, depth int) bool {
	if depth > 8 {
		return false
	}
	switch e := e.(type) {
	case *ast.Constant:
		return true
	case *ast.Name:
		p := u.find(e.Id)
		switch p.kind {
		case inRegister:
			return u.state.has(p.index)
		case inCell, inFree:
			return true
		}
	case *ast.UnaryOp:
		return u.quiet(e.Operand, depth+1)
	case *ast.BinOp:
		if c, ok := e.Left.(*ast.Constant); ok && e.Op == ast.Mod && (c.Kind == ast.ConstStr || c.Kind == ast.ConstBytes) {
			return false // formatting calls __str__ and fails easily
		}
		return u.quiet(e.Left, depth+1) && u.quiet(e.Right, depth+1)
	case *ast.Compare:
		return len(e.Ops) == 1 && u.quiet(e.Left, depth+1) && u.quiet(e.Comparators[0], depth+1)
	case *ast.Tuple:
		return u.allQuiet(e.Elts, depth+1)
	case *ast.List:
		return u.allQuiet(e.Elts, depth+1)
	case *ast.Lambda:
		pos, kw := hasDefaults(e.Params)
		return !pos && !kw
	}
	return false
}

func (u *unit) allQuiet(es []ast.Expr, depth int) bool {
	for _, e := range es {
		if !u.quiet(e, depth) {
			return false
		}
	}
	return true
}

// window opens a call window above the used temporaries and returns its base;
// sp is there.
func (u *unit) window() reg {
	u.sp += code.RecordRegisters
	u.reserve(u.sp + 1)
	return u.sp
}

// pushArgs lays the arguments in the window; it returns how many there are and
// the constant with the keywords' names.
func (u *unit) pushArgs(args []ast.Expr, kws []*ast.Keyword) (n uint8, names int32) {
	u.pushAll(args)
	for _, k := range kws {
		u.push(k.Value)
	}
	if len(kws) > 0 && !u.dead {
		t := make(code.Tuple, len(kws))
		for i, k := range kws {
			t[i] = code.Str(u.mangled(k.Name))
		}
		names = u.constIndex(t)
		if names > 0xffff && !u.tooBig {
			u.tooBig = true
			u.failOnce(u.top.node.Range(), "too many constants in '"+u.code.Name+"'")
		}
	}
	return uint8(len(args) + len(kws)), names
}

func (u *unit) callGlobal(e *ast.Call, f *ast.Name, link int32, dst reg) reg {
	mark := u.sp
	if len(e.Keywords) > 0 {
		r := u.alloc()
		u.getGlobal(r, u.code.Links[link], f.Span)
		return u.invoke(r, nil, e.Args, e.Keywords, dst, mark, e.Span)
	}
	base := u.window()
	n, _ := u.pushArgs(e.Args, nil)
	d := u.result(dst, mark)
	u.emit(code.CallGlobal, n, base, link, d, e.Span)
	u.extend(u.cache(code.CallGlobal, u.code.Links[link]), 0, f.Span)
	return d
}

func (u *unit) callMethod(e *ast.Call, f *ast.Attribute, dst reg) reg {
	mark := u.sp
	name := u.mangled(f.Attr)
	at, nameAt := u.nameSpan(f, e.Span), u.nameSpan(f, f.Span)
	fused := u.unseen(e)
	var callee reg
	base := mark + code.RecordRegisters
	if !fused {
		callee = mark
		base++
	}
	u.reserve(base + 1)
	u.value(f.Value, base) // sp is still mark: chains of calls take no more room
	u.sp = base + 1
	s := u.shortName(name)
	if !fused {
		u.emit(code.LoadMethod, 0, callee, base, s, nameAt)
		u.extend(u.cache(code.LoadMethod, name), 0, nameAt)
	}
	n, names := u.pushArgs(e.Args, e.Keywords)
	d := u.result(dst, mark)
	switch {
	case fused && len(e.Keywords) == 0:
		u.emit(code.CallMethod, n, base, s, d, at)
		u.extend(u.cache(code.CallMethod, name), 0, nameAt)
	case fused:
		u.emit(code.CallMethodKw, n, base, s, d, at)
		u.extend(u.cache(code.CallMethod, name), names, nameAt)
	case len(e.Keywords) == 0:
		u.emit(code.CallLoaded, n, base, callee, d, at)
	default:
		u.emit(code.CallLoadedKw, n, base, callee, d, at)
		u.extend(0, names, at)
	}
	return d
}

// invoke calls the function in R[f]. first, if any, computes an argument that
// comes before args.
func (u *unit) invoke(f reg, first func(dst reg), args []ast.Expr, kws []*ast.Keyword, dst, mark reg, at ast.Span) reg {
	if !u.isPlainArgs(args, kws) {
		return u.invokeStar(f, first, args, kws, dst, mark, at)
	}
	base := u.window()
	var n uint8
	if first != nil {
		first(u.sp)
		u.sp++
		n++
	}
	m, names := u.pushArgs(args, kws)
	d := u.result(dst, mark)
	if len(kws) == 0 {
		u.emit(code.Call, n+m, base, f, d, at)
	} else {
		u.emit(code.CallKw, n+m, base, f, d, at)
		u.extend(0, names, at)
	}
	return d
}

// invokeStar calls R[f] with a tuple of arguments and a dict of keywords.
func (u *unit) invokeStar(f reg, first func(dst reg), args []ast.Expr, kws []*ast.Keyword, dst, mark reg, at ast.Span) reg {
	base := u.window()
	u.sp = base + 1
	switch {
	case first != nil:
		u.reserve(u.sp + 1)
		first(u.sp)
		u.emit(code.BuildList, 0, base, u.sp, 1, at)
		inner := u.sp
		rest := u.alloc()
		u.extendList(rest, args, at)
		u.emit(code.ListExtend, 0, base, rest, 0, at)
		u.sp = inner
		u.emit(code.ListToTuple, 0, base, base, 0, at)
	case len(args) == 0:
		u.loadConst(code.Tuple{}, base, at)
	case len(args) == 1 && hasStar(args):
		u.sp = base
		u.value(args[0].(*ast.Starred).Value, base)
		u.sp = base + 1
	default:
		u.extendList(base, args, at)
		u.emit(code.ListToTuple, 0, base, base, 0, at)
	}
	dict := u.alloc()
	if len(kws) == 0 {
		u.emit(code.Unbind, 0, dict, 0, 0, at)
	} else {
		u.keywordDict(dict, f, kws, at)
	}
	d := u.result(dst, mark)
	u.emit(code.CallEx, 0, base, f, d, at)
	return d
}

// keywordDict makes R[dict] the dict of the keyword arguments of a call of
// R[f]. Names up to the first ** cannot collide; later ones are merged.
func (u *unit) keywordDict(dict, f reg, kws []*ast.Keyword, at ast.Span) {
	mark := u.sp
	n := u.keywordRun(dict, kws, at)
	for kws = kws[n:]; len(kws) > 0; kws = kws[n:] {
		u.sp = mark
		var r reg
		if kws[0].Name == "" {
			n = 1
			r = u.value(kws[0].Value, anywhere)
		} else {
			r = u.alloc()
			n = u.keywordRun(r, kws, at)
		}
		u.emit(code.DictMerge, 0, dict, r, f, at)
	}
	u.sp = mark
}

// keywordRun makes R[dict] a dict of the named arguments that kws begins with.
func (u *unit) keywordRun(dict reg, kws []*ast.Keyword, at ast.Span) int {
	mark := u.sp
	n, laid := 0, 0
	for n < len(kws) && kws[n].Name != "" {
		n++
		if u.fits(2 * n) {
			laid = n
		}
	}
	pair := func(k *ast.Keyword) reg {
		r := u.pushConst(code.Str(u.mangled(k.Name)), at)
		u.push(k.Value)
		return r
	}
	for _, k := range kws[:laid] {
		pair(k)
	}
	u.sp = mark
	u.emit(code.BuildDict, 0, dict, mark, int32(laid), at)
	for _, k := range kws[laid:n] {
		r := pair(k)
		u.emit(code.MapAdd, 0, dict, r, 0, at)
		u.sp = mark
	}
	return n
}

// checkKeywords reports repeated keyword arguments.
func (u *unit) checkKeywords(kws []*ast.Keyword) {
	for i, k := range kws {
		if k.Name == "" {
			continue
		}
		u.mayBind(k.Name, k.Span)
		for _, other := range kws[i+1:] {
			if other.Name == k.Name {
				u.failOnce(other.Span, "keyword argument repeated: "+k.Name)
				return
			}
		}
	}
}

// isBareSuper: super() in a function with a first parameter, inside a class.
func (u *unit) isBareSuper(e *ast.Call) bool {
	f, ok := e.Func.(*ast.Name)
	if !ok || f.Id != "super" || len(e.Args) > 0 || len(e.Keywords) > 0 || !u.top.isFunction() || u.code.Args == 0 {
		return false
	}
	switch u.find("super").kind {
	case inGlobals, byClassOrGlobals:
		_, ok := u.frees["__class__"]
		return ok
	}
	return false
}

func (u *unit) callSuper(e *ast.Call, dst reg) reg {
	mark := u.sp
	f := u.value(e.Func, anywhere)
	base := u.window()
	u.allocN(2)
	u.emit(code.GetFree, 1, base, u.frees["__class__"], 0, e.Span)
	if len(u.code.Cells) > 0 && u.code.Cells[0] == 0 {
		u.emit(code.GetCell, 1, base+1, 0, 0, e.Span)
	} else {
		u.emit(code.Move, 0, base+1, 0, 0, e.Span)
	}
	d := u.result(dst, mark)
	u.emit(code.CallSuper, 0, base, f, d, e.Span)
	return d
}
