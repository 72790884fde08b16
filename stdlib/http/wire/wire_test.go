package wire

import (
	"bufio"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestReadHead(t *testing.T) {
	for _, c := range []struct {
		in, want string
		kind     Kind
	}{
		{"HTTP/1.1 200 OK\r\nA: b\r\nc:  d \r\n\r\n", "HTTP/1.1 200 OK [{A b} {c d}]", ""},
		{"HTTP/1.0 404\n\n", "HTTP/1.0 404  []", ""},
		{"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 204 No Content []", ""},
		{"HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n", "HTTP/1.1 200 OK [{A b c}]", ""},
		{"", "", Disconnected},
		{"HELLO\r\n", "", StatusLine},
		{"HTTP/1.1 2x0 OK\r\n\r\n", "", StatusLine},
		{"HTTP/1.1 200 OK\r\nnonsense\r\n\r\n", "", HeaderLine},
		{"HTTP/1.1 200 OK\r\nA b: c\r\n\r\n", "", HeaderLine},
		{"HTTP/1.1 200 OK\r\nA: b\r\n", "", HeaderCut},
		{"HTTP/1.1 200 OK\r\nA: " + strings.Repeat("x", MaxLine) + "\r\n\r\n", "", TooLarge},
		{"HTTP/1.1 200 OK\r\n" + strings.Repeat("A: b\r\n", MaxFields+1) + "\r\n", "", TooLarge},
	} {
		h, err := ReadHead(bufio.NewReader(strings.NewReader(c.in)))
		var e *Error
		switch {
		case c.kind == "" && (err != nil || h.String() != c.want):
			t.Errorf("%.40q: %v, %v, want %s", c.in, h.String(), err, c.want)
		case c.kind != "" && (!errors.As(err, &e) || e.Kind != c.kind):
			t.Errorf("%.40q: %v, want %s", c.in, err, c.kind)
		}
	}
}

func TestBody(t *testing.T) {
	for _, c := range []struct {
		head, in, want string
		kind           Kind
	}{
		{"Content-Length: 3", "abcdef", "abc", ""},
		{"Content-Length: 3", "ab", "ab", Incomplete},
		{"Content-Length: 3, 3", "abc", "abc", ""},
		{"Content-Length: 3\r\nContent-Length: 4", "abcd", "", Framing},
		{"Content-Length: -3", "abcd", "", Framing},
		{"X: y", "all of it", "all of it", ""},
		{"Transfer-Encoding: chunked", "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nT: v\r\n\r\n", "abcde", ""},
		{"Transfer-Encoding: chunked", "3\r\nabc\r\n", "abc", ChunkCut},
		{"Transfer-Encoding: chunked", "zz\r\nabc\r\n", "", Chunk},
		{"Transfer-Encoding: chunked", "3\r\nabcd\r\n", "abc", Chunk},
	} {
		r := bufio.NewReader(strings.NewReader("HTTP/1.1 200 OK\r\n" + c.head + "\r\n\r\n" + c.in))
		h, err := ReadHead(r)
		if err != nil {
			t.Fatal(err)
		}
		var got []byte
		b, err := NewBody(r, &h, "GET")
		if err == nil {
			got, err = io.ReadAll(b)
		}
		var e *Error
		if string(got) != c.want || c.kind == "" && err != nil || c.kind != "" && (!errors.As(err, &e) || e.Kind != c.kind) {
			t.Errorf("%s %q: %q, %v", c.head, c.in, got, err)
		}
	}
}

func FuzzResponse(f *testing.F) {
	f.Add("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
	f.Add("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc")
	f.Add("HTTP/1.0 200\n\nx")
	f.Fuzz(func(t *testing.T, in string) {
		r := bufio.NewReader(strings.NewReader(in))
		h, err := ReadHead(r)
		if err != nil {
			return
		}
		b, err := NewBody(r, &h, "GET")
		if err != nil {
			return
		}
		got, err := io.ReadAll(b)
		if len(got) > len(in) {
			t.Fatal("a body longer than the message")
		}
		if (err == nil) != b.Done() {
			t.Fatalf("error %v, done %v", err, b.Done())
		}
	})
}
