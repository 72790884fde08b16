package vm

import (
	"fmt"
	"strings"

	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// What reports need to know of code that is suspended, or running: they look,
// and run nothing.

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
	for at != f && at.awaiter != nil && OfLibrary(at.fn.proto.Code) {
		at = at.awaiter
	}
	p := at.fn.proto
	return fmt.Sprintf("%s:%d", p.Code.Source.Name, p.Code.LineAt(uint32(max(p.site(at.ip), 0))))
}

// OfLibrary reports whether code belongs to a module that comes with aio.
func OfLibrary(c *code.Code) bool { return strings.HasPrefix(c.Source.Name, "<aio:") }

// Awaits are the places at which the body is suspended, that of the body
// itself first and then those of the coroutines and generators it awaits.
func (g *Generator) Awaits() []object.TracePoint {
	var out []object.TracePoint
	g.eachSuspended(func(f *Frame) bool {
		p := f.fn.proto
		out = append(out, object.TracePoint{Code: p.Code, IP: uint32(max(p.site(f.ip), 0))})
		return true
	})
	return out
}

// eachSuspended calls f with the frames in which the body is suspended, from
// the outside in, until it returns false. It follows an await into a body of
// its own, up to maxAwaits frames: bodies that await each other have no end.
func (g *Generator) eachSuspended(f func(*Frame) bool) {
	const maxAwaits = 10000
	for n := 0; g != nil && g.frame != nil && !g.isRunning() && g.frame.flags&flagStarted != 0 && n < maxAwaits; {
		var chain []*Frame
		last := g.frame
		if g.innermost != nil {
			last = g.innermost
		}
		for at := last; at != nil && at != g.frame; at = at.awaiter {
			chain = append(chain, at)
		}
		chain = append(chain, g.frame)
		for i := len(chain) - 1; i >= 0; i-- {
			if !f(chain[i]) {
				return
			}
		}
		n += len(chain)
		if g = asGenerator(last.inner); g == nil {
			if step := asAwaiter(last.inner); step != nil {
				g = step.gen
			}
		}
	}
}

// NameOf is what the suspended body calls v: a variable of one of its frames,
// the innermost first, an attribute of such a variable, or a global name; ""
// when there is no such name.
func (g *Generator) NameOf(t *Thread, v object.Value) string {
	var frames []*Frame
	g.eachSuspended(func(f *Frame) bool {
		frames = append(frames, f)
		return true
	})
	for i := len(frames) - 1; i >= 0; i-- {
		f := frames[i]
		if OfLibrary(f.fn.proto.Code) {
			continue
		}
		at := position{f.fn, f.registers(), f.ip}
		if name := nameIn(t, v, t.variables(at)); name != "" {
			return name
		}
		if name := nameIn(t, v, f.fn.proto.globals.Value()); name != "" {
			return name
		}
	}
	return ""
}

// nameIn finds v among the values of a dict, then among the attributes of
// those.
func nameIn(t *Thread, v, dict object.Value) string {
	d := object.AsDict(dict)
	if d == nil {
		t.Clear()
		return ""
	}
	var direct, through string
	d.Each(func(k, x object.Value) bool {
		if !k.IsStr() {
			return true
		}
		if x == v {
			direct = k.Text()
			return false
		}
		if through == "" && x.P != nil && (x.Kind() == object.KindInstance || x.Kind() == object.KindOpaque) {
			t.M.OwnAttrs(x, func(name *object.Str, val object.Value) {
				if val == v && through == "" {
					through = k.Text() + "." + name.S
				}
			})
		}
		return true
	})
	if direct != "" {
		return direct
	}
	return through
}

// Where implements object.Executor.
func (m *Machine) Where(ot *object.Thread, level int) (file string, line int, globals *object.Dict) {
	n := 0
	thread(ot).eachFrame(func(at position) bool {
		n++
		if n < level {
			return true
		}
		p := at.fn.proto
		file, line, globals = p.Code.Source.Name, p.Code.LineAt(uint32(max(p.site(at.ip), 0))), p.globals
		return false
	})
	return
}

// Globals implements object.Executor.
func (m *Machine) Globals(ot *object.Thread) *object.Dict {
	_, _, g := m.Where(ot, 1)
	return g
}
