"""A runner of the recorder's shape with nothing of its skill: runs a program and reports result and stdout as JSON.

Loaded into the zygote in place of recorder.py, so that the jail can be tested and measured by itself.
"""

import io
import json
import sys


class Prepared:
    def __init__(self, code, entry_point):
        self.code, self.entry_point = code, entry_point


def prepare(code, entry_point):
    return Prepared(compile(code, "<program>", "exec"), entry_point)


def run_plain(prepared, case, limits):
    sys.setrecursionlimit(max(1000, limits.get("recursion", 1000)))
    scope = {"__name__": "__main__", "__builtins__": __builtins__}
    stdout = sys.stdout
    sys.stdout = io.StringIO()
    answer = {"outcome": "finished", "result": None, "exception": None}
    try:
        exec(prepared.code, scope)
        if prepared.entry_point:
            arguments = [eval(text, {}) for text in case.get("arguments", [])]
            answer["result"] = repr(scope[prepared.entry_point](*arguments))
    except SystemExit:
        pass
    except BaseException as error:
        answer["outcome"], answer["exception"] = "raised", type.__name__ and type(error).__name__
    stdout, sys.stdout = sys.stdout, stdout
    answer["stdout"] = stdout.getvalue() if type(stdout) is io.StringIO else ""
    return json.dumps(answer).encode()


run_traced = run_plain
