"""Ask CPython where the instructions of each program of spans.txt come from.

For every kind of instruction that can raise: the ranges line:col-line:col (in
bytes) that its tracebacks would underline."""
import dis
import json
import sys

KINDS = {
    "call": "CALL CALL_KW CALL_FUNCTION_EX",
    "attribute": "LOAD_ATTR",
    "set attribute": "STORE_ATTR",
    "delete attribute": "DELETE_ATTR",
    "operator": "BINARY_OP",
    "unary": "UNARY_NEGATIVE UNARY_INVERT",
    "comparison": "COMPARE_OP CONTAINS_OP",
    "item": "BINARY_SUBSCR BINARY_SLICE",
    "set item": "STORE_SUBSCR STORE_SLICE",
    "delete item": "DELETE_SUBSCR",
    "iteration": "GET_ITER FOR_ITER",
    "unpacking": "UNPACK_SEQUENCE UNPACK_EX",
    "raise": "RAISE_VARARGS",
    "import": "IMPORT_NAME IMPORT_FROM",
    "format": "FORMAT_SIMPLE FORMAT_WITH_SPEC",
    "with": "BEFORE_WITH BEFORE_ASYNC_WITH",
    "except": "CHECK_EXC_MATCH",
    "extension": "LIST_EXTEND SET_UPDATE DICT_UPDATE DICT_MERGE",
    "truth": "TO_BOOL UNARY_NOT",
}
KIND = {op: kind for kind, ops in KINDS.items() for op in ops.split()}


def walk(code, found):
    for i in dis.get_instructions(code):
        p = i.positions
        if i.opname in KIND and p.lineno is not None:
            found.setdefault(KIND[i.opname], set()).add((p.lineno, p.col_offset, p.end_lineno, p.end_col_offset))
    for const in code.co_consts:
        if hasattr(const, "co_code"):
            walk(const, found)


answers = []
for source in json.load(sys.stdin):
    found = {}
    walk(compile(source, "test", "exec"), found)
    answers.append("\n".join(
        f"{kind}: " + " ".join("%d:%d-%d:%d" % at for at in sorted(found[kind])) for kind in KINDS if kind in found))
json.dump(answers, sys.stdout)
