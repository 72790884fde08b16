package time

import "golang.org/x/sys/unix"

// getres reports a microsecond, the resolution of the platform's clocks.
func getres(id int32, ts *unix.Timespec) error {
	if err := unix.ClockGettime(id, ts); err != nil {
		return err
	}
	*ts = unix.NsecToTimespec(1000)
	return nil
}

// clockIDs are the CLOCK_… constants of the platform.
var clockIDs = map[string]int64{
	"CLOCK_REALTIME": unix.CLOCK_REALTIME, "CLOCK_MONOTONIC": unix.CLOCK_MONOTONIC, "CLOCK_MONOTONIC_RAW": unix.CLOCK_MONOTONIC_RAW,
	"CLOCK_PROCESS_CPUTIME_ID": unix.CLOCK_PROCESS_CPUTIME_ID, "CLOCK_THREAD_CPUTIME_ID": unix.CLOCK_THREAD_CPUTIME_ID,
}
