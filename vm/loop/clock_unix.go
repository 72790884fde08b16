//go:build unix

package loop

import "golang.org/x/sys/unix"

// monotonic reads CLOCK_MONOTONIC in seconds.
func monotonic() float64 {
	var ts unix.Timespec
	if unix.ClockGettime(unix.CLOCK_MONOTONIC, &ts) != nil {
		return 0
	}
	return float64(ts.Sec) + float64(ts.Nsec)/1e9
}
