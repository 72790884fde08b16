package httpserver

import (
	"strings"
	"testing"
)

// FuzzHead checks that the parser never panics, that what it takes lies in the
// buffer, and that a head cut short is never taken for whole.
func FuzzHead(f *testing.F) {
	for _, s := range []string{
		"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
		"POST /x?y=1#z HTTP/1.0\nContent-Length: 3\n\nabc",
		"GET http://h HTTP/1.1\r\nHost: h\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n",
		"PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		h, n, err := parseHead(b, 1<<16)
		if n > len(b) || err != nil && h != nil || err == nil && (h == nil) != (n == 0) {
			t.Fatalf("head %v, %d bytes, error %v", h, n, err)
		}
		if h == nil {
			return
		}
		if h2, _, _ := parseHead(b[:n-1], 1<<16); h2 != nil && n > 1 && b[n-2] != '\n' {
			t.Fatalf("%q was taken for a whole head", b[:n-1])
		}
		unquote(h.path)
	})
}

// FuzzChunks checks that chunks give the same body however they arrive.
func FuzzChunks(f *testing.F) {
	f.Add([]byte("3\r\nabc\r\n0\r\n\r\n"))
	f.Add([]byte("a;x=y\n0123456789\n0\nX: y\n\n"))
	f.Add([]byte("0\nX: " + strings.Repeat("\r", 2*maxChunkLine) + "\n\n")) // too long, whole or not
	f.Fuzz(func(t *testing.T, b []byte) {
		var whole, slow chunks
		body, n, err := whole.read(b, nil)
		if n > len(b) {
			t.Fatal("read beyond the buffer")
		}
		if err != nil {
			return
		}
		var got, buf []byte
		for _, c := range b {
			buf = append(buf, c)
			var k int
			if got, k, err = slow.read(buf, got); err != nil {
				t.Fatalf("error only byte by byte: %v", err)
			}
			buf = buf[k:]
		}
		if string(got) != string(body) || whole.state != slow.state {
			t.Fatalf("%q and %q", body, got)
		}
	})
}

func FuzzFrames(f *testing.F) {
	f.Add([]byte("\x81\x85\x00\x00\x00\x00hello"))
	f.Fuzz(func(t *testing.T, b []byte) {
		fr, n, err := parseFrame(b, 1<<16)
		if n > len(b) || err == nil && n > 0 && len(fr.data) > len(b) {
			t.Fatal("a frame larger than the buffer")
		}
	})
}
