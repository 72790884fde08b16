package object

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"
	"weak"
)

// Weak references stand on Go's package weak, and __del__ on its finalizers.
// Both tell of dead objects on goroutines of the runtime, which must not touch
// values: they put a note into the machine's Finalizers, and the thread that
// holds the baton runs what is due (Thread.RunFinalizers) when the loop is
// idle, in gc.collect() and at exit. So callbacks run later than CPython's,
// or never.

// Finalizers is the queue of what died and has someone to be told.
type Finalizers struct {
	pending atomic.Bool
	mu      sync.Mutex
	dead    []weak.Pointer[Header] // objects whose weak references are void
	del     []*Header              // objects whose __del__ is due
	// refs finds the weak references to an object; only the holder of the
	// baton uses it.
	refs map[weak.Pointer[Header]]*weakRefs
	// Wake, if set, is called from any goroutine when something is due.
	Wake func()
}

// weakRefs lists the references to one object. They are held weakly: a
// reference that nobody has anymore calls nothing.
type weakRefs struct{ list []weak.Pointer[Opaque] }

// WeakRef is the state of a weakref.ref or proxy.
type WeakRef struct {
	to       weak.Pointer[Header]
	cleared  bool
	Callback Value // nil: none
	hash     Value // nil: not asked for yet
	Proxy    bool
}

// Get returns the object, nil once it is gone.
func (r *WeakRef) Get() Value {
	if r.cleared {
		return Value{}
	}
	if h := r.to.Value(); h != nil {
		return FromHeader(h)
	}
	return Value{}
}

// clear makes the reference dead before its object is.
func (r *WeakRef) clear() { r.cleared = true }

// Hash is the object's hash, remembered after its death; ok is false with an
// exception pending.
func (r *WeakRef) Hash(t *Thread) (h Value, ok bool) {
	if r.hash.P == nil {
		v := r.Get()
		if v.P == nil {
			t.TypeErrorf("weak object has gone away")
			return Value{}, false
		}
		n, ok := t.Hash(v)
		if !ok {
			return Value{}, false
		}
		r.hash = Int(int64(n))
	}
	return r.hash, true
}

// isWeaklyReferable reports whether instances of a native type take weak
// references in CPython.
func isWeaklyReferable(ty *Type) bool {
	switch ty.Layout {
	case KindType, KindFunction, KindModule, KindSet, KindGenerator, KindCode, KindBoundMethod, KindFuture, KindMemoryView:
		return true
	case KindNative:
		return ty.Shape0 != nil && ty.Shape0.ID == ShapeBuiltinFunction || ty.decl.Shape == ShapeBuiltinFunction
	case KindOpaque:
		return ty.Next == nil && ty.decl.Shape != ShapeUnionType && ty.decl.Name != "weakref.ReferenceType"
	}
	return false
}

// NewWeakRef makes a weak reference to v of the given class; TypeError where v
// takes none. One without callback is shared where there is one already and
// the class is not a subclass.
func (t *Thread) NewWeakRef(class *Type, v, callback Value, proxy bool) Value {
	ty := t.M.TypeOf(v)
	if ty.Flags&TypeHasWeakref == 0 {
		return t.TypeErrorf("cannot create weak reference to '%s' object", ty.Label())
	}
	key := weak.Make(v.Head())
	f := &t.M.Finalizers
	refs := f.refs[key]
	if refs == nil {
		refs = &weakRefs{}
		if f.refs == nil {
			f.refs = make(map[weak.Pointer[Header]]*weakRefs)
		}
		f.refs[key] = refs
		runtime.AddCleanup(v.Head(), f.noteDead, key)
	}
	if callback.P == nil && !class.IsHeap() {
		for _, p := range refs.list {
			if o := p.Value(); o != nil && o.Shape == class.Shape0.ID {
				if r := o.Data.(*WeakRef); r.Callback.P == nil && !r.cleared {
					return FromHeader(&o.Header)
				}
			}
		}
	}
	refs.prune()
	r := NewOpaque(class, &WeakRef{to: key, Callback: callback, Proxy: proxy})
	refs.list = append(refs.list, weak.Make((*Opaque)(r.P)))
	return r
}

// prune forgets references that are gone themselves.
func (r *weakRefs) prune() {
	if len(r.list) < 8 {
		return
	}
	live := r.list[:0]
	for _, p := range r.list {
		if p.Value() != nil {
			live = append(live, p)
		}
	}
	clear(r.list[len(live):])
	r.list = live
}

// WeakRefs returns the live references to v, oldest first.
func (m *Machine) WeakRefs(v Value) []Value {
	refs := m.Finalizers.refs[weak.Make(v.Head())]
	if refs == nil {
		return nil
	}
	var out []Value
	for _, p := range refs.list {
		if o := p.Value(); o != nil && !o.Data.(*WeakRef).cleared {
			out = append(out, FromHeader(&o.Header))
		}
	}
	return out
}

func (m *Machine) firstWeakRef(v Value) Value {
	if refs := m.WeakRefs(v); len(refs) > 0 {
		return refs[0]
	}
	return None
}

// noteDead runs on a goroutine of the runtime.
func (f *Finalizers) noteDead(key weak.Pointer[Header]) {
	f.mu.Lock()
	f.dead = append(f.dead, key)
	f.mu.Unlock()
	f.announce()
}

func (f *Finalizers) announce() {
	if !f.pending.Swap(true) && f.Wake != nil {
		f.Wake()
	}
}

// WatchDel has __del__ called when v is not reachable anymore. An object in a
// cycle with another such object is never finalized.
func (m *Machine) WatchDel(v Value) {
	f := &m.Finalizers
	runtime.SetFinalizer(v.Head(), func(h *Header) {
		f.mu.Lock()
		f.del = append(f.del, h)
		f.mu.Unlock()
		f.announce()
	})
}

// UnwatchDel undoes WatchDel; what has __del__ run now calls it first.
func (m *Machine) UnwatchDel(v Value) {
	runtime.SetFinalizer((*Header)(v.P), nil)
	v.Head().Flags |= FlagFinalized
}

// Due reports whether RunFinalizers has anything to do. Any goroutine may ask.
func (f *Finalizers) Due() bool { return f.pending.Load() }

// RunFinalizers calls the weak references' callbacks and the __del__ methods
// that are due. Their exceptions are reported as unraisable; t.Exc is kept.
func (t *Thread) RunFinalizers() {
	f := &t.M.Finalizers
	for f.pending.Swap(false) {
		f.mu.Lock()
		dead, del := f.dead, f.del
		f.dead, f.del = nil, nil
		f.mu.Unlock()
		saved := t.Clear()
		for _, h := range del {
			t.callDel(FromHeader(h))
		}
		for _, key := range dead {
			t.callWeakCallbacks(key)
		}
		t.Exc = saved
	}
}

func (t *Thread) callDel(v Value) {
	if v.Head().Flags&FlagFinalized != 0 {
		return
	}
	v.Head().Flags |= FlagFinalized
	f := t.M.Lookup(t.M.TypeOf(v), names.Del)
	if f.P == nil {
		return
	}
	if t.callUnbound(f, v, nil).P == nil {
		t.Unraisable("", f)
	}
}

func (t *Thread) callWeakCallbacks(key weak.Pointer[Header]) {
	f := &t.M.Finalizers
	refs := f.refs[key]
	if refs == nil {
		return
	}
	delete(f.refs, key)
	for i := len(refs.list) - 1; i >= 0; i-- { // the newest first
		o := refs.list[i].Value()
		if o == nil {
			continue
		}
		r := o.Data.(*WeakRef)
		if r.cleared {
			continue
		}
		r.clear()
		if cb := r.Callback; cb.P != nil {
			r.Callback = Value{}
			if t.Call(cb, FromHeader(&o.Header)).P == nil {
				t.Unraisable("", cb)
			}
		}
	}
}

// Unraisable reports the pending exception, which nobody can catch, and clears
// it. obj is what was running; message replaces "Exception ignored in".
func (t *Thread) Unraisable(message string, obj Value) {
	exc := AsException(t.Clear())
	if exc != nil && t.M.OnUnraisable != nil {
		t.M.OnUnraisable(t, exc, message, obj)
	}
	t.Clear()
}

// CollectGarbage runs Go's collector and then all finalizers that are due.
func (t *Thread) CollectGarbage() {
	for range 2 {
		clear(t.args)
		if t.M.ClearDead != nil {
			t.M.ClearDead(t)
		}
		done := make(chan struct{})
		runtime.AddCleanup(new([2]unsafe.Pointer), func(c chan struct{}) { close(c) }, done)
		runtime.GC()
		t.Exec.Blocking(t, func() {
			select {
			case <-done:
			case <-time.After(time.Second):
			}
		})
		t.RunFinalizers()
	}
}
