package compile_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDisassembly compares the code of some constructs with the files
// testdata/dis/*.dis; -update writes them.
func TestDisassembly(t *testing.T) {
	files, err := filepath.Glob("testdata/dis/*.aio")
	if err != nil || len(files) == 0 {
		t.Fatal("no programs in testdata/dis", err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := mustCompile(t, string(text)).Disassemble(&b); err != nil {
			t.Fatal(err)
		}
		golden := strings.TrimSuffix(f, ".aio") + ".dis"
		if *update {
			if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if b.String() != string(want) {
			t.Errorf("%s: go test -update, and look at what changed; got\n%s", f, b.String())
		}
	}
}
