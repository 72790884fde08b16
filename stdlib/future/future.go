// Package future is the __future__ module: what `from __future__ import` knows,
// as objects. The statement itself is the compiler's.
package future

import "github.com/aio-lang/aio/vm/object"

type (
	thread = object.Thread
	value  = object.Value
)

// release is a version: major, minor, micro, level, serial.
type release struct {
	major, minor int64
	level        string
	serial       int64
}

func (r *release) value() value {
	if r == nil {
		return object.None
	}
	return object.TupleOf(object.Int(r.major), object.Int(r.minor), object.Int(0), object.NewStr(r.level), object.Int(r.serial))
}

// features are in the order of their first release. flag is what compile()
// takes, constant its name; mandatory is nil for a feature that was put off.
var features = []struct {
	name, constant      string
	optional, mandatory *release
	flag                int64
}{
	{"nested_scopes", "CO_NESTED", &release{2, 1, "beta", 1}, &release{2, 2, "alpha", 0}, 0x10},
	{"generators", "CO_GENERATOR_ALLOWED", &release{2, 2, "alpha", 1}, &release{2, 3, "final", 0}, 0},
	{"division", "CO_FUTURE_DIVISION", &release{2, 2, "alpha", 2}, &release{3, 0, "alpha", 0}, 0x20000},
	{"absolute_import", "CO_FUTURE_ABSOLUTE_IMPORT", &release{2, 5, "alpha", 1}, &release{3, 0, "alpha", 0}, 0x40000},
	{"with_statement", "CO_FUTURE_WITH_STATEMENT", &release{2, 5, "alpha", 1}, &release{2, 6, "alpha", 0}, 0x80000},
	{"print_function", "CO_FUTURE_PRINT_FUNCTION", &release{2, 6, "alpha", 2}, &release{3, 0, "alpha", 0}, 0x100000},
	{"unicode_literals", "CO_FUTURE_UNICODE_LITERALS", &release{2, 6, "alpha", 2}, &release{3, 0, "alpha", 0}, 0x200000},
	{"barry_as_FLUFL", "CO_FUTURE_BARRY_AS_BDFL", &release{3, 1, "alpha", 2}, &release{4, 0, "alpha", 0}, 0x400000},
	{"generator_stop", "CO_FUTURE_GENERATOR_STOP", &release{3, 5, "beta", 1}, &release{3, 7, "alpha", 0}, 0x800000},
	{"annotations", "CO_FUTURE_ANNOTATIONS", &release{3, 7, "beta", 1}, nil, 0x1000000},
}

// feature is a _Feature: three plain attributes and two methods to ask them.
type feature struct{ object.Opaque }

func attr(t *thread, v value, name string) value { return t.GetAttr(v, t.M.Intern(name)) }

func attrGetter(name string) object.NativeFn {
	return func(t *thread, a []value) value { return attr(t, a[0], name) }
}

var fields = [...]string{"optional", "mandatory", "compiler_flag"}

var featureDecl = object.TypeDecl{
	Name: "__future__._Feature", Kind: object.KindOpaque, Flags: object.TypeHasDict,
	New: &object.Def{Sig: "__new__(cls, optionalRelease, mandatoryRelease, compiler_flag)", Doc: "Describe a feature.", Fn: func(t *thread, a []value) value {
		v := object.InitOpaque(&new(feature).Opaque, object.AsType(a[0]))
		for i, name := range fields {
			t.M.SetOwnAttr(v, t.M.Intern(name), a[i+1])
		}
		return v
	}},
	Methods: []object.Def{
		{Sig: "getOptionalRelease(self)", Doc: "Return the first release in which the feature could be imported.", Fn: attrGetter("optional")},
		{Sig: "getMandatoryRelease(self)", Doc: "Return the release in which the feature is part of the language, None where that is open.", Fn: attrGetter("mandatory")},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *thread, a []value) value {
			b, ok := []byte("_Feature("), true
			for i, name := range fields {
				if i > 0 {
					b = append(b, ", "...)
				}
				v := attr(t, a[0], name)
				if v.P == nil {
					return v
				}
				if b, ok = t.AppendRepr(b, v); !ok {
					return value{}
				}
			}
			return object.NewStr(string(append(b, ')')))
		}},
	},
	GetSets: []object.GetSetDef{object.DictGetSet},
}

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "__future__", Doc: "Features that came into the language gradually, as `from __future__ import` names them.",
		Types: []*object.TypeDecl{&featureDecl},
		Init: func(t *thread, mod *object.Module) bool {
			cls := t.M.TypeFor(&featureDecl).Value()
			mod.Set(t.M, "_Feature", cls)
			all := []value{object.NewStr("all_feature_names")}
			for _, f := range features {
				all = append(all, object.NewStr(f.name))
				mod.Set(t.M, f.constant, object.Int(f.flag))
				v := t.Call(cls, f.optional.value(), f.mandatory.value(), object.Int(f.flag))
				if v.P == nil {
					return false
				}
				mod.Set(t.M, f.name, v)
			}
			mod.Set(t.M, "all_feature_names", object.NewList(append([]value(nil), all[1:]...)))
			mod.Set(t.M, "__all__", object.NewList(all))
			return true
		},
	}
}
