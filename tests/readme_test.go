package tests

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/aio-lang/aio/stdlib"
)

// TestReadmeModules compares the README's list of modules with what there is.
// Submodules are not listed.
func TestReadmeModules(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(text), "these modules are there:\n\n```\n")
	list, _, found := strings.Cut(after, "```")
	if !found {
		t.Fatal("README.md has no list of modules")
	}
	listed := strings.Fields(list)
	var there []string
	for _, name := range stdlib.Public() {
		if !strings.Contains(name, ".") {
			there = append(there, name)
		}
	}
	slices.Sort(there)
	if there = slices.Compact(there); !slices.Equal(listed, there) {
		t.Errorf("README.md lists\n%s\nthere is\n%s", strings.Join(listed, " "), strings.Join(there, " "))
	}
}
