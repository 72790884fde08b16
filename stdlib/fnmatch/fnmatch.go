// Package fnmatch is modules fnmatch and glob: shell patterns for names and
// for paths. What turns patterns into regular expressions is in Go.
package fnmatch

import (
	_ "embed"
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

type (
	thread = object.Thread
	value  = object.Value
	def    = object.Def
)

//go:embed fnmatch.aio
var fnmatchSource string

//go:embed glob.aio
var globSource string

// Module declares fnmatch.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "fnmatch", Doc: "Match file names with shell patterns: * ? [seq] [!seq].", Source: fnmatchSource,
		Funcs: []def{
			{Sig: "def translate(pat)", Doc: "Return the regular expression that a pattern stands for.", Fn: translate},
		},
	}
}

// Glob declares glob.
func Glob() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "glob", Doc: "Find paths with shell patterns.", Source: globSource,
		Funcs: []def{
			{Sig: "def translate(pat, *, recursive=False, include_hidden=False, seps=None)", Doc: "Return the regular expression that a pattern for paths stands for.", Fn: translatePath},
		},
	}
}

func translate(t *thread, a []value) value {
	s := object.AsStr(a[0])
	if s == nil {
		return t.TypeErrorf("object of type '%s' has no len()", t.TypeName(a[0]))
	}
	return object.NewStr(`(?s:` + join(pieces(s.S, "."), ".*", true) + `)\Z`)
}

// star stands for * among the pieces of a pattern.
const star = ""

// pieces are the expressions for a pattern's parts; stars in a row are one.
func pieces(pat, any string) []string {
	var out []string
	text := object.AsStr(object.NewStr(pat)).Runes()
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '*':
			if len(out) == 0 || out[len(out)-1] != star {
				out = append(out, star)
			}
		case '?':
			out = append(out, any)
		case '[':
			if set, n := charSet(text[i+1:]); n > 0 {
				out = append(out, set)
				i += n
				continue
			}
			out = append(out, `\[`)
		default:
			out = append(out, quote(c))
		}
	}
	return out
}

func quote(c rune) string {
	s := string(object.AppendRune(nil, c))
	if strings.ContainsRune("()[]{}?*+-|^$\\.&~# \t\n\r\v\f", c) {
		return `\` + s
	}
	return s
}

// charSet translates the set that text begins with, after its bracket, and
// tells how long it is; 0 where it is not closed.
func charSet(text []rune) (set string, n int) {
	end := 0
	if end < len(text) && text[end] == '!' {
		end++
	}
	if end < len(text) && text[end] == ']' {
		end++
	}
	for end < len(text) && text[end] != ']' {
		end++
	}
	if end >= len(text) {
		return "", 0
	}
	in := text[:end]
	var b []byte
	put := func(c rune) {
		if strings.ContainsRune(`\-&~|`, c) {
			b = append(b, '\\')
		}
		b = object.AppendRune(b, c)
	}
	first := 0
	if in[0] == '!' {
		b = append(b, '!')
		first = 1
	}
	for i := first; i < len(in); i++ {
		if i+2 < len(in) && in[i+1] == '-' {
			if in[i] <= in[i+2] { // an empty range is left out
				put(in[i])
				b = append(b, '-')
				put(in[i+2])
			}
			i += 2
			continue
		}
		put(in[i])
	}
	switch s := string(b); {
	case s == "":
		return "(?!)", end + 1
	case s == "!":
		return ".", end + 1
	case s[0] == '!':
		return "[^" + s[1:] + "]", end + 1
	case s[0] == '^' || s[0] == '[':
		return `[\` + s + "]", end + 1
	default:
		return "[" + s + "]", end + 1
	}
}

// join puts the pieces together. Of several stars all but the last take as
// little as they can and never more (atomic), which finds a match if there is
// one, and saves trying all ways.
func join(pieces []string, stars string, atomic bool) string {
	last := -1
	for i, p := range pieces {
		if p == star {
			last = i
		}
	}
	var b strings.Builder
	open := false
	for i, p := range pieces {
		switch {
		case p != star:
			b.WriteString(p)
			continue
		case open:
			b.WriteByte(')')
			open = false
		}
		if i < last && atomic {
			b.WriteString("(?>" + stars + "?")
			open = true
		} else {
			b.WriteString(stars)
		}
	}
	return b.String()
}

func translatePath(t *thread, a []value) value {
	s := object.AsStr(a[0])
	if s == nil {
		return t.TypeErrorf("expected string or bytes-like object, got '%s'", t.TypeName(a[0]))
	}
	recursive, ok := t.Truth(a[1])
	if !ok {
		return value{}
	}
	hidden, ok := t.Truth(a[2])
	if !ok {
		return value{}
	}
	seps := "/"
	if !a[3].IsNone() {
		given, ok := t.StrArg("translate", "'seps'", a[3])
		if !ok {
			return value{}
		}
		if given.S != "" {
			seps = given.S
		}
	}
	return object.NewStr(`(?s:` + pathExpression(s.S, seps, recursive, hidden) + `)\Z`)
}

func pathExpression(pat, seps string, recursive, hidden bool) string {
	quoted := ""
	for _, c := range seps {
		quoted += quote(c)
	}
	sep, other := quoted, "[^"+quoted+"]"
	if object.AsStr(object.NewStr(seps)).Len() > 1 {
		sep = "[" + quoted + "]"
	}
	name := other + "+"
	if !hidden {
		name = "[^" + quoted + ".]" + other + "*"
	}
	dirs, all := "(?:.+"+sep+")?", ".*"
	if !hidden {
		dirs = "(?:" + name + sep + ")*"
		all = dirs + "(?:" + name + ")?"
	}
	parts := splitAny(pat, seps)
	var b strings.Builder
	for i, part := range parts {
		last := i == len(parts)-1
		switch {
		case part == "*":
			b.WriteString(name)
		case part == "**" && recursive && last:
			b.WriteString(all)
			continue
		case part == "**" && recursive:
			if parts[i+1] != "**" {
				b.WriteString(dirs)
			}
			continue
		default:
			if !hidden && part != "" && (part[0] == '*' || part[0] == '?') {
				b.WriteString(`(?!\.)`)
			}
			b.WriteString(join(pieces(part, other), other+"*", false))
		}
		if !last {
			b.WriteString(sep)
		}
	}
	return b.String()
}

// splitAny splits s at every character of seps.
func splitAny(s, seps string) []string {
	var out []string
	for {
		i := strings.IndexAny(s, seps)
		if i < 0 {
			return append(out, s)
		}
		out = append(out, s[:i])
		for _, c := range s[i:] {
			s = s[i+len(string(c)):]
			break
		}
	}
}
