package differential

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Program returns the text of program n of a seed: the indented body of a
// function, which returns what it computed.
func Program(seed uint64, n int) string {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, uint64(n))), names: map[kind][]string{}}
	var b body
	b.indent = 1
	b.line("seen = []")
	for range 1 + g.IntN(5) {
		g.statement(&b, 0)
	}
	b.line("return (seen, %s)", g.expr(g.anyKind()))
	return b.String()
}

// body is the text of a block under construction.
type body struct {
	strings.Builder
	indent int
	// made counts the names that were made up.
	made int
}

func (b *body) line(format string, args ...any) {
	b.WriteString(strings.Repeat("    ", b.indent))
	fmt.Fprintf(b, format, args...)
	b.WriteByte('\n')
}

// name makes up a variable's name.
func (b *body) name() string {
	b.made++
	return fmt.Sprintf("v%d", b.made)
}

// block writes statements one level deeper; the names that they bind do not
// count as existing after it.
func (g *generator) block(b *body, depth int) {
	before := map[kind][]string{}
	for k, names := range g.names {
		before[k] = names[:len(names):len(names)]
	}
	b.indent++
	for range 1 + g.IntN(2) {
		g.statement(b, depth+1)
	}
	b.indent--
	g.names = before
}

// statement writes one statement.
func (g *generator) statement(b *body, depth int) {
	choice := g.IntN(20)
	if depth >= 2 {
		choice = g.IntN(8)
	}
	switch choice {
	case 0, 1, 2, 3:
		k := g.anyKind()
		v := b.name()
		b.line("%s = %s", v, g.expr(k))
		g.names[k] = append(g.names[k], v)
	case 4, 5:
		b.line("seen.append(%s)", g.expr(g.anyKind()))
	case 6:
		g.mutate(b)
	case 7:
		b.line("%s", g.fill(g.pick(
			"a, b = %t", "a, *b = %l; seen.append((a, b))", "*a, b = %s; seen.append((a, b))", "(a, b), c = %t", "[a] = %l", "assert %b, %s", "raise ValueError(%x)", "raise %x",
			"del seen[%n]", "for a in %l: seen.append(a)", "a = b = %x; seen.append((a, b))", "seen[%n] = %x", "seen[%n:%n] = %l", "seen += %s",
		)))
	case 8, 9:
		b.line("if %s:", g.expr(kBool))
		g.block(b, depth)
		if g.one(2) {
			b.line("else:")
			g.block(b, depth)
		}
	case 10, 11:
		v := b.name()
		b.line("for %s in %s:", v, g.expr(g.iterable()))
		b.indent++
		b.line("seen.append(%s)", v)
		if g.one(3) {
			b.line("if len(seen) > %d: %s", 2+g.IntN(4), g.pick("break", "continue", "return seen"))
		}
		b.indent--
		g.block(b, depth)
		if g.one(3) {
			b.line("else:")
			g.block(b, depth)
		}
	case 12, 13, 14:
		b.line("try:")
		g.block(b, depth)
		b.line("except %s as e:", g.pick("Exception", "TypeError", "(ValueError, KeyError)", "ArithmeticError", "LookupError"))
		b.indent++
		b.line("seen.append((type(e).__name__, str(e)))")
		b.indent--
		if g.one(3) {
			b.line("else:")
			g.block(b, depth)
		}
		if g.one(3) {
			b.line("finally:")
			g.block(b, depth)
		}
	case 15:
		g.function(b)
	case 16:
		g.class(b)
	case 17:
		g.matchStatement(b)
	case 18:
		g.generatorFunction(b)
	case 19:
		g.coroutine(b)
	}
}

func (g *generator) iterable() kind {
	return []kind{kList, kTuple, kStr, kDict, kSet, kBytes}[g.IntN(6)]
}

// mutate changes a container in place.
func (g *generator) mutate(b *body) {
	v := b.name()
	switch g.IntN(4) {
	case 0:
		b.line("%s = %s", v, g.expr(kList))
		b.line("%s.%s", v, g.fill(g.pick("append(%x)", "extend(%l)", "insert(%n, %x)", "pop(%n)", "pop()", "remove(%x)", "sort()", "sort(key=str)", "reverse()", "clear()", "__setitem__(%n, %x)", "__delitem__(slice(%n, %n))")))
		g.names[kList] = append(g.names[kList], v)
	case 1:
		b.line("%s = %s", v, g.expr(kDict))
		b.line("%s.%s", v, g.fill(g.pick("update(%d)", "pop(%s)", "pop(%s, %x)", "popitem()", "setdefault(%s, %x)", "clear()", "__setitem__(%x, %x)", "__delitem__(%s)", "update(%l)")))
		g.names[kDict] = append(g.names[kDict], v)
	case 2:
		b.line("%s = set(%s)", v, g.expr(kSet))
		b.line("%s.%s", v, g.fill(g.pick("add(%x)", "discard(%i)", "remove(%i)", "update(%l)", "clear()", "intersection_update(%l)", "__ior__(%e)", "difference_update(%s)")))
		g.names[kSet] = append(g.names[kSet], v)
	case 3:
		b.line("%s = bytearray(b'' + %s)", v, g.expr(kBytes))
		b.line("%s%s", v, g.fill(g.pick(".append(%i)", ".extend(%y)", "[%n] = %i", "[%n:%n] = %y", ".pop()", ".reverse()", ".insert(%n, %i)", " += %y")))
		g.names[kBytes] = append(g.names[kBytes], v)
	}
}

// function defines and calls a function, often with arguments that do not fit.
func (g *generator) function(b *body) {
	f := b.name()
	b.line("def %s(%s):", f, g.pick("a", "a, b", "a, b=2", "a, /, b", "a, *, b", "a, *args", "**kw", "a, b=1, *args, c, d=4, **kw", "*, a=1", "a, b, /, c=3"))
	b.indent++
	b.line("return sorted((k, repr(v)) for k, v in locals().items())")
	b.indent--
	b.line("seen.append(%s(%s))", f, g.fill(g.pick("", "%x", "%x, %x", "%i, b=%i", "a=%i", "%i, c=%i", "*%l", "*%t, **%d", "%i, %i, %i, c=%i, z=%i", "b=%i, a=%i", "**{'a': %i, 'b': %i}", "%i, a=%i")))
}

// class defines a class with some special methods and uses it.
func (g *generator) class(b *body) {
	c := b.name()
	b.line("class %s%s:", c, g.pick("", "(int)", "(list)", "(dict)", "(Exception)", "(str)"))
	b.indent++
	b.line("%s", g.fill(g.pick("x = %x", "__slots__ = ()", "pass", "x: int = %i")))
	for range 1 + g.IntN(3) {
		switch g.IntN(6) {
		case 0:
			b.line("def %s(self): return %s", g.pick("__repr__", "__str__", "__len__", "__bool__", "__hash__", "__index__", "__iter__", "__neg__", "__int__"), g.expr(g.anyKind()))
		case 1:
			b.line("def %s(self, other): return %s", g.pick("__add__", "__radd__", "__eq__", "__lt__", "__contains__", "__mul__", "__iadd__", "__and__", "__format__", "__getattr__", "__divmod__"), g.pick("other", "NotImplemented", "(other, 1)", g.expr(g.anyKind())))
		case 2:
			b.line("def m(self, *a): return (type(self).__name__, a)")
			b.line("def __getitem__(self, i): return 'abc'[i]")
		case 3:
			b.line("@property")
			b.line("def p(self): return %s", g.expr(g.anyKind()))
		case 4:
			b.line("@%s", g.pick("staticmethod", "classmethod"))
			b.line("def s(a=0): return %s", g.pick("1", "a == 0"))
		case 5:
			b.line("def __init_subclass__(cls, **kw): seen.append(sorted(kw))")
		}
	}
	b.indent--
	b.line("seen.append(%s)", g.fill(strings.ReplaceAll(g.pick(
		"C() + %x", "%x + C()", "C() == %x", "C() < C()", "len(C())", "bool(C())", "list(C())", "C().m(%x)", "C().p", "C.s()", "f'{C():%p}'", "C()[%x]", "%x in C()", "str(C()).replace('0x', '')[:9]",
		"C().nothing", "C(%x).x", "-C()", "int(C())", "hash(C()) and 1", "[1, 2, 3][C()]", "divmod(C(), %i)", "C.x", "C().s()", "{C(): 1}.get(%x)", "isinstance(C(), C)", "C.mro()[1:]",
	), "C", c)))
}

func (g *generator) matchStatement(b *body) {
	b.line("match %s:", g.expr(g.anyKind()))
	b.indent++
	for range 1 + g.IntN(3) {
		b.line("case %s:", g.pick("[]", "[a]", "[a, *b]", "(1 | 2) as a", "{'a': a, **b}", "{}", "str(a)", "int() | float()", "[int(a), _]", "None", "True", "'abc'", "-1", "[[a], *_]", "{'x': [a, b]}", "list() as a if a", "bool(a)", "complex(real=a)", "bytes()"))
		b.indent++
		b.line("seen.append(sorted((k, repr(v)) for k, v in locals().items() if k in 'ab'))")
		b.indent--
	}
	b.line("case _:")
	b.indent++
	b.line("seen.append('no match')")
	b.indent -= 2
}

func (g *generator) generatorFunction(b *body) {
	f := b.name()
	b.line("def %s(n):", f)
	b.indent++
	b.line("try:")
	b.indent++
	b.line("%s", g.fill(g.pick("got = yield %x", "yield from %l", "for i in range(n): yield i", "got = yield from %s", "yield; yield %x", "return %x; yield")))
	b.line("%s", g.fill(g.pick("seen.append(locals().get('got'))", "return %x", "raise %x", "raise KeyError(%x)", "yield %x")))
	b.indent--
	b.line("except %s as e:", g.pick("ValueError", "GeneratorExit", "Exception", "KeyError"))
	b.indent++
	b.line("seen.append(type(e).__name__)")
	b.line("%s", g.fill(g.pick("yield %x", "raise", "return %x", "pass", "raise RuntimeError(%s) from e")))
	b.indent--
	if g.one(2) {
		b.line("finally:")
		b.indent++
		b.line("%s", g.pick("seen.append('finally')", "yield 9"))
		b.indent--
	}
	b.indent--
	v := b.name()
	b.line("%s = %s(%d)", v, f, g.IntN(4))
	for range 1 + g.IntN(4) {
		b.line("try: seen.append(%s)", g.fill(strings.ReplaceAll(g.pick("next(G)", "G.send(None)", "G.send(%i)", "G.throw(ValueError(%i))", "G.close()", "list(G)", "next(G, %i)", "G.throw(KeyError)"), "G", v)))
		b.line("except BaseException as e: seen.append((repr(e), repr(e.__cause__), repr(e.__context__), getattr(e, 'value', 0)))")
	}
	// its end must not depend on when it is collected
	b.line("try: %s.close()", v)
	b.line("except RuntimeError as e: seen.append(str(e)); %s.close()", v)
}

// coroutine drives small async functions through asyncio. Their order must not
// depend on how fast the machine is.
func (g *generator) coroutine(b *body) {
	f := b.name()
	b.line("async def %s(n):", f)
	b.indent++
	b.line("try:")
	b.indent++
	for range 1 + g.IntN(3) {
		b.line("%s", g.fill(g.pick("await asyncio.sleep(0)", "seen.append((n, %i))", "for _ in range(n): await asyncio.sleep(0)", "raise ValueError(n)", "if n: await asyncio.wait_for(asyncio.sleep(1), 0)", "return %x", "asyncio.current_task().cancel()", "async with asyncio.timeout(0.2 * n): await asyncio.sleep(0)", "await asyncio.shield(asyncio.sleep(0, %i))")))
	}
	b.indent--
	b.line("except %s as e:", g.pick("ValueError", "TimeoutError", "asyncio.CancelledError", "Exception"))
	b.indent++
	b.line("seen.append((n, type(e).__name__))")
	b.indent--
	b.line("finally:")
	b.indent++
	b.line("seen.append(('out', n))")
	b.indent -= 2
	v := b.name()
	b.line("async def %s():", v)
	b.indent++
	b.line("%s", strings.ReplaceAll(g.pick(
		"return await f(1)",
		"return await f(0), await f(1), await f(2)",
		"return [repr(r) for r in await asyncio.gather(f(0), f(2), f(1), return_exceptions=True)]",
		"ts = [asyncio.create_task(f(i)) for i in range(3)]; ts[1].cancel(); return [type(r).__name__ for r in await asyncio.gather(*ts, return_exceptions=True)]",
		"async with asyncio.TaskGroup() as g: [g.create_task(f(i)) for i in range(2)]",
		"done, pending = await asyncio.wait([asyncio.create_task(f(i)) for i in range(3)]); return len(done), len(pending)",
		"q = asyncio.Queue(1); await q.put(1); t = asyncio.create_task(q.put(2)); await f(0); return q.get_nowait(), await q.get(), t.done()",
	), "f(", f+"("))
	b.indent--
	b.line("try: seen.append(asyncio.run(%s()))", v)
	b.line("except BaseException as e: seen.append(repr(e))")
}
