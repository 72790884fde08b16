//go:build !linux

package object

import (
	"strings"
	"syscall"
)

// Strerror is the text of an error number, as os.strerror gives it. BSD's
// texts are Go's with a capital letter.
func Strerror(errno syscall.Errno) string {
	s := errno.Error()
	if strings.HasPrefix(s, "errno ") {
		return "Unknown error: " + s[len("errno "):]
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
