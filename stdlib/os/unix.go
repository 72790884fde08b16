package os

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/vm/object"
)

// Identities, priorities, locks, devices, and reading and writing in several
// buffers.

var unixFuncs = []object.Def{
	// package syscall changes the identity of all threads
	intFunc("setuid(uid, /)", "Set the user id.", func(n []int) error { return syscall.Setuid(n[0]) }),
	intFunc("seteuid(euid, /)", "Set the effective user id.", func(n []int) error { return syscall.Setreuid(-1, n[0]) }),
	intFunc("setreuid(ruid, euid, /)", "Set the real and effective user ids.", func(n []int) error { return syscall.Setreuid(n[0], n[1]) }),
	intFunc("setgid(gid, /)", "Set the group id.", func(n []int) error { return syscall.Setgid(n[0]) }),
	intFunc("setegid(egid, /)", "Set the effective group id.", func(n []int) error { return syscall.Setregid(-1, n[0]) }),
	intFunc("setregid(rgid, egid, /)", "Set the real and effective group ids.", func(n []int) error { return syscall.Setregid(n[0], n[1]) }),
	intFunc("setpgrp()", "Make the process the leader of a group of its own.", func(n []int) error { return unix.Setpgid(0, 0) }),
	{Sig: "getpriority(which, who)", Doc: "Return the nice value of processes.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		which, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		who, ok := t.IntArg(a[1])
		if !ok {
			return object.Value{}
		}
		n, err := niceness(which, who)
		if err != nil {
			return fail(t, err)
		}
		return object.Int(int64(n))
	}},
	intFunc("setpriority(which, who, priority)", "Set the nice value of processes.", func(n []int) error { return unix.Setpriority(n[0], n[1], n[2]) }),
	{Sig: "nice(increment, /)", Doc: "Add to the nice value of this process and return it.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		step, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		n, err := niceness(unix.PRIO_PROCESS, 0)
		if err == nil && step != 0 {
			if err = unix.Setpriority(unix.PRIO_PROCESS, 0, n+step); err == nil {
				n, err = niceness(unix.PRIO_PROCESS, 0)
			}
		}
		if err == unix.EACCES {
			err = unix.EPERM
		}
		if err != nil {
			return fail(t, err)
		}
		return object.Int(int64(n))
	}},
	intFunc("sync()", "Write all that the system has buffered to the disks.", func([]int) error { unix.Sync(); return nil }),
	{Sig: "makedev(major, minor, /)", Doc: "Make the number of a device.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		major, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		minor, ok := t.IntArg(a[1])
		if !ok {
			return object.Value{}
		}
		return object.Int(int64(unix.Mkdev(uint32(major), uint32(minor))))
	}},
	device("major(device, /)", "Return the major number of a device.", unix.Major),
	device("minor(device, /)", "Return the minor number of a device.", unix.Minor),
	{Sig: "lockf(fd, command, length, /)", Doc: "Lock, test or unlock a part of a file.", Fn: lockf},
	{Sig: "readv(fd, buffers, /)", Doc: "Read into several buffers; return the number of bytes.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return scatter(t, "readv", a[0], a[1], true, func(fd int, b []byte) (int, error) { return unix.Read(fd, b) })
	}},
	{Sig: "preadv(fd, buffers, offset, flags=0, /)", Doc: "Read into several buffers from a position.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return positioned(t, "preadv", a, true, unix.Pread)
	}},
	{Sig: "writev(fd, buffers, /)", Doc: "Write several buffers; return the number of bytes.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return scatter(t, "writev", a[0], a[1], false, func(fd int, b []byte) (int, error) { return unix.Write(fd, b) })
	}},
	{Sig: "pwritev(fd, buffers, offset, flags=0, /)", Doc: "Write several buffers at a position.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return positioned(t, "pwritev", a, false, unix.Pwrite)
	}},
	{Sig: "wait3(options)", Doc: "Wait for any child process: (pid, status, use of resources).", Fn: func(t *object.Thread, a []object.Value) object.Value {
		options, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		return waiting(t, -1, options)
	}},
	{Sig: "wait4(pid, options)", Doc: "Wait for a child process: (pid, status, use of resources).", Fn: func(t *object.Thread, a []object.Value) object.Value {
		pid, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		options, ok := t.IntArg(a[1])
		if !ok {
			return object.Value{}
		}
		return waiting(t, pid, options)
	}},
	{Sig: "device_encoding(fd)", Doc: "Return the encoding of a terminal, None for what is none.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		fd, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		if _, err := unix.IoctlGetWinsize(fd, unix.TIOCGWINSZ); err != nil {
			return object.None
		}
		return object.NewStr("utf-8")
	}},
	{Sig: "sysconf(name, /)", Doc: "Return a limit or option of the system.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		if !a[0].IsStr() {
			if _, isInt := object.Int64(a[0]); isInt {
				return t.NotImplementedf("os.sysconf() of a number")
			}
			return t.TypeErrorf("configuration names must be strings or integers")
		}
		n, known := sysconf(a[0].Text())
		if !known {
			return t.ValueErrorf("unrecognized configuration name")
		}
		return object.Int(int64(n))
	}},
}

// sysconf knows the names that programs ask for.
func sysconf(name string) (int, bool) {
	switch name {
	case "SC_PAGE_SIZE", "SC_PAGESIZE":
		return os.Getpagesize(), true
	case "SC_NPROCESSORS_ONLN", "SC_NPROCESSORS_CONF":
		return cpus(), true
	case "SC_CLK_TCK":
		return 100, true
	case "SC_OPEN_MAX":
		var limit unix.Rlimit
		if unix.Getrlimit(unix.RLIMIT_NOFILE, &limit) != nil {
			return -1, true
		}
		return int(limit.Cur), true
	case "SC_IOV_MAX":
		return 1024, true
	}
	return 0, false
}

func device(sig, doc string, f func(uint64) uint32) object.Def {
	return object.Def{Sig: sig, Doc: doc, Fn: func(t *object.Thread, a []object.Value) object.Value {
		n, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		return object.Int(int64(f(uint64(n))))
	}}
}

const (
	lockUnlock = iota
	lockWait
	lockTry
	lockTest
)

func lockf(t *object.Thread, a []object.Value) object.Value {
	fd, ok := t.IntArg(a[0])
	if !ok {
		return object.Value{}
	}
	command, ok := t.IntArg(a[1])
	if !ok {
		return object.Value{}
	}
	length, ok := t.SizeArg(a[2])
	if !ok {
		return object.Value{}
	}
	lock := unix.Flock_t{Type: unix.F_WRLCK, Whence: 1, Len: int64(length)}
	call := unix.F_SETLK
	switch command {
	case lockUnlock:
		lock.Type = unix.F_UNLCK
	case lockWait:
		call = unix.F_SETLKW
	case lockTry:
	case lockTest:
		call = unix.F_GETLK
	default:
		return fail(t, unix.EINVAL)
	}
	err := blocking(t, func() error { return unix.FcntlFlock(uintptr(fd), call, &lock) })
	if err == nil && command == lockTest && lock.Type != unix.F_UNLCK {
		err = unix.EACCES
	}
	return done(t, err)
}

func positioned(t *object.Thread, fn string, a []object.Value, reading bool, move func(fd int, b []byte, at int64) (int, error)) object.Value {
	at, ok := t.SizeArg(a[2])
	if !ok {
		return object.Value{}
	}
	flags, ok := t.IntArg(a[3])
	if !ok {
		return object.Value{}
	}
	if flags != 0 {
		return t.NotImplementedf("os.%s() with flags", fn)
	}
	return scatter(t, fn, a[0], a[1], reading, func(fd int, b []byte) (int, error) { return move(fd, b, int64(at)) })
}

// scatter moves bytes between a descriptor and buffers in one call.
func scatter(t *object.Thread, fn string, fdArg, list object.Value, reading bool, move func(fd int, b []byte) (int, error)) object.Value {
	fd, ok := t.IntArg(fdArg)
	if !ok {
		return object.Value{}
	}
	if object.AsList(list) == nil && object.AsTuple(list) == nil {
		return t.TypeErrorf("%s() arg 2 must be a sequence", fn)
	}
	items, ok := t.Collect(list)
	if !ok {
		return object.Value{}
	}
	var all []byte
	for _, v := range items {
		b, ok := t.BufferOf(v)
		if !ok {
			return object.Value{}
		}
		if reading && b.ReadOnly {
			return t.Raise(object.ShapeBufferError, "Object is not writable.")
		}
		all = append(all, b.Data...)
	}
	n := 0
	if err := blocking(t, func() (err error) { n, err = move(fd, all); return err }); err != nil {
		return fail(t, err)
	}
	for left := all[:n]; reading && len(left) > 0; items = items[1:] {
		b, ok := t.BufferOf(items[0]) // again: others may have run
		if !ok {
			return object.Value{}
		}
		left = left[copy(b.Data, left):]
		if len(items) == 1 {
			break
		}
	}
	return object.Int(int64(n))
}

var unixConstants = map[string]int{
	"F_ULOCK": lockUnlock, "F_LOCK": lockWait, "F_TLOCK": lockTry, "F_TEST": lockTest,
	"PRIO_PROCESS": unix.PRIO_PROCESS, "PRIO_PGRP": unix.PRIO_PGRP, "PRIO_USER": unix.PRIO_USER,
	"O_ACCMODE": unix.O_ACCMODE, "O_NDELAY": unix.O_NONBLOCK, "O_DSYNC": unix.O_DSYNC, "O_ASYNC": unix.O_ASYNC,
	"NGROUPS_MAX": 65536, "TMP_MAX": 238328,
}
