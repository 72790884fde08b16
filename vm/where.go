package vm

import (
	"fmt"
	"strings"
)

// Position is "file:line" of the innermost frame at which the body is
// suspended or running that is not of the library; "" when it has ended.
func (g *Generator) Position(t *Thread) string {
	f := g.frame
	if f == nil {
		return ""
	}
	if g.isRunning() || f.flags&flagStarted == 0 {
		return fmt.Sprintf("%s:%d", g.proto.Code.Source.Name, g.Line(t))
	}
	at := f
	if g.innermost != nil {
		at = g.innermost
	}
	for at != f && at.awaiter != nil && strings.HasPrefix(at.fn.proto.Code.Source.Name, "<aio:") {
		at = at.awaiter
	}
	p := at.fn.proto
	return fmt.Sprintf("%s:%d", p.Code.Source.Name, p.Code.LineAt(uint32(max(p.site(at.ip), 0))))
}
