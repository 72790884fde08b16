package datetime

import (
	"fmt"

	"github.com/aio-lang/aio/vm/object"
)

// The class time.

func timeNew(t *thread, a []value) value {
	var s stamp
	if text, ok := stateArg(a[1], 2); ok && s.fromState(text, false, true) {
		if items := object.AsTuple(a[1]).Items; len(items) == 2 && !s.setZone(t, items[1]) {
			return value{}
		}
		return s.of(object.AsType(a[0]))
	}
	f, ok := fields(t, a[1], a[2], []string{"hour", "minute", "second", "microsecond", "tzinfo", "fold"}, 0, 5, 4)
	s = stamp{}
	if !ok || !replaced(t, &s, s.clockParts(), f) || !small(t, f[5], &s.fold) || !s.checkTime(t) || !s.setZone(t, f[4]) {
		return value{}
	}
	return s.of(object.AsType(a[0]))
}

func (s *stamp) clockParts() []*int { return []*int{&s.hour, &s.minute, &s.second, &s.us} }

func timeCompare(op object.CompareOp) object.NativeFn {
	return func(t *thread, a []value) value {
		if !is(t, a[1], typesOf(t).time) {
			return object.NotImplemented
		}
		x, y := stampOf(a[0]), stampOf(a[1])
		if x.tz == y.tz {
			return isOp(op, x.compare(y))
		}
		p, pNone, ok := x.offset(t, object.None)
		if !ok {
			return value{}
		}
		q, qNone, ok := y.offset(t, object.None)
		if !ok {
			return value{}
		}
		if pNone != qNone {
			switch op {
			case object.OpEq:
				return object.False
			case object.OpNe:
				return object.True
			}
			return t.TypeErrorf("can't compare offset-naive and offset-aware times")
		}
		return isOp(op, x.since().plus(p, -1).compare(y.since().plus(q, -1)))
	}
}

func timeRepr(t *thread, a []value) value {
	s := stampOf(a[0])
	text := fmt.Sprintf("%s(%d, %d", shownName(t, a[0]), s.hour, s.minute)
	if s.us != 0 {
		text += fmt.Sprintf(", %d, %d", s.second, s.us)
	} else if s.second != 0 {
		text += fmt.Sprintf(", %d", s.second)
	}
	zone, fold, ok := s.extras(t)
	if !ok {
		return value{}
	}
	return object.NewStr(text + zone + fold + ")")
}

// extras are the zone and fold in reprs.
func (s *stamp) extras(t *thread) (zone, fold string, ok bool) {
	if s.tz.P != nil {
		r, ok := t.Repr(s.tz)
		if !ok {
			return "", "", false
		}
		zone = ", tzinfo=" + r
	}
	if s.fold != 0 {
		fold = ", fold=1"
	}
	return zone, fold, true
}

func timeReplace(t *thread, a []value) value {
	s := *stampOf(a[0])
	if !replaced(t, &s, s.clockParts(), a[1:]) || !small(t, a[6], &s.fold) {
		return value{}
	}
	if a[5].P != nil && !s.setZone(t, a[5]) || !s.checkTime(t) {
		return value{}
	}
	return s.build(t, t.M.TypeOf(a[0]), typesOf(t).time)
}

const timeReplaceArgs = "(self, /, hour=<unchanged>, minute=<unchanged>, second=<unchanged>, microsecond=<unchanged>, tzinfo=<unchanged>, *, fold=<unchanged>)"

var zoneDefs = []def{
	{Sig: "utcoffset(self, /)", Doc: "Return self.tzinfo.utcoffset(self).", Fn: asked("utcoffset")},
	{Sig: "dst(self, /)", Doc: "Return self.tzinfo.dst(self).", Fn: asked("dst")},
	{Sig: "tzname(self, /)", Doc: "Return self.tzinfo.tzname(self).", Fn: tzname},
	{Sig: "__reduce_ex__(self, protocol, /)", Doc: "__reduce_ex__(proto) -> (cls, state)", Fn: reduce},
	{Sig: "__reduce__(self, /)", Doc: "__reduce__() -> (cls, state)", Fn: reduce},
}

func timeDecl() *typeDecl {
	return &typeDecl{
		Name: "datetime.time", Kind: object.KindOpaque,
		Doc: "time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object\n\nAll arguments are optional. tzinfo may be None, or an instance of\na tzinfo subclass. The remaining arguments may be ints.\n",
		New: &def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create a time.", Fn: timeNew},
		Methods: append(append([]def{
			{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: timeRepr},
			{Sig: "__str__(self, /)", Doc: "Return str(self).", Fn: func(t *thread, a []value) value {
				return t.CallMethod(a[0], t.M.Intern("isoformat"))
			}},
			{Sig: "isoformat(self, /, timespec='auto')", Doc: "Return string in ISO 8601 format, [HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].\n\nThe optional argument timespec specifies the number of additional terms\nof the time to include. Valid options are 'auto', 'hours', 'minutes',\n'seconds', 'milliseconds' and 'microseconds'.\n", Fn: func(t *thread, a []value) value {
				text, ok := isoClock(t, a[0], "1", a[1])
				if !ok {
					return value{}
				}
				return object.NewStr(text)
			}},
			{Sig: "__hash__(self, /)", Doc: "Return hash(self).", Fn: func(t *thread, a []value) value {
				s := *stampOf(a[0])
				s.fold = 0
				off, none, ok := s.offset(t, object.None)
				switch {
				case !ok:
					return value{}
				case none:
					return hashBytes(t, &s, typesOf(t).time)
				}
				return hashSpan(t, s.since().plus(off, -1))
			}},
			{Sig: "replace" + timeReplaceArgs, Doc: "Return time with new specified fields.", Fn: timeReplace},
			{Sig: "__replace__" + timeReplaceArgs, Doc: "The same as replace().", Fn: timeReplace},
		}, append(zoneDefs, stampDefs...)...), object.CompareDefs(timeCompare)...),
		Class: []def{
			{Sig: "fromisoformat(cls, object, /)", Doc: "string -> time from a string in ISO 8601 format", Fn: timeFromISO},
		},
		GetSets: clockFields,
	}
}
