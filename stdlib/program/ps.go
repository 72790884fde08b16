package program

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/aio-lang/aio/stdlib/signal"
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/loop"
)

// SIGQUIT, which Ctrl-\ sends, has a program tell what its tasks are doing. It
// writes that to stderr, or to `aio ps`, if that is who asks: to a socket in a
// folder that nobody but the user can write to.
//
//	aio ps PID ── listens at aio-UID/PID ── SIGQUIT ─▶ program
//	     ▲                                                    │
//	     └────────────────────── overview ────────────────────┘

// answerQuit has the program answer SIGQUIT.
func answerQuit(t *vm.Thread) {
	signal.OnQuit(t, func(t *vm.Thread) {
		s := loop.StateOf(&t.Thread)
		text := s.Overview(&t.Thread)
		if ownFolder(psFolder()) == nil {
			if c, err := net.DialTimeout("unix", psSocket(os.Getpid()), time.Second); err == nil {
				c.SetDeadline(time.Now().Add(time.Second))
				io.WriteString(c, text) // who asked may have gone
				c.Close()
				return
			}
		}
		pending := t.Clear()
		if !s.WriteError(&t.Thread, loop.Prefixed(text)) {
			t.Clear()
		}
		t.Exc = pending
	})
}

func psFolder() string { return filepath.Join(os.TempDir(), fmt.Sprintf("aio-%d", os.Getuid())) }

func psSocket(pid int) string { return filepath.Join(psFolder(), strconv.Itoa(pid)) }

// ownFolder reports an error unless the folder is the user's alone.
func ownFolder(name string) error {
	st, err := os.Lstat(name)
	if err != nil {
		return err
	}
	sys, ok := st.Sys().(*syscall.Stat_t)
	if !ok || !st.IsDir() || int(sys.Uid) != os.Getuid() || st.Mode().Perm()&0o077 != 0 {
		return fmt.Errorf("%s is not a folder of yours alone", name)
	}
	return nil
}

// psPatience is how long a program may take to answer.
const psPatience = 5 * time.Second

// Ps prints what the program with the number pid is doing.
func Ps(pid int) error {
	if err := isAio(pid); err != nil {
		return err
	}
	if err := os.Mkdir(psFolder(), 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return err
	}
	if err := ownFolder(psFolder()); err != nil {
		return err
	}
	name := psSocket(pid)
	if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	ln, err := net.ListenUnix("unix", &net.UnixAddr{Name: name, Net: "unix"})
	if err != nil {
		return err
	}
	defer ln.Close()
	if err := syscall.Kill(pid, syscall.SIGQUIT); err != nil {
		return fmt.Errorf("process %d: %w", pid, err)
	}
	ln.SetDeadline(time.Now().Add(psPatience))
	c, err := ln.Accept()
	if err != nil {
		return fmt.Errorf("process %d has not answered: it is busy, or has a handler of its own for SIGQUIT", pid)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(psPatience))
	_, err = io.Copy(os.Stdout, c)
	return err
}

// isAio reports an error unless the process runs aio: SIGQUIT ends others.
func isAio(pid int) error {
	if err := syscall.Kill(pid, 0); err != nil {
		return fmt.Errorf("process %d: %w", pid, err)
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	mine, err := os.Stat(self)
	if err != nil {
		return err
	}
	theirs, err := os.Stat(executableOf(pid))
	if err != nil || !os.SameFile(mine, theirs) {
		return fmt.Errorf("process %d does not run %s", pid, self)
	}
	return nil
}
