package httpserver

import (
	"bytes"
	"errors"
	"strings"
)

// head is what comes before the body of a request.
type head struct {
	method, target string
	path, query    string // of the target, the path still quoted
	minor          int    // HTTP/1.minor
	fields         []field
	length         int64 // of the body; chunked for chunked encoding
	keepAlive      bool
	expect         bool // the client waits for 100 Continue
	upgrade        string
}

// field is a header field, its name in lower case.
type field struct{ name, value string }

// chunked is the length of a body that comes in chunks.
const chunked = -1

var (
	errMalformed = errors.New("malformed request")
	errTooLarge  = errors.New("request head too large")
)

// parseHead reads the head at the beginning of buf. n is how many bytes it
// took; 0 where the end of it has not arrived yet. A head longer than limit is
// an error. What two readers could understand differently is refused: two
// lengths, a length beside chunks, folded lines, spaces before a colon.
func parseHead(buf []byte, limit int) (h *head, n int, err error) {
	end := headEnd(buf)
	if end < 0 {
		if len(buf) > limit {
			return nil, 0, errTooLarge
		}
		return nil, 0, nil
	}
	if end > limit {
		return nil, 0, errTooLarge
	}
	text := string(buf[:end])
	h = &head{}
	line, rest := cutLine(text)
	if !h.requestLine(line) || !h.readFields(rest) || !h.framing() {
		return nil, 0, errMalformed
	}
	return h, end, nil
}

// headEnd is the index after the empty line that ends a head, or -1.
func headEnd(buf []byte) int {
	for at := 0; ; {
		i := bytes.IndexByte(buf[at:], '\n')
		if i < 0 {
			return -1
		}
		at += i + 1
		if at < len(buf) && buf[at] == '\n' {
			return at + 1
		}
		if at+1 < len(buf) && buf[at] == '\r' && buf[at+1] == '\n' {
			return at + 2
		}
	}
}

func cutLine(s string) (line, rest string) {
	i := strings.IndexByte(s, '\n')
	if i < 0 {
		return s, ""
	}
	line, rest = s[:i], s[i+1:]
	return strings.TrimSuffix(line, "\r"), rest
}

func (h *head) requestLine(line string) bool {
	i := strings.IndexByte(line, ' ')
	j := strings.LastIndexByte(line, ' ')
	if i <= 0 || j <= i+1 || len(line)-j != len(" HTTP/1.1") || line[j+1:j+8] != "HTTP/1." {
		return false
	}
	h.method, h.target = line[:i], line[i+1:j]
	switch line[j+8] {
	case '0', '1':
		h.minor = int(line[j+8] - '0')
	default:
		return false
	}
	if !isToken(h.method) {
		return false
	}
	for k := 0; k < len(h.target); k++ {
		if c := h.target[k]; c <= ' ' || c == 0x7f {
			return false
		}
	}
	target := h.target
	if target[0] != '/' { // the absolute form, for proxies
		if k := strings.Index(target, "://"); k > 0 {
			if target = target[k+3:]; strings.IndexByte(target, '/') >= 0 {
				target = target[strings.IndexByte(target, '/'):]
			} else {
				target = "/"
			}
		}
	}
	if k := strings.IndexByte(target, '#'); k >= 0 {
		target = target[:k]
	}
	h.path, h.query, _ = strings.Cut(target, "?")
	return true
}

func (h *head) readFields(rest string) bool {
	h.fields = make([]field, 0, 8)
	for {
		var line string
		line, rest = cutLine(rest)
		if line == "" {
			return true
		}
		i := strings.IndexByte(line, ':')
		if i <= 0 || !isToken(line[:i]) {
			return false
		}
		value := strings.Trim(line[i+1:], " \t")
		for k := 0; k < len(value); k++ {
			if c := value[k]; c < ' ' && c != '\t' || c == 0x7f {
				return false
			}
		}
		h.fields = append(h.fields, field{strings.ToLower(line[:i]), value})
	}
}

// framing finds where the body ends and whether the connection goes on.
func (h *head) framing() bool {
	hosts, lengths, coded := 0, 0, false
	h.keepAlive = h.minor == 1
	wantsUpgrade := false
	for _, f := range h.fields {
		switch f.name {
		case "host":
			hosts++
		case "content-length":
			n, ok := contentLength(f.value)
			if !ok || lengths > 0 && n != h.length {
				return false
			}
			h.length = n
			lengths++
		case "transfer-encoding":
			if coded || !strings.EqualFold(f.value, "chunked") {
				return false
			}
			coded = true
		case "connection":
			for _, word := range strings.Split(strings.ToLower(f.value), ",") {
				switch strings.TrimSpace(word) {
				case "close":
					h.keepAlive = false
				case "keep-alive":
					h.keepAlive = true
				case "upgrade":
					wantsUpgrade = true
				}
			}
		case "expect":
			h.expect = h.minor == 1 && strings.EqualFold(f.value, "100-continue")
		case "upgrade":
			h.upgrade = strings.ToLower(f.value)
		}
	}
	if !wantsUpgrade {
		h.upgrade = ""
	}
	if coded {
		if lengths > 0 || h.minor == 0 {
			return false
		}
		h.length = chunked
	}
	return hosts == 1 || hosts == 0 && h.minor == 0
}

// contentLength reads a length as RFC 9110 has it: digits alone; the same one
// may stand there several times.
func contentLength(s string) (int64, bool) {
	parts := strings.Split(s, ",")
	for _, p := range parts[1:] {
		if strings.TrimSpace(p) != strings.TrimSpace(parts[0]) {
			return 0, false
		}
	}
	s = strings.TrimSpace(parts[0])
	if s == "" || len(s) > 18 {
		return 0, false
	}
	n := int64(0)
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int64(s[i]-'0')
	}
	return n, true
}

func (h *head) get(name string) string {
	for _, f := range h.fields {
		if f.name == name {
			return f.value
		}
	}
	return ""
}

// isToken reports whether s may be a method or a field's name.
func isToken(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9':
		case strings.IndexByte("!#$%&'*+-.^_`|~", c) >= 0:
		default:
			return false
		}
	}
	return s != ""
}

// unquote undoes %XX.
func unquote(s string) string {
	if strings.IndexByte(s, '%') < 0 {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			hi, lo := hexDigit(s[i+1]), hexDigit(s[i+2])
			if hi >= 0 && lo >= 0 {
				b = append(b, byte(hi<<4|lo))
				i += 2
				continue
			}
		}
		b = append(b, s[i])
	}
	return string(b)
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
