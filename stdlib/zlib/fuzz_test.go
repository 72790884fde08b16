package zlib

import (
	"bytes"
	"io"
	"testing"
)

// FuzzStream feeds the same data at once and byte by byte: the outcome must be
// the same, as far as Go's own reader gets.
func FuzzStream(f *testing.F) {
	var packed bytes.Buffer
	w := newWriter(&packed, 6, 15, nil)
	w.Write(bytes.Repeat([]byte("some text "), 100))
	w.Close()
	f.Add(packed.Bytes(), 15)
	f.Add(packed.Bytes()[:20], 47)
	f.Add([]byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\x03\x00"), 31)
	f.Add([]byte{3, 0, 1, 2}, -15)
	f.Fuzz(func(t *testing.T, data []byte, wbits int) {
		open := opener(wbits, nil)
		if open == nil {
			return
		}
		var want []byte
		if r, err := open(bytes.NewReader(data)); err == nil {
			want, _ = io.ReadAll(io.LimitReader(r, 1<<20))
		}
		s := NewStream(open)
		var got []byte
		for i := range data {
			got = append(got, s.Feed(data[i:i+1], 0)...)
			if len(got) > 1<<20 {
				return
			}
		}
		s.End()
		got = append(got, s.Feed(nil, 0)...)
		if len(want) < 1<<20 && !bytes.Equal(got, want) {
			t.Fatalf("fed byte by byte %d bytes, at once %d", len(got), len(want))
		}
	})
}
