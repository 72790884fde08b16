package pickle

import (
	"strconv"
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

// loadLine runs the opcodes of protocol 0 whose argument is a line of text.
func (u *unpickler) loadLine(op opcode) bool {
	t := u.in.t
	line, ok := u.in.line()
	if !ok {
		if !u.emptyLine() {
			return false
		}
		switch op {
		case opUnicode: // an empty text is allowed
			t.Clear()
			return u.push(object.NewStr(""))
		case opString:
			t.Clear()
			return u.loadString("")
		}
		return false
	}
	switch op {
	case opInt:
		return u.loadInt(line)
	case opLong:
		text := strings.TrimSuffix(line, "L")
		if text == line {
			text = line + "\n"
		}
		v := t.IntFromString(text, 0, object.NewStr(text))
		if v.P == nil {
			if t.Catch(object.ShapeValueError) != nil {
				t.ValueErrorf("invalid literal for int() with base 10: %s", object.ReprString(text))
			}
			return false
		}
		return u.push(v)
	case opFloat:
		f, ok := object.ParseFloat(line)
		if !ok {
			t.ValueErrorf("could not convert string to float: '%s\n'", line)
			return false
		}
		return u.push(object.Float(f))
	case opString:
		return u.loadString(line)
	}
	v := t.Decode(line, "raw_unicode_escape", "strict")
	return v.P != nil && u.push(v)
}

// emptyLine reports whether the line just read was empty, rather than missing.
func (u *unpickler) emptyLine() bool {
	return u.in.pos > 0 && u.in.pos <= len(u.in.data) && u.in.data[u.in.pos-1] == '\n'
}

// loadInt reads an int, or one of the bools of protocols 0 and 1.
func (u *unpickler) loadInt(line string) bool {
	t := u.in.t
	switch line {
	case "00":
		return u.push(object.False)
	case "01":
		return u.push(object.True)
	}
	text := strings.TrimSpace(line)
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return u.push(object.Int(n))
	}
	v := t.IntFromString(text, 0, object.NewStr(text))
	if v.P == nil {
		if t.Catch(object.ShapeValueError) != nil {
			t.ValueErrorf("could not convert string to int")
		}
		return false
	}
	return u.push(v)
}

// loadString reads the repr of a str of Python 2.
func (u *unpickler) loadString(line string) bool {
	t := u.in.t
	line = strings.TrimRight(line, " \t\r\n\f\v")
	n := len(line)
	if n < 2 || line[0] != line[n-1] || line[0] != '"' && line[0] != '\'' {
		return cannotLoad(t, "the STRING opcode argument must be quoted")
	}
	decode := imported(t, "_codecs", "escape_decode")
	if decode.P == nil {
		return false
	}
	r := t.Call(decode, object.NewBytes(line[1:n-1]))
	pair := object.AsTuple(r)
	if pair == nil {
		return false
	}
	b := object.AsBytes(pair.Items[0])
	return b != nil && u.pushOld(b.B)
}
