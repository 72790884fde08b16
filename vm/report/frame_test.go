package report

import (
	"encoding/json"
	"os"
	"testing"
)

// TestFrames compares frames with CPython's: testdata/frames.json holds
// positions of its instructions in a source, the lines, and the text.
func TestFrames(t *testing.T) {
	file := "testdata/frames.json"
	if f := os.Getenv("AIO_FRAMES"); f != "" {
		file = f
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var cases [][6]any
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	failed := 0
	for _, c := range cases {
		var text []string
		for _, l := range c[4].([]any) {
			text = append(text, l.(string))
		}
		num := func(i int) int { return int(c[i].(float64)) }
		f := Frame{File: "f", Line: num(0), Name: "n", EndLine: num(1), Col: num(2), EndCol: num(3), Text: text}
		if got, want := f.String(), c[5].(string); got != want {
			if failed++; failed < 8 {
				t.Errorf("line %d-%d col %d-%d:\n%s\nwant\n%s", f.Line, f.EndLine, f.Col, f.EndCol, got, want)
			}
		}
	}
	if failed > 0 {
		t.Errorf("%d of %d frames differ", failed, len(cases))
	}
}
