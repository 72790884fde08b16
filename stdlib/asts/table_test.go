package asts

import "testing"

// TestTable: each type of a field is a class or a scalar, and each name is
// given once.
func TestTable(t *testing.T) {
	known := map[string]bool{"identifier": true, "string": true, "int": true, "constant": true}
	add := func(name string) {
		if known[name] {
			t.Errorf("%s stands twice", name)
		}
		known[name] = true
	}
	for _, g := range groups {
		if g.base != "" {
			add(g.base)
		}
		for _, c := range g.classes {
			name, _ := parseClass(c)
			add(name)
		}
	}
	for _, g := range groups {
		for _, c := range g.classes {
			name, fields := parseClass(c)
			for _, f := range fields {
				if !known[f.kind] {
					t.Errorf("%s.%s: unknown type %s", name, f.name, f.kind)
				}
			}
		}
	}
}
