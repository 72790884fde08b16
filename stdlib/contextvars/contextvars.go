// Package contextvars is module contextvars, on package loop's contexts.
package contextvars

import (
	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "contextvars", Doc: "Context variables: values that follow tasks and callbacks.",
		Types: []*object.TypeDecl{&varDecl, &tokenDecl},
		Funcs: []object.Def{{Sig: "copy_context()", Doc: "Return a copy of the current context.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return loop.CopyContext(t).Object(t)
		}}},
		Init: func(t *object.Thread, mod *object.Module) bool {
			mod.Set(t.M, "Context", loop.StateOf(t).ContextType().Value())
			t.M.TypeFor(&tokenDecl).Dict.SetStr(t.M.Intern("MISSING"), missingValue(t))
			mod.Set(t.M, "__all__", object.TupleOf(object.NewStr("Context"), object.NewStr("ContextVar"), object.NewStr("Token"), object.NewStr("copy_context")))
			return true
		},
	}
}

func varOf(v object.Value) *loop.ContextVar {
	x, _ := object.Payload[*loop.ContextVar](v)
	return x
}

var varDecl = object.TypeDecl{
	Name: "_contextvars.ContextVar", Kind: object.KindOpaque, Flags: object.TypeNoSubclass,
	Doc: "A variable whose value depends on the context.",
	New: &object.Def{Sig: "__new__(cls, name, *, default=<>)", Doc: "Create a variable.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		if !a[1].IsStr() {
			return t.TypeErrorf("context variable name must be a str")
		}
		v := object.NewOpaque(object.AsType(a[0]), nil)
		(*object.Opaque)(v.P).Data = loop.NewContextVar(a[1], a[2], v)
		return v
	}},
	Methods: []object.Def{
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			x := varOf(a[0])
			name, ok := t.Repr(x.Name)
			if !ok {
				return object.Value{}
			}
			s := "<ContextVar name=" + name
			if x.Default.P != nil {
				d, ok := t.Repr(x.Default)
				if !ok {
					return object.Value{}
				}
				s += " default=" + d
			}
			return object.NewStr(s + " at " + object.Address(a[0]) + ">")
		}},
		{Sig: "get(self, default=<>, /)", Doc: "Return the value in the current context; else the default given, else the variable's.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			x := varOf(a[0])
			if v := loop.CurrentContext(t).Get(x); v.P != nil {
				return v
			}
			switch {
			case a[1].P != nil:
				return a[1]
			case x.Default.P != nil:
				return x.Default
			}
			return t.RaiseException(object.NewException(object.ShapeLookupError, a[0]))
		}},
		{Sig: "set(self, value, /)", Doc: "Set the value in the current context; the token takes it back.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			x, c := varOf(a[0]), loop.CurrentContext(t)
			k := &token{v: x, ctx: c, old: c.Get(x)}
			c.Set(x, a[1])
			return object.NewOpaque(t.M.TypeFor(&tokenDecl), k)
		}},
		{Sig: "reset(self, token, /)", Doc: "Give the variable the value it had before the set() that made the token.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			k := tokenOf(a[1])
			if k == nil {
				return t.TypeErrorf("expected an instance of Token, got %s", reprOr(t, a[1]))
			}
			x, c := varOf(a[0]), loop.CurrentContext(t)
			switch {
			case k.used:
				return t.RuntimeErrorf("%s has already been used once", reprOr(t, a[1]))
			case k.v != x:
				return t.ValueErrorf("%s was created by a different ContextVar", reprOr(t, a[1]))
			case k.ctx != c:
				return t.ValueErrorf("%s was created in a different Context", reprOr(t, a[1]))
			}
			k.used = true
			if k.old.P == nil {
				c.Delete(x)
			} else {
				c.Set(x, k.old)
			}
			return object.None
		}},
	},
	Class: []object.Def{{Sig: "__class_getitem__(cls, item, /)", Doc: "Return ContextVar[item].", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return object.NewGenericAlias(t, a[0], a[1])
	}}},
	Members: []object.GetSetDef{{Name: "name", Get: func(t *object.Thread, v object.Value) object.Value { return varOf(v).Name }}},
}

func reprOr(t *object.Thread, v object.Value) string {
	s, ok := t.Repr(v)
	if !ok {
		t.Clear()
	}
	return s
}

// token is a contextvars.Token.
type token struct {
	v    *loop.ContextVar
	ctx  *loop.Context
	old  object.Value // nil: the variable was not bound
	used bool
}

func tokenOf(v object.Value) *token {
	k, _ := object.Payload[*token](v)
	return k
}

// missing is Token.MISSING.
type missing struct{}

var missingDecl = object.TypeDecl{
	Name: "_contextvars.Token.MISSING", Kind: object.KindOpaque, Flags: object.TypeNoNew | object.TypeNoSubclass,
	Methods: []object.Def{{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return object.NewStr("<Token.MISSING>")
	}}},
}

func missingValue(t *object.Thread) object.Value {
	return t.M.State(&missingDecl, func() any { return object.NewOpaque(t.M.TypeFor(&missingDecl), missing{}) }).(object.Value)
}

var tokenDecl = object.TypeDecl{
	Name: "_contextvars.Token", Kind: object.KindOpaque, Flags: object.TypeNoSubclass,
	Doc: "What ContextVar.set returns, for reset.",
	New: &object.Def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Tokens are made by ContextVar.set.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return t.RuntimeErrorf("Tokens can only be created by ContextVars")
	}},
	Methods: []object.Def{{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
		k, used := tokenOf(a[0]), ""
		if k.used {
			used = " used"
		}
		return object.NewStr("<Token" + used + " var=" + reprOr(t, k.v.Value()) + " at " + object.Address(a[0]) + ">")
	}}},
	Class: []object.Def{{Sig: "__class_getitem__(cls, item, /)", Doc: "Return Token[item].", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return object.NewGenericAlias(t, a[0], a[1])
	}}},
	GetSets: []object.GetSetDef{
		{Name: "var", Get: func(t *object.Thread, v object.Value) object.Value { return tokenOf(v).v.Value() }},
		{Name: "old_value", Get: func(t *object.Thread, v object.Value) object.Value {
			if k := tokenOf(v); k.old.P != nil {
				return k.old
			}
			return missingValue(t)
		}},
	},
	Attrs: []object.Attr{{Name: "__hash__", Value: object.None}},
}
