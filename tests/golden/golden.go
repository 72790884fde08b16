// Package golden runs golden-file tests: scripts whose output is kept beside
// them.
//
//	NAME.aio    the script (or NAME.py)
//	NAME.out    what it writes to standard output
//	NAME.err    what it writes to standard error; not compared where missing
//	NAME.exit   its exit status; 0 where missing
//
// Each script runs in a process of its own, in its folder, whose name is taken
// out of what it prints: file names in tracebacks do not depend on where tests
// run.
package golden

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/aymanbagabas/go-udiff"
)

// Options say what to run and how.
type Options struct {
	// Command runs a script: its last word is followed by the script's name.
	Command []string
	// Pattern, if not nil, selects scripts by their path.
	Pattern *regexp.Regexp
	// Update rewrites the golden files instead of comparing.
	Update bool
	// Jobs is the number of scripts at the same time.
	Jobs int
	// Timeout ends a script that takes longer; 0: a minute.
	Timeout time.Duration
}

// Case is a script and the stem of its golden files.
type Case struct {
	Script string
	stem   string
}

// Result is how one case went.
type Result struct {
	Case Case
	// Failure says what differs, as text to print; "" for a pass.
	Failure string
	Updated bool
}

// Find lists the cases below the paths: scripts with golden files, and golden
// files without a script, which are failures. A script named itself is a case
// even without golden files.
func Find(paths []string) ([]Case, []Result, error) {
	var cases []Case
	var orphans []Result
	seen := map[string]bool{}
	add := func(script string) {
		if !seen[script] {
			seen[script] = true
			cases = append(cases, Case{script, strings.TrimSuffix(script, filepath.Ext(script))})
		}
	}
	for _, path := range paths {
		st, err := os.Stat(path)
		if err != nil {
			return nil, nil, err
		}
		if !st.IsDir() {
			add(path)
			continue
		}
		err = filepath.WalkDir(path, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			switch filepath.Ext(name) {
			case ".aio", ".py":
				stem := strings.TrimSuffix(name, filepath.Ext(name))
				if exists(stem+".out") || exists(stem+".err") || exists(stem+".exit") {
					add(name)
				}
			case ".out", ".err", ".exit":
				stem := strings.TrimSuffix(name, filepath.Ext(name))
				if !exists(stem+".aio") && !exists(stem+".py") {
					orphans = append(orphans, Result{Case: Case{Script: name}, Failure: "golden file without a script\n"})
				}
			}
			return nil
		})
		if err != nil {
			return nil, nil, err
		}
	}
	sort.Slice(cases, func(i, j int) bool { return cases[i].Script < cases[j].Script })
	return cases, orphans, nil
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// Run runs the cases that the pattern selects and returns their results in
// order.
func Run(cases []Case, opts Options) []Result {
	if opts.Pattern != nil {
		kept := cases[:0:0]
		for _, c := range cases {
			if opts.Pattern.MatchString(filepath.ToSlash(c.Script)) {
				kept = append(kept, c)
			}
		}
		cases = kept
	}
	results := make([]Result, len(cases))
	slots := make(chan struct{}, max(opts.Jobs, 1))
	var wg sync.WaitGroup
	for i, c := range cases {
		wg.Add(1)
		slots <- struct{}{}
		go func() {
			defer func() { <-slots; wg.Done() }()
			results[i] = opts.run(c)
		}()
	}
	wg.Wait()
	return results
}

// run runs one case.
func (o *Options) run(c Case) Result {
	timeout := o.Timeout
	if timeout == 0 {
		timeout = time.Minute
	}
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	args := append(append([]string(nil), o.Command[1:]...), filepath.Base(c.Script))
	cmd := exec.CommandContext(ctx, o.Command[0], args...)
	cmd.Dir = filepath.Dir(c.Script)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.WaitDelay = time.Second
	err := cmd.Run()
	status := 0
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return Result{Case: c, Failure: fmt.Sprintf("still running after %v\n%s", timeout, &stderr)}
	case errors.As(err, &exit):
		status = exit.ExitCode()
	case err != nil:
		return Result{Case: c, Failure: err.Error() + "\n"}
	}
	out, errOut := stdout.Bytes(), stderr.Bytes()
	if dir, err := filepath.Abs(cmd.Dir); err == nil {
		out = bytes.ReplaceAll(out, []byte(dir+"/"), nil)
		errOut = bytes.ReplaceAll(errOut, []byte(dir+"/"), nil)
	}
	if o.Update {
		return o.update(c, out, errOut, status)
	}
	var b strings.Builder
	wantStatus := 0
	if text, err := os.ReadFile(c.stem + ".exit"); err == nil {
		wantStatus, _ = strconv.Atoi(strings.TrimSpace(string(text)))
	}
	compare(&b, c.stem+".out", string(out), true)
	compare(&b, c.stem+".err", string(errOut), false)
	if status != wantStatus {
		fmt.Fprintf(&b, "exit status %d, want %d\n", status, wantStatus)
		if !exists(c.stem + ".err") {
			b.Write(errOut)
		}
	}
	return Result{Case: c, Failure: b.String()}
}

// compare writes a unified diff where got differs from the golden file. A
// required file that is missing is a difference.
func compare(w io.Writer, name, got string, required bool) {
	want, err := os.ReadFile(name)
	if err != nil {
		if required {
			fmt.Fprintf(w, "%s is missing: --update writes it\n", filepath.Base(name))
		}
		return
	}
	if string(want) != got {
		io.WriteString(w, udiff.Unified(filepath.Base(name), "got", string(want), got))
	}
}

// update writes the golden files: .out always, .exit for a status that is not
// 0, .err where it stands already or the script failed.
func (o *Options) update(c Case, stdout, stderr []byte, status int) Result {
	r := Result{Case: c}
	write := func(ext string, data []byte) {
		old, err := os.ReadFile(c.stem + ext)
		if err == nil && bytes.Equal(old, data) {
			return
		}
		if err := os.WriteFile(c.stem+ext, data, 0o644); err != nil {
			r.Failure += err.Error() + "\n"
		}
		r.Updated = true
	}
	write(".out", stdout)
	if status != 0 {
		write(".exit", []byte(strconv.Itoa(status)+"\n"))
	} else {
		os.Remove(c.stem + ".exit")
	}
	if status != 0 || exists(c.stem+".err") {
		write(".err", stderr)
	}
	return r
}

// Main is the test subcommand: it finds, runs and reports, and returns the exit
// status: 0, 1 after a failure, 2 where a path cannot be read.
func Main(paths []string, opts Options, w io.Writer) int {
	cases, results, err := Find(paths)
	if err != nil {
		fmt.Fprintln(w, err)
		return 2
	}
	results = append(results, Run(cases, opts)...)
	failed := 0
	for _, r := range results {
		switch {
		case r.Failure != "":
			failed++
			fmt.Fprintf(w, "FAIL %s\n%s", r.Case.Script, indent(r.Failure))
		case r.Updated:
			fmt.Fprintf(w, "updated %s\n", r.Case.Script)
		}
	}
	fmt.Fprintf(w, "%d passed, %d failed\n", len(results)-failed, failed)
	if failed > 0 {
		return 1
	}
	return 0
}

func indent(s string) string {
	lines := strings.SplitAfter(s, "\n")
	for i, l := range lines {
		if l != "" {
			lines[i] = "    " + l
		}
	}
	return strings.Join(lines, "")
}
