package stdlib

import "testing"

// TestFind: every module is found under its name, by the row that declares it.
func TestFind(t *testing.T) {
	seen := map[string]bool{}
	for _, d := range Modules() {
		if seen[d.Name] {
			t.Errorf("%s is declared twice", d.Name)
		}
		seen[d.Name] = true
		found := false
		for _, f := range Find(d.Name) {
			found = found || f.Name == d.Name
		}
		if !found {
			t.Errorf("%s is not found", d.Name)
		}
	}
	for _, name := range []string{"", "nosuch", "json.nosuch"} {
		if Find(name) != nil {
			t.Errorf("%q is found", name)
		}
	}
}
