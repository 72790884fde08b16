package structs

import "testing"

// FuzzParse reads random formats: sizes and offsets must agree.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "<i", ">3h 2x4s", "@bq0i", "!Q?", "=e f d", "99999999999999999999s", "9223372036854775807x", "5p", "nNP", "1", "<n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, format string) {
		l, problem := parse(format)
		if problem != "" {
			return
		}
		at, values := 0, 0
		for _, d := range l.fields {
			if d.offset < at || d.size < 1 || d.count < 0 {
				t.Fatalf("%q: field %+v begins before %d", format, d, at)
			}
			at = d.offset + d.count*d.size
			if d.code == 's' || d.code == 'p' {
				values++
			} else {
				values += d.count
			}
		}
		if at > l.size || values != l.values {
			t.Fatalf("%q: size %d, values %d", format, l.size, l.values)
		}
	})
}
