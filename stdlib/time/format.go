package time

import (
	"fmt"
	"strconv"
	"strings"
	gotime "time"
	"unicode"

	"github.com/aio-lang/aio/vm/object"
)

var (
	longDays    = [...]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
	shortDays   = [...]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
	longMonths  = [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
	shortMonths = [...]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
)

// Strftime formats f as C's strftime does in the C locale. An unknown directive
// is copied as it stands, as glibc does.
func Strftime(format string, f Fields) string {
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		c := format[i]
		if c != '%' || i+1 == len(format) {
			b.WriteByte(c)
			continue
		}
		i++
		noPad := false
		start := i
		if format[i] == '-' && i+1 < len(format) {
			noPad = true
			i++
		}
		text, ok := directive(format[i], f, noPad)
		if !ok {
			text = "%" + format[start:i+1]
		}
		b.WriteString(text)
	}
	return b.String()
}

func directive(c byte, f Fields, noPad bool) (string, bool) {
	num := func(n, width int) (string, bool) {
		if noPad {
			return strconv.Itoa(n), true
		}
		return fmt.Sprintf("%0*d", width, n), true
	}
	hour12 := (f.Hour+11)%12 + 1
	switch c {
	case 'a':
		return shortDays[f.Weekday], true
	case 'A':
		return longDays[f.Weekday], true
	case 'b', 'h':
		return shortMonths[f.Month-1], true
	case 'B':
		return longMonths[f.Month-1], true
	case 'c':
		return Strftime("%a %b %e %H:%M:%S %Y", f), true
	case 'C':
		return num(f.Year/100, 2)
	case 'd':
		return num(f.Day, 2)
	case 'D':
		return Strftime("%m/%d/%y", f), true
	case 'e':
		if noPad {
			return strconv.Itoa(f.Day), true
		}
		return fmt.Sprintf("%2d", f.Day), true
	case 'F':
		return Strftime("%Y-%m-%d", f), true
	case 'H':
		return num(f.Hour, 2)
	case 'I':
		return num(hour12, 2)
	case 'j':
		return num(f.YearDay, 3)
	case 'k':
		return fmt.Sprintf("%2d", f.Hour), true
	case 'l':
		return fmt.Sprintf("%2d", hour12), true
	case 'm':
		return num(f.Month, 2)
	case 'M':
		return num(f.Minute, 2)
	case 'n':
		return "\n", true
	case 'p':
		if f.Hour < 12 {
			return "AM", true
		}
		return "PM", true
	case 'P':
		if f.Hour < 12 {
			return "am", true
		}
		return "pm", true
	case 'r':
		return Strftime("%I:%M:%S %p", f), true
	case 'R':
		return Strftime("%H:%M", f), true
	case 's':
		at := gotime.Date(f.Year, gotime.Month(f.Month), f.Day, f.Hour, f.Minute, f.Second, 0, gotime.Local)
		return strconv.FormatInt(at.Unix(), 10), true
	case 'S':
		return num(f.Second, 2)
	case 't':
		return "\t", true
	case 'T', 'X':
		return Strftime("%H:%M:%S", f), true
	case 'u':
		return strconv.Itoa(f.Weekday + 1), true
	case 'U':
		return num((f.YearDay+6-(f.Weekday+1)%7)/7, 2)
	case 'w':
		return strconv.Itoa((f.Weekday + 1) % 7), true
	case 'W':
		return num((f.YearDay+6-f.Weekday)/7, 2)
	case 'x':
		return Strftime("%m/%d/%y", f), true
	case 'y':
		return num(((f.Year%100)+100)%100, 2)
	case 'Y':
		return strconv.Itoa(f.Year), true
	case 'G', 'g', 'V':
		year, week := gotime.Date(f.Year, gotime.Month(f.Month), f.Day, 0, 0, 0, 0, gotime.UTC).ISOWeek()
		switch c {
		case 'G':
			return strconv.Itoa(year), true
		case 'g':
			return num(year%100, 2)
		}
		return num(week, 2)
	case 'z', 'Z':
		at := gotime.Date(f.Year, gotime.Month(f.Month), f.Day, f.Hour, f.Minute, f.Second, 0, gotime.Local)
		name, off := at.Zone()
		if c == 'Z' {
			return name, true
		}
		sign := byte('+')
		if off < 0 {
			sign, off = '-', -off
		}
		return fmt.Sprintf("%c%02d%02d", sign, off/3600, off/60%60), true
	case '%':
		return "%", true
	}
	return "", false
}

// Parsed is what Strptime found.
type Parsed struct {
	Fields
	Microsecond int
	ZoneName    string
	Offset      int // seconds east of UTC
	OffsetMicro int // and microseconds, of the same sign
	HasOffset   bool
}

// Strptime parses text by a format, as _strptime does; false with ValueError
// pending where it does not match.
func Strptime(t *object.Thread, text, format string) (Parsed, bool) {
	p := parser{text: asciiDigits(text), given: text, year: -1, yday: -1, wday: -1, weekOfYear: -1, isoYear: -1, isoWeek: -1}
	p.Month, p.Day = 1, 1
	if hasDirective(format, "d") && !hasDirective(format, "YyG") && !t.Warn(object.ShapeDeprecationWarning, 1, "%s", noYear) {
		return Parsed{}, false
	}
	for i := 0; i < len(format); i++ {
		c := format[i]
		switch {
		case c == '%':
			i++
			if i == len(format) {
				t.ValueErrorf("stray %% in format '%s'", format)
				return Parsed{}, false
			}
			known, ok := p.directive(format[i])
			if !known {
				t.ValueErrorf("'%c' is a bad directive in format '%s'", format[i], format)
				return Parsed{}, false
			}
			if !ok {
				return Parsed{}, p.mismatch(t, format)
			}
		case isSpace(c):
			n := 0
			for n < len(p.rest()) && isSpace(p.rest()[n]) {
				n++
			}
			if n == 0 {
				return Parsed{}, p.mismatch(t, format)
			}
			p.at += n
			for i+1 < len(format) && isSpace(format[i+1]) {
				i++
			}
		default:
			if !strings.HasPrefix(strings.ToLower(p.rest()), strings.ToLower(string(c))) {
				return Parsed{}, p.mismatch(t, format)
			}
			p.at++
		}
	}
	if p.at != len(p.text) {
		t.ValueErrorf("unconverted data remains: %s", p.text[p.at:])
		return Parsed{}, false
	}
	return p.finish(t)
}

// hasDirective reports whether the format has one of the directives.
func hasDirective(format, which string) bool {
	for i := 0; i+1 < len(format); i++ {
		if format[i] == '%' {
			i++
			if strings.IndexByte(which, format[i]) >= 0 {
				return true
			}
		}
	}
	return false
}

type parser struct {
	Parsed
	text, given                string // what is parsed, with digits of any script as 0 to 9; and as it was given
	fault                      string // what is wrong though it matches
	at                         int
	year, yday, wday           int
	weekOfYear, weekStart      int
	isoYear, isoWeek           int
	pm, hour12                 bool
	hasHour12, hasPM, hasMonth bool
}

func (p *parser) rest() string { return p.text[p.at:] }

func (p *parser) mismatch(t *object.Thread, format string) bool {
	a, _ := t.Repr(object.NewStr(p.given))
	b, _ := t.Repr(object.NewStr(format))
	t.ValueErrorf("time data %s does not match format %s", a, b)
	return false
}

func isSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

// number reads one to max digits between lo and hi: as many as make a number
// in the range.
func (p *parser) number(max, lo, hi int) (int, bool) {
	s := p.rest()
	if len(s) > 0 && s[0] == ' ' && max == 2 { // a day or hour padded with a space
		if n, ok := p.digits(s[1:], 1, lo, hi); ok {
			p.at += 2
			return n, true
		}
	}
	for n := max; n > 0; n-- {
		if v, ok := p.digits(s, n, lo, hi); ok {
			p.at += n
			return v, true
		}
	}
	return 0, false
}

func (p *parser) digits(s string, n, lo, hi int) (int, bool) {
	if len(s) < n {
		return 0, false
	}
	for i := 0; i < n; i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
	}
	v, _ := strconv.Atoi(s[:n])
	return v, v >= lo && v <= hi
}

// word reads the longest of the names, in any case.
func (p *parser) word(names []string) (int, bool) {
	best := -1
	low := strings.ToLower(p.rest())
	for i, n := range names {
		if strings.HasPrefix(low, strings.ToLower(n)) && (best < 0 || len(n) > len(names[best])) {
			best = i
		}
	}
	if best < 0 {
		return 0, false
	}
	p.at += len(names[best])
	return best, true
}

// directive reads what one directive of the format stands for.
func (p *parser) directive(c byte) (known, ok bool) {
	num := func(dst *int, max, lo, hi int) (bool, bool) {
		n, ok := p.number(max, lo, hi)
		*dst = n
		return true, ok
	}
	name := func(dst *int, names []string, base int) (bool, bool) {
		n, ok := p.word(names)
		*dst = n + base
		return true, ok
	}
	all := func(format string) (bool, bool) {
		for i := 0; i < len(format); i++ {
			if format[i] == '%' {
				i++
				if _, ok := p.directive(format[i]); !ok {
					return true, false
				}
			} else if p.at < len(p.text) && p.text[p.at] == format[i] {
				p.at++
			} else {
				return true, false
			}
		}
		return true, true
	}
	switch c {
	case 'a':
		return name(&p.wday, shortDays[:], 0)
	case 'A':
		return name(&p.wday, longDays[:], 0)
	case 'b', 'B':
		p.hasMonth = true
		if c == 'b' {
			return name(&p.Month, shortMonths[:], 1)
		}
		return name(&p.Month, longMonths[:], 1)
	case 'c':
		return all("%a %b %d %H:%M:%S %Y")
	case 'd':
		return num(&p.Day, 2, 1, 31)
	case 'f':
		s := p.rest()
		n := 0
		for n < len(s) && n < 6 && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		if n == 0 {
			return true, false
		}
		v, _ := strconv.Atoi((s[:n] + "00000")[:6])
		p.Microsecond = v
		p.at += n
		return true, true
	case 'G':
		return num(&p.isoYear, 4, 0, 9999)
	case 'H':
		return num(&p.Hour, 2, 0, 23)
	case 'I':
		p.hasHour12 = true
		return num(&p.Hour, 2, 1, 12)
	case 'j':
		return num(&p.yday, 3, 1, 366)
	case 'm':
		p.hasMonth = true
		return num(&p.Month, 2, 1, 12)
	case 'M':
		return num(&p.Minute, 2, 0, 59)
	case 'p':
		n, ok := p.word([]string{"AM", "PM"})
		p.pm, p.hasPM = n == 1, true
		return true, ok
	case 'S':
		return num(&p.Second, 2, 0, 61)
	case 'T', 'X':
		return all("%H:%M:%S")
	case 'R':
		return all("%H:%M")
	case 'u':
		k, ok := num(&p.wday, 1, 1, 7)
		p.wday--
		return k, ok
	case 'U', 'W':
		p.weekStart = 6
		if c == 'W' {
			p.weekStart = 0
		}
		return num(&p.weekOfYear, 2, 0, 53)
	case 'V':
		return num(&p.isoWeek, 2, 1, 53)
	case 'w':
		k, ok := num(&p.wday, 1, 0, 6)
		p.wday = (p.wday + 6) % 7
		return k, ok
	case 'x':
		return all("%m/%d/%y")
	case 'y':
		n, ok := p.digits(p.rest(), 2, 0, 99)
		if ok {
			p.at += 2
			p.year = 1900 + n
			if n <= 68 {
				p.year += 100
			}
		}
		return true, ok
	case 'Y':
		n, ok := p.digits(p.rest(), 4, 0, 9999)
		if ok {
			p.at += 4
			p.year = n
		}
		return true, ok
	case 'z':
		return true, p.offset()
	case 'Z':
		std, alt := zones(gotime.Now().Year())
		a, _ := std.Zone()
		b, _ := alt.Zone()
		names := []string{"UTC", "GMT", a, b}
		n, ok := p.word(names)
		if ok {
			p.ZoneName = names[n]
			if n < 2 {
				p.DST = 0
			}
		}
		return true, ok
	case '%':
		if strings.HasPrefix(p.rest(), "%") {
			p.at++
			return true, true
		}
		return true, false
	}
	return false, false
}

// offset reads Z or [+-]HH[:]MM[[:]SS[.ffffff]]; a text that has the form but
// not the sense raises.
func (p *parser) offset() bool {
	s := p.rest()
	if strings.HasPrefix(s, "Z") {
		p.HasOffset = true
		p.at++
		return true
	}
	if len(s) < 5 || s[0] != '+' && s[0] != '-' {
		return false
	}
	h, ok := p.digits(s[1:], 2, 0, 99)
	if !ok {
		return false
	}
	i := 3
	colon := s[i] == ':'
	if colon {
		i++
	}
	m, ok := p.digits(s[i:], 2, 0, 59)
	if !ok {
		return false
	}
	i += 2
	sec, micro := 0, 0
	k := i
	second := k < len(s) && s[k] == ':'
	if second {
		k++
	}
	if n, ok := p.digits(s[min(k, len(s)):], 2, 0, 59); ok {
		sec, k = n, k+2
		if k+1 < len(s) && s[k] == '.' && s[k+1] >= '0' && s[k+1] <= '9' {
			n := k + 1
			for n < len(s) && n < k+7 && s[n] >= '0' && s[n] <= '9' {
				n++
			}
			micro, _ = strconv.Atoi((s[k+1:n] + "00000")[:6])
			k = n
		}
		switch {
		case colon && !second:
			p.fault = "Inconsistent use of : in " + s[:k]
		case !colon && second:
			p.fault = "invalid literal for int() with base 10: '" + s[i:i+2] + "'"
		}
		i = k
	}
	p.Offset, p.OffsetMicro = h*3600+m*60+sec, micro
	if s[0] == '-' {
		p.Offset, p.OffsetMicro = -p.Offset, -micro
	}
	p.HasOffset = true
	p.at += i
	return true
}

// isoFault says what is wrong with the use of %G, %V and %j.
func (p *parser) isoFault() string {
	const weekday = " and a weekday directive ('%A', '%a', '%w', or '%u')."
	switch {
	case p.isoYear >= 0 && p.yday >= 0:
		return "Day of the year directive '%j' is not compatible with ISO year directive '%G'. Use '%Y' instead."
	case p.isoYear >= 0 && (p.isoWeek < 0 || p.wday < 0):
		return "ISO year directive '%G' must be used with the ISO week directive '%V'" + weekday
	case p.isoYear >= 0 || p.isoWeek < 0:
		return ""
	case p.year < 0 || p.wday < 0:
		return "ISO week directive '%V' must be used with the ISO year directive '%G'" + weekday
	}
	return "ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year '%G' instead."
}

// asciiDigits writes the decimal digits of other scripts as 0 to 9.
func asciiDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 128 || !unicode.IsDigit(r) {
			return r
		}
		for _, x := range unicode.Nd.R16 {
			if rune(x.Lo) <= r && r <= rune(x.Hi) {
				return '0' + (r-rune(x.Lo))%10
			}
		}
		for _, x := range unicode.Nd.R32 {
			if rune(x.Lo) <= r && r <= rune(x.Hi) {
				return '0' + (r-rune(x.Lo))%10
			}
		}
		return r
	}, s)
}

const noYear = "Parsing dates involving a day of month without a year specified is ambiguious\n" +
	"and fails to parse leap day. The default behavior will change in Python 3.15\n" +
	"to either always raise an exception or to use a different default year (TBD).\n" +
	"To avoid trouble, add a specific year to the input & format.\n" +
	"See https://github.com/python/cpython/issues/70647."

// finish derives the date from whichever parts were given.
func (p *parser) finish(t *object.Thread) (Parsed, bool) {
	for _, fault := range [...]string{p.isoFault(), p.fault} {
		if fault != "" {
			t.ValueErrorf("%s", fault)
			return Parsed{}, false
		}
	}
	if p.hasHour12 && p.hasPM {
		p.Hour %= 12
		if p.pm {
			p.Hour += 12
		}
	}
	p.Year = p.year
	leapDay := p.year < 0 && p.Month == 2 && p.Day == 29
	if p.year < 0 {
		p.Year = 1900
		if leapDay {
			p.Year = 1904 // a leap year, while the date is derived
		}
	}
	switch {
	case p.isoYear >= 0 && p.isoWeek > 0 && p.wday >= 0:
		jan4 := gotime.Date(p.isoYear, 1, 4, 0, 0, 0, 0, gotime.UTC)
		monday := jan4.AddDate(0, 0, -(int(jan4.Weekday())+6)%7)
		p.setDate(monday.AddDate(0, 0, (p.isoWeek-1)*7+p.wday))
	case p.weekOfYear >= 0 && p.wday >= 0 && p.year >= 0:
		first := (int(gotime.Date(p.Year, 1, 1, 0, 0, 0, 0, gotime.UTC).Weekday()) + 6) % 7
		start, day := p.weekStart, p.wday
		if start == 6 {
			first, day = (first+1)%7, (day+1)%7
		}
		week0 := (7 - first) % 7
		yday := 1 + day - first
		if p.weekOfYear > 0 {
			yday = 1 + week0 + 7*(p.weekOfYear-1) + day
		}
		p.setDate(gotime.Date(p.Year, 1, yday, 0, 0, 0, 0, gotime.UTC))
	case p.yday > 0 && !p.hasMonth:
		p.setDate(gotime.Date(p.Year, 1, p.yday, 0, 0, 0, 0, gotime.UTC))
	}
	at := gotime.Date(p.Year, gotime.Month(p.Month), p.Day, 0, 0, 0, 0, gotime.UTC)
	if at.Day() != p.Day {
		t.ValueErrorf("day is out of range for month")
		return Parsed{}, false
	}
	p.YearDay = at.YearDay()
	if p.yday > 0 {
		p.YearDay = p.yday
	}
	p.Weekday = (int(at.Weekday()) + 6) % 7
	if p.wday >= 0 {
		p.Weekday = p.wday
	}
	if leapDay {
		p.Year = 1900
	}
	if p.ZoneName == "" {
		p.DST = -1
	}
	return p.Parsed, true
}

func (p *parser) setDate(at gotime.Time) {
	p.Year, p.Month, p.Day = at.Year(), int(at.Month()), at.Day()
}
