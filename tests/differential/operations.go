package differential

// operations are the patterns of expressions that give a kind; see fill.
var operations = map[kind][]string{
	kInt: {
		"(%i + %i)", "(%i - %i)", "(%i * %i)", "(%i // %i)", "(%i %% %i)", "(%i ** %p)", "(-%i)", "(~%i)", "(%i << %p)", "(%i >> %p)",
		"(%i & %i)", "(%i | %i)", "(%i ^ %i)", "abs(%i)", "pow(%i, %p, %i)", "divmod(%i, %i)[%p]", "int(%f)", "int(%s)", "int(%s, %p)", "int(%y)",
		"round(%f)", "round(%i, %n)", "len(%s)", "len(%l)", "len(%d)", "len(%x)", "ord(%s)", "hash(%i)", "%i.bit_length()", "%i.bit_count()",
		"int.from_bytes(%y, 'big')", "int.from_bytes(%y, 'little', signed=%b)", "%s.find(%s)", "%s.count(%s)", "%s.index(%s)", "%s.rfind(%s, %n)",
		"%l.index(%x)", "%l.count(%x)", "%t.count(%x)", "sum(%l)", "max(%l)", "min(%t)", "max(%i, %i)", "(%i if %b else %i)", "%l[%n]", "%t[%n]", "%y[%n]",
		"%d[%s]", "%d.get(%s, %i)", "%i.__index__()", "%f.__floor__()", "sum(range(%p))", "range(%i, %i, %n)[%n]", "%b + %i", "int(%b)",
		"%i.numerator", "%f.as_integer_ratio()[0]", "(lambda a, b=%i: a - b)(%i)", "next(iter(%l))", "next(iter(%l), %i)", "%y.find(%y)", "%s.__len__()",
	},
	kFloat: {
		"(%f + %f)", "(%f - %f)", "(%f * %f)", "(%f / %f)", "(%i / %i)", "(%f // %f)", "(%f %% %f)", "(-%f)", "abs(%f)", "float(%s)", "float(%i)",
		"round(%f, %n)", "%f.real", "%c.imag", "abs(%c)", "%f.__trunc__()", "divmod(%f, %f)[0]", "float.fromhex(%f.hex())", "max(%f, %f)", "sum([%f, %f, %i])", "%f.conjugate()",
		"(%i * %f)",
	},
	kBool: {
		"(%i < %i)", "(%f <= %i)", "(%s == %s)", "(%x == %x)", "(%x != %x)", "(%l < %l)", "(%t >= %t)", "(%s > %s)", "(%e <= %e)", "(%x in %l)", "(%s in %s)", "(%i in %y)",
		"(%x not in %d)", "(not %x)", "bool(%x)", "isinstance(%x, (int, str))", "%s.isalpha()", "%s.isdigit()", "%s.isspace()", "%s.isidentifier()", "%s.istitle()", "%s.isupper()",
		"%s.isprintable()", "%s.isdecimal()", "%s.isnumeric()", "%s.startswith(%s)", "%s.endswith((%s, %s))", "all(%l)", "any(%l)", "(%i < %i <= %i)", "%f.is_integer()", "callable(%x)",
		"%e.isdisjoint(%l)", "(%b and %b)", "(%b or %b)", "%y.isalnum()", "%y.startswith(%y)", "(%x is None)", "%d.keys() == %d.keys()", "(%i < %f)", "(%i == %f)", "hasattr(%x, 'append')",
	},
	kStr: {
		"(%s + %s)", "(%s * %n)", "%s[%n]", "%s[%n:%n]", "%s[::%n]", "%s[%n:]", "str(%x)", "repr(%x)", "ascii(%s)", "%s.upper()", "%s.lower()", "%s.title()", "%s.capitalize()", "%s.swapcase()",
		"%s.casefold()", "%s.strip()", "%s.lstrip(%s)", "%s.rstrip(%s)", "%s.replace(%s, %s)", "%s.replace(%s, %s, %n)", "%s.join(%l)", "%s.join([%s, %s])", "%s.center(%i %% 20)", "%s.ljust(%p, '*')",
		"%s.rjust(%i %% 15, %s)", "%s.zfill(%p)", "%s.expandtabs(%p)", "chr(%i %% 70000)", "hex(%i)", "oct(%i)", "bin(%i)", "format(%i, 'd')", "%s.format(%x)", "%s.format(%x, %x)",
		"f'{(%x)}'", "f'{(%x)!r}'", "f'{(%s):>{%p}}'", "f'{(%i):05d}|{(%f):.3f}'", "format(%f, '.2e')", "format(%f, 'g')", "format(%i, ',')", "format(%i, '#x')", "format(%i, '+_b')", "format(%f, '%%')", "format(%s, '<10.3')",
		"format(%x, '^12')", "format(%i, '=+9')", "format(%f, ',.1f')", "format(%i, 'n')", "format(%i, 'e')", "format(%b, 'd')", "format(%s, %s)", "'%%d %%s' %% (%x, %x)", "'%%5.2f' %% %x", "'%%x' %% %x", "'%%r|%%a' %% (%x, %x)",
		"'%%(k)s' %% {'k': %x}", "'%%c' %% %x", "'%%-6s|' %% %x", "'%%+d' %% %i", "'%%e' %% %f", "%s %% %x", "%s.removeprefix(%s)", "%s.removesuffix(%s)", "%y.decode('latin-1')", "%y.decode('ascii', 'replace')",
		"%y.decode('utf-8', 'backslashreplace')", "%y.hex()", "%f.hex()", "%s.translate({97: %x})", "type(%x).__name__", "%s.partition(%s)[%n]", "max(%s)", "min(%s, %s)", "''.join(sorted(%s))", "(%s if %b else %s)", "'{:{w}}'.format(%s, w=%p)",
		"'{a[0]}{b.real}'.format(a=%l, b=%x)", "f'{(%i)=}'", "f'{(%f):{(%s)}}'", "f'{(%l)!s:.5}'", "str(%y, 'utf-8')", "''.join(reversed(%s))", "repr(%f)", "str(%c)", "format(%c, '.2f')",
	},
	kBytes: {
		"(%y + %y)", "(%y * %n)", "%y[%n:%n]", "%y[::%n]", "%s.encode()", "%s.encode('latin-1')", "%s.encode('ascii', 'xmlcharrefreplace')", "%s.encode('utf-16-le')", "bytes(%l[:9])", "bytes((%i) %% 9)", "bytearray(%y + b'')", "%y.upper()", "%y.strip()",
		"%y.replace(%y, %y)", "%y.join([%y, %y])", "%y.center(%p, b'-')", "%y.title()", "%i.to_bytes(%p, 'big')", "%i.to_bytes(8, 'little', signed=True)", "bytes.fromhex(%s)", "%y.removeprefix(%y)", "%y.expandtabs()", "b'%%d|%%s' %% (%i, %y)", "memoryview(%y).tobytes()", "%y.zfill(%p)", "%y.translate(None, %y)", "bytes(reversed(%y))",
	},
	kList: {
		"(%l + %l)", "(%l * %n)", "%l[%n:%n]", "%l[::%n]", "list(%s)", "list(%d)", "list(%t)", "sorted(%l)", "sorted(%l, reverse=True)", "sorted(%l, key=str)", "sorted(%s)", "list(reversed(%l))", "%s.split()", "%s.split(%s)", "%s.split(%s, %n)", "%s.rsplit(None, %n)", "%s.splitlines(%b)",
		"[x for x in %l]", "[x for x in %s if x > 'b']", "[(i, x) for i, x in enumerate(%l, %n)]", "[x * 2 for x in %l]", "[*%l, *%t]", "[*%s]", "list(map(str, %l))", "list(filter(None, %l))", "list(zip(%l, %s))", "list(range(%n, %n, %n))", "list(%d.items())", "list(%d.values())", "[a + b for a in %s for b in %s]", "%y.split(%y)", "list(%y)", "list(enumerate(%s))", "[y := %i, y * 2]", "list(%x)", "list(zip(%l, %l, strict=True))", "[%i, %f, %s][%n:]", "list(map(lambda a, b: a + b, %l, %l))", "sorted(%d)", "sorted(%l, key=lambda v: -v)", "sorted(%e)",
	},
	kTuple: {
		"(%t + %t)", "(%t * %n)", "%t[%n:%n]", "tuple(%l)", "tuple(%s)", "divmod(%i, %i)", "divmod(%f, %f)", "%s.partition(%s)", "%s.rpartition(%s)", "(*%l, %x)", "tuple(sorted(%l))", "%f.as_integer_ratio()", "%i.as_integer_ratio()", "tuple(x for x in %l)", "%y.partition(%y)", "tuple(%x)", "tuple(%d.items())", "slice(%n, %n, %n).indices(%p)",
	},
	kDict: {
		"(%d | %d)", "dict(%d)", "{**%d, **%d}", "{k: v for k, v in zip(%s, %l)}", "dict(zip(%s, %l))", "dict.fromkeys(%s)", "dict.fromkeys(%l, %x)", "{x: x for x in %l}", "dict(a=%x, b=%x)", "%d.copy()", "dict(%l)", "dict(enumerate(%s))", "{v: k for k, v in %d.items()}", "dict(%d, z=%i)", "dict(sorted(%d.items(), key=str))",
	},
	kSet: {
		"(%e | %e)", "(%e & %e)", "(%e - %e)", "(%e ^ %e)", "{x for x in %l}", "set(%s)", "set(%l)", "frozenset(%l)", "%e.union(%l, %s)", "%e.intersection(%l)", "%e.difference(%s)", "%e.symmetric_difference(%l)", "(%d.keys() & %e)", "(%d.keys() | %l)", "(%d.items() - %e)", "{*%l}", "set(range(%i %% 40))", "(%e | set(range(%p)))",
	},
	kComplex: {
		"(%c + %c)", "(%c * %c)", "(%c / %c)", "(%c ** %p)", "(%f + %c)", "(%c - %i)", "complex(%s)", "complex(%f, %f)", "%c.conjugate()", "(-%c)", "(%c * %f)",
	},
}
