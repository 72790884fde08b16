"""Answer a line, a JSON list of programs, with what CPython says of each.

An answer is a JSON list, its length in bytes in front of it: null for a right
program, else an object as in mistakes.jsonl.
"""
import ast
import json
import sys
import warnings

warnings.simplefilter("ignore")


def error(src):
    try:
        ast.parse(src)
    except SyntaxError as e:
        at = [e.lineno or 0, e.offset or 0, e.end_lineno or 0, e.end_offset or 0]
        return {"src": src, "class": type(e).__name__, "msg": e.msg, "at": at}
    return None


for line in sys.stdin:
    answer = json.dumps([error(src) for src in json.loads(line)]).encode()
    sys.stdout.buffer.write(b"%d\n" % len(answer) + answer)
    sys.stdout.buffer.flush()
