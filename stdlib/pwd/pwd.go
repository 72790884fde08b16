// Package pwd is modules pwd and grp: users and groups, as /etc/passwd and
// /etc/group have them.
package pwd

import (
	"os"
	"strconv"
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

type (
	thread = object.Thread
	value  = object.Value
	def    = object.Def
)

var passwd = object.StructSequence{
	Name: "pwd.struct_passwd", Doc: "One user.", Visible: 7,
	Fields: []string{"pw_name", "pw_passwd", "pw_uid", "pw_gid", "pw_gecos", "pw_dir", "pw_shell"},
}

var group = object.StructSequence{
	Name: "grp.struct_group", Doc: "One group.", Visible: 4,
	Fields: []string{"gr_name", "gr_passwd", "gr_gid", "gr_mem"},
}

// database is one of the two files: its lines are made values by record.
type database struct {
	file          string
	byName, byID  string // the functions that look up
	record        func(t *thread, fields []string) value
	nameInMessage string
	idInMessage   string
}

var users = &database{
	file: "/etc/passwd", byName: "getpwnam", byID: "getpwuid", nameInMessage: "name", idInMessage: "uid",
	record: func(t *thread, f []string) value {
		if len(f) < 7 {
			return value{}
		}
		return object.NewStructSequence(t.M.TypeFor(passwd.Decl()), 7, []value{text(f[0]), text(f[1]), number(f[2]), number(f[3]), text(f[4]), text(f[5]), text(f[6])})
	},
}

var groups = &database{
	file: "/etc/group", byName: "getgrnam", byID: "getgrgid", nameInMessage: "name", idInMessage: "gid",
	record: func(t *thread, f []string) value {
		if len(f) < 4 {
			return value{}
		}
		members := []value{}
		for _, m := range strings.FieldsFunc(f[3], func(r rune) bool { return r == ',' }) {
			members = append(members, text(m))
		}
		return object.NewStructSequence(t.M.TypeFor(group.Decl()), 4, []value{text(f[0]), text(f[1]), number(f[2]), object.NewList(members)})
	},
}

func text(s string) value { return object.NewStr(object.FileNameStr(s)) }

func number(s string) value {
	n, _ := strconv.ParseInt(s, 10, 64)
	return object.Int(n)
}

// each calls f with the fields of the file's lines until it returns false.
func (d *database) each(t *thread, f func(fields []string) bool) {
	var data []byte
	t.Exec.Blocking(t, func() { data, _ = os.ReadFile(d.file) }) // no file: nobody
	for _, line := range strings.Split(string(data), "\n") {
		if line != "" && line[0] != '#' && !f(strings.Split(line, ":")) {
			return
		}
	}
}

// find returns the first record whose field has that text, or nil.
func (d *database) find(t *thread, field int, want string) value {
	var found value
	d.each(t, func(fields []string) bool {
		if field < len(fields) && fields[field] == want {
			found = d.record(t, fields)
		}
		return found.P == nil
	})
	return found
}

func (d *database) all(t *thread, a []value) value {
	items := []value{}
	d.each(t, func(fields []string) bool {
		if v := d.record(t, fields); v.P != nil {
			items = append(items, v)
		}
		return true
	})
	return object.NewList(items)
}

func (d *database) lookUpName(t *thread, a []value) value {
	name, ok := t.TextArg(d.byName, "", a[0])
	if !ok {
		return value{}
	}
	v := d.find(t, 0, name)
	if v.P == nil {
		return t.KeyError(object.NewStr(d.byName + "(): " + d.nameInMessage + " not found: " + object.ReprString(name)))
	}
	return v
}

func (d *database) lookUpID(t *thread, a []value) value {
	n, ok := t.SizeArg(a[0])
	if !ok {
		return value{}
	}
	id := strconv.Itoa(n)
	v := d.find(t, 2, id)
	if v.P == nil {
		return t.KeyError(object.NewStr(d.byID + "(): " + d.idInMessage + " not found: " + id))
	}
	return v
}

// Module declares pwd.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "pwd", Doc: "The users of the system.",
		Funcs: []def{
			{Sig: "getpwnam(name, /)", Doc: "Return the user of that name.", Fn: users.lookUpName},
			{Sig: "getpwuid(uidobj, /)", Doc: "Return the user of that number.", Fn: users.lookUpID},
			{Sig: "getpwall()", Doc: "Return a list of all users.", Fn: users.all},
		},
		Types: []*object.TypeDecl{passwd.Decl()},
	}
}

// Groups declares grp.
func Groups() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "grp", Doc: "The groups of the system.",
		Funcs: []def{
			{Sig: "getgrnam(name)", Doc: "Return the group of that name.", Fn: groups.lookUpName},
			{Sig: "getgrgid(id)", Doc: "Return the group of that number.", Fn: groups.lookUpID},
			{Sig: "getgrall()", Doc: "Return a list of all groups.", Fn: groups.all},
		},
		Types: []*object.TypeDecl{group.Decl()},
	}
}
