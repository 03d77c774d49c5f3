"""A runner of the recorder's shape with nothing of its skill: runs a program and reports result and stdout as JSON.

Loaded into the zygote in place of recorder.py, so that the jail can be tested and measured by itself. Like the
recorder it binds all it needs before the program runs: afterwards builtins and modules are the program's.
"""

import atexit
import io
import sys
import threading
from _json import encode_basestring_ascii


class Prepared:
    def __init__(self, code, entry_point):
        self.code, self.entry_point = code, entry_point


def prepare(code, entry_point):
    return Prepared(compile(code, "<program>", "exec"), entry_point)


def _bound():
    encode, new_text, module, compute, to_text = encode_basestring_ascii, io.StringIO, sys, eval, repr
    kind, exception, leave, text, run = type, BaseException, SystemExit, str, exec
    type_name = type.__dict__["__name__"].__get__
    join_threads, run_callbacks = threading._shutdown, atexit._run_exitfuncs

    def run_plain(prepared, case, limits):
        kept = new_text()
        put_back, module.stdout = module.stdout, kept
        scope = {"__name__": "__main__", "__builtins__": __builtins__}
        outcome, result, failure = "finished", None, None
        try:
            try:
                run(prepared.code, scope)
                if prepared.entry_point:
                    arguments = [compute(literal, {}) for literal in case.get("arguments", [])]
                    result = to_text(scope[prepared.entry_point](*arguments))
                    if kind(result) is not text:
                        result = None
            finally:
                join_threads()
                run_callbacks()
        except leave:
            outcome = "finished"
        except exception as error:
            outcome, failure = "raised", type_name(kind(error))
        module.stdout = put_back
        try:
            printed = kept.getvalue()
        except ValueError:  # closed by the program
            printed = ""
        parts = {"outcome": outcome, "result": result, "exception": failure, "stdout": printed}
        words = [encode(name) + ": " + ("null" if value is None else encode(value)) for name, value in parts.items()]
        return ("{" + ", ".join(words) + "}").encode()

    return run_plain


run_plain = run_traced = _bound()
