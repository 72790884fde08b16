class S(str): pass
class B(bytes): pass
class A(bytearray): pass
class I:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n
class F:
    x = 5
    def __getitem__(self, k): return ("item", k)
    def __format__(self, spec): return "F<%s>" % spec
    def __repr__(self): return "F\u20ac"
class M(dict):
    def __missing__(self, k): return "<" + str(k) + ">"
class BB:
    def __bytes__(self): return b"bb"
    def __str__(self): return "BB"
class Bad:
    def __format__(self, spec): return 5
    def __bytes__(self): return 5
    def __str__(self): return 5
class R:
    def __radd__(self, o): return ("radd", o)
    def __rmul__(self, o): return ("rmul", o)
    def __rmod__(self, o): return ("rmod", o)
def mut(x, f):
    try: r = f(x)
    except Exception as e: r = type(e).__name__ + ": " + str(e)
    return r, x
def raised(f):
    try: return f()
    except UnicodeError as e: return type(e).__name__, e.args, str(e)
