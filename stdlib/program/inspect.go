package program

import (
	"fmt"
	"os"

	"github.com/aio-lang/aio/grammar"
	"github.com/aio-lang/aio/stdlib/io"
	"github.com/aio-lang/aio/stdlib/source"
	"github.com/aio-lang/aio/vm"
)

// Check is `aio check`: it prints every error and warning of every file, and
// returns 1 when there was an error. Nothing is run.
func Check(files []string) int {
	status := 0
	for _, file := range files {
		r, err := compileFile(file)
		if err != nil {
			status = cannotOpen(absolute(file), err)
			continue
		}
		for _, w := range r.Warnings {
			fmt.Fprint(os.Stderr, r.Source.FormatWarning(w))
		}
		for _, e := range r.Errors {
			fmt.Fprint(os.Stderr, e.Format())
			status = max(status, ExitUncaught)
		}
	}
	return status
}

// Disassemble is `aio dis`: it prints the bytecode of files.
func Disassemble(files []string) int {
	for _, file := range files {
		r, err := compileFile(file)
		if err != nil {
			return cannotOpen(absolute(file), err)
		}
		if r.Code == nil {
			fmt.Fprint(os.Stderr, r.Errors[0].Format())
			return ExitUncaught
		}
		if err := r.Code.Disassemble(os.Stdout); err != nil {
			return ExitUncaught
		}
	}
	return 0
}

func compileFile(file string) (*source.Result, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return source.Compile(file, text, grammar.FromFile, vm.CompileOptions{}), nil
}

// OnTerminal reports whether standard input is a terminal.
func OnTerminal() bool { return io.IsTerminal(0) }
