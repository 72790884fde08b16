package signal

import (
	_ "embed"
	ossignal "os/signal"
	"syscall"
	gotime "time"

	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

//go:embed signal.aio
var signalSource string

// Module declares signal: enums and the natives with enums in and out.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "signal", Doc: "This module provides mechanisms to use signal handlers.", Source: signalSource}
}

// NativeModule declares _signal.
func NativeModule() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "_signal", Doc: "The natives of module signal.",
		Funcs: []object.Def{
			{Sig: "signal(signalnum, handler, /)", Doc: "Set the action for the given signal.", Fn: setHandler},
			{Sig: "getsignal(signalnum, /)", Doc: "Return the current action for the given signal.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				sig, ok := signalArg(t, a[0])
				if !ok {
					return object.Value{}
				}
				if h := stateOf(t.M).handlers[sig]; h.P != nil {
					return h
				}
				return object.None
			}},
			{Sig: "raise_signal(signalnum, /)", Doc: "Send a signal to the executing process.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				sig, ok := t.IntArg(a[0])
				if !ok {
					return object.Value{}
				}
				return Send(t, syscall.Getpid(), syscall.Signal(sig))
			}},
			{Sig: "_of_runner(handler, /)", Doc: "Say that a handler of SIGINT is asyncio.Runner's.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				stateOf(t.M).runners = a[0]
				return object.None
			}},
			{Sig: "strsignal(signalnum, /)", Doc: "Return the system description of the given signal.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				sig, ok := signalArg(t, a[0])
				if !ok {
					return object.Value{}
				}
				if text, ok := descriptions[syscall.Signal(sig)]; ok {
					return object.NewStr(text)
				}
				return object.None
			}},
			{Sig: "valid_signals()", Doc: "Return a set of valid signal numbers on this platform.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				var all []object.Value
				for sig := 1; sig < numSignals; sig++ {
					if sig != 32 && sig != 33 { // the C library's own
						all = append(all, object.Int(int64(sig)))
					}
				}
				return t.Call(t.M.Type(object.ShapeSet).Value(), object.NewList(all))
			}},
			{Sig: "set_wakeup_fd(fd, /, *, warn_on_full_buffer=True)", Doc: "Sets the fd to be written to (with the signal number) when a signal comes in.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				fd, ok := t.IntArg(a[0])
				if !ok || !onMainThread(t, "set_wakeup_fd only works in main thread of the main interpreter") {
					return object.Value{}
				}
				if fd >= 0 {
					flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFL, 0)
					if err != nil {
						return t.OSError(err.(syscall.Errno))
					}
					if flags&unix.O_NONBLOCK == 0 {
						return t.ValueErrorf("the fd %d must be in non-blocking mode", fd)
					}
				}
				return object.Int(stateOf(t.M).wakeup.Swap(int64(fd)))
			}},
			{Sig: "siginterrupt(signalnum, flag, /)", Doc: "Change system call restart behaviour.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				return t.NotImplementedf("signal.siginterrupt")
			}},
			{Sig: "pause()", Doc: "Wait until a signal arrives.", Fn: pause},
			{Sig: "alarm(seconds, /)", Doc: "Arrange for SIGALRM to arrive after the given number of seconds.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				secs, ok := t.IntArg(a[0])
				if !ok {
					return object.Value{}
				}
				left, _ := stateOf(t.M).timer.set(gotime.Duration(secs)*gotime.Second, 0)
				return object.Int(int64((left + gotime.Second - 1) / gotime.Second))
			}},
			{Sig: "setitimer(which, seconds, interval=0.0, /)", Doc: "Sets given itimer.", Fn: setITimer},
			{Sig: "getitimer(which, /)", Doc: "Returns current value of given itimer.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				if !realTimer(t, a[0]) {
					return object.Value{}
				}
				left, every := stateOf(t.M).timer.get()
				return object.TupleOf(object.Float(left.Seconds()), object.Float(every.Seconds()))
			}},
			{Sig: "pthread_kill(thread_id, signalnum, /)", Doc: "Send a signal to a thread: the main thread handles it, as it does every signal.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				sig, ok := signalArg(t, a[1])
				if !ok {
					return object.Value{}
				}
				return Send(t, syscall.Getpid(), syscall.Signal(sig))
			}},
			missing("pthread_sigmask(how, mask, /)"), missing("sigpending()"), missing("sigwait(sigset, /)"),
			missing("sigwaitinfo(sigset, /)"), missing("sigtimedwait(sigset, timeout, /)"),
		},
		Attrs: []object.Attr{
			{Name: "SIG_DFL", Value: object.Int(sigDefault)}, {Name: "SIG_IGN", Value: object.Int(sigIgnore)},
			{Name: "NSIG", Value: object.Int(numSignals)},
			{Name: "ITIMER_REAL", Value: object.Int(0)}, {Name: "ITIMER_VIRTUAL", Value: object.Int(1)}, {Name: "ITIMER_PROF", Value: object.Int(2)},
			{Name: "SIG_BLOCK", Value: object.Int(0)}, {Name: "SIG_UNBLOCK", Value: object.Int(1)}, {Name: "SIG_SETMASK", Value: object.Int(2)},
		},
		Init: func(t *object.Thread, mod *object.Module) bool {
			stateOf(t.M).start()
			mod.Set(t.M, "default_int_handler", defaultHandler(t.M))
			for _, s := range signalNames() {
				mod.Set(t.M, s.name, object.Int(int64(s.sig)))
			}
			return true
		},
	}
}

func missing(sig string) object.Def {
	d := object.Def{Sig: sig, Doc: "Not there."}
	name := d.Name()
	d.Fn = func(t *object.Thread, a []object.Value) object.Value {
		return t.NotImplementedf("signal.%s: signals go to the whole process", name)
	}
	return d
}

func signalArg(t *object.Thread, v object.Value) (int, bool) {
	n, ok := t.IntArg(v)
	if ok && (n < 1 || n >= numSignals) {
		t.ValueErrorf("signal number out of range")
		return 0, false
	}
	return n, ok
}

// OnMainThread reports whether t is the thread that handles signals.
func OnMainThread(t *object.Thread) bool {
	s := stateOf(t.M)
	return s.main == nil || s.main == vm.Of(t)
}

func onMainThread(t *object.Thread, message string) bool {
	if !OnMainThread(t) {
		t.ValueErrorf("%s", message)
		return false
	}
	return true
}

// setHandler is signal.signal.
func setHandler(t *object.Thread, a []object.Value) object.Value {
	s := stateOf(t.M)
	if !onMainThread(t, "signal only works in main thread of the main interpreter") {
		return object.Value{}
	}
	n, ok := signalArg(t, a[0])
	if !ok {
		return object.Value{}
	}
	sig, h := syscall.Signal(n), a[1]
	how, isInt := object.Int64(h)
	isInt = isInt && object.IsIntLike(h) && (how == sigDefault || how == sigIgnore)
	if !isInt && !t.IsCallable(h) {
		return t.TypeErrorf("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object")
	}
	if sig == syscall.SIGKILL || sig == syscall.SIGSTOP {
		return t.OSError(syscall.EINVAL)
	}
	if !vm.Of(t).CheckInterrupt() { // what came before goes to the old handler
		return object.Value{}
	}
	switch {
	case !isInt:
		ossignal.Notify(s.arrived, sig)
	case how == sigIgnore:
		ossignal.Ignore(sig)
	default:
		ossignal.Reset(sig)
	}
	old := s.handlers[n]
	if s.handlers[n] = h; isInt {
		s.handlers[n] = object.Int(how)
	}
	if old.P == nil {
		return object.None
	}
	return old
}

// Send sends a signal to the process and runs its handler at once where
// there is one, as CPython does for signals that it sends itself.
func Send(t *object.Thread, pid int, sig syscall.Signal) object.Value {
	if s := stateOf(t.M); pid == syscall.Getpid() && sig > 0 && sig < numSignals {
		if h := s.handlers[sig]; h.P != nil && !h.IsInt() {
			s.trip(sig)
			return noneIf(s.main != vm.Of(t) || s.main.CheckInterrupt())
		}
	}
	if err := syscall.Kill(pid, sig); err != nil {
		return t.OSError(err.(syscall.Errno))
	}
	return object.None
}

func noneIf(ok bool) object.Value {
	if !ok {
		return object.Value{}
	}
	return object.None
}

// pause waits for a signal with a handler.
func pause(t *object.Thread, a []object.Value) object.Value {
	woken := make(chan struct{}, 1)
	wake := func() {
		select {
		case woken <- struct{}{}:
		default:
		}
	}
	return noneIf(vm.Of(t).Block(wake, func() { <-woken }))
}
