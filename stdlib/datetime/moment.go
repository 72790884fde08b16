package datetime

import (
	"fmt"

	"github.com/aio-lang/aio/stdlib/time"
	"github.com/aio-lang/aio/vm/object"
)

// The class datetime.

func (s *stamp) parts() []*int { return append([]*int{&s.year, &s.month, &s.day}, s.clockParts()...) }

func datetimeNew(t *thread, a []value) value {
	var s stamp
	if text, ok := stateArg(a[1], 2); ok && s.fromState(text, true, true) {
		if items := object.AsTuple(a[1]).Items; len(items) == 2 && !s.setZone(t, items[1]) {
			return value{}
		}
		return s.of(object.AsType(a[0]))
	}
	f, ok := fields(t, a[1], a[2], []string{"year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo", "fold"}, 3, 8, 7)
	s = stamp{}
	if !ok || !replaced(t, &s, s.parts(), f) || !small(t, f[8], &s.fold) || !s.checkDate(t) || !s.checkTime(t) || !s.setZone(t, f[7]) {
		return value{}
	}
	return s.of(object.AsType(a[0]))
}

// offsets are those of two datetimes; unlike where one is naive and the other
// not.
func offsets(t *thread, a, b value) (p, q span, naive, unlike, ok bool) {
	x, y := stampOf(a), stampOf(b)
	if x.tz == y.tz {
		return span{}, span{}, true, false, true
	}
	p, pNone, ok := x.offset(t, a)
	if !ok {
		return
	}
	q, qNone, ok := y.offset(t, b)
	return p, q, pNone && qNone, pNone != qNone, ok
}

// ambiguous reports whether the fold changes the offset: such a datetime
// equals none of another zone (PEP 495).
func ambiguous(t *thread, v value, off span) (yes, ok bool) {
	s := *stampOf(v)
	if s.tz.P == nil || zoneOf(t, s.tz) != nil {
		return false, true
	}
	s.fold = 1 - s.fold
	other, none, ok := s.offset(t, s.of(typesOf(t).datetime))
	return none || other != off, ok
}

func datetimeCompare(op object.CompareOp) object.NativeFn {
	return func(t *thread, a []value) value {
		if !is(t, a[1], typesOf(t).datetime) {
			return object.NotImplemented
		}
		x, y := stampOf(a[0]), stampOf(a[1])
		p, q, naive, unlike, ok := offsets(t, a[0], a[1])
		equality := op == object.OpEq || op == object.OpNe
		switch {
		case !ok:
			return value{}
		case unlike && equality:
			return object.Bool(op == object.OpNe)
		case unlike:
			return t.TypeErrorf("can't compare offset-naive and offset-aware datetimes")
		case naive:
			return isOp(op, x.compare(y))
		}
		sign := x.since().plus(p, -1).compare(y.since().plus(q, -1))
		if equality && sign == 0 {
			for _, v := range [...]struct {
				v   value
				off span
			}{{a[0], p}, {a[1], q}} {
				yes, ok := ambiguous(t, v.v, v.off)
				if !ok {
					return value{}
				}
				if yes {
					return object.Bool(op == object.OpNe)
				}
			}
		}
		return isOp(op, sign)
	}
}

// datetimeSum is datetime + n*timedelta.
func datetimeSum(t *thread, v, by value, n int) value {
	if !isDelta(t, by) || !is(t, v, typesOf(t).datetime) {
		return object.NotImplemented
	}
	return shifted(t, v, *deltaOf(by), n)
}

func datetimeSub(t *thread, a []value) value {
	ts := typesOf(t)
	if !is(t, a[0], ts.datetime) {
		return object.NotImplemented
	}
	if !is(t, a[1], ts.datetime) {
		return datetimeSum(t, a[0], a[1], -1)
	}
	p, q, _, unlike, ok := offsets(t, a[0], a[1])
	if !ok {
		return value{}
	}
	if unlike {
		return t.TypeErrorf("can't subtract offset-naive and offset-aware datetimes")
	}
	return newDelta(t, stampOf(a[0]).since().plus(p, -1).plus(stampOf(a[1]).since().plus(q, -1), -1))
}

func datetimeRepr(t *thread, a []value) value {
	s := stampOf(a[0])
	text := fmt.Sprintf("%s(%d, %d, %d, %d, %d", shownName(t, a[0]), s.year, s.month, s.day, s.hour, s.minute)
	if s.us != 0 {
		text += fmt.Sprintf(", %d, %d", s.second, s.us)
	} else if s.second != 0 {
		text += fmt.Sprintf(", %d", s.second)
	}
	zone, fold, ok := s.extras(t)
	if !ok {
		return value{}
	}
	return object.NewStr(text + fold + zone + ")")
}

func datetimeISO(t *thread, a []value) value {
	sep := a[1]
	if !sep.IsStr() || object.AsStr(sep).Len() != 1 {
		return t.TypeErrorf("isoformat() argument 1 must be a unicode character, not %s", t.TypeName(sep))
	}
	text, ok := isoClock(t, a[0], "2", a[2])
	if !ok {
		return value{}
	}
	return object.NewStr(stampOf(a[0]).dateText() + sep.Text() + text)
}

// isoClock is the time of day of v and its offset as isoformat writes them;
// spec is its timespec, argument arg.
func isoClock(t *thread, v value, arg string, spec value) (string, bool) {
	timespec, ok := t.StrArg("isoformat", arg, spec)
	if !ok {
		return "", false
	}
	s := stampOf(v)
	text, ok := s.clockText(t, timespec.S)
	if !ok {
		return "", false
	}
	zone, ok := s.suffix(t, v)
	return text + zone, ok
}

func datetimeHash(t *thread, a []value) value {
	s := *stampOf(a[0])
	arg := a[0]
	if s.fold == 1 {
		s.fold = 0
		arg = s.of(typesOf(t).datetime)
	}
	off, none, ok := s.offset(t, arg)
	switch {
	case !ok:
		return value{}
	case none:
		return hashBytes(t, &s, typesOf(t).datetime)
	}
	return hashSpan(t, s.since().plus(off, -1))
}

func datetimeReplace(t *thread, a []value) value {
	s := *stampOf(a[0])
	if !replaced(t, &s, s.parts(), a[1:]) || !small(t, a[9], &s.fold) {
		return value{}
	}
	if a[8].P != nil && !s.setZone(t, a[8]) || !s.checkDate(t) || !s.checkTime(t) {
		return value{}
	}
	return s.build(t, t.M.TypeOf(a[0]), typesOf(t).datetime)
}

const datetimeReplaceArgs = "(self, /, year=<unchanged>, month=<unchanged>, day=<unchanged>, hour=<unchanged>, minute=<unchanged>, second=<unchanged>, microsecond=<unchanged>, tzinfo=<unchanged>, *, fold=<unchanged>)"

func timestamp(t *thread, a []value) value {
	s := stampOf(a[0])
	off, none, ok := s.offset(t, a[0])
	if !ok {
		return value{}
	}
	if s.tz.P == nil || none {
		secs, ok := s.moment(t)
		if !ok {
			return value{}
		}
		return object.Float(float64(secs) + float64(s.us)/1e6)
	}
	since := s.since().plus(off, -1).plus(span{days: epoch}, -1)
	return t.Binary(object.OpTrueDiv, since.total(), object.Int(1000000))
}

// utcStamp is the datetime in UTC, naive.
func utcStamp(t *thread, v value) (stamp, bool) {
	s := *stampOf(v)
	off, none, ok := s.offset(t, v)
	if !ok {
		return s, false
	}
	if none {
		return s, true
	}
	if !s.at(s.since().plus(off, -1)) {
		t.OverflowErrorf("date value out of range")
		return s, false
	}
	return s, true
}

func astimezone(t *thread, a []value) value {
	ts := typesOf(t)
	s := *stampOf(a[0])
	into := a[1]
	if !into.IsNone() {
		var probe stamp
		if !probe.setZone(t, into) {
			return value{}
		}
		if s.tz == into {
			return a[0]
		}
	}
	off, none, ok := s.offset(t, a[0])
	if !ok {
		return value{}
	}
	if s.tz.P == nil || none {
		secs, ok := s.moment(t)
		if !ok {
			return value{}
		}
		off = s.since().plus(span{days: epoch}, -1).plus(spanOf(secs, int64(s.us)), -1)
	}
	if !s.at(s.since().plus(off, -1)) {
		return t.OverflowErrorf("date value out of range")
	}
	s.fold = 0
	if into.IsNone() {
		secs := int64(s.ordinal()-epoch)*daySecs + int64(s.secs())
		into = localZone(t, secs)
	}
	s.tz = into
	utc := s.rebuilt(t, a[0])
	if utc.P == nil {
		return utc
	}
	if into == ts.utc {
		return utc
	}
	return t.CallMethod(into, t.M.Intern("fromutc"), utc)
}

// fromTimestamp makes a datetime of a moment, in a zone or else in local time.
func fromTimestamp(t *thread, class value, secs int64, us int, zone value) value {
	var s stamp
	aware := !zone.IsNone()
	if aware && !s.setZone(t, zone) {
		return value{}
	}
	if !s.fromMoment(t, secs, us, aware) {
		return value{}
	}
	v := s.build(t, object.AsType(class), typesOf(t).datetime)
	if v.P == nil || !aware {
		return v
	}
	return t.CallMethod(zone, t.M.Intern("fromutc"), v)
}

func strptime(t *thread, a []value) value {
	text, ok := t.StrArg("strptime", "1", a[1])
	if !ok {
		return value{}
	}
	f, ok := t.StrArg("strptime", "2", a[2])
	if !ok {
		return value{}
	}
	p, ok := time.Strptime(t, text.S, f.S)
	if !ok {
		return value{}
	}
	s := stamp{year: p.Year, month: p.Month, day: p.Day, hour: p.Hour, minute: p.Minute, second: p.Second, us: p.Microsecond}
	if p.HasOffset {
		off := spanOf(int64(p.Offset), int64(p.OffsetMicro))
		if !checkOffset(t, off) {
			return value{}
		}
		name := value{}
		if p.ZoneName != "" {
			name = object.NewStr(p.ZoneName)
		}
		s.tz = newZone(t, off, name)
	}
	if !s.checkDate(t) || !s.checkTime(t) {
		return value{}
	}
	return s.build(t, object.AsType(a[0]), typesOf(t).datetime)
}

func combine(t *thread, a []value) value {
	ts := typesOf(t)
	if !is(t, a[1], ts.date) {
		return t.TypeErrorf("combine() argument 1 must be datetime.date, not %s", t.TypeName(a[1]))
	}
	if !is(t, a[2], ts.time) {
		return t.TypeErrorf("combine() argument 2 must be datetime.time, not %s", t.TypeName(a[2]))
	}
	s, d := *stampOf(a[2]), stampOf(a[1])
	s.year, s.month, s.day = d.year, d.month, d.day
	if a[3].P != nil && !s.setZone(t, a[3]) {
		return value{}
	}
	return s.build(t, object.AsType(a[0]), ts.datetime)
}

// clockOf is the time of day; with its zone or without.
func clockOf(zone bool) object.NativeFn {
	return func(t *thread, a []value) value {
		s := *stampOf(a[0])
		s.year, s.month, s.day = 0, 0, 0
		if !zone {
			s.tz = value{}
		}
		return s.of(typesOf(t).time)
	}
}

func timetuple(t *thread, a []value) value {
	s := stampOf(a[0])
	f := s.timeFields()
	dst, none, ok := s.ask(t, "dst", a[0])
	if !ok {
		return value{}
	}
	if !none && s.tz.P != nil {
		f.DST = 0
		if dst != (span{}) {
			f.DST = 1
		}
	}
	return time.StructTime(t, f)
}

func datetimeDecl() *typeDecl {
	return &typeDecl{
		Name: "datetime.datetime", Kind: object.KindOpaque,
		Doc: "datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])\n\nThe year, month and day arguments are required. tzinfo may be None, or an\ninstance of a tzinfo subclass. The remaining arguments may be ints.\n",
		New: &def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create a datetime.", Fn: datetimeNew},
		Methods: append(append([]def{
			{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: datetimeRepr},
			{Sig: "__str__(self, /)", Doc: "Return str(self).", Fn: func(t *thread, a []value) value {
				return t.CallMethod(a[0], t.M.Intern("isoformat"), object.NewStr(" "))
			}},
			{Sig: "__hash__(self, /)", Doc: "Return hash(self).", Fn: datetimeHash},
			{Sig: "__add__(self, value, /)", Doc: "Return self+value.", Fn: func(t *thread, a []value) value { return datetimeSum(t, a[0], a[1], 1) }},
			{Sig: "__radd__(self, value, /)", Doc: "Return value+self.", Fn: func(t *thread, a []value) value { return datetimeSum(t, a[0], a[1], 1) }},
			{Sig: "__sub__(self, value, /)", Doc: "Return self-value.", Fn: datetimeSub},
			{Sig: "__rsub__(self, value, /)", Doc: "Return value-self.", Fn: swapped(datetimeSub)},
			{Sig: "isoformat(self, /, sep='T', timespec='auto')", Doc: "[sep] -> string in ISO 8601 format, YYYY-MM-DDT[HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].\nsep is used to separate the year from the time, and defaults to 'T'.\nThe optional argument timespec specifies the number of additional terms\nof the time to include. Valid options are 'auto', 'hours', 'minutes',\n'seconds', 'milliseconds' and 'microseconds'.\n", Fn: datetimeISO},
			{Sig: "replace" + datetimeReplaceArgs, Doc: "Return datetime with new specified fields.", Fn: datetimeReplace},
			{Sig: "__replace__" + datetimeReplaceArgs, Doc: "The same as replace().", Fn: datetimeReplace},
			{Sig: "date(self, /)", Doc: "Return date object with same year, month and day.", Fn: func(t *thread, a []value) value {
				s := stampOf(a[0])
				return stamp{year: s.year, month: s.month, day: s.day}.of(typesOf(t).date)
			}},
			{Sig: "time(self, /)", Doc: "Return time object with same time but with tzinfo=None.", Fn: clockOf(false)},
			{Sig: "timetz(self, /)", Doc: "Return time object with same time and tzinfo.", Fn: clockOf(true)},
			{Sig: "timetuple(self, /)", Doc: "Return time tuple, compatible with time.localtime().", Fn: timetuple},
			{Sig: "utctimetuple(self, /)", Doc: "Return UTC time tuple, compatible with time.localtime().", Fn: func(t *thread, a []value) value {
				s, ok := utcStamp(t, a[0])
				if !ok {
					return value{}
				}
				f := s.timeFields()
				f.DST = 0
				return time.StructTime(t, f)
			}},
			{Sig: "timestamp(self, /)", Doc: "Return POSIX timestamp as float.", Fn: timestamp},
			{Sig: "astimezone(self, /, tz=None)", Doc: "tz -> convert to local time in new timezone tz\n", Fn: astimezone},
		}, zoneDefs...), object.CompareDefs(datetimeCompare)...),
		Class: []def{
			{Sig: "now(cls, /, tz=None)", Doc: "Returns new datetime object representing current time local to tz.", Fn: func(t *thread, a []value) value {
				at := now(t)
				return fromTimestamp(t, a[0], at.Unix(), at.Nanosecond()/1000, a[1])
			}},
			{Sig: "utcnow(cls, /)", Doc: "Return a new datetime representing UTC day and time.", Fn: func(t *thread, a []value) value {
				if !t.Warn(object.ShapeDeprecationWarning, 1, "datetime.datetime.utcnow() is deprecated and scheduled for removal in a future version. Use timezone-aware objects to represent datetimes in UTC: datetime.datetime.now(datetime.UTC).") {
					return value{}
				}
				var s stamp
				at := now(t)
				if !s.fromMoment(t, at.Unix(), at.Nanosecond()/1000, true) {
					return value{}
				}
				return s.build(t, object.AsType(a[0]), typesOf(t).datetime)
			}},
			{Sig: "fromtimestamp(cls, /, timestamp, tz=None)", Doc: "timestamp[, tz] -> tz's local time from POSIX timestamp.", Fn: func(t *thread, a []value) value {
				var probe stamp
				if !probe.setZone(t, a[2]) {
					return value{}
				}
				secs, us, ok := wholeSeconds(t, a[1])
				if !ok {
					return value{}
				}
				return fromTimestamp(t, a[0], secs, us, a[2])
			}},
			{Sig: "utcfromtimestamp(cls, timestamp, /)", Doc: "Construct a naive UTC datetime from a POSIX timestamp.", Fn: func(t *thread, a []value) value {
				if !t.Warn(object.ShapeDeprecationWarning, 1, "datetime.datetime.utcfromtimestamp() is deprecated and scheduled for removal in a future version. Use timezone-aware objects to represent datetimes in UTC: datetime.datetime.fromtimestamp(timestamp, datetime.UTC).") {
					return value{}
				}
				secs, us, ok := wholeSeconds(t, a[1])
				var s stamp
				if !ok || !s.fromMoment(t, secs, us, true) {
					return value{}
				}
				return s.build(t, object.AsType(a[0]), typesOf(t).datetime)
			}},
			{Sig: "fromordinal(cls, ordinal, /)", Doc: "int -> date corresponding to a proleptic Gregorian ordinal.", Fn: fromOrdinal(datetimeKind)},
			{Sig: "fromisoformat(cls, object, /)", Doc: "string -> datetime from a string in most ISO 8601 formats", Fn: datetimeFromISO},
			{Sig: "fromisocalendar(cls, /, year, week, day)", Doc: "int, int, int -> Construct a date from the ISO year, week number and weekday.", Fn: dateFromISOCalendar(datetimeKind)},
			{Sig: "strptime(cls, date_string, format, /)", Doc: "string, format -> new datetime parsed from a string (like time.strptime()).", Fn: strptime},
			{Sig: "combine(cls, /, date, time, tzinfo=<unchanged>)", Doc: "date, time -> datetime with same date and time fields", Fn: combine},
		},
		GetSets: clockFields,
	}
}
