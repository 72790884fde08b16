"""Writes cmath.txt.gz, the answers that cmath_test.go compares with.

One call a line, with fields separated by tabs: function, arguments, the result
or "!Class: message". Run with CPython 3.13 in this directory.
"""
import cmath
import gzip
import io
import math
import random

rnd = random.Random(161803)
out = io.StringIO()
inf, nan = math.inf, math.nan


def show(v):
    if isinstance(v, complex):
        return f"c{v.real!r};{v.imag!r}"
    if isinstance(v, tuple):
        return "(" + ", ".join(map(show, v)) + ")"
    if isinstance(v, str):
        return f'"{v}"'
    return repr(v)


def emit(f, *args, **kwargs):
    key = "\t".join([f, *map(show, args), *(f"{k}={show(v)}" for k, v in kwargs.items())])
    try:
        r = show(getattr(cmath, f)(*args, **kwargs))
    except Exception as e:
        r = f"!{type(e).__name__}: {', '.join(map(str, e.args))}"
    print(key + "\t" + r, file=out)


functions = ["acos", "acosh", "asin", "asinh", "atan", "atanh", "cos", "cosh", "exp", "log", "log10", "sin", "sinh", "sqrt", "tan", "tanh", "phase", "polar", "isnan", "isinf", "isfinite"]
parts = [-inf, -2.0, -0.0, 0.0, 2.0, inf, nan, 1.0, -1.0, 5e-324, 1e308, -1e308, 1e-310, 709.9, -745.5]
for f in functions:
    for re in parts:
        for im in parts:
            emit(f, complex(re, im))
    for x in [1, -1, 2, True, "a", None, 10**400, 0.5, -0.5]:
        emit(f, x)
    for _ in range(60):
        emit(f, complex(rnd.uniform(-3, 3), rnd.uniform(-3, 3)))
        emit(f, complex(rnd.uniform(-1, 1) * 2.0 ** rnd.randrange(-40, 8), rnd.uniform(-1, 1) * 2.0 ** rnd.randrange(-40, 8)))
    emit(f)
    emit(f, 1, 2, 3)
for r in parts:
    for phi in parts:
        if not (abs(phi) > 1e307 and math.isfinite(phi)):
            emit("rect", r, phi)
for a in [0, 0j, 1, 2, 1j, -1, 0.5, 8, inf, nan]:
    for b in [0, 1, 2, 1j, -1, inf, nan, "a"]:
        emit("log", a, b)
for args, kw in [((1, 1 + 1e-10j), {}), ((1, 2), {"rel_tol": -1}), ((1, 2), {"abs_tol": 5}), ((inf, inf), {}), ((complex(inf, 1), complex(inf, 2)), {}), ((nan, nan), {}), ((1, 1.1), {"rel_tol": 0.2}), ((1,), {}), ((1, 2, 3), {})]:
    emit("isclose", *args, **kw)
with open("cmath.txt.gz", "wb") as f, gzip.GzipFile("", "wb", 9, f, mtime=0) as z:
    z.write(out.getvalue().encode())
