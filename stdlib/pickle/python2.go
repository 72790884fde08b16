package pickle

import "strings"

// Names as Python 2 had them: pickles of protocols 0 to 2 hold them, so that
// both languages can read one another's (fix_imports).

// renames are the tables that the rows below make.
type renames struct {
	modules map[string]string       // module → module
	names   map[[2]string][2]string // (module, name) → (module, name)
}

// apply translates a name.
func (r *renames) apply(module, name string) (string, string) {
	if to, ok := r.names[[2]string{module, name}]; ok {
		return to[0], to[1]
	}
	if to, ok := r.modules[module]; ok {
		return to, name
	}
	return module, name
}

// exceptions moved from their own module to the builtins.
const exceptions = `ArithmeticError AssertionError AttributeError BaseException BufferError BytesWarning DeprecationWarning
EOFError EnvironmentError Exception FloatingPointError FutureWarning GeneratorExit IOError ImportError
ImportWarning IndentationError IndexError KeyError KeyboardInterrupt LookupError MemoryError NameError
NotImplementedError OSError OverflowError PendingDeprecationWarning ReferenceError RuntimeError RuntimeWarning
StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TypeError UnboundLocalError
UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError
Warning ZeroDivisionError`

// movedModules lists modules: what Python 2 called them, what they are called.
// A later row wins in the direction to Python 3; rows marked with < count in
// that direction only, those with > in the other only.
const movedModules = `__builtin__ builtins
copy_reg copyreg
Queue queue
SocketServer socketserver
ConfigParser configparser
repr reprlib
tkFileDialog tkinter.filedialog
tkSimpleDialog tkinter.simpledialog
tkColorChooser tkinter.colorchooser
tkCommonDialog tkinter.commondialog
Dialog tkinter.dialog
Tkdnd tkinter.dnd
tkFont tkinter.font
tkMessageBox tkinter.messagebox
ScrolledText tkinter.scrolledtext
Tkconstants tkinter.constants
ttk tkinter.ttk
Tkinter tkinter
markupbase _markupbase
_winreg winreg
thread _thread
dummy_thread _dummy_thread
dbhash dbm.bsd
dumbdbm dbm.dumb
dbm dbm.ndbm
gdbm dbm.gnu
xmlrpclib xmlrpc.client
SimpleXMLRPCServer xmlrpc.server
httplib http.client
htmlentitydefs html.entities
HTMLParser html.parser
Cookie http.cookies
cookielib http.cookiejar
BaseHTTPServer http.server
test.test_support test.support
commands subprocess
urlparse urllib.parse
robotparser urllib.robotparser
urllib2 urllib.request
anydbm dbm
_abcoll collections.abc
cPickle pickle <
_elementtree xml.etree.ElementTree <
FileDialog tkinter.filedialog <
SimpleDialog tkinter.simpledialog <
DocXMLRPCServer xmlrpc.server <
SimpleHTTPServer http.server <
CGIHTTPServer http.server <
UserDict collections <
UserList collections <
UserString collections <
whichdb dbm <
StringIO io <
cStringIO io <
bz2 _bz2 >
dbm _dbm >
functools _functools >
gdbm _gdbm >
pickle _pickle >`

// movedNames lists names in the same way: module and name, then and now.
const movedNames = `__builtin__ xrange builtins range
__builtin__ reduce functools reduce
__builtin__ intern sys intern
__builtin__ unichr builtins chr
__builtin__ unicode builtins str
__builtin__ long builtins int
itertools izip builtins zip
itertools imap builtins map
itertools ifilter builtins filter
itertools ifilterfalse itertools filterfalse
itertools izip_longest itertools zip_longest
UserDict IterableUserDict collections UserDict
UserList UserList collections UserList
UserString UserString collections UserString
whichdb whichdb dbm whichdb
_socket fromfd socket fromfd
_multiprocessing Connection multiprocessing.connection Connection
multiprocessing.process Process multiprocessing.context Process
multiprocessing.forking Popen multiprocessing.popen_fork Popen
urllib ContentTooShortError urllib.error ContentTooShortError
urllib getproxies urllib.request getproxies
urllib pathname2url urllib.request pathname2url
urllib quote_plus urllib.parse quote_plus
urllib quote urllib.parse quote
urllib unquote_plus urllib.parse unquote_plus
urllib unquote urllib.parse unquote
urllib url2pathname urllib.request url2pathname
urllib urlcleanup urllib.request urlcleanup
urllib urlencode urllib.parse urlencode
urllib urlopen urllib.request urlopen
urllib urlretrieve urllib.request urlretrieve
urllib2 HTTPError urllib.error HTTPError
urllib2 URLError urllib.error URLError
multiprocessing AuthenticationError multiprocessing.context AuthenticationError
multiprocessing BufferTooShort multiprocessing.context BufferTooShort
multiprocessing ProcessError multiprocessing.context ProcessError
multiprocessing TimeoutError multiprocessing.context TimeoutError
__builtin__ basestring builtins str <
exceptions StandardError builtins Exception <
UserDict UserDict collections UserDict <
socket _socketobject socket SocketType <
__builtin__ reduce _functools reduce >
FileDialog FileDialog tkinter.filedialog FileDialog >
FileDialog LoadFileDialog tkinter.filedialog LoadFileDialog >
FileDialog SaveFileDialog tkinter.filedialog SaveFileDialog >
SimpleDialog SimpleDialog tkinter.simpledialog SimpleDialog >
DocXMLRPCServer ServerHTMLDoc xmlrpc.server ServerHTMLDoc >
DocXMLRPCServer XMLRPCDocGenerator xmlrpc.server XMLRPCDocGenerator >
DocXMLRPCServer DocXMLRPCRequestHandler xmlrpc.server DocXMLRPCRequestHandler >
DocXMLRPCServer DocXMLRPCServer xmlrpc.server DocXMLRPCServer >
DocXMLRPCServer DocCGIXMLRPCRequestHandler xmlrpc.server DocCGIXMLRPCRequestHandler >
SimpleHTTPServer SimpleHTTPRequestHandler http.server SimpleHTTPRequestHandler >
CGIHTTPServer CGIHTTPRequestHandler http.server CGIHTTPRequestHandler >
socket _socketobject _socket socket >
exceptions OSError builtins BrokenPipeError >
exceptions OSError builtins ChildProcessError >
exceptions OSError builtins ConnectionAbortedError >
exceptions OSError builtins ConnectionError >
exceptions OSError builtins ConnectionRefusedError >
exceptions OSError builtins ConnectionResetError >
exceptions OSError builtins FileExistsError >
exceptions OSError builtins FileNotFoundError >
exceptions OSError builtins InterruptedError >
exceptions OSError builtins IsADirectoryError >
exceptions OSError builtins NotADirectoryError >
exceptions OSError builtins PermissionError >
exceptions OSError builtins ProcessLookupError >
exceptions OSError builtins TimeoutError >
exceptions ImportError builtins ModuleNotFoundError >`

// python2 holds the tables of both directions.
type python2 struct{ toNow, toThen renames }

func newPython2() *python2 {
	p := &python2{
		renames{map[string]string{}, map[[2]string][2]string{}},
		renames{map[string]string{}, map[[2]string][2]string{}},
	}
	for _, name := range strings.Fields(exceptions) {
		then, now := [2]string{"exceptions", name}, [2]string{"builtins", name}
		p.toNow.names[then], p.toThen.names[now] = now, then
	}
	for _, row := range strings.Split(movedModules, "\n") {
		f := strings.Fields(row)
		if f[len(f)-1] != ">" {
			p.toNow.modules[f[0]] = f[1]
		}
		if f[len(f)-1] != "<" {
			p.toThen.modules[f[1]] = f[0]
		}
	}
	for _, row := range strings.Split(movedNames, "\n") {
		f := strings.Fields(row)
		then, now := [2]string{f[0], f[1]}, [2]string{f[2], f[3]}
		if f[len(f)-1] != ">" {
			p.toNow.names[then] = now
		}
		if f[len(f)-1] != "<" {
			p.toThen.names[now] = then
		}
	}
	return p
}
