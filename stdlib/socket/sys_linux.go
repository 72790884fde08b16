package socket

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// noSignal keeps a send on a closed connection from raising SIGPIPE.
const noSignal = unix.MSG_NOSIGNAL

func newSocket(family, kind, proto int) (int, error) {
	return unix.Socket(family, kind|unix.SOCK_CLOEXEC, proto)
}

func accept(fd int) (int, unix.Sockaddr, error) {
	return unix.Accept4(fd, unix.SOCK_CLOEXEC)
}

// plainKind is a socket's type without the flags Linux lets one add to it.
func plainKind(kind int) int { return kind &^ (unix.SOCK_NONBLOCK | unix.SOCK_CLOEXEC) }

var systemConstants = map[string]int{
	"SOCK_NONBLOCK": unix.SOCK_NONBLOCK, "SOCK_CLOEXEC": unix.SOCK_CLOEXEC, "MSG_NOSIGNAL": unix.MSG_NOSIGNAL,
	"TCP_KEEPIDLE": unix.TCP_KEEPIDLE, "TCP_CORK": unix.TCP_CORK, "TCP_QUICKACK": unix.TCP_QUICKACK,
	"TCP_USER_TIMEOUT": unix.TCP_USER_TIMEOUT, "TCP_DEFER_ACCEPT": unix.TCP_DEFER_ACCEPT, "TCP_INFO": unix.TCP_INFO,
	"TCP_FASTOPEN": unix.TCP_FASTOPEN, "SO_BINDTODEVICE": unix.SO_BINDTODEVICE, "SO_PEERCRED": unix.SO_PEERCRED,
	"AF_PACKET": unix.AF_PACKET, "AF_NETLINK": unix.AF_NETLINK, "SO_DOMAIN": unix.SO_DOMAIN, "SO_PROTOCOL": unix.SO_PROTOCOL,
	"MSG_ERRQUEUE": unix.MSG_ERRQUEUE, "MSG_CMSG_CLOEXEC": unix.MSG_CMSG_CLOEXEC, "IPV6_TCLASS": unix.IPV6_TCLASS, "IPV6_RECVPKTINFO": unix.IPV6_RECVPKTINFO,
	"SO_MARK": unix.SO_MARK, "SO_PRIORITY": unix.SO_PRIORITY,
}

// unixMessageCloseOnExec is a flag that Linux adds to those of a message.
const unixMessageCloseOnExec = unix.MSG_CMSG_CLOEXEC

func setHostname(name string) error { return unix.Sethostname([]byte(name)) }

// controlMessage is a piece of ancillary data, padded.
func controlMessage(level, kind int, data string) []byte {
	b := make([]byte, unix.CmsgSpace(len(data)))
	h := (*unix.Cmsghdr)(unsafe.Pointer(&b[0]))
	h.Level, h.Type = int32(level), int32(kind)
	h.SetLen(unix.CmsgLen(len(data)))
	copy(b[unix.CmsgLen(0):], data)
	return b
}
