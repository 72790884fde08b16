package os

import "golang.org/x/sys/unix"

// statTimes are the times of access, change of content and change of the inode,
// in nanoseconds.
func statTimes(st *unix.Stat_t) (atime, mtime, ctime int64) {
	return st.Atim.Nano(), st.Mtim.Nano(), st.Ctim.Nano()
}

// duplicateTo makes to a duplicate of from. The system's dup3 refuses equal
// descriptors, which dup2 lets be.
func duplicateTo(from, to int) error {
	if from == to {
		_, err := unix.FcntlInt(uintptr(from), unix.F_GETFD, 0)
		return err
	}
	return unix.Dup3(from, to, 0)
}

// requests that read and set a terminal's mode
const (
	getTermios = unix.TCGETS
	setTermios = unix.TCSETSF
)
