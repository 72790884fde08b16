"""Writes text.txt.gz: expressions about text and bytes, each with what CPython 3.13 gives for it.

A line is an expression, a tab, and the ascii() of its value or the exception it raises.
"""
import gzip
import random
import warnings

warnings.simplefilter("error", DeprecationWarning)
rng = random.Random(3131)
with open("text_prelude.py") as f:
    PRELUDE = f.read()
ns = {}
exec(PRELUDE, ns)
lines = []


def add(expr):
    try:
        r = ascii(eval(expr, ns))
    except DeprecationWarning:
        return
    except Exception as e:
        r = ascii(f"{type(e).__name__}: {e}")
    if len(expr) + len(r) < 4000 and "\n" not in expr and " at 0x" not in r and "SyntaxError" not in r:
        lines.append(f"{ascii(expr)[1:-1] if not expr.isascii() else expr}\t{r}")


# text -----------------------------------------------------------------------
PIECES = ["a", "b", "A", "B", "ab", "aB", "1", "9", " ", "  ", "\t", "\n", "\r\n", "\r", "\x0b", "\x1c", "\x85", "\u2028", "\xa0",
          "\xe9", "\xc9", "\xdf", "\u0130", "\u0131", "\u01c5", "\u01c4", "\u03a3", "\u03c3", "\u03c2", "\u0391", "\ufb01", "\u0149",
          "\u1f80", "\u1fb7", "\u0345", "\u0301", "'", '"', "\\", "-", "+", ".", ",", "_", "x", "\u20ac", "\u4e2d", "\u0660", "\u00b2",
          "\u00bd", "\u2160", "\U0001f600", "\U00010400", "\U00010428", "\U0001d7ce", "\ud800", "\udc80", "\udfff", "\x00", "\x7f",
          "\u200b", "\u2003", "{", "}", "%", "\u0378", "\ue000", "\uffff", "\U0010ffff", "\u2ff0", "\U0002ebf0"]


def text(most=8):
    return "".join(rng.choice(PIECES) for _ in range(rng.randint(0, most)))


def plain(most=8):
    return "".join(rng.choice("aab bcA1 \t\n.-") for _ in range(rng.randint(0, most)))


def any_text():
    return rng.choice((text, text, plain))()


def wide():
    """Long enough for remembered offsets."""
    return "".join(rng.choice("abc\xe9\u20ac\U0001f600") for _ in range(rng.randint(100, 400)))


for m in """capitalize casefold title lower upper swapcase isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric
isprintable isspace istitle isupper strip lstrip rstrip split rsplit splitlines expandtabs __repr__ __len__ __str__ encode""".split():
    for _ in range(60):
        add(f"{ascii(any_text())}.{m}()")
for m in "find rfind index rindex count startswith endswith".split():
    for _ in range(70):
        s = any_text()
        sub = s[i:i + rng.randint(0, 3)] if s and (i := rng.randrange(len(s))) >= 0 and rng.random() < 0.7 else any_text()
        extra = "".join(f", {rng.choice([None, 0, 1, 2, 3, 5, -1, -2, -9, 99])}" for _ in range(rng.choice((0, 0, 1, 2))))
        add(f"{ascii(s)}.{m}({ascii(sub)}{extra})")
    for _ in range(6):
        s = wide()
        i = rng.randrange(len(s))
        add(f"{ascii(s)}.{m}({ascii(s[i:i + 3])}, {rng.randrange(len(s))})")
for _ in range(120):
    s = any_text()
    sep = rng.choice([s[1:2] or "a", s[:1] or "b", "ab", " ", "\n", any_text() or "x"])
    m = rng.choice("split rsplit partition rpartition removeprefix removesuffix strip lstrip rstrip".split())
    limit = f", {rng.choice([-1, 0, 1, 2, 3])}" if m in ("split", "rsplit") and rng.random() < 0.5 else ""
    add(f"{ascii(s)}.{m}({ascii(sep)}{limit})")
for _ in range(60):
    add(f"{ascii(any_text())}.{rng.choice(['split', 'rsplit'])}(None, {rng.choice([-1, 0, 1, 2])})")
    add(f"{ascii(any_text())}.splitlines({rng.choice([True, False])})")
    add(f"{ascii(any_text())}.{rng.choice(['center', 'ljust', 'rjust'])}({rng.randint(-1, 14)}, {ascii(rng.choice('*- é€😀'))})")
    add(f"{ascii(rng.choice(['', '+', '-', '++']) + any_text())}.zfill({rng.randint(0, 12)})")
    add(f"{ascii(any_text())}.expandtabs({rng.randint(-1, 9)})")
for _ in range(120):
    s = any_text()
    old = rng.choice(["", s[1:3], s[:1], any_text()])
    add(f"{ascii(s)}.replace({ascii(old)}, {ascii(any_text())}, {rng.choice([-1, -1, 0, 1, 2, 5])})")
for _ in range(80):
    add(f"{ascii(any_text())}.join({ascii([any_text() for _ in range(rng.randint(0, 5))])})")
    add(f"{ascii(any_text())} + {ascii(any_text())}")
    add(f"{ascii(any_text())} * {rng.randint(-1, 4)}")
    add(f"{ascii(any_text())} {rng.choice(['<', '<=', '==', '!=', '>', '>='])} {ascii(any_text())}")
    add(f"{ascii(any_text())} in {ascii(text(14))}")
    add(f"[*{ascii(any_text())}]")
for _ in range(150):
    s = rng.choice((any_text, any_text, wide))()
    p = [rng.choice(["", "", str(rng.randint(-len(s) - 2, len(s) + 2))]) for _ in range(2)] + [rng.choice(["", "", "1", "2", "-1", "-2", "3"])]
    add(f"{ascii(s)}[{':'.join(p)}]")
    if s:
        add(f"{ascii(s)}[{rng.randint(-len(s), len(s) - 1)}]")
for _ in range(60):
    keys = rng.sample("ab1 é€😀", 3)
    table = {ord(k): rng.choice([None, "", "xy", "€", 65, 0x20ac, 0x1f600]) for k in keys}
    add(f"{ascii(''.join(rng.choice('ab1 é€😀c') for _ in range(9)))}.translate({ascii(table)})")
    add(f"str.maketrans({ascii(any_text()[:3])}, {ascii(any_text()[:3])}{rng.choice(['', ', ' + ascii(any_text())])})")
# building a text piece by piece, and what shares its buffer
add("[s := '', [s := s + c for c in 'abc\\xe9' * 300], len(s), s[597:603]][2:]")
add("[s := 'x' * 600, a := s + 'y', b := a + 'z', c := a + 'w', d := b + '\\u20ac', e := b + 'q', (a[-3:], b[-3:], c[-3:], d[-3:], e[-3:], len(d))][-1]")
add("[s := '\\xe9' * 600 + '', a := s + '\\u20ac', b := a + '1', b[599], b[600], b[601], a[600], (a + '2')[601], b[601]][3:]")

ERRORS = r"""
"abc".find()|"abc".find(1)|"abc".find(None)|"abc".find("a",1.5)|"abc".find("a",1,2,3)|"abc".find(sub="a")|"abc".index("z")|"abc".startswith(1)
"abc".startswith(("z",1))|"abc".endswith(None)|"abc".split(1)|"abc".split("")|"abc".split("a",1.5)|"abc".split(foo=1)|"abc".split(None,2**70)
"abc".strip(1)|"abc".strip("a","b")|"abc".strip(chars="a")|"abc".center()|"abc".center(1.5)|"abc".center(5,1)|"abc".center(5,"ab")|"abc".center(2**70)
"abc".center(5,"a",2)|"abc".zfill()|"abc".partition(1)|"abc".partition("")|"abc".removeprefix(1)|"abc".replace()|"abc".replace("a")
"abc".replace(1,"a")|"abc".replace("a",1)|"abc".replace("a","b",1.5)|"abc".replace("a","b",count=1)|"abc".replace("a","b",1,2)|"abc".join(1)
"abc".join(["a",1])|"abc".join(None)|"abc".join({"a":1})|"abc".translate()|"abc".translate(1)|"abc".translate({97:1.5})|"abc".translate({97:0x110000})
"abc".translate("xyz")|str.maketrans()|str.maketrans(1)|str.maketrans({"ab":1})|str.maketrans({1.5:1})|str.maketrans("a","bc")|str.maketrans("a","b",1)
str.maketrans(1,"a")|"abc".expandtabs("a")|"abc".expandtabs(2**40)|"a\nb".splitlines("a")|"abc".encode(1)|"abc".encode("utf-8",1)|"abc".encode("bogus")
"abc".encode("a\0b")|"abc".encode(encoding=None)|str(1,2)|str(object=5)|str(1,"utf-8")|str("a","utf-8")|str(b"a",1)|str(b"a",errors="strict")
str(encoding="utf8")|str(foo=1)|str(Bad())|"abc"+1|"abc"+b"a"|"abc"*1.5|"abc"*"a"|"abc"*2**70|"abc"*10**12|"abc"%1|"abc"-1|"abc"[1.5]
"abc"["a"]|"abc"[5]|"abc"[2**70]|"abc"[::0]|"abc"["a":]|"abc"<1|"abc"*S("x")|1+"abc"|1.5*"abc"|None+"abc"|1 in "abc"|"a".__add__(1)|"a".__mul__(1.5)
"a".__contains__(1)|"a".__getitem__("a")|"a".__rmod__("%s")|"a".__rmod__(1)|"a".__eq__(1)|"a".__lt__(1)|str.__add__()|str.__add__(1,2)|"a".__len__(1)
"a".upper(1)|str.upper()|str.upper(1)|"a".__iter__(1)|"a".__getnewargs__()|"a".__format__(1)|"a".__format__()|"abc"+R()|"abc"*R()|"%s"%R()|b"a"+R()
"abc"[I(1)]|"abc"[I(0):I(2)]|"abc"*I(2)|I(2)*"abc"|"abc".find("c",I(1))|"abc".center(I(7))|[type(x).__name__ for x in S("abc").partition("x")]
[type(x).__name__ for x in S("abc").rpartition("x")]|type(S("abc").strip()).__name__|type(S("abc")[:]).__name__|type(S("abc")+"").__name__
type(format(S("abc"),"3")).__name__|type(S("abc").format()).__name__|type(S("abc")%()).__name__|type(S("abc")*1).__name__|S("abc")==S("abc")
hash(S("abc"))==hash("abc")|{S("a"):1}["a"]|S("abc").upper()|list(iter(S("ab\u20ac")))|type(iter("a")).__name__|type(iter("\u20ac")).__name__
next(iter(""))|iter("abc").__length_hint__()|"%s"%S("x")|"".join([S("x")])|str(S("x"))|S(5)|S()|S(b"a","ascii")|S("x").__repr__()
"""
for e in ERRORS.replace("\n", "|").split("|"):
    if e:
        add(e)

# format ---------------------------------------------------------------------
FORMATS = [
    ("{}", "1"), ("{} {}", "1"), ("{0} {}", "1,2"), ("{} {0}", "1,2"), ("{a}", ""), ("{a}", "a=5"), ("{0.x} {0[0]} {0[k]} {0[-1]} {0[1.5]}", "F()"),
    ("{0[}", "F()"), ("{0.}", "F()"), ("{0[]}", "F()"), ("{0[a}", "F()"), ("{0[a]b}", "F()"), ("{0..x}", "F()"), ("{", ""), ("}", ""), ("{{}}", ""),
    ("{{{}}}", "1"), ("}}{{", ""), ("a}b", ""), ("a{b", ""), ("{0", "1"), ("{0!r}", '"x"'), ("{0!s:>5}|", '"x"'), ("{0!a}", '"\\xe9"'), ("{0!x}", "1"),
    ("{0!}", "1"), ("{0!r", "1"), ("{0!rx}", "1"), ("{!r}", "1"), ("{!}", "1"), ("{0!\xe9}", "1"), ("{:}", "1"), ("{:>{}}", "1,5"), ("{:>{w}}|", "1,w=6"),
    ("{:{}{}{}}|", '"x","*","^",7'), ("{:{:{}}}", "1,2,3"), ("{:{", "1"), ("{:{}", "1,2"), ("{:}}", "1"), ("{:abc}", "F()"), ("{}", "Bad()"), ("{:d}", '"x"'),
    ("{:s}", "1"), ("{:5}|{:<5}|{:^5}|{:>5}|", '"a","b","c","d"'), ("{:*^9}|{:\xe9<4}|", '"ab","x"'), ("{:.2}|{:5.2}|{:.0}|", '"abc","abc","abc"'),
    ("{:05}|{:<05}|", '"ab","ab"'), ("{:=5}", '"a"'), ("{:+}", '"a"'), ("{: }", '"a"'), ("{:#}", '"a"'), ("{:z}", '"a"'), ("{:,}", '"a"'), ("{:x}", '"a"'),
    ("{:99999999999999999999}", '"a"'), ("{:.}", '"a"'), ("{:ss}", '"a"'), ("{:\xe9}", '"a"'), ("{99999999999999999999}", "1"), ("{5}", "1"), ("{-1}", "1"),
    ("{0x}", "1"), ("{ 0}", "1"), ("{a b}", '**{"a b":3}'), ("{0[b c]}", '{"b c":2}'), ("{0[l][1]}", '{"l":[1,2]}'), ("{0[q]}", "{}"), ("{0[0]}", '"abc"'),
    ("{0[9]}", '"abc"'), ("{a.b}", "a=1"), ("{0.__class__.__name__}", "5"), ("{:{x}}|", '1,x="d"'), ("{0:0{1}d}", "5,3"), ("{:\U0001f600>3}", '"a"'),
    ("\u20ac{}\u20ac", '"\\U0001f600"'), ("{\u0660}", "7"), ("{:{{}}}", "F()"), ("{a!r:>{b}}|", 'a="q",b=5'), ("{[0]}", "[7]"), ("{.x}", "F()"), ("{:10}", "[1]"),
    ("{!r:10}|", "None"), ("{:c}", "8364"), ("{:.3f}|{:e}|{:g}|{:%}", "3.14159,1.5,1e10,0.5"), ("{0!r}", "F()"), ("{0!a}", "F()"),
]
for f, args in FORMATS:
    add(f"{ascii(f)}.format({args})")
for f, m in [("{a}", '{"a":1}'), ("{}", "{}"), ("{0}", "{}"), ("{x}", "M()"), ("{x", "M()"), ("{a}", "5"), ("{a}", "[1]"), ("a", "5")]:
    add(f"{ascii(f)}.format_map({m})")
for _ in range(200):
    spec = rng.choice(["", "", "*", "é", "😀", "{{", "0"]) + rng.choice(["<", ">", "^", "", ""]) + rng.choice(["", str(rng.randint(0, 12))]) + \
        rng.choice(["", "", f".{rng.randint(0, 6)}"]) + rng.choice(["", "", "s"])
    add(f"format({ascii(any_text())}, {ascii(spec)})")
for e in ['f"{5:5}|{\'s\'!r:>6}|"', 'format(None,"5")', 'format(object(),"5")[:4]', 'format(1,1)', 'format(Bad())', 'format(b"a","")', 'format(True,"d")']:
    add(e)

# percent --------------------------------------------------------------------
for p in ("", "b"):
    for _ in range(450):
        conv = rng.choice("ddixXouseEfFgGrac%b")
        flags = "".join(rng.choice("-+ #0") for _ in range(rng.choice((0, 0, 1, 2))))
        width = rng.choice(["", "", "5", "10", "1", "*"])
        prec = rng.choice(["", "", ".0", ".3", ".10", ".*", "."])
        fmt = "%" + flags + width + prec + rng.choice(["", "", "l"]) + conv
        args = [repr(rng.choice([7, -3, 0])) for c in width + prec if c == "*"]
        value = {"s": ["5", "'ab'", "b'ab'", "None", "1.5", "S('q')", "BB()", "F()"], "r": ["'\\xe9'", "5", "b'\\xff'"], "a": ["'\\xe9'", "5"],
                 "c": ["65", "'x'", "b'y'", "8364", "-1", "'ab'", "1.5", "I(66)"], "%": ["1"], "b": ["b'ab'", "5", "bytearray(b'q')"]}.get(
            conv, ["0", "1", "-1", "255", "-255", "10**20", "True", "1.5", "'a'", "I(9)"] if conv in "dixXou"
            else ["0.0", "1.0", "-1.5", "3.14159", "1e100", "1e-7", "float('inf')", "-float('inf')", "float('nan')", "7", "123456789.123", "'a'", "I(9)"])
        args.append(rng.choice(value))
        add(f"{p}{ascii('<' + fmt + '>')} % ({', '.join(args)},)")
    for e in ['"%"%1', '"%(a"%{}', '"%(a)"%{}', '"%(a)s"%1', '"%(a)s"%[1]', '"%*d"%("a",1)', '"%*d"%(2**70,1)', '"%.*d"%(2**40,1)',
              '"%99999999999999999999d"%1', '"%.99999999999999999999d"%1', '"%.2147483647d"%1', '"%d %d"%1', '"%d %d"%(1,2,3)', '"a"%1', '"a"%[1]', '"a"%{}',
              '"a"%()', '"%y"%1', '"%d"%float("inf")', '"%d"%1j', '"%f"%10**400', '"%((a))s"%M()', '"%s %s"%[1,2]', '"%(a)s%s"%M()']:
        add(p + e)
for e in ['"%(a)s %(b)d"%{"a":1,"b":2}', 'b"%(a)s"%{b"a":b"1"}', '"\\u20ac%y"%1', '"%\\n"%5', 'b"%\\xff"%5', 'bytearray(b"%d")%3', 'b"%s"%Bad()', '"%s"%Bad()']:
    add(e)

# bytes ----------------------------------------------------------------------
BPIECES = [b"a", b"b", b"A", b"ab", b"1", b" ", b"\t", b"\n", b"\r\n", b"\r", b"\x0b", b"\x1c", b"\xe9", b"\xff", b"\x00", b"'", b'"', b"\\", b"-", b"+"]


def some_bytes(most=8):
    return b"".join(rng.choice(BPIECES) for _ in range(rng.randint(0, most)))


for t in ("", "bytearray"):
    def lit(b):
        return f"bytearray({b!r})" if t else repr(b)

    for m in """capitalize title lower upper swapcase isalnum isalpha isascii isdigit islower isspace istitle isupper strip lstrip rstrip
    split rsplit splitlines expandtabs hex __repr__ __len__""".split():
        for _ in range(20):
            add(f"{lit(some_bytes())}.{m}()")
    for m in "find rfind index rindex count startswith endswith".split():
        for _ in range(30):
            s = some_bytes()
            sub = rng.choice([s[1:3], s[:1], some_bytes(2)])
            extra = "".join(f", {rng.choice([None, 0, 1, 2, 5, -1, -2, 99])}" for _ in range(rng.choice((0, 0, 1, 2))))
            add(f"{lit(s)}.{m}({rng.choice([repr(sub), repr(sub), '97', f'memoryview({sub!r})'])}{extra})")
    for _ in range(60):
        s = some_bytes()
        sep = rng.choice([s[1:2] or b"a", b"ab", b" ", some_bytes() or b"x"])
        m = rng.choice("split rsplit partition rpartition removeprefix removesuffix strip lstrip rstrip".split())
        limit = f", {rng.choice([-1, 0, 1, 2])}" if m in ("split", "rsplit") and rng.random() < 0.5 else ""
        add(f"{lit(s)}.{m}({sep!r}{limit})")
        add(f"{lit(some_bytes())}.{rng.choice(['split', 'rsplit'])}(None, {rng.choice([-1, 0, 1, 2])})")
        add(f"{lit(some_bytes())}.splitlines({rng.choice([True, False])})")
        add(f"{lit(some_bytes())}.{rng.choice(['center', 'ljust', 'rjust'])}({rng.randint(-1, 14)}, {rng.choice([b'*', b' '])!r})")
        add(f"{lit(rng.choice([b'', b'+', b'-']) + some_bytes())}.zfill({rng.randint(0, 12)})")
        add(f"{lit(some_bytes())}.expandtabs({rng.randint(-1, 9)})")
        old = rng.choice([b"", s[1:3], s[:1], some_bytes()])
        add(f"{lit(s)}.replace({old!r}, {some_bytes()!r}, {rng.choice([-1, -1, 0, 1, 2])})")
        add(f"{lit(some_bytes())}.join([{', '.join(lit(some_bytes()) for _ in range(rng.randint(0, 4)))}])")
        add(f"{lit(some_bytes())} + {some_bytes()!r}")
        add(f"{lit(some_bytes())} * {rng.randint(-1, 4)}")
        add(f"{lit(some_bytes())} {rng.choice(['<', '<=', '==', '!=', '>', '>='])} {lit(some_bytes())}")
        p = [rng.choice(["", "", str(rng.randint(-len(s) - 2, len(s) + 2))]) for _ in range(2)] + [rng.choice(["", "", "1", "2", "-1", "-2"])]
        add(f"{lit(s)}[{':'.join(p)}]")
        add(f"{lit(some_bytes(20))}.hex({rng.choice([repr(':'), repr(b'-')])}, {rng.randint(-4, 4)})")
        add(f"{lit(some_bytes())}.translate({rng.choice(['None', 'bytes(range(255, -1, -1))'])}, {some_bytes(2)!r})")
    for e in ['.find("a")', '.find(256)', '.find(1.5)', '.startswith("a")', '.startswith(("a",))', '.split(1)', '.split(b"")', '.strip("a")', '.center(5,1)',
              '.center(5,b"ab")', '.partition(b"")', '.partition("a")', '.replace(1,b"a")', '.replace()', '.join([1])', '.join(["a"])', '.join(1)',
              '.translate()', '.translate(b"")', '.translate(1)', '.hex("::")', '.hex("\\xe9")', '.hex(1)', '.hex("")', '.decode(1)', '.decode("bogus")',
              '+1', '*1.5', '*2**70', '*10**12', '[1.5]', '[5]', '["a":]', '<1', '<"a"', '=="abc"', '==memoryview(b"abc")', '<memoryview(b"abd")',
              '.__add__(1)', '.__mul__(1.5)', '.__contains__("a")', '.__eq__(1)', '.upper(1)', '[I(1)]', '.__rmod__(1)']:
        add(lit(b"abc") + e)
    for e in ['256 in ', '"a" in ', '97 in ', 'I(97) in ', '-1 in ', 'b"b" in ', '1+', '1.5*', 'memoryview(b"b") in ']:
        add(e + lit(b"abc"))
    c = t or "bytes"
    for e in ['', '1,2', '"a"', '"a","ascii"', '"\\xe9","ascii"', 'b"a","ascii"', '-1', '2**70', '2**40', 'None', '1.5', '[1,2]', '[256]', '["a"]', 'range(3)',
              'encoding="ascii"', 'errors="x"', 'I(3)', 'object()', 'memoryview(b"x")', '[I(5)]', '[2**70]', 'foo=1', 'BB()', 'Bad()', '"a","bogus"', 'F()']:
        add(f"{c}({e})")
    for e in ['"zz"', '"a"', '"aa b"', '"aa bb"', '" a a"', '"aa\\xe9"', 'b"aa"', '"aa\\n bb"', '1', '"aa\\u2003bb"', '"AaBb"', '""']:
        add(f"{c}.fromhex({e})")
    for e in ['b"a",b"bc"', '1,b"a"', 'b"a"', 'b"ab",b"xy"']:
        add(f"{c}.maketrans({e})[95:100]")
for body in """x.append()|x.append(256)|x.append("a")|x.append(I(98))|x.extend(1)|x.extend("ab")|x.extend([256])|x.extend([1,2])|x.extend(x)|x.insert(0,1)
x.insert(100,1)|x.insert(-1,300)|x.insert("a",1)|x.pop()|x.pop(0)|x.pop(10)|x.pop("a")|x.pop(2**70)|x.remove(97)|x.remove(1)|x.remove(256)|x.reverse()|x.clear()
x.__setitem__(0,256)|x.__setitem__(0,"a")|x.__setitem__(0,1)|x.__setitem__(10,1)|x.__setitem__("a",1)|x.__delitem__(0)|x.__delitem__(10)
x.__delitem__(slice(None,None,2))|x.__delitem__(slice(None,None,-2))|x.__delitem__(slice(1,4))|x.__setitem__(slice(1,3),b"zzzz")|x.__setitem__(slice(1,3),[1,2])
x.__setitem__(slice(1,3),"ab")|x.__setitem__(slice(1,3),5)|x.__setitem__(slice(1,3),x)|x.__setitem__(slice(None,None,2),b"123")|x.__setitem__(slice(None,None,2),b"12")
x.__setitem__(slice(None,None,2),b"")|x.__setitem__(slice(5,2),b"zz")|x.__setitem__(slice(None,None,-1),b"123456")|x.__iadd__(b"1")|x.__iadd__(1)|x.__iadd__(x)
x.__imul__(2)|x.__imul__(-1)|x.__imul__(1.5)|[memoryview(x),x.append(1)]|[m:=memoryview(x),m.release(),x.append(1)][1:]|[m:=memoryview(x),x.__iadd__(b"")][1:]
[m:=memoryview(x)[1:],x.pop()]|[m:=memoryview(x),x.__setitem__(slice(0,2),b"zz"),m.tolist()][1:]|x.__init__(b"q")|x.__init__(5)|x.copy()|hash(x)|x.__reduce_ex__(2)
x.__reduce_ex__(3)|x.resize(3)|x.__setitem__(slice(0,3),None)|x.__setitem__(0,I(300))|type(x[1:]).__name__|x.__alloc__()|list(x)|next(iter(x))""".replace("\n", "|").split("|"):
    add(f"mut(bytearray(b'abcdef'), lambda x: {body})")

# memoryview -----------------------------------------------------------------
for body in """m[0]|m[8]|m[-9]|m[1.5]|m["a"]|m[2**70]|m[1:3].tolist()|m[::-1].tobytes()|m[::2].tolist()|m[0,0]|m[()]|m[...]|m.cast("H").tolist()|m.cast("i",(1,2)).tolist()
m.cast("B",[2,4]).tolist()|m.cast("B",[2,4])[1,2]|m.cast("B",[2,4])[1]|m.cast("B",[2,4])[1,9]|m.cast("B",[2,4])[2,0]|m.cast("B",[2,4])[1,2,3]
m.cast("B",[2,4])[0:1].shape|m.cast("B",[2,4])[0:1,0:1]|m.cast("B",[2,4]).strides|m.cast("B",[2,3])|m.cast("B",[])|m.cast("x")|m.cast("3B")|m.cast(1)
m.cast("H").cast("I")|m[::2].cast("H")|m[:3].cast("H")|m.cast("B",2)|m.cast("B",["a"])|m.cast("B",[0])|m.cast("@H").format|m.cast("<H")|m.cast("f").tolist()
m.cast("d").tolist()|m.cast("?").tolist()|m.cast("c").tolist()|m.cast("b").tolist()|m.cast("q").tolist()|m.cast("P").tolist()|m.cast("e").tolist()|m.nbytes|m.obj
m[::2].contiguous|m.suboffsets|m.hex(":")|m[::2].hex("-",2)|m.tobytes("F")|m.tobytes("X")|m.toreadonly().readonly|m==b"abcdefgh"|m==1|m==m.cast("H")|m<m|hash(m)
hash(m.toreadonly())|m.__setitem__(0,300)|m.__setitem__(0,"a")|m.__setitem__(0,1.5)|m.__setitem__(slice(0,2),b"xyz")|m.__setitem__(slice(0,2),b"xy")
m.__setitem__(slice(0,2),1)|m.__setitem__(9,1)|m.__setitem__("a",1)|m.__delitem__(0)|list(m)|98 in m|m.cast("f").__setitem__(0,"a")|m.cast("f").__setitem__(0,1)
m.cast("h").__setitem__(0,40000)|m.cast("H").__setitem__(0,-1)|m.cast("c").__setitem__(0,1)|m.cast("c").__setitem__(0,b"ab")|m.cast("e").__setitem__(0,65504.0)
m.cast("e").__setitem__(1,0.1)|m.cast("e").__setitem__(1,1e6)|m.cast("B",[2,4]).__setitem__((1,1),5)|m.cast("B",[2,4]).__setitem__(1,5)|m[5:2].tolist()|m[1:8:3].tolist()
m[7:0:-2].tolist()|m.cast("B",[4,2]).f_contiguous|m.cast("B",shape=[2,2,2])[1,1,1]|m.cast("B",shape=[2,2,2]).tobytes("F")|m.cast("B",[2,4]).cast("H").tolist()
[m.release(),len(m)]|[m.release(),m==m]|[m.release(),m[0]]|m.__enter__().shape|[v:=m[2:],m.release(),v.tolist()][2]|[*m.cast("B",[2,4])]
m.__setitem__(slice(2,6),m[0:4])|m.__setitem__(slice(0,4),m[2:6])|m[::-1].__setitem__(slice(0,2),b"zy")|m[True]|bytes(m[::2])|b"".join([m[1:3],m[::3]])""".replace("\n", "|").split("|"):
    add(f"mut(bytearray(b'abcdefgh'), lambda x: (lambda m: {body})(memoryview(x)))")
for e in ["memoryview()", "memoryview(1)", "memoryview(b'a',1)", "hash(memoryview(b'abc'))==hash(b'abc')", "memoryview(b'abc')[0:1].__setitem__(0,1)", "memoryview(b'')==b''",
          "memoryview(b'abcd').cast('H').__hash__()", "memoryview(b'a').readonly", "memoryview(object=b'abc').tolist()", "str(memoryview(b'abc'),'ascii')"]:
    add(e)

# codecs ---------------------------------------------------------------------
ENCODINGS = """ascii latin-1 utf-8 utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be cp1252 cp037 iso8859-15 utf-8-sig utf-7 unicode_escape
raw_unicode_escape idna punycode koi8-r mac-roman cp437 cp1251 cp874 tis-620 hp-roman8""".split()
HANDLERS = "strict ignore replace backslashreplace xmlcharrefreplace namereplace surrogateescape surrogatepass bogus".split()
CODEPOINTS = ["a", "b", ".", "-", "+", "\\", "\xe9", "\u20ac", "\u0416", "\u4e2d", "\U0001f600", "\ud800", "\udc80", "\udfff", "\n", "\x81", "\u3002", "\xdf", "\u200d", "\ufeff"]
for enc in ENCODINGS:
    for _ in range(40):
        s = "".join(rng.choice(CODEPOINTS) for _ in range(rng.randint(0, 6)))
        add(f"raised(lambda: {ascii(s)}.encode({enc!r}, {rng.choice(HANDLERS)!r}))")
        b = bytes(rng.choice([97, 98, 45, 46, 43, 92, 117, 120, 78, 48, 0, 10, 128, 129, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xed, 0xa0, 0x80, 0xf0, 0x9f, 0x98, 0xff, 0xfe, 0xd8, 0xdc,
                              0xf4, 0x90, rng.randrange(256)]) for _ in range(rng.randint(0, 9)))
        add(f"raised(lambda: {b!r}.decode({enc!r}, {rng.choice(HANDLERS[:5] + HANDLERS[6:])!r}))")
for _ in range(300):
    b = bytes(rng.choice([97, 0xc2, 0x80, 0xbf, 0xe0, 0xa0, 0xed, 0x9f, 0xef, 0xf0, 0x90, 0xf4, 0x8f, 0xf5, 0xc0, rng.randrange(256)]) for _ in range(rng.randint(1, 7)))
    add(f"raised(lambda: {b!r}.decode('utf-8', {rng.choice(['strict', 'replace', 'ignore', 'surrogateescape', 'surrogatepass', 'backslashreplace'])!r}))")
for e in r"""b"\\x4".decode("unicode_escape")|b"\\u12".decode("unicode_escape")|b"\\U00110000".decode("unicode_escape")|b"\\N{x}".decode("unicode_escape")
b"\\N{SPACE}\\x41\\101\\n\\\n1".decode("unicode_escape")|b"\\".decode("unicode_escape")|b"\\N{".decode("unicode_escape")|b"\\N{}".decode("unicode_escape")
b"\\Nx".decode("unicode_escape")|b"\\u12zz".decode("raw_unicode_escape")|b"\\u1234\\\\u1234\\n".decode("raw_unicode_escape")|b"\\U00110000".decode("raw_unicode_escape")
b"\xff\xfea\0b".decode("utf-16")|b"\xfe\xff\0a".decode("utf-16")|b"a\0".decode("utf-16")|b"\xff\xfe\0\0a\0\0\0".decode("utf-32")|b"\xef\xbb\xbfa".decode("utf-8-sig")
"a".encode("rot13")|b"a".decode("hex")|"a".encode("UTF8")|"a".encode("U8")|"a".encode("utf_8")|"a".encode("Latin1")|"a".encode("us-ascii")|"a".encode("utf  8")|"a".encode("")
"a".encode("windows-1252")|"\u0130".encode("cp1254")|"b\xfccher.example".encode("idna")|b"xn--bcher-kva.example".decode("idna")|("a"*64).encode("idna")
"a..b".encode("idna")|"b\xfccher".encode("punycode")|b"bcher-kva".decode("punycode")|"\u200d".encode("idna")|"Stra\xdfe".encode("idna")|"\u05d0a".encode("idna")
"\u05d0\u05d1.com".encode("idna")|"xn--\xfc".encode("idna")|b"XN--BCHER-KVA".decode("idna")|b"xn--a".decode("idna")|"\U0002f868".encode("idna")|"a".encode("undefined")
"\u4f8b\u3048.\u30c6\u30b9\u30c8".encode("idna")|"Pr\xf6\xdftel".encode("punycode")|b"\xff".decode("punycode")|"faß.de.".encode("idna")""".replace("\n", "|").split("|"):
    add(e)

with gzip.GzipFile("text.txt.gz", "wb", mtime=0) as f:
    f.write(("\n".join(lines) + "\n").encode())
print(len(lines))
