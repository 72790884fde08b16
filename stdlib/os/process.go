package os

import (
	"crypto/rand"
	"os"
	"os/exec"
	"runtime"
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/stdlib/io"
	"github.com/aio-lang/aio/stdlib/signal"
	"github.com/aio-lang/aio/vm/object"
)

// release gives a prompt's terminal back before the process ends.
func release(t *object.Thread) {
	if c := io.ConsoleOf(t.M); c != nil {
		c.Release()
	}
}

func getInt(sig, doc string, f func() int) object.Def {
	return object.Def{Sig: sig, Doc: doc, Fn: func(t *object.Thread, a []object.Value) object.Value { return object.Int(int64(f())) }}
}

var processFuncs = []object.Def{
	getInt("getpid()", "Return the current process id.", os.Getpid),
	getInt("getppid()", "Return the parent's process id.", os.Getppid),
	getInt("getuid()", "Return the current process's user id.", os.Getuid),
	getInt("geteuid()", "Return the current process's effective user id.", os.Geteuid),
	getInt("getgid()", "Return the current process's group id.", os.Getgid),
	getInt("getegid()", "Return the current process's effective group id.", os.Getegid),
	getInt("getpgrp()", "Return the current process group id.", unix.Getpgrp),
	getInt("cpu_count()", "Return the number of logical CPUs in the system.", runtime.NumCPU),
	{Sig: "_exit(status)", Doc: "Exit to the system with specified status, without normal exit processing.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		n, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		release(t)
		os.Exit(n & 0xff)
		return object.None
	}},
	{Sig: "abort()", Doc: "Abort the interpreter immediately.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		release(t)
		unix.Kill(os.Getpid(), unix.SIGABRT)
		return object.None
	}},
	{Sig: "kill(pid, signal, /)", Doc: "Kill a process with a signal.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		pid, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		sig, ok := t.IntArg(a[1])
		if !ok {
			return object.Value{}
		}
		return signal.Send(t, pid, syscall.Signal(sig))
	}},
	{Sig: "umask(mask, /)", Doc: "Set the current numeric umask and return the previous umask.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		n, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		return object.Int(int64(unix.Umask(n)))
	}},
	{Sig: "urandom(size, /)", Doc: "Return a bytes object containing random bytes suitable for cryptographic use.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		n, ok := t.IndexInt(a[0])
		if !ok {
			return object.Value{}
		}
		if n < 0 {
			return t.ValueErrorf("negative argument not allowed")
		}
		if n > 1<<30 {
			return t.Raise(object.ShapeMemoryError, "")
		}
		b := make([]byte, n)
		rand.Read(b)
		return object.NewBytes(string(b))
	}},
	{Sig: "strerror(code, /)", Doc: "Translate an error code to a message string.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		n, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		return object.NewStr(object.Strerror(syscall.Errno(n)))
	}},
	{Sig: "system(command)", Doc: "Execute the command in a subshell.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		name, _, ok := path(t, "system", "command", a[0])
		if !ok {
			return object.Value{}
		}
		status := 0
		err := blocking(t, func() error {
			cmd := exec.Command("/bin/sh", "-c", name)
			cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
			err := cmd.Run()
			if e, ok := err.(*exec.ExitError); ok {
				status = int(e.Sys().(syscall.WaitStatus))
				return nil
			}
			return err
		})
		if err != nil {
			return fail(t, err)
		}
		return object.Int(int64(status))
	}},
	{Sig: "_putenv(name, value, /)", Doc: "Change an environment variable.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return done(t, os.Setenv((*object.Bytes)(a[0].P).B, (*object.Bytes)(a[1].P).B))
	}},
	{Sig: "_unsetenv(name, /)", Doc: "Delete an environment variable.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return done(t, os.Unsetenv((*object.Bytes)(a[0].P).B))
	}},
	{Sig: "uname()", Doc: "Return an object identifying the current operating system.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		var u unix.Utsname
		if err := unix.Uname(&u); err != nil {
			return fail(t, err)
		}
		v := make([]object.Value, 0, 5)
		for _, b := range [][]byte{u.Sysname[:], u.Nodename[:], u.Release[:], u.Version[:], u.Machine[:]} {
			v = append(v, object.NewStr(unix.ByteSliceToString(b)))
		}
		return object.NewStructSequence(t.M.TypeFor(unameResult.Decl()), 5, v)
	}},
	{Sig: "times()", Doc: "Return a collection containing process timing information.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		var self, children unix.Rusage
		unix.Getrusage(unix.RUSAGE_SELF, &self)
		unix.Getrusage(unix.RUSAGE_CHILDREN, &children)
		var now unix.Timespec
		unix.ClockGettime(unix.CLOCK_MONOTONIC, &now)
		secs := func(tv unix.Timeval) object.Value { return object.Float(float64(tv.Nano()) / 1e9) }
		return object.NewStructSequence(t.M.TypeFor(timesResult.Decl()), 5, []object.Value{
			secs(self.Utime), secs(self.Stime), secs(children.Utime), secs(children.Stime), object.Float(float64(now.Nano()) / 1e9)})
	}},
	{Sig: "waitpid(pid, options, /)", Doc: "Wait for completion of a given child process: (pid, status).", Fn: func(t *object.Thread, a []object.Value) object.Value {
		pid, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		opt, ok := t.IntArg(a[1])
		if !ok {
			return object.Value{}
		}
		var ws unix.WaitStatus
		n := 0
		err := blocking(t, func() (err error) {
			n, err = unix.Wait4(pid, &ws, opt, nil)
			return err
		})
		if err != nil {
			return fail(t, err)
		}
		return object.TupleOf(object.Int(int64(n)), object.Int(int64(ws)))
	}},
}

var unameResult = object.StructSequence{
	Name: "posix.uname_result", Doc: "uname_result: Result from os.uname().",
	Fields: []string{"sysname", "nodename", "release", "version", "machine"}, Visible: 5,
}

var timesResult = object.StructSequence{
	Name: "posix.times_result", Doc: "times_result: Result from os.times().",
	Fields: []string{"user", "system", "children_user", "children_system", "elapsed"}, Visible: 5,
}
