"""Ask CPython what is wrong with each program of errors.txt.

Reads the programs from standard input as a JSON list; answers with a list of
what compile() raises: class, message, line, offset, end line, end offset."""
import json
import sys
import warnings

warnings.simplefilter("ignore")
answers = []
for source in json.load(sys.stdin):
    try:
        compile(source, "test", "exec")
        answers.append("no error")
    except SyntaxError as e:
        answers.append(f"{type(e).__name__}: {e.msg} [{e.lineno}:{e.offset}-{e.end_lineno}:{e.end_offset}]")
    except Exception as e:
        answers.append(f"{type(e).__name__}: {e}")
json.dump(answers, sys.stdout)
