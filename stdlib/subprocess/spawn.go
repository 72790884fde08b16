package subprocess

import (
	"strings"
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/stdlib/io"
	"github.com/aio-lang/aio/vm/object"
)

// plan is a program to start.
type plan struct {
	args        []string
	executables []string // tried in turn
	attr        syscall.ProcAttr
	umask       int  // -1: the parent's
	closeFDs    bool // what the parent lets children inherit stays with it
	passed      map[int]bool
}

// spawn starts a program: the native behind Popen. The arguments are those of
// Popen, made simple: bytes, ints, None.
func spawn(t *object.Thread, a []object.Value) object.Value {
	p := plan{passed: map[int]bool{}}
	var good bool
	if p.args, good = texts(t, a[0]); !good {
		return object.Value{}
	}
	if p.executables, good = texts(t, a[1]); !good {
		return object.Value{}
	}
	if a[2].IsNone() {
		p.attr.Env = syscall.Environ()
	} else if p.attr.Env, good = texts(t, a[2]); !good {
		return object.Value{}
	}
	if !a[3].IsNone() {
		cwd, good := texts(t, object.TupleOf(a[3]))
		if !good {
			return object.Value{}
		}
		p.attr.Dir = cwd[0]
	}
	if !p.descriptors(t, a[4], a[6]) {
		return object.Value{}
	}
	if p.closeFDs, good = t.Truth(a[5]); !good {
		return object.Value{}
	}
	sys := &syscall.SysProcAttr{}
	p.attr.Sys = sys
	if sys.Setsid, good = t.Truth(a[7]); !good {
		return object.Value{}
	}
	if p.umask, good = t.IntArg(a[8]); !good {
		return object.Value{}
	}
	pgid, good := t.IntArg(a[9])
	if !good {
		return object.Value{}
	}
	if pgid >= 0 {
		sys.Setpgid, sys.Pgid = true, pgid
	}
	if sys.Credential, good = credential(t, a[10], a[11], a[12]); !good {
		return object.Value{}
	}
	io.FlushAll(t)
	pid, err := p.start()
	if err != nil {
		return t.OSError(err.(syscall.Errno))
	}
	childrenOf(t.M).add(pid)
	return object.Int(int64(pid))
}

// texts are the items of a sequence of bytes objects.
func texts(t *object.Thread, v object.Value) ([]string, bool) {
	items, good := t.Collect(v)
	if !good {
		return nil, false
	}
	list := make([]string, len(items))
	for i, item := range items {
		b := object.AsBytes(item)
		if b == nil {
			t.TypeErrorf("expected bytes, %s found", t.TypeName(item))
			return nil, false
		}
		if strings.IndexByte(b.B, 0) >= 0 {
			t.ValueErrorf("embedded null byte")
			return nil, false
		}
		list[i] = b.B
	}
	return list, true
}

// closed stands for a descriptor that the child does not have.
const closed = ^uintptr(0)

// descriptors lays out the child's descriptors: its standard streams, -1 for
// the parent's own, and pass under the numbers they have here.
func (p *plan) descriptors(t *object.Thread, std, pass object.Value) bool {
	three, good := t.Collect(std)
	if !good {
		return false
	}
	for i, v := range three {
		fd, good := t.IntArg(v)
		if !good {
			return false
		}
		if fd < 0 {
			fd = i
			if _, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0); err != nil {
				p.attr.Files = append(p.attr.Files, closed)
				continue
			}
		}
		p.attr.Files = append(p.attr.Files, uintptr(fd))
	}
	return t.Each(pass, func(v object.Value) bool {
		fd, good := t.IntArg(v)
		if !good {
			return false
		}
		if fd < 0 {
			t.ValueErrorf("bad value(s) in fds_to_keep")
			return false
		}
		if _, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0); err != nil {
			t.OSError(unix.EBADF)
			return false
		}
		for len(p.attr.Files) <= fd {
			p.attr.Files = append(p.attr.Files, closed)
		}
		if fd > 2 {
			p.attr.Files[fd] = uintptr(fd)
		}
		p.passed[fd] = true
		return true
	})
}

// credential is the user and the groups of the child, nil for the parent's.
func credential(t *object.Thread, uid, gid, groups object.Value) (*syscall.Credential, bool) {
	if uid.IsNone() && gid.IsNone() && groups.IsNone() {
		return nil, true
	}
	c := &syscall.Credential{Uid: uint32(unix.Getuid()), Gid: uint32(unix.Getgid()), NoSetGroups: groups.IsNone()}
	for _, e := range []struct {
		v object.Value
		p *uint32
	}{{uid, &c.Uid}, {gid, &c.Gid}} {
		if e.v.IsNone() {
			continue
		}
		n, good := t.IntArg(e.v)
		if !good {
			return nil, false
		}
		*e.p = uint32(n)
	}
	if groups.IsNone() {
		return c, true
	}
	return c, t.Each(groups, func(v object.Value) bool {
		n, good := t.IntArg(v)
		c.Groups = append(c.Groups, uint32(n))
		return good
	})
}

// start tries the executables in turn. Of several failures the first that says
// more than "not found" counts.
func (p *plan) start() (int, error) {
	if p.umask >= 0 {
		defer unix.Umask(unix.Umask(p.umask))
	}
	if p.closeFDs {
		defer p.keepBack()()
	} else {
		p.letThrough()
	}
	failure := error(nil)
	for _, name := range p.executables {
		pid, err := syscall.ForkExec(name, p.args, &p.attr)
		if err == nil {
			return pid, nil
		}
		if failure == nil || failure == unix.ENOENT || failure == unix.ENOTDIR {
			failure = err
		}
		if err != unix.ENOENT && err != unix.ENOTDIR && err != unix.EACCES {
			break
		}
	}
	if failure == nil {
		failure = unix.ENOENT
	}
	return 0, failure
}

// inheritable are the descriptors past the standard ones that children would
// get.
func inheritable() []int {
	var list []int
	for _, fd := range openDescriptors() {
		if flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0); fd > 2 && err == nil && flags&unix.FD_CLOEXEC == 0 {
			list = append(list, fd)
		}
	}
	return list
}

// keepBack marks the inheritable descriptors as closed in children; the
// function it returns takes that back.
func (p *plan) keepBack() func() {
	list := inheritable()
	for _, fd := range list {
		unix.CloseOnExec(fd)
	}
	return func() {
		for _, fd := range list {
			unix.FcntlInt(uintptr(fd), unix.F_SETFD, 0)
		}
	}
}

// letThrough gives the child the inheritable descriptors under their numbers.
func (p *plan) letThrough() {
	for _, fd := range inheritable() {
		for len(p.attr.Files) <= fd {
			p.attr.Files = append(p.attr.Files, closed)
		}
		p.attr.Files[fd] = uintptr(fd)
	}
}
