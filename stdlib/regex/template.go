package regex

import (
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

// Part is one part of a template: text, or the text of a group where Group is
// not negative.
type Part struct {
	Text  string
	Group int
}

// NameError is a reference of a template to a group that has no such name.
type NameError struct{ Name string }

func (e NameError) Error() string { return "unknown group name " + object.ReprString(e.Name) }

// ParseTemplate takes apart what replaces a match of prog. Text is WTF-8, or
// bytes for a template of bytes.
func ParseTemplate(text []rune, isBytes bool, prog *Program) (parts []Part, err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case failure:
			err = r.err
		default:
			panic(r)
		}
	}()
	t := &template{source: newSource(text, isBytes), prog: prog}
	for t.next != nil {
		this := t.get()
		if len(this) == 1 {
			t.plain = append(t.plain, this[0])
		} else {
			t.escape(this)
		}
	}
	t.flush()
	return t.parts, nil
}

type template struct {
	*source
	prog  *Program
	parts []Part
	plain []rune // text not yet in parts
}

func (t *template) flush() {
	if len(t.plain) > 0 {
		t.parts = append(t.parts, Part{encode(t.plain, t.isBytes), -1})
		t.plain = nil
	}
}

func (t *template) group(n, pos int, shown string) {
	if n > t.prog.Groups {
		fail(pos, "invalid group reference %s", shown)
	}
	t.flush()
	t.parts = append(t.parts, Part{Group: n})
}

func (t *template) escape(this []rune) {
	start := t.tell() - 2
	c := this[1]
	switch {
	case c == 'g':
		t.named()
	case c == '0':
		t.plain = append(t.plain, rune(valueOf(t.upTo(2, isOctal), 8)))
	case isDigit(c):
		digits := append([]rune{c}, t.upTo(1, isDigit)...)
		if len(digits) == 2 && isOctal(c) && isOctal(digits[1]) {
			if third := t.upTo(1, isOctal); third != nil {
				t.plain = append(t.plain, t.octal(start, append(digits, third...)))
				return
			}
		}
		t.group(valueOf(digits, 10), start+1, string(digits))
	default:
		if i := strings.IndexRune(controls, c); i >= 0 {
			t.plain = append(t.plain, rune(controlled[i]))
		} else if isLetter(c) {
			fail(start, "bad escape \\%c", c)
		} else {
			t.plain = append(t.plain, this...)
		}
	}
}

// named reads what follows \g.
func (t *template) named() {
	if !t.accept('<') {
		fail(t.tell(), "missing <")
	}
	name := t.until('>', "group name")
	pos := t.tell() - runes(name) - 1
	if object.IsIdentifier(name) && (!t.isBytes || runes(name) == len(name)) {
		n, known := t.prog.Names[name]
		if !known {
			panic(failure{NameError{name}})
		}
		t.group(n, pos, "")
		return
	}
	n, digits, ok := t.number(name)
	if !ok {
		fail(pos, "invalid group reference %s", digits)
	}
	t.group(n, pos, digits)
}
