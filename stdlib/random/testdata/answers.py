"""Writes random.txt.gz, the answers that random_test.go compares with.

One call a line, in order, with fields separated by tabs: function, arguments,
the result or "!Class: message". Run with CPython 3.13 in this directory.
"""
import gzip
import io
import json
import random

pick = random.Random(271828)
out = io.StringIO()


def show(v):
    if isinstance(v, str):
        return json.dumps(v)
    if isinstance(v, bytes):
        return "x" + v.hex()
    if isinstance(v, complex):
        return f"c{v.real!r};{v.imag!r}"
    if isinstance(v, tuple):
        return "(" + ", ".join(map(show, v)) + ")"
    if isinstance(v, list):
        return "[" + ", ".join(map(show, v)) + "]"
    if isinstance(v, int) and not isinstance(v, bool) and abs(v) > 10**300:
        return hex(v)
    return repr(v)


def emit(f, *args, **kwargs):
    key = "\t".join([f, *map(show, args), *(f"{k}={show(v)}" for k, v in kwargs.items())])
    try:
        r = show(getattr(random, f)(*args, **kwargs))
    except Exception as e:
        r = f"!{type(e).__name__}: {', '.join(map(str, e.args))}".replace("\n", "\\n")
    print(key + "\t" + r, file=out)


def all_functions(n):
    for _ in range(n):
        emit("random")
        emit("getrandbits", pick.choice([0, 1, 5, 31, 32, 33, 53, 63, 64, 65, 96, 100, 1000]))
        emit("randbytes", pick.randrange(40))
        emit("randint", 1, 6)
        emit("randint", -10**30, 10**30)
        emit("randint", -2**63, 2**63 - 1)
        emit("randint", 0, 2**pick.randrange(70) - pick.randrange(2))
        emit("randrange", pick.choice([1, 10, 2**31, 2**32, 2**32 + 1, 2**63, 2**64, 10**40]))
        emit("randrange", 3, 100, pick.choice([1, 2, 7, 10**10]))
        emit("randrange", 100, 3, pick.choice([-1, -3, -7]))
        emit("randrange", 10**20, 10**21, 10**18)
        emit("choice", [1, 2.5, "c", None, 5])
        emit("choice", "hello world")
        emit("sample", list(range(pick.randrange(1, 200))), 1)
        emit("sample", list(range(30)), pick.randrange(30))
        emit("sample", list(range(500)), pick.randrange(20))
        emit("sample", ["r", "b", "g"], 4, counts=[3, 1, 5])
        emit("choices", ["a", "b", "c"], k=5)
        emit("choices", [1, 2, 3], [10, 1, 1.5], k=4)
        emit("choices", [1, 2, 3], cum_weights=[1, 5, 6], k=3)
        emit("choices", [1, 2], [10**20, 10**21], k=3)
        emit("uniform", 1, 10)
        emit("uniform", -2.5, 2.5)
        emit("uniform", 10**30, 0)
        emit("triangular")
        emit("triangular", 1, 10, 3)
        emit("triangular", 2, 2, 2)
        emit("gauss")
        emit("gauss", 10, 2.5)
        emit("gauss", 1, 2)
        emit("normalvariate", 1, 2)
        emit("normalvariate")
        emit("lognormvariate", 0, 0.25)
        emit("expovariate", 1.5)
        emit("expovariate")
        emit("expovariate", -2)
        emit("vonmisesvariate", 1.0, 4.0)
        emit("vonmisesvariate", 0, 0)
        emit("gammavariate", 2, 3)
        emit("gammavariate", 0.5, 1.5)
        emit("gammavariate", 1, 2.0)
        emit("betavariate", 2, 3)
        emit("betavariate", 0.5, 0.5)
        emit("paretovariate", 3)
        emit("weibullvariate", 1, 1.5)
        emit("binomialvariate", 10, 0.3)
        emit("binomialvariate", 100, 0.75)
        emit("binomialvariate", 1000, 0.2)
        emit("binomialvariate", 10**9, 0.5)
        emit("binomialvariate", 1)
        emit("binomialvariate", 5, 0.0)
        emit("binomialvariate", 5, 1)


for s in [0, 1, 42, -42, 12345678901234567890, 10**100, 2**32, 2**64 - 1, True, 1.5, -2.0, 1e300, 0.1, float("inf"), "", "hello", "h\u00e9llo \u20ac", b"", b"bytes", "x" * 200]:
    emit("seed", s)
    emit("random")
    all_functions(1)
for s in ["", "hello", b"bytes", "h\u00e9llo"]:
    emit("seed", s, 1)
    emit("random")
    emit("seed", s, version=1)
    emit("random")
emit("seed", 2024)
all_functions(25)
for _ in range(2000):
    emit("random")
for f, args, kw in [
    ("getrandbits", (-1,), {}), ("getrandbits", (1.5,), {}), ("getrandbits", (10**10,), {}), ("randbytes", (-1,), {}), ("randbytes", (1.5,), {}), ("randint", (1.5, 2), {}), ("randint", (2, 1), {}),
    ("randint", ("a", 2), {}), ("randint", (2, "a"), {}), ("randrange", (0,), {}), ("randrange", (5, 5), {}), ("randrange", (5, 1, 2), {}), ("randrange", (5, 1, 0), {}), ("randrange", (5, None, 2), {}),
    ("randrange", (1.5,), {}), ("randrange", (5, 9.0), {}), ("randrange", (1, 5, 2.0), {}), ("choice", ([],), {}), ("choice", (5,), {}), ("shuffle", ((1, 2),), {}), ("shuffle", ("ab",), {}), ("shuffle", (5,), {}),
    ("sample", ([1, 2], 3), {}), ("sample", ([1, 2], -1), {}), ("sample", ([1, 2], 1.0), {}), ("sample", ([1, 2], "a"), {}), ("sample", (5, 1), {}), ("sample", ([1, 2], 1), {"counts": [1]}),
    ("sample", ([1, 2], 1), {"counts": [1.5, 2]}), ("sample", ([1, 2], 1), {"counts": [0, 0]}), ("sample", ([], 0), {"counts": []}), ("sample", ([1, 2], 5), {"counts": [1, 2]}), ("choices", ([],), {"k": 1}),
    ("choices", ([1, 2],), {"k": -1}), ("choices", ([1, 2],), {"k": 1.5}), ("choices", ([1, 2], [1]), {}), ("choices", ([1, 2], 5), {}), ("choices", ([1, 2], [0, 0]), {}), ("choices", ([1, 2], [1, float("inf")]), {}),
    ("choices", ([1, 2], [1, 2]), {"cum_weights": [1, 2]}), ("choices", ([1, 2],), {"cum_weights": 5}), ("choices", ([1, 2], ["a", "b"]), {}), ("choices", ([1, 2], 1.5), {}), ("seed", ([],), {}), ("seed", (1j,), {}),
    ("gammavariate", (0, 1), {}), ("expovariate", (0,), {}), ("binomialvariate", (-1,), {}), ("binomialvariate", (5, 2), {}), ("paretovariate", (0,), {}), ("weibullvariate", (1, 0), {}), ("uniform", ("a", 1), {}),
    ("lognormvariate", (1000, 1), {}), ("setstate", (5,), {}), ("setstate", ((3,),), {}), ("setstate", ((3, (1,), None),), {}), ("setstate", ((3, [1], None),), {}), ("setstate", ((1, (1,), None),), {}), ("setstate", ((1, 2, 3, 4),), {}),
    ("setstate", ((3, tuple([0] * 624 + [700]), None),), {}), ("setstate", ((3, tuple(["a"] * 625), None),), {}), ("setstate", ((3, tuple([-1] * 625), None),), {}), ("triangular", (1, 2, "a"), {}), ("gauss", ("a", 1), {}),
    ("setstate", ((3, tuple(range(1, 625)) + (624,), 0.5),), {}), ("random", (), {}), ("setstate", ((2, tuple(range(-624, 0)) + (600,), None),), {}), ("random", (), {}),
]:
    emit("seed", 1)
    emit(f, *args, **kw)
emit("setstate", (3, tuple(range(1, 625)) + (624,), 0.5))
emit("gauss")
emit("gauss")
emit("setstate", (2, tuple(range(-624, 0)) + (600,), None))
for _ in range(30):
    emit("random")
with open("random.txt.gz", "wb") as f, gzip.GzipFile("", "wb", 9, f, mtime=0) as z:
    z.write(out.getvalue().encode())
