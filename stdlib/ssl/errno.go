package ssl

import (
	"errors"
	"syscall"

	"golang.org/x/sys/unix"
)

// rootErrno finds the system's error number under a Go error.
func rootErrno(err error) (syscall.Errno, bool) {
	var no syscall.Errno
	ok := errors.As(err, &no)
	return no, ok
}

// RootErrno is rootErrno for package asyncio.
func RootErrno(err error) (syscall.Errno, bool) { return rootErrno(err) }

func dupFD(fd int) (int, error) { return unix.FcntlInt(uintptr(fd), unix.F_DUPFD_CLOEXEC, 0) }
