"""Writes names.txt and names.idx from CPython 3.13's unicodedata (Unicode 15.1).

names.txt has a line "HEX<tab>NAME" for each code point whose name is its own, in their order; names.idx has, sorted by
name, the offsets of the lines, three bytes each. aliases.txt and sequences.txt, which the module does not list, are kept
by hand and checked here.
"""
import unicodedata

assert unicodedata.unidata_version == "15.1.0"
lines, offsets, at = [], [], 0
for i in range(0x110000):
    name = unicodedata.name(chr(i), "")
    if not name or name.startswith(("CJK UNIFIED IDEOGRAPH-", "HANGUL SYLLABLE ")):
        continue
    line = f"{i:X}\t{name}\n"
    lines.append(line)
    offsets.append((name, at))
    at += len(line)
with open("names.txt", "w") as f:
    f.write("".join(lines))
with open("names.idx", "wb") as f:
    for _, at in sorted(offsets):
        f.write(at.to_bytes(3, "big"))
for path in "aliases.txt", "sequences.txt":
    with open(path) as f:
        entries = [line.rstrip("\n").split(";") for line in f]
    assert entries == sorted(entries), path
    for name, code in entries:
        assert unicodedata.lookup(name) == "".join(chr(int(c, 16)) for c in code.split()), name
