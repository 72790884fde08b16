package repl

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// history is what was entered in this session and before it, oldest first. Its
// file has an entry on each line, with \n for a line end and \\ for a
// backslash. Sessions append to it, each entry in one write under a lock; what
// others append is seen by the sessions that begin later.
type history struct {
	file    string // "" for none
	entries []string
}

// maxHistory is how many entries are kept; the file is cut when it has twice as
// many.
const maxHistory = 2000

// historyFile is where the history is kept: in the user's state directory.
func historyFile() string {
	dir := os.Getenv("XDG_STATE_HOME")
	if !filepath.IsAbs(dir) {
		home, err := os.UserHomeDir()
		if err != nil {
			return ""
		}
		dir = filepath.Join(home, ".local", "state")
	}
	return filepath.Join(dir, "aio", "history")
}

// openHistory reads the history; a file that cannot be read or written is done
// without.
func openHistory(file string) *history {
	h := &history{file: file}
	if file == "" || os.MkdirAll(filepath.Dir(file), 0o700) != nil {
		h.file = ""
		return h
	}
	h.locked(func(f *os.File) {
		data, err := io.ReadAll(f)
		if err != nil {
			return
		}
		h.entries = decodeHistory(data)
		if len(h.entries) > 2*maxHistory {
			h.entries = h.entries[len(h.entries)-maxHistory:]
			if f.Truncate(0) == nil {
				f.Write(encodeHistory(h.entries)) // appends
			}
		}
	})
	return h
}

// locked calls f with the file, open to read and append, under a lock.
func (h *history) locked(f func(*os.File)) {
	file, err := os.OpenFile(h.file, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return
	}
	defer file.Close() // which unlocks
	if unix.Flock(int(file.Fd()), unix.LOCK_EX) == nil {
		f(file)
	}
}

// add notes an entry, unless it repeats the last.
func (h *history) add(text string) {
	text = strings.TrimRight(text, " \t\n")
	if strings.TrimSpace(text) == "" || len(h.entries) > 0 && h.entries[len(h.entries)-1] == text {
		return
	}
	h.entries = append(h.entries, text)
	if h.file != "" {
		h.locked(func(f *os.File) { f.Write(encodeHistory([]string{text})) })
	}
}

var historyEscapes = strings.NewReplacer("\\", "\\\\", "\n", "\\n")

func encodeHistory(entries []string) []byte {
	var b bytes.Buffer
	for _, e := range entries {
		b.WriteString(historyEscapes.Replace(e) + "\n")
	}
	return b.Bytes()
}

// decodeHistory reads a file of entries, whoever wrote it.
func decodeHistory(data []byte) []string {
	var entries []string
	for _, line := range strings.Split(strings.ToValidUTF8(string(data), "\ufffd"), "\n") {
		if line == "" {
			continue
		}
		var b strings.Builder
		for i := 0; i < len(line); i++ {
			if line[i] == '\\' && i+1 < len(line) {
				if i++; line[i] == 'n' {
					b.WriteByte('\n')
					continue
				}
			}
			b.WriteByte(line[i])
		}
		entries = append(entries, b.String())
	}
	return entries
}
