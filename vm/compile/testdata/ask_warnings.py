"""Ask CPython what it warns of in each program of warnings.txt.

Reads the programs from standard input as a JSON list; answers with the
warnings of each, message and line, and the span of the first one, which is
that of the error it becomes under -W error."""
import json
import sys
import warnings

answers = []
for source in json.load(sys.stdin):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        compile(source, "test", "exec")
    lines = [f"{w.message} [{w.lineno}]" for w in caught]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            compile(source, "test", "exec")
    except SyntaxError as e:
        lines[0] += f" [{e.lineno}:{e.offset}-{e.end_lineno}:{e.end_offset}]"
    answers.append("\n".join(lines) or "none")
json.dump(answers, sys.stdout)
