// Package bench measures the command as a whole: how the cost of operations
// grows with size, and how long the loop stalls among many objects.
//
//	go test -bench . ./tests/bench
package bench

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// figures runs a program of this folder and calls f with the fields of each
// line that it prints, the last of them the figure.
func figures(b *testing.B, f func(name string, value float64), script string, args ...string) {
	b.Helper()
	bin := filepath.Join(b.TempDir(), "aio")
	if out, err := exec.Command("go", "build", "-o", bin, "github.com/aio-lang/aio").CombinedOutput(); err != nil {
		b.Fatalf("go build: %v\n%s", err, out)
	}
	for b.Loop() {
		out, err := exec.Command(bin, append([]string{script}, args...)...).Output()
		if err != nil {
			b.Fatalf("%s: %v", script, err)
		}
		for line := range strings.Lines(string(out)) {
			fields := strings.Fields(line)
			last := len(fields) - 1
			var value float64
			if _, err := fmt.Sscan(fields[last], &value); err != nil {
				b.Fatalf("%s printed %q", script, line)
			}
			f(strings.Join(fields[:last], "-"), value)
		}
	}
}

// BenchmarkGrowth reports the nanoseconds an operation costs at each size: they
// stay flat where nothing is quadratic.
func BenchmarkGrowth(b *testing.B) {
	figures(b, func(name string, ns float64) { b.ReportMetric(ns, name+"-ns") }, "growth.aio", "1000000")
}

// BenchmarkPauses reports how late timers are with a million live objects.
func BenchmarkPauses(b *testing.B) {
	figures(b, func(name string, ms float64) { b.ReportMetric(ms, name+"-ms") }, "pauses.aio", "1000000", "5")
}
