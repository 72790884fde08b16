package datetime

import "github.com/aio-lang/aio/vm/object"

// isoParser reads ISO 8601 texts. i is where it is in s.
type isoParser struct {
	s []rune
	i int
}

func digit(r rune) bool { return r >= '0' && r <= '9' }

// number reads n digits.
func (p *isoParser) number(n int) (int, bool) {
	if p.i+n > len(p.s) {
		return 0, false
	}
	v := 0
	for _, r := range p.s[p.i : p.i+n] {
		if !digit(r) {
			return 0, false
		}
		v = v*10 + int(r-'0')
	}
	p.i += n
	return v, true
}

func (p *isoParser) skip(r rune) bool {
	if p.i < len(p.s) && p.s[p.i] == r {
		p.i++
		return true
	}
	return false
}

func (p *isoParser) done() bool { return p.i == len(p.s) }

// date reads YYYY-MM-DD, YYYYMMDD, YYYY-Www[-D] or YYYYWww[D]. The parts are
// not checked, but an impossible week is no date at all.
func (p *isoParser) date(t *thread, s *stamp) bool {
	year, ok := p.number(4)
	if !ok {
		return false
	}
	dashes := p.skip('-')
	if p.skip('W') {
		week, ok := p.number(2)
		if !ok {
			return false
		}
		day := 1
		if !p.done() {
			if dashes && !p.skip('-') {
				return false
			}
			if day, ok = p.number(1); !ok {
				return false
			}
		}
		if !p.done() {
			return false
		}
		y, m, d, fault := fromISO(year, week, day)
		s.year, s.month, s.day = y, m, d
		return fault == nil
	}
	month, ok := p.number(2)
	if !ok || dashes && !p.skip('-') {
		return false
	}
	day, ok := p.number(2)
	s.year, s.month, s.day = year, month, day
	return ok && p.done()
}

// clock reads hh[:mm[:ss[.ffffff]]] or the same without colons; rest says
// whether something followed that does not belong to it.
func (p *isoParser) clock(s *stamp) (rest, ok bool) {
	parts := [...]*int{&s.hour, &s.minute, &s.second}
	colons := len(p.s) > p.i+2 && p.s[p.i+2] == ':'
	for i, part := range parts {
		if *part, ok = p.number(2); !ok {
			return false, false
		}
		if p.done() {
			return false, true
		}
		c := p.s[p.i]
		p.i++
		if p.done() {
			return true, true
		}
		switch {
		case colons && c == ':' && i < 2:
		case c == '.' || c == ',':
			if i < 2 {
				return false, false
			}
		case !colons && i < 2:
			p.i--
		default:
			return false, false
		}
	}
	n := 0
	for n < 6 && p.i < len(p.s) {
		d, ok := p.number(1)
		if !ok {
			return false, false
		}
		s.us = s.us*10 + d
		n++
	}
	if n == 0 {
		return false, false
	}
	for ; n < 6; n++ {
		s.us *= 10
	}
	for p.i < len(p.s) && digit(p.s[p.i]) {
		p.i++
	}
	return !p.done(), true
}

// clockAndZone reads a time of day with what may follow it: Z or an offset.
func (p *isoParser) clockAndZone(t *thread, s *stamp) (ok, pending bool) {
	text := p.s[p.i:]
	at := len(text)
	for i, r := range text {
		if r == '+' || r == '-' || r == 'Z' {
			at = i
			break
		}
	}
	clock := isoParser{s: text[:at]}
	rest, ok := clock.clock(s)
	if !ok {
		return false, false
	}
	if at == len(text) {
		return !rest, false
	}
	zone := text[at+1:]
	if text[at] == 'Z' {
		s.tz = typesOf(t).utc
		return len(zone) == 0, false
	}
	var off stamp
	z := isoParser{s: zone}
	if rest, ok := z.clock(&off); !ok || rest {
		return false, false
	}
	length := spanOf(int64(off.hour*3600+off.minute*60+off.second), int64(off.us))
	if text[at] == '-' {
		length = span{}.plus(length, -1)
	}
	if length == (span{}) {
		s.tz = typesOf(t).utc
		return true, false
	}
	if !checkOffset(t, length) {
		return false, true
	}
	s.tz = newZone(t, length, value{})
	return true, false
}

// isoText takes the argument of fromisoformat.
func isoText(t *thread, v value) ([]rune, bool) {
	if !v.IsStr() {
		t.TypeErrorf("fromisoformat: argument must be str")
		return nil, false
	}
	return object.AsStr(v).Runes(), true
}

func badISO(t *thread, v value) value {
	if r, ok := t.Repr(v); ok {
		t.ValueErrorf("Invalid isoformat string: %s", r)
	}
	return value{}
}

// dateEnd is where the date ends in the text of a datetime.
func dateEnd(s []rune) int {
	n := len(s)
	switch {
	case n <= 7:
		return n
	case s[4] == '-' && s[5] != 'W':
		return 10
	case s[4] == '-': // YYYY-Www: a day may follow, or -hh as a separator and hour
		if n > 8 && s[8] == '-' {
			if n > 10 && digit(s[10]) {
				return 8
			}
			return 10
		}
		return 8
	case s[4] == 'W': // YYYYWww, and a day where the digits are odd in number
		end := 7
		for end < n && digit(s[end]) {
			end++
		}
		if end < 9 {
			return end
		}
		if end%2 == 0 {
			return 7
		}
		return 8
	}
	return 8
}

// FromISO reads a datetime.
func datetimeFromISO(t *thread, a []value) value {
	text, ok := isoText(t, a[1])
	if !ok {
		return value{}
	}
	var s stamp
	end := min(dateEnd(text), len(text))
	p := isoParser{s: text[:end]}
	if len(text) < 7 || !p.date(t, &s) {
		return badISO(t, a[1])
	}
	if end < len(text) {
		p = isoParser{s: text, i: end + 1}
		ok, pending := p.clockAndZone(t, &s)
		if pending {
			return value{}
		}
		if !ok {
			return badISO(t, a[1])
		}
	}
	if !s.checkDate(t) || !s.checkTime(t) {
		return value{}
	}
	return s.build(t, object.AsType(a[0]), typesOf(t).datetime)
}

func dateFromISO(t *thread, a []value) value {
	text, ok := isoText(t, a[1])
	if !ok {
		return value{}
	}
	var s stamp
	p := isoParser{s: text}
	if n := len(text); n != 7 && n != 8 && n != 10 || !p.date(t, &s) {
		return badISO(t, a[1])
	}
	if !s.checkDate(t) {
		return value{}
	}
	return s.build(t, object.AsType(a[0]), typesOf(t).date)
}

func timeFromISO(t *thread, a []value) value {
	text, ok := isoText(t, a[1])
	if !ok {
		return value{}
	}
	var s stamp
	p := isoParser{s: text}
	p.skip('T')
	ok, pending := p.clockAndZone(t, &s)
	if pending {
		return value{}
	}
	if !ok {
		return badISO(t, a[1])
	}
	if !s.checkTime(t) {
		return value{}
	}
	return s.build(t, object.AsType(a[0]), typesOf(t).time)
}
