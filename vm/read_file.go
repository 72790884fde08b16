package vm

import (
	"os"

	"golang.org/x/sys/unix"
)

// ReadFile is os.ReadFile for source files: a plain file needs no place in Go's
// network poller, which os.Open sets up for it with six system calls.
func ReadFile(name string) ([]byte, error) {
	fail := func(op string, err error) ([]byte, error) {
		return nil, &os.PathError{Op: op, Path: name, Err: err}
	}
	fd := -1
	err := retry(func() (err error) {
		fd, err = unix.Open(name, unix.O_RDONLY|unix.O_CLOEXEC, 0)
		return err
	})
	if err != nil {
		return fail("open", err)
	}
	defer unix.Close(fd)
	size := 512
	var st unix.Stat_t
	if unix.Fstat(fd, &st) == nil && st.Size > 0 && st.Size < 1<<30 {
		size = int(st.Size) + 1 // one more, to see the end without another buffer
	}
	text := make([]byte, 0, size)
	for {
		if len(text) == cap(text) {
			text = append(text, 0)[:len(text)]
		}
		n := 0
		err := retry(func() (err error) {
			n, err = unix.Read(fd, text[len(text):cap(text)])
			return err
		})
		if err != nil {
			return fail("read", err)
		}
		if n <= 0 {
			return text, nil
		}
		text = text[:len(text)+n]
	}
}

// retry repeats a system call that a signal interrupts.
func retry(call func() error) error {
	for {
		if err := call(); err != unix.EINTR {
			return err
		}
	}
}
