package signal

import (
	"syscall"

	"golang.org/x/sys/unix"
)

type namedSignal struct {
	name string
	sig  syscall.Signal
}

// signalNames are the signals of this system, by number; on Linux with the
// real-time signals that CPython names and the old names of two others.
func signalNames() []namedSignal {
	var all []namedSignal
	for n := 1; n < 32; n++ {
		if name := unix.SignalName(syscall.Signal(n)); name != "" {
			all = append(all, namedSignal{name, syscall.Signal(n)})
		}
	}
	return append(all, extraSignals...)
}

// descriptions are the system's texts of signals.
var descriptions = map[syscall.Signal]string{
	syscall.SIGHUP: "Hangup", syscall.SIGINT: "Interrupt", syscall.SIGQUIT: "Quit", syscall.SIGILL: "Illegal instruction",
	syscall.SIGTRAP: "Trace/breakpoint trap", syscall.SIGABRT: "Aborted", syscall.SIGBUS: "Bus error", syscall.SIGFPE: "Floating point exception",
	syscall.SIGKILL: "Killed", syscall.SIGUSR1: "User defined signal 1", syscall.SIGSEGV: "Segmentation fault", syscall.SIGUSR2: "User defined signal 2",
	syscall.SIGPIPE: "Broken pipe", syscall.SIGALRM: "Alarm clock", syscall.SIGTERM: "Terminated", syscall.SIGCHLD: "Child exited",
	syscall.SIGCONT: "Continued", syscall.SIGSTOP: "Stopped (signal)", syscall.SIGTSTP: "Stopped", syscall.SIGTTIN: "Stopped (tty input)",
	syscall.SIGTTOU: "Stopped (tty output)", syscall.SIGURG: "Urgent I/O condition", syscall.SIGXCPU: "CPU time limit exceeded",
	syscall.SIGXFSZ: "File size limit exceeded", syscall.SIGVTALRM: "Virtual timer expired", syscall.SIGPROF: "Profiling timer expired",
	syscall.SIGWINCH: "Window changed", syscall.SIGIO: "I/O possible", syscall.SIGSYS: "Bad system call",
}
