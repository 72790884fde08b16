// Package datetime is the datetime module: dates, times, the differences
// between them, and time zones. Everything is in Go.
package datetime

import (
	"github.com/aio-lang/aio/stdlib/time"
	"github.com/aio-lang/aio/vm/object"
)

type (
	thread   = object.Thread
	value    = object.Value
	def      = object.Def
	typeDecl = object.TypeDecl
	getSet   = object.GetSetDef
)

const (
	minYear = 1
	maxYear = 9999
)

// types are the machine's classes of the module.
type types struct {
	delta, date, time, datetime, tzinfo, timezone, iso *object.Type
	utc                                                value
	clock                                              func(t *thread) time.Clock
}

type typesKey struct{}

func typesOf(t *thread) *types {
	return t.M.State(typesKey{}, func() any { return &types{} }).(*types)
}

// Module declares the module; clock is what today() and now() ask.
func Module(clock func(t *thread) time.Clock) *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "datetime", Doc: "Specific date/time and related types.",
		Attrs: []object.Attr{
			{Name: "MINYEAR", Value: object.Int(minYear)},
			{Name: "MAXYEAR", Value: object.Int(maxYear)},
		},
		Init: func(t *thread, mod *object.Module) bool {
			s := Types(t)
			s.clock = clock
			for _, ty := range []*object.Type{s.date, s.datetime, s.delta, s.time, s.timezone, s.tzinfo} {
				mod.Set(t.M, ty.Name, ty.Value())
			}
			mod.Set(t.M, "UTC", s.utc)
			var all []value
			for _, name := range []string{"date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MINYEAR", "MAXYEAR", "UTC"} {
				all = append(all, object.NewStr(name))
			}
			mod.Set(t.M, "__all__", object.TupleOf(all...))
			return true
		},
	}
}

// Types makes the machine's classes on first use.
func Types(t *thread) *types {
	s := typesOf(t)
	if s.date != nil {
		return s
	}
	m := t.M
	s.delta = m.TypeFor(deltaDecl())
	s.date = m.TypeFor(dateDecl())
	s.datetime = m.TypeForBase(datetimeDecl(), s.date)
	s.time = m.TypeFor(timeDecl())
	s.tzinfo = m.TypeFor(tzinfoDecl())
	s.timezone = m.TypeForBase(timezoneDecl(), s.tzinfo)
	s.iso = m.TypeFor(isoDecl())
	s.utc = newZone(t, span{}, value{})
	set := func(ty *object.Type, name string, v value) { ty.Dict.SetStr(m.Intern(name), v) }
	day, micro := newDelta(t, span{days: 1}), newDelta(t, span{us: 1})
	set(s.delta, "min", newDelta(t, span{days: -maxDays}))
	set(s.delta, "max", newDelta(t, span{days: maxDays, secs: daySecs - 1, us: 999999}))
	set(s.delta, "resolution", micro)
	first, last := stamp{year: 1, month: 1, day: 1}, stamp{year: 9999, month: 12, day: 31, hour: 23, minute: 59, second: 59, us: 999999}
	for _, ty := range []*object.Type{s.date, s.datetime, s.time} {
		lo, hi := first, last
		set(ty, "min", lo.of(ty))
		set(ty, "max", hi.of(ty))
		set(ty, "resolution", micro)
	}
	set(s.date, "resolution", day)
	limit := int64(24*60-1) * 60
	set(s.timezone, "utc", s.utc)
	set(s.timezone, "min", newZone(t, spanOf(-limit, 0), value{}))
	set(s.timezone, "max", newZone(t, spanOf(limit, 0), value{}))
	return s
}

// shownName is the class's name in reprs: with the module for those of the
// module itself.
func shownName(t *thread, v value) string {
	ty := t.M.TypeOf(v)
	if ty.IsHeap() {
		return ty.Name
	}
	return ty.Label()
}

// fields matches the arguments of a constructor with its parameters, the first
// required of which must be given and the first positional of which may be
// without their names; ints of them are ints, which is found out in order.
// Parameters not given are nil.
func fields(t *thread, args, kwargs value, params []string, required, positional, ints int) ([]value, bool) {
	given := object.AsTuple(args).Items
	kw := object.AsDict(kwargs)
	total := len(given)
	if kw != nil {
		total += kw.Len()
	}
	fail := func(format string, a ...any) ([]value, bool) {
		t.TypeErrorf(format, a...)
		return nil, false
	}
	switch {
	case total > len(params):
		return fail("function takes at most %d arguments (%d given)", len(params), total)
	case len(given) > positional:
		return fail("function takes at most %d positional arguments (%d given)", positional, len(given))
	}
	out := make([]value, len(params))
	copy(out, given)
	used := 0
	for i, name := range params {
		if kw != nil {
			if v := kw.GetStr(t.M.Intern(name)); v.P != nil {
				if i < len(given) {
					return fail("argument for function given by name ('%s') and position (%d)", name, i+1)
				}
				out[i] = v
				used++
			}
		}
		if i < ints && out[i].P != nil {
			if out[i] = t.Index(out[i]); out[i].P == nil {
				return nil, false
			}
		}
		if out[i].P == nil && i < required {
			return fail("function missing required argument '%s' (pos %d)", name, i+1)
		}
	}
	if kw != nil && used < kw.Len() {
		unknown := ""
		kw.Each(func(k, _ value) bool {
			for _, name := range params {
				if k.Text() == name {
					return true
				}
			}
			unknown = k.Text()
			return false
		})
		return fail("this function got an unexpected keyword argument '%s'", unknown)
	}
	return out, true
}

// small takes an int that C would take as one.
func small(t *thread, v value, dst *int) bool {
	if v.P == nil {
		return true
	}
	i := t.Index(v)
	if i.P == nil {
		return false
	}
	n, ok := object.Int64(i)
	if !ok {
		t.OverflowErrorf("Python int too large to convert to C long")
		return false
	}
	if n != int64(int32(n)) {
		if n > 0 {
			t.OverflowErrorf("signed integer is greater than maximum")
		} else {
			t.OverflowErrorf("signed integer is less than minimum")
		}
		return false
	}
	*dst = int(n)
	return true
}
