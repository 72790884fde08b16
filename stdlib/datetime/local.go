package datetime

import (
	"syscall"
	gotime "time"

	"github.com/aio-lang/aio/vm/object"
)

// epoch is the ordinal of 1 January 1970.
const epoch = 719163

// maxFold bounds how far clocks are put back.
const maxFold = 24 * 3600

// localAt is the local time of a moment, seconds since the Epoch: seconds that
// would be that time in UTC.
func localAt(secs int64) int64 {
	_, off := gotime.Unix(secs, 0).In(gotime.Local).Zone()
	return secs + int64(off)
}

// moment is the moment at which local clocks show the stamp.
func (s *stamp) moment(t *thread) (int64, bool) {
	shown := int64(s.ordinal()-epoch)*daySecs + int64(s.secs())
	if s.ordinal() < 2 || s.ordinal() >= maxOrdinal {
		// the days before and after must exist
		y := 0
		if s.year != 1 {
			y = maxYear + 1
		}
		if y == 0 || localAt(shown) != shown {
			t.ValueErrorf("year %d is out of range", y)
			return 0, false
		}
	}
	first := shown - (localAt(shown) - shown)
	other := first - maxFold
	if s.fold == 1 {
		other = first + maxFold
	}
	if localAt(first) == shown {
		// the same time may be shown a second time, with another offset
		second := shown - (localAt(other) - other)
		if second == first || localAt(second) != shown {
			return first, true
		}
		if (s.fold == 1) == (second > first) {
			return second, true
		}
		return first, true
	}
	second := shown - (localAt(first) - first)
	if localAt(second) == shown {
		return second, true
	}
	// no clock ever shows it: before or after the gap
	if (s.fold == 1) == (second < first) {
		return second, true
	}
	return first, true
}

// fromMoment sets the stamp to a moment, in UTC or local time.
func (s *stamp) fromMoment(t *thread, secs int64, us int, utc bool) bool {
	const most = 67768036191676799 // the year 2**31, where C gives up
	if secs > most || secs < -most {
		t.OSError(syscall.EOVERFLOW)
		return false
	}
	shown := secs
	if !utc {
		shown = localAt(secs)
	}
	days, rest := floorDiv(shown, daySecs)
	if days += epoch; days < 1 || days > maxOrdinal {
		t.ValueErrorf("year %d is out of range", gotime.Unix(shown, 0).UTC().Year())
		return false
	}
	s.at(span{int(days), int(rest), us})
	if utc {
		return true
	}
	// shown for the second time?
	before := localAt(secs - maxFold)
	if back := before - (shown - maxFold); back > 0 && localAt(secs-back) == shown {
		s.fold = 1
	}
	return true
}

// now is the machine's time of day.
func now(t *thread) gotime.Time { return typesOf(t).clock(t).Wall() }

// localZone is a timezone with the offset and name that hold at a moment.
func localZone(t *thread, secs int64) value {
	name, off := gotime.Unix(secs, 0).In(gotime.Local).Zone()
	return newZone(t, spanOf(int64(off), 0), object.NewStr(name))
}
