package repl

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// onPty is the command itself on a pseudo-terminal.
type onPty struct {
	t   *testing.T
	f   *os.File
	vt  *vt
	cmd *exec.Cmd
}

// binary builds the command once a test needs it.
func binary(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "aio")
	if out, err := exec.Command("go", "build", "-o", file, "..").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return file
}

func startPty(t *testing.T, binary string, args ...string) *onPty {
	t.Helper()
	cmd := exec.Command(binary, args...)
	cmd.Env = append(os.Environ(), "TERM=xterm", "XDG_STATE_HOME="+t.TempDir(), "NO_COLOR=1")
	f, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: 80, Rows: 24})
	if err != nil {
		t.Skipf("no pseudo-terminal: %v", err)
	}
	p := &onPty{t: t, f: f, vt: newVT(80, 24), cmd: cmd}
	go io.Copy(p.vt, f)
	t.Cleanup(func() { cmd.Process.Kill(); f.Close() })
	return p
}

func (p *onPty) wait(text string) {
	p.t.Helper()
	for end := time.Now().Add(20 * time.Second); !strings.Contains(p.vt.text()+" ", text); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			p.t.Fatalf("waited in vain for %q; the screen:\n%s", text, p.vt.text())
		}
	}
}

// raw reports whether the terminal is in raw mode.
func (p *onPty) raw() bool {
	m, err := unix.IoctlGetTermios(int(p.f.Fd()), getTermios)
	return err == nil && m.Lflag&unix.ICANON == 0
}

// end waits for the end of the process and checks that the terminal is whole.
func (p *onPty) end(status int) {
	p.t.Helper()
	done := make(chan error, 1)
	go func() { done <- p.cmd.Wait() }()
	select {
	case <-done:
	case <-time.After(20 * time.Second):
		p.t.Fatalf("it does not end; the screen:\n%s", p.vt.text())
	}
	if got := p.cmd.ProcessState.ExitCode(); got != status {
		p.t.Errorf("exit status %d, not %d:\n%s", got, status, p.vt.text())
	}
	if p.raw() {
		p.t.Error("the terminal is left in raw mode")
	}
}

// TestEndToEnd is a whole run of the command on a pseudo-terminal.
func TestEndToEnd(t *testing.T) {
	aio := binary(t)
	t.Run("typed", func(t *testing.T) {
		p := startPty(t, aio)
		p.wait(">>> import asyncio\n>>> ")
		p.f.WriteString("async def tick():\rwhile True: print('tick'); await asyncio.sleep(0.05)\r\rt = asyncio.create_task(tick())\r")
		p.wait("tick\ntick\n")
		p.f.WriteString("await asyncio.sleep(1000)\r")
		p.wait(">>> await asyncio.sleep(1000)\n")
		for end := time.Now().Add(10 * time.Second); p.raw() && time.Now().Before(end); time.Sleep(time.Millisecond) {
		}
		p.f.WriteString("\x03") // the terminal makes it a signal
		p.wait("KeyboardInterrupt\n")
		p.f.WriteString("print(6 * 7, t.done())\r")
		p.wait("42 False\n")
		p.f.WriteString("input('name? ')\r")
		p.wait("name? ")
		p.f.WriteString("me\rexit()\r")
		p.wait("'me'\n")
		p.wait("1 task is still running")
		p.f.WriteString("\x04")
		p.end(0)
	})
	t.Run("SIGTERM", func(t *testing.T) {
		p := startPty(t, aio)
		p.wait(">>> import asyncio\n>>> ")
		p.f.WriteString("half")
		p.wait(">>> half")
		p.cmd.Process.Signal(syscall.SIGTERM)
		p.end(-1)
	})
	t.Run("_exit", func(t *testing.T) {
		p := startPty(t, aio)
		p.wait(">>> import asyncio\n>>> ")
		p.f.WriteString("import os; asyncio.get_running_loop().call_later(0.05, os._exit, 9) and None\r")
		p.end(9)
	})
	t.Run("script", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "script.py")
		os.WriteFile(file, []byte("x = 41\n1/0\n"), 0o600)
		p := startPty(t, aio, "-i", file)
		p.wait("ZeroDivisionError: division by zero\n>>> ")
		p.f.WriteString("x + 1\r")
		p.wait("42\n")
		p.f.WriteString("\x04")
		p.end(0)
	})
}

// TestPiped: standard input that is no terminal is run as a script.
func TestPiped(t *testing.T) {
	aio := binary(t)
	cmd := exec.Command(aio)
	cmd.Stdin = strings.NewReader("print(1)\n2\nfor i in range(2):\n    print(i)\nprint('end')\n")
	if out, err := cmd.CombinedOutput(); err != nil || string(out) != "1\n0\n1\nend\n" {
		t.Errorf("%v\n%s", err, out)
	}
	cmd = exec.Command(aio, "-i", "-c", "x = 6")
	cmd.Stdin = strings.NewReader("x * 7\nfor i in range(2):\n    print(i)\n\nawait asyncio.sleep(0, 'slept')\n")
	if out, err := cmd.CombinedOutput(); err != nil || string(out) != "42\n0\n1\n'slept'\n" {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestDumb: a terminal that can do nothing gets prompts and lines, and no
// escape sequences.
func TestDumb(t *testing.T) {
	aio := binary(t)
	cmd := exec.Command(aio)
	cmd.Env = append(os.Environ(), "TERM=dumb")
	f, err := pty.Start(cmd)
	if err != nil {
		t.Skipf("no pseudo-terminal: %v", err)
	}
	defer f.Close()
	v := newVT(80, 24)
	p := &onPty{t: t, f: f, vt: v, cmd: cmd}
	var all strings.Builder
	go io.Copy(io.MultiWriter(v, &all), f)
	p.wait(">>> import asyncio\n>>> ")
	f.WriteString("for i in range(2):\n    print('n', i)\n\n")
	p.wait("n 1\n>>> ")
	f.WriteString("exit\n")
	p.end(0)
	if strings.Contains(all.String(), "\x1b") {
		t.Errorf("escape sequences: %q", all.String())
	}
}
