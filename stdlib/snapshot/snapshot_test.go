package snapshot_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/aio-lang/aio/stdlib"
	"github.com/aio-lang/aio/stdlib/snapshot"
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/code"
)

// TestUpToDate compiles every module again and compares with what is kept.
func TestUpToDate(t *testing.T) {
	const remedy = "the snapshot of the standard library is out of date: run `go generate ./stdlib/snapshot`"
	kept := map[string]bool{}
	entries, err := os.ReadDir("data")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		kept[e.Name()] = true
	}
	for _, d := range stdlib.Modules() {
		want, err := snapshot.Pack(d)
		if err != nil {
			t.Errorf("%s: %v", d.Name, err)
		}
		if want == nil {
			continue
		}
		delete(kept, d.Name)
		if got, err := os.ReadFile(filepath.Join("data", d.Name)); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %s", d.Name, remedy)
		}
		c := snapshot.Find(d.Name, code.NewSource(vm.ModuleFile(d.Name), d.Source))
		if c == nil {
			t.Errorf("%s is not found: %s", d.Name, remedy)
			continue
		}
		if err := c.LoadAll(); err != nil {
			t.Errorf("%s: %v", d.Name, err)
		} else if err := c.Check(); err != nil {
			t.Error(err)
		} else if again, err := code.Encode(c); err != nil || !bytes.Equal(again, want) {
			t.Errorf("%s: code differs after it was packed and unpacked (%v)", d.Name, err)
		}
	}
	for name := range kept {
		t.Errorf("data/%s: there is no such module: %s", name, remedy)
	}
}

// TestStale: code of another source is not used.
func TestStale(t *testing.T) {
	for _, d := range stdlib.Modules() {
		if d.Source != "" && snapshot.Find(d.Name, code.NewSource(vm.ModuleFile(d.Name), d.Source+"\n")) != nil {
			t.Errorf("%s: found for a source that has changed", d.Name)
		}
	}
}
