//go:build darwin || freebsd || netbsd || openbsd || dragonfly

package loop

import "golang.org/x/sys/unix"

// kpoller is a poller on kqueue, with a pipe to wake it.
type kpoller struct {
	fd          int
	bell        [2]int
	read, write map[int]bool
	buf         []unix.Kevent_t
	out         []event
}

func newPoller() (poller, error) {
	fd, err := unix.Kqueue()
	if err != nil {
		return nil, err
	}
	unix.CloseOnExec(fd)
	p := &kpoller{fd: fd, read: make(map[int]bool), write: make(map[int]bool), buf: make([]unix.Kevent_t, 64)}
	if err = unix.Pipe(p.bell[:]); err == nil {
		for _, b := range p.bell {
			unix.CloseOnExec(b)
			unix.SetNonblock(b, true)
		}
		err = p.change(p.bell[0], unix.EVFILT_READ, true)
	}
	if err != nil {
		unix.Close(fd)
		return nil, err
	}
	return p, nil
}

func (p *kpoller) change(fd, filter int, add bool) error {
	flags := unix.EV_DELETE
	if add {
		flags = unix.EV_ADD
	}
	var ev unix.Kevent_t
	unix.SetKevent(&ev, fd, filter, flags)
	_, err := unix.Kevent(p.fd, []unix.Kevent_t{ev}, nil, nil)
	return err
}

func (p *kpoller) set(fd int, read, write bool) error {
	var first error
	for _, w := range []struct {
		on     bool
		table  map[int]bool
		filter int
	}{{read, p.read, unix.EVFILT_READ}, {write, p.write, unix.EVFILT_WRITE}} {
		if w.on == w.table[fd] {
			continue
		}
		if err := p.change(fd, w.filter, w.on); err != nil && first == nil {
			first = err
		}
		if w.on && first == nil {
			w.table[fd] = true
		} else {
			delete(w.table, fd)
		}
	}
	return first
}

func (p *kpoller) wait(ms int) ([]event, error) {
	if n := len(p.read) + len(p.write); len(p.buf) <= n {
		p.buf = make([]unix.Kevent_t, 2*n)
	}
	var ts *unix.Timespec
	if ms >= 0 {
		v := unix.NsecToTimespec(int64(ms) * 1e6)
		ts = &v
	}
	n, err := unix.Kevent(p.fd, nil, p.buf, ts)
	p.out = p.out[:0]
	if err != nil {
		if err == unix.EINTR {
			err = nil
		}
		return nil, err
	}
	for _, e := range p.buf[:n] {
		if int(e.Ident) == p.bell[0] {
			var b [64]byte
			unix.Read(p.bell[0], b[:])
			continue
		}
		p.out = append(p.out, event{int(e.Ident), e.Filter == unix.EVFILT_READ, e.Filter == unix.EVFILT_WRITE})
	}
	return p.out, nil
}

func (p *kpoller) wake() { unix.Write(p.bell[1], []byte{0}) }

func (p *kpoller) close() {
	unix.Close(p.bell[0])
	unix.Close(p.bell[1])
	unix.Close(p.fd)
}
