package grammar

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"
)

// mistake is a line of testdata/mistakes.jsonl: a wrong program, and what
// CPython 3.13.0 says of it. testdata/mistakes.py writes the file.
type mistake struct {
	Src   string `json:"src"`
	Class string `json:"class"`
	Msg   string `json:"msg"`
	At    [4]int `json:"at"` // lineno, offset, end_lineno, end_offset
}

func readMistakes(t testing.TB) []mistake {
	f, err := os.Open("testdata/mistakes.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var list []mistake
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var m mistake
		if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
			t.Fatal(err)
		}
		list = append(list, m)
	}
	return list
}

// TestMistakes compares errors, word for word and column for column.
func TestMistakes(t *testing.T) {
	list := readMistakes(t)
	if len(list) < 250 {
		t.Fatalf("only %d programs", len(list))
	}
	for _, want := range list {
		e := Parse("<test>", []byte(want.Src), Options{Origin: FromText}).Err()
		if e == nil {
			t.Errorf("%q: parsed\nwant %+v", want.Src, want)
			continue
		}
		got := mistake{want.Src, e.Class, e.Msg, [4]int{e.Line, e.Offset, e.EndLine, e.EndOffset}}
		if got != want {
			t.Errorf("%q\n got %s %q %v\nwant %s %q %v", want.Src, got.Class, got.Msg, got.At, want.Class, want.Msg, want.At)
		}
	}
}
