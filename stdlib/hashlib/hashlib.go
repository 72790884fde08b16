// Package hashlib is the modules hashlib and hmac, on Go's crypto packages.
package hashlib

import (
	"crypto/md5"
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"hash"

	"github.com/aio-lang/aio/vm/object"
)

type (
	thread = object.Thread
	value  = object.Value
	def    = object.Def
)

// algorithm is one row of the table of hashes.
type algorithm struct {
	name string
	make func() hash.Hash
}

// algorithms are the hashes whose digests have a fixed size.
var algorithms = []algorithm{
	{"md5", md5.New}, {"sha1", sha1.New}, {"sha224", sha256.New224}, {"sha256", sha256.New}, {"sha384", sha512.New384}, {"sha512", sha512.New},
	{"sha3_224", func() hash.Hash { return sha3.New224() }}, {"sha3_256", func() hash.Hash { return sha3.New256() }},
	{"sha3_384", func() hash.Hash { return sha3.New384() }}, {"sha3_512", func() hash.Hash { return sha3.New512() }},
}

// shakes are the hashes whose digests have any size.
var shakes = []struct {
	name string
	make func() *sha3.SHAKE
}{{"shake_128", sha3.NewSHAKE128}, {"shake_256", sha3.NewSHAKE256}}

// absent are hashes that CPython has and aio has not.
var absent = []string{"blake2b", "blake2s", "scrypt"}

// find returns the algorithm of that name, nil for none.
func find(name string) *algorithm {
	for i := range algorithms {
		if algorithms[i].name == name {
			return &algorithms[i]
		}
	}
	return nil
}

// digestible returns the bytes to be hashed.
func digestible(t *thread, v value) (string, bool) {
	if v.IsStr() {
		t.TypeErrorf("Strings must be encoded before hashing")
		return "", false
	}
	s, ok := t.BytesLike(v)
	if !ok && t.Catch(object.ShapeTypeError) != nil {
		t.TypeErrorf("object supporting the buffer API required")
	}
	return s, ok
}

// start makes a hash object that has hashed data.
func start(t *thread, name string, data value) value {
	s, ok := digestible(t, data)
	if !ok {
		return value{}
	}
	if a := find(name); a != nil {
		h := a.make()
		h.Write([]byte(s))
		return object.NewOpaque(t.M.TypeFor(&hashDecl), &hasher{name, h})
	}
	for _, k := range shakes {
		if k.name == name {
			x := k.make()
			x.Write([]byte(s))
			return object.NewOpaque(t.M.TypeFor(&shakeDecl), &shake{name, x})
		}
	}
	for _, n := range absent[:2] {
		if n == name {
			return t.NotImplementedf("hashlib.%s", name)
		}
	}
	return t.ValueErrorf("unsupported hash type %s", name)
}

// Module declares hashlib.
func Module() *object.ModuleDecl {
	d := &object.ModuleDecl{
		Name: "hashlib", Doc: "Secure hashes and message digests.",
		Funcs: []def{
			{Sig: "def new(name, data=<b''>, **kwargs)", Doc: "Return a hash object of that name.", Fn: func(t *thread, a []value) value {
				name := object.AsStr(a[0])
				if name == nil {
					return t.TypeErrorf("name must be a string")
				}
				return start(t, name.S, orEmpty(a[1]))
			}},
			{Sig: "pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None)", Doc: "Derive a key from a password (PKCS #5).", Fn: deriveKey},
			{Sig: "def file_digest(fileobj, digest, /, *, _bufsize=262144)", Doc: "Return a hash object that has hashed a binary file.", Fn: fileDigest},
		},
		Init: initModule,
	}
	add := func(name string) {
		d.Funcs = append(d.Funcs, def{Sig: name + "(string=<b''>, *, usedforsecurity=True)", Doc: "Return a " + name + " hash object.", Fn: func(t *thread, a []value) value {
			return start(t, name, orEmpty(a[0]))
		}})
	}
	for _, a := range algorithms {
		add(a.name)
	}
	for _, k := range shakes {
		add(k.name)
	}
	for _, name := range absent {
		d.Funcs = append(d.Funcs, def{Sig: name + "(*args, **kwargs)", Doc: "Not in aio.", Fn: func(t *thread, a []value) value { return t.NotImplementedf("hashlib.%s", name) }})
	}
	return d
}

func orEmpty(v value) value {
	if v.P == nil {
		return object.NewBytes("")
	}
	return v
}

// names lists all hashes in the order of CPython's documentation.
var names = []string{"md5", "sha1", "sha224", "sha256", "sha384", "sha512", "blake2b", "blake2s", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "shake_128", "shake_256"}

func initModule(t *thread, mod *object.Module) bool {
	var all, there []value
	for _, name := range names {
		all = append(all, object.NewStr(name))
		if name[0] != 'b' {
			there = append(there, object.NewStr(name))
		}
	}
	guaranteed, available := object.NewSet(), object.NewSet()
	for _, v := range all {
		guaranteed.Add(t, v)
	}
	for _, v := range there {
		available.Add(t, v)
	}
	mod.Set(t.M, "algorithms_guaranteed", guaranteed.Value())
	mod.Set(t.M, "algorithms_available", available.Value())
	for _, name := range []string{"new", "algorithms_guaranteed", "algorithms_available", "file_digest", "pbkdf2_hmac"} {
		all = append(all, object.NewStr(name))
	}
	mod.Set(t.M, "__all__", object.NewTuple(all))
	return true
}

func deriveKey(t *thread, a []value) value {
	name, ok := t.StrArg("pbkdf2_hmac", "'hash_name'", a[0])
	if !ok {
		return value{}
	}
	password, ok := t.BytesLike(a[1])
	if !ok {
		return value{}
	}
	password = string([]byte(password))
	salt, ok := t.BytesLike(a[2])
	if !ok {
		return value{}
	}
	salt = string([]byte(salt))
	rounds, ok := t.IntArg(a[3])
	if !ok {
		return value{}
	}
	h := find(name.S)
	if h == nil {
		return t.ValueErrorf("unsupported hash type %s", name.S)
	}
	if rounds < 1 {
		return t.ValueErrorf("iteration value must be greater than 0.")
	}
	size := h.make().Size()
	if !a[4].IsNone() {
		if size, ok = t.IntArg(a[4]); !ok {
			return value{}
		}
		if size < 1 {
			return t.ValueErrorf("key length must be greater than 0.")
		}
	}
	var key []byte
	var err error
	t.Exec.Blocking(t, func() { key, err = pbkdf2.Key(h.make, password, []byte(salt), rounds, size) })
	if err != nil {
		return t.ValueErrorf("%v", err)
	}
	return object.NewBytesOf(key)
}

// fileDigest reads a file to its end.
func fileDigest(t *thread, a []value) value {
	digest := a[1]
	if s := object.AsStr(digest); s != nil {
		digest = start(t, s.S, object.NewBytes(""))
	} else {
		digest = t.Call(digest)
	}
	if digest.P == nil {
		return digest
	}
	read := t.LookupAttr(a[0], t.M.Intern("read"))
	if read.P == nil || t.LookupAttr(a[0], t.M.Intern("readinto")).P == nil {
		if t.Exc.P == nil {
			shown, ok := t.Repr(a[0])
			if ok {
				t.ValueErrorf("'%s' is not a file-like object in binary reading mode.", shown)
			}
		}
		return value{}
	}
	for {
		part := t.Call(read, a[2])
		if part.P == nil {
			return part
		}
		n, ok := t.Len(part)
		switch {
		case !ok:
			return value{}
		case n == 0:
			return digest
		case t.CallMethod(digest, t.M.Intern("update"), part).P == nil:
			return value{}
		}
	}
}
