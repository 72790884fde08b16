// Package threading is the modules _thread and threading: threads of the
// language on goroutines, of which one at a time has the machine's baton.
package threading

import (
	_ "embed"
	"os"
	"strings"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
	"github.com/aio-lang/aio/vm/report"
)

//go:embed threading.aio
var source string

// identBase makes thread idents look like addresses, as programs expect them.
const identBase = 140_000_000_000_000

// ident is get_ident() of the thread of that number.
func ident(id uint64) uint64 { return identBase + id<<12 }

// thread is the handle of a thread that was started.
type thread struct {
	object.Opaque
	t    *vm.Thread
	done chan struct{} // closed at the thread's end
}

// Modules declares _thread and threading.
func Modules() []*object.ModuleDecl {
	return []*object.ModuleDecl{
		{
			Name: "_thread", Doc: "Threads and locks.",
			Types: []*object.TypeDecl{&lockDecl, &rlockDecl},
			Funcs: []object.Def{
				{Sig: "allocate_lock()", Doc: "Create a lock.", Fn: func(t *object.Thread, a []object.Value) object.Value { return newLock(t) }},
				{Sig: "allocate()", Doc: "An obsolete synonym of allocate_lock().", Fn: func(t *object.Thread, a []object.Value) object.Value { return newLock(t) }},
				{Sig: "get_ident()", Doc: "Return a number that is the calling thread's own.", Fn: func(t *object.Thread, a []object.Value) object.Value {
					return object.Int(int64(ident(vm.Of(t).ID)))
				}},
				{Sig: "get_native_id()", Doc: "Return the number the system gives the thread.", Fn: func(t *object.Thread, a []object.Value) object.Value {
					return object.Int(int64(os.Getpid()) + int64(vm.Of(t).ID) - 1)
				}},
				{Sig: "start_new_thread(function, args, kwargs=<>, /)", Doc: "Start a thread that calls function(*args, **kwargs); return its ident.", Fn: startNewThread},
				{Sig: "start_new(function, args, kwargs=<>, /)", Doc: "An obsolete synonym of start_new_thread().", Fn: startNewThread},
				{Sig: "_start(function, /)", Doc: "Start a thread that calls function(); return its handle.", Fn: func(t *object.Thread, a []object.Value) object.Value {
					h := start(t, a[0], nil, nil)
					return object.Value{P: object.FromHeader(&h.Header).P}
				}},
				{Sig: "stack_size(size=0, /)", Doc: "Return the stack size of new threads; 0 is the default.", Fn: func(t *object.Thread, a []object.Value) object.Value {
					n, ok := t.IndexInt(a[0])
					switch {
					case !ok:
						return object.Value{}
					case n < 0:
						return t.ValueErrorf("size must be 0 or a positive value")
					case n > 0 && n < 32<<10:
						return t.ValueErrorf("size not valid: %d bytes", n)
					}
					return object.Int(0) // stacks grow by themselves
				}},
				{Sig: "_count()", Doc: "Return the number of threads that were started and have not ended.", Fn: func(t *object.Thread, a []object.Value) object.Value {
					return object.Int(stateOf(t).running)
				}},
				{Sig: "exit()", Doc: "End the calling thread.", Fn: func(t *object.Thread, a []object.Value) object.Value {
					return t.Raise(object.ShapeSystemExit, "")
				}},
				{Sig: "interrupt_main(signum=2, /)", Doc: "Act as if a signal had come to the main thread.", Fn: interruptMain},
				{Sig: "_report(name, exc, /)", Doc: "Print the traceback of an exception that ended a thread.", Fn: func(t *object.Thread, a []object.Value) object.Value {
					e := object.AsException(a[1])
					if e == nil {
						return object.None
					}
					name, ok := t.Str(a[0])
					if !ok {
						return object.Value{}
					}
					text := "Exception in thread " + name + ":\n" + strings.TrimRight(report.Capture(t, e).String(), "\n") + "\n"
					if !loop.StateOf(t).WriteError(t, text) {
						return object.Value{}
					}
					return object.None
				}},
			},
			Init: func(t *object.Thread, mod *object.Module) bool {
				m := t.M
				mod.Set(m, "LockType", m.TypeFor(&lockDecl).Value())
				mod.Set(m, "Condition", m.TypeFor(&conditionDecl).Value())
				mod.Set(m, "Event", m.TypeFor(&eventDecl).Value())
				semaphores := m.TypeFor(&semaphoreDecl)
				mod.Set(m, "Semaphore", semaphores.Value())
				mod.Set(m, "BoundedSemaphore", m.TypeForBase(&boundedDecl, semaphores).Value())
				mod.Set(m, "_ExceptHookArgs", m.TypeFor(exceptHookArgs).Value())
				mod.Set(m, "_local", m.TypeFor(&localDecl).Value())
				mod.Set(m, "error", m.Type(object.ShapeRuntimeError).Value())
				mod.Set(m, "TIMEOUT_MAX", object.Float(timeoutMax))
				return true
			},
		},
		{Name: "threading", Doc: "Thread-based parallelism.", Source: source},
	}
}

// exceptHookArgs is what excepthook() gets.
var exceptHookArgs = (&object.StructSequence{
	Name: "_thread._ExceptHookArgs", Doc: "Type used to pass arguments to threading.excepthook.",
	Fields: []string{"exc_type", "exc_value", "exc_traceback", "thread"}, Visible: 4,
}).Decl()

// state is a machine's threads.
type state struct {
	running int64
	main    *vm.Thread
	// idle count threads that wait for work that nobody has given them yet.
	idle []func() int
}

type stateKey struct{}

func stateOf(t *object.Thread) *state {
	return t.M.State(stateKey{}, func() any {
		s := &state{}
		loop.StateOf(t).AddOutside(s.busy)
		return s
	}).(*state)
}

// busy reports whether a thread other than the main one is at work, or waits
// for something that cannot be known.
func (s *state) busy(t *object.Thread) bool {
	n := int(s.running)
	for _, f := range s.idle {
		n -= f()
	}
	return n > 0
}

// CountIdle has f's threads not counted as being at work. The baton is held
// when f is called.
func CountIdle(t *object.Thread, f func() int) {
	s := stateOf(t)
	s.idle = append(s.idle, f)
}

func handleOf(v object.Value) *thread { return (*thread)(v.P) }

var threadDecl = object.TypeDecl{
	Name: "_thread._ThreadHandle", Kind: object.KindOpaque, Flags: object.TypeNoNew | object.TypeNoSubclass,
	Methods: []object.Def{
		{Sig: "join(self, timeout=-1, /)", Doc: "Wait for the thread's end; return whether it has ended.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			h := handleOf(a[0])
			select {
			case <-h.done:
				return object.True
			default:
			}
			_, deadline, ok := timeoutArg(t, object.True, a[1])
			if !ok {
				return object.Value{}
			}
			return boolOr(wait(t, h.done, deadline))
		}},
		{Sig: "is_done(self, /)", Doc: "Return whether the thread has ended.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			select {
			case <-handleOf(a[0]).done:
				return object.True
			default:
				return object.False
			}
		}},
	},
	GetSets: []object.GetSetDef{
		{Name: "ident", Get: func(t *object.Thread, v object.Value) object.Value {
			return object.Int(int64(ident(handleOf(v).t.ID)))
		}},
		{Name: "native_id", Get: func(t *object.Thread, v object.Value) object.Value {
			return object.Int(int64(os.Getpid()) + int64(handleOf(v).t.ID) - 1)
		}},
	},
}

// start runs f in a new thread. What it raises is reported, SystemExit apart.
func start(t *object.Thread, f object.Value, args []object.Value, names []*object.Str) *thread {
	m := vm.Of(t).Machine()
	s := stateOf(t)
	h := &thread{t: m.NewThread(), done: make(chan struct{})}
	object.InitOpaque(&h.Opaque, t.M.TypeFor(&threadDecl))
	s.running++
	go func() {
		m.AcquireFor(h.t)
		nt := &h.t.Thread
		if nt.CallNames(f, args, names).P == nil && nt.Catch(object.ShapeSystemExit) == nil {
			nt.Unraisable("", f)
		}
		s.running--
		close(h.done)
		m.Release()
	}()
	return h
}

func startNewThread(t *object.Thread, a []object.Value) object.Value {
	if !t.IsCallable(a[0]) {
		return t.TypeErrorf("first arg must be callable")
	}
	u := object.AsTuple(a[1])
	if u == nil {
		return t.TypeErrorf("2nd arg must be a tuple")
	}
	args := append([]object.Value(nil), u.Items...)
	var names []*object.Str
	if a[2].P != nil {
		d := object.AsDict(a[2])
		if d == nil {
			return t.TypeErrorf("optional 3rd arg must be a dictionary")
		}
		d.Each(func(k, v object.Value) bool {
			names = append(names, t.M.InternStr(object.AsStr(k)))
			args = append(args, v)
			return true
		})
	}
	return object.Int(int64(ident(start(t, a[0], args, names).t.ID)))
}

// interruptMain calls the handler of a signal on the main thread.
func interruptMain(t *object.Thread, a []object.Value) object.Value {
	mod := t.Exec.Import(t, "signal")
	if mod.P == nil {
		return mod
	}
	return t.CallMethod(mod, t.M.Intern("raise_signal"), a[0])
}
