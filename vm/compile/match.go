package compile

import (
	"slices"

	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/vm/code"
)

// matcher compiles the pattern of one case. What it captures waits in
// temporaries until the whole pattern has matched.
type matcher struct {
	*unit
	regs  map[string]reg // where a name's capture waits
	bound []string       // names captured so far
}

func (u *unit) matchStmt(s *ast.Match) {
	subject := u.value(s.Subject, anywhere)
	if u.isLocal(subject) && u.rebinds(s, subject) {
		t := u.alloc()
		u.emit(code.Move, 0, t, subject, 0, s.Subject.Range())
		subject = t
	}
	end := u.newLabel()
	mark := u.sp
	for i, c := range s.Cases {
		next := u.newLabel()
		m := &matcher{unit: u, regs: map[string]reg{}}
		m.allot(c.Pattern)
		m.pattern(c.Pattern, subject, next, c.Guard != nil || i == len(s.Cases)-1)
		for _, name := range m.bound {
			u.storeName(name, m.regs[name], c.Pattern.Range())
		}
		u.sp = mark
		if c.Guard != nil {
			u.jumpIf(c.Guard, false, next)
		}
		u.stmts(c.Body)
		if i < len(s.Cases)-1 {
			u.jump(end, c.Span)
		}
		u.place(next)
	}
	u.place(end)
}

// rebinds: some case may bind the variable in which the subject is.
func (u *unit) rebinds(s *ast.Match, subject reg) bool {
	if u.top.hasWalrus {
		return true
	}
	name := u.code.Locals[subject]
	for _, c := range s.Cases {
		found := false
		captures(c.Pattern, func(n string) { found = found || u.mangled(n) == name })
		if found {
			return true
		}
	}
	return false
}

// captures calls f with the names that a pattern binds.
func captures(p ast.Pattern, f func(name string)) {
	all := func(ps []ast.Pattern) {
		for _, p := range ps {
			captures(p, f)
		}
	}
	name := ""
	switch p := p.(type) {
	case *ast.MatchSequence:
		all(p.Patterns)
	case *ast.MatchMapping:
		all(p.Patterns)
		name = p.Rest
	case *ast.MatchClass:
		all(p.Patterns)
		all(p.KwdPatterns)
	case *ast.MatchStar:
		name = p.Name
	case *ast.MatchAs:
		if p.Pattern != nil {
			captures(p.Pattern, f)
		}
		name = p.Name
	case *ast.MatchOr:
		all(p.Patterns)
	}
	if name != "" {
		f(name)
	}
}

func (m *matcher) allot(p ast.Pattern) {
	captures(p, func(name string) {
		if _, ok := m.regs[name]; !ok {
			m.regs[name] = m.alloc()
		}
	})
}

// pattern matches R[subject]; control goes to fail if it does not. irrefutable
// says whether the pattern may be one that always matches.
func (m *matcher) pattern(p ast.Pattern, subject reg, fail label, irrefutable bool) {
	if !m.enter(p) {
		return
	}
	defer m.leave()
	mark := m.sp
	switch p := p.(type) {
	case *ast.MatchValue:
		if !isPatternValue(p.Value) {
			m.failOnce(p.Span, "patterns may only match literals and attribute lookups")
		}
		m.branchCompare(ast.Eq, subject, p.Value, false, fail, p.Span)
	case *ast.MatchSingleton:
		if p.Value == ast.ConstNone {
			m.branch(code.JNotNone, subject, 0, fail, p.Span)
		} else {
			r := m.pushConst(p.Value == ast.ConstTrue, p.Span)
			m.branch(code.JIsNot, subject, r, fail, p.Span)
		}
	case *ast.MatchSequence:
		m.sequence(p, subject, fail)
	case *ast.MatchMapping:
		m.mapping(p, subject, fail)
	case *ast.MatchClass:
		m.class(p, subject, fail)
	case *ast.MatchStar:
		if p.Name != "" {
			m.capture(p.Name, subject, p.Span)
		}
	case *ast.MatchAs:
		m.as(p, subject, fail, irrefutable)
	case *ast.MatchOr:
		m.or(p, subject, fail, irrefutable)
	}
	m.sp = mark
}

// isPatternValue: a literal, signed or complex, or a dotted name.
func isPatternValue(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Constant, *ast.Attribute:
		return true
	case *ast.UnaryOp:
		return isPatternValue(e.Operand)
	case *ast.BinOp:
		return isPatternValue(e.Left) && isPatternValue(e.Right)
	}
	return false
}

func (m *matcher) capture(name string, src reg, at ast.Span) {
	if slices.Contains(m.bound, name) {
		m.failOnce(at, "multiple assignments to name '"+name+"' in pattern")
		return
	}
	m.mayBind(name, at)
	m.bound = append(m.bound, name)
	m.emit(code.Move, 0, m.regs[name], src, 0, at)
}

func (m *matcher) as(p *ast.MatchAs, subject reg, fail label, irrefutable bool) {
	if p.Pattern != nil {
		m.pattern(p.Pattern, subject, fail, irrefutable)
	} else if !irrefutable {
		if p.Name != "" {
			m.failOnce(p.Span, "name capture '"+p.Name+"' makes remaining patterns unreachable")
		} else {
			m.failOnce(p.Span, "wildcard makes remaining patterns unreachable")
		}
	}
	if p.Name != "" {
		m.capture(p.Name, subject, p.Span)
	}
}

// or tries the alternatives. All bind the same names.
func (m *matcher) or(p *ast.MatchOr, subject reg, fail label, irrefutable bool) {
	before := len(m.bound)
	var first []string
	done := m.newLabel()
	for i, alt := range p.Patterns {
		last := i == len(p.Patterns)-1
		next := fail
		if !last {
			next = m.newLabel()
		}
		m.bound = m.bound[:before:before]
		m.pattern(alt, subject, next, irrefutable && last)
		names := slices.Clone(m.bound[before:])
		slices.Sort(names)
		if i == 0 {
			first = names
		} else if !slices.Equal(first, names) {
			m.failOnce(p.Span, "alternative patterns bind different names")
			m.bound = append(m.bound[:before:before], first...)
			m.place(done)
			return
		}
		if !last {
			m.jump(done, p.Span)
			m.place(next)
		}
	}
	m.place(done)
}

func isWildcard(p ast.Pattern) bool {
	switch p := p.(type) {
	case *ast.MatchAs:
		return p.Pattern == nil && p.Name == ""
	case *ast.MatchStar:
		return p.Name == ""
	}
	return false
}

// roomFor reports patterns with more parts than registers.
func (m *matcher) roomFor(n int, at ast.Span) bool {
	if n < 1<<15 && int(m.sp)+n <= maxWindow {
		return true
	}
	m.failOnce(at, "too many patterns")
	return false
}

func (m *matcher) sequence(p *ast.MatchSequence, subject reg, fail label) {
	size, star := len(p.Patterns), -1
	onlyWildcards, starWildcard := true, false
	for i, sub := range p.Patterns {
		if s, ok := sub.(*ast.MatchStar); ok {
			if star >= 0 {
				m.failOnce(p.Span, "multiple starred names in sequence pattern")
				return
			}
			star = i
			starWildcard = s.Name == ""
		}
		onlyWildcards = onlyWildcards && isWildcard(sub)
	}
	if !m.roomFor(size, p.Span) {
		return
	}
	m.branch(code.MatchSequence, subject, 0, fail, p.Span)
	n := m.alloc()
	if star < 0 {
		m.emit(code.GetLen, 0, n, subject, 0, p.Span)
		m.branch(code.JFEqI, n, int32(size), fail, p.Span)
	} else if size > 1 {
		m.emit(code.GetLen, 0, n, subject, 0, p.Span)
		m.branch(code.JFGeI, n, int32(size-1), fail, p.Span)
	}
	m.sp = n
	switch {
	case onlyWildcards:
	case starWildcard:
		m.items(p, star, subject, fail)
	default:
		if star > 255 {
			m.failOnce(p.Span, "too many expressions in star-unpacking sequence pattern")
			return
		}
		first := m.allocN(size)
		if star < 0 {
			m.emit(code.Unpack, uint8(size), first, subject, int32(size>>8), p.Span)
		} else {
			m.emit(code.UnpackEx, uint8(star), first, subject, int32(size-star-1), p.Span)
		}
		m.each(p.Patterns, first, fail)
	}
}

// each matches neighbouring registers with patterns.
func (m *matcher) each(ps []ast.Pattern, first reg, fail label) {
	for i, sub := range ps {
		if !isWildcard(sub) {
			m.pattern(sub, first+reg(i), fail, true)
		}
	}
}

// items matches single items of a sequence: the middle is not looked at.
func (m *matcher) items(p *ast.MatchSequence, star int, subject reg, fail label) {
	size := len(p.Patterns)
	for i, sub := range p.Patterns {
		if i == star || isWildcard(sub) {
			continue
		}
		mark := m.sp
		item := m.alloc()
		if i < star {
			m.emit(code.GetItemI, 0, item, subject, int32(i), p.Span)
		} else {
			m.emit(code.GetLen, 0, item, subject, 0, p.Span)
			m.emit(code.AddI, 2, item, item, int32(i-size), p.Span)
			m.emit(code.GetItem, 0, item, subject, item, p.Span)
		}
		m.pattern(sub, item, fail, true)
		m.sp = mark
	}
}

func (m *matcher) mapping(p *ast.MatchMapping, subject reg, fail label) {
	n := len(p.Keys)
	m.branch(code.MatchMapping, subject, 0, fail, p.Span)
	if n == 0 && p.Rest == "" {
		return
	}
	if !m.roomFor(2*n+2, p.Span) {
		return
	}
	if n > 0 {
		r := m.alloc()
		m.emit(code.GetLen, 0, r, subject, 0, p.Span)
		m.branch(code.JFGeI, r, int32(n), fail, p.Span)
		m.sp = r
	}
	seen := map[any]bool{}
	keys := m.sp
	for _, k := range p.Keys {
		if !isPatternValue(k) {
			m.failOnce(p.Span, "mapping pattern keys may only match literals and attribute lookups")
		}
		if v, ok := m.fold(k); ok {
			if key := equalKey(v); seen[key] {
				m.failOnce(p.Span, "mapping pattern checks duplicate key ("+reprConst(v)+")")
			} else {
				seen[key] = true
			}
		}
		m.push(k)
	}
	values := m.allocN(max(n, 1))
	m.emit(code.BuildTuple, 0, values, keys, int32(n), p.Span)
	m.emit(code.MatchKeys, 0, values, subject, values, p.Span)
	m.branch(code.JNone, values, 0, fail, p.Span)
	m.emit(code.Unpack, uint8(n), values, values, int32(n>>8), p.Span)
	rest := m.sp
	if p.Rest != "" {
		m.alloc()
		m.emit(code.BuildDict, 0, rest, rest, 0, p.Span)
		m.emit(code.DictUpdate, 0, rest, subject, 0, p.Span)
		for i := range p.Keys {
			m.emit(code.DelItem, 0, rest, keys+reg(i), 0, p.Span)
		}
	}
	m.each(p.Patterns, values, fail)
	if p.Rest != "" {
		m.capture(p.Rest, rest, p.Span)
	}
}

// equalKey is the same for constants that are equal as dict keys.
func equalKey(v code.Const) any {
	if z, ok := asComplex(v); ok {
		return z
	}
	return constKey(v)
}

func (m *matcher) class(p *ast.MatchClass, subject reg, fail label) {
	for i, name := range p.KwdAttrs {
		m.mayBind(name, p.KwdPatterns[i].Range())
		if slices.Contains(p.KwdAttrs[:i], name) {
			m.failOnce(p.KwdPatterns[i].Range(), "attribute name repeated in class pattern: "+name)
		}
	}
	if len(p.Patterns) > 255 {
		m.failOnce(p.Span, "too many sub-patterns in class pattern")
		return
	}
	n := len(p.Patterns) + len(p.KwdPatterns)
	if !m.roomFor(n+2, p.Span) {
		return
	}
	cls := m.value(p.Cls, anywhere)
	names := make(code.Tuple, len(p.KwdAttrs))
	for i, name := range p.KwdAttrs {
		names[i] = code.Str(m.mangled(name))
	}
	first := m.allocN(max(n, 1))
	m.emit(code.MatchClass, uint8(len(p.Patterns)), first, subject, cls, p.Span)
	if !m.dead {
		k := m.constIndex(names)
		if k > 0xffff {
			m.failOnce(p.Span, "too many constants in '"+m.code.Name+"'")
		}
		m.extend(0, k, p.Span)
	}
	m.branch(code.JNone, first, 0, fail, p.Span)
	m.emit(code.Unpack, uint8(n), first, first, int32(n>>8), p.Span)
	m.each(p.Patterns, first, fail)
	m.each(p.KwdPatterns, first+reg(len(p.Patterns)), fail)
}
