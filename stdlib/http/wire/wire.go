// Package wire is HTTP/1.1 as it goes over a connection: what a client writes
// and what it reads back. Header fields keep their order and their case, which
// net/http does not. It knows neither values nor connections.
//
//	AppendRequest ──> bytes        bufio.Reader ──> ReadHead ──> Body
package wire

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Field is one line of a header.
type Field struct{ Name, Value string }

// Head is what comes before a response's body.
type Head struct {
	Minor  int // HTTP/1.Minor
	Status int
	Reason string
	Fields []Field
}

// Get is the first field of a name, any case; "" where there is none.
func (h *Head) Get(name string) string { return Get(h.Fields, name) }

// Get is the value of the first field of a name, any case.
func Get(fields []Field, name string) string {
	for i := range fields {
		if strings.EqualFold(fields[i].Name, name) {
			return fields[i].Value
		}
	}
	return ""
}

// Has reports whether a comma separated field holds the token.
func Has(fields []Field, name, token string) bool {
	for i := range fields {
		if !strings.EqualFold(fields[i].Name, name) {
			continue
		}
		for part := range strings.SplitSeq(fields[i].Value, ",") {
			if strings.EqualFold(strings.TrimSpace(part), token) {
				return true
			}
		}
	}
	return false
}

// Kind says what is wrong with a message.
type Kind string

const (
	Disconnected Kind = "disconnected" // closed before the first byte
	StatusLine   Kind = "status_line"
	HeaderLine   Kind = "header_line"
	HeaderCut    Kind = "header_cut" // closed within the header
	TooLarge     Kind = "too_large"
	Framing      Kind = "framing"    // lengths that contradict each other
	Incomplete   Kind = "incomplete" // closed within the body
	ChunkCut     Kind = "chunk_cut"  // closed within a chunked body
	Chunk        Kind = "chunk"      // a broken chunk
)

// Error is a message that breaks the protocol.
type Error struct {
	Kind      Kind
	Text      string // the piece of the message that is wrong
	Got, Want int64  // bytes of the body, of Incomplete
}

func (e *Error) Error() string { return string(e.Kind) + ": " + e.Text }

// Limits of a head, as the originals have them.
const (
	MaxLine   = 64 << 10
	MaxFields = 1000
	MaxHead   = 256 << 10
)

// AppendRequest appends the head of a request.
func AppendRequest(dst []byte, method, target string, fields []Field) []byte {
	dst = append(dst, method...)
	dst = append(dst, ' ')
	dst = append(dst, target...)
	dst = append(dst, " HTTP/1.1\r\n"...)
	for i := range fields {
		dst = append(dst, fields[i].Name...)
		dst = append(dst, ": "...)
		dst = append(dst, fields[i].Value...)
		dst = append(dst, '\r', '\n')
	}
	return append(dst, '\r', '\n')
}

// AppendChunk appends a piece of a chunked body; an empty one ends it.
func AppendChunk(dst, data []byte) []byte {
	dst = strconv.AppendInt(dst, int64(len(data)), 16)
	dst = append(dst, '\r', '\n')
	dst = append(dst, data...)
	return append(dst, '\r', '\n')
}

// CheckRequest finds what would let a request say more than one thing: line
// ends in its parts. "" means that it is fine.
func CheckRequest(method, target string, fields []Field) string {
	if strings.ContainsFunc(method, func(r rune) bool { return r <= ' ' || r == 0x7f }) || method == "" {
		return "method"
	}
	if strings.ContainsFunc(target, func(r rune) bool { return r <= ' ' || r == 0x7f }) {
		return "target"
	}
	for _, f := range fields {
		if f.Name == "" || strings.ContainsAny(f.Name, "\r\n\x00: \t") {
			return "header name"
		}
		if strings.ContainsAny(f.Value, "\r\n\x00") {
			return "header value"
		}
	}
	return ""
}

// readLine reads a line without its end; left is what the head may still take.
func readLine(r *bufio.Reader, left *int) (string, error) {
	line, err := r.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		long := append([]byte(nil), line...)
		for errors.Is(err, bufio.ErrBufferFull) && len(long) <= MaxLine {
			line, err = r.ReadSlice('\n')
			long = append(long, line...)
		}
		line = long
	}
	if *left -= len(line); len(line) > MaxLine || *left < 0 {
		return "", &Error{Kind: TooLarge, Text: "got more than " + strconv.Itoa(MaxLine) + " bytes when reading header line"}
	}
	if err != nil {
		return string(line), err
	}
	line = line[:len(line)-1]
	if n := len(line); n > 0 && line[n-1] == '\r' {
		line = line[:n-1]
	}
	return string(line), nil
}

// ReadHead reads the head of a response; interim ones (100 to 199, but 101)
// are passed over.
func ReadHead(r *bufio.Reader) (Head, error) {
	for n := 0; ; n++ {
		h, err := readHead(r)
		if err != nil || h.Status >= 200 || h.Status == 101 || n == 100 {
			return h, err
		}
	}
}

func readHead(r *bufio.Reader) (Head, error) {
	left := MaxHead
	var h Head
	line, err := readLine(r, &left)
	switch {
	case err != nil && line == "" && eof(err):
		return h, &Error{Kind: Disconnected}
	case err != nil && eof(err):
		return h, &Error{Kind: StatusLine, Text: line}
	case err != nil:
		return h, err
	}
	if !h.parseStatus(line) {
		return h, &Error{Kind: StatusLine, Text: line}
	}
	for {
		line, err := readLine(r, &left)
		switch {
		case err != nil && eof(err):
			return h, &Error{Kind: HeaderCut, Text: line}
		case err != nil:
			return h, err
		case line == "":
			return h, nil
		case line[0] == ' ' || line[0] == '\t':
			if n := len(h.Fields); n > 0 { // a line folded in two
				h.Fields[n-1].Value += " " + strings.Trim(line, " \t")
				continue
			}
			return h, &Error{Kind: HeaderLine, Text: line}
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok || name == "" || strings.ContainsAny(name, " \t\x00") {
			return h, &Error{Kind: HeaderLine, Text: line}
		}
		if len(h.Fields) == MaxFields {
			return h, &Error{Kind: TooLarge, Text: "got more than " + strconv.Itoa(MaxFields) + " headers"}
		}
		h.Fields = append(h.Fields, Field{name, strings.Trim(value, " \t")})
	}
}

func eof(err error) bool { return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) }

// parseStatus takes a status line apart: HTTP/1.1 200 OK.
func (h *Head) parseStatus(line string) bool {
	version, rest, ok := strings.Cut(line, " ")
	if !ok || len(version) != 8 || version[:7] != "HTTP/1." || version[7] < '0' || version[7] > '9' {
		return false
	}
	code, reason, _ := strings.Cut(strings.TrimLeft(rest, " "), " ")
	if len(code) != 3 {
		return false
	}
	n, err := strconv.ParseUint(code, 10, 16)
	if err != nil || n < 100 {
		return false
	}
	h.Minor, h.Status, h.Reason = int(version[7]-'0'), int(n), strings.TrimSpace(reason)
	return true
}

// KeepAlive reports whether the connection may serve another request when the
// body has been read.
func (h *Head) KeepAlive() bool {
	if h.Minor == 0 {
		return Has(h.Fields, "Connection", "keep-alive")
	}
	return !Has(h.Fields, "Connection", "close")
}

// Body is a response's body. Read gives io.EOF at its end, an *Error where the
// connection ends before.
type Body struct {
	r       *bufio.Reader
	left    int64 // of the length, or of the chunk; -1: until the end of the connection
	got     int64
	want    int64
	chunked bool
	first   bool
	done    bool
}

// NewBody finds how the body of a response to method ends.
func NewBody(r *bufio.Reader, h *Head, method string) (*Body, error) {
	b := &Body{r: r}
	switch {
	case method == "HEAD" || h.Status < 200 || h.Status == 204 || h.Status == 304, method == "CONNECT" && h.Status < 300:
		b.done = true
		return b, nil
	case Has(h.Fields, "Transfer-Encoding", "chunked"):
		b.chunked, b.first = true, true
		return b, nil
	}
	length := int64(-1)
	for _, f := range h.Fields {
		if !strings.EqualFold(f.Name, "Content-Length") {
			continue
		}
		for part := range strings.SplitSeq(f.Value, ",") {
			n, err := strconv.ParseUint(strings.TrimSpace(part), 10, 63)
			if err != nil || length >= 0 && int64(n) != length {
				return nil, &Error{Kind: Framing, Text: f.Value}
			}
			length = int64(n)
		}
	}
	b.left, b.want, b.done = length, length, length == 0
	return b, nil
}

// Done reports whether the end has been reached in order.
func (b *Body) Done() bool { return b.done }

// UntilClose reports whether only the end of the connection ends the body.
func (b *Body) UntilClose() bool { return !b.chunked && b.want < 0 }

// Length is the length that was announced, or -1.
func (b *Body) Length() int64 {
	if b.chunked {
		return -1
	}
	return b.want
}

// Read implements io.Reader.
func (b *Body) Read(p []byte) (int, error) {
	if b.done {
		return 0, io.EOF
	}
	if b.chunked && b.left == 0 {
		if err := b.nextChunk(); err != nil {
			return 0, err
		}
	}
	if b.left >= 0 && int64(len(p)) > b.left {
		p = p[:b.left]
	}
	n, err := b.r.Read(p)
	b.got += int64(n)
	if b.left >= 0 {
		b.left -= int64(n)
	}
	switch {
	case n > 0:
		if b.left == 0 && !b.chunked {
			b.done = true
		}
		return n, nil
	case err == nil:
		return 0, nil
	case !eof(err):
		return 0, err
	case b.chunked:
		return 0, &Error{Kind: ChunkCut, Got: b.got}
	case b.left < 0:
		b.done = true
		return 0, io.EOF
	}
	return 0, &Error{Kind: Incomplete, Got: b.got, Want: b.want}
}

// nextChunk reads the line before a chunk, and after the last one the trailer.
func (b *Body) nextChunk() error {
	left := MaxHead
	if !b.first {
		line, err := readLine(b.r, &left)
		if err != nil {
			return b.cut(err)
		}
		if line != "" {
			return &Error{Kind: Chunk, Text: line, Got: b.got}
		}
	}
	b.first = false
	line, err := readLine(b.r, &left)
	if err != nil {
		return b.cut(err)
	}
	size, _, _ := strings.Cut(line, ";")
	size = strings.TrimSpace(size)
	n, err := strconv.ParseUint(size, 16, 62)
	if err != nil || strings.HasPrefix(size, "+") {
		return &Error{Kind: Chunk, Text: line, Got: b.got}
	}
	b.left = int64(n)
	if n > 0 {
		return nil
	}
	for {
		line, err := readLine(b.r, &left)
		if err != nil {
			return b.cut(err)
		}
		if line == "" {
			b.done = true
			return io.EOF
		}
	}
}

func (b *Body) cut(err error) error {
	if eof(err) {
		return &Error{Kind: ChunkCut, Got: b.got}
	}
	return err
}

// String shows a head in messages of tests.
func (h *Head) String() string {
	return fmt.Sprintf("HTTP/1.%d %d %s %v", h.Minor, h.Status, h.Reason, h.Fields)
}
