// Package pickle is the modules pickle and _pickle: objects turned into bytes
// and back.
//
// A pickle is a program for a small stack machine. The pickler walks the
// objects and writes it (save*.go); the unpickler runs it (load*.go). Both
// keep a memo of what they have met, so that shared and recursive structures
// come back as they were.
package pickle

import (
	"fmt"

	"github.com/aio-lang/aio/vm/object"
)

type (
	thread = object.Thread
	value  = object.Value
	def    = object.Def
)

const (
	defaultProtocol = 4
	highestProtocol = 5
)

var (
	errorDecl = object.TypeDecl{
		Name: "_pickle.PickleError", Base: object.ShapeException, Kind: object.KindException, Flags: object.TypeHasDict,
	}
	picklingErrorDecl   = object.TypeDecl{Name: "_pickle.PicklingError", Kind: object.KindException, Flags: object.TypeHasDict}
	unpicklingErrorDecl = object.TypeDecl{Name: "_pickle.UnpicklingError", Kind: object.KindException, Flags: object.TypeHasDict}
)

func picklingError(t *thread) *object.Type {
	return t.M.TypeForBase(&picklingErrorDecl, t.M.TypeFor(&errorDecl))
}

func unpicklingError(t *thread) *object.Type {
	return t.M.TypeForBase(&unpicklingErrorDecl, t.M.TypeFor(&errorDecl))
}

// cannotSave raises PicklingError; the result is false.
func cannotSave(t *thread, format string, args ...any) bool {
	t.RaiseException(object.NewExceptionOf(picklingError(t), []value{object.NewStr(fmt.Sprintf(format, args...))}))
	return false
}

// cannotLoad raises UnpicklingError; the result is false.
func cannotLoad(t *thread, format string, args ...any) bool {
	t.RaiseException(object.NewExceptionOf(unpicklingError(t), []value{object.NewStr(fmt.Sprintf(format, args...))}))
	return false
}

// NativeModule declares _pickle.
func NativeModule() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "_pickle", Doc: "Objects turned into bytes and back.",
		Types: []*object.TypeDecl{&errorDecl, &picklerDecl, &unpicklerDecl, &bufferDecl},
		Funcs: []def{
			{Sig: "dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None)", Doc: "Write a pickle of an object to a file.", Fn: dump},
			{Sig: "dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None)", Doc: "Return a pickle of an object as bytes.", Fn: dumps},
			{Sig: "load(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())", Doc: "Read a pickle from a file and return the object.", Fn: load},
			{Sig: "loads(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())", Doc: "Return the object that a bytes-like object is a pickle of.", Fn: loads},
		},
		Init: func(t *thread, mod *object.Module) bool {
			mod.Set(t.M, "PicklingError", picklingError(t).Value())
			mod.Set(t.M, "UnpicklingError", unpicklingError(t).Value())
			return true
		},
	}
}

// Module declares pickle.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "pickle", Doc: "Objects turned into bytes and back.\n\nUnpickling runs what the bytes say: load only what you trust.", Init: initModule}
}

// initModule binds the public names.
func initModule(t *thread, mod *object.Module) bool {
	native := t.Exec.Import(t, "_pickle")
	if native.P == nil {
		return false
	}
	var all []value
	for _, name := range []string{"PickleError", "PicklingError", "UnpicklingError", "Pickler", "Unpickler", "dump", "dumps", "load", "loads", "PickleBuffer"} {
		v := t.GetAttr(native, t.M.Intern(name))
		if v.P == nil {
			return false
		}
		mod.Set(t.M, name, v)
		all = append(all, object.NewStr(name))
	}
	for _, o := range namedOpcodes {
		all = append(all, object.NewStr(o.name))
		if o.text != "" {
			mod.Set(t.M, o.name, object.NewBytes(o.text))
		}
	}
	mod.Set(t.M, "DEFAULT_PROTOCOL", object.Int(defaultProtocol))
	mod.Set(t.M, "HIGHEST_PROTOCOL", object.Int(highestProtocol))
	mod.Set(t.M, "__all__", object.NewList(all))
	mod.Set(t.M, "format_version", object.NewStr("4.0"))
	var formats []value
	for _, f := range []string{"1.0", "1.1", "1.2", "1.3", "2.0", "3.0", "4.0", "5.0"} {
		formats = append(formats, object.NewStr(f))
	}
	mod.Set(t.M, "compatible_formats", object.NewList(formats))
	return true
}

// state is what the pickle modules keep for a machine.
type state struct {
	old *python2
	// modules holds the names of modules as their native functions have
	// them: other objects than those that the classes have, which a memo
	// shows.
	modules map[string]value
}

type stateKey struct{}

func stateOf(t *thread) *state {
	return t.M.State(stateKey{}, func() any { return &state{old: newPython2(), modules: map[string]value{}} }).(*state)
}

// imported returns an attribute of a module.
func imported(t *thread, module, name string) value {
	mod := t.Exec.Import(t, module)
	if mod.P == nil {
		return mod
	}
	return t.GetAttr(mod, t.M.Intern(name))
}
