package futures

import (
	"time"

	"github.com/aio-lang/aio/stdlib/threading"
	"github.com/aio-lang/aio/vm/object"
)

// pool is what a ThreadPoolExecutor and its threads share: the calls that wait
// and the threads that have nothing to do.
type pool struct {
	object.Opaque
	calls []call // head of the queue is calls[0]
	idle  int    // threads that wait and that nobody has counted on
	// resting is how many threads wait, those included that have been counted
	// on and have not noticed yet.
	resting int
	// room is how many more threads may be started, by calling grow.
	room        int
	grow        value
	initializer value // None for none
	initArgs    []value
	closed      bool
	// broken is why the pool takes no more calls; "" for working.
	broken  string
	waiting threading.Waiters
}

// call is one submitted call.
type call struct {
	future *future
	fn     value
	args   []value
	names  []*object.Str
}

func poolOf(v value) *pool { return (*pool)(v.P) }

// pools are a machine's.
type pools struct {
	all    map[*pool]bool // those with threads
	closed bool           // the program ends
}

type poolsKey struct{}

func poolsOf(t *thread) *pools {
	return t.M.State(poolsKey{}, func() any {
		ps := &pools{all: map[*pool]bool{}}
		threading.CountIdle(t, ps.idle)
		return ps
	}).(*pools)
}

// idle is how many threads wait for a call.
func (ps *pools) idle() int {
	n := 0
	if ps.closed {
		return n
	}
	for p := range ps.all {
		if len(p.calls) == 0 && !p.closed {
			n += p.resting
		}
	}
	return n
}

var poolDecl = object.TypeDecl{
	Name: "concurrent.futures._native.Pool", Kind: object.KindOpaque, Flags: object.TypeNoSubclass,
	New: &def{Sig: "__new__(cls, size, grow, initializer, initargs, /)", Doc: "Make a pool that calls grow() to have another thread call run().", Fn: func(t *thread, a []value) value {
		size, ok := t.SizeArg(a[1])
		if !ok {
			return value{}
		}
		p := &pool{room: size, grow: a[2], initializer: a[3]}
		if p.initArgs, ok = t.Collect(a[4]); !ok {
			return value{}
		}
		return object.InitOpaque(&p.Opaque, object.AsType(a[0]))
	}},
	Methods: []def{
		{Sig: "submit(self, fn, args, kwargs, /)", Doc: "Add a call; return its future.", Fn: poolSubmit},
		{Sig: "run(self, /)", Doc: "Make calls, until the pool is closed.", Fn: func(t *thread, a []value) value { return none(poolOf(a[0]).run(t)) }},
		{Sig: "close(self, cancel, /)", Doc: "Take no more calls; with cancel those that wait are cancelled.", Fn: func(t *thread, a []value) value {
			p := poolOf(a[0])
			p.closed = true
			if a[1].IsTrue() {
				for len(p.calls) > 0 {
					if p.take().future.cancel(t).P == nil {
						return value{}
					}
				}
			}
			p.waiting.WakeAll()
			return object.None
		}},
	},
	GetSets: []object.GetSetDef{
		{Name: "closed", Get: func(t *thread, v value) value { return object.Bool(poolOf(v).closed) }},
		{Name: "broken", Get: func(t *thread, v value) value {
			if b := poolOf(v).broken; b != "" {
				return object.NewStr(b)
			}
			return object.False
		}},
		{Name: "size", Get: func(t *thread, v value) value { return object.Int(int64(len(poolOf(v).calls))) }},
	},
}

func poolSubmit(t *thread, a []value) value {
	p := poolOf(a[0])
	switch {
	case p.broken != "":
		return raise(t, brokenThreadPool(t), p.broken)
	case p.closed:
		return t.RuntimeErrorf("cannot schedule new futures after shutdown")
	case poolsOf(t).closed:
		return t.RuntimeErrorf("cannot schedule new futures after interpreter shutdown")
	}
	c := call{future: newFuture(t), fn: a[1], args: append([]value(nil), object.AsTuple(a[2]).Items...)}
	if d := object.AsDict(a[3]); d != nil {
		d.Each(func(k, v value) bool {
			c.names, c.args = append(c.names, t.M.InternStr(object.AsStr(k))), append(c.args, v)
			return true
		})
	}
	f := c.future.value()
	p.calls = append(p.calls, c)
	switch {
	case p.idle > 0:
		p.idle--
		p.waiting.WakeOne()
	case p.room > 0:
		p.room--
		poolsOf(t).all[p] = true
		if t.Call(p.grow).P == nil {
			return value{}
		}
	}
	return f
}

// take takes the oldest call; there must be one.
func (p *pool) take() call {
	c := p.calls[0]
	p.calls[0] = call{}
	p.calls = p.calls[1:]
	if len(p.calls) == 0 {
		p.calls = nil
	}
	return c
}

// run is the life of a thread of the pool.
func (p *pool) run(t *thread) bool {
	if !p.initializer.IsNone() && t.Call(p.initializer, p.initArgs...).P == nil {
		return p.initializerFailed(t)
	}
	for {
		for len(p.calls) == 0 {
			if p.closed || poolsOf(t).closed {
				return true
			}
			p.idle++
			p.resting++
			woken, ok := p.waiting.Wait(t, time.Time{})
			p.resting--
			if !woken || !ok {
				p.idle--
				return ok
			}
		}
		c := p.take()
		if !c.make(t) {
			return false
		}
	}
}

// make makes the call, unless it was cancelled.
func (c *call) make(t *thread) bool {
	run, ok := c.future.begin(t)
	if !run {
		return ok
	}
	r := t.CallNames(c.fn, c.args, c.names)
	if r.P != nil {
		return c.future.finish(t, r, object.None)
	}
	return c.future.finish(t, object.None, t.Clear())
}

// initializerFailed reports what the initializer raised and gives up the pool.
func (p *pool) initializerFailed(t *thread) bool {
	if e := object.AsException(t.Clear()); e != nil {
		logError(t, "Exception in initializer:", e)
		t.Clear()
	}
	p.broken = "A thread initializer failed, the thread pool is not usable anymore"
	for len(p.calls) > 0 {
		e := object.NewExceptionOf(brokenThreadPool(t), []value{object.NewStr(p.broken)})
		if !p.take().future.finish(t, object.None, e.Value()) {
			return false
		}
	}
	return true
}

// closePools is called when the program ends.
func closePools(t *thread, a []value) value {
	ps := poolsOf(t)
	ps.closed = true
	for p := range ps.all {
		p.waiting.WakeAll()
	}
	return object.None
}
