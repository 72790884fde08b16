package repl

import (
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// tty is the terminal that standard input is: its modes, and getting it back
// as it was however the session ends.
type tty struct {
	fd  int
	out *os.File

	mu    sync.Mutex
	saved *unix.Termios // as it was found
	isRaw bool
	// gone: the terminal was given back for good.
	gone bool
}

func openTTY() (*tty, error) {
	t := &tty{fd: 0, out: os.Stdout}
	saved, err := unix.IoctlGetTermios(t.fd, getTermios)
	if err != nil {
		return nil, err
	}
	t.saved = saved
	return t, nil
}

const (
	pasteOn, pasteOff = "\x1b[?2004h", "\x1b[?2004l"
)

// raw has keys come one by one, Ctrl-C and Ctrl-Z too, and pastes in brackets.
func (t *tty) raw() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.gone || t.isRaw {
		return nil
	}
	return t.enterRaw()
}

func (t *tty) enterRaw() error {
	m := *t.saved
	m.Iflag &^= unix.BRKINT | unix.ICRNL | unix.INLCR | unix.IGNCR | unix.INPCK | unix.ISTRIP | unix.IXON
	m.Lflag &^= unix.ECHO | unix.ECHONL | unix.ICANON | unix.ISIG | unix.IEXTEN
	m.Cc[unix.VMIN], m.Cc[unix.VTIME] = 1, 0
	if err := unix.IoctlSetTermios(t.fd, setTermios, &m); err != nil {
		return err
	}
	t.isRaw = true
	t.out.WriteString(pasteOn)
	return nil
}

// cooked gives the terminal's own editing and signals back.
func (t *tty) cooked() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.leaveRaw()
}

func (t *tty) leaveRaw() error {
	if !t.isRaw {
		return nil
	}
	t.isRaw = false
	t.out.WriteString(pasteOff)
	return unix.IoctlSetTermios(t.fd, setTermios, t.saved)
}

// restore is cooked for good. It reports whether a prompt was shown.
func (t *tty) restore() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	was := t.isRaw
	t.leaveRaw()
	t.gone = true
	return was
}

// size is the terminal's.
func (t *tty) size() (cols, rows int) {
	ws, err := unix.IoctlGetWinsize(int(t.out.Fd()), unix.TIOCGWINSZ)
	if err != nil {
		return 80, 24
	}
	return int(ws.Col), int(ws.Row)
}

// onResize has f called when the size has changed.
func (t *tty) onResize(f func()) {
	ch := make(chan os.Signal, 1)
	signal.Notify(ch, unix.SIGWINCH)
	go func() {
		for range ch {
			f()
		}
	}()
}

// suspend stops the process as Ctrl-Z does, with all of its job, until somebody
// continues it; then redraw is called.
func (t *tty) suspend(redraw func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.isRaw {
		return
	}
	t.leaveRaw()
	t.out.WriteString("\r\n")
	resumed := make(chan os.Signal, 1)
	signal.Notify(resumed, unix.SIGCONT)
	defer signal.Stop(resumed)
	if unix.Kill(0, unix.SIGTSTP) == nil {
		select {
		case <-resumed:
		case <-time.After(300 * time.Millisecond): // nobody could continue it, so it was not stopped
		}
	}
	t.enterRaw()
	redraw()
}

// onEnd has f called when the process is asked to end; f returns false to have
// it go on. The terminal is restored before the signal takes its course.
func (t *tty) onEnd(f func(sig syscall.Signal) bool) {
	ch := make(chan os.Signal, 4)
	signal.Notify(ch, unix.SIGTERM, unix.SIGHUP, unix.SIGQUIT)
	go func() {
		for sig := range ch {
			s := sig.(syscall.Signal)
			if !f(s) {
				continue
			}
			if t.restore() {
				t.out.WriteString("\r\n")
			}
			signal.Reset(s)
			unix.Kill(os.Getpid(), s)
			time.Sleep(time.Second)
			os.Exit(128 + int(s))
		}
	}()
}
