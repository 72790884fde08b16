package os

import (
	"golang.org/x/sys/unix"
	"golang.org/x/term"

	"github.com/aio-lang/aio/vm/object"
)

// functions on file descriptors

// defFD is a function of one descriptor.
func defFD(sig, doc string, f func(fd int) error) object.Def {
	return object.Def{Sig: sig, Doc: doc, Fn: func(t *object.Thread, a []object.Value) object.Value {
		fd, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		return done(t, blocking(t, func() error { return f(fd) }))
	}}
}

var descriptorFuncs = []object.Def{
	{Sig: "open(path, flags, mode=511)", Doc: "Open a file for low level IO. Returns a file descriptor (integer).", Fn: func(t *object.Thread, a []object.Value) object.Value {
		name, _, ok := path(t, "open", "path", a[0])
		if !ok {
			return object.Value{}
		}
		flags, ok := t.IntArg(a[1])
		if !ok {
			return object.Value{}
		}
		mode, ok := t.IntArg(a[2])
		if !ok {
			return object.Value{}
		}
		fd := -1
		err := blocking(t, func() (err error) {
			fd, err = unix.Open(name, flags|unix.O_CLOEXEC, uint32(mode))
			return err
		})
		if err != nil {
			return fail(t, err, a[0])
		}
		return object.Int(int64(fd))
	}},
	defFD("close(fd)", "Close a file descriptor.", unix.Close),
	defFD("fsync(fd)", "Force write of fd to disk.", unix.Fsync),
	{Sig: "read(fd, length, /)", Doc: "Read from a file descriptor. Returns a bytes object.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		fd, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		n, ok := t.IndexInt(a[1])
		if !ok {
			return object.Value{}
		}
		if n < 0 {
			return fail(t, unix.EINVAL)
		}
		buf := make([]byte, min(n, 1<<30))
		err := blocking(t, func() (err error) {
			n, err = unix.Read(fd, buf)
			return err
		})
		if err != nil {
			return fail(t, err)
		}
		return object.NewBytes(string(buf[:n]))
	}},
	{Sig: "write(fd, data, /)", Doc: "Write a bytes object to a file descriptor.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		fd, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		data, ok := t.BytesLike(a[1])
		if !ok {
			return object.Value{}
		}
		n := 0
		err := blocking(t, func() (err error) {
			n, err = unix.Write(fd, []byte(data))
			return err
		})
		if err != nil {
			return fail(t, err)
		}
		return object.Int(int64(n))
	}},
	{Sig: "lseek(fd, position, whence, /)", Doc: "Set the position of a file descriptor. Return the new position.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		var n [3]int
		for i := range n {
			v, ok := t.IndexInt(a[i])
			if !ok {
				return object.Value{}
			}
			n[i] = v
		}
		pos, err := unix.Seek(n[0], int64(n[1]), n[2])
		if err != nil {
			return fail(t, err)
		}
		return object.Int(pos)
	}},
	{Sig: "fstat(fd)", Doc: "Perform a stat system call on the given file descriptor.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		fd, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		var st unix.Stat_t
		if err := unix.Fstat(fd, &st); err != nil {
			return fail(t, err)
		}
		return newStat(t, &st)
	}},
	{Sig: "ftruncate(fd, length, /)", Doc: "Truncate a file, specified by file descriptor, to a specific length.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		fd, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		n, ok := t.IndexInt(a[1])
		if !ok {
			return object.Value{}
		}
		return done(t, unix.Ftruncate(fd, int64(n)))
	}},
	{Sig: "isatty(fd, /)", Doc: "Return True if the fd is connected to a terminal.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		fd, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		return object.Bool(term.IsTerminal(fd))
	}},
	{Sig: "pipe()", Doc: "Create a pipe: a tuple (read_fd, write_fd).", Fn: func(t *object.Thread, a []object.Value) object.Value {
		var fds [2]int
		if err := unix.Pipe(fds[:]); err != nil {
			return fail(t, err)
		}
		unix.CloseOnExec(fds[0])
		unix.CloseOnExec(fds[1])
		return object.TupleOf(object.Int(int64(fds[0])), object.Int(int64(fds[1])))
	}},
	{Sig: "dup(fd, /)", Doc: "Return a duplicate of a file descriptor.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		fd, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		n, err := unix.FcntlInt(uintptr(fd), unix.F_DUPFD_CLOEXEC, 0)
		if err != nil {
			return fail(t, err)
		}
		return object.Int(int64(n))
	}},
	{Sig: "set_blocking(fd, blocking, /)", Doc: "Set the blocking mode of the specified file descriptor.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		fd, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		on, ok := t.Truth(a[1])
		if !ok {
			return object.Value{}
		}
		return done(t, unix.SetNonblock(fd, !on))
	}},
	{Sig: "get_blocking(fd, /)", Doc: "Get the blocking mode of the file descriptor.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		fd, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFL, 0)
		if err != nil {
			return fail(t, err)
		}
		return object.Bool(flags&unix.O_NONBLOCK == 0)
	}},
	{Sig: "get_terminal_size(fd=1, /)", Doc: "Return the size of the terminal window as (columns, lines).", Fn: func(t *object.Thread, a []object.Value) object.Value {
		fd, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		ws, err := unix.IoctlGetWinsize(fd, unix.TIOCGWINSZ)
		if err != nil {
			return fail(t, err)
		}
		return object.NewStructSequence(t.M.TypeFor(terminalSize.Decl()), 2, []object.Value{object.Int(int64(ws.Col)), object.Int(int64(ws.Row))})
	}},
}

var terminalSize = object.StructSequence{
	Name: "os.terminal_size", Doc: "A tuple of (columns, lines) for holding terminal window size", Fields: []string{"columns", "lines"}, Visible: 2,
}
