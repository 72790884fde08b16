package vm

import (
	"fmt"
	"unsafe"

	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// CodeObject is a code object of the language.
type CodeObject struct {
	object.Header
	Code *code.Code
}

func newCodeObject(c *code.Code) object.Value {
	loadCode(c)
	return object.FromHeader(&(&CodeObject{object.Header{Shape: object.ShapeCode, Kind: object.KindCode}, c}).Header)
}

// NewCodeObject makes the code object of c.
func NewCodeObject(c *code.Code) object.Value { return newCodeObject(c) }

// AsCode returns the code behind a code object, or nil.
func AsCode(v object.Value) *code.Code { return asCode(v) }

func asCode(v object.Value) *code.Code {
	if v.P != nil && v.Kind() == object.KindCode {
		return (*CodeObject)(v.P).Code
	}
	return nil
}

func strTuple(names []string) object.Value {
	items := make([]object.Value, len(names))
	for i, n := range names {
		items[i] = object.NewStr(n)
	}
	return object.NewTuple(items)
}

// CPython's co_flags bits
const (
	coOptimized         = 0x1
	coNewLocals         = 0x2
	coVarArgs           = 0x4
	coVarKeywords       = 0x8
	coNested            = 0x10
	coGenerator         = 0x20
	coCoroutine         = 0x80
	coIterableCoroutine = 0x100
	coAsyncGenerator    = 0x200
	coFutureAnnotations = 0x1000000
	coHasDocstring      = 0x4000000
	coMethod            = 0x8000000
)

func codeFlags(c *code.Code) int64 {
	var f int64
	for _, p := range []struct {
		ours code.Flags
		bit  int64
	}{
		{code.Optimized, coOptimized | coNewLocals}, {code.VarArgs, coVarArgs}, {code.VarKeywords, coVarKeywords}, {code.Nested, coNested},
		{code.Generator, coGenerator}, {code.Coroutine, coCoroutine}, {code.IterableCoroutine, coIterableCoroutine},
		{code.AsyncGenerator, coAsyncGenerator}, {code.FutureAnnotations, coFutureAnnotations}, {code.HasDocstring, coHasDocstring}, {code.Method, coMethod},
	} {
		if c.Flags&p.ours != 0 {
			f |= p.bit
		}
	}
	return f
}

func codeAttr(name string, get func(t *object.Thread, c *code.Code) object.Value) object.GetSetDef {
	return object.GetSetDef{Name: name, Get: func(t *object.Thread, v object.Value) object.Value { return get(t, asCode(v)) }}
}

var codeDecl = object.TypeDecl{
	Shape: object.ShapeCode, Name: "code", Kind: object.KindCode, Flags: noNew,
	Methods: []object.Def{
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			c := asCode(a[0])
			return object.NewStr(fmt.Sprintf("<code object %s at %s, file \"%s\", line %d>", c.Name, object.Address(a[0]), c.Source.Name, c.FirstLine()))
		}},
		{Sig: "__eq__(self, value, /)", Doc: "Return self==value.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			if asCode(a[1]) == nil {
				return object.NotImplemented
			}
			return object.Bool(asCode(a[0]) == asCode(a[1]))
		}},
		{Sig: "__hash__(self, /)", Doc: "Return hash(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return object.Int(int64(uintptr(unsafe.Pointer(asCode(a[0]))) >> 4))
		}},
	},
	GetSets: []object.GetSetDef{
		codeAttr("co_name", func(t *object.Thread, c *code.Code) object.Value { return object.NewStr(c.Name) }),
		codeAttr("co_qualname", func(t *object.Thread, c *code.Code) object.Value { return object.NewStr(c.QualName) }),
		codeAttr("co_filename", func(t *object.Thread, c *code.Code) object.Value { return object.NewStr(c.Source.Name) }),
		codeAttr("co_firstlineno", func(t *object.Thread, c *code.Code) object.Value { return object.Int(int64(c.FirstLine())) }),
		codeAttr("co_argcount", func(t *object.Thread, c *code.Code) object.Value { return object.Int(int64(c.Args)) }),
		codeAttr("co_posonlyargcount", func(t *object.Thread, c *code.Code) object.Value { return object.Int(int64(c.PosOnly)) }),
		codeAttr("co_kwonlyargcount", func(t *object.Thread, c *code.Code) object.Value { return object.Int(int64(c.KwOnly)) }),
		codeAttr("co_nlocals", func(t *object.Thread, c *code.Code) object.Value { return object.Int(int64(len(c.Locals))) }),
		codeAttr("co_flags", func(t *object.Thread, c *code.Code) object.Value { return object.Int(codeFlags(c)) }),
		codeAttr("co_varnames", func(t *object.Thread, c *code.Code) object.Value {
			if c.Flags&code.Optimized == 0 {
				return object.EmptyTuple
			}
			return strTuple(append(append([]string(nil), c.Locals...), c.Spilled...))
		}),
		codeAttr("co_freevars", func(t *object.Thread, c *code.Code) object.Value { return strTuple(c.Free) }),
		codeAttr("co_cellvars", func(t *object.Thread, c *code.Code) object.Value {
			var names []string
			for _, i := range c.Cells {
				names = append(names, c.Locals[i])
			}
			return strTuple(names)
		}),
		codeAttr("co_names", func(t *object.Thread, c *code.Code) object.Value {
			return strTuple(append(append([]string(nil), c.Links...), c.Names...))
		}),
		codeAttr("co_consts", func(t *object.Thread, c *code.Code) object.Value {
			m := thread(t).machine
			var items []object.Value
			for _, k := range c.Consts {
				items = append(items, m.constant(k))
			}
			for _, ch := range c.Children {
				items = append(items, newCodeObject(ch))
			}
			return object.NewTuple(items)
		}),
		codeAttr("co_code", func(t *object.Thread, c *code.Code) object.Value {
			return t.NotImplementedf("co_code: aio's bytecode is not CPython's")
		}),
	},
}
