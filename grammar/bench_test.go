package grammar

import (
	"fmt"
	"strings"
	"testing"
)

// sample is a script of ordinary code, 121 lines, made to be repeated: n goes
// into its names.
func sample(n int) string {
	return strings.ReplaceAll(sampleText, "¤", fmt.Sprint(n))
}

const sampleText = `import os
from collections import defaultdict

LIMIT_¤ = 10_000
GREETING_¤ = "hello, \"world\"\n"


class Account_¤:
    """An account with a balance."""

    kinds = ("checking", "savings")

    def __init__(self, owner, balance=0.0, *, kind="checking"):
        self.owner = owner
        self.balance = balance
        self.kind = kind
        self.history = []

    def deposit(self, amount: float) -> float:
        if amount <= 0:
            raise ValueError(f"bad amount: {amount!r}")
        self.balance += amount
        self.history.append(("deposit", amount, self.balance))
        return self.balance

    def withdraw(self, amount: float) -> float:
        if amount > self.balance:
            raise RuntimeError("insufficient funds")
        elif amount <= 0:
            raise ValueError("bad amount: %r" % amount)
        else:
            self.balance -= amount
        self.history.append(("withdraw", amount, self.balance))
        return self.balance

    @property
    def summary(self):
        return {k: v for k, v in vars(self).items() if not k.startswith("_")}

    def __repr__(self):
        return f"{type(self).__name__}({self.owner!r}, {self.balance:>10.2f})"


async def fetch_¤(session, urls, timeout=3.5):
    results = []
    for i, url in enumerate(urls):
        try:
            async with session.get(url, timeout=timeout) as response:
                data = await response.read()
                results.append((i, url, len(data)))
        except (OSError, TimeoutError) as error:
            print("failed:", url, error, sep=" ")
        finally:
            await session.release()
    return sorted(results, key=lambda item: item[2], reverse=True)


def words_¤(text):
    counts = defaultdict(int)
    for line in text.splitlines():
        line = line.strip()
        if not line or line[0] == "#":
            continue
        for word in line.split(" "):
            word = word.strip(".,;:!?").lower()
            if word and word not in ("the", "a", "an"):
                counts[word] += 1
    top = sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:10]
    return [w for w, n in top if n > 1 and len(w) >= 3]


def classify_¤(point):
    match point:
        case (0, 0):
            return "origin"
        case (x, 0) | (0, x) if x > 0:
            return "axis"
        case {"x": x, "y": y, **rest}:
            return x, y, rest
        case Account_¤(owner=str(name)):
            return name
        case _:
            return None


def fib_¤(n):
    a, b = 0, 1
    while n > 0:
        a, b = b, a + b
        n -= 1
    return a


def matrix_¤(rows, cols):
    m = [[(i * cols + j) % 7 for j in range(cols)] for i in range(rows)]
    total = 0
    for row in m:
        total += sum(x ** 2 for x in row if x & 1 or x >> 1 == 2)
    first, *rest = m
    m[0][1:3] = [first[-1], -first[0]]
    return total, rest, m[1:-1:2], not total, ~total


if __name__ == "__main__":
    acct = Account_¤("ann", 100.0, kind="savings")
    acct.deposit(50)
    try:
        acct.withdraw(1e6)
    except RuntimeError as e:
        print(e, file=os.sys.stderr)
    else:
        assert acct.balance >= 0, "negative"
    print(acct, acct.summary, fib_¤(90), matrix_¤(3, 4))
    del acct.history[0], acct.kind
    print("done" if acct.balance > LIMIT_¤ else GREETING_¤ * 2)
    words_¤("""the quick brown fox
jumps over the lazy dog""")
`

// script is a program of about n lines.
func script(n int) []byte {
	var b strings.Builder
	for i := 0; strings.Count(b.String(), "\n") < n; i++ {
		b.WriteString(sample(i))
	}
	return []byte(b.String())
}

func BenchmarkParse(b *testing.B) {
	for _, lines := range []int{121, 10_000} {
		src := script(lines)
		b.Run(fmt.Sprintf("%d_lines", lines), func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				if u := Parse("bench", src, Options{}); u.Err() != nil {
					b.Fatal(u.Err())
				}
			}
		})
	}
}

func BenchmarkScan(b *testing.B) {
	text := string(script(10_000))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		s := newScanner(text, 0, Exec)
		for s.next().kind != tEOF {
			if s.fail != nil {
				b.Fatal(s.fail)
			}
		}
	}
}

// BenchmarkBuild measures what the first parse of a process pays, and what
// one that meets every kind of statement pays more.
func BenchmarkBuild(b *testing.B) {
	b.Run("parser", func(b *testing.B) {
		for b.Loop() {
			newParser()
		}
	})
	b.Run("productions", func(b *testing.B) {
		for b.Loop() {
			build[compound](newParser())
		}
	})
}

// BenchmarkError measures the diagnosis of an error at the end of a class.
func BenchmarkError(b *testing.B) {
	src := []byte(sample(1) + "class C:\n" + strings.Repeat("    x = f(1, y=2)\n", 2000) + "    x = f(1 2)\n")
	for b.Loop() {
		if u := Parse("bench", src, Options{}); u.Err() == nil {
			b.Fatal("parsed")
		}
	}
}
