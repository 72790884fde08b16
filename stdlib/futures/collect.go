package futures

import (
	"slices"

	"github.com/aio-lang/aio/stdlib/threading"
	"github.com/aio-lang/aio/vm/object"
)

// collector watches futures for wait() and as_completed(): it gathers those
// that are over, and wakes who waits for enough of them.
type collector struct {
	object.Opaque
	watched  []*future
	finished []value // since the last take()
	// left is how many must still be over before the wait is; one that has
	// failed is enough where failure is set.
	left    int
	failure bool
	ready   bool
	waiting threading.Waiters
}

// The kinds of collectors, as the .aio files name them.
const (
	anyFuture = "any"
	orFailure = "failure"
)

var collectorDecl = object.TypeDecl{
	Name: "concurrent.futures._native.Collector", Kind: object.KindOpaque, Flags: object.TypeNoNew | object.TypeNoSubclass,
	Methods: []def{
		{Sig: "wait(self, timeout, /)", Doc: "Wait until enough futures are over; return whether they are.", Fn: func(t *thread, a []value) value {
			c := (*collector)(a[0].P)
			if !c.ready {
				deadline, ok := threading.Deadline(t, a[1])
				if !ok {
					return value{}
				}
				if _, ok = c.waiting.Wait(t, deadline); !ok {
					return value{}
				}
			}
			return object.Bool(c.ready)
		}},
		{Sig: "take(self, /)", Doc: "Return the futures that were over since the last time, in the order in which they were.", Fn: func(t *thread, a []value) value {
			c := (*collector)(a[0].P)
			list := object.NewList(c.finished)
			c.finished, c.ready = nil, false
			return list
		}},
		{Sig: "close(self, /)", Doc: "Watch no more.", Fn: func(t *thread, a []value) value {
			c := (*collector)(a[0].P)
			for _, f := range c.watched {
				if i := slices.Index(f.collectors, c); i >= 0 {
					f.collectors = slices.Delete(f.collectors, i, i+1)
				}
			}
			c.watched = nil
			return object.None
		}},
	},
}

// collect makes a collector of the futures of a set that are not over; those
// that are count as collected.
func collect(t *thread, a []value) value {
	c := &collector{}
	v := object.InitOpaque(&c.Opaque, t.M.TypeFor(&collectorDecl))
	ok := t.Each(a[0], func(item value) bool {
		f := asFuture(t, item)
		if f == nil {
			t.Raise(object.ShapeAttributeError, "'%s' object has no attribute '_condition'", t.TypeName(item))
			return false
		}
		if f.over() {
			c.finished = append(c.finished, item)
		} else {
			c.watched = append(c.watched, f)
		}
		return true
	})
	if !ok {
		return value{}
	}
	c.left = len(c.watched)
	switch a[1].Text() {
	case anyFuture:
		c.left = min(c.left, 1)
	case orFailure:
		c.failure = true
	}
	for _, f := range c.watched {
		f.collectors = append(f.collectors, c)
	}
	return v
}

// add takes note that a future is over.
func (c *collector) add(f *future) {
	c.finished = append(c.finished, f.value())
	c.left--
	if c.left <= 0 || c.failure && f.state == finished && !f.exception.IsNone() {
		c.ready = true
		c.waiting.WakeAll()
	}
}
