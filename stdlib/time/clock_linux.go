package time

import "golang.org/x/sys/unix"

func getres(id int32, ts *unix.Timespec) error { return unix.ClockGetres(id, ts) }

// clockIDs are the CLOCK_… constants of the platform.
var clockIDs = map[string]int64{
	"CLOCK_REALTIME": unix.CLOCK_REALTIME, "CLOCK_MONOTONIC": unix.CLOCK_MONOTONIC, "CLOCK_MONOTONIC_RAW": unix.CLOCK_MONOTONIC_RAW,
	"CLOCK_PROCESS_CPUTIME_ID": unix.CLOCK_PROCESS_CPUTIME_ID, "CLOCK_THREAD_CPUTIME_ID": unix.CLOCK_THREAD_CPUTIME_ID,
	"CLOCK_BOOTTIME": unix.CLOCK_BOOTTIME, "CLOCK_TAI": unix.CLOCK_TAI,
}
