package binascii

import (
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

// maxUU is how many bytes a line of uuencoded data holds.
const maxUU = 45

func a2bUU(t *object.Thread, a []object.Value) object.Value {
	s, ok := asciiArg(t, a[0])
	if !ok {
		return object.Value{}
	}
	if s == "" { // the length is taken from past the end: a null
		return object.NewBytesOf(make([]byte, 32))
	}
	want := int(s[0]-' ') & 63
	s = s[1:]
	b := make([]byte, 0, want)
	var bits, n uint
	i := 0
	for ; len(b) < want; i++ {
		c := byte(0)
		if i < len(s) && s[i] != '\n' && s[i] != '\r' {
			// 64 stands for 0 where spaces had to be avoided
			if s[i] < ' ' || s[i] > ' '+64 {
				return fail(t, "Illegal char")
			}
			c = (s[i] - ' ') & 63
		}
		bits = bits<<6 | uint(c)
		if n += 6; n >= 8 {
			n -= 8
			b = append(b, byte(bits>>n))
			bits &= 1<<n - 1
		}
	}
	for ; i < len(s); i++ {
		if c := s[i]; c != ' ' && c != ' '+64 && c != '\n' && c != '\r' {
			return fail(t, "Trailing garbage")
		}
	}
	return object.NewBytesOf(b)
}

func b2aUU(t *object.Thread, a []object.Value) object.Value {
	backtick, ok := t.Truth(a[1])
	if !ok {
		return object.Value{}
	}
	s, ok := t.BytesLike(a[0])
	if !ok {
		return object.Value{}
	}
	if len(s) > maxUU {
		return fail(t, "At most 45 bytes at once")
	}
	b := make([]byte, 0, 2+(len(s)+2)/3*4)
	put := func(v uint) {
		if v == 0 && backtick {
			b = append(b, '`')
		} else {
			b = append(b, byte(v)+' ')
		}
	}
	put(uint(len(s)))
	var bits, n uint
	for i := 0; i < len(s) || n != 0; i++ {
		bits <<= 8
		if i < len(s) {
			bits |= uint(s[i])
		}
		for n += 8; n >= 6; n -= 6 {
			put(bits >> (n - 6) & 63)
		}
	}
	return object.NewBytesOf(append(b, '\n'))
}

func a2bQP(t *object.Thread, a []object.Value) object.Value {
	header, ok := t.Truth(a[1])
	if !ok {
		return object.Value{}
	}
	s, ok := asciiArg(t, a[0])
	if !ok {
		return object.Value{}
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '_' && header:
			b = append(b, ' ')
		case c != '=':
			b = append(b, c)
		case i+1 == len(s):
		case s[i+1] == '\n' || s[i+1] == '\r': // a line that goes on
			n := strings.IndexByte(s[i+1:], '\n')
			if n < 0 {
				n = len(s)
			}
			i += 1 + n
		case s[i+1] == '=':
			b = append(b, '=')
			i++
		case i+2 < len(s) && object.HexValue(s[i+1]) >= 0 && object.HexValue(s[i+2]) >= 0:
			b = append(b, byte(object.HexValue(s[i+1])<<4|object.HexValue(s[i+2])))
			i += 2
		default:
			b = append(b, '=')
		}
	}
	return object.NewBytesOf(b)
}

// maxQP is the length that lines of quoted-printable stay below.
const maxQP = 76

// qpWriter writes lines of quoted-printable.
type qpWriter struct {
	b    []byte
	line int // length of the line so far
	end  string
}

const upperHex = "0123456789ABCDEF"

// fold ends the line with a soft break where n more characters do not fit.
func (w *qpWriter) fold(n int) {
	if w.line+n >= maxQP {
		w.b = append(append(w.b, '='), w.end...)
		w.line = 0
	}
}

func (w *qpWriter) quote(c byte) {
	w.fold(3)
	w.b = append(w.b, '=', upperHex[c>>4], upperHex[c&15])
	w.line += 3
}

// newline ends the line; whitespace before it is quoted.
func (w *qpWriter) newline() {
	if n := len(w.b); n > 0 && (w.b[n-1] == ' ' || w.b[n-1] == '\t') {
		c := w.b[n-1]
		w.b = append(w.b[:n-1], '=', upperHex[c>>4], upperHex[c&15])
	}
	w.b = append(w.b, w.end...)
	w.line = 0
}

func b2aQP(t *object.Thread, a []object.Value) object.Value {
	var flags [3]bool
	for i := range flags {
		var ok bool
		if flags[i], ok = t.Truth(a[i+1]); !ok {
			return object.Value{}
		}
	}
	tabs, text, header := flags[0], flags[1], flags[2]
	s, ok := t.BytesLike(a[0])
	if !ok {
		return object.Value{}
	}
	w := qpWriter{end: "\n"}
	if i := strings.IndexByte(s, '\n'); i > 0 && s[i-1] == '\r' {
		w.end = "\r\n"
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		last := i+1 == len(s)
		next := byte(0)
		if !last {
			next = s[i+1]
		}
		switch {
		case c > '~' || c == '=' || c == '_' && header,
			c == '.' && w.line == 0 && (next == '\n' || next == '\r' || next == 0), // would end a message
			!text && (c == '\r' || c == '\n'),
			(c == '\t' || c == ' ') && (last || tabs),
			c < ' ' && c != '\r' && c != '\n' && c != '\t':
			w.quote(c)
		case text && (c == '\n' || c == '\r' && next == '\n'):
			w.newline()
			if c == '\r' {
				i++
			}
		default:
			if !last && next != '\n' {
				w.fold(1)
			}
			w.line++
			if c == ' ' && header {
				c = '_'
			}
			w.b = append(w.b, c)
		}
	}
	return object.NewBytesOf(w.b)
}
