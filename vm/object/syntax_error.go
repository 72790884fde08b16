package object

import (
	"path"
	"strconv"
)

// SyntaxError keeps where in the source it happened: SyntaxError(msg,
// (filename, lineno, offset, text[, end_lineno, end_offset])).

var syntaxErrorFields = [...]keywordField{
	{"filename", FieldFilename}, {"lineno", FieldLineno}, {"offset", FieldOffset}, {"text", FieldText},
	{"end_lineno", FieldEndLineno}, {"end_offset", FieldEndOffset},
}

func syntaxErrorInit(t *Thread, a []Value) Value {
	if !t.initArgs(a) {
		return Value{}
	}
	e, args := exceptionOf(a[0]), AsTuple(a[1]).Items
	if len(args) >= 1 {
		e.SetField(FieldMsg, args[0])
	}
	if len(args) != 2 {
		return None
	}
	info, ok := t.Collect(args[1])
	if !ok {
		return Value{}
	}
	if len(info) < 4 {
		return t.TypeErrorf("function takes at least 4 arguments (%d given)", len(info))
	}
	if len(info) > 6 {
		return t.TypeErrorf("function takes at most 6 arguments (%d given)", len(info))
	}
	for i, f := range syntaxErrorFields {
		v := Value{}
		if i < len(info) {
			v = info[i]
		}
		e.SetField(f.field, v)
	}
	if len(info) == 5 {
		return t.TypeErrorf("end_offset must be provided when end_lineno is provided")
	}
	return None
}

// syntaxErrorStr is the message with the file's base name and the line.
func syntaxErrorStr(t *Thread, a []Value) Value {
	e := exceptionOf(a[0])
	msg, ok := t.Str(orNone(e.Field(FieldMsg)))
	if !ok {
		return Value{}
	}
	where := ""
	if f := e.Field(FieldFilename); f.IsStr() {
		where = path.Base("/" + f.Text())
		if f.Text() == "" || f.Text()[len(f.Text())-1] == '/' {
			where = ""
		}
		where = " (" + where
	}
	if l := e.Field(FieldLineno); l.P != nil && l.Shape() == ShapeInt {
		if n, fits := Int64(l); fits {
			sep := " ("
			if where != "" {
				sep = where + ", "
			}
			where = sep + "line " + strconv.FormatInt(n, 10)
		}
	}
	if where != "" {
		where += ")"
	}
	return NewStr(msg + where)
}

func detailSyntaxError(d *TypeDecl) {
	d.Methods = []Def{
		{exceptionInitSig, exceptionInitDoc, syntaxErrorInit},
		{"__str__(self, /)", "Return str(self).", syntaxErrorStr},
	}
	d.Members = []GetSetDef{fieldMember("msg", FieldMsg, "exception msg")}
	for _, f := range syntaxErrorFields {
		d.Members = append(d.Members, fieldMember(f.name, f.field, "exception "+f.name))
	}
	d.Members = append(d.Members, fieldMember("print_file_and_line", FieldPrintFileAndLine, "exception print_file_and_line"))
}
