package datetime

import (
	"fmt"
	"strings"

	"github.com/aio-lang/aio/stdlib/time"
	"github.com/aio-lang/aio/vm/object"
)

func dateNew(t *thread, a []value) value {
	var s stamp
	if text, ok := stateArg(a[1], 1); ok && s.fromState(text, true, false) {
		return s.of(object.AsType(a[0]))
	}
	f, ok := fields(t, a[1], a[2], []string{"year", "month", "day"}, 3, 3, 3)
	s = stamp{}
	if !ok || !small(t, f[0], &s.year) || !small(t, f[1], &s.month) || !small(t, f[2], &s.day) || !s.checkDate(t) {
		return value{}
	}
	return s.of(object.AsType(a[0]))
}

// isPlainDate reports whether v is a date and no datetime.
func isPlainDate(t *thread, v value) bool {
	ts := typesOf(t)
	return is(t, v, ts.date) && !is(t, v, ts.datetime)
}

func dateCompare(op object.CompareOp) object.NativeFn {
	return func(t *thread, a []value) value {
		if !isPlainDate(t, a[1]) || !isPlainDate(t, a[0]) {
			return object.NotImplemented
		}
		return isOp(op, stampOf(a[0]).compare(stampOf(a[1])))
	}
}

// dateSum is date + n*timedelta.
func dateSum(t *thread, d, by value, n int) value {
	if !isDelta(t, by) || !is(t, d, typesOf(t).date) {
		return object.NotImplemented
	}
	s := *stampOf(d)
	if !s.at(span{days: s.ordinal() + n*deltaOf(by).days}) {
		return t.OverflowErrorf("date value out of range")
	}
	return s.rebuilt(t, d)
}

func dateSub(t *thread, a []value) value {
	if isPlainDate(t, a[0]) && isPlainDate(t, a[1]) {
		return newDelta(t, span{days: stampOf(a[0]).ordinal() - stampOf(a[1]).ordinal()})
	}
	if !is(t, a[0], typesOf(t).date) {
		return object.NotImplemented
	}
	return dateSum(t, a[0], a[1], -1)
}

// replaced takes the parts given to replace(), of which a[1:] are the first.
func replaced(t *thread, s *stamp, parts []*int, a []value) bool {
	for i, p := range parts {
		if !small(t, a[i], p) {
			return false
		}
	}
	return true
}

func dateReplace(t *thread, a []value) value {
	s := *stampOf(a[0])
	if !replaced(t, &s, []*int{&s.year, &s.month, &s.day}, a[1:]) || !s.checkDate(t) {
		return value{}
	}
	return s.build(t, t.M.TypeOf(a[0]), typesOf(t).date)
}

// strftime replaces what only dates and times know, and leaves the rest to
// time.strftime.
func strftime(t *thread, a []value) value {
	f, ok := t.StrArg("strftime", "1", a[1])
	if !ok {
		return value{}
	}
	s := stampOf(a[0])
	var b strings.Builder
	text := f.S
	for i := 0; i < len(text); i++ {
		if text[i] != '%' || i+1 == len(text) {
			b.WriteByte(text[i])
			continue
		}
		i++
		colon := text[i] == ':' && i+1 < len(text) && text[i+1] == 'z'
		if colon {
			i++
		}
		switch text[i] {
		case 'z':
			off, none, ok := s.offset(t, zoneArg(t, a[0]))
			if !ok {
				return value{}
			}
			if !none {
				sep := ""
				if colon {
					sep = ":"
				}
				b.WriteString(offsetText(off, sep))
			}
		case 'Z':
			name := tzname(t, a[:1])
			if name.P == nil {
				return name
			}
			if !name.IsNone() {
				b.WriteString(strings.ReplaceAll(name.Text(), "%", "%%"))
			}
		case 'f':
			fmt.Fprintf(&b, "%06d", s.us)
		default:
			b.WriteString(text[i-1 : i+1])
		}
	}
	return object.NewStr(time.Strftime(b.String(), s.timeFields()))
}

var stampDefs = []def{
	{Sig: "strftime(self, /, format)", Doc: "format -> strftime() style string.", Fn: strftime},
	{Sig: "__format__(self, spec, /)", Doc: "Formats self with strftime.", Fn: format},
}

// dateDefs are the methods that dates and datetimes have in common.
var dateDefs = []def{
	{Sig: "isocalendar(self, /)", Doc: "Return a named tuple containing ISO year, week number, and weekday.", Fn: func(t *thread, a []value) value {
		s := stampOf(a[0])
		y, w, d := isoDate(s.year, s.month, s.day)
		return object.NewStructSequence(typesOf(t).iso, 3, []value{object.Int(int64(y)), object.Int(int64(w)), object.Int(int64(d))})
	}},
	{Sig: "isoweekday(self, /)", Doc: "Return the day of the week represented by the date.\nMonday == 1 ... Sunday == 7", Fn: func(t *thread, a []value) value {
		s := stampOf(a[0])
		return object.Int(int64(weekday(s.year, s.month, s.day) + 1))
	}},
	{Sig: "weekday(self, /)", Doc: "Return the day of the week represented by the date.\nMonday == 0 ... Sunday == 6", Fn: func(t *thread, a []value) value {
		s := stampOf(a[0])
		return object.Int(int64(weekday(s.year, s.month, s.day)))
	}},
	{Sig: "toordinal(self, /)", Doc: "Return proleptic Gregorian ordinal.  January 1 of year 1 is day 1.", Fn: func(t *thread, a []value) value {
		return object.Int(int64(stampOf(a[0]).ordinal()))
	}},
	{Sig: "ctime(self, /)", Doc: "Return ctime() style string.", Fn: func(t *thread, a []value) value {
		s := stampOf(a[0])
		return object.NewStr(fmt.Sprintf("%s %04d", time.Strftime("%a %b %e %H:%M:%S", s.timeFields()), s.year))
	}},
}

func isoArg(t *thread, v value, dst *int) bool {
	i := t.Index(v)
	if i.P == nil {
		return false
	}
	n, ok := object.Int64(i)
	if !ok || n != int64(int32(n)) {
		t.ValueErrorf("ISO calendar component out of range")
		return false
	}
	*dst = int(n)
	return true
}

// class methods make dates and datetimes alike
func dateFromISOCalendar(kind func(*types) *object.Type) object.NativeFn {
	return func(t *thread, a []value) value {
		var y, w, d int
		if !isoArg(t, a[1], &y) || !isoArg(t, a[2], &w) || !isoArg(t, a[3], &d) {
			return value{}
		}
		var s stamp
		var fault func(t *thread)
		if s.year, s.month, s.day, fault = fromISO(y, w, d); fault != nil {
			fault(t)
			return value{}
		}
		if !s.checkDate(t) {
			return value{}
		}
		return s.build(t, object.AsType(a[0]), kind(typesOf(t)))
	}
}

func fromOrdinal(kind func(*types) *object.Type) object.NativeFn {
	return func(t *thread, a []value) value {
		n := 0
		if !small(t, a[1], &n) {
			return value{}
		}
		if n < 1 {
			return t.ValueErrorf("ordinal must be >= 1")
		}
		var s stamp
		s.year, s.month, s.day = civil(n)
		if !s.checkDate(t) {
			return value{}
		}
		return s.build(t, object.AsType(a[0]), kind(typesOf(t)))
	}
}

func dateKind(s *types) *object.Type     { return s.date }
func datetimeKind(s *types) *object.Type { return s.datetime }

func dateDecl() *typeDecl {
	return &typeDecl{
		Name: "datetime.date", Kind: object.KindOpaque,
		Doc: "date(year, month, day) --> date object",
		New: &def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create a date.", Fn: dateNew},
		Methods: append(append([]def{
			{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *thread, a []value) value {
				s := stampOf(a[0])
				return object.NewStr(fmt.Sprintf("%s(%d, %d, %d)", shownName(t, a[0]), s.year, s.month, s.day))
			}},
			{Sig: "__str__(self, /)", Doc: "Return str(self).", Fn: func(t *thread, a []value) value {
				return t.CallMethod(a[0], t.M.Intern("isoformat"))
			}},
			{Sig: "isoformat(self, /)", Doc: "Return string in ISO 8601 format, YYYY-MM-DD.", Fn: func(t *thread, a []value) value {
				return object.NewStr(stampOf(a[0]).dateText())
			}},
			{Sig: "__hash__(self, /)", Doc: "Return hash(self).", Fn: func(t *thread, a []value) value {
				return hashBytes(t, stampOf(a[0]), typesOf(t).date)
			}},
			{Sig: "__add__(self, value, /)", Doc: "Return self+value.", Fn: func(t *thread, a []value) value { return dateSum(t, a[0], a[1], 1) }},
			{Sig: "__radd__(self, value, /)", Doc: "Return value+self.", Fn: func(t *thread, a []value) value { return dateSum(t, a[0], a[1], 1) }},
			{Sig: "__sub__(self, value, /)", Doc: "Return self-value.", Fn: dateSub},
			{Sig: "__rsub__(self, value, /)", Doc: "Return value-self.", Fn: swapped(dateSub)},
			{Sig: "replace(self, /, year=<unchanged>, month=<unchanged>, day=<unchanged>)", Doc: "Return date with new specified fields.", Fn: dateReplace},
			{Sig: "__replace__(self, /, year=<unchanged>, month=<unchanged>, day=<unchanged>)", Doc: "The same as replace().", Fn: dateReplace},
			{Sig: "timetuple(self, /)", Doc: "Return time tuple, compatible with time.localtime().", Fn: func(t *thread, a []value) value {
				return time.StructTime(t, stampOf(a[0]).timeFields())
			}},
			{Sig: "__reduce__(self, /)", Doc: "__reduce__() -> (cls, state)", Fn: reduce},
		}, append(stampDefs, dateDefs...)...), object.CompareDefs(dateCompare)...),
		Class: []def{
			{Sig: "today(cls, /)", Doc: "Current date or datetime: same as self.__class__.fromtimestamp(time.time()).", Fn: func(t *thread, a []value) value {
				at := now(t)
				return t.CallMethod(a[0], t.M.Intern("fromtimestamp"), object.Float(float64(at.UnixMicro())/1e6))
			}},
			{Sig: "fromordinal(cls, ordinal, /)", Doc: "int -> date corresponding to a proleptic Gregorian ordinal.", Fn: fromOrdinal(dateKind)},
			{Sig: "fromtimestamp(cls, timestamp, /)", Doc: "Create a date from a POSIX timestamp, in local time.", Fn: func(t *thread, a []value) value {
				var s stamp
				var secs int64
				if isFloat(a[1]) { // rounded down, unlike a datetime
					f, _ := object.Float64(a[1])
					if f != f {
						return t.ValueErrorf("Invalid value NaN (not a number)")
					}
					if f < -(1<<63) || f >= 1<<63 {
						return t.OverflowErrorf("timestamp out of range for platform time_t")
					}
					secs = int64(f)
					if float64(secs) > f {
						secs--
					}
				} else {
					var ok bool
					if secs, _, ok = wholeSeconds(t, a[1]); !ok {
						return value{}
					}
				}
				if !s.fromMoment(t, secs, 0, false) {
					return value{}
				}
				return stamp{year: s.year, month: s.month, day: s.day}.build(t, object.AsType(a[0]), typesOf(t).date)
			}},
			{Sig: "fromisoformat(cls, object, /)", Doc: "str -> Construct a date from a string in ISO 8601 format.", Fn: dateFromISO},
			{Sig: "fromisocalendar(cls, /, year, week, day)", Doc: "int, int, int -> Construct a date from the ISO year, week number and weekday.", Fn: dateFromISOCalendar(dateKind)},
		},
		GetSets: dateFields,
	}
}
