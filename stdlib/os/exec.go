package os

import (
	"os"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/vm/object"
)

// Programs in the place of this one, and beside it.

var execFuncs = []object.Def{
	{Sig: "execv(path, argv, /)", Doc: "Replace this process by a program.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		p, ok := fspath(t, "execv", "path", a[0], "string, bytes or os.PathLike")
		if !ok {
			return object.Value{}
		}
		name, _, ok := path(t, "execv", "path", p)
		if !ok {
			return object.Value{}
		}
		argv, ok := arguments(t, a[1], "execv() arg 2")
		if !ok {
			return object.Value{}
		}
		return fail(t, replace(t, name, argv, os.Environ()))
	}},
	{Sig: "execve(path, argv, env)", Doc: "Replace this process by a program with an environment.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		name, _, ok := path(t, "execve", "path", a[0])
		if !ok {
			return object.Value{}
		}
		argv, ok := arguments(t, a[1], "execve: argv")
		if !ok {
			return object.Value{}
		}
		env, ok := environment(t, a[2], "execve: environment")
		if !ok {
			return object.Value{}
		}
		return fail(t, replace(t, name, argv, env), a[0])
	}},
	{Sig: "_start(path, argv, env, group, session, /)", Doc: "Start a program beside this one, which gets the descriptors that are inheritable; return its process id.", Fn: start},
	{Sig: "_environment(env, /)", Doc: "Check an environment.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		_, ok := environment(t, a[0], "execve: environment")
		if !ok {
			return object.Value{}
		}
		return object.None
	}},
}

func replace(t *object.Thread, name string, argv, env []string) error {
	release(t)
	return syscall.Exec(name, argv, env)
}

// arguments are those of a program: a tuple or list that begins with its name.
func arguments(t *object.Thread, v object.Value, what string) ([]string, bool) {
	if object.AsTuple(v) == nil && object.AsList(v) == nil {
		t.TypeErrorf("%s must be a tuple or list", what)
		return nil, false
	}
	items, ok := t.Collect(v)
	if !ok {
		return nil, false
	}
	if len(items) == 0 {
		t.ValueErrorf("%s must not be empty", what)
		return nil, false
	}
	out := make([]string, len(items))
	for i, v := range items {
		if out[i], ok = systemText(t, v); !ok {
			return nil, false
		}
	}
	if out[0] == "" {
		t.ValueErrorf("%s first element cannot be empty", what)
		return nil, false
	}
	return out, true
}

// systemText is os.fsencode for what the system gets.
func systemText(t *object.Thread, v object.Value) (string, bool) {
	p, ok := fspath(t, "", "", v, "")
	if !ok {
		return "", false
	}
	text := ""
	if p.IsStr() {
		if text, ok = t.EncodeText((*object.Str)(p.P), "utf-8", "surrogateescape"); !ok {
			return "", false
		}
	} else {
		text = (*object.Bytes)(p.P).B
	}
	if strings.IndexByte(text, 0) >= 0 {
		t.ValueErrorf("embedded null byte")
		return "", false
	}
	return text, true
}

// environment makes NAME=value of a mapping.
func environment(t *object.Thread, v object.Value, what string) ([]string, bool) {
	keys := t.LookupAttr(v, t.M.Intern("keys"))
	if keys.P == nil {
		if t.Exc.P == nil {
			t.TypeErrorf("%s must be a mapping object", what)
		}
		return nil, false
	}
	names := t.Call(keys)
	if names.P == nil {
		return nil, false
	}
	items, ok := t.Collect(names)
	if !ok {
		return nil, false
	}
	var env []string
	for _, key := range items {
		value := t.GetItem(v, key)
		if value.P == nil {
			return nil, false
		}
		k, ok := systemText(t, key)
		if !ok {
			return nil, false
		}
		x, ok := systemText(t, value)
		if !ok {
			return nil, false
		}
		if k == "" || strings.IndexByte(k, '=') >= 0 {
			t.ValueErrorf("illegal environment variable name")
			return nil, false
		}
		env = append(env, k+"="+x)
	}
	return env, true
}

func start(t *object.Thread, a []object.Value) object.Value {
	name, _, ok := path(t, "posix_spawn", "path", a[0])
	if !ok {
		return object.Value{}
	}
	argv, ok := arguments(t, a[1], "posix_spawn: argv")
	if !ok {
		return object.Value{}
	}
	env := os.Environ()
	if !a[2].IsNone() {
		if env, ok = environment(t, a[2], "posix_spawn: environment"); !ok {
			return object.Value{}
		}
	}
	attr := &syscall.ProcAttr{Env: env, Files: []uintptr{0, 1, 2}, Sys: &syscall.SysProcAttr{}}
	if !a[3].IsNone() {
		if attr.Sys.Pgid, ok = t.IntArg(a[3]); !ok {
			return object.Value{}
		}
		attr.Sys.Setpgid = true
	}
	if attr.Sys.Setsid, ok = t.Truth(a[4]); !ok {
		return object.Value{}
	}
	pid := 0
	err := blocking(t, func() (err error) {
		pid, err = syscall.ForkExec(name, argv, attr)
		return err
	})
	if err != nil {
		return fail(t, err, a[0])
	}
	return object.Int(int64(pid))
}

// ofStatus is a function of what wait() gives.
func ofStatus(name, doc string, f func(s unix.WaitStatus) object.Value) object.Def {
	return object.Def{Sig: name + "(status)", Doc: doc, Fn: func(t *object.Thread, a []object.Value) object.Value {
		n, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		return f(unix.WaitStatus(n))
	}}
}

func isStatus(name, doc string, f func(s unix.WaitStatus) bool) object.Def {
	return ofStatus(name, doc, func(s unix.WaitStatus) object.Value { return object.Bool(f(s)) })
}

var statusFuncs = []object.Def{
	isStatus("WIFEXITED", "Return True if the process ended by exit().", unix.WaitStatus.Exited),
	isStatus("WIFSIGNALED", "Return True if a signal killed the process.", unix.WaitStatus.Signaled),
	isStatus("WIFSTOPPED", "Return True if the process was stopped.", unix.WaitStatus.Stopped),
	isStatus("WIFCONTINUED", "Return True if the process goes on after a stop.", unix.WaitStatus.Continued),
	isStatus("WCOREDUMP", "Return True if the process left a core dump.", unix.WaitStatus.CoreDump),
	ofStatus("WEXITSTATUS", "Return the exit status.", func(s unix.WaitStatus) object.Value { return object.Int(int64(s >> 8 & 0xff)) }),
	ofStatus("WTERMSIG", "Return the signal that killed the process.", func(s unix.WaitStatus) object.Value { return object.Int(int64(s & 0x7f)) }),
	ofStatus("WSTOPSIG", "Return the signal that stopped the process.", func(s unix.WaitStatus) object.Value { return object.Int(int64(s >> 8 & 0xff)) }),
}

// waiting waits for a process with its use of resources.
func waiting(t *object.Thread, pid, options int) object.Value {
	var status unix.WaitStatus
	var usage unix.Rusage
	err := blocking(t, func() (err error) {
		pid, err = unix.Wait4(pid, &status, options, &usage)
		return err
	})
	if err != nil {
		return fail(t, err)
	}
	seconds := func(tv unix.Timeval) object.Value { return object.Float(float64(tv.Nano()) / 1e9) }
	values := []object.Value{seconds(usage.Utime), seconds(usage.Stime)}
	for _, n := range []int64{int64(usage.Maxrss), int64(usage.Ixrss), int64(usage.Idrss), int64(usage.Isrss), int64(usage.Minflt), int64(usage.Majflt),
		int64(usage.Nswap), int64(usage.Inblock), int64(usage.Oublock), int64(usage.Msgsnd), int64(usage.Msgrcv), int64(usage.Nsignals), int64(usage.Nvcsw), int64(usage.Nivcsw)} {
		values = append(values, object.Int(n))
	}
	return object.TupleOf(object.Int(int64(pid)), object.Int(int64(status)), object.NewStructSequence(t.M.TypeFor(rusageResult.Decl()), len(values), values))
}

var rusageResult = object.StructSequence{
	Name: "resource.struct_rusage", Doc: "struct_rusage: Result from getrusage.", Visible: 16,
	Fields: []string{"ru_utime", "ru_stime", "ru_maxrss", "ru_ixrss", "ru_idrss", "ru_isrss", "ru_minflt", "ru_majflt", "ru_nswap",
		"ru_inblock", "ru_oublock", "ru_msgsnd", "ru_msgrcv", "ru_nsignals", "ru_nvcsw", "ru_nivcsw"},
}
