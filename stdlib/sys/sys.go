// Package sys is module sys: the interpreter as a program sees it.
package sys

import (
	"runtime"
	"slices"

	"github.com/aio-lang/aio/stdlib/io"
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// Config is what the command says of a run; the zero value is for a machine
// that runs no program.
type Config struct {
	Argv, OrigArgv, Path, WarnOptions []string
	Unbuffered                        bool
	Optimize                          int
	Executable                        string
}

type configKey struct{}

// Configure sets the configuration of a machine, before it boots.
func Configure(m *object.Machine, c Config) {
	m.State(configKey{}, func() any { return &c })
}

func configOf(m *object.Machine) *Config {
	return m.State(configKey{}, func() any { return &Config{} }).(*Config)
}

// Module declares sys.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "sys",
		Doc:  "This module provides access to some objects used or maintained by the interpreter and to functions that interact strongly with it.",
		Funcs: slices.Concat(frameFuncs(), hookFuncs(), settingFuncs(), []object.Def{
			{Sig: "exit(status=None, /)", Doc: "Exit the interpreter by raising SystemExit(status).", Fn: func(t *object.Thread, a []object.Value) object.Value {
				e := object.NewException(object.ShapeSystemExit)
				e.SetField(object.FieldCode, a[0])
				if !a[0].IsNone() {
					e.Args = object.TupleOf(a[0])
					if u := object.AsTuple(a[0]); u != nil { // the constructor's arguments
						e.Args = a[0]
						if len(u.Items) == 1 {
							e.SetField(object.FieldCode, u.Items[0])
						}
					}
				}
				return t.RaiseException(e)
			}},
			{Sig: "intern(string, /)", Doc: "Intern the given string.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				if a[0].Shape() != object.ShapeStr {
					if a[0].IsStr() {
						return t.TypeErrorf("can't intern %s", t.TypeName(a[0]))
					}
					return t.BadArgument("intern", "", "str", a[0])
				}
				return t.M.InternStr(object.AsStr(a[0])).Value()
			}},
			{Sig: "getsizeof(object, default=<unrepresentable>)", Doc: "Return the size of object in bytes, about as CPython's would be.", Fn: getSizeOf},
			{Sig: "call_tracing(func, args, /)", Doc: "Call func(*args).", Fn: func(t *object.Thread, a []object.Value) object.Value {
				u := object.AsTuple(a[1])
				if u == nil {
					return t.BadArgument("call_tracing", "2", "tuple", a[1])
				}
				return t.Call(a[0], u.Items...)
			}},
			{Sig: "audit(event, /, *args)", Doc: "Passes the event to any hooks that are attached: there are none.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				if !a[0].IsStr() {
					return t.TypeErrorf("expected str for argument 'event', not %s", t.TypeName(a[0]))
				}
				return object.None
			}},
			{Sig: "is_finalizing()", Doc: "Return True if the interpreter is shutting down.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				return object.Bool(stateOf(t.M).finalizing)
			}},
		}),
		Init: initSys,
	}
}

// state is what sys keeps beside its namespace.
type state struct {
	finalizing  bool
	originDepth int
	// checked: excepthook and displayhook as the module made them.
	excepthook object.Value
}

type stateKey struct{}

func stateOf(m *object.Machine) *state {
	return m.State(stateKey{}, func() any { return &state{} }).(*state)
}

// Finalizing tells that the program has ended.
func Finalizing(t *object.Thread) { stateOf(t.M).finalizing = true }

func initSys(t *object.Thread, mod *object.Module) bool {
	c := configOf(t.M)
	set := func(name string, v object.Value) { mod.Set(t.M, name, v) }
	for fd, name := range []string{"stdin", "stdout", "stderr"} {
		v := io.Standard(t, fd, c.Unbuffered)
		if v.P == nil {
			return false
		}
		set(name, v)
		set("__"+name+"__", v)
	}
	for _, name := range []string{"excepthook", "displayhook", "unraisablehook", "breakpointhook"} {
		set("__"+name+"__", mod.Dict.GetStr(t.M.Intern(name)))
	}
	stateOf(t.M).excepthook = mod.Dict.GetStr(t.M.Intern("excepthook"))
	t.M.OnUnraisable = unraisable
	set("modules", t.M.Modules.Value())
	set("argv", strList(c.Argv))
	set("orig_argv", strList(c.OrigArgv))
	set("path", strList(c.Path))
	if len(c.Path) > 0 {
		t.M.ScriptDir = c.Path[0]
	}
	set("warnoptions", strList(c.WarnOptions))
	set("executable", object.NewStr(object.FileNameStr(c.Executable)))
	set("_base_executable", object.NewStr(object.FileNameStr(c.Executable)))
	for _, name := range []string{"prefix", "base_prefix", "exec_prefix", "base_exec_prefix"} {
		set(name, object.NewStr(""))
	}
	set("platlibdir", object.NewStr("lib"))
	set("pycache_prefix", object.None)
	set("dont_write_bytecode", object.True)
	set("meta_path", vm.MetaPath(t))
	set("path_hooks", object.NewList(nil))
	set("path_importer_cache", object.NewDict().Value())
	set("_xoptions", object.NewDict().Value())
	set("platform", object.NewStr(Platform))
	set("byteorder", object.NewStr("little"))
	set("maxsize", object.Int(1<<63-1))
	set("maxunicode", object.Int(0x10ffff))
	set("api_version", object.Int(1013))
	set("abiflags", object.NewStr(""))
	set("float_repr_style", object.NewStr("short"))
	set("copyright", object.NewStr("Copyright (c) the aio authors."))
	set("version", object.NewStr(Version))
	set("hexversion", object.Int(hexVersion))
	set("_git", object.TupleOf(object.NewStr("aio"), object.NewStr(""), object.NewStr("")))
	initInfo(t, mod, c)
	return t.Exc.P == nil
}

// Platform is sys.platform: "linux", "darwin".
const Platform = runtime.GOOS

func strList(items []string) object.Value {
	out := make([]object.Value, len(items))
	for i, s := range items {
		out[i] = object.NewStr(object.FileNameStr(s))
	}
	return object.NewList(out)
}

func dict(t *object.Thread) *object.Dict {
	mod := t.M.Modules.GetStr(t.M.Intern("sys"))
	if mod.P == nil || mod.Kind() != object.KindModule {
		return nil
	}
	return (*object.Module)(mod.P).Dict
}

// Attr is sys.name; nil when it is not bound.
func Attr(t *object.Thread, name string) object.Value {
	d := dict(t)
	if d == nil {
		return object.Value{}
	}
	return d.GetStr(t.M.Intern(name))
}

// SetAttr binds sys.name.
func SetAttr(t *object.Thread, name string, v object.Value) {
	if d := dict(t); d != nil {
		d.SetStr(t.M.Intern(name), v)
	}
}

// Stdout is sys.stdout.
func Stdout(t *object.Thread) object.Value { return Attr(t, "stdout") }

// WriteStderr writes text to sys.stderr; failing to is not worth an exception.
func WriteStderr(t *object.Thread, text string) {
	file := Attr(t, "stderr")
	if file.P == nil || file.IsNone() {
		return
	}
	pending := t.Clear()
	io.WriterTo(t, file).Write(t, text)
	t.Clear()
	t.CallMethod(file, object.Names().Flush)
	t.Exc = pending
}
