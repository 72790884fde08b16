// Package stdlib is the standard library as a whole: the list of its modules,
// and the machine that has them.
package stdlib

import (
	gotime "time"

	"github.com/aio-lang/aio/stdlib/abc"
	"github.com/aio-lang/aio/stdlib/aiohttpweb"
	"github.com/aio-lang/aio/stdlib/argparse"
	"github.com/aio-lang/aio/stdlib/array"
	"github.com/aio-lang/aio/stdlib/atexit"
	"github.com/aio-lang/aio/stdlib/base64"
	"github.com/aio-lang/aio/stdlib/binascii"
	"github.com/aio-lang/aio/stdlib/bisect"
	"github.com/aio-lang/aio/stdlib/builtins"
	"github.com/aio-lang/aio/stdlib/cmath"
	"github.com/aio-lang/aio/stdlib/codecs"
	"github.com/aio-lang/aio/stdlib/collections"
	"github.com/aio-lang/aio/stdlib/configparser"
	"github.com/aio-lang/aio/stdlib/contextlib"
	"github.com/aio-lang/aio/stdlib/contextvars"
	"github.com/aio-lang/aio/stdlib/copy"
	"github.com/aio-lang/aio/stdlib/copyreg"
	"github.com/aio-lang/aio/stdlib/csv"
	"github.com/aio-lang/aio/stdlib/dataclasses"
	"github.com/aio-lang/aio/stdlib/difflib"
	"github.com/aio-lang/aio/stdlib/enum"
	"github.com/aio-lang/aio/stdlib/errno"
	"github.com/aio-lang/aio/stdlib/fnmatch"
	"github.com/aio-lang/aio/stdlib/functools"
	"github.com/aio-lang/aio/stdlib/future"
	"github.com/aio-lang/aio/stdlib/gc"
	"github.com/aio-lang/aio/stdlib/getopt"
	"github.com/aio-lang/aio/stdlib/getpass"
	"github.com/aio-lang/aio/stdlib/gzip"
	"github.com/aio-lang/aio/stdlib/hashlib"
	"github.com/aio-lang/aio/stdlib/heapq"
	"github.com/aio-lang/aio/stdlib/html"
	"github.com/aio-lang/aio/stdlib/httpserver"
	"github.com/aio-lang/aio/stdlib/inspect"
	"github.com/aio-lang/aio/stdlib/io"
	"github.com/aio-lang/aio/stdlib/itertools"
	"github.com/aio-lang/aio/stdlib/json"
	"github.com/aio-lang/aio/stdlib/keyword"
	"github.com/aio-lang/aio/stdlib/linecache"
	"github.com/aio-lang/aio/stdlib/locale"
	"github.com/aio-lang/aio/stdlib/math"
	"github.com/aio-lang/aio/stdlib/numbers"
	"github.com/aio-lang/aio/stdlib/operator"
	"github.com/aio-lang/aio/stdlib/os"
	"github.com/aio-lang/aio/stdlib/pathlib"
	"github.com/aio-lang/aio/stdlib/pickle"
	"github.com/aio-lang/aio/stdlib/platform"
	"github.com/aio-lang/aio/stdlib/pprint"
	"github.com/aio-lang/aio/stdlib/pwd"
	"github.com/aio-lang/aio/stdlib/queue"
	"github.com/aio-lang/aio/stdlib/random"
	"github.com/aio-lang/aio/stdlib/re"
	"github.com/aio-lang/aio/stdlib/reprlib"
	"github.com/aio-lang/aio/stdlib/secrets"
	"github.com/aio-lang/aio/stdlib/shlex"
	"github.com/aio-lang/aio/stdlib/shutil"
	"github.com/aio-lang/aio/stdlib/signal"
	"github.com/aio-lang/aio/stdlib/snapshot"
	"github.com/aio-lang/aio/stdlib/source"
	"github.com/aio-lang/aio/stdlib/string"
	"github.com/aio-lang/aio/stdlib/structs"
	"github.com/aio-lang/aio/stdlib/sys"
	"github.com/aio-lang/aio/stdlib/tempfile"
	"github.com/aio-lang/aio/stdlib/textwrap"
	"github.com/aio-lang/aio/stdlib/time"
	"github.com/aio-lang/aio/stdlib/timeit"
	"github.com/aio-lang/aio/stdlib/traceback"
	"github.com/aio-lang/aio/stdlib/types"
	"github.com/aio-lang/aio/stdlib/unicodedata"
	"github.com/aio-lang/aio/stdlib/urllib"
	"github.com/aio-lang/aio/stdlib/uuid"
	"github.com/aio-lang/aio/stdlib/warnings"
	"github.com/aio-lang/aio/stdlib/weakref"
	"github.com/aio-lang/aio/stdlib/zlib"
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// modules are the modules that one function each declares, by name. None is
// called before its module is imported: declaring them all took a fifth of a
// start.
var modules = []module{
	{"__future__", future.Module},
	{"abc", abc.Module},
	{"aiohttp.web", aiohttpweb.Module},
	{"argparse", argparse.Module},
	{"array", array.Module},
	{"atexit", atexit.Module},
	{"base64", base64.Module},
	{"binascii", binascii.Module},
	{"bisect", bisect.Module},
	{"builtins", builtins.Module},
	{"cmath", cmath.Module},
	{"_codecs", codecs.NativeModule},
	{"codecs", codecs.Module},
	{"collections", collections.Module},
	{"collections._chainmap", collections.ChainMapPart},
	{"collections._counter", collections.CounterPart},
	{"collections._user", collections.UserPart},
	{"collections.abc", collections.ABCAlias},
	{"_collections_abc", collections.ABC},
	{"configparser", configparser.Module},
	{"contextlib", contextlib.Module},
	{"contextvars", contextvars.Module},
	{"copy", copy.Module},
	{"copyreg", copyreg.Module},
	{"_csv", csv.Native},
	{"csv", csv.Module},
	{"dataclasses", dataclasses.Module},
	{"difflib", difflib.Module},
	{"enum", enum.Module},
	{"errno", errno.Module},
	{"fnmatch", fnmatch.Module},
	{"functools", functools.Module},
	{"glob", fnmatch.Glob},
	{"gc", gc.Module},
	{"getopt", getopt.Module},
	{"getpass", getpass.Module},
	{"gzip", gzip.Module},
	{"heapq", heapq.Module},
	{"html", html.Module},
	{"hashlib", hashlib.Module},
	{"hmac", hashlib.HMAC},
	{"_http_server", httpserver.Module},
	{"inspect", inspect.Module},
	{"_io", io.NativeModule},
	{"io", io.Module},
	{"itertools", itertools.Module},
	{"_json", json.Native},
	{"json", json.Module},
	{"json.decoder", json.Decoder},
	{"json.encoder", json.Encoder},
	{"json.scanner", json.Scanner},
	{"json.tool", json.Tool},
	{"keyword", keyword.Module},
	{"linecache", linecache.Module},
	{"locale", locale.Module},
	{"math", math.Module},
	{"numbers", numbers.Module},
	{"operator", operator.Module},
	{"os", os.Module},
	{"_pickle", pickle.NativeModule},
	{"pickle", pickle.Module},
	{"posix", os.Posix},
	{"posixpath", os.PosixPath},
	{"_queue", queue.NativeModule},
	{"queue", queue.Module},
	{"pathlib", pathlib.Module},
	{"pathlib._local", pathlib.Local},
	{"platform", platform.Module},
	{"pprint", pprint.Module},
	{"pwd", pwd.Module},
	{"grp", pwd.Groups},
	{"random", random.Module},
	{"re", re.Module},
	{"reprlib", reprlib.Module},
	{"secrets", secrets.Module},
	{"_signal", signal.NativeModule},
	{"shlex", shlex.Module},
	{"shutil", shutil.Module},
	{"signal", signal.Module},
	{"stat", os.Stat},
	{"string", string.Module},
	{"struct", structs.Module},
	{"sys", sys.Module},
	{"tempfile", tempfile.Module},
	{"textwrap", textwrap.Module},
	{"time", timeModule},
	{"timeit", timeit.Module},
	{"traceback", traceback.Module},
	{"types", types.Module},
	{"unicodedata", unicodedata.Module},
	{"urllib", urllib.Module},
	{"urllib.error", urllib.Error},
	{"urllib.parse", urllib.Parse},
	{"urllib.request", urllib.Request},
	{"uuid", uuid.Module},
	{"warnings", warnings.Module},
	{"_unpacking", zlib.Unpacking},
	{"weakref", weakref.Module},
	{"zlib", zlib.Module},
}

func timeModule() *object.ModuleDecl { return time.Module(clock, time.Sleep) }

// NewMachine makes a machine with the whole language: grammar, compiler and
// standard library. It has no thread yet and nothing is imported. On the
// virtual clock time passes only when nothing can run.
func NewMachine(virtual bool) *vm.Machine {
	m := vm.New(Find, source.ForMachine)
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
