// Package regex compiles and matches regular expressions with the syntax and
// semantics of CPython's module re. It knows nothing of values and modules:
// text goes in as WTF-8 (or as bytes, one code point each), byte offsets come
// out.
//
//	source ── parse ──> tree of nodes ── compile ──> instructions ── Matcher
//
// Go's regexp has no backreferences, lookaround or possessive repeats, and
// finds other groups in loops over empty matches; regexp2 works on []rune
// (which costs a conversion of the whole text a call), is a port of .NET's
// semantics, and cannot be interrupted but by a timeout. So this package
// matches on its own: a backtracking machine on the UTF-8 text itself, with
// its stack on the heap, that skips by first bytes what cannot match.
package regex

import "fmt"

// Flags as module re numbers them.
type Flags uint32

const (
	IgnoreCase Flags = 2
	Locale     Flags = 4
	Multiline  Flags = 8
	DotAll     Flags = 16
	Unicode    Flags = 32
	Verbose    Flags = 64
	Debug      Flags = 128
	ASCII      Flags = 256

	typeFlags = ASCII | Locale | Unicode
)

// Error says what is wrong with a pattern. Pos counts code points; it is
// negative where no place is known.
type Error struct {
	Msg string
	Pos int
}

func (e *Error) Error() string { return e.Msg }

// OverflowError is what a repetition number beyond all measure raises.
type OverflowError struct{}

func (OverflowError) Error() string { return "the repetition number is too large" }

// DepthError is what a pattern nested too deeply raises.
type DepthError struct{}

func (DepthError) Error() string { return "maximum recursion depth exceeded" }

// Program is a compiled pattern. It never changes, so any number of matchers
// may use it.
type Program struct {
	Flags  Flags
	Groups int            // capturing groups
	Names  map[string]int // named groups
	Order  []string       // their names, by number

	code    []inst
	regs    int // registers of counted loops
	bytes   bool
	prefix  string     // what every match begins with; may be ""
	first   *[256]bool // first bytes of any match; nil when unknown
	atStart bool       // matches at the beginning of the text alone
}

// Compile compiles a pattern. warn gets the text of a FutureWarning; false
// ends the compilation with a nil program and a nil error.
func Compile(source []rune, isBytes bool, flags Flags, warn func(string) bool) (*Program, error) {
	p, root, err := parse(source, isBytes, flags, warn)
	if err != nil || p == nil {
		return nil, err
	}
	flags = p.flags
	if !isBytes && flags&(ASCII|Unicode) == 0 {
		flags |= Unicode
	}
	if err := checkLookBehinds(root); err != nil {
		return nil, err
	}
	return assemble(p, root, flags), nil
}

func errorf(pos int, format string, args ...any) *Error {
	return &Error{fmt.Sprintf(format, args...), pos}
}
