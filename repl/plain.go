package repl

import (
	"io"
	"strings"
	"sync/atomic"
)

// plainReader reads lines as they come, for terminals that can do nothing, and
// for inputs that are none. A prompt is shown where somebody can see it.
type plainReader struct {
	in  io.Reader
	out func(string)
	// silent: nobody can see prompts.
	silent bool
	// interrupted: Ctrl-C came during a read.
	interrupted atomic.Bool
	reading     atomic.Bool
}

func (r *plainReader) setVi(bool) {}

func (r *plainReader) read(mode modeKind, prompt, more string) (string, error) {
	r.interrupted.Store(false)
	r.reading.Store(true)
	defer r.reading.Store(false)
	text := ""
	for {
		if !r.silent {
			r.out(prompt)
		}
		line, err := r.line()
		switch {
		case r.interrupted.Load():
			return "", errInterrupt
		case err != nil && line == "":
			if text != "" {
				return text, nil
			}
			if !r.silent {
				r.out("\n")
			}
			return "", errEOF
		}
		text += line
		if mode == modeLine || complete(text, false) {
			return text, nil
		}
		text += "\n"
		prompt = more
	}
}

// line reads a line without its end, a byte at a time: what follows is not
// ours.
func (r *plainReader) line() (string, error) {
	var b strings.Builder
	var one [1]byte
	for {
		n, err := r.in.Read(one[:])
		switch {
		case n == 1 && one[0] == '\n':
			return strings.TrimSuffix(b.String(), "\r"), nil
		case n == 1:
			b.WriteByte(one[0])
		case err != nil:
			return b.String(), err
		}
	}
}

// interrupt is Ctrl-C at the prompt.
func (r *plainReader) interrupt() {
	if r.reading.Load() && !r.interrupted.Swap(true) {
		r.out("\nKeyboardInterrupt; press Enter\n")
	}
}
