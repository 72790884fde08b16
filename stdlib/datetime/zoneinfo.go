package datetime

import (
	_ "embed"
	"errors"
	"strings"
	gotime "time"
	_ "time/tzdata" // zones for systems that have none: a string that is looked at only then

	"github.com/aio-lang/aio/vm/object"
)

//go:embed zoneinfo.aio
var zoneinfoSource string

// ZoneInfoModule declares module zoneinfo: zones of the IANA time zone
// database.
func ZoneInfoModule() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "zoneinfo", Doc: "Time zones of the IANA time zone database (PEP 615).",
		Init: func(t *thread, mod *object.Module) bool {
			ty := t.M.State(zonesKey{}, func() any {
				return t.M.TypeForBase(zoneinfoDecl(), Types(t).tzinfo)
			}).(*object.Type)
			if typesOf(t).clock == nil && t.Exec.Import(t, "datetime").P == nil {
				return false
			}
			mod.Set(t.M, "ZoneInfo", ty.Value())
			return true
		},
		Source: zoneinfoSource,
	}
}

var errUnknown = errors.New("unknown time zone")

type (
	zonesKey struct{}
	cacheKey struct{}
)

// zoneinfo is a ZoneInfo; key nil for one that was read from a file without a
// name, whose repr is shown in its place.
type zoneinfo struct {
	object.Opaque
	loc       *gotime.Location
	key, file value
	cached    bool
}

// cache has the zones made before, by class and key.
func cache(t *thread) map[*object.Type]map[string]value {
	return t.M.State(cacheKey{}, func() any { return map[*object.Type]map[string]value{} }).(map[*object.Type]map[string]value)
}

// find makes the zone of a key: from the files on TZPATH, else from those that
// the binary brings along.
func find(t *thread, class *object.Type, key value, cached bool) value {
	mod := t.Exec.Import(t, "zoneinfo")
	if mod.P == nil {
		return mod
	}
	load := t.GetAttr(mod, t.M.Intern("_load"))
	if load.P == nil {
		return load
	}
	data := t.Call(load, key)
	if data.P == nil {
		return data
	}
	var loc *gotime.Location
	var err error
	if data.IsNone() {
		name := key.Text()
		if name == "Local" || strings.ContainsRune(name, 0) {
			err = errUnknown
		} else if loc, err = gotime.LoadLocation(name); err == nil && loc == gotime.Local {
			err = errUnknown
		}
		if err != nil {
			unknown := t.GetAttr(mod, t.M.Intern("_unknown"))
			if unknown.P == nil {
				return unknown
			}
			t.Call(unknown, key)
			return value{}
		}
	} else if loc = parseZone(t, key.Text(), data); loc == nil {
		return value{}
	}
	z := &zoneinfo{loc: loc, key: key, cached: cached}
	return object.InitOpaque(&z.Opaque, class)
}

// parseZone reads a TZif file; nil with ValueError pending for what is none.
func parseZone(t *thread, name string, data value) *gotime.Location {
	b, ok := t.BytesLike(data)
	if !ok {
		t.TypeErrorf("a bytes-like object is required, not '%s'", t.TypeName(data))
		return nil
	}
	if !strings.HasPrefix(b, "TZif") {
		t.ValueErrorf("Invalid TZif file: magic not found")
		return nil
	}
	loc, err := gotime.LoadLocationFromTZData(name, []byte(b))
	if err != nil {
		t.ValueErrorf("Invalid TZif file: %s", err)
		return nil
	}
	return loc
}

// period is a stretch of time with one offset.
type period struct {
	offset     int64
	name       string
	dst        bool
	start, end int64 // moments; 0 with has* false for none
	hasEnd     bool
	hasStart   bool
}

func (z *zoneinfo) at(secs int64) period {
	at := gotime.Unix(secs, 0).In(z.loc)
	name, off := at.Zone()
	p := period{offset: int64(off), name: name, dst: at.IsDST()}
	start, end := at.ZoneBounds()
	if p.hasStart = !start.IsZero(); p.hasStart {
		p.start = start.Unix()
	}
	if p.hasEnd = !end.IsZero(); p.hasEnd {
		p.end = end.Unix()
	}
	return p
}

// shown is the period in which clocks show a time, seconds as if in UTC. Where
// they show it twice fold chooses; where they never do it is the period before
// for fold 0.
func (z *zoneinfo) shown(wall int64, fold int) period {
	p := z.at(wall - 26*3600)
	for p.hasEnd {
		next := z.at(p.end)
		late, early := max(p.offset, next.offset), min(p.offset, next.offset)
		change := p.end + late
		if fold == 1 {
			change = p.end + early
		}
		if wall < change {
			break
		}
		p = next
	}
	return p
}

// saving is what a period's clocks are ahead of standard time: of the period
// before, or else the one after.
func (z *zoneinfo) saving(p period) int64 {
	if !p.dst {
		return 0
	}
	if p.hasStart {
		if before := z.at(p.start - 1); !before.dst && before.offset != p.offset {
			return p.offset - before.offset
		}
	}
	if p.hasEnd {
		if after := z.at(p.end); !after.dst && after.offset != p.offset {
			return p.offset - after.offset
		}
	}
	return 3600
}

// fixed is the zone's only period, if it has but one.
func (z *zoneinfo) fixed() (period, bool) {
	p := z.at(0)
	return p, !p.hasStart && !p.hasEnd
}

// describe makes utcoffset, dst and tzname.
func describe(f func(t *thread, z *zoneinfo, p period) value) object.NativeFn {
	return func(t *thread, a []value) value {
		z := (*zoneinfo)(a[0].P)
		if a[1].IsNone() {
			if p, only := z.fixed(); only {
				return f(t, z, p)
			}
			return object.None
		}
		if !is(t, a[1], typesOf(t).datetime) {
			return t.Raise(object.ShapeAttributeError, "'%s' object has no attribute 'toordinal'", t.TypeName(a[1]))
		}
		s := stampOf(a[1])
		return f(t, z, z.shown(int64(s.ordinal()-epoch)*daySecs+int64(s.secs()), s.fold))
	}
}

func zoneinfoFromUTC(t *thread, a []value) value {
	if !ownMoment(t, a) {
		return value{}
	}
	z, s := (*zoneinfo)(a[0].P), *stampOf(a[1])
	secs := int64(s.ordinal()-epoch)*daySecs + int64(s.secs())
	p := z.at(secs)
	if !s.at(s.since().plus(spanOf(p.offset, 0), 1)) {
		return t.OverflowErrorf("date value out of range")
	}
	s.fold = 0
	if p.hasStart {
		if before := z.at(p.start - 1); secs-p.start < before.offset-p.offset {
			s.fold = 1
		}
	}
	return s.rebuilt(t, a[1])
}

func zoneinfoRepr(t *thread, a []value) value {
	z := (*zoneinfo)(a[0].P)
	name := shownName(t, a[0])
	if z.key.IsNone() {
		r, ok := t.Repr(z.file)
		if !ok {
			return value{}
		}
		return object.NewStr(name + ".from_file(" + r + ")")
	}
	r, ok := t.Repr(z.key)
	if !ok {
		return value{}
	}
	return object.NewStr(name + "(key=" + r + ")")
}

func zoneinfoDecl() *typeDecl {
	return &typeDecl{
		Name: "zoneinfo.ZoneInfo", Called: "function", Kind: object.KindOpaque, Flags: object.TypeHasWeakref,
		New: &def{Sig: "__new__(cls, key)", Doc: "The zone of a key such as 'Europe/Paris'.", Fn: func(t *thread, a []value) value {
			class := object.AsType(a[0])
			if a[1].IsStr() {
				if z := cache(t)[class][a[1].Text()]; z.P != nil {
					return z
				}
			}
			z := find(t, class, a[1], true)
			if z.P == nil {
				return z
			}
			if cache(t)[class] == nil {
				cache(t)[class] = map[string]value{}
			}
			cache(t)[class][a[1].Text()] = z
			return z
		}},
		Methods: []def{
			{Sig: "utcoffset(self, dt, /)", Doc: "Retrieve a timedelta representing the UTC offset in a zone at the given datetime.", Fn: describe(func(t *thread, z *zoneinfo, p period) value {
				return newDelta(t, spanOf(p.offset, 0))
			})},
			{Sig: "dst(self, dt, /)", Doc: "Retrieve a timedelta representing the amount of DST applied in a zone at the given datetime.", Fn: describe(func(t *thread, z *zoneinfo, p period) value {
				return newDelta(t, spanOf(z.saving(p), 0))
			})},
			{Sig: "tzname(self, dt, /)", Doc: "Retrieve a string containing the abbreviation for the time zone that applies in a zone at a given datetime.", Fn: describe(func(t *thread, z *zoneinfo, p period) value {
				return object.NewStr(p.name)
			})},
			{Sig: "fromutc(self, dt, /)", Doc: "Given a datetime with local time in UTC, retrieve an adjusted datetime in local time.", Fn: zoneinfoFromUTC},
			{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: zoneinfoRepr},
			{Sig: "__str__(self, /)", Doc: "Return str(self).", Fn: func(t *thread, a []value) value {
				if z := (*zoneinfo)(a[0].P); !z.key.IsNone() {
					return z.key
				}
				return zoneinfoRepr(t, a)
			}},
			{Sig: "__reduce__(self, /)", Doc: "Function for serialization with the pickle protocol.", Fn: func(t *thread, a []value) value {
				z := (*zoneinfo)(a[0].P)
				if z.file.P != nil {
					mod := t.Exec.Import(t, "zoneinfo")
					if mod.P == nil {
						return mod
					}
					return t.CallMethod(mod, t.M.Intern("_no_pickle"), a[0])
				}
				make_ := t.GetAttr(t.M.TypeOf(a[0]).Value(), t.M.Intern("_unpickle"))
				if make_.P == nil {
					return make_
				}
				cached := int64(0)
				if z.cached {
					cached = 1
				}
				return object.NewPair(make_, object.NewPair(z.key, object.Int(cached)))
			}},
		},
		Class: []def{
			{Sig: "no_cache(cls, /, key)", Doc: "Get a new instance of ZoneInfo, bypassing the cache.", Fn: func(t *thread, a []value) value {
				return find(t, object.AsType(a[0]), a[1], false)
			}},
			{Sig: "clear_cache(cls, /, *, only_keys=None)", Doc: "Clear the ZoneInfo cache.", Fn: func(t *thread, a []value) value {
				class := object.AsType(a[0])
				if a[1].IsNone() {
					delete(cache(t), class)
					return object.None
				}
				if !t.Each(a[1], func(k value) bool {
					if k.IsStr() {
						delete(cache(t)[class], k.Text())
					}
					return true
				}) {
					return value{}
				}
				return object.None
			}},
			{Sig: "from_file(cls, file_obj, /, key=None)", Doc: "Create a ZoneInfo file from a file object.", Fn: func(t *thread, a []value) value {
				data := t.CallMethod(a[1], object.Names().Read)
				if data.P == nil {
					return data
				}
				loc := parseZone(t, "", data)
				if loc == nil {
					return value{}
				}
				z := &zoneinfo{loc: loc, key: a[2], file: a[1]}
				return object.InitOpaque(&z.Opaque, object.AsType(a[0]))
			}},
			{Sig: "_unpickle(cls, key, from_cache, /)", Doc: "Private method used in unpickling.", Fn: func(t *thread, a []value) value {
				if yes, ok := t.Truth(a[2]); !ok {
					return value{}
				} else if yes {
					return t.Call(a[0], a[1])
				}
				return find(t, object.AsType(a[0]), a[1], false)
			}},
		},
		Members: []getSet{{Name: "key", Get: func(t *thread, v value) value { return (*zoneinfo)(v.P).key }}},
	}
}
