package compile

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/vm/code"
)

// constIndex returns the number of a constant, entered if it is new. Constants
// are the same only if type, sign of zero and all parts are.
func (u *unit) constIndex(v code.Const) int32 {
	key := constKey(v)
	if i, ok := u.consts[key]; ok {
		return i
	}
	i := int32(len(u.code.Consts))
	u.consts[key] = i
	u.code.Consts = append(u.code.Consts, v)
	return i
}

type (
	noneKey    struct{}
	floatKey   uint64
	complexKey [2]uint64
	bigKey     string
	tupleKey   string
)

func constKey(v code.Const) any {
	switch v := v.(type) {
	case nil:
		return noneKey{}
	case float64:
		return floatKey(math.Float64bits(v))
	case complex128:
		return complexKey{math.Float64bits(real(v)), math.Float64bits(imag(v))}
	case *big.Int:
		return bigKey(v.Text(36))
	case code.Tuple, code.FrozenSet:
		var b strings.Builder
		writeKey(&b, v)
		return tupleKey(b.String())
	}
	return v
}

// writeKey writes what tells constants apart: kind, length and content of each
// part.
func writeKey(b *strings.Builder, v code.Const) {
	text := func(kind byte, s string) {
		b.WriteByte(kind)
		b.WriteString(strconv.Itoa(len(s)))
		b.WriteByte(':')
		b.WriteString(s)
	}
	switch v := v.(type) {
	case nil:
		b.WriteByte('n')
	case bool:
		text('b', strconv.FormatBool(v))
	case int64:
		text('i', strconv.FormatInt(v, 36))
	case *big.Int:
		text('i', v.Text(36))
	case float64:
		text('f', strconv.FormatUint(math.Float64bits(v), 36))
	case complex128:
		text('c', strconv.FormatUint(math.Float64bits(real(v)), 36)+","+strconv.FormatUint(math.Float64bits(imag(v)), 36))
	case code.Str:
		text('s', string(v))
	case code.Bytes:
		text('y', string(v))
	case code.EllipsisConst:
		b.WriteByte('e')
	case code.Tuple:
		writeItems(b, '(', v)
	case code.FrozenSet:
		writeItems(b, '{', v)
	}
}

func writeItems(b *strings.Builder, kind byte, items []code.Const) {
	b.WriteByte(kind)
	b.WriteString(strconv.Itoa(len(items)))
	for _, item := range items {
		writeKey(b, item)
	}
}

// loadConst puts a constant in dst.
func (u *unit) loadConst(v code.Const, dst reg, at ast.Span) {
	if i, ok := v.(int64); ok && i == int64(int16(i)) {
		u.emit(code.LoadInt, 0, dst, int32(i), 0, at)
		return
	}
	if u.dead {
		return
	}
	k := u.constIndex(v)
	if k <= code.MaxRegister {
		u.emit(code.LoadK, 0, dst, k, 0, at)
	} else {
		u.emitWide(code.LoadKW, dst, int(k), at)
	}
}

// shortConst is the number of a constant if arithmetic may have it as an
// operand. The upper half of the numbers that fit is left to imports, which
// have no other way.
func (u *unit) shortConst(v code.Const) (int32, bool) {
	k := u.constIndex(v)
	return k, k <= code.MaxRegister/2
}

// pushConst puts a constant in a new temporary.
func (u *unit) pushConst(v code.Const, at ast.Span) reg {
	r := u.alloc()
	u.loadConst(v, r, at)
	return r
}

// nameIndex returns the number of an attribute or by-name variable.
func (u *unit) nameIndex(name string) int32 {
	if i, ok := u.names[name]; ok {
		return i
	}
	i := int32(len(u.code.Names))
	u.names[name] = i
	u.code.Names = append(u.code.Names, name)
	return i
}

// shortName is nameIndex for an operand of 16 bits.
func (u *unit) shortName(name string) int32 {
	i := u.nameIndex(name)
	if i > math.MaxUint16 && !u.tooBig {
		u.tooBig = true
		u.failOnce(u.top.node.Range(), "too many names in '"+u.code.Name+"'")
	}
	return i
}

func (u *unit) linkIndex(name string) int32 {
	if i, ok := u.links[name]; ok {
		return i
	}
	i := int32(len(u.code.Links))
	u.links[name] = i
	u.code.Links = append(u.code.Links, name)
	return i
}

// sharedCache is what sites have in common that may share a cache.
type sharedCache struct {
	op   code.Op
	name string
}

const (
	maxCaches    = 1 << 16
	sharedCaches = 1 << 12 // the last ones, for sites that come too late
)

// cache allots an inline cache. Past 60,000 sites those with equal opcode and
// name share one.
func (u *unit) cache(op code.Op, name string) int32 {
	if u.dead {
		return 0
	}
	if u.code.Caches < maxCaches-sharedCaches {
		u.code.Caches++
		return int32(u.code.Caches - 1)
	}
	key := sharedCache{op, name}
	i, ok := u.shared[key]
	if !ok {
		if i = int32(u.code.Caches); i >= maxCaches {
			if !u.tooBig {
				u.tooBig = true
				u.failOnce(u.top.node.Range(), "too many names in '"+u.code.Name+"'")
			}
			return 0
		}
		u.code.Caches++
		u.shared[key] = i
	}
	return i
}
