package datetime

import (
	"fmt"
	"math"
	"math/big"
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

const (
	maxDays = 999999999
	daySecs = 86400
	dayUs   = int64(daySecs) * 1000000
)

// span is a length of time; normal ones have 0 ≤ secs < 86400 and
// 0 ≤ us < 1000000.
type span struct{ days, secs, us int }

// delta is a timedelta.
type delta struct {
	object.Opaque
	span
}

func deltaOf(v value) *span { return &(*delta)(v.P).span }

// isDelta reports whether v is a timedelta.
func isDelta(t *thread, v value) bool {
	return v.Kind() == object.KindOpaque && t.M.TypeOf(v).IsSubtypeOf(typesOf(t).delta)
}

func newDelta(t *thread, s span) value {
	d := &delta{span: s}
	return object.InitOpaque(&d.Opaque, typesOf(t).delta)
}

func floorDiv(a, b int64) (q, r int64) {
	q, r = a/b, a%b
	if r < 0 {
		q, r = q-1, r+b
	}
	return q, r
}

// spanOf is a normal span; the days are not checked.
func spanOf(secs, us int64) span {
	c, u := floorDiv(us, 1000000)
	d, s := floorDiv(secs+c, daySecs)
	return span{int(d), int(s), int(u)}
}

// checked raises OverflowError for too many days.
func checked(t *thread, s span) value {
	if s.days < -maxDays || s.days > maxDays {
		return t.OverflowErrorf("days=%d; must have magnitude <= %d", s.days, maxDays)
	}
	return newDelta(t, s)
}

// plus adds n times o.
func (s span) plus(o span, n int) span {
	r := spanOf(int64(s.secs+n*o.secs), int64(s.us+n*o.us))
	r.days += s.days + n*o.days
	return r
}

func (s span) compare(o span) int {
	for _, d := range [...]int{s.days - o.days, s.secs - o.secs, s.us - o.us} {
		if d != 0 {
			return d
		}
	}
	return 0
}

// micros is the span in microseconds; false where that needs a big int.
func (s span) micros() (int64, bool) {
	if s.days > 100000000 || s.days < -100000000 {
		return 0, false
	}
	return int64(s.days)*dayUs + int64(s.secs)*1000000 + int64(s.us), true
}

func (s span) big() *big.Int {
	n := big.NewInt(int64(s.days))
	n.Mul(n, big.NewInt(dayUs))
	return n.Add(n, big.NewInt(int64(s.secs)*1000000+int64(s.us)))
}

// total is the span in microseconds as an int.
func (s span) total() value {
	if n, ok := s.micros(); ok {
		return object.Int(n)
	}
	return object.BigInt(s.big())
}

// ofMicros makes a timedelta of microseconds.
func ofMicros(t *thread, n *big.Int) value {
	days, rest := new(big.Int).DivMod(n, big.NewInt(dayUs), new(big.Int))
	if !days.IsInt64() || days.Int64() != int64(int32(days.Int64())) {
		return t.OverflowErrorf("Python int too large to convert to C int")
	}
	us := rest.Int64()
	return checked(t, span{int(days.Int64()), int(us / 1000000), int(us % 1000000)})
}

// nearest is a/b rounded half to even.
func nearest(a, b *big.Int) *big.Int {
	if b.Sign() < 0 {
		a, b = new(big.Int).Neg(a), new(big.Int).Neg(b)
	}
	q, r := new(big.Int).DivMod(a, b, new(big.Int))
	switch r.Lsh(r, 1).Cmp(b) {
	case 1:
		q.Add(q, big.NewInt(1))
	case 0:
		if q.Bit(0) == 1 {
			q.Add(q, big.NewInt(1))
		}
	}
	return q
}

// units are the parameters of timedelta() and their microseconds.
var units = [...]struct {
	name string
	us   int64
}{{"days", dayUs}, {"seconds", 1000000}, {"microseconds", 1}, {"milliseconds", 1000}, {"minutes", 60000000}, {"hours", 3600000000}, {"weeks", 7 * dayUs}}

// unitOrder is the order in which they are added up.
var unitOrder = [...]int{2, 3, 1, 4, 5, 0, 6}

func deltaNew(t *thread, a []value) value {
	sum := new(big.Int)
	left := 0.0
	for _, i := range unitOrder {
		v, u := a[i+1], units[i]
		switch {
		case v.P == nil:
		case v.IsFloat() || v.Kind() == object.KindFloat:
			f, _ := object.Float64(v)
			whole, part := math.Modf(f)
			switch {
			case math.IsNaN(f):
				return t.ValueErrorf("cannot convert float NaN to integer")
			case math.IsInf(f, 0):
				return t.OverflowErrorf("cannot convert float infinity to integer")
			}
			n, _ := big.NewFloat(whole).Int(nil)
			sum.Add(sum, n.Mul(n, big.NewInt(u.us)))
			if part != 0 {
				whole, part = math.Modf(part * float64(u.us))
				sum.Add(sum, big.NewInt(int64(whole)))
				left += part
			}
		case object.IsIntLike(v):
			n := object.ToBig(v)
			sum.Add(sum, new(big.Int).Mul(n, big.NewInt(u.us)))
		default:
			return t.TypeErrorf("unsupported type for timedelta %s component: %s", u.name, t.TypeName(v))
		}
	}
	if left != 0 {
		whole := math.Round(left)
		if math.Abs(whole-left) == 0.5 { // to even, of the sum as a whole
			odd := float64(sum.Bit(0))
			whole = 2*math.Round((left+odd)*0.5) - odd
		}
		sum.Add(sum, big.NewInt(int64(whole)))
	}
	v := ofMicros(t, sum)
	if v.P != nil {
		v.Head().Shape = object.AsType(a[0]).Shape0.ID
	}
	return v
}

func (s span) text() string {
	var b strings.Builder
	if s.days != 0 {
		plural := "s"
		if s.days == 1 || s.days == -1 {
			plural = ""
		}
		fmt.Fprintf(&b, "%d day%s, ", s.days, plural)
	}
	fmt.Fprintf(&b, "%d:%02d:%02d", s.secs/3600, s.secs/60%60, s.secs%60)
	if s.us != 0 {
		fmt.Fprintf(&b, ".%06d", s.us)
	}
	return b.String()
}

func deltaRepr(t *thread, a []value) value {
	s := deltaOf(a[0])
	var parts []string
	for _, p := range [...]struct {
		name string
		n    int
	}{{"days", s.days}, {"seconds", s.secs}, {"microseconds", s.us}} {
		if p.n != 0 {
			parts = append(parts, fmt.Sprintf("%s=%d", p.name, p.n))
		}
	}
	if parts == nil {
		parts = []string{"0"}
	}
	return object.NewStr(shownName(t, a[0]) + "(" + strings.Join(parts, ", ") + ")")
}

func deltaHash(t *thread, a []value) value {
	s := deltaOf(a[0])
	h, ok := t.Hash(object.TupleOf(object.Int(int64(s.days)), object.Int(int64(s.secs)), object.Int(int64(s.us))))
	if !ok {
		return value{}
	}
	return object.Int(int64(h))
}

// isOp says what a comparison is worth for the sign of a three-way one.
func isOp(op object.CompareOp, sign int) value {
	switch op {
	case object.OpLt:
		return object.Bool(sign < 0)
	case object.OpLe:
		return object.Bool(sign <= 0)
	case object.OpEq:
		return object.Bool(sign == 0)
	case object.OpNe:
		return object.Bool(sign != 0)
	case object.OpGt:
		return object.Bool(sign > 0)
	}
	return object.Bool(sign >= 0)
}

func deltaCompare(op object.CompareOp) object.NativeFn {
	return func(t *thread, a []value) value {
		if !isDelta(t, a[1]) {
			return object.NotImplemented
		}
		return isOp(op, deltaOf(a[0]).compare(*deltaOf(a[1])))
	}
}

// sum is a[0] + n*a[1], both timedeltas.
func sum(n int) object.NativeFn {
	return func(t *thread, a []value) value {
		if !isDelta(t, a[0]) || !isDelta(t, a[1]) {
			return object.NotImplemented
		}
		return checked(t, deltaOf(a[0]).plus(*deltaOf(a[1]), n))
	}
}

func swapped(f object.NativeFn) object.NativeFn {
	return func(t *thread, a []value) value { return f(t, []value{a[1], a[0]}) }
}

// ratio is a float as a fraction.
func ratio(t *thread, v value) (num, den *big.Int, ok bool) {
	f, _ := object.Float64(v)
	switch {
	case math.IsNaN(f):
		t.ValueErrorf("cannot convert NaN to integer ratio")
		return nil, nil, false
	case math.IsInf(f, 0):
		t.OverflowErrorf("cannot convert Infinity to integer ratio")
		return nil, nil, false
	}
	r := new(big.Rat).SetFloat64(f)
	return r.Num(), r.Denom(), true
}

func isFloat(v value) bool { return v.Kind() == object.KindFloat || v.IsFloat() }

func deltaMul(t *thread, a []value) value {
	n := deltaOf(a[0]).big()
	switch {
	case object.IsIntLike(a[1]):
		return ofMicros(t, n.Mul(n, object.ToBig(a[1])))
	case isFloat(a[1]):
		num, den, ok := ratio(t, a[1])
		if !ok {
			return value{}
		}
		return ofMicros(t, nearest(n.Mul(n, num), den))
	}
	return object.NotImplemented
}

func zeroDivision(t *thread, text string) value {
	return t.Raise(object.ShapeZeroDivisionError, "%s", text)
}

func deltaTrueDiv(t *thread, a []value) value {
	if !isDelta(t, a[0]) {
		return object.NotImplemented
	}
	s := deltaOf(a[0])
	switch {
	case isDelta(t, a[1]):
		return t.Binary(object.OpTrueDiv, s.total(), deltaOf(a[1]).total())
	case object.IsIntLike(a[1]):
		n := object.ToBig(a[1])
		if n.Sign() == 0 {
			return zeroDivision(t, "integer division or modulo by zero")
		}
		return ofMicros(t, nearest(s.big(), n))
	case isFloat(a[1]):
		num, den, ok := ratio(t, a[1])
		if !ok {
			return value{}
		}
		if num.Sign() == 0 {
			return zeroDivision(t, "integer division or modulo by zero")
		}
		return ofMicros(t, nearest(new(big.Int).Mul(s.big(), den), num))
	}
	return object.NotImplemented
}

// euclid is floor division of spans, with the remainder.
func euclid(a, b *span) (q, r *big.Int) {
	q, r = new(big.Int).QuoRem(a.big(), b.big(), new(big.Int))
	if r.Sign() != 0 && r.Sign() != b.big().Sign() {
		q.Sub(q, big.NewInt(1))
		r.Add(r, b.big())
	}
	return q, r
}

func deltaFloorDiv(t *thread, a []value) value {
	if !isDelta(t, a[0]) {
		return object.NotImplemented
	}
	s := deltaOf(a[0])
	switch {
	case isDelta(t, a[1]):
		if deltaOf(a[1]).big().Sign() == 0 {
			return zeroDivision(t, "integer division or modulo by zero")
		}
		q, _ := euclid(s, deltaOf(a[1]))
		return object.BigInt(q)
	case object.IsIntLike(a[1]):
		n := object.ToBig(a[1])
		if n.Sign() == 0 {
			return zeroDivision(t, "integer division or modulo by zero")
		}
		q, r := new(big.Int).QuoRem(s.big(), n, new(big.Int))
		if r.Sign() != 0 && r.Sign() != n.Sign() {
			q.Sub(q, big.NewInt(1))
		}
		return ofMicros(t, q)
	}
	return object.NotImplemented
}

func deltaMod(t *thread, a []value) value {
	if !isDelta(t, a[0]) || !isDelta(t, a[1]) {
		return object.NotImplemented
	}
	if deltaOf(a[1]).big().Sign() == 0 {
		return zeroDivision(t, "integer modulo by zero")
	}
	_, r := euclid(deltaOf(a[0]), deltaOf(a[1]))
	return ofMicros(t, r)
}

func deltaDivMod(t *thread, a []value) value {
	if !isDelta(t, a[0]) || !isDelta(t, a[1]) {
		return object.NotImplemented
	}
	if deltaOf(a[1]).big().Sign() == 0 {
		return zeroDivision(t, "integer division or modulo by zero")
	}
	q, r := euclid(deltaOf(a[0]), deltaOf(a[1]))
	rest := ofMicros(t, r)
	if rest.P == nil {
		return rest
	}
	return object.NewPair(object.BigInt(q), rest)
}

func deltaDecl() *typeDecl {
	member := func(name, doc string, get func(*span) int) getSet {
		return getSet{Name: name, Doc: doc, Get: func(t *thread, v value) value { return object.Int(int64(get(deltaOf(v)))) }}
	}
	return &typeDecl{
		Name: "datetime.timedelta", Called: "__new__", Kind: object.KindOpaque,
		Doc: "Difference between two datetime values.\n\ntimedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)\n\nArguments are ints or floats of either sign.",
		New: &def{Sig: "__new__(cls, days=<0>, seconds=<0>, microseconds=<0>, milliseconds=<0>, minutes=<0>, hours=<0>, weeks=<0>)", Doc: "Create a timedelta.", Fn: deltaNew},
		Methods: append([]def{
			{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: deltaRepr},
			{Sig: "__str__(self, /)", Doc: "Return str(self).", Fn: func(t *thread, a []value) value { return object.NewStr(deltaOf(a[0]).text()) }},
			{Sig: "__hash__(self, /)", Doc: "Return hash(self).", Fn: deltaHash},
			{Sig: "__bool__(self, /)", Doc: "True if self else False", Fn: func(t *thread, a []value) value { return object.Bool(*deltaOf(a[0]) != span{}) }},
			{Sig: "__add__(self, value, /)", Doc: "Return self+value.", Fn: sum(1)},
			{Sig: "__radd__(self, value, /)", Doc: "Return value+self.", Fn: sum(1)},
			{Sig: "__sub__(self, value, /)", Doc: "Return self-value.", Fn: sum(-1)},
			{Sig: "__rsub__(self, value, /)", Doc: "Return value-self.", Fn: swapped(sum(-1))},
			{Sig: "__mul__(self, value, /)", Doc: "Return self*value.", Fn: deltaMul},
			{Sig: "__rmul__(self, value, /)", Doc: "Return value*self.", Fn: deltaMul},
			{Sig: "__truediv__(self, value, /)", Doc: "Return self/value.", Fn: deltaTrueDiv},
			{Sig: "__rtruediv__(self, value, /)", Doc: "Return value/self.", Fn: swapped(deltaTrueDiv)},
			{Sig: "__floordiv__(self, value, /)", Doc: "Return self//value.", Fn: deltaFloorDiv},
			{Sig: "__rfloordiv__(self, value, /)", Doc: "Return value//self.", Fn: swapped(deltaFloorDiv)},
			{Sig: "__mod__(self, value, /)", Doc: "Return self%value.", Fn: deltaMod},
			{Sig: "__rmod__(self, value, /)", Doc: "Return value%self.", Fn: swapped(deltaMod)},
			{Sig: "__divmod__(self, value, /)", Doc: "Return divmod(self, value).", Fn: deltaDivMod},
			{Sig: "__rdivmod__(self, value, /)", Doc: "Return divmod(value, self).", Fn: swapped(deltaDivMod)},
			{Sig: "__neg__(self, /)", Doc: "-self", Fn: func(t *thread, a []value) value { return checked(t, span{}.plus(*deltaOf(a[0]), -1)) }},
			{Sig: "__pos__(self, /)", Doc: "+self", Fn: func(t *thread, a []value) value { return newDelta(t, *deltaOf(a[0])) }},
			{Sig: "__abs__(self, /)", Doc: "abs(self)", Fn: func(t *thread, a []value) value {
				if s := deltaOf(a[0]); s.days < 0 {
					return checked(t, span{}.plus(*s, -1))
				}
				return newDelta(t, *deltaOf(a[0]))
			}},
			{Sig: "total_seconds(self, /)", Doc: "Total seconds in the duration.", Fn: func(t *thread, a []value) value {
				return t.Binary(object.OpTrueDiv, deltaOf(a[0]).total(), object.Int(1000000))
			}},
			{Sig: "__reduce__(self, /)", Doc: "__reduce__() -> (cls, state)", Fn: func(t *thread, a []value) value {
				s := deltaOf(a[0])
				return object.NewPair(t.M.TypeOf(a[0]).Value(), object.NewTriple(object.Int(int64(s.days)), object.Int(int64(s.secs)), object.Int(int64(s.us))))
			}},
		}, object.CompareDefs(deltaCompare)...),
		Members: []getSet{
			member("days", "Number of days.", func(s *span) int { return s.days }),
			member("seconds", "Number of seconds (>= 0 and less than 1 day).", func(s *span) int { return s.secs }),
			member("microseconds", "Number of microseconds (>= 0 and less than 1 second).", func(s *span) int { return s.us }),
		},
	}
}
