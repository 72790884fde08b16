import os


class Über:
    größe = 3

    def 测试(self, x, *args, **kwargs):
        return self.größe + x * (args[0] if args else 1)


def calls(a, b):
    value = sum([a, b])
    other = os.path.join("a", str(a) + "b", *[str(x) for x in range(b)])
    return len(other)


def long_expression(first, second):
    total = (
        first
        + second  # the sum
        * 3
    )
    return calls(
        first,
        [
            second,
            first,
            second,
        ],
    )[0]


def operators(x, y, data):
    x //= y
    z = x ** y @ data
    w = (x + y) * (data["a"]["b"] - data["c"][1:2])
    data["key"] = x << y | ~z & w ^ 1
    del data["key"], data[0][1]
    return ((x)) \
        + (y)


def wide():
    s = "你好" + undefined + "…"
    t = "你好".嗯(测试 + 1) * "ｗ".x
    return s + t, f"{s!r:>{10}} {t[0]}"


async def more(it):
	async for x in it:
		await x.y(1)[2]
	async with it as a, it() as b:
		yield a.b.c if b else (yield)


def statements(n):
    assert n > 3, "too " + str(n)
    if n and n in [1] or n is not None:
        raise ValueError("no") from KeyError(n)
    for i, (a, *b) in enumerate({1: 2}.items()):
        print(*b, sep=a, **{"end": i})
    with open("x") as f, open("y") as g:
        f.write(g.read())
    try:
        lambda q=1, /, *, r: q + r
    except (ValueError, TypeError) as e:
        [x for x in e if x for y in x]
    match n:
        case {"a": [1, *rest], **kw} if rest:
            global zzz
            zzz = rest[n] = kw
        case Über(größe=g) | [g]:
            return not -g + +g
    import a.b as c
    from d import e as f
    n += (yield_ := n)(1)(2)
    return (
        n.a
        .b
        .c(
            1
        )
        .d
    )
