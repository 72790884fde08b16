package pickle

import (
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

// input is where an unpickler reads: a string, or a file, of which it reads no
// more than the pickle's own bytes. A frame is read whole.
type input struct {
	t        *thread
	data     string // what was read
	pos      int
	read     value // methods of the file; nil for a string
	readline value
}

// next returns the next n bytes; false with an exception pending.
func (in *input) next(n int) (string, bool) {
	if n <= len(in.data)-in.pos {
		s := in.data[in.pos : in.pos+n]
		in.pos += n
		return s, true
	}
	if in.read.P == nil {
		return "", in.truncated()
	}
	have := in.data[in.pos:]
	in.data, in.pos = "", 0
	r := in.t.Call(in.read, object.Int(int64(n-len(have))))
	if r.P == nil {
		return "", false
	}
	s, ok := in.result(r)
	if !ok {
		return "", false
	}
	if len(s) < n-len(have) {
		if len(s)+len(have) == 0 {
			return "", in.empty()
		}
		return "", in.truncated()
	}
	return have + s, true
}

// line returns the next line without its end. Lines that hold nothing are not
// there in any pickle.
func (in *input) line() (string, bool) {
	if i := strings.IndexByte(in.data[in.pos:], '\n'); i >= 0 {
		s := in.data[in.pos : in.pos+i]
		in.pos += i + 1
		return s, in.notEmpty(s)
	}
	if in.read.P == nil {
		return "", in.truncated()
	}
	have := in.data[in.pos:]
	in.data, in.pos = "", 0
	r := in.t.Call(in.readline)
	if r.P == nil {
		return "", false
	}
	s, ok := in.result(r)
	if !ok {
		return "", false
	}
	if !strings.HasSuffix(s, "\n") {
		return "", in.truncated()
	}
	s = have + s[:len(s)-1]
	return s, in.notEmpty(s)
}

func (in *input) notEmpty(s string) bool {
	return s != "" || in.truncated()
}

// result is what a method of the file has returned.
func (in *input) result(r value) (string, bool) {
	if b := object.AsBytes(r); b != nil {
		return b.B, true
	}
	s, ok := in.t.BytesLike(r)
	return strings.Clone(s), ok
}

// frame fetches a whole frame of a file.
func (in *input) frame(n int) bool {
	if n <= len(in.data)-in.pos {
		return true
	}
	s, ok := in.next(n)
	if ok {
		in.data, in.pos = s, 0
	}
	return ok
}

func (in *input) truncated() bool { return cannotLoad(in.t, "pickle data was truncated") }

func (in *input) empty() bool {
	in.t.Raise(object.ShapeEOFError, "Ran out of input")
	return false
}
