package socket

import "golang.org/x/sys/unix"

// noSignal: macOS has a socket option instead, which newSocket sets.
const noSignal = 0

func newSocket(family, kind, proto int) (int, error) {
	fd, err := unix.Socket(family, kind, proto)
	if err == nil {
		prepare(fd)
	}
	return fd, err
}

func prepare(fd int) {
	unix.CloseOnExec(fd)
	unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_NOSIGPIPE, 1)
}

func accept(fd int) (int, unix.Sockaddr, error) {
	n, sa, err := unix.Accept(fd)
	if err == nil {
		prepare(n)
	}
	return n, sa, err
}

func plainKind(kind int) int { return kind }

var systemConstants = map[string]int{"TCP_KEEPALIVE": unix.TCP_KEEPALIVE}
