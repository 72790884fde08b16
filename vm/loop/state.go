package loop

import (
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// State is what this package keeps of a machine.
type State struct {
	m     *vm.Machine
	Clock Clock

	future, task, gathering, handle, timerHandle, loop, context, completer, native *object.Type
	cancelledError, invalidState                                                   *object.Type

	// nextTask numbers the names Task-1, Task-2, …
	nextTask uint32
	// nextNamed numbers, apart, the tasks that have a name from the start.
	nextNamed uint32
	// foreign are the stand-ins of loops that are not of this package.
	foreign                          map[object.Value]*Loop
	names                            names
	wakeupDef, stepDef, childDoneDef *object.Def
	lost                             lost
	// spare are waits that are out of use, linked by next.
	spare    *Wait
	numSpare int
	// ReadBuffer is where transports read; made by the first of them.
	ReadBuffer []byte
	// OnFailure, where not nil, is told of each task that ends with an
	// exception while nobody waits for it.
	OnFailure func(t *object.Thread, k *Task)
	ages      ages
	// heldAt are the places that have been reported for holding a loop.
	heldAt map[heldPlace]bool
	// Reports: what aio has to say beyond CPython is written to stderr.
	Reports bool
	// Failed: the exit status must not be 0.
	Failed bool
	// Strict: lost failures count as failures of the program.
	Strict  bool
	outside []Outside
	// loops are the machine's loops that are not closed.
	loops []*Loop
}

// names that natives ask objects for.
type names struct {
	callSoon, callSoonThreadsafe, callAt, context, getDebug, addDoneCallback, blocking, getLoop, loopAttr, cancel, result, msg *object.Str
	callExceptionHandler, qualName, name, nameArg, isRunning, createTask, shutdown, wait, submit                               *object.Str
	crCode, giCode, crFrame, giFrame, crRunning, giRunning, fLineno, coFilename, coFirstlineno                                 *object.Str
}

func (n *names) init(m *object.Machine) {
	for _, e := range []struct {
		p **object.Str
		s string
	}{
		{&n.callSoon, "call_soon"}, {&n.callSoonThreadsafe, "call_soon_threadsafe"}, {&n.callAt, "call_at"}, {&n.context, "context"}, {&n.getDebug, "get_debug"}, {&n.addDoneCallback, "add_done_callback"},
		{&n.blocking, "_asyncio_future_blocking"}, {&n.getLoop, "get_loop"}, {&n.loopAttr, "_loop"}, {&n.cancel, "cancel"},
		{&n.result, "result"}, {&n.msg, "msg"}, {&n.callExceptionHandler, "call_exception_handler"}, {&n.qualName, "__qualname__"},
		{&n.name, "__name__"}, {&n.nameArg, "name"}, {&n.isRunning, "is_running"}, {&n.createTask, "create_task"}, {&n.shutdown, "shutdown"},
		{&n.wait, "wait"}, {&n.submit, "submit"}, {&n.crCode, "cr_code"}, {&n.giCode, "gi_code"}, {&n.crFrame, "cr_frame"},
		{&n.giFrame, "gi_frame"}, {&n.crRunning, "cr_running"}, {&n.giRunning, "gi_running"}, {&n.fLineno, "f_lineno"},
		{&n.coFilename, "co_filename"}, {&n.coFirstlineno, "co_firstlineno"},
	} {
		*e.p = m.Intern(e.s)
	}
}

// Init gives the machine an event loop: its types, and the clock that its
// loops and module time read.
func Init(m *vm.Machine, clock Clock) *State {
	s := &State{m: m, Clock: clock}
	h := m.H
	s.names.init(h)
	s.taskMethods()
	s.context = h.TypeFor(&contextDecl)
	s.cancelledError = h.TypeFor(&cancelledErrorDecl)
	s.invalidState = h.TypeFor(&invalidStateDecl)
	s.future = h.TypeFor(&futureDecl)
	s.task = h.TypeForBase(&taskDecl, s.future)
	s.gathering = h.TypeForBase(&gatheringDecl, s.future)
	s.handle = h.TypeFor(&handleDecl)
	s.timerHandle = h.TypeForBase(&timerHandleDecl, s.handle)
	s.loop = h.TypeFor(&loopDecl)
	s.completer = h.TypeFor(&completerDecl)
	s.native = h.TypeFor(&nativeAwaitDecl)
	m.Loops = s
	m.Unpark = unpark
	m.Seen = seen
	return s
}

// StateOf is the machine's state.
func StateOf(t *object.Thread) *State { return stateOf(t) }

func stateOf(t *object.Thread) *State { return vm.Of(t).Machine().Loops.(*State) }

var cancelledErrorDecl = object.TypeDecl{
	Name: "asyncio.exceptions.CancelledError", Base: object.ShapeBaseException, Kind: object.KindException, Flags: object.TypeHasDict,
	Doc: "The Future or Task was cancelled.",
}

var invalidStateDecl = object.TypeDecl{
	Name: "asyncio.exceptions.InvalidStateError", Base: object.ShapeException, Kind: object.KindException, Flags: object.TypeHasDict,
	Doc: "The operation is not allowed in this state.",
}

// NewCancelledError makes a CancelledError, with msg as its argument unless it
// is nil or None.
func (s *State) NewCancelledError(msg object.Value) *object.Exception {
	if msg.P == nil || msg.IsNone() {
		return object.NewException(s.cancelledError.Shape0.ID)
	}
	return object.NewException(s.cancelledError.Shape0.ID, msg)
}

// raiseInvalidState raises InvalidStateError.
func (s *State) raiseInvalidState(t *object.Thread, format string, args ...any) object.Value {
	return t.Raise(s.invalidState.Shape0.ID, format, args...)
}

// pendingCancelled reports whether the pending exception is a CancelledError.
func (s *State) pendingCancelled(t *object.Thread) bool {
	return t.Exc.P != nil && t.M.TypeOf(t.Exc).IsSubtypeOf(s.cancelledError)
}

// isCancelled reports whether v is a CancelledError.
func (s *State) isCancelled(t *object.Thread, v object.Value) bool {
	return t.M.TypeOf(v).IsSubtypeOf(s.cancelledError)
}

// The native types that modules bind.

// ContextType is contextvars.Context.
func (s *State) ContextType() *object.Type { return s.context }

// FutureType is _asyncio.Future.
func (s *State) FutureType() *object.Type { return s.future }

// TaskType is _asyncio.Task.
func (s *State) TaskType() *object.Type { return s.task }

// HandleTypes are asyncio.Handle and TimerHandle.
func (s *State) HandleTypes() (handle, timer *object.Type) { return s.handle, s.timerHandle }

// LoopType is the native base of the event loop classes.
func (s *State) LoopType() *object.Type { return s.loop }

// GatheringType is the class of what gather returns.
func (s *State) GatheringType() *object.Type { return s.gathering }

// ErrorTypes are CancelledError and InvalidStateError.
func (s *State) ErrorTypes() (cancelled, invalidState *object.Type) {
	return s.cancelledError, s.invalidState
}
