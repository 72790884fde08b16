// Package os is module os: natives over the system's calls in module posix,
// and os, os.path and stat in the language over them.
package os

import (
	_ "embed"
	"os"
	"runtime"
	"slices"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed os.aio
var osSource string

//go:embed posixpath.aio
var posixpathSource string

// Posix declares module posix, the natives.
func Posix() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "posix", Doc: "The system calls that module os is made of.",
		Funcs: slices.Concat(fileFuncs, descriptorFuncs, inheritFuncs, processFuncs, moreFuncs, execFuncs, statusFuncs, unixFuncs, systemFuncs),
		Types: []*object.TypeDecl{statResult.Decl(), terminalSize.Decl(), unameResult.Decl(), timesResult.Decl(), statvfsResult.Decl(), rusageResult.Decl(), dirEntryDecl, scanDirDecl},
		Init:  initPosix,
	}
}

// Module declares module os.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "os", Doc: "OS routines.", Source: osSource}
}

// PosixPath declares module posixpath, which os.path is.
func PosixPath() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "posixpath", Doc: "Common operations on POSIX path names.", Source: posixpathSource}
}

// fail raises the OSError of err about the given paths.
func fail(t *object.Thread, err error, paths ...object.Value) object.Value {
	if pe, ok := err.(*os.PathError); ok {
		err = pe.Err
	}
	if le, ok := err.(*os.LinkError); ok {
		err = le.Err
	}
	if se, ok := err.(*os.SyscallError); ok {
		err = se.Err
	}
	if n, ok := err.(syscall.Errno); ok {
		for i, p := range paths { // an exception holds the name, not what gave it
			if !p.IsStr() && !p.IsNone() && !object.IsIntLike(p) {
				if paths[i] = t.Fspath(p); paths[i].P == nil {
					return object.Value{}
				}
			}
		}
		return t.OSError(n, paths...)
	}
	return t.Raise(object.ShapeOSError, "%v", err)
}

// done is None, or the OSError of err.
func done(t *object.Thread, err error, paths ...object.Value) object.Value {
	if err != nil {
		return fail(t, err, paths...)
	}
	return object.None
}

// path takes a file name: str, bytes or os.PathLike. isBytes tells which kind
// results must have.
func path(t *object.Thread, fn, arg string, v object.Value) (name string, isBytes, ok bool) {
	p, ok := fspath(t, fn, arg, v, "str, bytes or os.PathLike")
	if !ok {
		return "", false, false
	}
	if p.IsStr() {
		b, ok := t.EncodeText((*object.Str)(p.P), "utf-8", "surrogateescape")
		if !ok {
			return "", false, false
		}
		name = b
	} else {
		name, isBytes = (*object.Bytes)(p.P).B, true
	}
	if strings.IndexByte(name, 0) >= 0 {
		t.ValueErrorf("%s: embedded null character in %s", fn, arg)
		return "", false, false
	}
	return name, isBytes, true
}

// fspath is os.fspath with the errors of a function's argument.
func fspath(t *object.Thread, fn, arg string, v object.Value, want string) (object.Value, bool) {
	if v.IsStr() || v.Kind() == object.KindBytes {
		return v, true
	}
	r, found := t.CallSpecial(v, object.Names().Fspath)
	if !found {
		if fn == "" {
			t.TypeErrorf("expected str, bytes or os.PathLike object, not %s", t.TypeName(v))
		} else {
			t.TypeErrorf("%s: %s should be %s, not %s", fn, arg, want, t.TypeName(v))
		}
		return r, false
	}
	if r.P == nil {
		return r, false
	}
	if !r.IsStr() && r.Kind() != object.KindBytes {
		t.TypeErrorf("expected %s.__fspath__() to return str or bytes, not %s", t.TypeName(v), t.TypeName(r))
		return r, false
	}
	return r, true
}

// text makes a result of a file name, as bytes where the argument was.
func text(t *object.Thread, name string, isBytes bool) object.Value {
	if isBytes {
		return object.NewBytes(name)
	}
	return object.NewStr(object.FileNameStr(name))
}

// blocking runs f, which may wait for the disk, with the baton released.
func blocking(t *object.Thread, f func() error) error {
	var err error
	t.Exec.Blocking(t, func() {
		for {
			if err = f(); err != unix.EINTR {
				return
			}
		}
	})
	return err
}

func initPosix(t *object.Thread, mod *object.Module) bool {
	for _, table := range []map[string]int{constants, unixConstants, systemConstants} {
		for name, n := range table {
			mod.Set(t.M, name, object.Int(int64(n)))
		}
	}
	env := object.NewDict()
	for _, kv := range os.Environ() {
		if i := strings.IndexByte(kv, '='); i > 0 {
			if !env.Set(t, object.NewBytes(kv[:i]), object.NewBytes(kv[i+1:])) {
				return false
			}
		}
	}
	mod.Set(t.M, "environ", env.Value())
	mod.Set(t.M, "_platform", object.NewStr(runtime.GOOS))
	return true
}

var constants = map[string]int{
	"O_RDONLY": unix.O_RDONLY, "O_WRONLY": unix.O_WRONLY, "O_RDWR": unix.O_RDWR, "O_APPEND": unix.O_APPEND, "O_CREAT": unix.O_CREAT,
	"O_EXCL": unix.O_EXCL, "O_TRUNC": unix.O_TRUNC, "O_NONBLOCK": unix.O_NONBLOCK, "O_SYNC": unix.O_SYNC, "O_CLOEXEC": unix.O_CLOEXEC,
	"O_NOFOLLOW": unix.O_NOFOLLOW, "O_DIRECTORY": unix.O_DIRECTORY, "O_NOCTTY": unix.O_NOCTTY,
	"F_OK": unix.F_OK, "R_OK": unix.R_OK, "W_OK": unix.W_OK, "X_OK": unix.X_OK,
	"SEEK_SET": 0, "SEEK_CUR": 1, "SEEK_END": 2,
	"WNOHANG": unix.WNOHANG, "WUNTRACED": unix.WUNTRACED, "WCONTINUED": unix.WCONTINUED,
	"EX_OK": 0, "EX_USAGE": 64, "EX_DATAERR": 65, "EX_NOINPUT": 66, "EX_NOUSER": 67, "EX_NOHOST": 68, "EX_UNAVAILABLE": 69,
	"EX_SOFTWARE": 70, "EX_OSERR": 71, "EX_OSFILE": 72, "EX_CANTCREAT": 73, "EX_IOERR": 74, "EX_TEMPFAIL": 75, "EX_PROTOCOL": 76,
	"EX_NOPERM": 77, "EX_CONFIG": 78,
}
