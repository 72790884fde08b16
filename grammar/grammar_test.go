package grammar

import (
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "rewrite golden files")

// compound is a root that makes participle know every production.
type compound struct {
	If    *ifStmt    `parser:"  @@"`
	While *whileStmt `parser:"| @@"`
	For   *forStmt   `parser:"| @@"`
	With  *withStmt  `parser:"| @@"`
	Try   *tryStmt   `parser:"| @@"`
	Def   *funcStmt  `parser:"| @@"`
	Class *classStmt `parser:"| @@"`
	Deco  *decorated `parser:"| @@"`
	Match *matchStmt `parser:"| @@"`
}

// TestProductions shows the participle part of the grammar.
func TestProductions(t *testing.T) {
	const file = "testdata/productions.ebnf"
	got := build[compound](newParser()).String() + "\n"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestKeywords: the scanner's switch and the token table agree.
func TestKeywords(t *testing.T) {
	for _, rows := range [][]row{otherRows[:], keywordRows[:], operatorRows[:]} {
		for _, r := range rows {
			if *rowOf(r.kind) != r {
				t.Errorf("%s is not in the row of its kind", r.name)
			}
		}
	}
	for _, r := range keywordRows {
		if keyword(r.text) != r.kind {
			t.Errorf("%s is no keyword", r.text)
		}
	}
	for _, r := range operatorRows {
		if k, n := operatorAt(r.text + "\x00\x00"); k != r.kind || n != len(r.text) {
			t.Errorf("%s is scanned as %d, %d bytes", r.text, k, n)
		}
	}
}
