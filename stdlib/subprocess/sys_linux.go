package subprocess

import (
	"os"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/vm/object"
)

// openDescriptors are the process's descriptors.
func openDescriptors() []int {
	entries, _ := os.ReadDir("/proc/self/fd")
	list := make([]int, 0, len(entries))
	for _, e := range entries {
		if fd, err := strconv.Atoi(e.Name()); err == nil {
			list = append(list, fd)
		}
	}
	return list
}

func setPipeSize(t *object.Thread, a []object.Value) object.Value {
	fd, good := t.IntArg(a[0])
	if !good {
		return object.Value{}
	}
	size, good := t.IntArg(a[1])
	if !good {
		return object.Value{}
	}
	if _, err := unix.FcntlInt(uintptr(fd), unix.F_SETPIPE_SZ, size); err != nil {
		return t.OSError(err.(syscall.Errno))
	}
	return object.None
}
