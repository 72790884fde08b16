package report

import (
	"slices"
	"strings"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// Suggestion is what CPython adds to the message of a NameError,
// AttributeError or ImportError about a name that may be misspelled: ". Did
// you mean: 'x'?", or "".
func Suggestion(t *object.Thread, e *object.Exception) string {
	is := func(shape uint32) bool { return t.M.TypeOf(e.Value()).IsSubtypeOf(t.M.Type(shape)) }
	switch {
	case is(object.ShapeImportError):
		if name := e.Field(object.FieldNameFrom); name.IsStr() {
			return didYouMean(importSuggestion(t, e, name.Text()))
		}
	case is(object.ShapeNameError):
		name := e.Field(object.FieldName)
		if !name.IsStr() {
			return ""
		}
		text := didYouMean(nameSuggestion(t, e, name.Text()))
		if isLibraryModule(t, name) {
			if text != "" {
				return text + " Or did you forget to import '" + name.Text() + "'?"
			}
			return ". Did you forget to import '" + name.Text() + "'?"
		}
		return text
	case is(object.ShapeAttributeError):
		if name := e.Field(object.FieldName); name.IsStr() {
			return didYouMean(attributeSuggestion(t, e, name.Text()))
		}
	}
	return ""
}

func didYouMean(name string) string {
	if name == "" {
		return ""
	}
	return ". Did you mean: '" + name + "'?"
}

// dirOf is dir(v) as strings, sorted; nil on any error.
func dirOf(t *object.Thread, v object.Value) []string {
	r, found := t.CallSpecial(v, object.Names().Dir)
	if !found || r.P == nil {
		t.Clear()
		return nil
	}
	items, ok := t.Collect(r)
	if !ok {
		t.Clear()
		return nil
	}
	out := make([]string, 0, len(items))
	for _, n := range items {
		if !n.IsStr() {
			return nil
		}
		out = append(out, n.Text())
	}
	slices.Sort(out)
	return out
}

func withoutPrivate(names []string) []string {
	return slices.DeleteFunc(names, func(s string) bool { return strings.HasPrefix(s, "_") })
}

// innermost is where the exception was raised; ok is false where it has no
// traceback.
func innermost(e *object.Exception) (p object.TracePoint, ok bool) {
	points := vm.TracePoints(e)
	if len(points) == 0 {
		return p, false
	}
	return points[0], true
}

func attributeSuggestion(t *object.Thread, e *object.Exception, name string) string {
	obj := e.Field(object.FieldObj)
	if obj.P == nil {
		obj = object.None
	}
	names := dirOf(t, obj)
	if !strings.HasPrefix(name, "_") {
		own := false // code of the object's own methods may be meant to see more
		if p, ok := innermost(e); ok {
			if locals := vm.Of(t).VariablesAt(p); locals != nil {
				own = locals.GetStr(t.M.Intern("self")) == obj
			}
		}
		if !own {
			names = withoutPrivate(names)
		}
	}
	return object.Suggest(name, names)
}

func importSuggestion(t *object.Thread, e *object.Exception, name string) string {
	modName := e.Field(object.FieldName)
	if !modName.IsStr() {
		return ""
	}
	mod := t.Exec.Import(t, modName.Text())
	if mod.P == nil {
		t.Clear()
		return ""
	}
	names := dirOf(t, mod)
	if !strings.HasPrefix(name, "_") {
		names = withoutPrivate(names)
	}
	return object.Suggest(name, names)
}

func nameSuggestion(t *object.Thread, e *object.Exception, name string) string {
	p, ok := innermost(e)
	if !ok {
		return ""
	}
	var names []string
	add := func(d *object.Dict) {
		if d == nil {
			return
		}
		d.Each(func(k, _ object.Value) bool {
			if k.IsStr() {
				names = append(names, k.Text())
			}
			return true
		})
	}
	if locals := vm.Of(t).VariablesAt(p); locals != nil {
		if self := locals.GetStr(t.M.Intern("self")); self.P != nil {
			if t.LookupAttr(self, t.M.Intern(name)).P != nil {
				return "self." + name
			}
			t.Clear()
		}
		add(locals)
	}
	add(p.Globals)
	add(t.M.Builtins)
	return object.Suggest(name, names)
}

// isLibraryModule reports whether the name is in sys.stdlib_module_names.
func isLibraryModule(t *object.Thread, name object.Value) bool {
	sys := t.M.Modules.GetStr(t.M.Intern("sys"))
	if sys.P == nil || sys.Kind() != object.KindModule {
		return false
	}
	known := (*object.Module)(sys.P).Dict.GetStr(t.M.Intern("stdlib_module_names"))
	if known.P == nil {
		return false
	}
	in, ok := t.Contains(known, name)
	if !ok {
		t.Clear()
	}
	return in
}
