package io

import (
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

var openDef = object.Def{
	Sig: "open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
	Doc: "Open file and return a stream.  Raise OSError upon failure.", Fn: open,
}

type openKey struct{}

// OpenFunction is the builtin function open, which io.open is too.
func OpenFunction(m *object.Machine) object.Value {
	return m.State(openKey{}, func() any { return object.NewFunction(&openDef, m.Intern("_io")) }).(*object.Native).Value()
}

// Open is open(file, mode) for Go code.
func Open(t *object.Thread, file object.Value, mode string) object.Value {
	return open(t, []object.Value{file, object.NewStr(mode), object.Int(-1), object.None, object.None, object.None, object.True, object.None})
}

// openMode is a mode of open taken apart.
type openMode struct {
	kind              byte // 'r', 'w', 'a' or 'x'
	plus, text, bytes bool
}

func parseOpenMode(t *object.Thread, mode string) (m openMode, ok bool) {
	seen := ""
	for _, c := range mode {
		if strings.ContainsRune(seen, c) || !strings.ContainsRune("axrwb+t", c) {
			t.ValueErrorf("invalid mode: '%s'", mode)
			return m, false
		}
		seen += string(c)
		switch c {
		case '+':
			m.plus = true
		case 't':
			m.text = true
		case 'b':
			m.bytes = true
		default:
			if m.kind != 0 {
				m.kind = '?'
				continue
			}
			m.kind = byte(c)
		}
	}
	switch {
	case m.text && m.bytes:
		t.ValueErrorf("can't have text and binary mode at once")
	case m.kind == '?':
		t.ValueErrorf("must have exactly one of create/read/write/append mode")
	case m.kind == 0:
		t.ValueErrorf("Must have exactly one of create/read/write/append mode and at most one plus")
	default:
		return m, true
	}
	return m, false
}

func open(t *object.Thread, a []object.Value) object.Value {
	file := a[0]
	if !object.IsIntLike(file) {
		if file = t.Fspath(file); file.P == nil {
			return file
		}
	}
	modeText, ok := t.TextArg("open", "'mode'", a[1])
	if !ok {
		return object.Value{}
	}
	buffering, ok := t.IntArg(a[2])
	if !ok {
		return object.Value{}
	}
	m, ok := parseOpenMode(t, modeText)
	if !ok {
		return object.Value{}
	}
	if m.bytes {
		for i, what := range []string{"an encoding", "an errors", "a newline"} {
			if !a[3+i].IsNone() {
				return t.ValueErrorf("binary mode doesn't take %s argument", what)
			}
		}
		if buffering == 1 {
			if !t.Warn(object.ShapeRuntimeWarning, 1, "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used") {
				return object.Value{}
			}
			buffering = -1
		}
	}
	closefd, ok := t.Truth(a[6])
	if !ok {
		return object.Value{}
	}
	ty := typesOf(t.M)
	f := &fileIO{fd: -1, closeFD: true, seekable: -1}
	raw := object.NewOpaque(ty.file, f)
	rawMode := string(m.kind)
	if m.plus {
		rawMode += "+"
	}
	if !f.open(t, raw, file, rawMode, closefd, a[7]) {
		return object.Value{}
	}
	if f.closeFD && f.fd > 2 {
		t.M.WatchDel(raw)
	}
	result := stack(t, raw, f, m, modeText, buffering, a)
	if result.P == nil {
		pending := t.Clear()
		fileClose(t, []object.Value{raw})
		t.Exc = pending
	}
	return result
}

// stack puts the buffer and the text layer that open was asked for over raw.
func stack(t *object.Thread, raw object.Value, f *fileIO, m openMode, mode string, buffering int, a []object.Value) object.Value {
	ty := typesOf(t.M)
	line := false
	if buffering == 1 || buffering < 0 && f.waits && IsTerminal(f.fd) {
		buffering, line = -1, true
	}
	switch {
	case buffering < 0:
		buffering = bufferSize
	case buffering == 0:
		if m.bytes {
			return raw
		}
		return t.ValueErrorf("can't have unbuffered text I/O")
	}
	b := &buffered{}
	var buffer object.Value
	switch {
	case m.plus:
		if !f.canSeek() {
			return unsupported(t, "File or stream is not seekable.")
		}
		b.init(t, raw, buffering, true, true)
		buffer = object.NewOpaque(ty.random, b)
	case m.kind == 'r':
		b.init(t, raw, buffering, true, false)
		buffer = object.NewOpaque(ty.reader, b)
	default:
		b.init(t, raw, buffering, false, true)
		buffer = object.NewOpaque(ty.writer, b)
	}
	if m.bytes {
		return buffer
	}
	encoding, ok := encodingArg(t, "open", a[3])
	if !ok {
		return object.Value{}
	}
	errors := "strict"
	if !a[4].IsNone() {
		if errors, ok = t.TextArg("open", "'errors'", a[4]); !ok {
			return object.Value{}
		}
	}
	newline, ok := parseNewline(t, "open", a[5])
	if !ok {
		return object.Value{}
	}
	x := &text{}
	wrapper := object.NewOpaque(ty.text, x)
	if !x.init(t, buffer, encoding, errors, newline, line, false) || !t.SetAttr(wrapper, t.M.Intern("mode"), object.NewStr(mode)) {
		return object.Value{}
	}
	return wrapper
}
