package signal

import (
	"sync"
	"syscall"
	gotime "time"

	"github.com/aio-lang/aio/vm/object"
)

// itimer is ITIMER_REAL, which alarm() uses too: it sends SIGALRM.
type itimer struct {
	mu    sync.Mutex
	timer *gotime.Timer
	at    gotime.Time
	every gotime.Duration
}

// set arms the timer, or stops it for after 0, and returns what was left.
func (i *itimer) set(after, every gotime.Duration) (left, was gotime.Duration) {
	i.mu.Lock()
	defer i.mu.Unlock()
	left, was = i.remaining(), i.every
	if i.timer != nil {
		i.timer.Stop()
		i.timer = nil
	}
	if i.every = every; after > 0 {
		i.arm(after)
	}
	return left, was
}

func (i *itimer) get() (left, every gotime.Duration) {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.remaining(), i.every
}

// armed reports whether the timer will go off.
func (i *itimer) armed() bool {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.timer != nil
}

func (i *itimer) remaining() gotime.Duration {
	if i.timer == nil {
		return 0
	}
	return max(gotime.Until(i.at), 0)
}

func (i *itimer) arm(after gotime.Duration) {
	i.at = gotime.Now().Add(after)
	i.timer = gotime.AfterFunc(after, func() {
		i.mu.Lock()
		i.timer = nil
		if i.every > 0 {
			i.arm(i.every)
		}
		i.mu.Unlock()
		syscall.Kill(syscall.Getpid(), syscall.SIGALRM)
	})
}

// realTimer raises unless which is ITIMER_REAL.
func realTimer(t *object.Thread, which object.Value) bool {
	n, ok := t.IntArg(which)
	if !ok {
		return false
	}
	switch n {
	case 0:
		return true
	case 1, 2:
		t.NotImplementedf("signal.%s", [...]string{1: "ITIMER_VIRTUAL", 2: "ITIMER_PROF"}[n])
	default:
		t.OSError(syscall.EINVAL)
	}
	return false
}

func setITimer(t *object.Thread, a []object.Value) object.Value {
	var d [2]gotime.Duration
	for i := range d {
		f, ok := t.FloatOf(a[1+i])
		if !ok {
			return object.Value{}
		}
		if f < 0 {
			return t.OSError(syscall.EINVAL)
		}
		d[i] = gotime.Duration(f * float64(gotime.Second))
	}
	if !realTimer(t, a[0]) {
		return object.Value{}
	}
	left, every := stateOf(t.M).timer.set(d[0], d[1])
	return object.TupleOf(object.Float(left.Seconds()), object.Float(every.Seconds()))
}
