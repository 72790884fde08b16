package datetime

import (
	"github.com/aio-lang/aio/vm/object"
)

// zone is a timezone: a fixed offset from UTC, name nil for none.
type zone struct {
	object.Opaque
	offset span
	name   value
}

// zoneOf returns the timezone that v is, or nil.
func zoneOf(t *thread, v value) *zone {
	if v.Kind() == object.KindOpaque && t.M.TypeOf(v) == typesOf(t).timezone {
		return (*zone)(v.P)
	}
	return nil
}

func newZone(t *thread, off span, name value) value {
	if off == (span{}) && name.P == nil && typesOf(t).utc.P != nil {
		return typesOf(t).utc
	}
	z := &zone{offset: off, name: name}
	return object.InitOpaque(&z.Opaque, typesOf(t).timezone)
}

// NewZone makes a timezone of an offset in seconds and a name, nil for none.
func NewZone(t *thread, secs int64, name value) value { return newZone(t, spanOf(secs, 0), name) }

// checkOffset raises ValueError for a whole day or more.
func checkOffset(t *thread, off span) bool {
	if off.days < -1 || off.days > 0 || off == (span{days: -1}) {
		r, ok := t.Repr(newDelta(t, off))
		if ok {
			t.ValueErrorf("offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not %s.", r)
		}
		return false
	}
	return true
}

func (z *zone) text() string {
	switch {
	case z.name.P != nil:
		return z.name.Text()
	case z.offset == span{}:
		return "UTC"
	}
	return "UTC" + offsetText(z.offset, ":")
}

// forMoment wraps a method of timezone that takes a datetime or None.
func forMoment(name string, f func(t *thread, z *zone) value) object.NativeFn {
	return func(t *thread, a []value) value {
		if !a[1].IsNone() && !is(t, a[1], typesOf(t).datetime) {
			return t.TypeErrorf("%s(dt) argument must be a datetime instance or None, not %s", name, t.TypeName(a[1]))
		}
		return f(t, (*zone)(a[0].P))
	}
}

// ownMoment checks the argument of fromutc.
func ownMoment(t *thread, a []value) bool {
	switch {
	case !is(t, a[1], typesOf(t).datetime):
		t.TypeErrorf("fromutc: argument must be a datetime")
	case stampOf(a[1]).tz != a[0]:
		t.ValueErrorf("fromutc: dt.tzinfo is not self")
	default:
		return true
	}
	return false
}

// shifted is a datetime moved by a span.
func shifted(t *thread, v value, by span, n int) value {
	s := *stampOf(v)
	s.fold = 0
	if !s.at(s.since().plus(by, n)) {
		return t.OverflowErrorf("date value out of range")
	}
	return s.rebuilt(t, v)
}

func timezoneDecl() *typeDecl {
	compare := func(same bool) object.NativeFn {
		return func(t *thread, a []value) value {
			other := zoneOf(t, a[1])
			if other == nil {
				return object.NotImplemented
			}
			return object.Bool(((*zone)(a[0].P).offset == other.offset) == same)
		}
	}
	return &typeDecl{
		Name: "datetime.timezone", Called: "timezone", Kind: object.KindOpaque, Flags: object.TypeNoSubclass,
		Doc: "Fixed offset from UTC implementation of tzinfo.",
		New: &def{Sig: "__new__(cls, offset, name=<None>)", Doc: "Create a timezone.", Fn: func(t *thread, a []value) value {
			if !isDelta(t, a[1]) {
				return t.TypeErrorf("timezone() argument 1 must be datetime.timedelta, not %s", t.TypeName(a[1]))
			}
			if a[2].P != nil && !a[2].IsStr() {
				return t.BadArgument("timezone", "2", "str", a[2])
			}
			off := *deltaOf(a[1])
			if a[2].P == nil && off == (span{}) {
				return typesOf(t).utc
			}
			if !checkOffset(t, off) {
				return value{}
			}
			return newZone(t, off, a[2])
		}},
		Methods: []def{
			{Sig: "utcoffset(self, object, /)", Doc: "Return fixed offset.", Fn: forMoment("utcoffset", func(t *thread, z *zone) value { return newDelta(t, z.offset) })},
			{Sig: "tzname(self, object, /)", Doc: "If name is specified when timezone is created, returns the name.  Otherwise returns offset as 'UTC(+|-)HH:MM'.", Fn: forMoment("tzname", func(t *thread, z *zone) value { return object.NewStr(z.text()) })},
			{Sig: "dst(self, object, /)", Doc: "Return None.", Fn: forMoment("dst", func(t *thread, z *zone) value { return object.None })},
			{Sig: "fromutc(self, object, /)", Doc: "datetime in UTC -> datetime in local time.", Fn: func(t *thread, a []value) value {
				if !ownMoment(t, a) {
					return value{}
				}
				return shifted(t, a[1], (*zone)(a[0].P).offset, 1)
			}},
			{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *thread, a []value) value {
				if a[0] == typesOf(t).utc {
					return object.NewStr("datetime.timezone.utc")
				}
				z := (*zone)(a[0].P)
				text, ok := t.Repr(newDelta(t, z.offset))
				if ok && z.name.P != nil {
					var name string
					name, ok = t.Repr(z.name)
					text += ", " + name
				}
				if !ok {
					return value{}
				}
				return object.NewStr("datetime.timezone(" + text + ")")
			}},
			{Sig: "__str__(self, /)", Doc: "Return str(self).", Fn: func(t *thread, a []value) value { return object.NewStr((*zone)(a[0].P).text()) }},
			{Sig: "__hash__(self, /)", Doc: "Return hash(self).", Fn: func(t *thread, a []value) value { return hashSpan(t, (*zone)(a[0].P).offset) }},
			{Sig: "__eq__(self, value, /)", Doc: "Return self==value.", Fn: compare(true)},
			{Sig: "__ne__(self, value, /)", Doc: "Return self!=value.", Fn: compare(false)},
			{Sig: "__getinitargs__(self, /)", Doc: "pickle support", Fn: func(t *thread, a []value) value {
				z := (*zone)(a[0].P)
				if z.name.P == nil {
					return object.TupleOf(newDelta(t, z.offset))
				}
				return object.NewPair(newDelta(t, z.offset), z.name)
			}},
		},
	}
}

// abstract is a method that subclasses of tzinfo define.
func abstract(name, doc string) def {
	return def{Sig: name + "(self, object, /)", Doc: doc, Fn: func(t *thread, a []value) value {
		return t.Raise(object.ShapeNotImplementedError, "a tzinfo subclass must implement %s()", name)
	}}
}

func tzinfoDecl() *typeDecl {
	return &typeDecl{
		Name: "datetime.tzinfo", Kind: object.KindInstance,
		Doc: "Abstract base class for time zone info objects.",
		New: &def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create and return a new object.", Fn: func(t *thread, a []value) value {
			return object.NewInstance(object.AsType(a[0])).Value()
		}},
		Methods: []def{
			abstract("tzname", "datetime -> string name of time zone."),
			abstract("utcoffset", "datetime -> timedelta showing offset from UTC, negative values indicating West of UTC"),
			abstract("dst", "datetime -> DST offset as timedelta positive east of UTC."),
			{Sig: "fromutc(self, object, /)", Doc: "datetime in UTC -> datetime in local time.", Fn: fromUTC},
			{Sig: "__reduce__(self, /)", Doc: "-> (cls, state)", Fn: func(t *thread, a []value) value {
				args := object.EmptyTuple
				if f := t.LookupAttr(a[0], t.M.Intern("__getinitargs__")); f.P != nil {
					if args = t.Call(f); args.P == nil {
						return args
					}
				} else if t.Exc.P != nil {
					return value{}
				}
				state := t.CallMethod(a[0], object.Names().GetState)
				if state.P == nil {
					return state
				}
				return object.NewTriple(t.M.TypeOf(a[0]).Value(), args, state)
			}},
		},
	}
}

// fromUTC is the conversion for zones whose offset without dst() never
// changes.
func fromUTC(t *thread, a []value) value {
	if !ownMoment(t, a) {
		return value{}
	}
	ask := func(method, text string, v value) (span, bool) {
		off, none, ok := stampOf(v).ask(t, method, v)
		if ok && none {
			t.ValueErrorf("%s", text)
		}
		return off, ok && !none
	}
	off, ok := ask("utcoffset", "fromutc: non-None utcoffset() result required", a[1])
	if !ok {
		return value{}
	}
	dst, ok := ask("dst", "fromutc: non-None dst() result required", a[1])
	if !ok {
		return value{}
	}
	result := a[1]
	if standard := off.plus(dst, -1); standard != (span{}) {
		if result = shifted(t, result, standard, 1); result.P == nil {
			return result
		}
		if dst, ok = ask("dst", "fromutc: tz.dst() gave inconsistent results; cannot convert", result); !ok {
			return value{}
		}
	}
	if dst == (span{}) {
		return result
	}
	return shifted(t, result, dst, 1)
}
