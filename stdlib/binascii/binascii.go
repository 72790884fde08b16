// Package binascii is module binascii: bytes written as ASCII, in hexadecimal
// digits, base64, quoted-printable and uuencode, and checksums of them.
package binascii

import (
	"hash/crc32"

	"github.com/aio-lang/aio/vm/object"
)

var (
	errorDecl = object.TypeDecl{
		Name: "binascii.Error", Base: object.ShapeValueError, Kind: object.KindException, Flags: object.TypeHasDict,
	}
	incompleteDecl = object.TypeDecl{
		Name: "binascii.Incomplete", Base: object.ShapeException, Kind: object.KindException, Flags: object.TypeHasDict,
	}
)

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name:  "binascii",
		Doc:   "Conversion between binary data and ASCII.",
		Types: []*object.TypeDecl{&errorDecl, &incompleteDecl},
		Funcs: []object.Def{
			{Sig: "a2b_base64(data, /, *, strict_mode=False)", Doc: "Decode base64; unless strict, what is no base64 is skipped.", Fn: a2bBase64},
			{Sig: "a2b_hex(hexstr, /)", Doc: "Decode hexadecimal digits.", Fn: a2bHex},
			{Sig: "a2b_qp(data, header=False)", Doc: "Decode quoted-printable; in a header underscores are spaces.", Fn: a2bQP},
			{Sig: "a2b_uu(data, /)", Doc: "Decode a line of uuencoded data.", Fn: a2bUU},
			{Sig: "b2a_base64(data, /, *, newline=True)", Doc: "Encode as a line of base64.", Fn: b2aBase64},
			{Sig: "b2a_hex(data, sep=<>, bytes_per_sep=1)", Doc: "Encode as hexadecimal digits, with sep between groups of bytes.", Fn: b2aHex},
			{Sig: "b2a_qp(data, quotetabs=False, istext=True, header=False)", Doc: "Encode as quoted-printable.", Fn: b2aQP},
			{Sig: "b2a_uu(data, /, *, backtick=False)", Doc: "Encode as a line of uuencoded data.", Fn: b2aUU},
			{Sig: "crc32(data, crc=0, /)", Doc: "Compute the CRC-32 of the data, going on from crc.", Fn: crc32Of},
			{Sig: "crc_hqx(data, crc, /)", Doc: "Compute the CRC-CCITT of the data, going on from crc.", Fn: crcHQX},
			{Sig: "hexlify(data, sep=<>, bytes_per_sep=1)", Doc: "Encode as hexadecimal digits, with sep between groups of bytes.", Fn: b2aHex},
			{Sig: "unhexlify(hexstr, /)", Doc: "Decode hexadecimal digits.", Fn: a2bHex},
		},
	}
}

// fail raises binascii.Error and returns nil.
func fail(t *object.Thread, format string, args ...any) object.Value {
	return t.Raise(t.M.TypeFor(&errorDecl).Shape0.ID, format, args...)
}

// asciiArg takes what is decoded: a bytes-like object, or a str of ASCII.
func asciiArg(t *object.Thread, v object.Value) (string, bool) {
	if s := object.AsStr(v); s != nil {
		if !s.IsASCII() {
			t.ValueErrorf("string argument should contain only ASCII characters")
			return "", false
		}
		return s.S, true
	}
	if !t.IsBytesLike(v) {
		t.TypeErrorf("argument should be bytes, buffer or ASCII string, not '%s'", t.TypeName(v))
		return "", false
	}
	return t.BytesLike(v)
}

func a2bHex(t *object.Thread, a []object.Value) object.Value {
	s, ok := asciiArg(t, a[0])
	if !ok {
		return object.Value{}
	}
	if len(s)%2 != 0 {
		return fail(t, "Odd-length string")
	}
	b := make([]byte, len(s)/2)
	for i := range b {
		hi, lo := object.HexValue(s[2*i]), object.HexValue(s[2*i+1])
		if hi < 0 || lo < 0 {
			return fail(t, "Non-hexadecimal digit found")
		}
		b[i] = byte(hi<<4 | lo)
	}
	return object.NewBytesOf(b)
}

func b2aHex(t *object.Thread, a []object.Value) object.Value {
	if _, ok := t.BytesLike(a[0]); !ok {
		return object.Value{}
	}
	sep, group, ok := t.HexArgs(a[1], a[2])
	if !ok {
		return object.Value{}
	}
	s, ok := t.BytesLike(a[0])
	if !ok {
		return object.Value{}
	}
	return object.NewBytesOf(object.HexDigits(s, sep, group))
}

// unsigned takes an int of any size, of which only the low bits count.
func unsigned(t *object.Thread, v object.Value) (uint32, bool) {
	i := t.Index(v)
	if i.IsNil() {
		return 0, false
	}
	if n, ok := object.Int64(i); ok {
		return uint32(n), true
	}
	b := object.ToBig(i)
	low := uint32(0)
	if bits := b.Bits(); len(bits) > 0 {
		low = uint32(bits[0])
	}
	if b.Sign() < 0 {
		low = -low
	}
	return low, true
}

func crc32Of(t *object.Thread, a []object.Value) object.Value {
	crc, ok := unsigned(t, a[1])
	if !ok {
		return object.Value{}
	}
	s, ok := t.BytesLike(a[0])
	if !ok {
		return object.Value{}
	}
	return object.Int(int64(crc32.Update(crc, crc32.IEEETable, object.ReadOnly(s))))
}

// crcHQX is CRC-CCITT with polynomial 0x1021, most significant bit first.
func crcHQX(t *object.Thread, a []object.Value) object.Value {
	start, ok := unsigned(t, a[1])
	if !ok {
		return object.Value{}
	}
	s, ok := t.BytesLike(a[0])
	if !ok {
		return object.Value{}
	}
	crc := uint16(start)
	for i := 0; i < len(s); i++ {
		crc ^= uint16(s[i]) << 8
		for range 8 {
			if crc&0x8000 != 0 {
				crc = crc<<1 ^ 0x1021
			} else {
				crc <<= 1
			}
		}
	}
	return object.Int(int64(crc))
}
