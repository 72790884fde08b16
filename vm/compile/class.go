package compile

import (
	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/vm/code"
)

func (u *unit) classDef(s *ast.ClassDef) {
	u.decorated(s.Decorators, s.Name, s.Span, func(dst reg) {
		u.checkKeywords(s.Keywords)
		if len(s.TypeParams) > 0 {
			u.genericClass(s, dst)
		} else {
			u.buildClass(s, s.Bases, dst)
		}
	})
}

// buildClass calls __build_class__(body, name, *bases, **keywords).
func (u *unit) buildClass(s *ast.ClassDef, bases []ast.Expr, dst reg) {
	mark := u.sp
	f := u.alloc()
	u.emit(code.LoadBuildClass, 0, f, 0, 0, s.Span)
	body := func(dst reg) {
		u.makeFunction(u.classBody(s), 0, 0, dst, s.Span)
	}
	args := append([]ast.Expr{&ast.Constant{Span: s.Span, Kind: ast.ConstStr, Str: s.Name}}, bases...)
	u.invoke(f, body, args, s.Keywords, dst, mark, s.Span)
	u.sp = mark
}

func (u *unit) classBody(s *ast.ClassDef) *code.Code {
	sc := u.scopes[s]
	at := s.Span
	b := u.begin(sc, s.Name, definedAt(s.Decorators, s.Span))
	b.private = s.Name
	b.code.Flags |= code.ClassBody
	b.prologue(at)
	set := func(name string, v code.Const) {
		r := b.pushConst(v, at)
		b.emitWide(code.SetName, r, int(b.nameIndex(name)), at)
		b.sp = r
	}
	r := b.alloc()
	b.emitWide(code.GetName, r, int(b.nameIndex("__name__")), at)
	b.emitWide(code.SetName, r, int(b.nameIndex("__module__")), at)
	b.sp = r
	set("__qualname__", code.Str(b.code.QualName))
	line, _ := u.src.Position(b.code.Pos)
	set("__firstlineno__", int64(line))
	if len(s.TypeParams) > 0 {
		b.emit(code.GetFree, 0, r, b.frees[".type_params"], 0, at)
		b.emitWide(code.SetName, r, int(b.nameIndex("__type_params__")), at)
	}
	if sc.needsDict {
		b.reserve(r + 1)
		b.emit(code.Intrinsic, code.IntrinsicLocals, r, r, r, at)
		b.emit(code.SetCell, 0, b.cellNamed("__classdict__"), r, 0, at)
	}
	if sc.annotates {
		b.reserve(r + 1)
		b.emit(code.Intrinsic, code.IntrinsicAnnotations, r, r, r, at)
	}
	body := s.Body
	if doc, ok := docstring(body[0]); ok {
		if u.opts.Optimize < 2 {
			set("__doc__", code.Str(cleanDoc(doc.Str)))
		}
		body = body[1:]
	}
	b.stmts(body)
	attrs := make(code.Tuple, len(b.code.SelfAttrs))
	for i, name := range b.code.SelfAttrs {
		attrs[i] = code.Str(name)
	}
	set("__static_attributes__", attrs)
	if sc.needsDict {
		b.emitWide(code.SetName, b.cellNamed("__classdict__"), int(b.nameIndex("__classdictcell__")), at)
	}
	if sc.needsClass {
		c := b.cellNamed("__class__")
		b.emitWide(code.SetName, c, int(b.nameIndex("__classcell__")), at)
		b.emitReturn(c, at)
	} else {
		b.returnNone(at)
	}
	return b.end()
}

// cellNamed is the register of a class body's own cell.
func (u *unit) cellNamed(name string) reg {
	for _, r := range u.code.Cells {
		if u.code.Locals[r] == name {
			return reg(r)
		}
	}
	panic("compile: class body without " + name)
}
