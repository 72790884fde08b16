package socket

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

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

const unixMessageCloseOnExec = 0

func setHostname(name string) error { return unix.ENOTSUP }

// controlMessage is a piece of ancillary data, padded.
func controlMessage(level, kind int, data string) []byte {
	b := make([]byte, unix.CmsgSpace(len(data)))
	h := (*unix.Cmsghdr)(unsafe.Pointer(&b[0]))
	h.Level, h.Type = int32(level), int32(kind)
	h.SetLen(unix.CmsgLen(len(data)))
	copy(b[unix.CmsgLen(0):], data)
	return b
}
