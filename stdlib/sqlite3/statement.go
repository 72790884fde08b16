package sqlite3

import (
	"strconv"
	"unicode/utf8"

	sqlite "github.com/ncruces/go-sqlite3"

	"github.com/aio-lang/aio/vm/object"
)

// statement is a prepared statement.
type statement struct {
	*database
	stmt *sqlite.Stmt // nil once closed
	busy bool         // it runs
}

// idle raises ProgrammingError for a statement that runs, which calls a
// function that uses it again.
func (s *statement) idle(t *thread) bool {
	if s.busy {
		fail(t, programmingDecl, "Recursive use of cursors not allowed.")
	}
	return !s.busy
}

func statementOf(v value) *statement { s, _ := object.Payload[*statement](v); return s }

var statementDecl = object.TypeDecl{
	Name: "_sqlite3.Statement", Kind: object.KindOpaque, Flags: object.TypeNoNew | object.TypeNoSubclass, Doc: "A prepared statement.",
	Methods: []def{
		{Sig: "bind(self, parameters, adapt, /)", Doc: "Give the parameters values.", Fn: bind},
		{Sig: "step(self, /)", Doc: "Run on to the next row; False at the end.", Fn: func(t *thread, a []value) value {
			more, ok := statementOf(a[0]).step(t)
			if !ok {
				return value{}
			}
			return object.Bool(more)
		}},
		{Sig: "row(self, text, /)", Doc: "Return the row as a tuple; text is str, bytes or what makes an object of the bytes of a text.", Fn: func(t *thread, a []value) value {
			return statementOf(a[0]).row(t, a[1])
		}},
		{Sig: "rows(self, text, limit, /)", Doc: "Return the current row and those after it, up to a limit unless that is negative, and whether a row is left.", Fn: rows},
		{Sig: "columns(self, /)", Doc: "Return the names and declared types of the columns.", Fn: func(t *thread, a []value) value {
			s := statementOf(a[0]).stmt
			var out []value
			for i := range s.ColumnCount() {
				out = append(out, object.TupleOf(object.NewStr(s.ColumnName(i)), object.NewStr(s.ColumnDeclType(i))))
			}
			return object.NewList(out)
		}},
		{Sig: "reset(self, /)", Doc: "Make ready to run again.", Fn: func(t *thread, a []value) value {
			s := statementOf(a[0])
			if !s.idle(t) {
				return value{}
			}
			if s.stmt != nil && s.conn != nil {
				s.stmt.Reset()
				s.stmt.ClearBindings()
			}
			return object.None
		}},
		{Sig: "close(self, /)", Doc: "Be done with the statement.", Fn: func(t *thread, a []value) value {
			s := statementOf(a[0])
			if !s.idle(t) {
				return value{}
			}
			if s.stmt != nil && s.conn != nil {
				s.stmt.Close()
			}
			s.stmt = nil
			return object.None
		}},
	},
}

func (s *statement) step(t *thread) (more, ok bool) {
	if s.stmt == nil || s.conn == nil {
		return false, true
	}
	if !s.idle(t) {
		return false, false
	}
	var err error
	s.busy = true
	s.run(t, func() {
		if more = s.stmt.Step(); !more {
			err = s.stmt.Err()
		}
	})
	s.busy = false
	switch {
	case t.Exc.P != nil:
		return false, false
	case err != nil:
		raise(t, err)
		return false, false
	}
	return more, true
}

func (s *statement) row(t *thread, text value) value {
	if s.stmt == nil || s.conn == nil {
		return fail(t, programmingDecl, "Cannot operate on a closed database.")
	}
	n := s.stmt.DataCount()
	items := make([]value, n)
	for i := range n {
		switch s.stmt.ColumnType(i) {
		case sqlite.INTEGER:
			items[i] = object.Int(s.stmt.ColumnInt64(i))
		case sqlite.FLOAT:
			items[i] = object.Float(s.stmt.ColumnFloat(i))
		case sqlite.TEXT:
			raw := s.stmt.ColumnText(i)
			switch {
			case text == t.M.Type(object.ShapeStr).Value():
				if !utf8.ValidString(raw) {
					return fail(t, operationalDecl, "Could not decode to UTF-8 column '"+s.stmt.ColumnName(i)+"' with text '"+raw+"'")
				}
				items[i] = object.NewStr(raw)
			case text == t.M.Type(object.ShapeBytes).Value():
				items[i] = object.NewBytes(raw)
			default:
				if items[i] = t.Call(text, object.NewBytes(raw)); items[i].P == nil {
					return value{}
				}
			}
		case sqlite.BLOB:
			items[i] = object.NewBytesOf(s.stmt.ColumnBlob(i, nil))
		default:
			items[i] = object.None
		}
	}
	return object.NewTuple(items)
}

func rows(t *thread, a []value) value {
	s, limit := statementOf(a[0]), a[2].AsInt()
	var out []value
	more := true
	for more && (limit < 0 || int64(len(out)) < limit) {
		r := s.row(t, a[1])
		if r.P == nil {
			return r
		}
		out = append(out, r)
		var ok bool
		if more, ok = s.step(t); !ok {
			return value{}
		}
	}
	return object.TupleOf(object.NewList(out), object.Bool(more))
}

// bind gives the parameters values of a sequence or mapping.
func bind(t *thread, a []value) value {
	s := statementOf(a[0])
	n := s.stmt.BindCount()
	var items []value
	named := false
	switch {
	case object.AsTuple(a[1]) != nil, object.AsList(a[1]) != nil:
		items, _ = t.Collect(a[1])
	case object.AsDict(a[1]) != nil || t.LookupAttr(a[1], t.M.Intern("keys")).P != nil:
		named = true
	case t.M.Lookup(t.M.TypeOf(a[1]), t.M.Intern("__getitem__")).P != nil && t.M.Lookup(t.M.TypeOf(a[1]), t.M.Intern("__len__")).P != nil:
		var ok bool
		if items, ok = t.Collect(a[1]); !ok {
			return value{}
		}
	default:
		if t.Exc.P == nil {
			fail(t, programmingDecl, "parameters are of unsupported type")
		}
		return value{}
	}
	if !named && len(items) != n {
		return fail(t, programmingDecl, "Incorrect number of bindings supplied. The current statement uses "+strconv.Itoa(n)+", and there are "+strconv.Itoa(len(items))+" supplied.")
	}
	for i := 1; i <= n; i++ {
		name := s.stmt.BindName(i)
		shown := strconv.Itoa(i)
		var v value
		switch {
		case !named:
			v = items[i-1]
			if name != "" && name[0] != '?' && !t.Warn(object.ShapeDeprecationWarning, 1, "Binding %d ('%s') is a named parameter, but you supplied a sequence which requires nameless (qmark) placeholders. Starting with Python 3.14 an sqlite3.ProgrammingError will be raised.", i, name) {
				return value{}
			}
		case name == "":
			return fail(t, programmingDecl, "Binding "+shown+" has no name, but you supplied a dictionary (which has only names).")
		default:
			shown = "':" + name[1:] + "'"
			if v = t.GetItem(a[1], object.NewStr(name[1:])); v.P == nil {
				if t.Catch(object.ShapeKeyError) != nil {
					fail(t, programmingDecl, "You did not supply a value for binding parameter :"+name[1:]+".")
				}
				return value{}
			}
		}
		if !s.bindOne(t, i, shown, v, a[2]) {
			return value{}
		}
	}
	return object.None
}

func (s *statement) bindOne(t *thread, i int, shown string, v, adapt value) bool {
	switch v.Shape() {
	case object.ShapeNone, object.ShapeInt, object.ShapeFloat, object.ShapeStr, object.ShapeBytes, object.ShapeByteArray:
	default:
		if v = t.Call(adapt, v); v.P == nil {
			return false
		}
	}
	var err error
	switch {
	case v.IsNone():
		err = s.stmt.BindNull(i)
	case object.IsIntLike(v):
		n, small := object.Int64(object.PlainInt(v))
		if !small {
			t.OverflowErrorf("Python int too large to convert to SQLite INTEGER")
			return false
		}
		err = s.stmt.BindInt64(i, n)
	case v.Kind() == object.KindFloat || v.IsFloat():
		f, ok := t.FloatArg(v)
		if !ok {
			return false
		}
		err = s.stmt.BindFloat(i, f)
	case v.IsStr():
		if !utf8.ValidString(v.Text()) {
			t.CallMethod(v, t.M.Intern("encode"))
			return false
		}
		err = s.stmt.BindText(i, v.Text())
	case t.IsBytesLike(v):
		b, ok := t.BytesLike(v)
		if !ok {
			return false
		}
		err = s.stmt.BindBlob(i, append([]byte{}, b...))
	default:
		fail(t, programmingDecl, "Error binding parameter "+shown+": type '"+t.TypeName(v)+"' is not supported")
		return false
	}
	if err != nil {
		raise(t, err)
		return false
	}
	return true
}

// result gives an object of the script to SQLite; false where it cannot.
func result(t *thread, ctx sqlite.Context, v value) bool {
	switch {
	case v.P == nil:
		return false
	case v.IsNone():
		ctx.ResultNull()
	case object.IsIntLike(v):
		n, small := object.Int64(object.PlainInt(v))
		if !small {
			return false
		}
		ctx.ResultInt64(n)
	case v.IsFloat():
		ctx.ResultFloat(v.AsFloat())
	case v.IsStr():
		ctx.ResultText(v.Text())
	case t.IsBytesLike(v):
		b, ok := t.BytesLike(v)
		if !ok {
			return false
		}
		ctx.ResultBlob([]byte(b))
	default:
		return false
	}
	return true
}

// objects are SQLite's values as the script's.
func objects(args []sqlite.Value) []value {
	out := make([]value, len(args))
	for i, v := range args {
		switch v.Type() {
		case sqlite.INTEGER:
			out[i] = object.Int(v.Int64())
		case sqlite.FLOAT:
			out[i] = object.Float(v.Float())
		case sqlite.TEXT:
			out[i] = object.NewStr(v.Text())
		case sqlite.BLOB:
			out[i] = object.NewBytesOf(v.Blob(nil))
		default:
			out[i] = object.None
		}
	}
	return out
}
