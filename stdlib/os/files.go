package os

import (
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/vm/object"
)

var statResult = object.StructSequence{
	Name: "os.stat_result",
	Doc:  "stat_result: Result from stat, fstat, or lstat.",
	Fields: []string{"st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "", "", "",
		"st_atime", "st_mtime", "st_ctime", "st_atime_ns", "st_mtime_ns", "st_ctime_ns", "st_blksize", "st_blocks", "st_rdev"},
	Visible: 10,
}

func newStat(t *object.Thread, st *unix.Stat_t) object.Value {
	atime, mtime, ctime := statTimes(st)
	i := func(n int64) object.Value { return object.Int(n) }
	secs := func(ns int64) object.Value { return object.Float(float64(ns) / 1e9) }
	return object.NewStructSequence(t.M.TypeFor(statResult.Decl()), 10, []object.Value{
		i(int64(st.Mode)), i(int64(st.Ino)), i(int64(st.Dev)), i(int64(st.Nlink)), i(int64(st.Uid)), i(int64(st.Gid)), i(st.Size),
		i(floorSeconds(atime)), i(floorSeconds(mtime)), i(floorSeconds(ctime)),
		secs(atime), secs(mtime), secs(ctime), i(atime), i(mtime), i(ctime), i(int64(st.Blksize)), i(st.Blocks), i(int64(st.Rdev)),
	})
}

func floorSeconds(ns int64) int64 {
	s := ns / 1e9
	if ns%1e9 < 0 {
		s--
	}
	return s
}

// def1 is a function of one path.
func def1(sig, doc string, f func(name string) error) object.Def {
	d := object.Def{Sig: sig, Doc: doc}
	fn := d.Name()
	d.Fn = func(t *object.Thread, a []object.Value) object.Value {
		name, _, ok := path(t, fn, "path", a[0])
		if !ok {
			return object.Value{}
		}
		return done(t, blocking(t, func() error { return f(name) }), a[0])
	}
	return d
}

// def2 is a function of two paths.
func def2(sig, doc string, f func(from, to string) error) object.Def {
	d := object.Def{Sig: sig, Doc: doc}
	fn := d.Name()
	d.Fn = func(t *object.Thread, a []object.Value) object.Value {
		from, _, ok := path(t, fn, "src", a[0])
		if !ok {
			return object.Value{}
		}
		to, _, ok := path(t, fn, "dst", a[1])
		if !ok {
			return object.Value{}
		}
		return done(t, blocking(t, func() error { return f(from, to) }), a[0], a[1])
	}
	return d
}

var fileFuncs = []object.Def{
	{Sig: "stat(path, *, dir_fd=None, follow_symlinks=True)", Doc: "Perform a stat system call on the given path.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		follow, ok := t.Truth(a[2])
		if !ok {
			return object.Value{}
		}
		return stat(t, "stat", a[0], a[1], follow)
	}},
	{Sig: "lstat(path, *, dir_fd=None)", Doc: "Perform a stat system call on the given path, without following symbolic links.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return stat(t, "lstat", a[0], a[1], false)
	}},
	{Sig: "access(path, mode)", Doc: "Use the real uid/gid to test for access to a path.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		name, _, ok := path(t, "access", "path", a[0])
		if !ok {
			return object.Value{}
		}
		mode, ok := t.IntArg(a[1])
		if !ok {
			return object.Value{}
		}
		return object.Bool(unix.Access(name, uint32(mode)) == nil)
	}},
	{Sig: "listdir(path=None)", Doc: "Return a list containing the names of the files in the directory.", Fn: listdir},
	{Sig: "scandir(path=None)", Doc: "Return an iterator of DirEntry objects for given path.", Fn: scandir},
	{Sig: "mkdir(path, mode=511)", Doc: "Create a directory.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		name, _, ok := path(t, "mkdir", "path", a[0])
		if !ok {
			return object.Value{}
		}
		mode, ok := t.IntArg(a[1])
		if !ok {
			return object.Value{}
		}
		return done(t, blocking(t, func() error { return unix.Mkdir(name, uint32(mode)) }), a[0])
	}},
	def1("rmdir(path)", "Remove a directory.", unix.Rmdir),
	def1("remove(path)", "Remove a file (same as unlink()).", unix.Unlink),
	def1("unlink(path)", "Remove a file (same as remove()).", unix.Unlink),
	def1("chdir(path)", "Change the current working directory to the specified path.", os.Chdir),
	def1("chroot(path)", "Change root directory to path.", unix.Chroot),
	def2("rename(src, dst)", "Rename a file or directory.", unix.Rename),
	def2("replace(src, dst)", "Rename a file or directory, overwriting the destination.", unix.Rename),
	def2("link(src, dst)", "Create a hard link to a file.", unix.Link),
	def2("symlink(src, dst)", "Create a symbolic link pointing to src named dst.", unix.Symlink),
	{Sig: "readlink(path)", Doc: "Return a string representing the path to which the symbolic link points.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		name, isBytes, ok := path(t, "readlink", "path", a[0])
		if !ok {
			return object.Value{}
		}
		to, err := os.Readlink(name)
		if err != nil {
			return fail(t, err, a[0])
		}
		return text(t, to, isBytes)
	}},
	{Sig: "chmod(path, mode, *, dir_fd=None, follow_symlinks=True)", Doc: "Change the access permissions of a file.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		mode, ok := t.IntArg(a[1])
		if !ok {
			return object.Value{}
		}
		if object.IsIntLike(a[0]) {
			fd, ok := t.IntArg(a[0])
			if !ok {
				return object.Value{}
			}
			return done(t, unix.Fchmod(fd, uint32(mode)))
		}
		name, _, ok := path(t, "chmod", "path", a[0])
		if !ok {
			return object.Value{}
		}
		flags, ok := linkFlags(t, "chmod", a[2], a[3])
		if !ok {
			return object.Value{}
		}
		return done(t, unix.Fchmodat(unix.AT_FDCWD, name, uint32(mode), flags), a[0])
	}},
	{Sig: "chown(path, uid, gid, *, dir_fd=None, follow_symlinks=True)", Doc: "Change the owner and group id of path to the numeric uid and gid.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		name, _, ok := path(t, "chown", "path", a[0])
		if !ok {
			return object.Value{}
		}
		uid, ok := t.IntArg(a[1])
		if !ok {
			return object.Value{}
		}
		gid, ok := t.IntArg(a[2])
		if !ok {
			return object.Value{}
		}
		flags, ok := linkFlags(t, "chown", a[3], a[4])
		if !ok {
			return object.Value{}
		}
		return done(t, unix.Fchownat(unix.AT_FDCWD, name, uid, gid, flags), a[0])
	}},
	{Sig: "truncate(path, length)", Doc: "Truncate a file to a specific length.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		n, ok := t.IndexInt(a[1])
		if !ok {
			return object.Value{}
		}
		if object.IsIntLike(a[0]) {
			fd, ok := t.IntArg(a[0])
			if !ok {
				return object.Value{}
			}
			return done(t, unix.Ftruncate(fd, int64(n)))
		}
		name, _, ok := path(t, "truncate", "path", a[0])
		if !ok {
			return object.Value{}
		}
		return done(t, blocking(t, func() error { return unix.Truncate(name, int64(n)) }), a[0])
	}},
	{Sig: "utime(path, times=None, *, ns=<none>, dir_fd=None, follow_symlinks=True)", Doc: "Set the access and modified time of path.", Fn: utime},
	{Sig: "getcwd()", Doc: "Return a unicode string representing the current working directory.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		dir, err := unix.Getwd()
		if err != nil {
			return fail(t, err)
		}
		return text(t, dir, false)
	}},
	{Sig: "fspath(path)", Doc: "Return the file system path representation of the object.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		p, _ := fspath(t, "", "", a[0], "")
		return p
	}},
	{Sig: "fsencode(filename)", Doc: "Encode filename (an os.PathLike, bytes, or str) to the filesystem encoding.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		p, ok := fspath(t, "", "", a[0], "")
		if !ok || !p.IsStr() {
			return p
		}
		b, ok := t.EncodeText((*object.Str)(p.P), "utf-8", "surrogateescape")
		if !ok {
			return object.Value{}
		}
		return object.NewBytes(b)
	}},
	{Sig: "fsdecode(filename)", Doc: "Decode filename (an os.PathLike, bytes, or str) from the filesystem encoding.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		p, ok := fspath(t, "", "", a[0], "")
		if !ok || p.IsStr() {
			return p
		}
		return text(t, (*object.Bytes)(p.P).B, false)
	}},
}

func stat(t *object.Thread, fn string, v, dirFd object.Value, follow bool) object.Value {
	if !dirFd.IsNone() {
		return t.NotImplementedf("%s: dir_fd", fn)
	}
	var st unix.Stat_t
	if object.IsIntLike(v) && fn == "stat" {
		fd, ok := t.IntArg(v)
		if !ok {
			return object.Value{}
		}
		if err := unix.Fstat(fd, &st); err != nil {
			return fail(t, err, v)
		}
		return newStat(t, &st)
	}
	p, ok := fspath(t, fn, "path", v, "string, bytes, os.PathLike or integer")
	if !ok {
		return object.Value{}
	}
	name, _, ok := path(t, fn, "path", p)
	if !ok {
		return object.Value{}
	}
	err := blocking(t, func() error {
		if follow {
			return unix.Stat(name, &st)
		}
		return unix.Lstat(name, &st)
	})
	if err != nil {
		return fail(t, err, v)
	}
	return newStat(t, &st)
}

// entries reads a directory in the system's order.
func entries(t *object.Thread, fn string, v object.Value) (dir string, list []fs.DirEntry, isBytes, ok bool) {
	dir = "."
	if !v.IsNone() {
		if dir, isBytes, ok = path(t, fn, "path", v); !ok {
			return
		}
	} else {
		v = object.NewStr(".")
	}
	var err error
	t.Exec.Blocking(t, func() {
		var f *os.File
		if f, err = os.Open(dir); err == nil {
			list, err = f.ReadDir(-1)
			f.Close()
		}
	})
	if err != nil {
		fail(t, err, v)
		return dir, nil, isBytes, false
	}
	return dir, list, isBytes, true
}

func listdir(t *object.Thread, a []object.Value) object.Value {
	_, list, isBytes, ok := entries(t, "listdir", a[0])
	if !ok {
		return object.Value{}
	}
	items := make([]object.Value, len(list))
	for i, e := range list {
		items[i] = text(t, e.Name(), isBytes)
	}
	return object.NewList(items)
}

// dirEntry is the state of an os.DirEntry.
type dirEntry struct {
	fs.DirEntry
	dir     string
	isBytes bool
}

func (e *dirEntry) path() string { return filepath.Join(e.dir, e.Name()) }

func (e *dirEntry) is(t *object.Thread, follow bool, mode fs.FileMode) object.Value {
	m := e.Type()
	if follow && m&fs.ModeSymlink != 0 {
		st, err := os.Stat(e.path())
		if err != nil {
			return object.False
		}
		m = st.Mode().Type()
	}
	return object.Bool(m&fs.ModeType == mode)
}

func entryOf(v object.Value) *dirEntry { e, _ := object.Payload[*dirEntry](v); return e }

var dirEntryDecl = &object.TypeDecl{
	Name: "posix.DirEntry", Kind: object.KindOpaque, Flags: object.TypeNoNew | object.TypeNoSubclass,
	Methods: []object.Def{
		{Sig: "is_dir(self, /, *, follow_symlinks=True)", Doc: "Return True if the entry is a directory.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return entryOf(a[0]).is(t, a[1].IsTrue(), fs.ModeDir)
		}},
		{Sig: "is_file(self, /, *, follow_symlinks=True)", Doc: "Return True if the entry is a file.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return entryOf(a[0]).is(t, a[1].IsTrue(), 0)
		}},
		{Sig: "is_symlink(self, /)", Doc: "Return True if the entry is a symbolic link.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return object.Bool(entryOf(a[0]).Type()&fs.ModeSymlink != 0)
		}},
		{Sig: "is_junction(self, /)", Doc: "Return True if the entry is a junction.", Fn: func(t *object.Thread, a []object.Value) object.Value { return object.False }},
		{Sig: "stat(self, /, *, follow_symlinks=True)", Doc: "Return stat_result object for the entry.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			e := entryOf(a[0])
			return stat(t, "stat", text(t, e.path(), e.isBytes), object.None, a[1].IsTrue())
		}},
		{Sig: "inode(self, /)", Doc: "Return inode of the entry.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			e := entryOf(a[0])
			var st unix.Stat_t
			if err := unix.Lstat(e.path(), &st); err != nil {
				return fail(t, err, text(t, e.path(), e.isBytes))
			}
			return object.Int(int64(st.Ino))
		}},
		{Sig: "__fspath__(self, /)", Doc: "Return the path for the entry.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			e := entryOf(a[0])
			return text(t, e.path(), e.isBytes)
		}},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			e := entryOf(a[0])
			r, ok := t.Repr(text(t, e.Name(), e.isBytes))
			if !ok {
				return object.Value{}
			}
			return object.NewStr("<DirEntry " + r + ">")
		}},
	},
	GetSets: []object.GetSetDef{
		{Name: "name", Doc: "the entry's base filename", Get: func(t *object.Thread, v object.Value) object.Value {
			e := entryOf(v)
			return text(t, e.Name(), e.isBytes)
		}},
		{Name: "path", Doc: "the entry's full path name", Get: func(t *object.Thread, v object.Value) object.Value {
			e := entryOf(v)
			if e.dir == "." {
				return text(t, "./"+e.Name(), e.isBytes)
			}
			return text(t, e.path(), e.isBytes)
		}},
	},
}

// scanDir is the state of the iterator that scandir returns.
type scanDir struct {
	dir     string
	list    []fs.DirEntry
	isBytes bool
}

func scandir(t *object.Thread, a []object.Value) object.Value {
	dir, list, isBytes, ok := entries(t, "scandir", a[0])
	if !ok {
		return object.Value{}
	}
	return object.NewOpaque(t.M.TypeFor(scanDirDecl), &scanDir{dir, list, isBytes})
}

var scanDirDecl = &object.TypeDecl{
	Name: "posix._ScandirIterator", Kind: object.KindOpaque, Flags: object.TypeNoNew | object.TypeNoSubclass,
	Methods: []object.Def{
		{Sig: "__enter__(self, /)", Doc: "Return self.", Fn: func(t *object.Thread, a []object.Value) object.Value { return a[0] }},
		{Sig: "__exit__(self, /, *args)", Doc: "Close the iterator.", Fn: closeScan},
		{Sig: "close(self, /)", Doc: "Close the iterator.", Fn: closeScan},
	},
	Next: func(t *object.Thread, it object.Value) object.Value {
		s, _ := object.Payload[*scanDir](it)
		if len(s.list) == 0 {
			return object.Value{}
		}
		e := s.list[0]
		s.list = s.list[1:]
		return object.NewOpaque(t.M.TypeFor(dirEntryDecl), &dirEntry{e, s.dir, s.isBytes})
	},
}

func closeScan(t *object.Thread, a []object.Value) object.Value {
	s, _ := object.Payload[*scanDir](a[0])
	s.list = nil
	return object.None
}

// linkFlags are the flags of a call that may act on a link itself. A directory
// to begin at is refused.
func linkFlags(t *object.Thread, fn string, dirFD, follow object.Value) (flags int, ok bool) {
	if !dirFD.IsNone() {
		t.NotImplementedf("os.%s: dir_fd is not supported", fn)
		return 0, false
	}
	yes, ok := t.Truth(follow)
	if !yes {
		flags = unix.AT_SYMLINK_NOFOLLOW
	}
	return flags, ok
}

func utime(t *object.Thread, a []object.Value) object.Value {
	name, _, ok := path(t, "utime", "path", a[0])
	if !ok {
		return object.Value{}
	}
	var ts [2]unix.Timespec
	switch {
	case a[2].P != nil && !a[2].IsNone():
		u := object.AsTuple(a[2])
		if u == nil || len(u.Items) != 2 {
			return t.TypeErrorf("utime: 'ns' must be a tuple of two ints")
		}
		for i, v := range u.Items {
			n, ok := t.IndexInt(v)
			if !ok {
				return object.Value{}
			}
			ts[i] = unix.NsecToTimespec(int64(n))
		}
	case a[1].IsNone():
		var now unix.Timespec
		unix.ClockGettime(unix.CLOCK_REALTIME, &now)
		ts[0], ts[1] = now, now
	default:
		u := object.AsTuple(a[1])
		if u == nil || len(u.Items) != 2 {
			return t.TypeErrorf("utime: 'times' must be either a tuple of two ints or None")
		}
		for i, v := range u.Items {
			f, ok := t.AsFloat64(v)
			if !ok {
				return object.Value{}
			}
			ts[i] = unix.NsecToTimespec(int64(f * 1e9))
		}
	}
	flags, ok := linkFlags(t, "utime", a[3], a[4])
	if !ok {
		return object.Value{}
	}
	return done(t, unix.UtimesNanoAt(unix.AT_FDCWD, name, ts[:], flags), a[0])
}
