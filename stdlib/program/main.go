package program

import (
	"fmt"
	goio "io"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/aio-lang/aio/grammar"
	"github.com/aio-lang/aio/stdlib/source"
	"github.com/aio-lang/aio/stdlib/sys"
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// place returns sys.argv[0] and sys.path[0].
func (p *program) place() (argv0, path0 string) {
	cwd, _ := os.Getwd()
	switch p.opts.Kind {
	case Code:
		return "-c", ""
	case Module:
		return "-m", cwd
	case Stdin:
		return p.opts.Target, ""
	case Prompt:
		return "", ""
	}
	file := p.opts.Target
	if st, err := os.Stat(file); err == nil && st.IsDir() {
		return file, absolute(file)
	}
	// the folder of the file itself, where the name is a symbolic link
	real := file
	if to, err := os.Readlink(file); err == nil {
		if real = to; !filepath.IsAbs(to) {
			real = filepath.Join(filepath.Dir(file), to)
		}
	}
	if !filepath.IsAbs(real) {
		real = filepath.Join(cwd, real)
	}
	return file, filepath.Dir(real)
}

// runMain runs the program's text in __main__ and returns the exit status.
func (p *program) runMain() int {
	name, text, origin := "<stdin>", []byte(nil), grammar.FromFile
	var err error
	switch p.opts.Kind {
	case File:
		file := p.opts.Target
		if st, e := os.Stat(file); e == nil && st.IsDir() {
			return p.folder(absolute(file))
		}
		if text, err = vm.ReadFile(file); err == nil {
			name = absolute(file)
		}
	case Code:
		name, text, origin = "<string>", []byte(p.opts.Target), grammar.FromText
	case Stdin:
		text, err = goio.ReadAll(os.Stdin)
	case Module:
		return p.module(p.opts.Target)
	case Prompt:
		return 0
	}
	if err != nil {
		return cannotOpen(absolute(p.opts.Target), err)
	}
	mod := p.newMain()
	if p.opts.Kind != Code {
		mod.Set(p.t.M, "__file__", object.NewStr(object.FileNameStr(name)))
		mod.Set(p.t.M, "__cached__", object.None)
	}
	return p.execute(mod, name, text, origin)
}

// absolute is a file's name as CPython shows it: joined to the working folder
// and not cleaned.
func absolute(file string) string {
	if filepath.IsAbs(file) {
		return file
	}
	cwd, err := os.Getwd()
	if err != nil {
		return file
	}
	return strings.TrimSuffix(cwd, "/") + "/" + file
}

func cannotOpen(file string, err error) int {
	if e, ok := err.(*os.PathError); ok {
		if errno, ok := e.Err.(syscall.Errno); ok {
			fmt.Fprintf(os.Stderr, "aio: can't open file '%s': [Errno %d] %s\n", file, int(errno), object.Strerror(errno))
			return ExitUsage
		}
	}
	fmt.Fprintf(os.Stderr, "aio: can't open file '%s': %v\n", file, err)
	return ExitUsage
}

// newMain makes the module __main__.
func (p *program) newMain() *object.Module {
	m := p.t.M
	mod := m.NewModule("__main__")
	mod.Set(m, "__annotations__", object.NewDict().Value())
	mod.Set(m, "__builtins__", m.Modules.GetStr(m.Intern("builtins")))
	m.Modules.SetStr(m.Intern("__main__"), mod.Value())
	p.main = mod
	return mod
}

// execute compiles text and runs it in mod.
func (p *program) execute(mod *object.Module, name string, text []byte, origin grammar.Origin) int {
	r := source.Compile(object.FileNameStr(name), text, origin, vm.CompileOptions{Optimize: p.opts.Optimize})
	c := source.Finish(&p.t.Thread, r)
	if c != nil {
		c.Source.Hidden = p.opts.Kind == Stdin
		p.t.Machine().LegacyCoroutines = p.opts.Legacy || usesLegacyCoroutines(c)
		p.t.Machine().LegacyWait = p.opts.Legacy
	}
	if c == nil || p.t.RunModule(c, mod).P == nil {
		return p.uncaught()
	}
	return 0
}

// folder runs a folder's __main__, as `aio FOLDER` does.
func (p *program) folder(dir string) int {
	for _, ext := range []string{".aio", ".py"} {
		file := filepath.Join(dir, "__main__"+ext)
		if text, err := vm.ReadFile(file); err == nil {
			mod := p.newMain()
			mod.Set(p.t.M, "__file__", object.NewStr(object.FileNameStr(file)))
			mod.Set(p.t.M, "__package__", object.NewStr(""))
			return p.execute(mod, file, text, grammar.FromFile)
		}
	}
	fmt.Fprintf(os.Stderr, "aio: can't find '__main__' module in '%s'\n", dir)
	return ExitUncaught
}

// module runs a module as __main__: -m. Its packages are imported first; of a
// package it is the submodule __main__.
func (p *program) module(name string) int {
	t := p.t
	found, ok := p.m.FindSource(t, name)
	if !ok && t.Exc.P == nil { // perhaps a package without __init__
		found.Package = p.m.Import(&t.Thread, name).P != nil
		t.Catch(object.ShapeModuleNotFoundError)
	}
	if found.Package {
		name += ".__main__"
		found, ok = p.m.FindSource(t, name)
		if !ok && t.Exc.P == nil {
			fmt.Fprintf(os.Stderr, "aio: No module named %s; '%s' is a package and cannot be directly executed\n", name, strings.TrimSuffix(name, ".__main__"))
			return ExitUncaught
		}
	}
	if !ok {
		if t.Exc.P != nil {
			return p.uncaught()
		}
		fmt.Fprintf(os.Stderr, "aio: No module named %s\n", name)
		return ExitUncaught
	}
	if argv := object.AsList(sys.Attr(&t.Thread, "argv")); argv != nil && len(argv.Items) > 0 {
		argv.Items[0] = object.NewStr(object.FileNameStr(found.File))
	}
	mod := p.newMain()
	pkg := ""
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		pkg = name[:i]
	}
	mod.Set(t.M, "__package__", object.NewStr(pkg))
	mod.Set(t.M, "__file__", object.NewStr(object.FileNameStr(found.File)))
	return p.execute(mod, found.File, []byte(found.Text), grammar.FromBytes)
}
