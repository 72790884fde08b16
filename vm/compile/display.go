package compile

import (
	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/vm/code"
)

func hasStar(elts []ast.Expr) bool {
	for _, e := range elts {
		if _, ok := e.(*ast.Starred); ok {
			return true
		}
	}
	return false
}

// fits: n items may be laid in registers from here.
func (u *unit) fits(n int) bool { return n <= maxPieces && int(u.sp)+n <= maxWindow }

func (u *unit) tuple(e *ast.Tuple, dst reg) reg {
	if v, ok := u.fold(e); ok {
		d := u.out(dst)
		u.loadConst(v, d, e.Span)
		return d
	}
	mark := u.sp
	if hasStar(e.Elts) || !u.fits(len(e.Elts)) {
		l := u.pieces(e.Elts, e.Span)
		d := u.result(dst, mark)
		u.emit(code.ListToTuple, 0, d, l, 0, e.Span)
		return d
	}
	first := u.pushAll(e.Elts)
	d := u.result(dst, mark)
	u.emit(code.BuildTuple, 0, d, first, int32(len(e.Elts)), e.Span)
	return d
}

// pushAll evaluates expressions into consecutive temporaries.
func (u *unit) pushAll(es []ast.Expr) reg {
	first := u.sp
	for _, e := range es {
		u.push(e)
	}
	return first
}

func (u *unit) list(elts []ast.Expr, at ast.Span, dst reg) reg {
	mark := u.sp
	if len(elts) > 2 {
		if v, ok := u.foldTuple(elts); ok {
			l := u.hold(dst)
			u.emit(code.BuildList, 0, l, l, 0, at)
			k := u.pushConst(v, at)
			u.emit(code.ListExtend, 0, l, k, 0, at)
			return u.release(l, dst, mark, at)
		}
	}
	if hasStar(elts) || !u.fits(len(elts)) {
		l := u.hold(dst)
		u.extendList(l, elts, at)
		return u.release(l, dst, mark, at)
	}
	first := u.pushAll(elts)
	d := u.result(dst, mark)
	u.emit(code.BuildList, 0, d, first, int32(len(elts)), at)
	return d
}

// pieces builds a list of any length in a new temporary.
func (u *unit) pieces(elts []ast.Expr, at ast.Span) reg {
	l := u.alloc()
	u.extendList(l, elts, at)
	return l
}

// extendList makes R[l] a list of elts, stars included, a few at a time.
func (u *unit) extendList(l reg, elts []ast.Expr, at ast.Span) {
	n := 0
	for n < len(elts) && u.fits(n+1) {
		if _, ok := elts[n].(*ast.Starred); ok {
			break
		}
		n++
	}
	mark := u.sp
	first := u.pushAll(elts[:n])
	u.sp = mark
	u.emit(code.BuildList, 0, l, first, int32(n), at)
	for _, e := range elts[n:] {
		if s, ok := e.(*ast.Starred); ok {
			r := u.value(s.Value, anywhere)
			u.emit(code.ListExtend, 0, l, r, 0, at)
		} else {
			r := u.value(e, anywhere)
			u.emit(code.ListAppend, 0, l, r, 0, at)
		}
		u.sp = mark
	}
}

func (u *unit) set(e *ast.Set, dst reg) reg {
	mark := u.sp
	if len(e.Elts) > 2 {
		if v, ok := u.constContainer(e); ok {
			s := u.hold(dst)
			u.emit(code.BuildSet, 0, s, s, 0, e.Span)
			k := u.pushConst(v, e.Span)
			u.emit(code.SetUpdate, 0, s, k, 0, e.Span)
			return u.release(s, dst, mark, e.Span)
		}
	}
	if !hasStar(e.Elts) && u.fits(len(e.Elts)) {
		first := u.pushAll(e.Elts)
		d := u.result(dst, mark)
		u.emit(code.BuildSet, 0, d, first, int32(len(e.Elts)), e.Span)
		return d
	}
	s := u.hold(dst)
	u.emit(code.BuildSet, 0, s, s, 0, e.Span)
	inner := u.sp
	for _, elt := range e.Elts {
		if star, ok := elt.(*ast.Starred); ok {
			r := u.value(star.Value, anywhere)
			u.emit(code.SetUpdate, 0, s, r, 0, e.Span)
		} else {
			r := u.value(elt, anywhere)
			u.emit(code.SetAdd, 0, s, r, 0, e.Span)
		}
		u.sp = inner
	}
	return u.release(s, dst, mark, e.Span)
}

func (u *unit) dict(e *ast.Dict, dst reg) reg {
	mark := u.sp
	n := 0
	for n < len(e.Keys) && e.Keys[n] != nil && u.fits(2*n+2) {
		n++
	}
	if n == len(e.Keys) {
		first := u.pushPairs(e, 0, n)
		d := u.result(dst, mark)
		u.emit(code.BuildDict, 0, d, first, int32(n), e.Span)
		return d
	}
	m := u.hold(dst)
	inner := u.sp
	first := u.pushPairs(e, 0, n)
	u.sp = inner
	u.emit(code.BuildDict, 0, m, first, int32(n), e.Span)
	for i := n; i < len(e.Keys); i++ {
		if e.Keys[i] == nil {
			r := u.value(e.Values[i], anywhere)
			u.emit(code.DictUpdate, 0, m, r, 0, e.Span)
		} else {
			pair := u.pushPairs(e, i, i+1)
			u.emit(code.MapAdd, 0, m, pair, 0, e.Span)
		}
		u.sp = inner
	}
	return u.release(m, dst, mark, e.Span)
}

func (u *unit) pushPairs(e *ast.Dict, from, to int) reg {
	first := u.sp
	for i := from; i < to; i++ {
		u.push(e.Keys[i])
		u.push(e.Values[i])
	}
	return first
}

// joined is an f-string.
func (u *unit) joined(e *ast.JoinedStr, dst reg) reg {
	switch len(e.Values) {
	case 0:
		d := u.out(dst)
		u.loadConst(code.Str(""), d, e.Span)
		return d
	case 1:
		return u.value(e.Values[0], dst)
	}
	mark := u.sp
	first := u.sp
	n := 0
	for _, v := range e.Values {
		if n >= maxPieces || n > 1 && u.sp >= maxWindow {
			u.sp = first + 1
			u.emit(code.BuildString, 0, first, first, int32(n), e.Span)
			n = 1
		}
		if f, ok := v.(*ast.FormattedValue); ok {
			d := u.sp
			u.reserve(d + 1)
			u.format(f, d, code.FormatPart)
			u.sp = d + 1
		} else {
			u.push(v)
		}
		n++
	}
	d := u.result(dst, mark)
	u.emit(code.BuildString, 0, d, first, int32(n), e.Span)
	return d
}

func (u *unit) formatted(e *ast.FormattedValue, dst reg) reg { return u.format(e, dst, 0) }

// format emits a replacement field; n: its flags so far.
func (u *unit) format(e *ast.FormattedValue, dst reg, n uint8) reg {
	mark := u.sp
	switch e.Conversion {
	case 's':
		n += 1
	case 'r':
		n += 2
	case 'a':
		n += 3
	}
	if e.FormatSpec == nil {
		r := u.value(e.Value, anywhere)
		d := u.result(dst, mark)
		u.emit(code.FormatValue, n, d, r, 0, e.Span)
		return d
	}
	r := u.pushOperand(e.Value, e.FormatSpec)
	spec := u.value(e.FormatSpec, anywhere)
	d := u.result(dst, mark)
	u.emit(code.FormatValue, n+4, d, r, spec, e.Span)
	return d
}
