package builtins

import (
	"sort"
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

// help prints what an object is and says of itself: its signature and
// docstring, and those of what a class or module has. All of it comes from the
// declarations of natives and the functions of the script. pydoc's pager and
// interactive mode are not there.
func help(t *object.Thread, a []object.Value) object.Value {
	if a[1].P == nil {
		return noneIf(say(t, helpText))
	}
	h := helper{t: t}
	v := a[1]
	if v.IsStr() { // the name of a module, or the object itself
		if mod := t.Exec.Import(t, v.Text()); mod.P != nil {
			v = mod
		} else if t.Catch(object.ShapeException) == nil {
			return object.Value{}
		}
	}
	h.describe(v)
	if t.Exc.P != nil {
		return object.Value{}
	}
	return noneIf(say(t, strings.TrimRight(h.b.String(), "\n")))
}

const helpText = "help(object) shows an object's signature and what its docstring says; dir(object) lists its attributes.\n" +
	"The documentation of the language and of its library is at https://docs.python.org/3.13/."

type helper struct {
	t *object.Thread
	b strings.Builder
}

// text is a str attribute, or "".
func (h *helper) text(v object.Value, name string) string {
	r := h.t.LookupAttr(v, h.t.M.Intern(name))
	if r.P == nil || !r.IsStr() {
		h.t.Clear()
		return ""
	}
	return r.Text()
}

// signature is the signature as module inspect shows it; "(...)" where there
// is none.
func (h *helper) signature(v object.Value) string {
	t := h.t
	mod := t.Exec.Import(t, "inspect")
	if mod.P != nil {
		if sig := t.CallMethod(mod, t.M.Intern("signature"), v); sig.P != nil {
			if s, ok := t.Str(sig); ok {
				return s
			}
		}
	}
	t.Clear()
	return "(...)"
}

// doc is the docstring without the indentation of its source.
func (h *helper) doc(v object.Value) string {
	t := h.t
	mod := t.Exec.Import(t, "inspect")
	if mod.P != nil {
		if d := t.CallMethod(mod, t.M.Intern("getdoc"), v); d.P != nil && d.IsStr() {
			return d.Text()
		}
	}
	t.Clear()
	return ""
}

// write writes text with an indentation.
func (h *helper) write(indent, text string) {
	for _, line := range strings.Split(text, "\n") {
		h.b.WriteString(strings.TrimRight(indent+line, " ") + "\n")
	}
}

func isCode(v object.Value) bool {
	switch v.Kind() {
	case object.KindFunction, object.KindNative, object.KindBoundMethod, object.KindClassMethod, object.KindStaticMethod:
		return true
	}
	return false
}

func (h *helper) describe(v object.Value) {
	t := h.t
	name := h.text(v, "__name__")
	switch {
	case v.Kind() == object.KindModule:
		h.write("", "Help on module "+name+":\n")
		h.write("", name)
		h.docOf(v)
		h.members((*object.Module)(v.P).Dict, name)
	case object.AsType(v) != nil:
		h.write("", "Help on class "+name+":\n")
		h.class(object.AsType(v))
	case isCode(v):
		kind := "function"
		switch v.Kind() {
		case object.KindNative:
			kind = "built-in function"
		case object.KindBoundMethod:
			kind = "method"
		}
		h.write("", "Help on "+kind+" "+name+":\n")
		h.function("", name, v)
	default:
		ty := t.M.TypeOf(v)
		h.write("", "Help on "+ty.Name+" object:\n")
		h.class(ty)
	}
}

func (h *helper) docOf(v object.Value) {
	if d := h.doc(v); d != "" {
		h.write("    ", d)
	}
}

// function writes a function's signature and docstring.
func (h *helper) function(indent, name string, v object.Value) {
	h.write(indent, name+h.signature(v))
	if d := h.doc(v); d != "" {
		h.write(indent+"    ", d)
	}
}

// class writes a class with its own public methods.
func (h *helper) class(ty *object.Type) {
	line := "class " + ty.QualName
	if sig := h.signature(ty.Value()); sig != "(...)" {
		line += sig
	}
	h.write("", line)
	h.docOf(ty.Value())
	var bases []string
	for _, b := range ty.MRO[1:] {
		bases = append(bases, b.Name)
	}
	if len(bases) > 1 {
		h.write("    ", "\nMethods of "+strings.Join(bases, ", ")+" are there too.")
	}
	h.members(h.t.M.Names(ty), "")
}

// members writes what a module or class has, but for what begins with an
// underscore, other than __init__. module is the module whose own they must be.
func (h *helper) members(d *object.Dict, module string) {
	found := map[string]object.Value{}
	var names []string
	d.Each(func(k, v object.Value) bool {
		if !k.IsStr() || strings.HasPrefix(k.Text(), "_") && k.Text() != "__init__" {
			return true
		}
		found[k.Text()] = v
		names = append(names, k.Text())
		return true
	})
	sort.Strings(names)
	for _, name := range names {
		v := found[name]
		if v.Kind() == object.KindClassMethod || v.Kind() == object.KindStaticMethod {
			if f := h.t.LookupAttr(v, h.t.M.Intern("__func__")); f.P != nil {
				v = f
			}
			h.t.Clear()
		}
		switch {
		case module != "" && object.AsType(v) != nil && h.text(v, "__module__") == module:
			h.write("    ", "\nclass "+name)
			h.summary(v)
		case isCode(v):
			h.write("    ", "\n"+name+h.signature(v))
			h.summary(v)
		case v.Kind() == object.KindProperty || v.Kind() == object.KindGetSet && h.doc(v) != "":
			h.write("    ", "\n"+name)
			h.summary(v)
		}
	}
}

// summary writes the first line of a member's docstring.
func (h *helper) summary(v object.Value) {
	if first, _, _ := strings.Cut(h.doc(v), "\n"); first != "" {
		h.write("        ", first)
	}
}
