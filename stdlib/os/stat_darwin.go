package os

import "golang.org/x/sys/unix"

// statTimes are the times of access, change of content and change of the inode,
// in nanoseconds.
func statTimes(st *unix.Stat_t) (atime, mtime, ctime int64) {
	return st.Atim.Nano(), st.Mtim.Nano(), st.Ctim.Nano()
}

// duplicateTo makes to a duplicate of from.
func duplicateTo(from, to int) error { return unix.Dup2(from, to) }

// requests that read and set a terminal's mode
const (
	getTermios = unix.TIOCGETA
	setTermios = unix.TIOCSETAF
)
