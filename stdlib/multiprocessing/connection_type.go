package multiprocessing

import (
	"github.com/aio-lang/aio/stdlib/threading"
	"github.com/aio-lang/aio/vm/object"
)

func pickled(t *thread, name string, v value) value {
	mod := t.Exec.Import(t, "pickle")
	if mod.P == nil {
		return mod
	}
	return t.CallMethod(mod, t.M.Intern(name), v)
}

func none(ok bool) value {
	if !ok {
		return value{}
	}
	return object.None
}

var connectionDecl = object.TypeDecl{
	Name: "multiprocessing.connection.Connection", Kind: object.KindOpaque, Flags: object.TypeSolid | object.TypeHasWeakref,
	Doc: "One end of a pipe between processes.",
	New: &def{Sig: "__new__(cls, handle, readable=True, writable=True)", Doc: "Make a connection of a descriptor.", Fn: func(t *thread, a []value) value {
		fd, ok := t.IntArg(a[1])
		if !ok {
			return value{}
		}
		if fd < 0 {
			return t.ValueErrorf("invalid handle")
		}
		readable, ok := t.Truth(a[2])
		if !ok {
			return value{}
		}
		writable, ok := t.Truth(a[3])
		if !ok {
			return value{}
		}
		if !readable && !writable {
			return t.ValueErrorf("at least one of `readable` and `writable` must be True")
		}
		c := &connection{file: newFile(fd), readable: readable, writable: writable}
		return object.InitOpaque(&c.Opaque, object.AsType(a[0]))
	}},
	Methods: []def{
		{Sig: "def send(self, obj)", Doc: "Send an object, pickled.", Fn: func(t *thread, a []value) value {
			c := connectionOf(a[0])
			if !c.check(t, c.writable, "read-only") {
				return value{}
			}
			b := pickled(t, "dumps", a[1])
			if b.P == nil || !c.check(t, true, "") {
				return value{}
			}
			return none(c.send(t, object.ReadOnly(object.AsBytes(b).B)))
		}},
		{Sig: "def recv(self)", Doc: "Receive an object; EOFError where the other end was closed.", Fn: func(t *thread, a []value) value {
			c := connectionOf(a[0])
			if !c.check(t, c.readable, "write-only") {
				return value{}
			}
			b, ok := c.receive(t, -1)
			if !ok {
				return value{}
			}
			return pickled(t, "loads", object.NewBytesOf(b))
		}},
		{Sig: "def send_bytes(self, buf, offset=0, size=None)", Doc: "Send bytes.", Fn: sendBytes},
		{Sig: "def recv_bytes(self, maxlength=None)", Doc: "Receive bytes; OSError where there are more than maxlength.", Fn: func(t *thread, a []value) value {
			c, limit := connectionOf(a[0]), -1
			if !c.check(t, c.readable, "write-only") {
				return value{}
			}
			if !a[1].IsNone() {
				n, ok := t.SizeArg(a[1])
				if !ok {
					return value{}
				}
				if n < 0 {
					return t.ValueErrorf("negative maxlength")
				}
				limit = n
			}
			b, ok := c.receive(t, limit)
			if !ok {
				return value{}
			}
			return object.NewBytesOf(b)
		}},
		{Sig: "def poll(self, timeout=0.0)", Doc: "Return whether there is something to receive, after waiting for it at most timeout seconds.", Fn: func(t *thread, a []value) value {
			c := connectionOf(a[0])
			if !c.check(t, c.readable, "write-only") {
				return value{}
			}
			deadline, ok := threading.Deadline(t, a[1])
			if !ok {
				return value{}
			}
			ready, ok := c.poll(t, deadline)
			if !ok {
				return value{}
			}
			return object.Bool(ready)
		}},
		{Sig: "def fileno(self)", Doc: "Return the descriptor.", Fn: func(t *thread, a []value) value {
			c := connectionOf(a[0])
			if !c.check(t, true, "") {
				return value{}
			}
			return object.Int(int64(number(c.file)))
		}},
		{Sig: "def close(self)", Doc: "Close this end.", Fn: func(t *thread, a []value) value {
			connectionOf(a[0]).close()
			return object.None
		}},
		{Sig: "def __enter__(self)", Doc: "Return self.", Fn: func(t *thread, a []value) value { return a[0] }},
		{Sig: "def __exit__(self, exc_type, exc_value, exc_tb)", Doc: "Close this end.", Fn: func(t *thread, a []value) value {
			connectionOf(a[0]).close()
			return object.None
		}},
		{Sig: "__reduce__(self, /)", Doc: "Describe the connection for a process that is being started.", Fn: func(t *thread, a []value) value {
			c := connectionOf(a[0])
			if !c.check(t, true, "") {
				return value{}
			}
			fd := inherit(t, a[0], number(c.file))
			if fd.P == nil {
				return fd
			}
			return object.TupleOf(t.M.TypeOf(a[0]).Value(), object.TupleOf(fd, object.Bool(c.readable), object.Bool(c.writable)))
		}},
	},
	GetSets: []object.GetSetDef{
		{Name: "closed", Get: func(t *thread, v value) value { return object.Bool(connectionOf(v).file == nil) }},
		{Name: "readable", Get: func(t *thread, v value) value { return object.Bool(connectionOf(v).readable) }},
		{Name: "writable", Get: func(t *thread, v value) value { return object.Bool(connectionOf(v).writable) }},
	},
}

func sendBytes(t *thread, a []value) value {
	c := connectionOf(a[0])
	if !c.check(t, c.writable, "read-only") {
		return value{}
	}
	s, ok := t.BytesLike(a[1])
	if !ok {
		return value{}
	}
	b := []byte(s)
	offset, ok := t.SizeArg(a[2])
	switch {
	case !ok:
		return value{}
	case offset < 0:
		return t.ValueErrorf("offset is negative")
	case offset > len(b):
		return t.ValueErrorf("buffer length < offset")
	}
	size := len(b) - offset
	if !a[3].IsNone() {
		n, ok := t.SizeArg(a[3])
		switch {
		case !ok:
			return value{}
		case n < 0:
			return t.ValueErrorf("size is negative")
		case n > size:
			return t.ValueErrorf("buffer length < offset + size")
		}
		size = n
	}
	return none(c.send(t, b[offset:offset+size]))
}

// inherit has the process that is being started get a descriptor; the result
// is its number there.
func inherit(t *thread, v value, fd int) value {
	mod := t.Exec.Import(t, "multiprocessing.spawn")
	if mod.P == nil {
		return mod
	}
	return t.CallMethod(mod, t.M.Intern("inherit"), v, object.Int(int64(fd)))
}
