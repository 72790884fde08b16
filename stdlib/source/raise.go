package source

import (
	"github.com/aio-lang/aio/grammar"
	"github.com/aio-lang/aio/vm/object"
)

// exceptionShapes are the classes of grammar.SyntaxError.Class.
var exceptionShapes = map[string]uint32{
	"SyntaxError":      object.ShapeSyntaxError,
	"IndentationError": object.ShapeIndentationError,
	"TabError":         object.ShapeTabError,
	"MemoryError":      object.ShapeMemoryError,
	"RecursionError":   object.ShapeRecursionError,
	"ValueError":       object.ShapeValueError,
	"SystemError":      object.ShapeSystemError,
}

// Raise makes e pending with the attributes CPython's exception has, and
// returns nil.
func Raise(t *object.Thread, e *grammar.SyntaxError) object.Value {
	shape, ok := exceptionShapes[e.Class]
	if !ok {
		shape = object.ShapeSyntaxError
	}
	class := t.M.Type(shape)
	if !class.IsSubtypeOf(t.M.Type(object.ShapeSyntaxError)) {
		return t.Raise(shape, "%s", e.Msg)
	}
	if e.Line == 0 && !e.HasText && e.Filename == "" {
		exc := t.Call(class.Value(), object.NewStr(e.Msg))
		if exc.P == nil {
			return exc
		}
		return t.RaiseException(object.AsException(exc))
	}
	text := object.None
	if e.HasText {
		text = object.NewStr(e.Text)
	}
	number := func(n int) object.Value { return object.Int(int64(n)) }
	where := object.TupleOf(object.NewStr(e.Filename), number(e.Line), number(e.Offset), text, number(e.EndLine), number(e.EndOffset))
	exc := t.Call(class.Value(), object.NewStr(e.Msg), where)
	if exc.P == nil {
		return exc
	}
	return t.RaiseException(object.AsException(exc))
}

// warn hands a SyntaxWarning to warnings.warn_explicit. A filter may turn it
// into an exception, which is then raised as a SyntaxError at the same place.
func warn(t *object.Thread, src *grammar.Source, w grammar.Warning) bool {
	mod := t.Exec.Import(t, "warnings")
	if mod.P == nil {
		return false
	}
	category := t.M.Type(object.ShapeSyntaxWarning).Value()
	r := t.CallMethod(mod, t.M.Intern("warn_explicit"), object.NewStr(w.Msg), category, object.NewStr(src.Filename), object.Int(int64(w.Line)))
	if r.P != nil {
		return true
	}
	if t.Catch(object.ShapeSyntaxWarning) != nil {
		p := src.Position(w.Pos)
		Raise(t, &grammar.SyntaxError{
			Class: "SyntaxError", Msg: w.Msg, Filename: src.Filename, Line: p.Line, Offset: p.Col + 1,
			EndLine: p.Line, EndOffset: p.Col + 1, Text: src.Line(p.Line), HasText: true,
		})
	}
	return false
}
