package repl

import (
	"io"
	"testing"
	"time"
)

// lonely is an editor without a machine.
type lonely struct {
	*editor
	t    *testing.T
	keys *io.PipeWriter
	// texts are what Enter hands over; closed at the end.
	texts chan string
}

func testEditor(t *testing.T, vi bool) *lonely {
	in, keys := io.Pipe()
	v := newVT(30, 8)
	term := terminal{in: in, out: v, size: func() (int, int) { return 30, 8 },
		raw: func() error { return nil }, cooked: func() error { return nil }, onResize: func(func()) {}}
	s := newScreen(v, term.size, colours())
	ed, err := newEditor(term, s, &history{entries: []string{"one", "two\nlines"}}, newPainter([]string{"print"}))
	if err != nil {
		t.Fatal(err)
	}
	ed.setVi(vi)
	ed.suspend = s.redrawn
	l := &lonely{editor: ed, t: t, keys: keys, texts: make(chan string, 4096)}
	go func() {
		defer close(l.texts)
		defer ed.close()
		for {
			text, err := ed.read(modeInput, ">>> ", "... ")
			if err == errEOF {
				return
			}
			l.texts <- text
		}
	}()
	return l
}

// send sends keys and the end of the input, and waits for the end.
func (l *lonely) send(keys []byte) {
	go func() {
		l.keys.Write(keys)
		l.keys.Close()
	}()
	late := time.After(20 * time.Second)
	for {
		select {
		case _, ok := <-l.texts:
			if !ok {
				return
			}
		case <-late:
			l.t.Fatalf("the editor hangs after %q", keys)
		}
	}
}
