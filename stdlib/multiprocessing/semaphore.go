package multiprocessing

import (
	"errors"
	"os"
	"time"

	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/stdlib/threading"
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// semaphore is a semaphore that processes share: a pipe that holds a byte for
// each time it may still be acquired. Whoever reads one has acquired it, in
// whatever process; to release it is to write one.
type semaphore struct {
	object.Opaque
	tokens, back *os.File // the pipe's end to read and the one to write
	limit        int      // more than that it is never released
	recursive    bool     // whoever holds it may acquire it again
	// count is how often this process holds it, owner the thread that took
	// it last.
	count int
	owner uint64
}

// maxTokens is how many bytes every system's pipes take.
const maxTokens = 16 << 10

func semaphoreOf(v value) *semaphore { return (*semaphore)(v.P) }

var semaphoreDecl = object.TypeDecl{
	Name: "_multiprocessing.SemLock", Kind: object.KindOpaque, Flags: object.TypeSolid | object.TypeHasDict | object.TypeHasWeakref,
	Doc: "A semaphore between processes.",
	New: &def{Sig: "__new__(cls, value, limit, recursive, /)", Doc: "Make a semaphore.", Fn: func(t *thread, a []value) value {
		n, ok := t.SizeArg(a[1])
		if !ok {
			return value{}
		}
		limit, ok := t.SizeArg(a[2])
		if !ok {
			return value{}
		}
		if n < 0 {
			return t.OSError(unix.EINVAL)
		}
		if n > maxTokens {
			return t.NotImplementedf("multiprocessing: a semaphore of more than %d", maxTokens)
		}
		var fds [2]int
		if err := unix.Pipe(fds[:]); err != nil {
			return osError(t, err)
		}
		s := &semaphore{tokens: newFile(fds[0]), back: newFile(fds[1]), limit: limit, recursive: a[3].IsTrue()}
		s.back.Write(make([]byte, n))
		return object.InitOpaque(&s.Opaque, object.AsType(a[0]))
	}},
	Methods: []def{
		{Sig: "acquire(self, /, block=True, timeout=None)", Doc: "Acquire it, waiting if need be; return whether it was.", Fn: func(t *thread, a []value) value {
			block, ok := t.Truth(a[1])
			if !ok {
				return value{}
			}
			deadline, ok := threading.Deadline(t, a[2])
			if !ok {
				return value{}
			}
			got, ok := semaphoreOf(a[0]).acquire(t, block, deadline)
			if !ok {
				return value{}
			}
			return object.Bool(got)
		}},
		{Sig: "release(self, /)", Doc: "Release it.", Fn: func(t *thread, a []value) value { return none(semaphoreOf(a[0]).release(t)) }},
		{Sig: "__enter__(self, /)", Doc: "Acquire it.", Fn: func(t *thread, a []value) value {
			got, ok := semaphoreOf(a[0]).acquire(t, true, time.Time{})
			if !ok {
				return value{}
			}
			return object.Bool(got)
		}},
		{Sig: "__exit__(self, exc_type=None, exc_value=None, exc_tb=None, /)", Doc: "Release it.", Fn: func(t *thread, a []value) value { return none(semaphoreOf(a[0]).release(t)) }},
		{Sig: "_count(self, /)", Doc: "Return how often this process has acquired it and not released.", Fn: func(t *thread, a []value) value {
			return object.Int(int64(semaphoreOf(a[0]).count))
		}},
		{Sig: "_is_mine(self, /)", Doc: "Return whether the calling thread holds it.", Fn: func(t *thread, a []value) value {
			return object.Bool(semaphoreOf(a[0]).mine(t))
		}},
		{Sig: "_get_value(self, /)", Doc: "Return how often it may be acquired now.", Fn: func(t *thread, a []value) value {
			return object.Int(int64(semaphoreOf(a[0]).value()))
		}},
		{Sig: "__reduce__(self, /)", Doc: "Describe the semaphore for a process that is being started.", Fn: func(t *thread, a []value) value {
			s := semaphoreOf(a[0])
			in := inherit(t, a[0], number(s.tokens))
			if in.P == nil {
				return in
			}
			out := inherit(t, a[0], number(s.back))
			if out.P == nil {
				return out
			}
			mod := t.Exec.Import(t, "_multiprocessing")
			if mod.P == nil {
				return mod
			}
			again := t.GetAttr(mod, t.M.Intern("_inherited"))
			if again.P == nil {
				return again
			}
			return object.TupleOf(again, object.TupleOf(t.M.TypeOf(a[0]).Value(), in, out, object.Int(int64(s.limit)), object.Bool(s.recursive)))
		}},
	},
	GetSets: []object.GetSetDef{{Name: "_limit", Get: func(t *thread, v value) value { return object.Int(int64(semaphoreOf(v).limit)) }}},
}

// number is a file's descriptor, which stays non-blocking.
func number(f *os.File) int {
	fd := -1
	if raw, err := f.SyscallConn(); err == nil {
		raw.Control(func(n uintptr) { fd = int(n) })
	}
	return fd
}

// inherited makes the semaphore of two inherited descriptors.
func inherited(t *thread, a []value) value {
	in, ok := t.IntArg(a[1])
	if !ok {
		return value{}
	}
	out, ok := t.IntArg(a[2])
	if !ok {
		return value{}
	}
	limit, ok := t.SizeArg(a[3])
	if !ok {
		return value{}
	}
	ty := object.AsType(a[0])
	if ty == nil || !ty.IsSubtypeOf(t.M.TypeFor(&semaphoreDecl)) {
		return t.TypeErrorf("a semaphore class is required, not %s", t.TypeName(a[0]))
	}
	s := &semaphore{tokens: newFile(in), back: newFile(out), limit: limit, recursive: a[4].IsTrue()}
	return object.InitOpaque(&s.Opaque, ty)
}

func (s *semaphore) mine(t *thread) bool { return s.count > 0 && s.owner == vm.Of(t).ID }

func (s *semaphore) value() int {
	n, err := unix.IoctlGetInt(number(s.tokens), ioctlPending)
	if err != nil {
		return 0
	}
	return n
}

func (s *semaphore) acquire(t *thread, block bool, deadline time.Time) (got, ok bool) {
	if s.recursive && s.mine(t) {
		s.count++
		return true, true
	}
	if !block {
		deadline = time.Now()
	}
	var one [1]byte
	if n, err := unix.Read(number(s.tokens), one[:]); n != 1 {
		if !block {
			return false, true
		}
		if err != nil && err != unix.EAGAIN && err != unix.EINTR {
			osError(t, err)
			return false, false
		}
		err, ok := blocking(t, s.tokens, deadline, func() error {
			_, err := s.tokens.Read(one[:])
			return err
		})
		switch {
		case !ok:
			return false, false
		case errors.Is(err, os.ErrDeadlineExceeded):
			return false, true
		case err != nil:
			osError(t, err)
			return false, false
		}
	}
	s.count++
	s.owner = vm.Of(t).ID
	return true, true
}

func (s *semaphore) release(t *thread) bool {
	if s.recursive {
		if !s.mine(t) {
			t.Raise(object.ShapeAssertionError, "attempt to release recursive lock not owned by thread")
			return false
		}
		if s.count > 1 {
			s.count--
			return true
		}
	} else if s.value() >= min(s.limit, maxTokens) {
		t.ValueErrorf("semaphore or lock released too many times")
		return false
	}
	s.count--
	if _, err := s.back.Write([]byte{0}); err != nil {
		osError(t, err)
		return false
	}
	return true
}
