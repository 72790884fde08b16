// Package program runs a script the way the command does: sys.argv, __main__,
// the exit status, and what is printed about an exception that nobody caught.
package program

import (
	"fmt"
	"os"
	"strings"

	"github.com/aio-lang/aio/grammar"
	"github.com/aio-lang/aio/stdlib/source"
	"github.com/aio-lang/aio/stdlib/sys"
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
	"github.com/aio-lang/aio/vm/report"
)

// Options say what to run.
type Options struct {
	File string
	Args []string
}

// Run runs a program on m and returns its exit status.
func Run(m *vm.Machine, opts Options) int {
	text, err := os.ReadFile(opts.File)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	m.Acquire()
	defer m.Release()
	t := m.NewThread()
	status := 0
	if !m.Boot(t) {
		fmt.Fprintln(os.Stderr, describe(t))
		return 1
	}
	mod := m.H.NewModule("__main__")
	m.H.Modules.SetStr(m.H.Intern("__main__"), mod.Value())
	c := source.Finish(&t.Thread, source.Compile(opts.File, text, grammar.FromFile, vm.CompileOptions{}))
	if c == nil || t.RunModule(c, mod).P == nil {
		msg := describe(t)
		t.CallMethod(sys.Stdout(&t.Thread), object.Names().Flush)
		fmt.Fprintln(os.Stderr, msg)
		status = 1
	}
	t.CallMethod(sys.Stdout(&t.Thread), object.Names().Flush)
	t.CallMethod(sys.Attr(&t.Thread, "stderr"), object.Names().Flush)
	return status
}

func describe(t *vm.Thread) string {
	e := object.AsException(t.Clear())
	return strings.TrimSuffix(report.Capture(&t.Thread, e).String(), "\n")
}
