package repl

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// varies are the figures of the README that no two runs share.
var varies = regexp.MustCompile(`\d+\.\d s old|took [\d.]+[µm]?s`)

// TestReadme replays what the README shows of the prompt.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(readme), "## The prompt\n")
	_, rest, _ = strings.Cut(rest, "```\n")
	recorded, _, found := strings.Cut(rest, "```\n")
	if !found || !strings.HasPrefix(recorded, ">>> ") {
		t.Fatal("the README shows no prompt")
	}
	s := start(t, setup{cols: 130, rows: 200})
	for _, line := range strings.Split(strings.TrimSuffix(recorded, "\n"), "\n") {
		switch {
		case strings.HasPrefix(line, ">>> "):
			s.prompt()
			s.send(line[4:] + "\r")
			if !strings.HasSuffix(line, ":") {
				s.until("the line's end", func() bool { _, l := s.vt.cursor(); return l != line })
			}
		case strings.HasPrefix(line, "..."):
			s.send(strings.TrimLeft(line[3:], " ") + "\r")
		}
	}
	s.prompt()
	want := varies.ReplaceAllString(recorded, "…")
	s.until("what the README shows", func() bool {
		_, got, _ := strings.Cut(s.vt.text(), ">>> import asyncio\n")
		return varies.ReplaceAllString(strings.TrimSuffix(got, ">>>"), "…") == want
	})
}
