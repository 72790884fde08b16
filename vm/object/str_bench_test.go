package object

import (
	"strings"
	"testing"
)

func BenchmarkStr(b *testing.B) {
	t := newNativeThread()
	s := NewStr(strings.Repeat("the quick brown fox jumps over the lazy dog ", 20))
	u := NewStr(strings.Repeat("the quick bröwn fox jumps över the lazy dög ", 20))
	sep := NewStr(" ")
	words := strSplit(t, []Value{s, sep, Int(-1)})
	part := NewSlice(Int(10), Int(20), None)
	for _, c := range []struct {
		name string
		f    func() Value
	}{
		{"split", func() Value { return strSplit(t, []Value{s, sep, Int(-1)}) }},
		{"fields", func() Value { return strSplit(t, []Value{s, None, Int(-1)}) }},
		{"splitWide", func() Value { return strSplit(t, []Value{u, sep, Int(-1)}) }},
		{"join", func() Value { return strJoin(t, []Value{sep, words}) }},
		{"replace", func() Value { return strReplace(t, []Value{s, words.item(3), sep, Int(-1)}) }},
		{"slice", func() Value { return strGetItem(t, (*Str)(s.P), part) }},
		{"index", func() Value { return strGetItem(t, (*Str)(s.P), Int(500)) }},
		{"indexWide", func() Value { return strGetItem(t, (*Str)(u.P), Int(500)) }},
		{"find", func() Value { return strFind(t, []Value{s, words.item(5), None, None}) }},
		{"strip", func() Value { return strStrip(t, []Value{s, None}) }},
		{"lower", func() Value { return strLower(t, []Value{s}) }},
		{"upperWide", func() Value { return strUpper(t, []Value{u}) }},
		{"repr", func() Value { return strRepr(t, []Value{s}) }},
		{"encode", func() Value { return t.Encode((*Str)(u.P), "utf-8", "strict") }},
		{"percent", func() Value { return strMod(t, []Value{NewStr("%s and %d"), TupleOf(sep, Int(5))}) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				c.f()
			}
		})
	}
	b.Run("concat", func(b *testing.B) {
		b.ReportAllocs()
		x, c := emptyStr, (*Str)(NewStr("abc").P)
		for i := range b.N {
			if i%1000 == 0 {
				x = emptyStr
			}
			x = (*Str)(t.concat(x, c).P)
		}
	})
}

func (v Value) item(i int) Value { return (*List)(v.P).Items[i] }
