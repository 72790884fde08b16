// Package stdlib is the standard library as a whole: the list of its modules,
// and the machine that has them.
package stdlib

import (
	gotime "time"

	"github.com/aio-lang/aio/stdlib/abc"
	"github.com/aio-lang/aio/stdlib/atexit"
	"github.com/aio-lang/aio/stdlib/base64"
	"github.com/aio-lang/aio/stdlib/binascii"
	"github.com/aio-lang/aio/stdlib/bisect"
	"github.com/aio-lang/aio/stdlib/builtins"
	"github.com/aio-lang/aio/stdlib/cmath"
	"github.com/aio-lang/aio/stdlib/codecs"
	"github.com/aio-lang/aio/stdlib/collections"
	"github.com/aio-lang/aio/stdlib/contextlib"
	"github.com/aio-lang/aio/stdlib/copy"
	"github.com/aio-lang/aio/stdlib/copyreg"
	"github.com/aio-lang/aio/stdlib/dataclasses"
	"github.com/aio-lang/aio/stdlib/enum"
	"github.com/aio-lang/aio/stdlib/errno"
	"github.com/aio-lang/aio/stdlib/functools"
	"github.com/aio-lang/aio/stdlib/gc"
	"github.com/aio-lang/aio/stdlib/heapq"
	"github.com/aio-lang/aio/stdlib/inspect"
	"github.com/aio-lang/aio/stdlib/io"
	"github.com/aio-lang/aio/stdlib/itertools"
	"github.com/aio-lang/aio/stdlib/json"
	"github.com/aio-lang/aio/stdlib/keyword"
	"github.com/aio-lang/aio/stdlib/linecache"
	"github.com/aio-lang/aio/stdlib/math"
	"github.com/aio-lang/aio/stdlib/numbers"
	"github.com/aio-lang/aio/stdlib/operator"
	"github.com/aio-lang/aio/stdlib/os"
	"github.com/aio-lang/aio/stdlib/random"
	"github.com/aio-lang/aio/stdlib/reprlib"
	"github.com/aio-lang/aio/stdlib/signal"
	"github.com/aio-lang/aio/stdlib/snapshot"
	"github.com/aio-lang/aio/stdlib/source"
	"github.com/aio-lang/aio/stdlib/string"
	"github.com/aio-lang/aio/stdlib/sys"
	"github.com/aio-lang/aio/stdlib/textwrap"
	"github.com/aio-lang/aio/stdlib/time"
	"github.com/aio-lang/aio/stdlib/traceback"
	"github.com/aio-lang/aio/stdlib/types"
	"github.com/aio-lang/aio/stdlib/unicodedata"
	"github.com/aio-lang/aio/stdlib/urllib"
	"github.com/aio-lang/aio/stdlib/warnings"
	"github.com/aio-lang/aio/stdlib/weakref"
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// Modules declares all of them, by name.
func Modules() []*object.ModuleDecl {
	return append(concurrency(), []*object.ModuleDecl{
		urllib.Module(),
		urllib.Parse(),
		abc.Module(),
		atexit.Module(),
		base64.Module(),
		binascii.Module(),
		bisect.Module(),
		builtins.Module(),
		cmath.Module(),
		collections.ABC(),
		collections.ABCAlias(),
		collections.ChainMapPart(),
		collections.CounterPart(),
		collections.Module(),
		collections.UserPart(),
		contextlib.Module(),
		codecs.Module(),
		copy.Module(),
		copyreg.Module(),
		dataclasses.Module(),
		enum.Module(),
		errno.Module(),
		functools.Module(),
		gc.Module(),
		heapq.Module(),
		io.Module(),
		io.NativeModule(),
		inspect.Module(),
		itertools.Module(),
		json.Decoder(),
		json.Encoder(),
		json.Module(),
		json.Native(),
		json.Scanner(),
		json.Tool(),
		keyword.Module(),
		linecache.Module(),
		math.Module(),
		numbers.Module(),
		operator.Module(),
		os.Module(),
		os.Posix(),
		os.PosixPath(),
		os.Stat(),
		random.Module(),
		reprlib.Module(),
		signal.Module(),
		signal.NativeModule(),
		sys.Module(),
		string.Module(),
		textwrap.Module(),
		time.Module(time.RealClock, time.Sleep),
		time.Module(clock, time.Sleep),
		traceback.Module(),
		types.Module(),
		unicodedata.Module(),
		warnings.Module(),
		weakref.Module(),
	}...)
}

// NewMachine makes a machine with the whole language: grammar, compiler and
// standard library. It has no thread yet and nothing is imported. On the
// virtual clock time passes only when nothing can run.
func NewMachine(virtual bool) *vm.Machine {
	m := vm.New(Modules(), source.ForMachine)
	m.Compiled = snapshot.Find
	var c loop.Clock = loop.NewRealClock()
	if virtual {
		c = loop.NewVirtualClock(gotime.Now())
	}
	loop.Init(m, c)
	return m
}

// clock is the clock of a thread's machine.
func clock(t *object.Thread) time.Clock { return loop.StateOf(t).Clock }
