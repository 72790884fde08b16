"""Write what CPython says of wrong programs.

Usage: python3.13 mistakes.py < mistakes.jsonl > new.jsonl

Each line of the input is a JSON object with the program under "src"; what else
it has is replaced. Programs that CPython accepts are left out.
"""
import ast
import json
import sys
import warnings

warnings.simplefilter("ignore")
for line in sys.stdin:
    src = json.loads(line)["src"]
    try:
        ast.parse(src)
    except SyntaxError as e:
        at = [e.lineno or 0, e.offset or 0, e.end_lineno or 0, e.end_offset or 0]
        print(json.dumps({"src": src, "class": type(e).__name__, "msg": e.msg, "at": at}))
