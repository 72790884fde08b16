package datetime

import "github.com/aio-lang/aio/vm/object"

// The proleptic Gregorian calendar. Ordinals count days from 1 January of
// year 1, which is 1.

func leap(y int) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }

func monthDays(y, m int) int {
	switch m {
	case 2:
		if leap(y) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// beforeYear is the number of days before 1 January of the year.
func beforeYear(y int) int {
	y--
	return y*365 + y/4 - y/100 + y/400
}

func beforeMonth(y, m int) int {
	n := 0
	for i := 1; i < m; i++ {
		n += monthDays(y, i)
	}
	return n
}

func ordinal(y, m, d int) int { return beforeYear(y) + beforeMonth(y, m) + d }

const maxOrdinal = 3652059

// civil is the date of an ordinal of at least 1. Years run from March in the
// computation, so that a leap day is the last of its year.
func civil(n int) (y, m, d int) {
	n += 305 // days since 1 March of year 0
	era := n / 146097
	doe := n % 146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	d = doy - (153*mp+2)/5 + 1
	m = mp + 3
	y = era*400 + yoe
	if m > 12 {
		m -= 12
		y++
	}
	return y, m, d
}

// weekday is 0 for Monday.
func weekday(y, m, d int) int { return (ordinal(y, m, d) + 6) % 7 }

// isoWeek1 is the ordinal of the Monday that begins the year's first ISO week.
func isoWeek1(y int) int {
	first := beforeYear(y) + 1
	day := (first + 6) % 7
	monday := first - day
	if day > 3 {
		monday += 7
	}
	return monday
}

// isoDate is the ISO year, week and day (1 to 7) of a date.
func isoDate(y, m, d int) (year, week, day int) {
	n := ordinal(y, m, d)
	year = y
	start := isoWeek1(y)
	switch {
	case n < start:
		year--
		start = isoWeek1(year)
	case n >= isoWeek1(y+1):
		year++
		start = isoWeek1(year)
	}
	return year, (n-start)/7 + 1, (n-start)%7 + 1
}

// fromISO is the date of an ISO year, week and day; the text of the error
// that it is none.
func fromISO(year, week, day int) (y, m, d int, fault func(t *thread)) {
	if year < minYear || year > maxYear {
		return 0, 0, 0, func(t *thread) { t.ValueErrorf("Year is out of range: %d", year) }
	}
	if week < 1 || week > 53 || week == 53 && (isoWeek1(year+1)-isoWeek1(year))/7 < 53 {
		return 0, 0, 0, func(t *thread) { t.ValueErrorf("Invalid week: %d", week) }
	}
	if day < 1 || day > 7 {
		return 0, 0, 0, func(t *thread) { t.ValueErrorf("Invalid day: %d (range is [1, 7])", day) }
	}
	n := isoWeek1(year) + (week-1)*7 + day - 1
	if n < 1 {
		return 0, 0, 0, func(t *thread) { t.ValueErrorf("year 0 is out of range") }
	}
	y, m, d = civil(n)
	return y, m, d, nil
}

// isoDecl is the type of isocalendar(), which is pickled as a tuple.
func isoDecl() *typeDecl {
	d := *isoCalendar.Decl()
	d.Methods = append([]def(nil), d.Methods...)
	for i := range d.Methods {
		if d.Methods[i].Name() == "__reduce__" {
			d.Methods[i].Fn = func(t *thread, a []value) value {
				return object.NewPair(t.M.Type(object.ShapeTuple).Value(), object.TupleOf(object.TupleOf(object.AsTuple(a[0]).Items...)))
			}
		}
	}
	return &d
}

var isoCalendar = object.StructSequence{
	Name:   "datetime.IsoCalendarDate",
	Doc:    "The result of date.isocalendar() or datetime.isocalendar().",
	Fields: []string{"year", "week", "weekday"}, Visible: 3,
}
