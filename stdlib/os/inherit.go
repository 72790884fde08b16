package os

import (
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/vm/object"
)

// What children get from their parent: descriptors, sessions, groups.

// ofProcess is a function of a process id that returns another.
func ofProcess(sig, doc string, f func(pid int) (int, error)) object.Def {
	return object.Def{Sig: sig, Doc: doc, Fn: func(t *object.Thread, a []object.Value) object.Value {
		pid, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		n, err := f(pid)
		if err != nil {
			return fail(t, err)
		}
		return object.Int(int64(n))
	}}
}

var inheritFuncs = []object.Def{
	{Sig: "get_inheritable(fd, /)", Doc: "Return True if child processes get the descriptor.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		fd, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0)
		if err != nil {
			return fail(t, err)
		}
		return object.Bool(flags&unix.FD_CLOEXEC == 0)
	}},
	{Sig: "set_inheritable(fd, inheritable, /)", Doc: "Say whether child processes get the descriptor.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		fd, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		give, ok := t.Truth(a[1])
		if !ok {
			return object.Value{}
		}
		flags := unix.FD_CLOEXEC
		if give {
			flags = 0
		}
		_, err := unix.FcntlInt(uintptr(fd), unix.F_SETFD, flags)
		return done(t, err)
	}},
	ofProcess("getpgid(pid)", "Return the process group of a process.", unix.Getpgid),
	ofProcess("getsid(pid, /)", "Return the session of a process.", unix.Getsid),
	{Sig: "setsid()", Doc: "Begin a session of the process's own.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		_, err := unix.Setsid()
		return done(t, err)
	}},
	{Sig: "setpgid(pid, pgrp, /)", Doc: "Move a process to a process group.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		pid, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		group, ok := t.IntArg(a[1])
		if !ok {
			return object.Value{}
		}
		return done(t, unix.Setpgid(pid, group))
	}},
	{Sig: "killpg(pgid, signal, /)", Doc: "Send a signal to a process group.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		group, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		sig, ok := t.IntArg(a[1])
		if !ok {
			return object.Value{}
		}
		return done(t, unix.Kill(-group, syscall.Signal(sig)))
	}},
}
