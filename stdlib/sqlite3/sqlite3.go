// Package sqlite3 is the module sqlite3, on an SQLite that was translated to
// Go. Databases and statements are native; connections, cursors and rows are
// written in the language over them.
package sqlite3

import (
	"context"
	_ "embed"
	"errors"
	"slices"
	"strings"
	"time"

	sqlite "github.com/ncruces/go-sqlite3"

	"github.com/aio-lang/aio/vm/object"
)

type (
	thread = object.Thread
	value  = object.Value
	def    = object.Def
)

//go:embed sqlite3.aio
var source string

// Modules declares sqlite3, sqlite3.dbapi2 and their natives.
func Modules() []*object.ModuleDecl {
	return []*object.ModuleDecl{
		{Name: "sqlite3", Doc: "Databases in a file or in memory, spoken to in SQL (PEP 249).", Source: source, IsPackage: true},
		{Name: "sqlite3.dbapi2", Doc: "The same as sqlite3.", Source: "from sqlite3 import *\n"},
		{Name: "_sqlite3", Doc: "The natives of module sqlite3.", Types: []*object.TypeDecl{&databaseDecl, &statementDecl}, Init: func(t *thread, mod *object.Module) bool {
			for _, e := range exceptions {
				var base *object.Type
				if e.base != nil {
					base = t.M.TypeFor(e.base)
				}
				ty := t.M.TypeForBase(e.decl, base)
				mod.Set(t.M, ty.Name, ty.Value())
			}
			names := object.NewDict()
			for code, name := range codeNames {
				names.Set(t, object.NewStr(name), object.Int(int64(code)))
			}
			mod.Set(t.M, "codes", names.Value())
			return true
		}},
	}
}

// database is an open database.
type database struct {
	conn   *sqlite.Conn // nil once closed
	cancel context.CancelFunc
	// thread runs a statement; functions of the script are called on it. A
	// database with such functions keeps the baton.
	thread    *thread
	callbacks bool
	running   int // calls into SQLite that have not returned
}

func databaseOf(v value) *database { d, _ := object.Payload[*database](v); return d }

// run does what may take long.
func (d *database) run(t *thread, f func()) {
	before := d.thread
	d.thread = t
	d.running++
	if d.callbacks {
		f()
	} else {
		t.Exec.Blocking(t, f)
	}
	d.running--
	d.thread = before
}

// interruptible makes interrupt() count from here on.
func (d *database) interruptible() {
	ctx, cancel := context.WithCancel(context.Background())
	d.cancel = cancel
	d.conn.SetInterrupt(ctx)
}

var databaseDecl = object.TypeDecl{
	Name: "_sqlite3.Database", Kind: object.KindOpaque, Flags: object.TypeNoSubclass, Doc: "An open database.",
	New: &def{Sig: "__new__(cls, path, uri, timeout, /)", Doc: "Open a database.", Fn: open},
	Methods: []def{
		{Sig: "prepare(self, sql, /)", Doc: "Return the first statement of a text, None if there is none, and the rest.", Fn: prepare},
		{Sig: "close(self, /)", Doc: "Close the database.", Fn: func(t *thread, a []value) value {
			d := databaseOf(a[0])
			if d.running > 0 {
				return fail(t, programmingDecl, "Cannot close a database while it runs a statement.")
			}
			var err error
			if d.conn != nil {
				for _, s := range slices.Collect(d.conn.Stmts()) {
					s.Close()
				}
				err = d.conn.Close()
				d.cancel()
				d.conn = nil
			}
			if err != nil {
				return raise(t, err)
			}
			return object.None
		}},
		{Sig: "interrupt(self, /)", Doc: "End what runs.", Fn: func(t *thread, a []value) value { databaseOf(a[0]).cancel(); return object.None }},
		{Sig: "limit(self, category, limit, /)", Doc: "Set a limit and return what it was; a negative one asks.", Fn: func(t *thread, a []value) value {
			return object.Int(int64(databaseOf(a[0]).conn.Limit(sqlite.LimitCategory(a[1].AsInt()), int(a[2].AsInt()))))
		}},
		{Sig: "function(self, name, count, function, deterministic, /)", Doc: "Make a function known, None for none.", Fn: function},
		{Sig: "aggregate(self, name, count, factory, /)", Doc: "Make an aggregate known, None for none.", Fn: aggregate},
		{Sig: "collation(self, name, function, /)", Doc: "Make an order known, None for none.", Fn: collation},
	},
	GetSets: []object.GetSetDef{
		{Name: "autocommit", Get: func(t *thread, v value) value { return object.Bool(databaseOf(v).conn.GetAutocommit()) }},
		{Name: "changes", Get: func(t *thread, v value) value { return object.Int(databaseOf(v).conn.Changes()) }},
		{Name: "total_changes", Get: func(t *thread, v value) value { return object.Int(databaseOf(v).conn.TotalChanges()) }},
		{Name: "last_rowid", Get: func(t *thread, v value) value { return object.Int(databaseOf(v).conn.LastInsertRowID()) }},
	},
}

func open(t *thread, a []value) value {
	path := a[1].Text()
	flags := sqlite.OPEN_READWRITE | sqlite.OPEN_CREATE
	if a[2] == object.True {
		flags |= sqlite.OPEN_URI
	} else if strings.HasPrefix(path, "file:") {
		path = "./" + path
	}
	seconds, ok := t.FloatArg(a[3])
	if !ok {
		return value{}
	}
	var conn *sqlite.Conn
	var err error
	t.Exec.Blocking(t, func() {
		if conn, err = sqlite.OpenFlags(path, flags); err == nil {
			err = conn.BusyTimeout(time.Duration(seconds * float64(time.Second)))
		}
	})
	if err != nil {
		var code sqlite.ErrorCode
		if errors.As(err, &code) {
			err = code // the details are the operating system's
		}
		return raise(t, err)
	}
	d := &database{conn: conn}
	d.interruptible()
	return object.NewOpaque(object.AsType(a[0]), d)
}

func prepare(t *thread, a []value) value {
	d := databaseOf(a[0])
	if d.conn.GetInterrupt().Err() != nil {
		d.interruptible()
	}
	text := a[1].Text()
	if strings.IndexByte(text, 0) >= 0 {
		return fail(t, programmingDecl, "the query contains a null character")
	}
	var stmt *sqlite.Stmt
	var tail string
	var err error
	d.run(t, func() { stmt, tail, err = d.conn.Prepare(text) })
	if err != nil {
		return raise(t, err)
	}
	if stmt == nil {
		return object.TupleOf(object.None, object.NewStr(tail))
	}
	return object.TupleOf(object.NewOpaque(t.M.TypeFor(&statementDecl), &statement{stmt: stmt, database: d}), object.NewStr(tail))
}
