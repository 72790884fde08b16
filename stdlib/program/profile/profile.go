// Package profile tells where a script spends its time: it samples the stacks
// of the script's functions, across awaits, and writes them in the format that
// `go tool pprof` reads. It knows the machine, and nothing of how it is run.
package profile

import (
	"io"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/vm"
)

// period is the time between two looks at the program. A sample is taken only
// when the process has used CPU time meanwhile: a program that waits is not
// woken.
const period = 10 * time.Millisecond

// Profiler collects samples of one machine.
type Profiler struct {
	m       *vm.Machine
	main    *vm.Thread
	began   time.Time
	stop    chan struct{}
	stopped chan struct{}
	// asked: the interrupt that takes a sample has yet to run.
	asked atomic.Bool

	// What follows belongs to the holder of the baton.
	used    time.Duration // CPU time of the process at the last sample
	stacks  []*stack
	byPlace map[vm.Place]map[int]*stack // by innermost place, then by number of frames: few share both
	scratch []vm.Place
}

// stack is a stack that was met, innermost frame first.
type stack struct {
	places  []vm.Place
	samples int64
	cpu     time.Duration
	next    *stack // another of as many frames
}

// Start begins to sample the threads of m; main is its first one. The caller
// has the baton.
func Start(m *vm.Machine, main *vm.Thread) *Profiler {
	p := &Profiler{
		m: m, main: main, began: time.Now(), used: cpuTime(), stop: make(chan struct{}), stopped: make(chan struct{}),
		byPlace: map[vm.Place]map[int]*stack{},
	}
	go p.tick()
	return p
}

// Stop ends the sampling and writes the profile. The caller has the baton.
func (p *Profiler) Stop(w io.Writer) error {
	close(p.stop)
	<-p.stopped
	return p.write(w)
}

func (p *Profiler) tick() {
	defer close(p.stopped)
	ticker := time.NewTicker(period)
	defer ticker.Stop()
	seen := cpuTime()
	for {
		select {
		case <-p.stop:
			return
		case <-ticker.C:
		}
		now := cpuTime()
		if now-seen < period/4 || p.asked.Load() {
			continue
		}
		seen = now
		p.asked.Store(true)
		if !p.m.InterruptRunning(p.main, p.sample) {
			p.asked.Store(false)
		}
	}
}

// sample counts the stack of the running thread.
func (p *Profiler) sample(t *vm.Thread) bool {
	p.asked.Store(false)
	now := cpuTime()
	p.scratch = t.Stack(p.scratch[:0])
	if len(p.scratch) > 0 {
		s := p.stackOf(p.scratch)
		s.samples++
		s.cpu += now - p.used
		p.used = now
	}
	return true
}

// stackOf returns the stack of those places.
func (p *Profiler) stackOf(places []vm.Place) *stack {
	lengths := p.byPlace[places[0]]
	if lengths == nil {
		lengths = map[int]*stack{}
		p.byPlace[places[0]] = lengths
	}
	first := lengths[len(places)]
	for s := first; s != nil; s = s.next {
		if same(s.places, places) {
			return s
		}
	}
	s := &stack{places: append([]vm.Place(nil), places...), next: first}
	lengths[len(places)] = s
	p.stacks = append(p.stacks, s)
	return s
}

func same(a, b []vm.Place) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// cpuTime is the CPU time that the process has used.
func cpuTime() time.Duration {
	var u unix.Rusage
	if unix.Getrusage(unix.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
