package hashlib

import (
	"crypto/hmac"
	"crypto/sha3"
	"crypto/subtle"
	"encoding/hex"
	"hash"

	"github.com/aio-lang/aio/vm/object"
)

// hasher is a hash object: of hashlib, or an HMAC.
type hasher struct {
	name string
	hash hash.Hash
}

func (h *hasher) clone(t *thread) (*hasher, bool) {
	c, ok := h.hash.(hash.Cloner)
	if ok {
		if twin, err := c.Clone(); err == nil {
			return &hasher{h.name, twin}, true
		}
	}
	t.NotImplementedf("copy() of a %s object", h.name)
	return nil, false
}

func hasherOf(v value) *hasher { h, _ := object.Payload[*hasher](v); return h }

// hasherMethods are what hashes and HMACs have in common.
var hasherMethods = []def{
	{Sig: "digest(self, /)", Doc: "Return the digest as bytes.", Fn: func(t *thread, a []value) value {
		return object.NewBytesOf(hasherOf(a[0]).hash.Sum(nil))
	}},
	{Sig: "hexdigest(self, /)", Doc: "Return the digest in hexadecimal digits.", Fn: func(t *thread, a []value) value {
		return object.NewStr(hex.EncodeToString(hasherOf(a[0]).hash.Sum(nil)))
	}},
	{Sig: "copy(self, /)", Doc: "Return a copy, which goes its own way.", Fn: func(t *thread, a []value) value {
		h, ok := hasherOf(a[0]).clone(t)
		if !ok {
			return value{}
		}
		return object.NewOpaque(t.M.TypeOf(a[0]), h)
	}},
}

var hasherMembers = []object.GetSetDef{
	{Name: "digest_size", Get: func(t *thread, v value) value { return object.Int(int64(hasherOf(v).hash.Size())) }},
	{Name: "block_size", Get: func(t *thread, v value) value { return object.Int(int64(hasherOf(v).hash.BlockSize())) }},
	{Name: "name", Get: func(t *thread, v value) value { return object.NewStr(hasherOf(v).name) }},
}

var hashDecl = object.TypeDecl{
	Name: "_hashlib.HASH", Kind: object.KindOpaque, Flags: object.TypeNoNew | object.TypeNoSubclass, Doc: "What has hashed some bytes, and can hash more.",
	Shared: hasherMethods, GetSets: hasherMembers,
	Methods: []def{
		{Sig: "update(self, obj, /)", Doc: "Hash more bytes.", Fn: func(t *thread, a []value) value {
			s, ok := digestible(t, a[1])
			if !ok {
				return value{}
			}
			hasherOf(a[0]).hash.Write([]byte(s))
			return object.None
		}},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *thread, a []value) value {
			return object.NewStr("<" + hasherOf(a[0]).name + " _hashlib.HASH object @ " + object.Address(a[0]) + ">")
		}},
	},
}

// shake is a hash whose digest has any size.
type shake struct {
	name string
	hash *sha3.SHAKE
}

func shakeOf(v value) *shake { s, _ := object.Payload[*shake](v); return s }

// twin copies the state, since reading a digest changes it.
func (s *shake) twin() *shake {
	c := *s.hash
	return &shake{s.name, &c}
}

func (s *shake) digest(t *thread, length value) ([]byte, bool) {
	n, ok := t.SizeArg(length)
	if !ok {
		return nil, false
	}
	if n < 0 {
		t.ValueErrorf("length must be non-negative")
		return nil, false
	}
	if !t.Reserve(n, 1) {
		return nil, false
	}
	b := make([]byte, n)
	s.twin().hash.Read(b)
	return b, true
}

var shakeDecl = object.TypeDecl{
	Name: "_hashlib.HASHXOF", Kind: object.KindOpaque, Flags: object.TypeNoNew | object.TypeNoSubclass, Doc: "A hash whose digest has any size.",
	Methods: []def{
		{Sig: "update(self, obj, /)", Doc: "Hash more bytes.", Fn: func(t *thread, a []value) value {
			s, ok := digestible(t, a[1])
			if !ok {
				return value{}
			}
			shakeOf(a[0]).hash.Write([]byte(s))
			return object.None
		}},
		{Sig: "digest(self, /, length)", Doc: "Return a digest of that many bytes.", Fn: func(t *thread, a []value) value {
			b, ok := shakeOf(a[0]).digest(t, a[1])
			if !ok {
				return value{}
			}
			return object.NewBytesOf(b)
		}},
		{Sig: "hexdigest(self, /, length)", Doc: "Return a digest of that many bytes in hexadecimal digits.", Fn: func(t *thread, a []value) value {
			b, ok := shakeOf(a[0]).digest(t, a[1])
			if !ok {
				return value{}
			}
			return object.NewStr(hex.EncodeToString(b))
		}},
		{Sig: "copy(self, /)", Doc: "Return a copy, which goes its own way.", Fn: func(t *thread, a []value) value {
			return object.NewOpaque(t.M.TypeOf(a[0]), shakeOf(a[0]).twin())
		}},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *thread, a []value) value {
			return object.NewStr("<" + shakeOf(a[0]).name + " _hashlib.HASHXOF object @ " + object.Address(a[0]) + ">")
		}},
	},
	GetSets: []object.GetSetDef{
		{Name: "digest_size", Get: func(t *thread, v value) value { return object.Int(0) }},
		{Name: "block_size", Get: func(t *thread, v value) value { return object.Int(int64(shakeOf(v).hash.BlockSize())) }},
		{Name: "name", Get: func(t *thread, v value) value { return object.NewStr(shakeOf(v).name) }},
	},
}

var hmacDecl = object.TypeDecl{
	Name: "hmac.HMAC", Kind: object.KindOpaque, Flags: object.TypeNoNew | object.TypeNoSubclass, Doc: "A message authentication code (RFC 2104).",
	Shared: hasherMethods, GetSets: hasherMembers,
	Methods: []def{{Sig: "def update(self, msg)", Doc: "Add to the message.", Fn: func(t *thread, a []value) value {
		s, ok := digestible(t, a[1])
		if !ok {
			return value{}
		}
		hasherOf(a[0]).hash.Write([]byte(s))
		return object.None
	}}},
}

// newHMAC makes an HMAC of a key, a message and the name or function of a hash.
func newHMAC(t *thread, key, message, digest value) *hasher {
	k, ok := bytesOf(key)
	if !ok {
		t.TypeErrorf("key: expected bytes or bytearray, but got '%s'", t.TypeName(key))
		return nil
	}
	name := ""
	switch {
	case digest.IsStr():
		name = digest.Text()
	case t.IsCallable(digest):
		h := hasherOf(t.Call(digest))
		if h == nil {
			if t.Exc.P == nil {
				t.NotImplementedf("hmac: a digestmod that is no hash of hashlib")
			}
			return nil
		}
		name = h.name
	default:
		t.NotImplementedf("hmac: a digestmod that is no name and no function")
		return nil
	}
	if name == "" {
		t.TypeErrorf("Missing required argument 'digestmod'.")
		return nil
	}
	a := find(name)
	if a == nil {
		t.ValueErrorf("unsupported hash type %s", name)
		return nil
	}
	h := &hasher{"hmac-" + name, hmac.New(a.make, []byte(k))}
	if !message.IsNone() {
		s, ok := digestible(t, message)
		if !ok {
			return nil
		}
		h.hash.Write([]byte(s))
	}
	return h
}

func bytesOf(v value) (string, bool) {
	if b := object.AsBytes(v); b != nil {
		return b.B, true
	}
	if b := object.AsByteArray(v); b != nil {
		return string(b.B), true
	}
	return "", false
}

// HMAC declares module hmac.
func HMAC() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "hmac", Doc: "Keyed hashing for message authentication (RFC 2104).", Types: []*object.TypeDecl{&hmacDecl},
		Funcs: []def{
			{Sig: "def new(key, msg=None, digestmod='')", Doc: "Return an HMAC object.", Fn: func(t *thread, a []value) value {
				h := newHMAC(t, a[0], a[1], a[2])
				if h == nil {
					return value{}
				}
				return object.NewOpaque(t.M.TypeFor(&hmacDecl), h)
			}},
			{Sig: "def digest(key, msg, digest)", Doc: "Return the HMAC of a message.", Fn: func(t *thread, a []value) value {
				h := newHMAC(t, a[0], a[1], a[2])
				if h == nil {
					return value{}
				}
				return object.NewBytesOf(h.hash.Sum(nil))
			}},
			{Sig: "compare_digest(a, b, /)", Doc: "Return a == b, in a time that does not tell where they differ.", Fn: func(t *thread, a []value) value {
				if a[0].IsStr() && a[1].IsStr() {
					x, y := object.AsStr(a[0]), object.AsStr(a[1])
					if !x.IsASCII() || !y.IsASCII() {
						return t.TypeErrorf("comparing strings with non-ASCII characters is not supported")
					}
					return object.Bool(subtle.ConstantTimeCompare([]byte(x.S), []byte(y.S)) == 1)
				}
				x, ok := t.BytesLike(a[0])
				if !ok {
					return value{}
				}
				y, ok := t.BytesLike(a[1])
				if !ok {
					return value{}
				}
				return object.Bool(subtle.ConstantTimeCompare([]byte(x), []byte(y)) == 1)
			}},
		},
	}
}
