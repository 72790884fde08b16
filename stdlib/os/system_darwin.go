package os

import (
	"runtime"

	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/vm/object"
)

// Nothing of what Linux has.
var (
	systemFuncs = []object.Def{
		{Sig: "getloadavg()", Doc: "Return how many processes wanted to run lately.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return t.NotImplementedf("os.getloadavg")
		}},
	}
	systemConstants = map[string]int{"ST_RDONLY": 1, "ST_NOSUID": 2}
)

// filesystemNumbers are the fields of a statvfs_result.
func filesystemNumbers(st *unix.Statfs_t) []int64 {
	return []int64{int64(st.Iosize), int64(st.Bsize), int64(st.Blocks), int64(st.Bfree), int64(st.Bavail), int64(st.Files), int64(st.Ffree), int64(st.Ffree),
		int64(st.Flags) & 3, 255, int64(st.Fsid.Val[0])}
}

func niceness(which, who int) (int, error) { return unix.Getpriority(which, who) }

func cpus() int { return runtime.NumCPU() }
