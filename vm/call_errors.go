package vm

import (
	"fmt"
	"slices"
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

// the TypeErrors of calls of the script's functions, in CPython's words

func (t *Thread) unexpectedKeyword(fn *Function, name string, names []*object.Str) bool {
	c := fn.proto.Code
	var posOnly []string
	for _, p := range c.Locals[:c.PosOnly] {
		if slices.ContainsFunc(names, func(n *object.Str) bool { return n.S == p }) {
			posOnly = append(posOnly, p)
		}
	}
	if len(posOnly) > 0 {
		t.TypeErrorf("%s() got some positional-only arguments passed as keyword arguments: '%s'", fn.qualName(), strings.Join(posOnly, ", "))
		return false
	}
	candidates := c.Locals[c.PosOnly : c.Args+c.KwOnly]
	if s := object.Suggest(name, candidates); s != "" {
		t.TypeErrorf("%s() got an unexpected keyword argument '%s'. Did you mean '%s'?", fn.qualName(), name, s)
		return false
	}
	t.TypeErrorf("%s() got an unexpected keyword argument '%s'", fn.qualName(), name)
	return false
}

func (t *Thread) tooManyArguments(fn *Function, npos int, regs []object.Value) bool {
	c := fn.proto.Code
	kwGiven := 0
	for i := c.Args; i < c.Args+c.KwOnly; i++ {
		if regs[i].P != nil {
			kwGiven++
		}
	}
	defaults := 0
	if u := object.AsTuple(fn.defaults); u != nil {
		defaults = len(u.Items)
	}
	var takes string
	many := c.Args != 1
	if defaults > 0 {
		takes = fmt.Sprintf("from %d to %d", c.Args-defaults, c.Args)
		many = true
	} else {
		takes = fmt.Sprint(c.Args)
	}
	given := fmt.Sprint(npos)
	if kwGiven > 0 {
		given += fmt.Sprintf(" positional argument%s (and %d keyword-only argument%s)", plural(npos), kwGiven, plural(kwGiven))
	}
	was := "were"
	if npos == 1 && kwGiven == 0 {
		was = "was"
	}
	s := ""
	if many {
		s = "s"
	}
	t.TypeErrorf("%s() takes %s positional argument%s but %s %s given", fn.qualName(), takes, s, given, was)
	return false
}

// missingArguments names the parameters that are still unbound.
func (t *Thread) missingArguments(fn *Function, regs []object.Value, names []string, kind string) bool {
	var missing []string
	for i, v := range regs {
		if v.P == nil {
			missing = append(missing, "'"+names[i]+"'")
		}
	}
	var list string
	switch n := len(missing); n {
	case 1:
		list = missing[0]
	case 2:
		list = missing[0] + " and " + missing[1]
	default:
		list = strings.Join(missing[:n-1], ", ") + ", and " + missing[n-1]
	}
	t.TypeErrorf("%s() missing %d required %s argument%s: %s", fn.qualName(), len(missing), kind, plural(len(missing)), list)
	return false
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}
