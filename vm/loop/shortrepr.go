package loop

import (
	"sort"
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

// shortRepr is reprlib.repr: a repr of bounded length.
func shortRepr(t *object.Thread, v object.Value) (string, bool) { return shortReprLevel(t, v, 6) }

func shortReprLevel(t *object.Thread, v object.Value, level int) (string, bool) {
	join := func(items []object.Value, open, end string, limit int, trail bool) (string, bool) {
		if level <= 0 && len(items) > 0 {
			return open + "..." + end, true
		}
		var parts []string
		for i, x := range items {
			if i == limit {
				parts = append(parts, "...")
				break
			}
			s, ok := shortReprLevel(t, x, level-1)
			if !ok {
				return "", false
			}
			parts = append(parts, s)
		}
		s := strings.Join(parts, ", ")
		if len(items) == 1 && trail {
			s += ","
		}
		return open + s + end, true
	}
	switch t.M.TypeOf(v).Name {
	case "tuple":
		if u := object.AsTuple(v); u != nil {
			return join(u.Items, "(", ")", 6, true)
		}
	case "list":
		if l := object.AsList(v); l != nil {
			return join(l.Items, "[", "]", 6, false)
		}
	case "set", "frozenset":
		items, ok := t.Collect(v)
		if !ok {
			return "", false
		}
		if len(items) > 0 && v.Kind() == object.KindSet {
			sortItems(t, items)
			open, end := "{", "}"
			if t.M.TypeOf(v).Name == "frozenset" {
				open, end = "frozenset({", "})"
			}
			return join(items, open, end, 6, false)
		}
	case "dict":
		if d := object.AsDict(v); d != nil {
			return shortDict(t, d, level)
		}
	case "str":
		if v.IsStr() {
			return shortStr(t, v)
		}
	case "int":
		s, ok := t.Repr(v)
		return middle(s, 40), ok
	}
	s, ok := t.Repr(v)
	if !ok {
		// an instance whose repr raises
		t.Clear()
		return "<" + t.M.TypeOf(v).Name + " instance at " + object.Address(v) + ">", true
	}
	return middle(s, 30), true
}

// middle cuts the middle out of a text longer than limit.
func middle(s string, limit int) string {
	r := []rune(s)
	if len(r) <= limit {
		return s
	}
	i := max(0, (limit-3)/2)
	j := max(0, limit-3-i)
	return string(r[:i]) + "..." + string(r[len(r)-j:])
}

func shortStr(t *object.Thread, v object.Value) (string, bool) {
	const limit = 30
	r := []rune(v.Text())
	s, ok := t.Repr(object.NewStr(string(r[:min(len(r), limit)])))
	if !ok {
		return "", false
	}
	if len([]rune(s)) > limit {
		i := (limit - 3) / 2
		j := limit - 3 - i
		if s, ok = t.Repr(object.NewStr(string(r[:min(i, len(r))]) + string(r[max(0, len(r)-j):]))); !ok {
			return "", false
		}
		q := []rune(s)
		s = string(q[:i]) + "..." + string(q[len(q)-j:])
	}
	return s, true
}

func shortDict(t *object.Thread, d *object.Dict, level int) (string, bool) {
	if d.Len() == 0 {
		return "{}", true
	}
	if level <= 0 {
		return "{...}", true
	}
	var keys []object.Value
	d.Each(func(k, _ object.Value) bool { keys = append(keys, k); return true })
	sortItems(t, keys)
	var parts []string
	for i, k := range keys {
		if i == 4 {
			parts = append(parts, "...")
			break
		}
		v := t.GetItem(d.Value(), k)
		if v.P == nil {
			return "", false
		}
		ks, ok1 := shortReprLevel(t, k, level-1)
		vs, ok2 := shortReprLevel(t, v, level-1)
		if !ok1 || !ok2 {
			return "", false
		}
		parts = append(parts, ks+": "+vs)
	}
	return "{" + strings.Join(parts, ", ") + "}", true
}

// sortItems sorts values where they can be compared, else leaves them.
func sortItems(t *object.Thread, items []object.Value) {
	sorted := append([]object.Value(nil), items...)
	ok := true
	sort.SliceStable(sorted, func(i, j int) bool {
		if !ok {
			return false
		}
		r := t.Compare(object.OpLt, sorted[i], sorted[j])
		if r.P == nil {
			t.Clear()
			ok = false
			return false
		}
		b, good := t.Truth(r)
		ok = ok && good
		return b
	})
	if ok {
		copy(items, sorted)
	}
}
