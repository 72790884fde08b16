"""Writes close.txt.gz: arguments of functions and CPython 3.13's results, with
the mathematics library of glibc 2.36.

One case a line: function, argument, result, both in hexadecimal. Run in this
directory.
"""
import gzip
import io
import math
import random

rnd = random.Random(7)


def uniform(a, b):
    return lambda: rnd.uniform(a, b)


def wide():
    return rnd.uniform(-1, 1) * 2.0 ** rnd.randrange(-40, 8)


def large():
    return 2.0 ** rnd.uniform(0, 1000)


cases = {
    "log10": [uniform(0, 1000), uniform(0, 1), lambda: 2.0 ** rnd.uniform(-1000, 1000)],
    "expm1": [uniform(-10, 10), uniform(-1, 1), wide, uniform(-40, 700)],
    "log1p": [uniform(-1, 10), uniform(-0.5, 0.5), lambda: abs(wide()), large],
    "sinh": [uniform(-10, 10), uniform(-1, 1), wide, uniform(-710, 710)],
    "cosh": [uniform(-10, 10), uniform(-1, 1), wide, uniform(-710, 710)],
    "tanh": [uniform(-3, 3), uniform(-25, 25), wide],
    "asinh": [uniform(-10, 10), wide, large],
    "acosh": [uniform(1, 10), large, lambda: 1 + abs(wide())],
    "atanh": [uniform(-1, 1), uniform(-0.3, 0.3), wide],
    "erf": [uniform(-3, 3), uniform(-6, 6), wide],
    "erfc": [uniform(-3, 3), uniform(-6, 27)],
    "gamma": [uniform(-10, 50), uniform(0, 5), uniform(0, 171), uniform(-190, 0), lambda: float(rnd.randrange(1, 171))],
    "lgamma": [uniform(-10, 50), uniform(0, 5), uniform(0, 1e5), lambda: 2.0 ** rnd.uniform(-100, 900)],
}
out = io.StringIO()
for f, makers in cases.items():
    for make in makers:
        for _ in range(150):
            x = make()
            try:
                y = getattr(math, f)(x)
            except (ValueError, OverflowError):
                continue
            print(f, x.hex(), y.hex(), sep="\t", file=out)
with open("close.txt.gz", "wb") as f, gzip.GzipFile("", "wb", 9, f, mtime=0) as z:
    z.write(out.getvalue().encode())
