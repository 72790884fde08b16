"""Writes numbers.txt.gz, the answers that number_test.go compares with.

One case a line, fields separated by tabs: what to do, operands, the result or
"!Class: message". Run with CPython 3.13 in this directory.
"""
import gzip
import io
import json
import operator
import random
import warnings

warnings.simplefilter("ignore")
rnd = random.Random(20240917)
out = io.StringIO()
inf, nan = float("inf"), float("nan")


def show(v):
    if isinstance(v, str):
        return json.dumps(v)
    if isinstance(v, bytes):
        return "x" + v.hex()
    if isinstance(v, complex):
        return f"c{v.real!r};{v.imag!r}"
    if isinstance(v, tuple):
        return "(" + ", ".join(map(show, v)) + ")"
    if isinstance(v, int) and not isinstance(v, bool) and abs(v) > 10**300:
        return hex(v)
    return repr(v)


seen = set()


class Name(str):
    pass


def name(s):
    return Name(s)


def show_field(v):
    return str(v) if isinstance(v, Name) else show(v)


def emit(f, *fields):
    key = "\t".join(show_field(x) for x in fields)
    if key in seen:
        return
    seen.add(key)
    try:
        r = show(f())
    except Exception as e:
        r = f"!{type(e).__name__}: {', '.join(map(str, e.args))}"
    print(key + "\t" + r.replace("\n", "\\n"), file=out)


ints = [0, 1, -1, 2, -2, 3, 5, 7, 10, -10, 15, 25, -25, 62, 63, 64, 65, 100, 255, 256, 1000,
        2**31 - 1, 2**31, -2**31, 2**32, 2**53 - 1, 2**53, 2**53 + 1, 2**62, 2**63 - 1, 2**63, -2**63, -2**63 - 1,
        2**64 - 1, 2**64, -2**64, 10**18, 10**19, -10**25, 2**100 + 1, 3**200, -7**150, 10**308, 10**309, 2**1024 - 2**970, 2**1024 - 2**969]
floats = [0.0, -0.0, 1.0, -1.0, 0.5, 1.5, -1.5, 2.5, 0.1, 0.3, -0.7, 1e-5, 1e-4, 123456.789, 1e15, 1e16, 1e17, 1e22, 1e23, 2.0**53,
          9007199254740993.0, -2.0**63, 2.0**63, 2.0**64, 1e100, 1e300, -1e308, 1.7976931348623157e308, 5e-324, 2.2250738585072014e-308,
          1e-310, inf, -inf, nan, 3.0, -2.0, 100.0, 1 / 3, 2 / 3, 0.1 + 0.2]
complexes = [0j, 1j, -1j, 1 + 2j, -1.5 + 0.5j, complex(-0.0, 0.0), complex(0.0, -0.0), complex(-0.0, -0.0), 3 + 0j, -2 + 0j, 0.5j,
             complex(inf, 0), complex(nan, 1), complex(1, inf), 1e200 + 1e200j, 1e-200j, complex(inf, -inf)]


def random_int():
    k = rnd.choice([1, 4, 8, 16, 31, 32, 33, 52, 53, 54, 62, 63, 64, 65, 127, 128, 200, 600])
    return rnd.getrandbits(k) * rnd.choice([1, -1])


def random_float():
    c = rnd.randrange(8)
    if c == 0:
        return float(rnd.randrange(-1000, 1000))
    if c == 1:
        return rnd.uniform(-10, 10)
    if c == 2:
        return round(rnd.uniform(-1000, 1000), rnd.randrange(4))
    if c == 3:
        return rnd.uniform(-1, 1) * 10.0 ** rnd.randrange(-30, 30)
    if c == 4:
        return rnd.uniform(-1, 1) * 2.0 ** rnd.randrange(-1073, 1020)
    if c == 5:
        return float(random_int()) if rnd.random() < 0.7 else 2.0 ** rnd.randrange(-1074, 1023)
    if c == 6:
        return rnd.randrange(-9999, 9999) / 8
    return rnd.choice(floats)


def random_number():
    c = rnd.randrange(10)
    if c < 5:
        return random_int() if rnd.random() < 0.7 else rnd.choice(ints)
    if c < 8:
        return random_float()
    if c == 8:
        return rnd.random() < 0.5
    return complex(random_float(), random_float()) if rnd.random() < 0.6 else rnd.choice(complexes)


binary = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "//": operator.floordiv,
          "%": operator.mod, "divmod": divmod, "&": operator.and_, "|": operator.or_, "^": operator.xor}
compare = {"<": operator.lt, "<=": operator.le, "==": operator.eq, "!=": operator.ne, ">": operator.gt, ">=": operator.ge}


def do_binary(op, a, b):
    emit(lambda: binary[op](a, b), name("bin"), name(op), a, b)


def do_compare(op, a, b):
    emit(lambda: compare[op](a, b), name("cmp"), name(op), a, b)


corner = [0, 1, -1, 7, -7, 2**63 - 1, -2**63, 2**63, 2**53 + 1, 10**309, True, False, 0.0, -0.0, 1.5, -7.0, inf, -inf, nan, 2.0**53, 1j, 0j]
for a in corner:
    for b in corner:
        for op in rnd.sample(list(binary), 4):
            do_binary(op, a, b)
        for op in rnd.sample(list(compare), 3):
            do_compare(op, a, b)
for _ in range(1500):
    do_binary(rnd.choice(list(binary)), random_number(), random_number())
for _ in range(300):
    i = random_int()
    f = rnd.choice([float(i) if abs(i) < 2**1000 else 1.0, random_float()])
    op = rnd.choice(list(compare))
    do_compare(op, i, f)
    do_compare(op, f, i)
for _ in range(100):  # quotients near the halfway points and the limits
    a = rnd.getrandbits(rnd.randrange(1, 2200)) + 1
    b = rnd.getrandbits(rnd.randrange(1, 1200)) + 1
    do_binary("/", a, b)
    do_binary("/", -(2 * (2**53 + rnd.randrange(2**53)) + 1) * b, b * 2 ** rnd.randrange(1, 1130))
for a in [0, 1, 5, -5, 2**62, 2**70, -2**70, True]:
    for b in [0, 1, 2, 31, 32, 33, 61, 62, 63, 64, 65, 100, -1, 2**64, -2**64, 2**70, True]:
        if a == 0 or b < 2**60:
            emit(lambda: a << b, name("bin"), name("<<"), a, b)
        emit(lambda: a >> b, name("bin"), name(">>"), a, b)
for _ in range(100):
    a, b = random_int(), rnd.randrange(200)
    emit(lambda: a << b, name("bin"), name("<<"), a, b)
    emit(lambda: a >> b, name("bin"), name(">>"), a, b)
# powers whose result is exact or exceptional; the rest is libm's to test
for a in [0, 1, -1, 2, -2, 3, 10, -10, 2**31, -2**32, 2**64, 6**40, True, False]:
    for b in [0, 1, 2, 3, 5, 10, 31, 62, 63, 64, 65, 100, 101, -1, True, False]:
        if b >= 0 or a in (0, 1, -1, 2, -2):
            emit(lambda: a**b, name("bin"), name("**"), a, b)
for a in [0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 0.5, inf, -inf, nan, 1e200, -1e200, 3.0, 1.5]:
    for b in [0.0, -0.0, 1.0, -1.0, 2.0, 3.0, -3.0, inf, -inf, nan, 0, 1, -1, 1e300, 2.0**53]:
        emit(lambda: a**b, name("bin"), name("**"), a, b)
for a in complexes:
    for b in [0, 1, 2, 3, -1, -2, 10, 2.0, 100, -100, 0j, 2 + 0j]:
        emit(lambda: a**b, name("bin"), name("**"), a, b)
for _ in range(150):
    a, b, m = random_int(), random_int(), random_int()
    emit(lambda: pow(a, b, m), name("pow"), a, b, m)
for a in [0, 1, 2, -3, 2**64, 10]:
    for b in [0, 1, -1, 5, 2**70, -7]:
        for m in [1, -1, 0, 2, 7, -7, 10, 2**61 - 1, 2**64 + 13]:
            emit(lambda: pow(a, b, m), name("pow"), a, b, m)
for v in ints + floats + complexes + [True, False]:
    for m in ["__neg__", "__pos__", "__abs__", "__invert__", "__hash__", "__bool__", "__int__", "__float__", "__index__", "__trunc__", "__floor__",
              "__ceil__", "bit_length", "bit_count", "as_integer_ratio", "hex", "is_integer", "conjugate", "__repr__", "__getnewargs__", "__sizeof__"]:
        if v == v or m != "__hash__":
            if hasattr(v, m) and not (isinstance(v, (complex, float)) and m == "__sizeof__") and not (v != v and isinstance(v, complex) and m == "__hash__"):
                if m == "__abs__" and isinstance(v, complex) and v.real and v.imag and v.real == v.real and abs(v.real) < 1e300:
                    continue
                emit(lambda: getattr(v, m)(), name("call"), name(m), v)
for _ in range(600):
    f = random_float()
    emit(lambda: repr(f), name("call"), name("__repr__"), f)
    if f == f:
        emit(lambda: hash(f), name("call"), name("__hash__"), f)
for k in range(-1074, 1024, 7):
    f = 2.0**k
    emit(lambda: repr(f), name("call"), name("__repr__"), f)
for _ in range(60):
    i = random_int()
    emit(lambda: hash(i), name("call"), name("__hash__"), i)
    f = random_float()
    if f == f:
        emit(lambda: f.hex(), name("call"), name("hex"), f)
    c = complex(random_float(), random_float())
    emit(lambda: repr(c), name("call"), name("__repr__"), c)
    if c == c:
        emit(lambda: hash(c), name("call"), name("__hash__"), c)
for _ in range(300):
    f, n = random_float(), rnd.choice([None, 0, 1, 2, 3, 5, 10, 17, 20, 300, -1, -2, -5, -10, -22, -23, -30, -307, -308, -309, 323, 324, 10**20, -10**20])
    emit(lambda: f.__round__(n), name("call"), name("__round__"), f, n)
for x in [2.675, 0.5, 1.5, 2.5, -0.5, 5e22, 4.9e22, 15.0, 25.0, 35.0, 1.7e308, 9.5e307, 5e15 + 0.5, 0.05, 5.0, 50.0, 150.0, 49.99999999999999, 1e16]:
    for n in [None, 0, 1, 2, -1, -2, -16, -23, -308]:
        emit(lambda: x.__round__(n), name("call"), name("__round__"), x, n)
for _ in range(100):
    i, n = random_int(), rnd.choice([None, 0, 1, 5, -1, -2, -3, -10, -20, -50, -200, 10**30])
    emit(lambda: i.__round__(n), name("call"), name("__round__"), i, n)
for i in [5, 15, 25, -5, -15, 50, 150, 250, 149, 151, -150, -250, 2**63 - 1, 10**30 * 5]:
    for n in [-1, -2, -3, -31]:
        emit(lambda: i.__round__(n), name("call"), name("__round__"), i, n)
for _ in range(150):
    i, n = random_int(), rnd.randrange(0, 20)
    for order in ("big", "little"):
        signed = rnd.random() < 0.5
        emit(lambda: i.to_bytes(n, order, signed=signed), name("to_bytes"), i, n, order, signed)
    b = rnd.randbytes(n)
    emit(lambda: int.from_bytes(b, order, signed=signed), name("from_bytes"), b, order, signed)
for i in [0, 1, -1, 127, 128, -128, -129, 255, 256, 2**63, -2**63, 2**64 - 1]:
    for n in [0, 1, 2, 8, 9]:
        for signed in (True, False):
            emit(lambda: i.to_bytes(n, "big", signed=signed), name("to_bytes"), i, n, "big", signed)

# text to numbers
int_texts = ["", " ", "0", "-0", "+5", " 12 ", "1_000", "1__0", "_1", "1_", "12x", "0x1f", "0X1F", "-0x_f", "0b101", "0o17", "0x", "0b", "0b2", "010", "00", "0_0",
             "0_7", "- 1", "--1", "1 2", "z", "ZZ", "1e5", "1.0", "\u0661\u0662", "\u20031\u3000", "\x1c1", "\ud800", "99999999999999999999", "-123456789012345678901234567890",
             "9223372036854775807", "-9223372036854775808", "9223372036854775808", "1\x00", "\u00b2", "fffffffffffffffffffffff", "1" * 50]
for s in int_texts:
    for base in [10, 0, 2, 8, 16, 36]:
        emit(lambda: int(s, base), name("int"), s, base)
    emit(lambda: float(s), name("float"), s)
    emit(lambda: complex(s), name("complex"), s)
for base in [1, 37, -1, 2**70]:
    emit(lambda: int("1", base), name("int"), "1", base)
for n in [4299, 4300, 4301, 5000]:
    emit(lambda: int("1" * n) % 1000000007, name("intdigits"), n)
    emit(lambda: int("0" * n) % 1000000007, name("intzeros"), n)
    emit(lambda: len(str(10 ** (n - 1))), name("strdigits"), n)
    emit(lambda: len(str(-(10 ** (n - 1)))), name("strdigits"), -n)
float_texts = ["1.5", ".5", "5.", ".", "", "+.5e-3", "-1E+5", "1e", "1e+", "e5", "inf", "-Inf", "+INFINITY", "infinit", "nan", "-NaN", "nan(1)", "1_0.0_1", "1_.0", "1._0",
               "1e1_0", "1_e5", "1e_5", "_1.0", "1.0_", "0x1p3", "1e400", "-1e400", "1e-400", "1e99999999999999999999", " 1.5\n", "1.5x", "1 .5", "\u0661.\u0665", "1.5\x00",
               "2.2250738585072011e-308", "9007199254740993", "9007199254740992.99999999999999999999999", "0." + "0" * 400 + "1", "1" + "0" * 310,
               "179769313486231580793728971405301e276", "1.7976931348623158e308", "1.7976931348623159e308", "2.4703282292062328e-324", "2.4703282292062327e-324", "infinity_", "i_nf"]
complex_texts = ["1+2j", "(1+2j)", " ( 1+2j ) ", "( 1 + 2j )", "1 + 2j", "j", "-j", "+J", "1-j", "1+j", "1e5j", "1e5+1e-5j", "1_0+2_0j", "1__0j", "_1j", "nan+infj", "-nan-infj",
                 "infinityj", "1j+2", "1jj", "(1+2j", "1+2j)", "()", "((1j))", "1+-2j", "--1", "1+", "+", "-", "1+2", ".5-.5j", "\u0661+\u0662j", "1 j", "(1)", "(j)", "1e400j", "0-0j", "-0-0j"]
for s in float_texts + complex_texts:
    emit(lambda: float(s), name("float"), s)
    emit(lambda: complex(s), name("complex"), s)
for _ in range(200):
    f = random_float()
    s = rnd.choice([repr(f), "%.*e" % (rnd.randrange(25), f), "%.*f" % (rnd.randrange(10), f), "%.17g" % f])
    emit(lambda: float(s), name("float"), s)
hex_texts = ["0x1p0", "0x1.8p1", "-0x.8p-1", "1.8", "ff", "0x", "", "0x.", "zz", "inf", "-INF", "nan", "+infinity", "0x1p", "0x1p+", "0x1p1x", "0x1.p+0", " 0x1 ", "0x1p1024", "0x1p-1075",
             "0x1.8p-1075", "0x1p-1074", "0x1.fffffffffffffp1023", "0x1.fffffffffffff8p1023", "0x1.fffffffffffff7fffp1023", "0x1.00000000000008p0", "0x1.000000000000081p0",
             "0x1.00000000000018p0", "1p99999999999999999999", "1p-99999999999999999999", "0p99999999999999999999", "0x123456789abcdef01234p-40", "0x0.00000000000000000001p+80",
             "-0x0p0", "0X1P3", "1" * 300, "0x1 p1", "0xfp-1076", "0x.0000000000000fffffffffffffp0", "0x3.fffffffffffff8p-1024", "0x0.8p-1073", "0x0.7fp-1073"]
for s in hex_texts:
    emit(lambda: float.fromhex(s), name("fromhex"), s)

# formats
fills = ["", "", "", "<", ">", "^", "=", "*<", "0>", "x^", "_=", "\u00e9>", "0="]
for _ in range(1200):
    v = rnd.choice([random_int, random_float, random_float, lambda: rnd.choice(floats), lambda: rnd.choice(ints[:30]),
                    lambda: complex(random_float(), random_float()), lambda: rnd.choice(complexes), lambda: rnd.random() < 0.5])()
    if isinstance(v, int) and rnd.random() < 0.5:
        kind = rnd.choice("bcdoxXn")
    else:
        kind = rnd.choice(["", "", "e", "E", "f", "F", "g", "G", "n", "%", "d", "s", "y"])
    spec = (rnd.choice(fills) + rnd.choice(["", "", "+", "-", " "]) + rnd.choice(["", "", "", "", "z"]) + rnd.choice(["", "", "", "#"]) + rnd.choice(["", "", "0"])
            + rnd.choice(["", "", "5", "12", "25", "8"]) + rnd.choice(["", "", "", ",", "_"]) + rnd.choice(["", "", ".0", ".1", ".3", ".6", ".17", ".30"]) + kind)
    if isinstance(v, int) and kind in "bcdoxXn" and rnd.random() < 0.8:
        spec = spec.replace("z", "").split(".")[0] + (kind if "." in spec else "")
    if len(repr(v)) < 340:
        emit(lambda: format(v, spec), name("format"), v, spec)
for spec in ["10dd", ".", "_,", ",_", ",,", "99999999999999999999d", ".99999999999f", ".2147483648f", "\u0665", "\u0663.\u0661f", "\ud800>5", "\u00e9", "\x01", "+c", "#c", "c", ",c",
             "*>5c", "=5c", "zd", "z.1f", "010c", ".2d", ",n", "_n", ",b", "_b", "_x", "_X", "#_o", "#b", "#010X", "<010", "^10", "^11", "010,", "011,", "012,", "013,", "09_b", "+", "-", " "]:
    for v in [0, 65, -65, 1234567, True, 0x110000, 2**70, 1.5, -0.0, 1234567.891, inf, 2j, 1.5 - 2.5j]:
        emit(lambda: format(v, spec), name("format"), v, spec)
for f in [0.0, 1.0, 10.0, 100.0, 99.5, 0.95, 0.00001234, 0.0001, 123456.0, 1234567.0, 1e15, 1e16, 9.995, 0.5, 1.5, 2.5, 1e100, 5e-324]:
    for spec in ["", "g", ".0g", ".1g", ".3g", "#g", "#.3g", ".1", ".3", "#", "e", ".0e", "#.0e", "f", ".0f", "#.0f", "%", ".0%", "n", "G", ".20", ".50f", ",.2f", "r"]:
        emit(lambda: format(f, spec), name("format"), f, spec)
with open("numbers.txt.gz", "wb") as f, gzip.GzipFile("", "wb", 9, f, mtime=0) as z:
    z.write(out.getvalue().encode())
