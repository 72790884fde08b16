// Package subprocess is module subprocess: programs that a script starts.
//
// In: argument lists, descriptors, an environment. Out: children, which a
// native starts and waits for, and the exchange of data over their pipes. The
// rest is written in the language.
package subprocess

import (
	_ "embed"
	"os/user"
	"strconv"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed subprocess.aio
var source string

// Modules declares subprocess and its native part.
func Modules() []*object.ModuleDecl {
	return []*object.ModuleDecl{
		{Name: "subprocess", Doc: "Child processes.", Source: source},
		{
			Name: "_aio_subprocess", Doc: "The native part of subprocess.",
			Funcs: []object.Def{
				{Sig: "spawn(args, executables, env, cwd, fds, close_fds, pass_fds, new_session, umask, pgid, uid, gid, groups)", Doc: "Start a program and return its process id.", Fn: spawn},
				{Sig: "wait(pid, timeout)", Doc: "Return a child's exit code, None where it did not end within timeout seconds.", Fn: wait},
				{Sig: "set_pipe_size(fd, size)", Doc: "Set the capacity of a pipe.", Fn: setPipeSize},
				{Sig: "user_id(name)", Doc: "Return the number of a user.", Fn: func(t *object.Thread, a []object.Value) object.Value {
					u, err := user.Lookup(a[0].Text())
					if err != nil {
						return t.RaiseException(object.NewException(object.ShapeKeyError, object.NewStr("getpwnam(): name not found: '"+a[0].Text()+"'")))
					}
					return number(u.Uid)
				}},
				{Sig: "group_id(name)", Doc: "Return the number of a group.", Fn: func(t *object.Thread, a []object.Value) object.Value {
					g, err := user.LookupGroup(a[0].Text())
					if err != nil {
						return t.RaiseException(object.NewException(object.ShapeKeyError, object.NewStr("getgrnam(): name not found: '"+a[0].Text()+"'")))
					}
					return number(g.Gid)
				}},
			},
			Types: []*object.TypeDecl{&exchangeDecl},
		},
	}
}

func number(s string) object.Value {
	n, _ := strconv.Atoi(s)
	return object.Int(int64(n))
}
