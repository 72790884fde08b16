// Package zlib is the module zlib, on Go's compress packages: what it
// compresses to is not what C's zlib compresses to, but as good.
package zlib

import (
	"bytes"
	"hash/adler32"
	"hash/crc32"
	"io"

	"github.com/aio-lang/aio/vm/object"
)

type (
	thread = object.Thread
	value  = object.Value
	def    = object.Def
)

var errorDecl = object.TypeDecl{Name: "zlib.error", Base: object.ShapeException, Kind: object.KindException, Flags: object.TypeHasDict}

// fail raises zlib.error and returns nil.
func fail(t *thread, text string) value {
	return t.RaiseException(object.NewExceptionOf(t.M.TypeFor(&errorDecl), []value{object.NewStr(text)}))
}

func failCode(t *thread, doing string, err error) value {
	code, text := problem(err)
	return fail(t, "Error "+itoa(code)+" while "+doing+": "+text)
}

// Flush modes.
const (
	noFlush = iota
	partialFlush
	syncFlush
	fullFlush
	finish
	block
	trees
)

var constants = []struct {
	name string
	n    int64
}{
	{"MAX_WBITS", 15}, {"DEFLATED", 8}, {"DEF_MEM_LEVEL", 8}, {"DEF_BUF_SIZE", 16384},
	{"Z_BEST_SPEED", 1}, {"Z_BEST_COMPRESSION", 9}, {"Z_DEFAULT_COMPRESSION", -1}, {"Z_NO_COMPRESSION", 0},
	{"Z_DEFAULT_STRATEGY", 0}, {"Z_FILTERED", 1}, {"Z_HUFFMAN_ONLY", 2}, {"Z_RLE", 3}, {"Z_FIXED", 4},
	{"Z_NO_FLUSH", noFlush}, {"Z_PARTIAL_FLUSH", partialFlush}, {"Z_SYNC_FLUSH", syncFlush}, {"Z_FULL_FLUSH", fullFlush},
	{"Z_FINISH", finish}, {"Z_BLOCK", block}, {"Z_TREES", trees},
}

// Module declares the module.
func Module() *object.ModuleDecl {
	d := &object.ModuleDecl{
		Name: "zlib", Doc: "Compression and decompression in the formats of zlib, gzip and raw deflate.",
		Types: []*object.TypeDecl{&errorDecl},
		Attrs: []object.Attr{{Name: "ZLIB_VERSION", Value: object.NewStr("1.2.13")}, {Name: "ZLIB_RUNTIME_VERSION", Value: object.NewStr("1.2.13")}},
		Funcs: []def{
			{Sig: "adler32(data, value=1, /)", Doc: "Compute an Adler-32 checksum, going on from value.", Fn: func(t *thread, a []value) value {
				return checksum(t, a, func(start uint32, data []byte) uint32 { return adlerFrom(start, data) })
			}},
			{Sig: "crc32(data, value=0, /)", Doc: "Compute a CRC-32 checksum, going on from value.", Fn: func(t *thread, a []value) value {
				return checksum(t, a, func(start uint32, data []byte) uint32 { return crc32.Update(start, crc32.IEEETable, data) })
			}},
			{Sig: "compress(data, /, level=-1, wbits=15)", Doc: "Return the data compressed.", Fn: compress},
			{Sig: "compressobj(level=-1, method=8, wbits=15, memLevel=8, strategy=0, zdict=None)", Doc: "Return an object that compresses piece by piece.", Fn: newCompressor},
			{Sig: "decompress(data, /, wbits=15, bufsize=16384)", Doc: "Return what the data decompresses to.", Fn: decompress},
			{Sig: "decompressobj(wbits=15, zdict=<b''>)", Doc: "Return an object that decompresses piece by piece.", Fn: newDecompressor},
		},
	}
	for _, c := range constants {
		d.Attrs = append(d.Attrs, object.Attr{Name: c.name, Value: object.Int(c.n)})
	}
	return d
}

func checksum(t *thread, a []value, sum func(start uint32, data []byte) uint32) value {
	i := t.Index(a[1])
	if i.P == nil {
		return i
	}
	start, small := object.Int64(i)
	if !small {
		start = object.ToBig(i).Int64() // the lowest bits are all that counts
	}
	s, ok := t.BytesLike(a[0])
	if !ok {
		return value{}
	}
	return object.Int(int64(sum(uint32(start), object.ReadOnly(s))))
}

// adlerFrom goes on from a checksum, which Go's package cannot do by itself
// but through its state.
func adlerFrom(start uint32, data []byte) uint32 {
	h := adler32.New()
	if u, ok := h.(interface{ UnmarshalBinary([]byte) error }); ok {
		state := append([]byte("adl\x01"), byte(start>>24), byte(start>>16), byte(start>>8), byte(start))
		if u.UnmarshalBinary(state) != nil {
			return 0
		}
	}
	h.Write(data)
	return h.Sum32()
}

// bytesArg copies the bytes of an argument.
func bytesArg(t *thread, v value) ([]byte, bool) {
	s, ok := t.BytesLike(v)
	return []byte(s), ok
}

func compress(t *thread, a []value) value {
	data, ok := bytesArg(t, a[0])
	if !ok {
		return value{}
	}
	level, ok := t.IndexInt(a[1])
	if !ok {
		return value{}
	}
	wbits, ok := t.IndexInt(a[2])
	if !ok {
		return value{}
	}
	if level < -1 || level > 9 || !validBits(wbits) {
		return fail(t, "Bad compression level")
	}
	if !fullWindow(t, wbits) {
		return value{}
	}
	var out bytes.Buffer
	t.Exec.Blocking(t, func() {
		w := newWriter(&out, level, wbits, nil)
		w.Write(data)
		w.Close()
	})
	return object.NewBytesOf(out.Bytes())
}

func decompress(t *thread, a []value) value {
	data, ok := bytesArg(t, a[0])
	if !ok {
		return value{}
	}
	wbits, ok := t.IndexInt(a[1])
	if !ok {
		return value{}
	}
	size, ok := t.IndexInt(a[2])
	if !ok {
		return value{}
	}
	if size < 0 {
		return t.ValueErrorf("bufsize must be non-negative")
	}
	open := opener(wbits, nil)
	if open == nil {
		return fail(t, "Error -2 while preparing to decompress data: inconsistent stream state")
	}
	var out []byte
	var err error
	t.Exec.Blocking(t, func() {
		var r io.Reader
		if r, err = open(bytes.NewReader(data)); err == nil {
			out, err = io.ReadAll(r)
		}
	})
	if err != nil {
		return failCode(t, "decompressing data", err)
	}
	return object.NewBytesOf(out)
}

// validBits reports whether wbits is a format to compress to.
func validBits(wbits int) bool {
	return 9 <= wbits && wbits <= 15 || -15 <= wbits && wbits <= -9 || 25 <= wbits && wbits <= 31
}

// fullWindow refuses windows smaller than Go's, which the other side would
// rely on.
func fullWindow(t *thread, wbits int) bool {
	if wbits != 15 && wbits != -15 && wbits != 31 {
		t.NotImplementedf("compression with wbits=%d (15, -15 and 31 are there)", wbits)
		return false
	}
	return true
}
