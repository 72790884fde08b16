package asyncio

import "golang.org/x/sys/unix"

// noSignal keeps a send on a closed connection from raising SIGPIPE.
const noSignal = unix.MSG_NOSIGNAL
