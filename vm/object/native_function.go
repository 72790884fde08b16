package object

import (
	"fmt"
	"strings"
)

// Natives that stand for functions which CPython has written in Python: their
// signature begins with "def ", and calls with wrong arguments raise what calls
// of functions do. The first parameter of such a method is called like any
// other.

const functionPrefix = "def "

// IsFunction reports whether CPython has the native written in Python.
func (d *Def) IsFunction() bool { return strings.HasPrefix(d.Sig, functionPrefix) }

// checkFunctionCall raises the TypeError for arguments that do not fit, in the
// order in which a function finds out; names are those of the last arguments.
func (n *Native) checkFunctionCall(t *Thread, s *Signature, npos int, names []*Str) bool {
	if len(names) == 0 && s.Required <= npos && npos <= s.nPos && !s.keywordOnly() {
		return true
	}
	name := n.functionName()
	given := make([]bool, len(s.Params))
	for i := range min(npos, s.nPos) {
		given[i] = true
	}
	for _, k := range names {
		switch i := s.find(k.S); {
		case i < 0 && s.varkw >= 0:
		case i < 0 && s.positionalOnly(k.S):
			t.TypeErrorf("%s() got some positional-only arguments passed as keyword arguments: '%s'", name, k.S)
			return false
		case i < 0:
			hint := ""
			if near := Suggest(k.S, s.keywords()); near != "" {
				hint = ". Did you mean '" + near + "'?"
			}
			t.TypeErrorf("%s() got an unexpected keyword argument '%s'%s", name, k.S, hint)
			return false
		case given[i]:
			t.TypeErrorf("%s() got multiple values for argument '%s'", name, k.S)
			return false
		default:
			given[i] = true
		}
	}
	if npos > s.nPos && s.varargs < 0 {
		return s.tooManyGiven(t, name, npos, given)
	}
	return s.noneMissing(t, name, "positional", PositionalOrKeyword, given) && s.noneMissing(t, name, "keyword-only", KeywordOnly, given)
}

// functionName is the qualified name in messages.
func (n *Native) functionName() string {
	if n.Owner != nil {
		return n.Owner.Name + "." + n.Def.Name()
	}
	return n.Def.Name()
}

// keywords lists the parameters that may be given by name.
func (s *Signature) keywords() []string {
	var names []string
	for _, p := range s.Params {
		if p.Kind == PositionalOrKeyword || p.Kind == KeywordOnly {
			names = append(names, p.Name)
		}
	}
	return names
}

func (s *Signature) tooManyGiven(t *Thread, name string, npos int, given []bool) bool {
	takes, many := fmt.Sprint(s.nPos), s.nPos != 1
	if s.Required < s.nPos {
		takes, many = fmt.Sprintf("from %d to %d", s.Required, s.nPos), true
	}
	byKeyword := 0
	for i, p := range s.Params {
		if p.Kind == KeywordOnly && given[i] {
			byKeyword++
		}
	}
	count, was := fmt.Sprint(npos), "were"
	if byKeyword > 0 {
		count += fmt.Sprintf(" positional argument%s (and %d keyword-only argument%s)", plural(npos), byKeyword, plural(byKeyword))
	} else if npos == 1 {
		was = "was"
	}
	arguments := "argument"
	if many {
		arguments = "arguments"
	}
	t.TypeErrorf("%s() takes %s positional %s but %s %s given", name, takes, arguments, count, was)
	return false
}

// noneMissing raises TypeError where parameters up to a kind that have no
// default were not given.
func (s *Signature) noneMissing(t *Thread, name, what string, kind ParamKind, given []bool) bool {
	var missing []string
	for i, p := range s.Params {
		if !given[i] && p.Text == "" && (p.Kind == kind || kind == PositionalOrKeyword && p.Kind == PositionalOnly) {
			missing = append(missing, "'"+p.Name+"'")
		}
	}
	n := len(missing)
	if n == 0 {
		return true
	}
	list := strings.Join(missing, " and ")
	if n > 2 {
		list = strings.Join(missing[:n-1], ", ") + ", and " + missing[n-1]
	}
	t.TypeErrorf("%s() missing %d required %s argument%s: %s", name, n, what, plural(n), list)
	return false
}
