package repl

import (
	"io"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// What readline is fed instead of escape sequences: runes of a private plane
// that no keyboard sends, and that readline passes on as they are.
const (
	keyBase rune = 0x10FE00 + iota
	keyPaste
	keyUp
	keyDown
	keyLeft
	keyRight
	keyHome
	keyEnd
	keyDelete
	keyWordLeft
	keyWordRight
	keyKillWord
	keyEraseWord
	keyNewline
	keyEscape
	keyLast
)

// csiKeys are what ESC [ … and ESC O … sequences mean.
var csiKeys = map[string]rune{
	"A": keyUp, "B": keyDown, "C": keyRight, "D": keyLeft, "H": keyHome, "F": keyEnd,
	"1~": keyHome, "7~": keyHome, "4~": keyEnd, "8~": keyEnd, "3~": keyDelete,
	"1;5C": keyWordRight, "1;3C": keyWordRight, "1;5D": keyWordLeft, "1;3D": keyWordLeft,
	"5C": keyWordRight, "5D": keyWordLeft, "13;2u": keyNewline, "13;3u": keyNewline,
}

// metaKeys are what ESC and a key mean.
var metaKeys = map[byte]rune{
	'b': keyWordLeft, 'f': keyWordRight, 'd': keyKillWord, 0x7f: keyEraseWord, 8: keyEraseWord, '\r': keyNewline, '\n': keyNewline,
}

const (
	pasteBegin = "200~"
	pasteEnd   = "\x1b[201~"
	// escapeWait is how long the rest of an escape sequence may take.
	escapeWait = 50 * time.Millisecond
	// maxSequence is longer than any sequence of a key.
	maxSequence = 32
)

// keyboard is what readline reads from: the terminal's bytes with escape
// sequences turned into keys, pastes taken out as one piece, and NUL, which
// readline takes for the end, dropped. It reads from the terminal only when
// readline asks, so that a running program has its standard input to itself.
type keyboard struct {
	in     io.Reader
	chunks chan chunk
	// reading: a read of in is under way, whose result goes to chunks.
	reading bool
	raw     []byte // read and not decoded yet
	out     []byte // decoded and not fetched yet
	closed  chan struct{}
	once    sync.Once

	mu     sync.Mutex
	pastes []string
}

type chunk struct {
	data []byte
	err  error
}

func newKeyboard(in io.Reader) *keyboard {
	return &keyboard{in: in, chunks: make(chan chunk, 1), closed: make(chan struct{})}
}

// Read implements io.Reader for readline.
func (k *keyboard) Read(p []byte) (int, error) {
	for len(k.out) == 0 {
		if err := k.fill(0); err != nil {
			return 0, err
		}
		if err := k.decode(); err != nil {
			return 0, err
		}
	}
	n := copy(p, k.out)
	k.out = k.out[n:]
	return n, nil
}

// Close ends a Read that waits.
func (k *keyboard) Close() error {
	k.once.Do(func() { close(k.closed) })
	return nil
}

// errLate: nothing came in time.
var errLate = io.ErrNoProgress

// fill reads more bytes; wait 0 is for ever.
func (k *keyboard) fill(wait time.Duration) error {
	select {
	case <-k.closed:
		return io.EOF
	default:
	}
	if !k.reading {
		k.reading = true
		go func() {
			buf := make([]byte, 4096)
			n, err := k.in.Read(buf)
			k.chunks <- chunk{buf[:n], err}
		}()
	}
	var late <-chan time.Time
	if wait > 0 {
		t := time.NewTimer(wait)
		defer t.Stop()
		late = t.C
	}
	select {
	case c := <-k.chunks:
		k.reading = false
		k.raw = append(k.raw, c.data...)
		if len(c.data) > 0 {
			return nil
		}
		return c.err
	case <-late:
		return errLate
	case <-k.closed:
		return io.EOF
	}
}

// decode turns raw into out.
func (k *keyboard) decode() error {
	for len(k.raw) > 0 {
		b := k.raw[0]
		switch {
		case b == 0:
			k.raw = k.raw[1:]
		case b == 0x1b:
			if err := k.escape(); err != nil {
				return err
			}
		case b < utf8.RuneSelf:
			k.out = append(k.out, b)
			k.raw = k.raw[1:]
		default:
			if !utf8.FullRune(k.raw) {
				if err := k.fill(escapeWait); err != nil && err != errLate {
					return err
				}
			}
			r, n := utf8.DecodeRune(k.raw)
			k.raw = k.raw[n:]
			if r < keyBase || r > keyLast {
				k.out = utf8.AppendRune(k.out, r)
			}
		}
	}
	return nil
}

func (k *keyboard) key(r rune) { k.out = utf8.AppendRune(k.out, r) }

// escape decodes what begins with ESC.
func (k *keyboard) escape() error {
	for len(k.raw) < 2 {
		if err := k.fill(escapeWait); err == errLate {
			k.raw = k.raw[1:]
			k.key(keyEscape)
			return nil
		} else if err != nil {
			return err
		}
	}
	second := k.raw[1]
	if second != '[' && second != 'O' {
		if r, ok := metaKeys[second]; ok {
			k.raw = k.raw[2:]
			k.key(r)
			return nil
		}
		k.raw = k.raw[1:] // the key itself follows
		k.key(keyEscape)
		return nil
	}
	end := 2
	for {
		for end < len(k.raw) && (k.raw[end] < 0x40 || k.raw[end] > 0x7e) && end < maxSequence {
			end++
		}
		if end < len(k.raw) {
			break
		}
		if err := k.fill(escapeWait); err == errLate {
			k.raw = k.raw[end:]
			return nil
		} else if err != nil {
			return err
		}
	}
	seq := string(k.raw[2 : end+1])
	k.raw = k.raw[end+1:]
	if seq == pasteBegin {
		return k.paste()
	}
	if r, ok := csiKeys[seq]; ok {
		k.key(r)
	}
	return nil
}

// paste takes everything up to the end of a bracketed paste.
func (k *keyboard) paste() error {
	for {
		if i := strings.Index(string(k.raw), pasteEnd); i >= 0 {
			text := string(k.raw[:i])
			k.raw = k.raw[i+len(pasteEnd):]
			k.mu.Lock()
			k.pastes = append(k.pastes, text)
			k.mu.Unlock()
			k.key(keyPaste)
			return nil
		}
		if err := k.fill(0); err != nil {
			return err
		}
	}
}

// pasted returns the next paste, its lines ended by \n, without characters
// that would steer the terminal.
func (k *keyboard) pasted() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.pastes) == 0 {
		return ""
	}
	text := k.pastes[0]
	k.pastes = k.pastes[1:]
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(text, "\ufffd"))
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, text)
}
