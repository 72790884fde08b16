package zlib

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"strconv"

	"github.com/aio-lang/aio/vm/object"
)

func itoa(n int) string { return strconv.Itoa(n) }

// writer is what Go's compressors have in common.
type writer interface {
	io.WriteCloser
	Flush() error
}

// newWriter makes a compressor; the arguments were checked.
func newWriter(out io.Writer, level, wbits int, dict []byte) writer {
	var w writer
	switch {
	case wbits < 0:
		w, _ = flate.NewWriterDict(out, level, dict)
	case wbits > 15:
		g, _ := gzip.NewWriterLevel(out, level)
		w = g
	default:
		w, _ = zlib.NewWriterLevelDict(out, level, dict)
	}
	return w
}

// compressor is a zlib.Compress object.
type compressor struct {
	out    bytes.Buffer
	w      writer
	closed bool
}

func (c *compressor) take() value {
	b := bytes.Clone(c.out.Bytes())
	c.out.Reset()
	return object.NewBytesOf(b)
}

func compressorOf(v value) *compressor { c, _ := object.Payload[*compressor](v); return c }

func uncopied(what string) object.NativeFn {
	return func(t *thread, a []value) value { return t.NotImplementedf("copy() of a zlib.%s object", what) }
}

var compressDecl = object.TypeDecl{
	Name: "zlib.Compress", Kind: object.KindOpaque, Flags: object.TypeNoNew | object.TypeNoSubclass, Doc: "Compresses piece by piece.",
	Methods: []def{
		{Sig: "compress(self, data, /)", Doc: "Compress more data; return what is ready.", Fn: func(t *thread, a []value) value {
			c := compressorOf(a[0])
			data, ok := bytesArg(t, a[1])
			if !ok {
				return value{}
			}
			if c.closed {
				return fail(t, "Error -2 while compressing data: inconsistent stream state")
			}
			t.Exec.Blocking(t, func() { c.w.Write(data) })
			return c.take()
		}},
		{Sig: "flush(self, mode=4, /)", Doc: "Return what is left: all of it with Z_FINISH, what the other side needs to go on with Z_SYNC_FLUSH.", Fn: func(t *thread, a []value) value {
			c := compressorOf(a[0])
			mode, ok := t.IndexInt(a[1])
			if !ok {
				return value{}
			}
			if mode == noFlush {
				return object.NewBytes("")
			}
			if c.closed || mode < 0 || mode > trees {
				return fail(t, "Error -2 while flushing: inconsistent stream state")
			}
			switch mode {
			case finish:
				c.closed = true
				t.Exec.Blocking(t, func() { c.w.Close() })
			case syncFlush:
				t.Exec.Blocking(t, func() { c.w.Flush() })
			default:
				return t.NotImplementedf("flush() with mode %d (Z_FINISH and Z_SYNC_FLUSH are there)", mode)
			}
			return c.take()
		}},
		{Sig: "copy(self, /)", Doc: "Not in aio.", Fn: uncopied("Compress")},
	},
}

func newCompressor(t *thread, a []value) value {
	var n [5]int
	for i := range n {
		var ok bool
		if n[i], ok = t.IndexInt(a[i]); !ok {
			return value{}
		}
	}
	level, method, wbits, memory, strategy := n[0], n[1], n[2], n[3], n[4]
	if level < -1 || level > 9 || method != 8 || !validBits(wbits) || memory < 1 || memory > 9 || strategy < 0 || strategy > 4 {
		return t.ValueErrorf("Invalid initialization option")
	}
	if !fullWindow(t, wbits) {
		return value{}
	}
	switch strategy {
	case 0:
	case 2:
		level = flate.HuffmanOnly
	default:
		return t.NotImplementedf("compressobj() with strategy %d", strategy)
	}
	var dict []byte
	if !a[5].IsNone() {
		var ok bool
		if dict, ok = bytesArg(t, a[5]); !ok {
			return value{}
		}
	}
	c := &compressor{}
	c.w = newWriter(&c.out, level, wbits, dict)
	return object.NewOpaque(t.M.TypeFor(&compressDecl), c)
}

// decompressor is a zlib.Decompress object.
type decompressor struct {
	*Stream
	unused, tail []byte
	rest         []byte // what came before an error
	// held: tail is not input but a sign that output waits; what the caller
	// gives back of it was consumed long ago.
	held bool
}

func decompressorOf(v value) *decompressor { d, _ := object.Payload[*decompressor](v); return d }

// feed decompresses data; nil with an exception pending.
func (d *decompressor) feed(t *thread, data []byte, limit int) value {
	if d.Err != nil {
		return failCode(t, "decompressing data", d.Err)
	}
	if d.Done && !d.Pending() {
		d.unused = append(d.unused, data...)
		return object.NewBytes("")
	}
	if d.held && len(data) > 0 {
		data = data[1:]
	}
	d.held, d.tail = false, nil
	out := d.Feed(data, limit)
	if d.Err != nil {
		d.rest = out
		return failCode(t, "decompressing data", d.Err)
	}
	rest := bytes.Clone(d.Unread())
	switch {
	case d.Done && !d.Pending():
		d.unused = append(d.unused, rest...)
	case len(rest) > 0 && !d.Done:
		d.tail = rest
	case d.Pending():
		d.held, d.tail = true, append([]byte{0}, rest...)
	}
	return object.NewBytesOf(out)
}

var decompressDecl = object.TypeDecl{
	Name: "zlib.Decompress", Kind: object.KindOpaque, Flags: object.TypeNoNew | object.TypeNoSubclass, Doc: "Decompresses piece by piece.",
	Methods: []def{
		{Sig: "decompress(self, data, /, max_length=0)", Doc: "Decompress more data, to max_length bytes at most unless that is 0.", Fn: func(t *thread, a []value) value {
			data, ok := bytesArg(t, a[1])
			if !ok {
				return value{}
			}
			limit, ok := t.IndexInt(a[2])
			if !ok {
				return value{}
			}
			if limit < 0 {
				return t.ValueErrorf("max_length must be non-negative")
			}
			return decompressorOf(a[0]).feed(t, data, limit)
		}},
		{Sig: "flush(self, length=16384, /)", Doc: "Return what is left.", Fn: func(t *thread, a []value) value {
			n, ok := t.IndexInt(a[1])
			if !ok {
				return value{}
			}
			if n <= 0 {
				return t.ValueErrorf("length must be greater than zero")
			}
			d := decompressorOf(a[0])
			if (d.Done || d.Err != nil) && !d.Pending() {
				return object.NewBytes("")
			}
			d.End()
			out := d.feed(t, d.tail, 0)
			if errors.Is(d.Err, io.ErrUnexpectedEOF) {
				t.Clear()
				return object.NewBytesOf(d.rest)
			}
			return out
		}},
		{Sig: "copy(self, /)", Doc: "Not in aio.", Fn: uncopied("Decompress")},
	},
	Members: []object.GetSetDef{
		{Name: "unused_data", Get: func(t *thread, v value) value { return object.NewBytes(string(decompressorOf(v).unused)) }},
		{Name: "unconsumed_tail", Get: func(t *thread, v value) value { return object.NewBytes(string(decompressorOf(v).tail)) }},
		{Name: "eof", Get: func(t *thread, v value) value {
			d := decompressorOf(v)
			return object.Bool(d.Done && !d.Pending())
		}},
	},
}

func newDecompressor(t *thread, a []value) value {
	wbits, ok := t.IndexInt(a[0])
	if !ok {
		return value{}
	}
	var dict []byte
	if a[1].P != nil {
		if dict, ok = bytesArg(t, a[1]); !ok {
			return value{}
		}
	}
	open := opener(wbits, dict)
	if open == nil {
		return t.ValueErrorf("Invalid initialization option")
	}
	return object.NewOpaque(t.M.TypeFor(&decompressDecl), &decompressor{Stream: NewStream(open)})
}
