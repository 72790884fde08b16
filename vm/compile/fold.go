package compile

import (
	"math"
	"math/big"
	"strings"
	"unicode/utf8"

	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/vm/code"
)

// Limits of what is computed at compile time, CPython's.
const (
	maxFoldBits  = 128  // of an int
	maxFoldItems = 256  // of a tuple
	maxFoldChars = 4096 // of a str or bytes
)

// constValue is a literal's value.
func constValue(e *ast.Constant) code.Const {
	switch e.Kind {
	case ast.ConstTrue:
		return true
	case ast.ConstFalse:
		return false
	case ast.ConstEllipsis:
		return code.EllipsisConst{}
	case ast.ConstInt:
		if e.Big != nil {
			return e.Big
		}
		return e.Int
	case ast.ConstFloat:
		return e.Float
	case ast.ConstComplex:
		return complex(0, e.Float)
	case ast.ConstStr:
		return code.Str(e.Str)
	case ast.ConstBytes:
		return code.Bytes(e.Str)
	}
	return nil
}

// fold computes an expression of constants.
func (c *compiler) fold(e ast.Expr) (code.Const, bool) {
	switch e := e.(type) {
	case *ast.Constant:
		return constValue(e), true
	case *ast.Name:
		if e.Id == "__debug__" && e.Ctx == ast.Load {
			return c.opts.Optimize == 0, true
		}
	case *ast.UnaryOp:
		switch e.Operand.(type) {
		case *ast.Constant, *ast.UnaryOp, *ast.BinOp, *ast.Name:
		default:
			return nil, false
		}
		if !c.enter(e) {
			return nil, false
		}
		defer c.leave()
		if v, ok := c.fold(e.Operand); ok {
			return foldUnary(e.Op, v)
		}
	case *ast.BinOp:
		return c.foldBinary(e)
	case *ast.Tuple:
		if e.Ctx == ast.Load {
			return c.foldTuple(e.Elts)
		}
	case *ast.Subscript:
		if e.Ctx == ast.Load {
			return c.foldSubscript(e)
		}
	}
	return nil, false
}

func (c *compiler) foldTuple(elts []ast.Expr) (code.Const, bool) {
	if len(elts) > 0 {
		if k := foldable(elts[0]); !k {
			return nil, false
		}
	}
	if !c.enterAnywhere() {
		return nil, false
	}
	defer c.leave()
	t := make(code.Tuple, len(elts))
	for i, e := range elts {
		v, ok := c.fold(e)
		if !ok {
			return nil, false
		}
		t[i] = v
	}
	return t, true
}

// foldable is a quick look whether fold may succeed.
func foldable(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Constant, *ast.UnaryOp, *ast.BinOp, *ast.Tuple, *ast.Subscript:
		return true
	case *ast.Name:
		return e.Id == "__debug__"
	}
	return false
}

// enterAnywhere is enter without an error when the depth is exceeded.
func (c *compiler) enterAnywhere() bool {
	if c.depth >= maxDepth {
		return false
	}
	c.depth++
	return true
}

func (c *compiler) foldBinary(e *ast.BinOp) (code.Const, bool) {
	// A chain of left operands has its first one at the bottom; look there
	// before anything is computed.
	bottom := e
	n := 1
	for {
		left, ok := bottom.Left.(*ast.BinOp)
		if !ok {
			break
		}
		bottom = left
		n++
	}
	if !foldable(bottom.Left) || !c.enterAnywhere() {
		return nil, false
	}
	defer c.leave()
	acc, ok := c.fold(bottom.Left)
	if !ok {
		return nil, false
	}
	chain := make([]*ast.BinOp, 0, 8)
	for b := e; ; b = b.Left.(*ast.BinOp) {
		chain = append(chain, b)
		if b == bottom {
			break
		}
	}
	for i := n - 1; i >= 0; i-- {
		right, ok := c.fold(chain[i].Right)
		if !ok {
			return nil, false
		}
		if acc, ok = foldOp(chain[i].Op, acc, right); !ok {
			return nil, false
		}
	}
	return acc, true
}

func (c *compiler) foldSubscript(e *ast.Subscript) (code.Const, bool) {
	if !foldable(e.Value) || !foldable(e.Index) || !c.enterAnywhere() {
		return nil, false
	}
	defer c.leave()
	v, ok := c.fold(e.Value)
	if !ok {
		return nil, false
	}
	k, ok := c.fold(e.Index)
	i, isInt := asInt(k)
	if !ok || !isInt {
		return nil, false
	}
	at := func(n int) (int64, bool) {
		if i < 0 {
			return i + int64(n), i+int64(n) >= 0
		}
		return i, i < int64(n)
	}
	switch v := v.(type) {
	case code.Tuple:
		if j, ok := at(len(v)); ok {
			return v[j], true
		}
	case code.Bytes:
		if j, ok := at(len(v)); ok {
			return int64(v[j]), true
		}
	case code.Str:
		if isASCII(string(v)) {
			if j, ok := at(len(v)); ok {
				return v[j : j+1], true
			}
		}
	}
	return nil, false
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// asInt is the value of an int or bool that fits 64 bits.
func asInt(v code.Const) (int64, bool) {
	switch v := v.(type) {
	case int64:
		return v, true
	case bool:
		if v {
			return 1, true
		}
		return 0, true
	}
	return 0, false
}

func asBig(v code.Const) (*big.Int, bool) {
	if v, ok := v.(*big.Int); ok {
		return v, true
	}
	i, ok := asInt(v)
	return big.NewInt(i), ok
}

func fromBig(v *big.Int) code.Const {
	if v.IsInt64() {
		return v.Int64()
	}
	return v
}

// truth is a constant's truth value.
func truth(v code.Const) bool {
	switch v := v.(type) {
	case nil:
		return false
	case bool:
		return v
	case int64:
		return v != 0
	case float64:
		return v != 0
	case complex128:
		return v != 0
	case code.Str:
		return v != ""
	case code.Bytes:
		return v != ""
	case code.Tuple:
		return len(v) > 0
	case code.FrozenSet:
		return len(v) > 0
	}
	return true
}

func foldUnary(op ast.Operator, v code.Const) (code.Const, bool) {
	if op == ast.Not {
		return !truth(v), true
	}
	switch v := v.(type) {
	case float64:
		switch op {
		case ast.USub:
			return -v, true
		case ast.UAdd:
			return v, true
		}
		return nil, false
	case complex128:
		switch op {
		case ast.USub:
			return complex(-real(v), -imag(v)), true
		case ast.UAdd:
			return v, true
		}
		return nil, false
	case bool:
		if op == ast.Invert {
			return nil, false // deprecated: it warns when it runs
		}
	}
	b, ok := asBig(v)
	if !ok {
		return nil, false
	}
	switch op {
	case ast.USub:
		return fromBig(new(big.Int).Neg(b)), true
	case ast.UAdd:
		return fromBig(b), true
	case ast.Invert:
		return fromBig(new(big.Int).Not(b)), true
	}
	return nil, false
}

// foldOp computes a op b where the result is small and certain.
func foldOp(op ast.Operator, a, b code.Const) (code.Const, bool) {
	if x, ok := asBig(a); ok {
		if y, ok := asBig(b); ok {
			return foldInts(op, a, b, x, y)
		}
	}
	if x, ok := asFloat(a); ok {
		if y, ok := asFloat(b); ok {
			return foldFloats(op, x, y)
		}
	}
	if x, ok := asComplex(a); ok {
		if y, ok := asComplex(b); ok {
			switch op {
			case ast.Add:
				return x + y, true
			case ast.Sub:
				return x - y, true
			}
			return nil, false
		}
	}
	return foldSequence(op, a, b)
}

func foldInts(op ast.Operator, a, b code.Const, x, y *big.Int) (code.Const, bool) {
	z := new(big.Int)
	switch op {
	case ast.Add:
		return fromBig(z.Add(x, y)), true
	case ast.Sub:
		return fromBig(z.Sub(x, y)), true
	case ast.Mult:
		if x.BitLen()+y.BitLen() > maxFoldBits {
			return nil, false
		}
		return fromBig(z.Mul(x, y)), true
	case ast.FloorDiv, ast.Mod:
		if y.Sign() == 0 {
			return nil, false
		}
		m := new(big.Int)
		z.DivMod(x, y, m) // Euclidean: the remainder is not negative
		if m.Sign() != 0 && y.Sign() < 0 {
			z.Sub(z, big.NewInt(1))
			m.Add(m, y)
		}
		if op == ast.Mod {
			return fromBig(m), true
		}
		return fromBig(z), true
	case ast.Div:
		i, ok1 := asInt(a)
		j, ok2 := asInt(b)
		const exact = 1 << 53
		if !ok1 || !ok2 || j == 0 || i > exact || i < -exact || j > exact || j < -exact {
			return nil, false
		}
		return float64(i) / float64(j), true
	case ast.Pow:
		n, ok := asInt(b)
		if !ok || n < 0 || int64(x.BitLen())*n > maxFoldBits || n > maxFoldBits && x.BitLen() > 1 {
			return nil, false
		}
		return fromBig(z.Exp(x, y, nil)), true
	case ast.LShift:
		n, ok := asInt(b)
		if !ok || n < 0 || n > maxFoldBits || x.BitLen()+int(n) > maxFoldBits {
			return nil, false
		}
		return fromBig(z.Lsh(x, uint(n))), true
	case ast.RShift:
		n, ok := asInt(b)
		if !ok || n < 0 || n > math.MaxInt32 {
			return nil, false
		}
		return fromBig(z.Rsh(x, uint(n))), true
	}
	p, isBool1 := a.(bool)
	q, isBool2 := b.(bool)
	if isBool1 && isBool2 {
		switch op {
		case ast.BitAnd:
			return p && q, true
		case ast.BitOr:
			return p || q, true
		case ast.BitXor:
			return p != q, true
		}
	}
	switch op {
	case ast.BitAnd:
		return fromBig(z.And(x, y)), true
	case ast.BitOr:
		return fromBig(z.Or(x, y)), true
	case ast.BitXor:
		return fromBig(z.Xor(x, y)), true
	}
	return nil, false
}

func asFloat(v code.Const) (float64, bool) {
	if f, ok := v.(float64); ok {
		return f, true
	}
	i, ok := asInt(v)
	const exact = 1 << 53
	return float64(i), ok && i <= exact && i >= -exact
}

// foldFloats leaves to the machine what Go and C may round differently.
func foldFloats(op ast.Operator, x, y float64) (code.Const, bool) {
	switch op {
	case ast.Add:
		return x + y, true
	case ast.Sub:
		return x - y, true
	case ast.Mult:
		return x * y, true
	case ast.Div:
		if y != 0 {
			return x / y, true
		}
	}
	return nil, false
}

func asComplex(v code.Const) (complex128, bool) {
	if z, ok := v.(complex128); ok {
		return z, true
	}
	f, ok := asFloat(v)
	return complex(f, 0), ok
}

func foldSequence(op ast.Operator, a, b code.Const) (code.Const, bool) {
	switch op {
	case ast.Add:
		switch x := a.(type) {
		case code.Str:
			if y, ok := b.(code.Str); ok && len(x)+len(y) <= maxFoldChars {
				return joinStr(x, y)
			}
		case code.Bytes:
			if y, ok := b.(code.Bytes); ok {
				return x + y, true
			}
		case code.Tuple:
			if y, ok := b.(code.Tuple); ok && len(x)+len(y) <= maxFoldItems {
				return append(append(make(code.Tuple, 0, len(x)+len(y)), x...), y...), true
			}
		}
	case ast.Mult:
		if n, ok := asInt(a); ok {
			return foldRepeat(b, n)
		}
		if n, ok := asInt(b); ok {
			return foldRepeat(a, n)
		}
	}
	return nil, false
}

// joinStr concatenates unless two lone surrogates would meet.
func joinStr(x, y code.Str) (code.Const, bool) {
	if !utf8.ValidString(string(x)) || !utf8.ValidString(string(y)) {
		return nil, false
	}
	return x + y, true
}

func foldRepeat(v code.Const, n int64) (code.Const, bool) {
	size := int64(0)
	limit := int64(maxFoldChars)
	switch v := v.(type) {
	case code.Str:
		if !utf8.ValidString(string(v)) {
			return nil, false
		}
		size = int64(len(v))
	case code.Bytes:
		size = int64(len(v))
	case code.Tuple:
		size, limit = int64(len(v)), maxFoldItems
	default:
		return nil, false
	}
	n = max(n, 0)
	if size > 0 && n > limit/size {
		return nil, false
	}
	if size == 0 {
		return v, true
	}
	switch v := v.(type) {
	case code.Str:
		return code.Str(strings.Repeat(string(v), int(n))), true
	case code.Bytes:
		return code.Bytes(strings.Repeat(string(v), int(n))), true
	case code.Tuple:
		t := make(code.Tuple, 0, int(size*n))
		for range n {
			t = append(t, v...)
		}
		return t, true
	}
	return nil, false
}
