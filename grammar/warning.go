package grammar

import (
	"cmp"
	"fmt"
	"slices"
)

// warnings returns what the scanner and the literals warned of, in the order
// in which CPython says it. What CPython's compiler warns of is the compiler's
// here too.
func (p *parser) warnings() []Warning {
	slices.SortStableFunc(p.warns, func(a, b Warning) int { return cmp.Compare(a.order, b.order) })
	return p.warns
}

// FormatWarning renders a warning as CPython prints it, for the source s.
func (s *Source) FormatWarning(w Warning) string {
	text := fmt.Sprintf("%s:%d: %s: %s\n", s.Filename, w.Line, w.Category, w.Msg)
	if line := trimSpace(s.Line(w.Line)); line != "" {
		text += "  " + line + "\n"
	}
	return text
}
