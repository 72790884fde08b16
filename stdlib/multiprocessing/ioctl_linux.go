package multiprocessing

import "golang.org/x/sys/unix"

// ioctlPending asks how many bytes a pipe holds.
const ioctlPending = unix.TIOCINQ
