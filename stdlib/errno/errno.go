// Package errno is module errno: the system's error numbers by name.
package errno

import (
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/vm/object"
)

// maxErrno is past the largest error number of the platforms we run on.
const maxErrno = 256

// Module declares module errno.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "errno",
		Doc:  "This module makes available standard errno system symbols.",
		Init: func(t *object.Thread, mod *object.Module) bool {
			codes := object.NewDict()
			set := func(name string, n int) {
				mod.Set(t.M, name, object.Int(int64(n)))
				codes.Set(t, object.Int(int64(n)), object.NewStr(name))
			}
			for n := 1; n < maxErrno; n++ {
				if name := unix.ErrnoName(syscall.Errno(n)); name != "" {
					set(name, n)
				}
			}
			mod.Set(t.M, "EWOULDBLOCK", object.Int(int64(unix.EWOULDBLOCK)))
			mod.Set(t.M, "errorcode", codes.Value())
			return true
		},
	}
}
