package asyncio

import "github.com/aio-lang/aio/vm/object"

// methods are names that natives look up, and the coroutine functions of the
// modules that they stand for.
type methods struct {
	acquire, release, locked *object.Str
	lockAcquire, semAcquire  object.Value
	lock, semaphore          *object.Type
}

// methodsKey is the key of the machine's methods.
type methodsKey struct{}

func methodsOf(t *object.Thread) *methods {
	return t.M.State(methodsKey{}, func() any {
		return &methods{acquire: t.M.Intern("acquire"), release: t.M.Intern("release"), locked: t.M.Intern("locked")}
	}).(*methods)
}

// bindMethods tells natives of the classes of module locks.
var bindMethods = object.Def{Sig: "_bind_locks(lock_acquire, semaphore_acquire, /)", Doc: "Tell the native part of the acquire methods.", Fn: func(t *object.Thread, a []object.Value) object.Value {
	m := methodsOf(t)
	m.lockAcquire, m.semAcquire = a[0], a[1]
	return object.None
}}

// makeSyncTypes binds the types of locks and queues in module _asyncio.
func makeSyncTypes(t *object.Thread, mod *object.Module) {
	m, q := methodsOf(t), queueClassesOf(t)
	m.lock, m.semaphore, q.core = t.M.TypeFor(&lockDecl), t.M.TypeFor(&semaphoreDecl), t.M.TypeFor(&queueDecl)
	for to, d := range map[*uint32]*object.TypeDecl{&q.queueEmpty: &queueEmptyDecl, &q.queueFull: &queueFullDecl, &q.queueShutDown: &queueShutDownDecl} {
		*to = t.M.TypeFor(d).Shape0.ID
	}
	for _, d := range []*object.TypeDecl{
		&boundDecl, &lockDecl, &eventDecl, &conditionDecl, &semaphoreDecl, &queueDecl, &limitDecl, &groupDecl,
		&queueEmptyDecl, &queueFullDecl, &queueShutDownDecl, &brokenBarrierDecl,
	} {
		ty := t.M.TypeFor(d)
		mod.Set(t.M, ty.Name, ty.Value())
	}
}
