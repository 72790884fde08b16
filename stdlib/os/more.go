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
	{Sig: "statvfs(path)", Doc: "Return what is known of the file system that a path lies on.", Fn: statvfs},
	{Sig: "fstatvfs(fd, /)", Doc: "Return what is known of the file system of an open file.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		fd, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		return filesystem(t, func(st *unix.Statfs_t) error { return unix.Fstatfs(fd, st) })
	}},
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
	if object.IsIntLike(a[0]) {
		fd, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		return filesystem(t, func(st *unix.Statfs_t) error { return unix.Fstatfs(fd, st) }, a[0])
	}
	p, ok := fspath(t, "statvfs", "path", a[0], "string, bytes, os.PathLike or integer")
	if !ok {
		return object.Value{}
	}
	name, _, ok := path(t, "statvfs", "path", p)
	if !ok {
		return object.Value{}
	}
	return filesystem(t, func(st *unix.Statfs_t) error { return unix.Statfs(name, st) }, a[0])
}

// filesystem makes a statvfs_result.
func filesystem(t *object.Thread, ask func(st *unix.Statfs_t) error, about ...object.Value) object.Value {
	var st unix.Statfs_t
	if err := blocking(t, func() error { return ask(&st) }); err != nil {
		return fail(t, err, about...)
	}
	values := make([]object.Value, 0, 11)
	for _, n := range filesystemNumbers(&st) {
		values = append(values, object.Int(n))
	}
	return object.NewStructSequence(t.M.TypeFor(statvfsResult.Decl()), 10, values)
}

var statvfsResult = object.StructSequence{
	Name: "os.statvfs_result", Doc: "statvfs_result: Result from statvfs or fstatvfs.", Visible: 10,
	Fields: []string{"f_bsize", "f_frsize", "f_blocks", "f_bfree", "f_bavail", "f_files", "f_ffree", "f_favail", "f_flag", "f_namemax", "f_fsid"},
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
