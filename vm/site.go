package vm

import (
	"unsafe"

	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// Site is where in code of the script's something was made, in so few bytes
// that everything may remember it; 0: not known. A machine knows maxSites.
type Site uint16

const maxSites = 1<<16 - 1

// madeSites are the sites of a machine.
type madeSites struct {
	list []madeSite
	at   map[unsafe.Pointer]Site
	// last has the sites that were asked for of late, by address.
	last [64]struct {
		ip   unsafe.Pointer
		made Site
	}
}

// madeSite keeps the code, not the function, which may hold things that are
// garbage otherwise. ip keeps the instructions, so that no others get their
// address.
type madeSite struct {
	code *code.Code
	site uint32
	ip   unsafe.Pointer
}

// Here is the innermost place of the script's own at which the thread is.
func (t *Thread) Here() Site {
	fn, ip := t.fn, t.ip
	if t.isStub() || OfLibrary(fn.proto.Code) {
		fn = nil
		t.eachFrame(func(at position) bool {
			if OfLibrary(at.fn.proto.Code) {
				return true
			}
			fn, ip = at.fn, at.ip
			return false
		})
		if fn == nil {
			return 0
		}
	}
	return t.machine.made.of(fn.proto, ip)
}

func (ps *madeSites) of(p *Proto, ip unsafe.Pointer) Site {
	last := &ps.last[uintptr(ip)/code.InstrSize%uintptr(len(ps.last))]
	if last.ip == ip {
		return last.made
	}
	n, known := ps.at[ip]
	if !known {
		if len(ps.list) >= maxSites {
			return 0
		}
		if ps.at == nil {
			ps.at = make(map[unsafe.Pointer]Site)
		}
		ps.list = append(ps.list, madeSite{p.Code, uint32(max(p.site(ip), 0)), ip})
		n = Site(len(ps.list))
		ps.at[ip] = n
	}
	last.ip, last.made = ip, n
	return n
}

// Point is the place in code of a site; false for one that is not known.
func (m *Machine) Point(p Site) (object.TracePoint, bool) {
	if p == 0 || int(p) > len(m.made.list) {
		return object.TracePoint{}, false
	}
	at := m.made.list[p-1]
	return object.TracePoint{Code: at.code, IP: at.site}, true
}
