// Package vm runs bytecode: the Machine and its threads, the dispatch loop,
// calls, generators and coroutines, exceptions and imports.
//
// In: code.Code from a compiler it is given, values and types of package
// object. Out: Thread.Run and Resume. It knows no event loop: resuming a
// coroutine returns what it stopped at.
package vm

import (
	"sync/atomic"

	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// Machine is one instance of the language: a heap, its modules, its settings.
type Machine struct {
	// H is the heap: types, shapes, interned strings.
	H *object.Machine
	// Compile turns source into code; given by whoever wires the machine.
	Compile CompileFunc
	// Compiled returns the code of a standard module from where it was kept
	// when aio was built; nil where there is none of this source. May be nil.
	Compiled func(module string, src *code.Source) *code.Code
	// LegacyCoroutines: the main script makes coroutines with
	// @asyncio.coroutine, so asyncio.iscoroutine is true of generators, as it
	// was before Python 3.12.
	LegacyCoroutines bool
	// LegacyWait: asyncio.wait takes coroutines, as it did before Python 3.11.
	LegacyWait bool
	// RecursionLimit is sys.getrecursionlimit().
	RecursionLimit int
	// Path is where imports look for files: sys.path's initial value.
	Path []string
	// AsyncGenHooks are sys.set_asyncgen_hooks' functions.
	AsyncGenHooks AsyncGenHooks
	// Unraisable reports an exception that nobody can catch; e is pending no
	// more. Set by package sys; nil drops it.
	Unraisable func(t *Thread, e *object.Exception, where string, obj object.Value)
	// NeverAwaited reports a coroutine that was dropped before it ran.
	NeverAwaited func(t *Thread, coroutine object.Value)
	// Unpark goes on with a native that is Parked with w, which is done or
	// exc is not nil: then that is raised in it. It answers Ready, Parked or
	// Failed.
	Unpark func(t *object.Thread, w, exc object.Value) (object.Value, Fast)
	// Seen is told what a script gets to see of a Parked await, and returns
	// it.
	Seen func(w object.Value) object.Value
	// Loops is package loop's state.
	Loops any
	baton baton
	// threads counts the threads that were ever made.
	threads atomic.Uint64

	findModules FindFunc
	modules     map[string]*object.ModuleDecl // those that were asked for
	protos      protoList
	fresh       freshCoroutines
	sites       siteCache
	sysPath     *object.List
	importing   importTypes
	made        madeSites
	// forgotten is where the coroutine was made that NeverAwaited is being
	// told of.
	forgotten   Site
	localsProxy *object.Type
}

// CompileMode says what a source text is.
type CompileMode uint8

const (
	ModeExec CompileMode = iota
	ModeEval
	ModeSingle
)

// CompileOptions select how source is compiled.
type CompileOptions struct {
	Mode CompileMode
	// ByName: globals and locals are mappings given at run time, as for
	// exec() with two of them.
	ByName bool
	// TopLevelAwait allows await outside functions; the code is then a
	// coroutine's.
	TopLevelAwait bool
	// FutureAnnotations is inherited from the code that calls exec.
	FutureAnnotations bool
	// FromText: the source is a str, not the bytes of a file.
	FromText bool
	// Optimize is -O: 1 drops assert statements, 2 docstrings too.
	Optimize int
}

// CompileFunc compiles source. On failure it returns nil with a SyntaxError
// pending on t. It reports SyntaxWarnings itself.
type CompileFunc func(t *object.Thread, filename, source string, opts CompileOptions) *code.Code

// FindFunc declares a module of a standard library, and what others it likes
// to declare with it; it returns nothing for a name that it does not have.
type FindFunc func(name string) []*object.ModuleDecl

// New makes a machine with the modules that find has; nil for none.
func New(find FindFunc, compile CompileFunc) *Machine {
	m := &Machine{Compile: compile, RecursionLimit: 1000, findModules: find, modules: map[string]*object.ModuleDecl{}}
	m.baton.init()
	m.H = object.NewMachine(typeDecls())
	m.H.OnOverride = m.despecialize
	m.H.ClearDead = func(t *object.Thread) { thread(t).clearDead() }
	m.importing = newImportTypes(m.H)
	m.localsProxy = m.H.TypeFor(&localsProxyDecl)
	return m
}

// declaration is that of a standard module, nil for any other name.
func (m *Machine) declaration(name string) *object.ModuleDecl {
	if d := m.modules[name]; d != nil || m.findModules == nil {
		return d
	}
	for _, d := range m.findModules(name) {
		m.modules[d.Name] = d
	}
	return m.modules[name]
}

// Boot imports what every program has: builtins and sys.
func (m *Machine) Boot(t *Thread) bool {
	for _, name := range []string{"builtins", "sys"} {
		if d := m.declaration(name); d != nil {
			if m.importBuiltin(t, d).P == nil {
				return false
			}
		}
	}
	return true
}

// RunModule runs c, the code of a module body, in mod's namespace; nil with an
// exception pending when it raised.
func (t *Thread) RunModule(c *code.Code, mod *object.Module) object.Value {
	return t.RunIn(c, mod.Dict, mod.Dict.Value())
}

// RunIn runs module-level code with the given globals and namespace. Code that
// is a coroutine's (top-level await) is returned as the coroutine.
func (t *Thread) RunIn(c *code.Code, globals *object.Dict, namespace object.Value) object.Value {
	return t.RunClosure(c, globals, namespace, nil)
}

// RunClosure is RunIn of code with free variables, whose cells are given.
func (t *Thread) RunClosure(c *code.Code, globals *object.Dict, namespace object.Value, cells []*object.Cell) object.Value {
	return t.runBody(newFunction(t.machine.load(c, object.AsNamespace(globals)), cells), namespace)
}

// load gives code its globals, which see the builtins from then on.
func (m *Machine) load(c *code.Code, globals *object.Dict) *Proto {
	if b := object.Names().Builtins; globals.GetStr(b).P == nil {
		globals.SetStr(b, m.H.Modules.GetStr(m.H.Intern("builtins")))
	}
	return newProto(c, globals)
}

// runBody calls fn, whose code has a namespace, from a native.
func (t *Thread) runBody(fn *Function, namespace object.Value) object.Value {
	ok, saved := t.enterNested()
	if !ok {
		return object.Value{}
	}
	outer := fn.namespace() // of a body that runs itself
	fn.more().namespace = namespace
	t.pushStub(haltFn)
	halt := t.base
	var r object.Value
	if t.callBody(fn) || t.unwind() {
		if t.base == halt || t.run() != Raised {
			r = *(*object.Value)(halt)
		}
	}
	t.leaveNested(saved)
	if outer.P != nil {
		fn.extra.namespace = outer
	}
	return r
}

// callBody enters fn.
func (t *Thread) callBody(fn *Function) bool {
	if uintptr(t.top())+uintptr(slack)*regSize+uintptr(fn.need) > t.chunk.limit {
		t.nextChunk(int(fn.need)/int(regSize) + 2*slack)
	}
	win := addr(t.top(), recordSize)
	if fn.proto.suspends {
		g := t.newGenerator(fn, win, 0)
		*t.reg(0) = g.value()
		return true
	}
	return t.enter(fn, fn.proto, win, 0, nil)
}
