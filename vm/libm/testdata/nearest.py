"""Writes nearest.txt.gz: arguments of elementary functions and the floats that
are nearest to their values, as the MPFR library finds them.

One case a line: function, arguments, result, all in hexadecimal. Run in this
directory where libmpfr is installed.
"""
import ctypes
import gzip
import io
import math
import random

mpfr = ctypes.CDLL("libmpfr.so.6")


class Number(ctypes.Structure):
    _fields_ = [("precision", ctypes.c_long), ("sign", ctypes.c_int), ("exponent", ctypes.c_long), ("limbs", ctypes.c_void_p)]


mpfr.mpfr_get_d.restype = ctypes.c_double
mpfr.mpfr_set_d.argtypes = [ctypes.POINTER(Number), ctypes.c_double, ctypes.c_int]


def number(precision):
    n = Number()
    mpfr.mpfr_init2(ctypes.byref(n), ctypes.c_long(precision))
    return n


operands = number(53), number(53)
result = number(250)


def nearest(f, args):
    for n, x in zip(operands, args):
        mpfr.mpfr_set_d(ctypes.byref(n), x, 0)
    getattr(mpfr, "mpfr_" + f)(ctypes.byref(result), *(ctypes.byref(n) for n in operands[: len(args)]), 0)
    return mpfr.mpfr_get_d(ctypes.byref(result), 0)


rnd = random.Random(99)


def uniform(a, b):
    return lambda: (rnd.uniform(a, b),)


def wide():
    return (rnd.uniform(-1, 1) * 2.0 ** rnd.randrange(-60, 60),)


def huge():
    return (rnd.uniform(-1, 1) * 2.0 ** rnd.randrange(20, 1023),)


def near_pi():
    return (rnd.randrange(1, 10 ** rnd.randrange(1, 15)) * math.pi / 2,)


def near_one():
    return (1 + rnd.uniform(-1, 1) * 2.0 ** -rnd.randrange(3, 50),)


def below_one():
    return (1 - rnd.uniform(0, 1) * 2.0 ** -rnd.randrange(50),)


def small():
    return (rnd.uniform(-1, 1) * 2.0 ** -rnd.randrange(60),)


def any_positive():
    return (2.0 ** rnd.uniform(-1074, 1023),)


def power_of_two():
    return (2.0 ** rnd.randrange(-1074, 1023),)


trigonometric = [uniform(-100, 100), uniform(-1, 1), wide, huge, near_pi, uniform(-1e6, 1e6)]
cases = {
    "exp": [uniform(-745, 709), uniform(-1, 1), wide, uniform(-745.2, -700)],
    "exp2": [uniform(-1074, 1023), uniform(-1, 1), wide, lambda: (float(rnd.randrange(-1074, 1023)),), uniform(-1075, -1020)],
    "log": [uniform(0, 100), uniform(0.9, 1.1), uniform(0, 1), any_positive, near_one],
    "log2": [uniform(0, 100), uniform(0.9, 1.1), any_positive, power_of_two, near_one],
    "sin": trigonometric,
    "cos": trigonometric,
    "tan": trigonometric,
    "atan": [uniform(-10, 10), uniform(-1, 1), wide, lambda: (rnd.randrange(-300, 300) / 128,)],
    "asin": [uniform(-1, 1), below_one, small],
    "acos": [uniform(-1, 1), below_one, small],
    "cbrt": [uniform(-10, 10), any_positive, lambda: (float(rnd.randrange(-1000, 1000)) ** 3,)],
    "atan2": [lambda: (rnd.uniform(-10, 10), rnd.uniform(-10, 10)), lambda: wide() + wide(), lambda: (float(rnd.randrange(-9, 9)), float(rnd.randrange(-9, 9))),
              lambda: (rnd.uniform(-1, 1) * 2.0 ** rnd.randrange(-300, 300), rnd.uniform(-1, 1) * 2.0 ** rnd.randrange(-300, 300))],
    "pow": [lambda: (rnd.uniform(0, 100), rnd.uniform(-10, 10)), lambda: (rnd.uniform(0, 100), -1.5), lambda: (rnd.uniform(0, 2), rnd.uniform(-300, 300)),
            lambda: (float(rnd.randrange(1, 2**18)), 3.0), lambda: (rnd.randrange(1, 1000) / 8, float(rnd.randrange(1, 12))),
            lambda: (float(rnd.randrange(1, 200)), rnd.choice([0.5, 1.5, 0.25, -0.5, 1 / 3])), lambda: near_one() + (rnd.uniform(-1, 1) * 2.0 ** rnd.randrange(3, 40),),
            lambda: (float(rnd.randrange(1, 2000) ** 2), rnd.choice([0.5, 1.5, 2.5])), lambda: (rnd.uniform(0, 1) * 2.0**-600, rnd.uniform(1, 1.8))],
    "hypot": [lambda: (rnd.uniform(-10, 10), rnd.uniform(-10, 10)), lambda: wide() + wide(), lambda: (rnd.uniform(0, 1) * 2.0**-1060, rnd.uniform(0, 1) * 2.0**-1060)],
}
out = io.StringIO()
for f, makers in cases.items():
    for make in makers:
        for _ in range(60):
            args = make()
            print(f, *(x.hex() for x in args), nearest(f, args).hex(), sep="\t", file=out)
with open("nearest.txt.gz", "wb") as f, gzip.GzipFile("", "wb", 9, f, mtime=0) as z:
    z.write(out.getvalue().encode())
