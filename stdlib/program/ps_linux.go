package program

import "fmt"

// executableOf is a name of the file that a process runs.
func executableOf(pid int) string { return fmt.Sprintf("/proc/%d/exe", pid) }
