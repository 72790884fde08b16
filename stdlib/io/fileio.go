package io

import (
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/vm/object"
)

// fileIO is the state of a FileIO.
type fileIO struct {
	base
	fd                          int // -1: closed, or not opened yet
	readable, writable          bool
	appending, created, closeFD bool
	waits                       bool // see mayWait
	seekable                    int8 // -1: not known yet
	blockSize                   int
	readerGone                  bool // a write met EPIPE
	warned                      bool
	console                     *Console // standard output or error of a machine with a prompt; nil: none
	out                         *output  // what a BufferedWriter over this has yet to write; nil: none
}

func fileOf(v object.Value) *fileIO { f, _ := object.Payload[*fileIO](v); return f }

// plainFile is the state of v where it is exactly a FileIO, so that nobody has
// overridden anything; nil otherwise.
func plainFile(t *object.Thread, v object.Value) *fileIO {
	if f := fileOf(v); f != nil && !t.M.TypeOf(v).IsHeap() {
		return f
	}
	return nil
}

var fileDecl = object.TypeDecl{
	Name: "_io.FileIO", Kind: object.KindOpaque, Flags: streamFlags,
	Doc: "Open a file.",
	New: &object.Def{Sig: "__new__(cls, *args, **kwargs)", Doc: "Create and return a new object.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return object.NewOpaque(object.AsType(a[0]), &fileIO{fd: -1, closeFD: true, seekable: -1})
	}},
	Methods: []object.Def{
		{Sig: "__init__(self, file, mode='r', closefd=True, opener=None)", Doc: "Open a file.", Fn: fileInit},
		{Sig: "read(self, size=-1, /)", Doc: "Read at most size bytes, returned as bytes.", Fn: fileRead},
		{Sig: "readall(self, /)", Doc: "Read all data from the file, returned as bytes.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			f := fileOf(a[0])
			if !f.check(t, "reading", f.readable) {
				return object.Value{}
			}
			b, none, ok := f.readAll(t)
			if none {
				return object.None
			}
			return bytesOr(b, ok)
		}},
		{Sig: "readinto(self, buffer, /)", Doc: "Same as RawIOBase.readinto().", Fn: fileReadInto},
		{Sig: "write(self, b, /)", Doc: "Write buffer b to file, return number of bytes written.", Fn: fileWrite},
		{Sig: "seek(self, pos, whence=0, /)", Doc: "Move to new file position and return the file position.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			f := fileOf(a[0])
			if !f.check(t, "", true) {
				return object.Value{}
			}
			pos, ok := offsetArg(t, a[1])
			if !ok {
				return object.Value{}
			}
			whence, ok := t.IntArg(a[2])
			if !ok {
				return object.Value{}
			}
			return intOr(f.seek(t, pos, whence))
		}},
		{Sig: "tell(self, /)", Doc: "Current file position.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			f := fileOf(a[0])
			if !f.check(t, "", true) {
				return object.Value{}
			}
			return intOr(f.seek(t, 0, 1))
		}},
		{Sig: "truncate(self, size=None, /)", Doc: "Truncate the file to at most size bytes and return the truncated size.", Fn: fileTruncate},
		{Sig: "close(self, /)", Doc: "Close the file.", Fn: fileClose},
		{Sig: "fileno(self, /)", Doc: "Return the underlying file descriptor (an integer).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			f := fileOf(a[0])
			return intOr(f.fd, f.check(t, "", true))
		}},
		{Sig: "seekable(self, /)", Doc: "True if file supports random-access.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			f := fileOf(a[0])
			if !f.check(t, "", true) {
				return object.Value{}
			}
			return object.Bool(f.canSeek())
		}},
		{Sig: "readable(self, /)", Doc: "True if file was opened in a read mode.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			f := fileOf(a[0])
			return boolOr(f.readable, f.check(t, "", true))
		}},
		{Sig: "writable(self, /)", Doc: "True if file was opened in a write mode.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			f := fileOf(a[0])
			return boolOr(f.writable, f.check(t, "", true))
		}},
		{Sig: "isatty(self, /)", Doc: "True if the file is connected to a TTY device.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			f := fileOf(a[0])
			if !f.check(t, "", true) {
				return object.Value{}
			}
			return object.Bool(IsTerminal(f.fd))
		}},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: fileRepr},
		{Sig: "__del__(self, /)", Doc: "Close the file, with a ResourceWarning.", Fn: fileDel},
	},
	GetSets: []object.GetSetDef{
		{Name: "closed", Get: func(t *object.Thread, v object.Value) object.Value { return object.Bool(fileOf(v).fd < 0) }},
		{Name: "closefd", Get: func(t *object.Thread, v object.Value) object.Value { return object.Bool(fileOf(v).closeFD) }},
		{Name: "mode", Get: func(t *object.Thread, v object.Value) object.Value { return object.NewStr(fileOf(v).mode()) }},
		{Name: "_blksize", Get: func(t *object.Thread, v object.Value) object.Value { return object.Int(int64(fileOf(v).blockSize)) }},
	},
}

// mode is the mode as the attribute shows it.
func (f *fileIO) mode() string {
	switch {
	case f.created && f.readable:
		return "xb+"
	case f.created:
		return "xb"
	case f.appending && f.readable:
		return "ab+"
	case f.appending:
		return "ab"
	case f.readable && f.writable:
		return "rb+"
	case f.readable:
		return "rb"
	}
	return "wb"
}

// check raises for a closed file, and for one that is not open for what is to
// be done ("reading", "writing").
func (f *fileIO) check(t *object.Thread, what string, able bool) bool {
	if f.fd < 0 {
		t.ValueErrorf("I/O operation on closed file")
		return false
	}
	if !able {
		unsupported(t, "File not open for "+what)
		return false
	}
	return true
}

// parseMode turns a raw mode into flags of open(2).
func (f *fileIO) parseMode(t *object.Thread, mode string) (flags int, ok bool) {
	bad := func() (int, bool) {
		t.ValueErrorf("Must have exactly one of create/read/write/append mode and at most one plus")
		return 0, false
	}
	kind, plus := false, false
	for _, c := range mode {
		switch c {
		case 'x', 'r', 'w', 'a':
			if kind {
				return bad()
			}
			kind = true
			switch c {
			case 'x':
				f.created, f.writable, flags = true, true, unix.O_EXCL|unix.O_CREAT
			case 'r':
				f.readable = true
			case 'w':
				f.writable, flags = true, unix.O_CREAT|unix.O_TRUNC
			case 'a':
				f.appending, f.writable, flags = true, true, unix.O_APPEND|unix.O_CREAT
			}
		case 'b':
		case '+':
			if plus {
				return bad()
			}
			plus = true
		default:
			t.ValueErrorf("invalid mode: %s", mode)
			return 0, false
		}
	}
	if !kind {
		return bad()
	}
	if plus {
		f.readable, f.writable = true, true
	}
	switch {
	case f.readable && f.writable:
		flags |= unix.O_RDWR
	case f.writable:
		flags |= unix.O_WRONLY
	}
	return flags | unix.O_CLOEXEC, true
}

func fileInit(t *object.Thread, a []object.Value) object.Value {
	f := fileOf(a[0])
	if f.fd >= 0 && f.closeFD {
		if !f.close(t) {
			return object.Value{}
		}
	}
	*f = fileIO{fd: -1, closeFD: true, seekable: -1}
	mode, ok := t.TextArg("FileIO", "'mode'", a[2])
	if !ok {
		return object.Value{}
	}
	closefd, ok := t.Truth(a[3])
	if !ok {
		return object.Value{}
	}
	return noneIf(f.open(t, a[0], a[1], mode, closefd, a[4]))
}

// open opens file, a path or a descriptor, for self.
func (f *fileIO) open(t *object.Thread, self, file object.Value, mode string, closefd bool, opener object.Value) bool {
	if file.IsBool() && !t.Warn(object.ShapeRuntimeWarning, 1, "bool is used as a file descriptor") {
		return false
	}
	flags, ok := f.parseMode(t, mode)
	if !ok {
		return false
	}
	if object.IsIntLike(file) {
		fd, ok := t.IntArg(file)
		if !ok {
			return false
		}
		if fd < 0 {
			t.ValueErrorf("negative file descriptor")
			return false
		}
		f.fd, f.closeFD = fd, closefd
	} else {
		name, ok := t.FileName("", file)
		if !ok {
			return false
		}
		if !closefd {
			t.ValueErrorf("Cannot use closefd=False with file name")
			return false
		}
		if opener.IsNone() {
			if f.fd, ok = openFile(t, name, flags, file); !ok {
				f.fd = -1
				return false
			}
		} else if !f.openBy(t, opener, file, flags) {
			return false
		}
	}
	var st unix.Stat_t
	if err := unix.Fstat(f.fd, &st); err != nil {
		return f.openFailed(t, err.(syscall.Errno), file)
	}
	if st.Mode&unix.S_IFMT == unix.S_IFDIR {
		return f.openFailed(t, unix.EISDIR, file)
	}
	f.waits = mayWait(f.fd)
	if f.blockSize = bufferSize; st.Blksize > 1 {
		f.blockSize = int(st.Blksize)
	}
	if !t.SetAttr(self, t.M.Intern("name"), file) {
		return false
	}
	if f.appending {
		unix.Seek(f.fd, 0, unix.SEEK_END)
	}
	return true
}

// openFailed gives up a descriptor that cannot be used as a file.
func (f *fileIO) openFailed(t *object.Thread, errno syscall.Errno, file object.Value) bool {
	if f.closeFD && !object.IsIntLike(file) {
		unix.Close(f.fd)
	}
	f.fd = -1
	if object.IsIntLike(file) {
		t.OSError(errno)
	} else {
		t.OSError(errno, file)
	}
	return false
}

// openFile is open(2). What is not written yet comes first, for this may be
// the file it goes to. Without descriptors left, those of files that nobody
// refers to are collected.
func openFile(t *object.Thread, name string, flags int, shown object.Value) (fd int, ok bool) {
	FlushAll(t)
	for try := 0; ; try++ {
		var err error
		t.Exec.Blocking(t, func() { fd, err = unix.Open(name, flags, 0o666) })
		switch {
		case err == nil:
			return fd, true
		case err == unix.EINTR:
			continue
		case err == unix.EMFILE && try == 0:
			t.CollectGarbage()
			continue
		}
		t.OSError(err.(syscall.Errno), shown)
		return -1, false
	}
}

func (f *fileIO) openBy(t *object.Thread, opener, file object.Value, flags int) bool {
	r := t.Call(opener, file, object.Int(int64(flags)))
	if r.P == nil {
		return false
	}
	if !object.IsIntLike(r) {
		t.TypeErrorf("expected integer from opener")
		return false
	}
	fd, ok := t.IntArg(r)
	if !ok {
		return false
	}
	if fd < 0 {
		t.ValueErrorf("opener returned %d", fd)
		return false
	}
	f.fd = fd
	unix.CloseOnExec(fd)
	return true
}

// read reads into buf; none means that nothing is there and fd does not wait.
func (f *fileIO) read(t *object.Thread, buf []byte) (n int, none, ok bool) {
	n, errno, ok := ReadDescriptor(t, f.fd, f.waits, buf)
	switch {
	case !ok:
		return 0, false, false
	case errno == unix.EAGAIN:
		return 0, true, true
	case errno != 0:
		t.OSError(errno)
		return 0, false, false
	}
	return n, false, true
}

// write writes some of buf; see read for none.
func (f *fileIO) write(t *object.Thread, buf []byte) (n int, none, ok bool) {
	if f.console != nil {
		t.Exec.Blocking(t, func() { f.console.Write(buf) })
		return len(buf), false, true
	}
	n, errno, ok := WriteDescriptor(t, f.fd, f.waits, buf)
	switch {
	case !ok:
		return 0, false, false
	case errno == unix.EAGAIN:
		return 0, true, true
	case errno != 0:
		f.readerGone = f.readerGone || errno == unix.EPIPE
		t.OSError(errno)
		return 0, false, false
	}
	return n, false, true
}

// readAll reads to the end of the file.
func (f *fileIO) readAll(t *object.Thread) (all []byte, none, ok bool) {
	size := bufferSize
	var st unix.Stat_t
	if unix.Fstat(f.fd, &st) == nil && st.Size > 0 {
		if pos, err := unix.Seek(f.fd, 0, unix.SEEK_CUR); err == nil && pos < st.Size {
			size = int(st.Size-pos) + 1
		}
	}
	all = make([]byte, 0, size)
	for {
		if len(all) == cap(all) {
			all = append(all, 0)[:len(all)]
		}
		n, none, ok := f.read(t, all[len(all):cap(all)])
		switch {
		case !ok:
			return nil, false, false
		case none:
			return all, len(all) == 0, true
		case n == 0:
			return all, false, true
		}
		all = all[:len(all)+n]
	}
}

func fileRead(t *object.Thread, a []object.Value) object.Value {
	f := fileOf(a[0])
	if !f.check(t, "reading", f.readable) {
		return object.Value{}
	}
	size, ok := sizeOr(t, a[1])
	if !ok {
		return object.Value{}
	}
	if size < 0 {
		b, none, ok := f.readAll(t)
		if none {
			return object.None
		}
		return bytesOr(b, ok)
	}
	buf := make([]byte, size)
	n, none, ok := f.read(t, buf)
	if none {
		return object.None
	}
	return bytesOr(buf[:n], ok)
}

// fileReadInto reads into a buffer of its own first: the script may resize the
// other while the baton is away.
func fileReadInto(t *object.Thread, a []object.Value) object.Value {
	f := fileOf(a[0])
	if !f.check(t, "reading", f.readable) {
		return object.Value{}
	}
	into, ok := t.WritableBytes("readinto", "", a[1])
	if !ok {
		return object.Value{}
	}
	buf := make([]byte, len(into))
	n, none, ok := f.read(t, buf)
	if none {
		return object.None
	}
	if ok {
		if into, ok = t.WritableBytes("readinto", "", a[1]); ok {
			n = copy(into, buf[:n])
		}
	}
	return intOr(n, ok)
}

func fileWrite(t *object.Thread, a []object.Value) object.Value {
	f := fileOf(a[0])
	if !f.check(t, "writing", f.writable) {
		return object.Value{}
	}
	b, ok := t.BytesLike(a[1])
	if !ok {
		return object.Value{}
	}
	n, none, ok := f.write(t, []byte(b))
	if none {
		return object.None
	}
	return intOr(n, ok)
}

// seek moves the file position and returns the new one.
func (f *fileIO) seek(t *object.Thread, pos int, whence int) (int, bool) {
	n, err := unix.Seek(f.fd, int64(pos), whence)
	if err != nil {
		t.OSError(err.(syscall.Errno))
		return 0, false
	}
	if f.seekable < 0 {
		f.seekable = 1
	}
	return int(n), true
}

// canSeek asks the system once.
func (f *fileIO) canSeek() bool {
	if f.seekable < 0 {
		_, err := unix.Seek(f.fd, 0, unix.SEEK_CUR)
		f.seekable = 0
		if err == nil {
			f.seekable = 1
		}
	}
	return f.seekable == 1
}

// offsetArg is a file offset; floats are refused as CPython does.
func offsetArg(t *object.Thread, v object.Value) (int, bool) {
	if v.IsFloat() {
		t.TypeErrorf("an integer is required")
		return 0, false
	}
	i := t.Index(v)
	if i.P == nil {
		return 0, false
	}
	n, ok := object.Int64(i)
	if !ok {
		t.OverflowErrorf("Python int too large to convert to C long")
	}
	return int(n), ok
}

func fileTruncate(t *object.Thread, a []object.Value) object.Value {
	f := fileOf(a[0])
	if !f.check(t, "writing", f.writable) {
		return object.Value{}
	}
	size, ok := 0, true
	if a[1].IsNone() {
		size, ok = f.seek(t, 0, 1)
	} else {
		size, ok = offsetArg(t, a[1])
	}
	if !ok {
		return object.Value{}
	}
	var err error
	t.Exec.Blocking(t, func() { err = unix.Ftruncate(f.fd, int64(size)) })
	if err != nil {
		return t.OSError(err.(syscall.Errno))
	}
	if a[1].IsNone() {
		return object.Int(int64(size))
	}
	return a[1]
}

// close closes the descriptor, unless it belongs to somebody else.
func (f *fileIO) close(t *object.Thread) bool {
	fd := f.fd
	f.fd = -1
	if fd < 0 || !f.closeFD {
		return true
	}
	var err error
	t.Exec.Blocking(t, func() { err = unix.Close(fd) })
	if err != nil && err != unix.EINTR {
		t.OSError(err.(syscall.Errno))
		return false
	}
	return true
}

// fileClose lets a subclass's flush() run, then closes.
func fileClose(t *object.Thread, a []object.Value) object.Value {
	f := fileOf(a[0])
	flushed := true
	if t.M.TypeOf(a[0]).IsHeap() {
		flushed = baseClose(t, a).P != nil
	}
	f.closed = true
	t.M.UnwatchDel(a[0])
	if !f.closeFD {
		f.fd = -1
		return noneIf(flushed)
	}
	pending := t.Clear()
	closed := f.close(t)
	if !flushed {
		t.Exc = pending
		return object.Value{}
	}
	return noneIf(closed)
}

// fileDel is what happens to a file that nobody refers to.
func fileDel(t *object.Thread, a []object.Value) object.Value {
	f := fileOf(a[0])
	if f.fd < 0 || !f.closeFD {
		return object.None
	}
	if f.out != nil {
		f.out.flush(t)
		t.Clear()
	}
	if !f.warned {
		f.warned = true
		if r, ok := t.Repr(a[0]); ok {
			if !t.Warn(object.ShapeResourceWarning, 1, "unclosed file %s", r) {
				t.Unraisable("", a[0])
			}
		}
		t.Clear()
	}
	return noneIf(f.close(t))
}

// nameText is repr(v.name), "" when v has no name.
func nameText(t *object.Thread, v object.Value) (string, bool) {
	name := t.LookupAttr(v, t.M.Intern("name"))
	if name.P == nil {
		return "", t.Exc.P == nil || t.Catch(object.ShapeAttributeError) != nil || t.Catch(object.ShapeValueError) != nil
	}
	return t.Repr(name)
}

func fileRepr(t *object.Thread, a []object.Value) object.Value {
	f := fileOf(a[0])
	label := t.M.TypeOf(a[0]).Label()
	if f.fd < 0 {
		return object.NewStr("<" + label + " [closed]>")
	}
	name, ok := nameText(t, a[0])
	if !ok {
		return object.Value{}
	}
	var b strings.Builder
	b.WriteString("<" + label)
	if name == "" {
		b.WriteString(" fd=" + strconv.Itoa(f.fd))
	} else {
		b.WriteString(" name=" + name)
	}
	b.WriteString(" mode='" + f.mode() + "' closefd=")
	if f.closeFD {
		b.WriteString("True>")
	} else {
		b.WriteString("False>")
	}
	return object.NewStr(b.String())
}

// IsTerminal reports isatty(fd).
func IsTerminal(fd int) bool {
	_, err := unix.IoctlGetTermios(fd, getTermios)
	return err == nil
}
