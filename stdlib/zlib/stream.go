package zlib

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"iter"
	"runtime"
)

// Stream decompresses what it is fed, piece by piece. Go's decompressors pull
// their input; here the input is pushed, so each runs as a coroutine that
// stops when it wants more.
type Stream struct {
	*pump
	next func() ([]byte, bool)
}

// pump is what the coroutine knows of its stream. It must not refer to the
// Stream, whose end ends the coroutine.
type pump struct {
	in    []byte
	last  bool // no more input comes
	yield func([]byte) bool
	ready []byte // decompressed and not yet taken
	Done  bool   // the end of the compressed data was reached
	Err   error
}

var errAbandoned = errors.New("abandoned")

// ReadByte makes decompressors read no further than their data goes.
func (p *pump) ReadByte() (byte, error) {
	for len(p.in) == 0 {
		if p.last {
			return 0, io.EOF
		}
		if !p.yield(nil) {
			return 0, errAbandoned
		}
	}
	c := p.in[0]
	p.in = p.in[1:]
	return c, nil
}

func (p *pump) Read(b []byte) (int, error) {
	if len(b) == 0 {
		return 0, nil
	}
	c, err := p.ReadByte()
	if err != nil {
		return 0, err
	}
	b[0] = c
	n := copy(b[1:], p.in)
	p.in = p.in[n:]
	return n + 1, nil
}

// NewStream makes a stream; open makes the decompressor of its input.
func NewStream(open func(io.Reader) (io.Reader, error)) *Stream {
	p := &pump{}
	next, stop := iter.Pull(func(yield func([]byte) bool) {
		p.yield = yield
		r, err := open(p)
		buf := make([]byte, 16<<10)
		for err == nil {
			var n int
			n, err = r.Read(buf)
			if n > 0 && !yield(buf[:n]) {
				return
			}
		}
		p.Done, p.Err = err == io.EOF, err
		if p.Done {
			p.Err = nil
		}
	})
	s := &Stream{pump: p, next: next}
	runtime.AddCleanup(s, func(stop func()) { stop() }, stop)
	return s
}

// Feed takes more input and returns what it decompresses to, limit bytes at
// most where that is positive. The rest is had by feeding nothing.
func (s *Stream) Feed(data []byte, limit int) []byte {
	s.in = append(s.in, data...)
	for s.Err == nil && (limit <= 0 || len(s.ready) < limit) {
		chunk, more := s.next()
		if !more || chunk == nil {
			break
		}
		s.ready = append(s.ready, chunk...)
	}
	out := s.ready
	if limit > 0 && len(out) > limit {
		out = out[:limit]
	}
	s.ready = s.ready[len(out):]
	return bytes.Clone(out)
}

// End says that no more input comes: what is cut short fails.
func (s *Stream) End() { s.last = true }

// Pending reports whether decompressed data waits to be taken.
func (s *Stream) Pending() bool { return len(s.ready) > 0 }

// Unread takes back the input that was not consumed.
func (s *Stream) Unread() []byte {
	rest := s.in
	s.in = nil
	return rest
}

// opener returns the decompressor for a wbits argument; nil for none.
func opener(wbits int, dict []byte) func(io.Reader) (io.Reader, error) {
	raw := func(r io.Reader) (io.Reader, error) { return flate.NewReaderDict(r, dict), nil }
	wrapped := func(r io.Reader) (io.Reader, error) { return zlib.NewReaderDict(r, dict) }
	zipped := func(r io.Reader) (io.Reader, error) {
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, err
		}
		z.Multistream(false)
		return z, nil
	}
	switch {
	case wbits == 0, 8 <= wbits && wbits <= 15:
		return wrapped
	case -15 <= wbits && wbits <= -8:
		return raw
	case 24 <= wbits && wbits <= 31:
		return zipped
	case 40 <= wbits && wbits <= 47:
		return func(r io.Reader) (io.Reader, error) {
			first, err := r.(io.ByteReader).ReadByte()
			if err != nil {
				return nil, err
			}
			again := &prefixed{first: first, ByteReader: r.(io.ByteReader)}
			if first == 0x1f {
				return zipped(again)
			}
			return wrapped(again)
		}
	}
	return nil
}

// prefixed gives one byte before those of a reader.
type prefixed struct {
	io.ByteReader
	first byte
	given bool
}

func (p *prefixed) ReadByte() (byte, error) {
	if !p.given {
		p.given = true
		return p.first, nil
	}
	return p.ByteReader.ReadByte()
}

func (p *prefixed) Read(b []byte) (int, error) {
	if len(b) == 0 {
		return 0, nil
	}
	c, err := p.ReadByte()
	if err != nil {
		return 0, err
	}
	b[0] = c
	return 1, nil
}

var _ flate.Reader = (*prefixed)(nil)
var _ flate.Reader = (*pump)(nil)

// problem is the code and the text of zlib.error for an error of Go's.
func problem(err error) (code int, text string) {
	var corrupt flate.CorruptInputError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return -5, "incomplete or truncated stream"
	case errors.Is(err, zlib.ErrHeader), errors.Is(err, gzip.ErrHeader):
		return -3, "incorrect header check"
	case errors.Is(err, zlib.ErrChecksum), errors.Is(err, gzip.ErrChecksum):
		return -3, "incorrect data check"
	case errors.Is(err, zlib.ErrDictionary):
		return 2, "need dictionary"
	case errors.As(err, &corrupt):
		return -3, "invalid data"
	}
	return -3, err.Error()
}
