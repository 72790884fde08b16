package io

import (
	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/vm/object"
)

// Standard makes sys.stdin, sys.stdout or sys.stderr over descriptor 0, 1 or
// 2; None when that is closed. unbuffered is the command's -u.
func Standard(t *object.Thread, fd int, unbuffered bool) object.Value {
	var st unix.Stat_t
	if unix.Fstat(fd, &st) != nil {
		return object.None
	}
	ty := makeTypes(t.M)
	f := &fileIO{fd: fd, seekable: -1, waits: mayWait(fd), blockSize: bufferSize, readable: fd == 0, writable: fd != 0}
	terminal := f.waits && IsTerminal(fd)
	if c := ConsoleOf(t.M); c != nil && fd != 0 && c.Shows(fd) {
		f.console, terminal = c, true
	}
	raw := object.NewOpaque(ty.file, f)
	name := [...]string{"<stdin>", "<stdout>", "<stderr>"}[fd]
	mode, errors := "w", "strict"
	class := ty.writer
	if fd == 0 {
		mode, class = "r", ty.reader
	}
	if fd == 2 {
		errors = "backslashreplace"
	}
	b := &buffered{}
	b.init(t, raw, bufferSize, fd == 0, fd != 0)
	x := &text{}
	line := fd == 2 || terminal
	through := unbuffered && fd != 0
	newline := newlineMode{given: true, text: "\n"}
	if fd == 0 {
		newline = newlineMode{universal: true, translate: true}
	}
	buffer := object.NewOpaque(class, b)
	wrapper := object.NewOpaque(ty.text, x)
	if !t.SetAttr(raw, t.M.Intern("name"), object.NewStr(name)) ||
		!x.init(t, buffer, "utf-8", errors, newline, line || through, through) ||
		!t.SetAttr(wrapper, t.M.Intern("mode"), object.NewStr(mode)) {
		return object.Value{}
	}
	return wrapper
}

// ReaderGone reports whether a write to the stream met a closed pipe.
func ReaderGone(v object.Value) bool {
	x := textOf(v)
	return x != nil && x.below != nil && x.below.file != nil && x.below.file.readerGone
}

// Writer writes text to any stream; a TextIOWrapper takes it without a call.
type Writer struct {
	file object.Value
	text *text
}

// WriterTo returns a Writer for anything with a write method.
func WriterTo(t *object.Thread, file object.Value) Writer {
	w := Writer{file: file}
	if x := plainText(t, file); x != nil && x.out != nil && t.M.OwnAttr(file, object.Names().Write).P == nil {
		w.text = x
	}
	return w
}

// Write writes text; false with an exception pending.
func (w Writer) Write(t *object.Thread, s string) bool {
	x := w.text
	if x == nil {
		return t.CallMethod(w.file, object.Names().Write, object.NewStr(s)).P != nil
	}
	return w.WriteStr(t, object.NewStr(s))
}

// WriteStr writes a str.
func (w Writer) WriteStr(t *object.Thread, s object.Value) bool {
	x := w.text
	if x == nil {
		return t.CallMethod(w.file, object.Names().Write, s).P != nil
	}
	return x.open(t) && x.checkWritable(t) && x.write(t, object.AsStr(s))
}

// Flush flushes the stream.
func (w Writer) Flush(t *object.Thread) bool {
	return t.CallMethod(w.file, object.Names().Flush).P != nil
}
