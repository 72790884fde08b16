package loop

import "golang.org/x/sys/unix"

// epoller is a poller on epoll, with an eventfd to wake it.
type epoller struct {
	fd, bell int
	watched  map[int]bool
	buf      []unix.EpollEvent
	out      []event
}

func newPoller() (poller, error) {
	fd, err := unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	if err != nil {
		return nil, err
	}
	bell, err := unix.Eventfd(0, unix.EFD_CLOEXEC|unix.EFD_NONBLOCK)
	if err == nil {
		err = unix.EpollCtl(fd, unix.EPOLL_CTL_ADD, bell, &unix.EpollEvent{Events: unix.EPOLLIN, Fd: int32(bell)})
	}
	if err != nil {
		unix.Close(fd)
		return nil, err
	}
	return &epoller{fd: fd, bell: bell, watched: make(map[int]bool), buf: make([]unix.EpollEvent, 64)}, nil
}

func (p *epoller) set(fd int, read, write bool) error {
	var ev unix.EpollEvent
	ev.Fd = int32(fd)
	if read {
		ev.Events |= unix.EPOLLIN
	}
	if write {
		ev.Events |= unix.EPOLLOUT
	}
	switch {
	case ev.Events == 0:
		delete(p.watched, fd)
		return unix.EpollCtl(p.fd, unix.EPOLL_CTL_DEL, fd, nil)
	case p.watched[fd]:
		return unix.EpollCtl(p.fd, unix.EPOLL_CTL_MOD, fd, &ev)
	}
	err := unix.EpollCtl(p.fd, unix.EPOLL_CTL_ADD, fd, &ev)
	if err == nil {
		p.watched[fd] = true
	}
	return err
}

func (p *epoller) wait(ms int) ([]event, error) {
	if len(p.buf) <= len(p.watched) {
		p.buf = make([]unix.EpollEvent, 2*len(p.watched))
	}
	n, err := unix.EpollWait(p.fd, p.buf, ms)
	p.out = p.out[:0]
	if err != nil {
		if err == unix.EINTR {
			err = nil
		}
		return nil, err
	}
	for _, e := range p.buf[:n] {
		if int(e.Fd) == p.bell {
			var b [8]byte
			unix.Read(p.bell, b[:])
			continue
		}
		p.out = append(p.out, event{int(e.Fd), e.Events&^unix.EPOLLOUT != 0, e.Events&^unix.EPOLLIN != 0})
	}
	return p.out, nil
}

func (p *epoller) wake() { unix.Write(p.bell, []byte{1, 0, 0, 0, 0, 0, 0, 0}) }

func (p *epoller) close() {
	unix.Close(p.bell)
	unix.Close(p.fd)
}
