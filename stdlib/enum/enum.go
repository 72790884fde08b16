// Package enum is module enum: classes with a fixed set of instances. What
// runs each time a member is looked up, read or combined is in Go; how the
// classes are made is in the language.
package enum

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

type (
	thread = object.Thread
	value  = object.Value
	def    = object.Def
)

//go:embed enum.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "enum", Doc: "Bunches of names with values: enumerations and flags.",
		Funcs: []def{
			{Sig: "_is_dunder(name, /)", Doc: "Whether a name is __like_this__.", Fn: framed("__")},
			{Sig: "_is_sunder(name, /)", Doc: "Whether a name is _like_this_.", Fn: framed("_")},
			{Sig: "_is_private(cls_name, name, /)", Doc: "Whether a name in a class body is private to the class.", Fn: isPrivate},
		},
		Init: func(t *thread, mod *object.Module) bool {
			n := newWords(t.M)
			for _, m := range []method{classMethods(n), memberMethods(n)} {
				m.bind(t, mod)
			}
			mod.Set(t.M, "_read_directly", object.NewFunction(&def{
				Sig: "_read_directly(cls, /)", Doc: "Let the properties of a class be read without a call.",
				Fn: func(t *thread, a []value) value {
					object.AsType(a[0]).Get = n.propertyGet
					return object.None
				},
			}, nil).Value())
			return true
		},
		Source: source,
	}
}

// words are the attributes that members and enumerations keep their state in.
type words struct {
	value, name, inverted, memberMap, values, memberNames, memberType *object.Str
	fget, member, reads, attrType, clsType, plainName                 *object.Str
	called, unhashable                                                *object.Str
}

func newWords(m *object.Machine) *words {
	return &words{
		value: m.Intern("_value_"), name: m.Intern("_name_"), inverted: m.Intern("_inverted_"),
		memberMap: m.Intern("_member_map_"), values: m.Intern("_value2member_map_"), memberNames: m.Intern("_member_names_"),
		memberType: m.Intern("_member_type_"),
		fget:       m.Intern("fget"), member: m.Intern("member"), reads: m.Intern("_reads"), attrType: m.Intern("_attr_type"),
		clsType: m.Intern("_cls_type"), plainName: m.Intern("name"),
		called: m.Intern("_called_"), unhashable: m.Intern("_unhashable_values_"),
	}
}

// method is a set of natives that classes of the language take into their
// bodies as methods of instances of owner.
type method struct {
	owner uint32
	rows  []row
}

type row struct {
	name  string // in the module
	def   def
	quick object.NativeFn // tried first for positional arguments; nil: none
}

func (m method) bind(t *thread, mod *object.Module) {
	for _, r := range m.rows {
		f := object.NewMethod(&r.def, t.M.Type(m.owner))
		f.Quick = r.quick
		mod.Set(t.M, r.name, f.Value())
	}
}

// framed makes the question whether a name stands between underscores, and
// nothing but these.
func framed(mark string) object.NativeFn {
	k := len(mark)
	return func(t *thread, a []value) value {
		if !a[0].IsStr() {
			return t.TypeErrorf("a name is a str, not %s", t.TypeName(a[0]))
		}
		s := object.AsStr(a[0]).S
		is := len(s) > 2*k && s[:k] == mark && s[len(s)-k:] == mark && s[k] != '_' && s[len(s)-k-1] != '_'
		return object.Bool(is)
	}
}

func isPrivate(t *thread, a []value) value {
	if !a[0].IsStr() || !a[1].IsStr() {
		return t.TypeErrorf("a name is a str")
	}
	prefix, s := "_"+object.AsStr(a[0]).S+"__", object.AsStr(a[1]).S
	is := len(s) > len(prefix) && s[:len(prefix)] == prefix && s[len(s)-2:] != "__"
	return object.Bool(is)
}
