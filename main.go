// Command aio runs programs in Python's syntax; see `aio --help`.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/aio-lang/aio/repl"
	"github.com/aio-lang/aio/stdlib"
	"github.com/aio-lang/aio/stdlib/program"
	"github.com/aio-lang/aio/stdlib/sys"
	"github.com/aio-lang/aio/tests/golden"
)

const usage = `usage: aio                               open a prompt with a running event loop
       aio [OPTIONS] -i FILE [ARGS…]     run a script, then open the prompt in its names
       aio [OPTIONS] FILE [ARGS…]        run a script
       aio [OPTIONS] -c CODE [ARGS…]     run CODE
       aio [OPTIONS] -m MODULE [ARGS…]   run a module as a script
       aio [OPTIONS] - [ARGS…]           run the script on standard input

       aio run [OPTIONS] FILE [ARGS…]    the same as aio FILE
       aio test [OPTIONS] PATH…          compare programs with the output they should have
       aio check FILE…                   find syntax errors; run nothing
       aio dis FILE                      show the bytecode
       aio ps PID                        show what the tasks of a running program are doing

options:
`

const runExample = `
example: aio examples/hello.aio
`

const testUsage = `usage: aio test [--update] [--run PATTERN] [--virtual] PATH…

Runs each NAME.aio that has a NAME.out beside it and compares what it prints.
NAME.err holds what it should write on standard error, NAME.exit its exit
status. PATH is a folder or a script.

options:
`

const testExample = `
example: aio test --run cancel tests
`

const checkUsage = `usage: aio check FILE…

Parses and compiles the files and prints every error. Nothing is run.

example: aio check *.aio
`

const disUsage = `usage: aio dis FILE

Prints the bytecode of a file with its source lines.

example: aio dis examples/hello.aio
`

const psUsage = `usage: aio ps PID

Shows the tasks of the program that runs with process number PID: what each
waits for, where, and for how long. The program goes on.

example: aio ps 4711
`

func main() {
	if runtime.GOOS == "windows" {
		fmt.Fprintln(os.Stderr, "aio: Windows is not supported yet; aio runs on Linux and macOS")
		os.Exit(1)
	}
	os.Exit(command(os.Args[1:]))
}

// command runs the subcommand that args begin with, or a script.
func command(args []string) int {
	if len(args) > 0 {
		switch args[0] {
		case "run":
			return run("aio run", args[1:])
		case "test":
			return test(args[1:])
		case "check":
			return files("check", checkUsage, args[1:], program.Check)
		case "dis":
			return files("dis", disUsage, args[1:], program.Disassemble)
		case "ps":
			return ps(args[1:])
		case "help":
			return run("aio", []string{"--help"})
		}
	}
	return run("aio", args)
}

// newFlags is a flag set that prints nothing by itself.
func newFlags(name string) *flag.FlagSet {
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	return fs
}

// parse parses args; done with an exit status where that ends the command.
func parse(fs *flag.FlagSet, args []string, help, example string) (status int, done bool) {
	err := fs.Parse(args)
	switch {
	case err == nil:
		return 0, false
	case errors.Is(err, flag.ErrHelp):
		fmt.Print(help)
		fs.SetOutput(os.Stdout)
		fs.PrintDefaults()
		fmt.Print(example)
		return 0, true
	}
	fmt.Fprintf(os.Stderr, "%s: %v\nTry '%s --help'.\n", fs.Name(), err, fs.Name())
	return program.ExitUsage, true
}

// errRest ends the parsing at -c and -m: what follows is the program's.
var errRest = errors.New("the rest is the program's")

// last is the value of a flag after which no flags of aio come.
type last struct {
	text  string
	given bool
}

func (l *last) String() string { return l.text }

func (l *last) Set(s string) error {
	l.text, l.given = s, true
	return errRest
}

// list is the value of a flag that may be given several times.
type list []string

func (l *list) String() string { return strings.Join(*l, ",") }

func (l *list) Set(s string) error {
	*l = append(*l, s)
	return nil
}

// run runs a program.
func run(name string, args []string) int {
	fs := newFlags(name)
	var code, module last
	var warnings list
	fs.Var(&code, "c", "run `CODE`")
	fs.Var(&module, "m", "run `MODULE` as a script")
	fs.Var(&warnings, "W", "a warnings `FILTER`, as action:message:category:module:line; may be repeated")
	interactive := fs.Bool("i", false, "go on at a prompt after the script, with its names and its loop")
	unbuffered := fs.Bool("u", false, "write standard output and error at once")
	optimize := fs.Bool("O", false, "drop assert statements")
	optimizeMore := fs.Bool("OO", false, "drop docstrings too")
	strict := fs.Bool("strict", false, "end with status 1 when the exception of a task was never looked at, or an await forgotten")
	legacy := fs.Bool("legacy", false, "let asyncio do what it did up to Python 3.10: asyncio.wait takes coroutines")
	virtual := fs.Bool("virtual", false, "run on a clock that jumps to the next timer when all tasks wait")
	profile := fs.String("profile", "", "write where the script's time goes to `FILE`, for go tool pprof")
	version := fs.Bool("version", false, "print the version")
	fs.BoolVar(version, "V", false, "print the version")
	err := fs.Parse(args)
	if err != nil && !code.given && !module.given {
		status, _ := parse(fs, args, usage, runExample)
		return status
	}
	opts := program.Options{Argv: append([]string{"aio"}, os.Args[1:]...), Unbuffered: *unbuffered, Warnings: warnings, Legacy: *legacy, Profile: *profile, Strict: *strict}
	switch {
	case *optimizeMore:
		opts.Optimize = 2
	case *optimize:
		opts.Optimize = 1
	}
	rest := fs.Args()
	switch {
	case *version:
		fmt.Printf("aio %s (Python 3.13)\n", sys.Release)
		return 0
	case code.given:
		opts.Kind, opts.Target, opts.Args = program.Code, code.text, rest
	case module.given:
		opts.Kind, opts.Target, opts.Args = program.Module, module.text, rest
	case len(rest) > 0 && rest[0] != "-":
		opts.Kind, opts.Target, opts.Args = program.File, rest[0], rest[1:]
	case len(rest) > 0:
		opts.Kind, opts.Target, opts.Args = program.Stdin, "-", rest[1:]
	case *interactive || program.OnTerminal():
		opts.Kind, *interactive = program.Prompt, true
	default:
		opts.Kind = program.Stdin
	}
	if *interactive {
		return repl.Run(stdlib.NewMachine(*virtual), opts)
	}
	return program.Run(stdlib.NewMachine(*virtual), opts)
}

// test runs golden tests.
func test(args []string) int {
	fs := newFlags("aio test")
	var opts golden.Options
	var paths []string
	fs.BoolVar(&opts.Update, "update", false, "write what the programs print into the golden files")
	pattern := fs.String("run", "", "only programs whose path matches the regular expression `PATTERN`")
	virtual := fs.Bool("virtual", false, "run the programs on a clock that jumps to the next timer when all tasks wait")
	fs.IntVar(&opts.Jobs, "jobs", runtime.NumCPU(), "run `N` programs at a time")
	fs.DurationVar(&opts.Timeout, "timeout", time.Minute, "end a program that takes longer than `TIME`")
	for { // flags may come after paths
		if status, done := parse(fs, args, testUsage, testExample); done {
			return status
		}
		if fs.NArg() == 0 {
			break
		}
		paths = append(paths, fs.Arg(0))
		args = fs.Args()[1:]
	}
	if len(paths) == 0 {
		fmt.Fprintln(os.Stderr, "aio test: which tests? Give a folder or a script.\nTry 'aio test --help'.")
		return program.ExitUsage
	}
	if *pattern != "" {
		re, err := regexp.Compile(*pattern)
		if err != nil {
			fmt.Fprintf(os.Stderr, "aio test: --run: %v\n", err)
			return program.ExitUsage
		}
		opts.Pattern = re
	}
	self, err := os.Executable()
	if err != nil {
		fmt.Fprintf(os.Stderr, "aio test: %v\n", err)
		return 1
	}
	if opts.Command = []string{self, "run"}; *virtual {
		opts.Command = append(opts.Command, "--virtual")
	}
	return golden.Main(paths, opts, os.Stdout)
}

// files runs a subcommand that takes files and no flags.
func files(name, help string, args []string, f func(files []string) int) int {
	fs := newFlags("aio " + name)
	if status, done := parse(fs, args, help, ""); done {
		return status
	}
	if fs.NArg() == 0 {
		fmt.Fprintf(os.Stderr, "aio %s: no file given\nTry 'aio %s --help'.\n", name, name)
		return program.ExitUsage
	}
	return f(fs.Args())
}

// ps shows the tasks of another process.
func ps(args []string) int {
	fs := newFlags("aio ps")
	if status, done := parse(fs, args, psUsage, ""); done {
		return status
	}
	pid, err := strconv.Atoi(fs.Arg(0))
	if fs.NArg() != 1 || err != nil || pid <= 0 {
		fmt.Fprintln(os.Stderr, "aio ps: which program? Give the number of its process.\nTry 'aio ps --help'.")
		return program.ExitUsage
	}
	if err := program.Ps(pid); err != nil {
		fmt.Fprintf(os.Stderr, "aio ps: %v\n", err)
		return 1
	}
	return 0
}
