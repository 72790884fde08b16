package loop

import (
	"sync/atomic"
	"time"
)

// Clock tells the time of a machine: of its loops and of module time.
type Clock interface {
	// Now is monotonic time in seconds, as time.monotonic() has it.
	Now() float64
	// Wall is the time of day.
	Wall() time.Time
	// Resolution is the clock's, in seconds.
	Resolution() float64
	// Virtual reports whether waiting takes no real time: then a loop that
	// has nothing else to do calls Advance.
	Virtual() bool
	// Advance moves a virtual clock forward to the time t.
	Advance(t float64)
}

// RealClock is the system's clock.
type RealClock struct {
	start  time.Time
	offset float64
}

// NewRealClock makes a clock that reads the system's monotonic time.
func NewRealClock() *RealClock {
	c := &RealClock{start: time.Now()}
	c.offset = monotonic()
	return c
}

func (c *RealClock) Now() float64        { return c.offset + time.Since(c.start).Seconds() }
func (c *RealClock) Wall() time.Time     { return time.Now() }
func (c *RealClock) Resolution() float64 { return 1e-9 }
func (c *RealClock) Virtual() bool       { return false }
func (c *RealClock) Advance(float64)     {}

// VirtualClock stands still until a loop has nothing to do but wait; then it
// jumps. Each reading takes a nanosecond, so that two sleeps of one length
// that begin one after the other do not end at the same time.
type VirtualClock struct {
	ns   atomic.Int64
	wall time.Time
}

// NewVirtualClock makes a clock that starts at 1,000 s of monotonic time and
// at the given time of day.
func NewVirtualClock(wall time.Time) *VirtualClock {
	c := &VirtualClock{wall: wall}
	c.ns.Store(int64(1000 * time.Second))
	return c
}

func (c *VirtualClock) Now() float64 { return float64(c.ns.Add(1)) / 1e9 }

func (c *VirtualClock) Wall() time.Time {
	return c.wall.Add(time.Duration(c.ns.Add(1)) - 1000*time.Second)
}

func (c *VirtualClock) Resolution() float64 { return 1e-9 }
func (c *VirtualClock) Virtual() bool       { return true }

func (c *VirtualClock) Advance(t float64) {
	to := int64(t * 1e9)
	for {
		now := c.ns.Load()
		if to <= now || c.ns.CompareAndSwap(now, to) {
			return
		}
	}
}
