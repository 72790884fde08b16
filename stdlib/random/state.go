package random

import (
	"crypto/sha512"
	"math/big"

	"github.com/aio-lang/aio/vm/object"
)

// Seeding, and the state as a value of the language.

var stateMethods = []object.Def{
	{Sig: "def __init__(self, x=None)", Doc: "Seed the new generator with x.", Fn: initRandom},
	{Sig: "def seed(self, a=None, version=2)", Doc: `Start from a seed: None for bits of the operating system, an int, float, str, bytes or bytearray; version 1 treats str and bytes as Python 2 did.`, Fn: seed},
	{Sig: "def getstate(self)", Doc: "The internal state, for setstate.", Fn: getState},
	{Sig: "def setstate(self, state)", Doc: "Go back to a state that getstate returned.", Fn: setState},
	{Sig: "random(self, /)", Doc: "The next float in [0, 1).", Fn: randomFloat},
	{Sig: "getrandbits(self, k, /)", Doc: "An int with k random bits.", Fn: func(t *thread, a []value) value { return getBits(t, generatorOf(a[0]).core(), a[1]) }},
	{Sig: "def __getstate__(self)", Doc: "The internal state, for pickle.", Fn: getState},
	{Sig: "def __setstate__(self, state)", Doc: "Go back to a pickled state.", Fn: setState},
	{Sig: "def __reduce__(self)", Doc: "How pickle makes a copy.", Fn: reduce},
}

func initRandom(t *thread, a []value) value {
	if !nativeOwner(t, t.M.TypeOf(a[0]), "seed") {
		if t.CallMethod(a[0], t.M.Intern("seed"), a[1]).IsNil() {
			return value{}
		}
	} else if seed(t, []value{a[0], a[1], object.Int(2)}).IsNil() {
		return value{}
	}
	generatorOf(a[0]).gaussNext = value{}
	return object.None
}

func randomFloat(t *thread, a []value) value {
	return object.Float(generatorOf(a[0]).core().Float64())
}

func seed(t *thread, a []value) value {
	g, s := generatorOf(a[0]), a[1]
	version, _ := object.Int64(a[2])
	kind := s.Kind()
	isText := kind == object.KindStr || kind == object.KindBytes
	switch {
	case version == 1 && isText:
		g.seedInt(hashSeed(s))
	case version == 2 && (isText || kind == object.KindByteArray):
		b, ok := seedBytes(t, s)
		if !ok {
			return value{}
		}
		sum := sha512.Sum512(b)
		g.seedInt(new(big.Int).SetBytes(append(b, sum[:]...)))
	case s.IsNone():
		g.seedInt(system{}.Bits(twisterWords * 32))
	case object.IsIntLike(s):
		g.seedInt(object.ToBig(s))
	default:
		if _, isFloat := object.Float64(s); !isFloat && !isText && kind != object.KindByteArray {
			return t.TypeErrorf("The only supported seed types are:\nNone, int, float, str, bytes, and bytearray.")
		}
		h, ok := t.Hash(s)
		if !ok {
			return value{}
		}
		g.seedInt(new(big.Int).SetUint64(h))
	}
	g.seeded = true
	g.gaussNext = value{}
	return object.None
}

// seedBytes is the seed's bytes; a str is encoded as UTF-8.
func seedBytes(t *thread, v value) ([]byte, bool) {
	switch v.Kind() {
	case object.KindBytes:
		return []byte((*object.Bytes)(v.P).B), true
	case object.KindByteArray:
		return append([]byte(nil), (*object.ByteArray)(v.P).B...), true
	}
	r := t.CallMethod(v, t.M.Intern("encode"))
	if r.IsNil() {
		return nil, false
	}
	if r.Kind() != object.KindBytes {
		t.TypeErrorf("encode() returned a '%s', not bytes", t.TypeName(r))
		return nil, false
	}
	return []byte((*object.Bytes)(r.P).B), true
}

// hashSeed is version 1's hash of a str or bytes.
func hashSeed(v value) *big.Int {
	var units []rune
	if v.IsStr() {
		for s := v.Text(); s != ""; {
			r, n := object.DecodeRune(s)
			units = append(units, r)
			s = s[n:]
		}
	} else {
		for _, c := range []byte((*object.Bytes)(v.P).B) {
			units = append(units, rune(c))
		}
	}
	var x uint64
	if len(units) > 0 {
		x = uint64(units[0]) << 7
	}
	for _, c := range units {
		x = 1000003*x ^ uint64(c)
	}
	return new(big.Int).SetUint64(x ^ uint64(len(units)))
}

// getBits is getrandbits.
func getBits(t *thread, e engine, v value) value {
	i := t.Index(v)
	if i.IsNil() {
		return i
	}
	k, ok := object.Int64(i)
	switch {
	case !ok || k > 1<<31-1 || k < -1<<31:
		return t.OverflowErrorf("Python int too large to convert to C int")
	case k < 0:
		return t.ValueErrorf("number of bits must be non-negative")
	case k == 0:
		return object.Int(0)
	case k < 64:
		return object.Int(int64(e.Bits64(int(k))))
	}
	return object.BigInt(e.Bits(int(k)))
}

func getState(t *thread, a []value) value {
	g := generatorOf(a[0])
	m := g.core()
	words := make([]value, twisterWords+1)
	for i, w := range m.state {
		words[i] = object.Int(int64(w))
	}
	words[twisterWords] = object.Int(int64(m.next))
	return object.TupleOf(object.Int(3), object.NewTuple(words), getGaussNext(t, a[0]))
}

func setState(t *thread, a []value) value {
	version := t.GetItem(a[1], object.Int(0))
	if version.IsNil() {
		return version
	}
	n, _ := object.Int64(version)
	if n != 3 && n != 2 {
		s, ok := t.Str(version)
		if !ok {
			return value{}
		}
		return t.ValueErrorf("state with version %s passed to Random.setstate() of version 3", s)
	}
	parts, ok := t.Collect(a[1])
	switch {
	case !ok:
		return value{}
	case len(parts) < 3:
		return t.ValueErrorf("not enough values to unpack (expected 3, got %d)", len(parts))
	case len(parts) > 3:
		return t.ValueErrorf("too many values to unpack (expected 3)")
	}
	setGaussNext(t, a[0], parts[2])
	words := parts[1]
	if n == 2 { // words were signed
		if words = unsigned(t, words); words.IsNil() {
			return words
		}
	}
	u := object.AsTuple(words)
	if u == nil {
		return t.TypeErrorf("state vector must be a tuple")
	}
	if len(u.Items) != twisterWords+1 {
		return t.ValueErrorf("state vector is the wrong size")
	}
	var m twister
	for i, v := range u.Items {
		if !object.IsIntLike(v) {
			return t.TypeErrorf("an integer is required")
		}
		w, small := object.Int64(v)
		switch {
		case object.ToBig(v).Sign() < 0:
			return t.OverflowErrorf("can't convert negative value to unsigned int")
		case !small:
			return t.OverflowErrorf("Python int too large to convert to C unsigned long")
		case i < twisterWords:
			m.state[i] = uint32(w)
		case w > twisterWords:
			return t.ValueErrorf("invalid state")
		default:
			m.next = int(w)
		}
	}
	g := generatorOf(a[0])
	g.twister, g.seeded = m, true
	return object.None
}

// unsigned is a tuple of the items modulo 2**32.
func unsigned(t *thread, v value) value {
	items, ok := t.Collect(v)
	if !ok {
		return value{}
	}
	for i, x := range items {
		if items[i] = t.Binary(object.OpMod, x, object.Int(1<<32)); items[i].IsNil() {
			return value{}
		}
	}
	return object.NewTuple(items)
}

func reduce(t *thread, a []value) value {
	state := t.CallMethod(a[0], t.M.Intern("getstate"))
	if state.IsNil() {
		return state
	}
	return object.TupleOf(t.M.TypeOf(a[0]).Value(), object.EmptyTuple, state)
}
