package subprocess

import (
	"os"
	"strconv"

	"github.com/aio-lang/aio/vm/object"
)

// openDescriptors are the process's descriptors.
func openDescriptors() []int {
	entries, _ := os.ReadDir("/dev/fd")
	list := make([]int, 0, len(entries))
	for _, e := range entries {
		if fd, err := strconv.Atoi(e.Name()); err == nil {
			list = append(list, fd)
		}
	}
	return list
}

// setPipeSize: macOS has no such call, and CPython ignores the wish there.
func setPipeSize(t *object.Thread, a []object.Value) object.Value { return object.None }
