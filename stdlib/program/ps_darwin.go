package program

import (
	"os/exec"
	"strconv"
	"strings"
)

// executableOf is a name of the file that a process runs, "" where it is not
// known.
func executableOf(pid int) string {
	out, err := exec.Command("/bin/ps", "-o", "comm=", "-p", strconv.Itoa(pid)).Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}
