package time

import (
	"fmt"
	"math"
	gotime "time"

	"github.com/aio-lang/aio/vm/object"
)

var structTime = object.StructSequence{
	Name: "time.struct_time",
	Doc:  "The time value as returned by gmtime(), localtime(), and strptime().",
	Fields: []string{"tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst",
		"tm_zone", "tm_gmtoff"},
	Visible: 9,
}

var calendarFuncs = []object.Def{
	{Sig: "gmtime(seconds=None, /)", Doc: "Convert seconds since the Epoch to a time tuple expressing UTC.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return broken(t, a[0], gotime.UTC)
	}},
	{Sig: "localtime(seconds=None, /)", Doc: "Convert seconds since the Epoch to a time tuple expressing local time.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return broken(t, a[0], gotime.Local)
	}},
	{Sig: "mktime(tuple, /)", Doc: "Convert a time tuple in local time to seconds since the Epoch.", Fn: mktime},
	{Sig: "asctime(tuple=None, /)", Doc: "Convert a time tuple to a string, e.g. 'Sat Jun 06 16:26:11 1998'.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		tm, ok := tupleOrNow(t, a[0])
		if !ok {
			return object.Value{}
		}
		return object.NewStr(tm.asctime())
	}},
	{Sig: "ctime(seconds=None, /)", Doc: "Convert a time in seconds since the Epoch to a string in local time.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		at, ok := moment(t, a[0])
		if !ok {
			return object.Value{}
		}
		f := fields(at.In(gotime.Local))
		return object.NewStr(f.asctime())
	}},
	{Sig: "strftime(format, tuple=None, /)", Doc: "Convert a time tuple to a string according to a format specification.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		format, ok := t.StrArg("strftime", "1", a[0])
		if !ok {
			return object.Value{}
		}
		tm, ok := tupleOrNow(t, a[1])
		if !ok {
			return object.Value{}
		}
		return object.NewStr(Strftime(format.S, tm.Fields))
	}},
	{Sig: "strptime(data_string, format='%a %b %d %H:%M:%S %Y', /)", Doc: "Parse a string to a time tuple according to a format specification.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		text, ok := t.StrArg("strptime", "1", a[0])
		if !ok {
			return object.Value{}
		}
		format, ok := t.StrArg("strptime", "2", a[1])
		if !ok {
			return object.Value{}
		}
		p, ok := Strptime(t, text.S, format.S)
		if !ok {
			return object.Value{}
		}
		return newStructTime(t, tm{p.Fields, p.ZoneName, p.Offset, p.HasOffset})
	}},
	{Sig: "tzset()", Doc: "Initialize, or reinitialize, the local timezone to the value of environment variable TZ.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return t.NotImplementedf("time.tzset")
	}},
}

// Fields are the parts of a broken-down time, with Python's numbering: months
// from 1, Monday is weekday 0, days of the year from 1.
type Fields struct {
	Year, Month, Day, Hour, Minute, Second, Weekday, YearDay, DST int
}

// tm is a struct_time: the fields and the zone, where it is known.
type tm struct {
	Fields
	zone    string
	offset  int
	hasZone bool
}

func fields(at gotime.Time) tm {
	zone, off := at.Zone()
	dst := 0
	if at.IsDST() {
		dst = 1
	}
	return tm{Fields{at.Year(), int(at.Month()), at.Day(), at.Hour(), at.Minute(), at.Second(), (int(at.Weekday()) + 6) % 7, at.YearDay(), dst}, zone, off, true}
}

func newStructTime(t *object.Thread, f tm) object.Value {
	v := make([]object.Value, 0, 11)
	for _, n := range []int{f.Year, f.Month, f.Day, f.Hour, f.Minute, f.Second, f.Weekday, f.YearDay, f.DST} {
		v = append(v, object.Int(int64(n)))
	}
	if f.hasZone {
		v = append(v, object.NewStr(f.zone), object.Int(int64(f.offset)))
	} else {
		v = append(v, object.None, object.None)
	}
	return object.NewStructSequence(t.M.TypeFor(structTime.Decl()), 9, v)
}

// StructTime makes a struct_time without a zone.
func StructTime(t *object.Thread, f Fields) object.Value { return newStructTime(t, tm{Fields: f}) }

// moment takes seconds since the Epoch, None for now.
func moment(t *object.Thread, v object.Value) (gotime.Time, bool) {
	if v.IsNone() {
		return gotime.Now(), true
	}
	if f, ok := object.Float64(v); ok {
		if math.IsNaN(f) {
			t.ValueErrorf("Invalid value NaN (not a number)")
			return gotime.Time{}, false
		}
		if math.Abs(f) > 1e17 {
			t.OverflowErrorf("timestamp out of range for platform time_t")
			return gotime.Time{}, false
		}
		return gotime.Unix(int64(math.Floor(f)), 0), true
	}
	secs, ok := seconds(t, v)
	return gotime.Unix(int64(secs), 0), ok
}

func broken(t *object.Thread, v object.Value, zone *gotime.Location) object.Value {
	at, ok := moment(t, v)
	if !ok {
		return object.Value{}
	}
	return newStructTime(t, fields(at.In(zone)))
}

// tupleOrNow takes a time tuple, None for the local time now.
func tupleOrNow(t *object.Thread, v object.Value) (tm, bool) {
	if v.IsNone() {
		return fields(gotime.Now()), true
	}
	u := object.AsTuple(v)
	if u == nil {
		t.TypeErrorf("Tuple or struct_time argument required")
		return tm{}, false
	}
	if len(u.Items) < 9 {
		t.TypeErrorf("function takes exactly 9 arguments (%d given)", len(u.Items))
		return tm{}, false
	}
	var n [9]int
	for i := range n {
		x, ok := t.IntArg(u.Items[i])
		if !ok {
			return tm{}, false
		}
		n[i] = x
	}
	f := Fields{n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8]}
	if f.Month == 0 {
		f.Month = 1
	}
	if f.Day == 0 {
		f.Day = 1
	}
	if f.YearDay == 0 {
		f.YearDay = 1
	}
	for _, c := range []struct {
		bad  bool
		text string
	}{
		{f.Month < 1 || f.Month > 12, "month out of range"},
		{f.Day < 1 || f.Day > 31, "day of month out of range"},
		{f.Hour < 0 || f.Hour > 23, "hour out of range"},
		{f.Minute < 0 || f.Minute > 59, "minute out of range"},
		{f.Second < 0 || f.Second > 61, "seconds out of range"},
		{f.Weekday < 0, "day of week out of range"},
		{f.YearDay < 1 || f.YearDay > 366, "day of year out of range"},
	} {
		if c.bad {
			t.ValueErrorf("%s", c.text)
			return tm{}, false
		}
	}
	f.Weekday %= 7
	return tm{Fields: f}, true
}

func (f *tm) asctime() string {
	return fmt.Sprintf("%s %s %2d %02d:%02d:%02d %d", shortDays[f.Weekday], shortMonths[f.Month-1], f.Day, f.Hour, f.Minute, f.Second, f.Year)
}

func mktime(t *object.Thread, a []object.Value) object.Value {
	u := object.AsTuple(a[0])
	if u == nil {
		return t.TypeErrorf("Tuple or struct_time argument required")
	}
	if len(u.Items) < 9 {
		return t.TypeErrorf("mktime(): illegal time tuple argument")
	}
	var n [9]int
	for i := range n {
		x, ok := t.IntArg(u.Items[i])
		if !ok {
			return object.Value{}
		}
		n[i] = x
	}
	at := gotime.Date(n[0], gotime.Month(n[1]), n[2], n[3], n[4], n[5], 0, gotime.Local)
	return object.Float(float64(at.Unix()))
}

// initModule binds what depends on the platform and the local zone.
func initModule(t *object.Thread, mod *object.Module) bool {
	for name, id := range clockIDs {
		mod.Set(t.M, name, object.Int(id))
	}
	std, alt := zones(gotime.Now().Year())
	stdName, stdOff := std.Zone()
	altName, altOff := alt.Zone()
	daylight := 0
	if altOff != stdOff {
		daylight = 1
	}
	mod.Set(t.M, "timezone", object.Int(int64(-stdOff)))
	mod.Set(t.M, "altzone", object.Int(int64(-altOff)))
	mod.Set(t.M, "daylight", object.Int(int64(daylight)))
	mod.Set(t.M, "tzname", object.TupleOf(object.NewStr(stdName), object.NewStr(altName)))
	return true
}

// zones returns a moment of standard and one of daylight saving time.
func zones(year int) (std, alt gotime.Time) {
	jan := gotime.Date(year, 1, 1, 0, 0, 0, 0, gotime.Local)
	jul := gotime.Date(year, 7, 1, 0, 0, 0, 0, gotime.Local)
	if jan.IsDST() {
		return jul, jan
	}
	return jan, jul
}
