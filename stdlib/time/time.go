// Package time is module time: clocks, sleep, and the struct_time functions.
package time

import (
	"math"
	"syscall"
	gotime "time"

	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// Clock is the machine's clock, real or virtual; package loop implements it.
type Clock interface {
	// Now is monotonic time in seconds.
	Now() float64
	// Wall is the time of day.
	Wall() gotime.Time
	// Virtual reports whether waiting takes no real time.
	Virtual() bool
	// Advance moves a virtual clock forward to the monotonic time t.
	Advance(t float64)
}

// module holds the clock that the natives read.
type module struct {
	clock func(t *object.Thread) Clock
	// wait sleeps for d, letting other threads run; false when a signal
	// handler raised.
	wait func(t *object.Thread, d gotime.Duration) bool
}

// Module declares module time. clock gives a thread's clock; wait blocks a
// thread for a while and returns false with an exception pending when a signal
// interrupted it.
//
// RealClock and Sleep are the ones for a machine without an event loop.
func Module(clock func(t *object.Thread) Clock, wait func(t *object.Thread, d gotime.Duration) bool) *object.ModuleDecl {
	m := &module{clock, wait}
	d := &object.ModuleDecl{
		Name:  "time",
		Doc:   "This module provides various functions to manipulate time values.",
		Types: []*object.TypeDecl{structTime.Decl()},
		Funcs: append([]object.Def{
			{Sig: "sleep(seconds, /)", Doc: "Delay execution for a given number of seconds.", Fn: m.sleep},
			{Sig: "get_clock_info(name, /)", Doc: "Return information of the specified clock.", Fn: m.clockInfo},
			{Sig: "clock_gettime(clk_id, /)", Doc: "Return the time of the specified clock clk_id as a float.", Fn: clockGettime(false)},
			{Sig: "clock_gettime_ns(clk_id, /)", Doc: "Return the time of the specified clock clk_id as nanoseconds (int).", Fn: clockGettime(true)},
			{Sig: "clock_getres(clk_id, /)", Doc: "Return the resolution (precision) of the specified clock clk_id.", Fn: clockGetres},
		}, calendarFuncs...),
		Init: initModule,
	}
	for _, c := range []struct {
		name, doc string
		ns        func(t *object.Thread) int64
	}{
		{"time", "Return the current time in seconds since the Epoch.", func(t *object.Thread) int64 { return m.clock(t).Wall().UnixNano() }},
		{"monotonic", "Monotonic clock, cannot go backward.", m.monotonic},
		{"perf_counter", "Performance counter for benchmarking.", m.monotonic},
		{"process_time", "Process time for profiling: sum of the kernel and user-space CPU time.", cpuTime(unix.CLOCK_PROCESS_CPUTIME_ID)},
		{"thread_time", "Thread time for profiling: sum of the kernel and user-space CPU time.", cpuTime(unix.CLOCK_THREAD_CPUTIME_ID)},
	} {
		ns := c.ns
		d.Funcs = append(d.Funcs,
			object.Def{Sig: c.name + "()", Doc: c.doc, Fn: func(t *object.Thread, a []object.Value) object.Value {
				return object.Float(float64(ns(t)) / 1e9)
			}},
			object.Def{Sig: c.name + "_ns()", Doc: c.doc, Fn: func(t *object.Thread, a []object.Value) object.Value {
				return object.Int(ns(t))
			}})
	}
	return d
}

// realClock reads the system's clocks.
type realClock struct{}

func (realClock) Now() float64 {
	var ts unix.Timespec
	unix.ClockGettime(unix.CLOCK_MONOTONIC, &ts)
	return float64(ts.Nano()) / 1e9
}
func (realClock) Wall() gotime.Time { return gotime.Now() }
func (realClock) Virtual() bool     { return false }
func (realClock) Advance(float64)   {}

// RealClock is the system's clock.
func RealClock(*object.Thread) Clock { return realClock{} }

// Sleep waits for d with the baton released; an interrupt's handler runs at
// once, and unless it raises the sleep goes on (PEP 475).
func Sleep(t *object.Thread, d gotime.Duration) bool {
	deadline := gotime.Now().Add(d)
	woken := make(chan struct{}, 1)
	wake := func() {
		select {
		case woken <- struct{}{}:
		default:
		}
	}
	for {
		timer := gotime.NewTimer(gotime.Until(deadline))
		done := false
		ok := vm.Of(t).Block(wake, func() {
			select {
			case <-timer.C:
				done = true
			case <-woken:
			}
		})
		timer.Stop()
		if !ok || done {
			return ok
		}
	}
}

func (m *module) monotonic(t *object.Thread) int64 {
	return int64(m.clock(t).Now() * 1e9)
}

func cpuTime(id int32) func(t *object.Thread) int64 {
	return func(*object.Thread) int64 {
		var ts unix.Timespec
		if unix.ClockGettime(id, &ts) != nil {
			return 0
		}
		return ts.Nano()
	}
}

func (m *module) sleep(t *object.Thread, a []object.Value) object.Value {
	secs, ok := seconds(t, a[0])
	if !ok {
		return object.Value{}
	}
	if secs < 0 {
		return t.ValueErrorf("sleep length must be non-negative")
	}
	if c := m.clock(t); c.Virtual() {
		c.Advance(c.Now() + secs)
		return object.None
	}
	if secs > math.MaxInt64/1e9 {
		return t.OverflowErrorf("timestamp too large to convert to C PyTime_t")
	}
	if !m.wait(t, gotime.Duration(secs*1e9)) {
		return object.Value{}
	}
	return object.None
}

// seconds takes a number of seconds as time.sleep does.
func seconds(t *object.Thread, v object.Value) (float64, bool) {
	if f, ok := object.Float64(v); ok {
		if math.IsNaN(f) {
			t.ValueErrorf("Invalid value NaN (not a number)")
			return 0, false
		}
		return f, true
	}
	if !object.IsIntLike(v) && t.M.Lookup(t.M.TypeOf(v), object.Names().Index).P == nil {
		t.TypeErrorf("'%s' object cannot be interpreted as an integer", t.TypeName(v))
		return 0, false
	}
	i := t.Index(v)
	if i.P == nil {
		return 0, false
	}
	n, ok := object.Int64(i)
	if !ok {
		t.OverflowErrorf("timestamp out of range for platform time_t")
	}
	return float64(n), ok
}

func clockGettime(ns bool) object.NativeFn {
	return func(t *object.Thread, a []object.Value) object.Value {
		id, ok := t.IntArg(a[0])
		if !ok {
			return object.Value{}
		}
		var ts unix.Timespec
		if err := unix.ClockGettime(int32(id), &ts); err != nil {
			return t.OSError(err.(syscall.Errno))
		}
		if ns {
			return object.Int(ts.Nano())
		}
		return object.Float(float64(ts.Nano()) / 1e9)
	}
}

func clockGetres(t *object.Thread, a []object.Value) object.Value {
	id, ok := t.IntArg(a[0])
	if !ok {
		return object.Value{}
	}
	var ts unix.Timespec
	if err := getres(int32(id), &ts); err != nil {
		return t.OSError(err.(syscall.Errno))
	}
	return object.Float(float64(ts.Nano()) / 1e9)
}

// clockInfo describes a clock as an object with the attributes of
// time.get_clock_info.
func (m *module) clockInfo(t *object.Thread, a []object.Value) object.Value {
	name, ok := t.StrArg("get_clock_info", "", a[0])
	if !ok {
		return object.Value{}
	}
	implementation, monotonic, adjustable := "", true, false
	switch name.S {
	case "time":
		implementation, monotonic, adjustable = "clock_gettime(CLOCK_REALTIME)", false, true
	case "monotonic", "perf_counter":
		implementation = "clock_gettime(CLOCK_MONOTONIC)"
	case "process_time":
		implementation = "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)"
	case "thread_time":
		implementation = "clock_gettime(CLOCK_THREAD_CPUTIME_ID)"
	default:
		return t.ValueErrorf("unknown clock")
	}
	types := t.Exec.Import(t, "types")
	if types.P == nil {
		return types
	}
	ns := t.GetAttr(types, t.M.Intern("SimpleNamespace"))
	if ns.P == nil {
		return ns
	}
	return t.CallNames(ns, []object.Value{object.NewStr(implementation), object.Bool(monotonic), object.Bool(adjustable), object.Float(1e-9)},
		[]*object.Str{t.M.Intern("implementation"), t.M.Intern("monotonic"), t.M.Intern("adjustable"), t.M.Intern("resolution")})
}
