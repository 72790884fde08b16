package warnings

import (
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

// warning is a warning about to be filtered.
type warning struct {
	t        *object.Thread
	module   object.Value // warnings itself
	text     object.Value // what filters look at: a str as a rule
	message  object.Value // the Warning, or what to make it of
	category object.Value
	filename object.Value
	line     int
	name     object.Value // of the module that is warned about
	registry *object.Dict // nil: nothing is remembered
	source   object.Value
}

func warn(t *object.Thread, a []object.Value) object.Value {
	prefixes := object.AsTuple(a[4])
	if prefixes == nil {
		return t.TypeErrorf("warn() argument 'skip_file_prefixes' must be tuple, not %s", t.TypeName(a[4]))
	}
	var skip []string
	for _, p := range prefixes.Items {
		if !p.IsStr() {
			return t.TypeErrorf("Found non-str '%s' in skip_file_prefixes.", t.TypeName(p))
		}
		skip = append(skip, p.Text())
	}
	level, ok := t.IndexInt(a[2])
	if !ok {
		return object.Value{}
	}
	category, ok := categoryOf(t, a[0], a[1])
	if !ok {
		return object.Value{}
	}
	if len(skip) > 0 {
		level = max(level, 2)
	}
	file, line, globals := place(t, level, skip)
	w := warning{t: t, message: a[0], category: category, filename: object.NewStr(file), line: line, source: a[3]}
	if globals == nil {
		sys := t.Exec.Import(t, "sys")
		if sys.P == nil {
			return sys
		}
		globals, w.filename = (*object.Module)(sys.P).Dict, object.NewStr("<sys>")
	}
	if w.name = globals.GetStr(t.M.Intern("__name__")); w.name.P == nil {
		w.name = object.NewStr("<string>")
	}
	key := t.M.Intern("__warningregistry__")
	if w.registry = object.AsDict(globals.GetStr(key)); w.registry == nil {
		w.registry = object.NewDict()
		globals.SetStr(key, w.registry.Value())
	}
	return w.issue()
}

// place is where a warning points to: level calls up, 1 the caller; frames of
// files with one of the prefixes do not count. No globals past the first call.
func place(t *object.Thread, level int, skip []string) (file string, line int, globals *object.Dict) {
	hidden := func(file string) bool {
		for _, p := range skip {
			if strings.HasPrefix(file, p) {
				return true
			}
		}
		return false
	}
	at := 1
	file, line, globals = t.Exec.Where(t, at)
	for ; level > 1 && globals != nil; level-- {
		for {
			at++
			if file, line, globals = t.Exec.Where(t, at); globals == nil || !hidden(file) {
				break
			}
		}
	}
	return file, line, globals
}

// categoryOf is the class of a warning: the message's, if that is a Warning.
func categoryOf(t *object.Thread, message, category object.Value) (object.Value, bool) {
	base := t.M.Type(object.ShapeWarning)
	if ty := t.M.TypeOf(message); ty.IsSubtypeOf(base) {
		return ty.Value(), true
	}
	if category.IsNone() {
		return t.M.Type(object.ShapeUserWarning).Value(), true
	}
	if ty := object.AsType(category); ty == nil || !ty.IsSubtypeOf(base) {
		t.TypeErrorf("category must be a Warning subclass, not '%s'", t.TypeName(category))
		return object.Value{}, false
	}
	return category, true
}

func warnExplicit(t *object.Thread, a []object.Value) object.Value {
	filename, ok := t.StrArg("warn_explicit", "'filename'", a[2])
	if !ok {
		return object.Value{}
	}
	line, ok := t.IndexInt(a[3])
	if !ok {
		return object.Value{}
	}
	w := warning{t: t, message: a[0], category: a[1], filename: a[2], line: line, name: a[4], source: a[7]}
	if w.name.IsNone() {
		name := strings.TrimSuffix(filename.Value().Text(), ".py")
		if name == "" {
			name = "<unknown>"
		}
		w.name = object.NewStr(name)
	}
	if !a[5].IsNone() {
		if w.registry = object.AsDict(a[5]); w.registry == nil {
			return t.TypeErrorf("'registry' must be a dict or None")
		}
	}
	if !a[6].IsNone() && object.AsDict(a[6]) == nil {
		return t.TypeErrorf("module_globals must be a dict, not '%s'", t.TypeName(a[6]))
	}
	return w.issue()
}

// issue shows or raises the warning, as the filters say, unless it was shown.
func (w *warning) issue() object.Value {
	t := w.t
	if w.module = t.Exec.Import(t, "warnings"); w.module.P == nil {
		return object.Value{}
	}
	w.text = w.message
	if ty := t.M.TypeOf(w.message); ty.IsSubtypeOf(t.M.Type(object.ShapeWarning)) {
		text, ok := t.Str(w.message)
		if !ok {
			return object.Value{}
		}
		w.text, w.category = object.NewStr(text), ty.Value()
	} else if w.message = t.Call(w.category, w.message); w.message.P == nil {
		return object.Value{}
	}
	key := object.TupleOf(w.text, w.category, object.Int(int64(w.line)))
	if known, ok := w.remembered(w.registry, key, false); known || !ok {
		return result(ok)
	}
	action, item, ok := w.action()
	if !ok {
		return object.Value{}
	}
	switch action {
	case "error":
		if e := object.AsException(w.message); e != nil {
			return t.RaiseException(e)
		}
		return t.TypeErrorf("exceptions must derive from BaseException")
	case "ignore":
		return object.None
	case "always":
		return w.show()
	}
	if w.registry != nil && !w.registry.Set(t, key, object.True) {
		return object.Value{}
	}
	any := object.TupleOf(w.text, w.category) // the warning wherever it is
	known := false
	switch action {
	case "default":
	case "module":
		known, ok = w.remembered(w.registry, any, true)
	case "once":
		registry := w.registry
		if registry == nil {
			once := t.GetAttr(w.module, t.M.Intern("onceregistry"))
			if registry = object.AsDict(once); registry == nil {
				if once.P != nil {
					t.TypeErrorf("_warnings.onceregistry must be a dict, not '%s'", t.TypeName(once))
				}
				return object.Value{}
			}
		}
		known, ok = w.remembered(registry, any, true)
	default:
		shown, ok := t.Repr(item)
		if !ok {
			return object.Value{}
		}
		return t.Raise(object.ShapeRuntimeError, "Unrecognized action (%s) in warnings.filters:\n %s", object.ReprString(action), shown)
	}
	if known || !ok {
		return result(ok)
	}
	return w.show()
}

func result(ok bool) object.Value {
	if !ok {
		return object.Value{}
	}
	return object.None
}

// remembered reports whether a registry has a key, and adds it if asked to. A
// registry that was filled under other filters is emptied.
func (w *warning) remembered(registry *object.Dict, key object.Value, add bool) (known, ok bool) {
	if registry == nil {
		return false, true
	}
	t := w.t
	current := t.GetAttr(w.module, t.M.Intern("_filters_version"))
	if current.P == nil {
		return false, false
	}
	name := t.M.Intern("version")
	same := false
	if version := registry.GetStr(name); version.P != nil {
		if same, ok = t.Equal(version, current); !ok {
			return false, false
		}
	}
	if !same {
		registry.Clear()
		registry.SetStr(name, current)
	} else if have := registry.Get(t, key); have.P != nil {
		if known, ok = t.Truth(have); known || !ok {
			return known, ok
		}
	}
	if t.Exc.P != nil {
		return false, false
	}
	return false, !add || registry.Set(t, key, object.True)
}

// action is that of the first filter that fits, with the filter, or the default.
func (w *warning) action() (action string, item object.Value, ok bool) {
	t := w.t
	list := t.GetAttr(w.module, t.M.Intern("filters"))
	if list.P == nil {
		return "", item, false
	}
	filters := object.AsList(list)
	if filters == nil {
		t.ValueErrorf("_warnings.filters must be a list")
		return "", item, false
	}
	for i := 0; i < len(filters.Items); i++ { // matching may change them
		f := object.AsTuple(filters.Items[i])
		if f == nil || len(f.Items) != 5 {
			t.ValueErrorf("_warnings.filters item %d isn't a 5-tuple", i)
			return "", item, false
		}
		if !f.Items[0].IsStr() {
			t.TypeErrorf("action must be a string, not '%s'", t.TypeName(f.Items[0]))
			return "", item, false
		}
		fits, ok := w.fits(f.Items)
		if fits || !ok {
			return f.Items[0].Text(), f.Value(), ok
		}
	}
	def := t.GetAttr(w.module, t.M.Intern("defaultaction"))
	if def.P == nil {
		return "", item, false
	}
	if !def.IsStr() {
		t.TypeErrorf("_warnings.defaultaction must be a string, not '%s'", t.TypeName(def))
		return "", item, false
	}
	return def.Text(), object.None, true
}

func (w *warning) fits(filter []object.Value) (fits, ok bool) {
	t := w.t
	if fits, ok = w.matches(filter[1], w.text); !fits {
		return fits, ok
	}
	if fits, ok = t.IsSubclass(w.category, filter[2]); !fits {
		return fits, ok
	}
	if fits, ok = w.matches(filter[3], w.name); !fits {
		return fits, ok
	}
	line, ok := t.IndexInt(filter[4])
	return ok && (line == 0 || line == w.line), ok
}

// matches reports whether the text is what a filter wants: anything, a str, or
// what an expression matches.
func (w *warning) matches(pattern, text object.Value) (is, ok bool) {
	switch {
	case pattern.IsNone():
		return true, true
	case pattern.IsStr():
		return w.t.Equal(pattern, text)
	}
	r := w.t.CallMethod(pattern, w.t.M.Intern("match"), text)
	if r.P == nil {
		return false, false
	}
	return w.t.Truth(r)
}

// show hands the warning to module warnings.
func (w *warning) show() object.Value {
	t := w.t
	class := t.GetAttr(w.module, t.M.Intern("WarningMessage"))
	if class.P == nil {
		return class
	}
	msg := t.Call(class, w.message, w.category, w.filename, object.Int(int64(w.line)), object.None, object.None, w.source)
	if msg.P == nil || t.CallMethod(w.module, t.M.Intern("_showwarnmsg"), msg).P == nil {
		return object.Value{}
	}
	return object.None
}
