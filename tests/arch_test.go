package tests

import (
	"os/exec"
	"path"
	"strings"
	"testing"
)

// layers are the packages from the ground up: a package imports only packages
// of the lines above its own, or what its own line allows. The first pattern
// that matches a package is its layer.
//
//	ast ← grammar;  ast, code ← compile;  code ← object ← vm ← report ← loop ← stdlib/* ← stdlib ← repl, main
var layers = []struct {
	pattern string
	// may lists what the layer's packages may import of this module.
	may []string
}{
	{"ast", nil},
	{"vm/ucd", nil},
	{"vm/encodings", []string{"vm/ucd"}},
	{"vm/libm", nil},
	{"vm/code", nil},
	{"grammar", []string{"ast", "grammar/*", "vm/ucd"}},
	{"grammar/*", []string{"ast"}},
	{"vm/compile", []string{"ast", "vm/code"}},
	// the names of characters, which \N{…} needs, are data and stand alone
	{"vm/object", []string{"vm/code", "vm/ucd", "vm/encodings", "vm/libm", "grammar/uniname"}},
	{"vm/object/*", []string{"vm/object", "vm/code"}},
	{"vm", []string{"vm/code", "vm/object", "vm/libm"}},
	// the marks under a traceback's lines follow the syntax tree
	{"vm/report", []string{"ast", "grammar", "vm", "vm/code", "vm/object", "vm/ucd"}},
	{"vm/loop", []string{"vm", "vm/code", "vm/object", "vm/report"}},
	{"stdlib/source", []string{"ast", "grammar", "vm", "vm/code", "vm/compile", "vm/object"}},
	{"stdlib/program", []string{"grammar", "stdlib/*", "stdlib/program/*", "vm", "vm/code", "vm/loop", "vm/object", "vm/report"}},
	{"stdlib/inspect", []string{"ast", "grammar", "stdlib/*", "vm", "vm/*"}},
	// module ast shows the syntax tree to scripts, and takes theirs
	{"stdlib/asts", []string{"ast", "grammar", "stdlib/*", "vm", "vm/*"}},
	// HTTP's bytes and connections know no Values
	{"stdlib/http/wire", nil},
	{"stdlib/http/pool", []string{"stdlib/http/wire"}},
	{"stdlib/http", []string{"stdlib/http/*", "stdlib/*", "vm", "vm/*"}},
	{"stdlib/*", []string{"stdlib/*", "vm", "vm/*", "grammar/uniname"}},
	{"stdlib/snapshot/gen", []string{"stdlib", "stdlib/*"}},
	{"stdlib/*/*", []string{"stdlib/*", "vm", "vm/*"}},
	{"stdlib", []string{"stdlib/*", "vm", "vm/*"}},
	{"repl", []string{"grammar", "stdlib", "stdlib/*", "vm", "vm/*"}},
	{"tests/*", []string{"stdlib", "stdlib/*"}},
	{"tests", []string{"tests/*"}},
	{".", []string{"stdlib", "stdlib/program", "stdlib/sys", "tests/golden", "repl"}},
}

const module = "github.com/aio-lang/aio"

// TestImports fails when an import goes against the layers, and for a package
// that none of them covers.
func TestImports(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", "{{.ImportPath}} {{join .Imports \" \"}}", module+"/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	short := func(p string) (string, bool) {
		if p == module {
			return ".", true
		}
		return strings.CutPrefix(p, module+"/")
	}
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		words := strings.Fields(line)
		pkg, _ := short(words[0])
		may, known := allowed(pkg)
		if !known {
			t.Errorf("%s: no layer has a place for this package", pkg)
			continue
		}
		for _, imp := range words[1:] {
			if dep, ours := short(imp); ours && !matchesAny(dep, may) {
				t.Errorf("%s imports %s: the arrows go the other way", pkg, dep)
			}
		}
	}
}

func allowed(pkg string) (may []string, known bool) {
	for _, l := range layers {
		if ok, _ := path.Match(l.pattern, pkg); ok {
			return l.may, true
		}
	}
	return nil, false
}

func matchesAny(pkg string, patterns []string) bool {
	for _, p := range patterns {
		if ok, _ := path.Match(p, pkg); ok {
			return true
		}
	}
	return false
}
