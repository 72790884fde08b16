package datetime

import (
	"fmt"
	"math"

	"github.com/aio-lang/aio/stdlib/time"
	"github.com/aio-lang/aio/vm/object"
)

// stamp is a date, a time or a datetime: what the type has not is zero.
type stamp struct {
	object.Opaque
	year, month, day, hour, minute, second, us, fold int
	tz                                               value // nil: naive
}

func stampOf(v value) *stamp { return (*stamp)(v.P) }

// of makes the stamp an object of a class.
func (s stamp) of(ty *object.Type) value {
	p := &s
	p.Opaque = object.Opaque{}
	return object.InitOpaque(&p.Opaque, ty)
}

// is reports whether v is an instance of ty or of a subclass.
func is(t *thread, v value, ty *object.Type) bool {
	return v.Kind() == object.KindOpaque && t.M.TypeOf(v).IsSubtypeOf(ty)
}

func (s *stamp) checkDate(t *thread) bool {
	switch {
	case s.year < minYear || s.year > maxYear:
		t.ValueErrorf("year %d is out of range", s.year)
	case s.month < 1 || s.month > 12:
		t.ValueErrorf("month must be in 1..12")
	case s.day < 1 || s.day > monthDays(s.year, s.month):
		t.ValueErrorf("day is out of range for month")
	default:
		return true
	}
	return false
}

func (s *stamp) checkTime(t *thread) bool {
	switch {
	case s.hour < 0 || s.hour > 23:
		t.ValueErrorf("hour must be in 0..23")
	case s.minute < 0 || s.minute > 59:
		t.ValueErrorf("minute must be in 0..59")
	case s.second < 0 || s.second > 59:
		t.ValueErrorf("second must be in 0..59")
	case s.us < 0 || s.us > 999999:
		t.ValueErrorf("microsecond must be in 0..999999")
	case s.fold != 0 && s.fold != 1:
		t.ValueErrorf("fold must be either 0 or 1")
	default:
		return true
	}
	return false
}

// setZone takes a tzinfo argument: nil and None for none.
func (s *stamp) setZone(t *thread, v value) bool {
	if v.P == nil || v.IsNone() {
		s.tz = value{}
		return true
	}
	if !t.M.TypeOf(v).IsSubtypeOf(typesOf(t).tzinfo) {
		t.TypeErrorf("tzinfo argument must be None or of a tzinfo subclass, not type '%s'", t.TypeName(v))
		return false
	}
	s.tz = v
	return true
}

// build makes an object of a class, by calling it where a script made it.
func (s stamp) build(t *thread, ty *object.Type, kind *object.Type) value {
	if !ty.IsHeap() {
		return s.of(ty)
	}
	num := func(n int) value { return object.Int(int64(n)) }
	zone := object.None
	if s.tz.P != nil {
		zone = s.tz
	}
	ts := typesOf(t)
	switch kind {
	case ts.date:
		return t.Call(ty.Value(), num(s.year), num(s.month), num(s.day))
	case ts.time:
		args := []value{num(s.hour), num(s.minute), num(s.second), num(s.us), zone}
		return s.callFold(t, ty, args)
	}
	args := []value{num(s.year), num(s.month), num(s.day), num(s.hour), num(s.minute), num(s.second), num(s.us), zone}
	return s.callFold(t, ty, args)
}

func (s *stamp) callFold(t *thread, ty *object.Type, args []value) value {
	if s.fold == 0 {
		return t.Call(ty.Value(), args...)
	}
	return t.CallNames(ty.Value(), append(args, object.Int(int64(s.fold))), []*object.Str{t.M.Intern("fold")})
}

// kindOf is date, time or datetime for an object of any of their subclasses.
func kindOf(t *thread, v value) *object.Type {
	ts := typesOf(t)
	ty := t.M.TypeOf(v)
	switch {
	case ty.IsSubtypeOf(ts.datetime):
		return ts.datetime
	case ty.IsSubtypeOf(ts.date):
		return ts.date
	}
	return ts.time
}

// rebuilt is a stamp of v's class.
func (s stamp) rebuilt(t *thread, v value) value { return s.build(t, t.M.TypeOf(v), kindOf(t, v)) }

func (s *stamp) ordinal() int { return ordinal(s.year, s.month, s.day) }

func (s *stamp) secs() int { return s.hour*3600 + s.minute*60 + s.second }

// since is the time since the beginning of year 1, or of the day for a time.
func (s *stamp) since() span {
	r := span{secs: s.secs(), us: s.us}
	if s.year > 0 {
		r.days = s.ordinal()
	}
	return r
}

// at sets date and time of day to a span since the beginning of year 1; false
// where there is no such date.
func (s *stamp) at(x span) bool {
	if x.days < 1 || x.days > maxOrdinal {
		return false
	}
	s.year, s.month, s.day = civil(x.days)
	s.hour, s.minute, s.second, s.us = x.secs/3600, x.secs/60%60, x.secs%60, x.us
	return true
}

// state is the form in which stamps are pickled and hashed.
func (s *stamp) state(t *thread, kind *object.Type, fold bool) string {
	var b []byte
	ts := typesOf(t)
	if kind != ts.time {
		b = append(b, byte(s.year>>8), byte(s.year), byte(s.month), byte(s.day))
	}
	if kind != ts.date {
		b = append(b, byte(s.hour), byte(s.minute), byte(s.second), byte(s.us>>16), byte(s.us>>8), byte(s.us))
	}
	if fold && s.fold == 1 {
		if kind == ts.time {
			b[0] |= 0x80
		} else {
			b[2] |= 0x80
		}
	}
	return string(b)
}

// fromState reads what state wrote; false where the text is no state.
func (s *stamp) fromState(text string, date, clock bool) bool {
	b := []byte(text)
	if date {
		if len(b) < 4 {
			return false
		}
		if clock && b[2]&0x80 != 0 {
			s.fold, b[2] = 1, b[2]&0x7f
		}
		s.year, s.month, s.day = int(b[0])<<8|int(b[1]), int(b[2]), int(b[3])
		if s.month < 1 || s.month > 12 {
			return false
		}
		b = b[4:]
	}
	if clock {
		if len(b) != 6 {
			return false
		}
		if !date && b[0]&0x80 != 0 {
			s.fold, b[0] = 1, b[0]&0x7f
		}
		s.hour, s.minute, s.second, s.us = int(b[0]), int(b[1]), int(b[2]), int(b[3])<<16|int(b[4])<<8|int(b[5])
		if s.hour > 23 {
			return false
		}
		b = b[6:]
	}
	return len(b) == 0
}

// stateArg returns the text of a first argument that is a pickled state.
func stateArg(args value, most int) (string, bool) {
	items := object.AsTuple(args).Items
	if len(items) == 0 || len(items) > most {
		return "", false
	}
	if b := object.AsBytes(items[0]); b != nil {
		return b.B, true
	}
	if items[0].IsStr() { // unpickled as latin-1, from Python 2
		var b []byte
		for _, r := range object.AsStr(items[0]).Runes() {
			if r > 255 {
				return "", false
			}
			b = append(b, byte(r))
		}
		return string(b), true
	}
	return "", false
}

func reduce(t *thread, a []value) value {
	protocol := 2
	if len(a) > 1 {
		var ok bool
		if protocol, ok = t.IntArg(a[1]); !ok {
			return value{}
		}
	}
	s := stampOf(a[0])
	args := []value{object.NewBytes(s.state(t, kindOf(t, a[0]), protocol > 3))}
	if s.tz.P != nil {
		args = append(args, s.tz)
	}
	return object.NewPair(t.M.TypeOf(a[0]).Value(), object.NewTuple(args))
}

// zoneOffset is the offset of a stamp from UTC; none for naive ones. arg is
// what the zone is asked about.
func (s *stamp) offset(t *thread, arg value) (off span, none, ok bool) {
	return s.ask(t, "utcoffset", arg)
}

// ask calls utcoffset or dst of the zone.
func (s *stamp) ask(t *thread, method string, arg value) (off span, none, ok bool) {
	if s.tz.P == nil {
		return span{}, true, true
	}
	if z := zoneOf(t, s.tz); z != nil {
		return z.offset, method == "dst", true
	}
	r := t.CallMethod(s.tz, t.M.Intern(method), arg)
	switch {
	case r.P == nil:
		return span{}, false, false
	case r.IsNone():
		return span{}, true, true
	case !isDelta(t, r):
		t.TypeErrorf("tzinfo.%s() must return None or timedelta, not '%s'", method, t.TypeName(r))
		return span{}, false, false
	}
	off = *deltaOf(r)
	if off.days < -1 || off.days > 0 || off == (span{days: -1}) {
		t.ValueErrorf("offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24).")
		return span{}, false, false
	}
	return off, false, true
}

// asked is utcoffset() and dst() of dates and times.
func asked(method string) object.NativeFn {
	return func(t *thread, a []value) value {
		off, none, ok := stampOf(a[0]).ask(t, method, zoneArg(t, a[0]))
		switch {
		case !ok:
			return value{}
		case none:
			return object.None
		}
		return newDelta(t, off)
	}
}

// zoneArg is what a zone is asked about: the datetime, None for a time.
func zoneArg(t *thread, v value) value {
	if kindOf(t, v) == typesOf(t).datetime {
		return v
	}
	return object.None
}

func tzname(t *thread, a []value) value {
	s := stampOf(a[0])
	if s.tz.P == nil {
		return object.None
	}
	r := t.CallMethod(s.tz, t.M.Intern("tzname"), zoneArg(t, a[0]))
	if r.P != nil && !r.IsNone() && !r.IsStr() {
		return t.TypeErrorf("tzinfo.tzname() must return None or a string, not '%s'", t.TypeName(r))
	}
	return r
}

// offsetText is an offset as isoformat writes it, with sep between its parts.
func offsetText(off span, sep string) string {
	sign := "+"
	if off.days < 0 {
		sign = "-"
		off = span{}.plus(off, -1)
	}
	text := fmt.Sprintf("%s%02d%s%02d", sign, off.secs/3600, sep, off.secs/60%60)
	if off.secs%60 != 0 || off.us != 0 {
		text += fmt.Sprintf("%s%02d", sep, off.secs%60)
	}
	if off.us != 0 {
		text += fmt.Sprintf(".%06d", off.us)
	}
	return text
}

// suffix is the offset at the end of isoformat, "" for naive ones.
func (s *stamp) suffix(t *thread, v value) (string, bool) {
	off, none, ok := s.offset(t, zoneArg(t, v))
	if none || !ok {
		return "", ok
	}
	return offsetText(off, ":"), true
}

func (s *stamp) dateText() string { return fmt.Sprintf("%04d-%02d-%02d", s.year, s.month, s.day) }

// clockText is the time of day, as much of it as spec says.
func (s *stamp) clockText(t *thread, spec string) (string, bool) {
	if spec == "auto" {
		spec = "seconds"
		if s.us != 0 {
			spec = "microseconds"
		}
	}
	switch spec {
	case "hours":
		return fmt.Sprintf("%02d", s.hour), true
	case "minutes":
		return fmt.Sprintf("%02d:%02d", s.hour, s.minute), true
	case "seconds":
		return fmt.Sprintf("%02d:%02d:%02d", s.hour, s.minute, s.second), true
	case "milliseconds":
		return fmt.Sprintf("%02d:%02d:%02d.%03d", s.hour, s.minute, s.second, s.us/1000), true
	case "microseconds":
		return fmt.Sprintf("%02d:%02d:%02d.%06d", s.hour, s.minute, s.second, s.us), true
	}
	t.ValueErrorf("Unknown timespec value")
	return "", false
}

// fieldsOf are the parts in the form that time.strftime takes.
func (s *stamp) timeFields() time.Fields {
	y, m, d := s.year, s.month, s.day
	if y == 0 {
		y, m, d = 1900, 1, 1
	}
	return time.Fields{Year: y, Month: m, Day: d, Hour: s.hour, Minute: s.minute, Second: s.second,
		Weekday: weekday(y, m, d), YearDay: beforeMonth(y, m) + d, DST: -1}
}

// compare is three-way, of what both have.
func (s *stamp) compare(o *stamp) int { return s.since().compare(o.since()) }

func intField(name string, get func(*stamp) int) getSet {
	return getSet{Name: name, Get: func(t *thread, v value) value { return object.Int(int64(get(stampOf(v)))) }}
}

var (
	dateFields = []getSet{
		intField("year", func(s *stamp) int { return s.year }),
		intField("month", func(s *stamp) int { return s.month }),
		intField("day", func(s *stamp) int { return s.day }),
	}
	clockFields = []getSet{
		intField("hour", func(s *stamp) int { return s.hour }),
		intField("minute", func(s *stamp) int { return s.minute }),
		intField("second", func(s *stamp) int { return s.second }),
		intField("microsecond", func(s *stamp) int { return s.us }),
		intField("fold", func(s *stamp) int { return s.fold }),
		{Name: "tzinfo", Get: func(t *thread, v value) value {
			if s := stampOf(v); s.tz.P != nil {
				return s.tz
			}
			return object.None
		}},
	}
)

func hashBytes(t *thread, s *stamp, kind *object.Type) value {
	return object.Int(int64(object.HashBytes(t.M, s.state(t, kind, false))))
}

func hashSpan(t *thread, s span) value { return deltaHash(t, []value{newDelta(t, s)}) }

// format is __format__: strftime, or str for an empty one.
func format(t *thread, a []value) value {
	spec, ok := t.StrArg("__format__", "1", a[1])
	if !ok {
		return value{}
	}
	if spec.S == "" {
		return t.ToStr(a[0])
	}
	return t.CallMethod(a[0], t.M.Intern("strftime"), a[1])
}

// wholeSeconds splits a timestamp into seconds and microseconds, rounded half
// to even.
func wholeSeconds(t *thread, v value) (secs int64, us int, ok bool) {
	if isFloat(v) || v.Kind() == object.KindFloatSub {
		f, _ := object.Float64(v)
		if math.IsNaN(f) {
			t.ValueErrorf("Invalid value NaN (not a number)")
			return 0, 0, false
		}
		whole, part := math.Modf(f)
		part = math.RoundToEven(part * 1e6)
		if part >= 1e6 {
			part, whole = part-1e6, whole+1
		} else if part < 0 {
			part, whole = part+1e6, whole-1
		}
		if whole < -(1<<63) || whole >= 1<<63 {
			t.OverflowErrorf("timestamp out of range for platform time_t")
			return 0, 0, false
		}
		return int64(whole), int(part), true
	}
	i := t.Index(v)
	if i.P == nil {
		return 0, 0, false
	}
	if secs, ok = object.Int64(i); !ok {
		t.OverflowErrorf("timestamp out of range for platform time_t")
	}
	return secs, 0, ok
}
