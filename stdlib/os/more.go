package os

import (
	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/vm/object"
)

// calls on descriptors and processes that few programs make

// intFunc is a function of ints.
func intFunc(sig, doc string, f func(n []int) error) object.Def {
	return object.Def{Sig: sig, Doc: doc, Fn: func(t *object.Thread, a []object.Value) object.Value {
		n := make([]int, len(a))
		for i, v := range a {
			var ok bool
			if n[i], ok = t.IntArg(v); !ok {
				return object.Value{}
			}
		}
		return done(t, blocking(t, func() error { return f(n) }))
	}}
}

var moreFuncs = []object.Def{
	{Sig: "dup2(fd, fd2, inheritable=True)", Doc: "Make fd2 a duplicate of fd.", Fn: dup2},
	{Sig: "pread(fd, length, offset, /)", Doc: "Read from a position without moving there.", Fn: pread},
	{Sig: "pwrite(fd, buffer, offset, /)", Doc: "Write at a position without moving there.", Fn: pwrite},
	{Sig: "_statvfs(path, /)", Doc: "Return the block size, and the numbers of blocks, of free ones, and of those that users may take.", Fn: statvfs},
	{Sig: "lchown(path, uid, gid)", Doc: "Change owner and group of a path, of a link itself.", Fn: lchown},
	{Sig: "mkfifo(path, mode=438)", Doc: "Make a named pipe.", Fn: mkfifo},
	{Sig: "_echo(fd, on, /)", Doc: "Let a terminal show what is typed, or not; return whether it did.", Fn: echo},
	{Sig: "getgroups()", Doc: "Return the list of the process's supplementary groups.", Fn: getGroups},
	{Sig: "wait()", Doc: "Wait for any child process: (pid, status).", Fn: func(t *object.Thread, a []object.Value) object.Value {
		var status unix.WaitStatus
		pid := 0
		err := blocking(t, func() (err error) {
			pid, err = unix.Wait4(-1, &status, 0, nil)
			return err
		})
		if err != nil {
			return fail(t, err)
		}
		return object.NewPair(object.Int(int64(pid)), object.Int(int64(status)))
	}},
	intFunc("fchmod(fd, mode)", "Change the permissions of an open file.", func(n []int) error { return unix.Fchmod(n[0], uint32(n[1])) }),
	intFunc("fchown(fd, uid, gid)", "Change owner and group of an open file.", func(n []int) error { return unix.Fchown(n[0], n[1], n[2]) }),
	intFunc("fchdir(fd)", "Make the directory of a descriptor the current one.", func(n []int) error { return unix.Fchdir(n[0]) }),
	intFunc("closerange(fd_low, fd_high, /)", "Close the descriptors from fd_low to below fd_high, whatever they are.", func(n []int) error {
		for fd := n[0]; fd < n[1] && fd-n[0] < 1<<20; fd++ {
			unix.Close(fd)
		}
		return nil
	}),
	{Sig: "getpgid(pid)", Doc: "Return the process group of a process.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		pid, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		group, err := unix.Getpgid(pid)
		if err != nil {
			return fail(t, err)
		}
		return object.Int(int64(group))
	}},
	{Sig: "getsid(pid, /)", Doc: "Return the session of a process.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		pid, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		sid, err := unix.Getsid(pid)
		if err != nil {
			return fail(t, err)
		}
		return object.Int(int64(sid))
	}},
}

func dup2(t *object.Thread, a []object.Value) object.Value {
	from, ok := t.IntArg(a[0])
	if !ok {
		return object.Value{}
	}
	to, ok := t.IntArg(a[1])
	if !ok {
		return object.Value{}
	}
	inheritable, ok := t.Truth(a[2])
	if !ok {
		return object.Value{}
	}
	if err := duplicateTo(from, to); err != nil {
		return fail(t, err)
	}
	if !inheritable {
		unix.CloseOnExec(to)
	}
	return object.Int(int64(to))
}

func pread(t *object.Thread, a []object.Value) object.Value {
	fd, ok := t.IntArg(a[0])
	if !ok {
		return object.Value{}
	}
	n, ok := t.SizeArg(a[1])
	if !ok {
		return object.Value{}
	}
	at, ok := t.SizeArg(a[2])
	if !ok {
		return object.Value{}
	}
	if n < 0 {
		return fail(t, unix.EINVAL)
	}
	if !t.Reserve(n, 1) {
		return object.Value{}
	}
	b := make([]byte, n)
	err := blocking(t, func() (err error) {
		n, err = unix.Pread(fd, b, int64(at))
		return err
	})
	if err != nil {
		return fail(t, err)
	}
	return object.NewBytesOf(b[:n])
}

func pwrite(t *object.Thread, a []object.Value) object.Value {
	fd, ok := t.IntArg(a[0])
	if !ok {
		return object.Value{}
	}
	data, ok := t.BytesLike(a[1])
	if !ok {
		return object.Value{}
	}
	at, ok := t.SizeArg(a[2])
	if !ok {
		return object.Value{}
	}
	n, b := 0, []byte(data)
	err := blocking(t, func() (err error) {
		n, err = unix.Pwrite(fd, b, int64(at))
		return err
	})
	if err != nil {
		return fail(t, err)
	}
	return object.Int(int64(n))
}

func statvfs(t *object.Thread, a []object.Value) object.Value {
	name, _, ok := path(t, "statvfs", "path", a[0])
	if !ok {
		return object.Value{}
	}
	var st unix.Statfs_t
	if err := blocking(t, func() error { return unix.Statfs(name, &st) }); err != nil {
		return fail(t, err, a[0])
	}
	i := func(n int64) object.Value { return object.Int(n) }
	return object.TupleOf(i(int64(st.Bsize)), i(int64(st.Blocks)), i(int64(st.Bfree)), i(int64(st.Bavail)))
}

func lchown(t *object.Thread, a []object.Value) object.Value {
	name, _, ok := path(t, "lchown", "path", a[0])
	if !ok {
		return object.Value{}
	}
	uid, ok := t.IntArg(a[1])
	if !ok {
		return object.Value{}
	}
	gid, ok := t.IntArg(a[2])
	if !ok {
		return object.Value{}
	}
	return done(t, blocking(t, func() error { return unix.Lchown(name, uid, gid) }), a[0])
}

func mkfifo(t *object.Thread, a []object.Value) object.Value {
	name, _, ok := path(t, "mkfifo", "path", a[0])
	if !ok {
		return object.Value{}
	}
	mode, ok := t.IntArg(a[1])
	if !ok {
		return object.Value{}
	}
	return done(t, blocking(t, func() error { return unix.Mkfifo(name, uint32(mode)) }), a[0])
}

func getGroups(t *object.Thread, a []object.Value) object.Value {
	ids, err := unix.Getgroups()
	if err != nil {
		return fail(t, err)
	}
	items := make([]object.Value, len(ids))
	for i, id := range ids {
		items[i] = object.Int(int64(id))
	}
	return object.NewList(items)
}

func echo(t *object.Thread, a []object.Value) object.Value {
	fd, ok := t.IntArg(a[0])
	if !ok {
		return object.Value{}
	}
	on, ok := t.Truth(a[1])
	if !ok {
		return object.Value{}
	}
	mode, err := unix.IoctlGetTermios(fd, getTermios)
	if err != nil {
		return fail(t, err)
	}
	before := mode.Lflag&unix.ECHO != 0
	mode.Lflag &^= unix.ECHO
	if on {
		mode.Lflag |= unix.ECHO
	}
	if err := unix.IoctlSetTermios(fd, setTermios, mode); err != nil {
		return fail(t, err)
	}
	return object.Bool(before)
}
