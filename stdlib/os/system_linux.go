package os

import (
	"fmt"
	"os"
	"strings"
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/vm/object"
)

// Calls that Linux has: the scheduler, attributes of files, and what works on
// descriptors.

// intResult is a function of ints that returns one.
func intResult(sig, doc string, f func(n []int) (int, error)) object.Def {
	return object.Def{Sig: sig, Doc: doc, Fn: func(t *object.Thread, a []object.Value) object.Value {
		in := make([]int, len(a))
		for i, v := range a {
			var ok bool
			if in[i], ok = t.IntArg(v); !ok {
				return object.Value{}
			}
		}
		n := 0
		if err := blocking(t, func() (err error) { n, err = f(in); return err }); err != nil {
			return fail(t, err)
		}
		return object.Int(int64(n))
	}}
}

// raw is a system call of ints.
func raw(number uintptr) func(n []int) (int, error) {
	return func(n []int) (int, error) {
		var args [6]uintptr
		for i, v := range n {
			args[i] = uintptr(v)
		}
		r, _, errno := unix.Syscall6(number, args[0], args[1], args[2], args[3], args[4], args[5])
		if errno != 0 {
			return 0, errno
		}
		return int(r), nil
	}
}

var systemFuncs = []object.Def{
	intFunc("sched_yield()", "Let others run.", func([]int) error { _, err := raw(unix.SYS_SCHED_YIELD)(nil); return err }),
	intResult("sched_getscheduler(pid, /)", "Return the policy by which a process is scheduled.", raw(unix.SYS_SCHED_GETSCHEDULER)),
	intResult("sched_get_priority_max(policy)", "Return the highest priority of a policy.", raw(unix.SYS_SCHED_GET_PRIORITY_MAX)),
	intResult("sched_get_priority_min(policy)", "Return the lowest priority of a policy.", raw(unix.SYS_SCHED_GET_PRIORITY_MIN)),
	{Sig: "sched_getaffinity(pid, /)", Doc: "Return the set of CPUs that a process may use.", Fn: schedGetAffinity},
	{Sig: "sched_setaffinity(pid, mask, /)", Doc: "Say which CPUs a process may use.", Fn: schedSetAffinity},
	{Sig: "_sched_priority(pid, /)", Doc: "Return the priority of a process.", Fn: schedPriority},
	{Sig: "getxattr(path, attribute, *, follow_symlinks=True)", Doc: "Return an extended attribute of a file.", Fn: getXattr},
	{Sig: "setxattr(path, attribute, value, flags=0, *, follow_symlinks=True)", Doc: "Set an extended attribute of a file.", Fn: setXattr},
	{Sig: "removexattr(path, attribute, *, follow_symlinks=True)", Doc: "Remove an extended attribute of a file.", Fn: removeXattr},
	{Sig: "listxattr(path=None, *, follow_symlinks=True)", Doc: "Return the names of a file's extended attributes.", Fn: listXattr},
	intFunc("fdatasync(fd)", "Write what a file contains to the disk.", func(n []int) error { return unix.Fdatasync(n[0]) }),
	intFunc("posix_fallocate(fd, offset, length, /)", "Make sure that there is space for a part of a file.", func(n []int) error {
		return unix.Fallocate(n[0], 0, int64(n[1]), int64(n[2]))
	}),
	intFunc("posix_fadvise(fd, offset, length, advice, /)", "Tell how a part of a file will be used.", func(n []int) error {
		return unix.Fadvise(n[0], int64(n[1]), int64(n[2]), n[3])
	}),
	{Sig: "pipe2(flags, /)", Doc: "Create a pipe with flags: a tuple (read_fd, write_fd).", Fn: func(t *object.Thread, a []object.Value) object.Value {
		flags, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		var fds [2]int
		if err := unix.Pipe2(fds[:], flags); err != nil {
			return fail(t, err)
		}
		return object.NewPair(object.Int(int64(fds[0])), object.Int(int64(fds[1])))
	}},
	{Sig: "memfd_create(name, flags=1)", Doc: "Make a file that lives in memory.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		name, ok := systemText(t, a[0])
		if !ok {
			return object.Value{}
		}
		flags, ok := t.IntArg(a[1])
		if !ok {
			return object.Value{}
		}
		fd, err := unix.MemfdCreate(name, flags)
		if err != nil {
			return fail(t, err)
		}
		return object.Int(int64(fd))
	}},
	intResult("eventfd(initval, flags=524288)", "Make a descriptor that counts events.", func(n []int) (int, error) { return unix.Eventfd(uint(n[0]), n[1]) }),
	intResult("eventfd_read(fd)", "Read the count of an eventfd.", func(n []int) (int, error) {
		var b [8]byte
		_, err := unix.Read(n[0], b[:])
		return int(*(*uint64)(unsafe.Pointer(&b))), err
	}),
	intFunc("eventfd_write(fd, value)", "Add to the count of an eventfd.", func(n []int) error {
		v := uint64(n[1])
		_, err := unix.Write(n[0], (*[8]byte)(unsafe.Pointer(&v))[:])
		return err
	}),
	{Sig: "sendfile(out_fd, in_fd, offset, count)", Doc: "Copy from a file to a descriptor; return the number of bytes.", Fn: sendFile},
	{Sig: "copy_file_range(src, dst, count, offset_src=None, offset_dst=None)", Doc: "Copy from file to file; return the number of bytes.", Fn: copyFileRange},
	{Sig: "getrandom(size, flags=0)", Doc: "Return random bytes of the system.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		n, ok := t.SizeArg(a[0])
		if !ok {
			return object.Value{}
		}
		flags, ok := t.IntArg(a[1])
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
		if err := blocking(t, func() (err error) { n, err = unix.Getrandom(b, flags); return err }); err != nil {
			return fail(t, err)
		}
		return object.NewBytes(string(b[:n]))
	}},
	{Sig: "getresuid()", Doc: "Return the real, effective and saved user ids.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		r, e, s := unix.Getresuid()
		return object.TupleOf(object.Int(int64(r)), object.Int(int64(e)), object.Int(int64(s)))
	}},
	{Sig: "getresgid()", Doc: "Return the real, effective and saved group ids.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		r, e, s := unix.Getresgid()
		return object.TupleOf(object.Int(int64(r)), object.Int(int64(e)), object.Int(int64(s)))
	}},
	{Sig: "getloadavg()", Doc: "Return how many processes wanted to run in the last 1, 5 and 15 minutes.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		var info unix.Sysinfo_t
		if err := unix.Sysinfo(&info); err != nil {
			return fail(t, err)
		}
		load := func(i int) object.Value { return object.Float(float64(info.Loads[i]) / (1 << 16)) }
		return object.TupleOf(load(0), load(1), load(2))
	}},
	{Sig: "ttyname(fd, /)", Doc: "Return the name of a terminal.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		fd, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		if _, err := unix.IoctlGetTermios(fd, unix.TCGETS); err != nil {
			return fail(t, err)
		}
		name, err := os.Readlink(fmt.Sprintf("/proc/self/fd/%d", fd))
		if err != nil {
			return fail(t, err)
		}
		return object.NewStr(object.FileNameStr(name))
	}},
	intResult("tcgetpgrp(fd, /)", "Return the process group of a terminal.", func(n []int) (int, error) { return unix.IoctlGetInt(n[0], unix.TIOCGPGRP) }),
	intFunc("tcsetpgrp(fd, pgid, /)", "Set the process group of a terminal.", func(n []int) error { return unix.IoctlSetPointerInt(n[0], unix.TIOCSPGRP, n[1]) }),
}

func schedGetAffinity(t *object.Thread, a []object.Value) object.Value {
	pid, ok := t.IntArg(a[0])
	if !ok {
		return object.Value{}
	}
	var set unix.CPUSet
	if err := unix.SchedGetaffinity(pid, &set); err != nil {
		return fail(t, err)
	}
	var cpus []object.Value
	for i := range len(set) * 64 {
		if set.IsSet(i) {
			cpus = append(cpus, object.Int(int64(i)))
		}
	}
	return t.Call(t.M.Type(object.ShapeSet).Value(), object.NewList(cpus))
}

func schedSetAffinity(t *object.Thread, a []object.Value) object.Value {
	pid, ok := t.IntArg(a[0])
	if !ok {
		return object.Value{}
	}
	items, ok := t.Collect(a[1])
	if !ok {
		return object.Value{}
	}
	var set unix.CPUSet
	for _, v := range items {
		n, ok := t.IntArg(v)
		if !ok {
			return object.Value{}
		}
		if n < 0 {
			return t.ValueErrorf("negative CPU number")
		}
		set.Set(n)
	}
	return done(t, unix.SchedSetaffinity(pid, &set))
}

func schedPriority(t *object.Thread, a []object.Value) object.Value {
	pid, ok := t.IntArg(a[0])
	if !ok {
		return object.Value{}
	}
	var priority int32
	if _, _, errno := unix.Syscall(unix.SYS_SCHED_GETPARAM, uintptr(pid), uintptr(unsafe.Pointer(&priority)), 0); errno != 0 {
		return fail(t, errno)
	}
	return object.Int(int64(priority))
}

// attributed is a file whose attributes are asked for: a name, or the name of
// an open descriptor.
func attributed(t *object.Thread, fn string, file, follow object.Value) (name string, links, ok bool) {
	if links, ok = t.Truth(follow); !ok {
		return "", false, false
	}
	if object.IsIntLike(file) {
		fd, ok := t.IntArg(file)
		return fmt.Sprintf("/proc/self/fd/%d", fd), true, ok
	}
	if file.IsNone() {
		return ".", links, true
	}
	name, _, ok = path(t, fn, "path", file)
	return name, links, ok
}

func getXattr(t *object.Thread, a []object.Value) object.Value {
	name, links, ok := attributed(t, "getxattr", a[0], a[2])
	if !ok {
		return object.Value{}
	}
	attr, ok := systemText(t, a[1])
	if !ok {
		return object.Value{}
	}
	get := unix.Getxattr
	if !links {
		get = unix.Lgetxattr
	}
	return readAll(t, a[0], func(b []byte) (int, error) { return get(name, attr, b) }, func(b string) object.Value { return object.NewBytes(b) })
}

// readAll calls read with space enough for all there is.
func readAll(t *object.Thread, file object.Value, read func(b []byte) (int, error), result func(b string) object.Value) object.Value {
	var b []byte
	n := 0
	err := blocking(t, func() (err error) {
		for size := 256; ; size *= 8 {
			b = make([]byte, size)
			if n, err = read(b); err != unix.ERANGE || size > 1<<16 {
				return err
			}
		}
	})
	if err != nil {
		return fail(t, err, file)
	}
	return result(string(b[:n]))
}

func listXattr(t *object.Thread, a []object.Value) object.Value {
	name, links, ok := attributed(t, "listxattr", a[0], a[1])
	if !ok {
		return object.Value{}
	}
	list := unix.Listxattr
	if !links {
		list = unix.Llistxattr
	}
	return readAll(t, a[0], func(b []byte) (int, error) { return list(name, b) }, func(b string) object.Value {
		var names []object.Value
		for _, n := range strings.Split(strings.TrimSuffix(b, "\x00"), "\x00") {
			if n != "" {
				names = append(names, object.NewStr(object.FileNameStr(n)))
			}
		}
		return object.NewList(names)
	})
}

func setXattr(t *object.Thread, a []object.Value) object.Value {
	name, links, ok := attributed(t, "setxattr", a[0], a[4])
	if !ok {
		return object.Value{}
	}
	attr, ok := systemText(t, a[1])
	if !ok {
		return object.Value{}
	}
	value, ok := t.BytesLike(a[2])
	if !ok {
		return object.Value{}
	}
	flags, ok := t.IntArg(a[3])
	if !ok {
		return object.Value{}
	}
	data := []byte(value)
	set := unix.Setxattr
	if !links {
		set = unix.Lsetxattr
	}
	return done(t, blocking(t, func() error { return set(name, attr, data, flags) }), a[0])
}

func removeXattr(t *object.Thread, a []object.Value) object.Value {
	name, links, ok := attributed(t, "removexattr", a[0], a[2])
	if !ok {
		return object.Value{}
	}
	attr, ok := systemText(t, a[1])
	if !ok {
		return object.Value{}
	}
	remove := unix.Removexattr
	if !links {
		remove = unix.Lremovexattr
	}
	return done(t, blocking(t, func() error { return remove(name, attr) }), a[0])
}

// place64 is a position in a file, nil for None: where the file stands.
func place64(t *object.Thread, v object.Value) (*int64, bool) {
	if v.IsNone() {
		return nil, true
	}
	n, ok := t.SizeArg(v)
	at := int64(n)
	return &at, ok
}

func ints(t *object.Thread, values ...object.Value) ([]int, bool) {
	out := make([]int, len(values))
	for i, v := range values {
		var ok bool
		if out[i], ok = t.IntArg(v); !ok {
			return nil, false
		}
	}
	return out, true
}

func sendFile(t *object.Thread, a []object.Value) object.Value {
	n, ok := ints(t, a[0], a[1], a[3])
	if !ok {
		return object.Value{}
	}
	at, ok := place64(t, a[2])
	if !ok {
		return object.Value{}
	}
	sent := 0
	if err := blocking(t, func() (err error) { sent, err = unix.Sendfile(n[0], n[1], at, n[2]); return err }); err != nil {
		return fail(t, err)
	}
	return object.Int(int64(sent))
}

func copyFileRange(t *object.Thread, a []object.Value) object.Value {
	n, ok := ints(t, a[:3]...)
	if !ok {
		return object.Value{}
	}
	from, ok := place64(t, a[3])
	if !ok {
		return object.Value{}
	}
	to, ok := place64(t, a[4])
	if !ok {
		return object.Value{}
	}
	copied := 0
	if err := blocking(t, func() (err error) { copied, err = unix.CopyFileRange(n[0], from, n[1], to, n[2], 0); return err }); err != nil {
		return fail(t, err)
	}
	return object.Int(int64(copied))
}

var systemConstants = map[string]int{
	"SCHED_OTHER": unix.SCHED_NORMAL, "SCHED_FIFO": unix.SCHED_FIFO, "SCHED_RR": unix.SCHED_RR, "SCHED_BATCH": unix.SCHED_BATCH,
	"SCHED_IDLE": unix.SCHED_IDLE, "SCHED_RESET_ON_FORK": unix.SCHED_RESET_ON_FORK,
	"XATTR_CREATE": unix.XATTR_CREATE, "XATTR_REPLACE": unix.XATTR_REPLACE, "XATTR_SIZE_MAX": 1 << 16,
	"POSIX_FADV_NORMAL": unix.FADV_NORMAL, "POSIX_FADV_RANDOM": unix.FADV_RANDOM, "POSIX_FADV_SEQUENTIAL": unix.FADV_SEQUENTIAL,
	"POSIX_FADV_WILLNEED": unix.FADV_WILLNEED, "POSIX_FADV_DONTNEED": unix.FADV_DONTNEED, "POSIX_FADV_NOREUSE": unix.FADV_NOREUSE,
	"MFD_CLOEXEC": unix.MFD_CLOEXEC, "MFD_ALLOW_SEALING": unix.MFD_ALLOW_SEALING, "MFD_HUGETLB": unix.MFD_HUGETLB,
	"EFD_CLOEXEC": unix.EFD_CLOEXEC, "EFD_NONBLOCK": unix.EFD_NONBLOCK, "EFD_SEMAPHORE": unix.EFD_SEMAPHORE,
	"GRND_NONBLOCK": unix.GRND_NONBLOCK, "GRND_RANDOM": unix.GRND_RANDOM,
	"O_DIRECT": unix.O_DIRECT, "O_NOATIME": unix.O_NOATIME, "O_PATH": unix.O_PATH, "O_TMPFILE": unix.O_TMPFILE, "O_RSYNC": unix.O_RSYNC,
	"O_LARGEFILE": unix.O_LARGEFILE, "SEEK_DATA": unix.SEEK_DATA, "SEEK_HOLE": unix.SEEK_HOLE,
	"ST_APPEND": 256, "ST_MANDLOCK": unix.ST_MANDLOCK, "ST_NOATIME": unix.ST_NOATIME, "ST_NODEV": unix.ST_NODEV, "ST_NODIRATIME": unix.ST_NODIRATIME,
	"ST_NOEXEC": unix.ST_NOEXEC, "ST_NOSUID": unix.ST_NOSUID, "ST_RDONLY": unix.ST_RDONLY, "ST_RELATIME": unix.ST_RELATIME,
	"ST_SYNCHRONOUS": unix.ST_SYNCHRONOUS, "ST_WRITE": 128,
}

// filesystemNumbers are the fields of a statvfs_result. The flag that the
// kernel adds to tell that it knows the others is not one of them.
func filesystemNumbers(st *unix.Statfs_t) []int64 {
	id := int64(uint32(st.Fsid.Val[0])) | int64(st.Fsid.Val[1])<<32
	return []int64{int64(st.Bsize), int64(st.Frsize), int64(st.Blocks), int64(st.Bfree), int64(st.Bavail), int64(st.Files), int64(st.Ffree), int64(st.Ffree),
		int64(st.Flags) &^ 0x20, int64(st.Namelen), id}
}

func niceness(which, who int) (int, error) {
	n, err := unix.Getpriority(which, who)
	return 20 - n, err // the kernel's numbers are above zero
}

func cpus() int {
	var set unix.CPUSet
	if unix.SchedGetaffinity(0, &set) != nil {
		return -1
	}
	return set.Count()
}
