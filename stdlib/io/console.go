package io

import (
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// Console is a terminal that somebody else draws on: a prompt with its line
// editor. The standard streams write to it, and input() reads from it.
type Console struct {
	// Shows reports whether descriptor 1 or 2 is on the terminal.
	Shows func(fd int) bool
	// Write shows what a program wrote to standard output or error. Any
	// goroutine calls it, without the baton; it keeps nothing of p.
	Write func(p []byte)
	// ReadLine reads a line for input(), without its end. It lets go of the
	// baton; false means that an exception is pending.
	ReadLine func(t *vm.Thread, prompt string) (string, bool)
	// Release gives the terminal back before the process ends on the spot.
	Release func()
}

type consoleKey struct{}

// SetConsole gives the machine a console, before it boots.
func SetConsole(m *object.Machine, c *Console) { m.State(consoleKey{}, func() any { return c }) }

// ConsoleOf is the machine's console, or nil.
func ConsoleOf(m *object.Machine) *Console {
	return m.State(consoleKey{}, func() any { return (*Console)(nil) }).(*Console)
}
