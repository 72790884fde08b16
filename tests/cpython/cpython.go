// Package cpython finds the CPython that tests compare with. It knows nothing of
// aio.
package cpython

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Path returns where there is a CPython 3.13: $AIO_PYTHON, python3.13 in PATH, or
// one that pyenv installed. The test skips, saying so, where there is none.
func Path(t testing.TB) string {
	t.Helper()
	if p := os.Getenv("AIO_PYTHON"); p != "" {
		return p
	}
	if p, err := exec.LookPath("python3.13"); err == nil && exec.Command(p, "--version").Run() == nil {
		return p
	}
	home, _ := os.UserHomeDir()
	found, _ := filepath.Glob(filepath.Join(home, ".pyenv/versions/3.13.*/bin/python3.13"))
	if len(found) == 0 {
		t.Skip("no python3.13: set AIO_PYTHON, or have it in PATH or under pyenv")
	}
	return found[len(found)-1]
}
