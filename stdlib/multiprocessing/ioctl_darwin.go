package multiprocessing

// ioctlPending asks how many bytes a pipe holds: FIONREAD.
const ioctlPending = 0x4004667f
