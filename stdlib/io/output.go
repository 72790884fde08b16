package io

import (
	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/vm/object"
)

// output is what a BufferedWriter over a plain FileIO has not written yet, and
// what the TextIOWrapper over that has not given it yet. It knows no objects,
// so it outlives them in the machine's list.
type output struct {
	file *fileIO
	buf  []byte // of the BufferedWriter
	text []byte // of the TextIOWrapper, to go after buf
	// guard is held while bytes go to the system.
	guard guard
	// listed: the machine's list has it.
	listed bool
}

// outputs are the machine's files with something to write.
type outputs struct{ list []*output }

type outputsKey struct{}

func outputsOf(m *object.Machine) *outputs {
	return m.State(outputsKey{}, func() any { return &outputs{} }).(*outputs)
}

// note puts o on the machine's list.
func (o *output) note(t *object.Thread) {
	if !o.listed {
		o.listed = true
		all := outputsOf(t.M)
		all.list = append(all.list, o)
	}
}

// FlushAll writes out every file that has something to write, but the standard
// streams. What fails is tried again when the file itself is flushed.
func FlushAll(t *object.Thread) {
	all := outputsOf(t.M)
	if len(all.list) == 0 {
		return
	}
	pending := t.Clear()
	list := all.list
	all.list = nil
	for _, o := range list {
		o.listed = false
		if o.guard.owner == nil && (o.file.fd > 2 || o.file.fd == -1) {
			o.flush(t)
			t.Clear()
		}
		if len(o.buf)+len(o.text) > 0 {
			o.note(t)
		}
	}
	t.Exc = pending
}

// FlushDescriptors writes what is left with nothing but system calls, for the
// last moments of a process whose machine cannot be trusted any more.
func FlushDescriptors(m *object.Machine) {
	for _, o := range outputsOf(m).list {
		if o.file.fd >= 0 {
			unix.Write(o.file.fd, append(o.buf, o.text...))
			o.buf, o.text = nil, nil
		}
	}
}

// flush writes everything: what the TextIOWrapper has, too.
func (o *output) flush(t *object.Thread) bool {
	o.buf = append(o.buf, o.text...)
	o.text = o.text[:0]
	return o.flushBuffer(t)
}

// flushBuffer writes what the BufferedWriter has.
func (o *output) flushBuffer(t *object.Thread) bool {
	if len(o.buf) == 0 {
		return true
	}
	if o.file.fd < 0 {
		o.buf = o.buf[:0]
		return true
	}
	if !o.guard.enter(t, "BufferedWriter") {
		return false
	}
	defer o.guard.leave()
	for len(o.buf) > 0 {
		data := o.buf
		o.buf = nil // other threads go on writing
		n, none, ok := o.file.write(t, data)
		switch {
		case ok && n == len(data) && o.buf == nil:
			o.buf = data[:0]
			continue
		case n > 0 || len(o.buf) > 0:
			o.buf = append(append(make([]byte, 0, len(data)-n+len(o.buf)), data[n:]...), o.buf...)
		default:
			o.buf = data
		}
		if none {
			blocked(t, "write could not complete without blocking", 0)
			return false
		}
		if !ok {
			return false
		}
	}
	return true
}

// write takes p for the BufferedWriter; false with an exception pending when
// the system did not take what had to go.
func (o *output) write(t *object.Thread, p string) bool {
	if len(o.buf)+len(p) <= bufferSize {
		o.buf = append(o.buf, p...)
		o.note(t)
		return true
	}
	if len(o.buf) > 0 {
		// CPython fills up its buffer before it writes
		n := max(bufferSize-len(o.buf), 0)
		o.buf = append(o.buf, p[:min(n, len(p))]...)
		p = p[min(n, len(p)):]
		if !o.flushBuffer(t) {
			return false
		}
	}
	o.buf = append(o.buf, p...)
	o.note(t)
	if len(o.buf) > bufferSize && !o.flushBuffer(t) {
		o.buf = o.buf[:0] // what was too long to be kept is lost
		return false
	}
	return true
}

// blocked raises BlockingIOError for a descriptor that would have to wait.
func blocked(t *object.Thread, msg string, written int) object.Value {
	e := t.Call(t.M.Type(object.ShapeBlockingIOError).Value(), object.Int(int64(unix.EAGAIN)), object.NewStr(msg), object.Int(int64(written)))
	if e.P == nil {
		return e
	}
	return t.RaiseException(object.AsException(e))
}
