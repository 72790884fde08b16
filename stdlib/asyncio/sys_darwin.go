package asyncio

import "golang.org/x/sys/unix"

// readNow and writeNow read and write a non-blocking socket; module socket has
// set the option that keeps a write from raising SIGPIPE.

func readNow(fd int, b []byte) (int, error) {
	n, _, err := unix.Recvfrom(fd, b, unix.MSG_DONTWAIT)
	return n, err
}

func writeNow(fd int, b []byte) (int, error) {
	return unix.SendmsgN(fd, b, nil, nil, unix.MSG_DONTWAIT)
}
