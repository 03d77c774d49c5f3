"""Examples in the docstrings of the standard library, as small programs: traced, told and proved.

    python benchmarks/docstring_examples.py [--modules heapq bisect ...] [--limit N]

Each docstring with examples becomes one program, read by doctest's own parser: statements as they are, expressions
printed as the prompt does. The expected output is the docstring's, so a run is right when it prints that; what a
docstring does not give to the letter (ellipses, tracebacks) is compared with a plain run. Prints what became of them,
by reason; exits with 1 when a finished run is not right, or a text of one is not accepted.
"""

from __future__ import annotations

import argparse
import ast
import doctest
import importlib
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

import tracepile_hf as tp
from tracepile_hf.errors import TracepileError

# Modules whose docstrings have examples; those that open files, sockets or windows are left out.
MODULES: Final = (
    "ast", "base64", "bisect", "calendar", "cmath", "collections", "collections.abc", "colorsys", "contextlib", "copy",
    "csv", "dataclasses", "datetime", "decimal", "difflib", "enum", "fractions", "functools", "graphlib", "hashlib",
    "heapq", "html", "inspect", "ipaddress", "itertools", "json", "json.decoder", "json.encoder", "keyword", "math",
    "numbers", "operator", "pprint", "random", "re", "reprlib", "shlex", "statistics", "string", "struct", "textwrap",
    "types", "typing", "unicodedata", "urllib.parse", "uuid",
)  # fmt: skip
ALSO: Final = {"_pydecimal": "decimal"}  # a module with the docstrings of another, which has none of its own
SHOW: Final = "def show(value):\n    if value is not None:\n        print(repr(value))\n"


class Made(NamedTuple):
    """A program made of one docstring, and what it is to print; None where the docstring does not say it exactly."""

    name: str
    code: str
    expected: str | None


def programs(module: str) -> Iterator[Made]:
    """One program for each docstring of a module that has examples."""
    try:
        found = importlib.import_module(module)
    except ImportError:
        return
    finder = doctest.DocTestFinder(exclude_empty=True, recurse=True)
    try:
        tests = finder.find(found, module)
    except (ValueError, TypeError):  # an object whose source cannot be read
        return
    names = [name for name in getattr(found, "__all__", dir(found)) if not name.startswith("_")]
    for test in tests:
        if test.examples:
            yield _program(test, ALSO.get(module, module), names)


def _program(test: doctest.DocTest, module: str, names: list[str]) -> Made:
    body, shows, exact, wanted = "", False, True, []
    for example in test.examples:
        exact = exact and example.exc_msg is None and not example.options
        exact = exact and "..." not in example.want and "<BLANKLINE>" not in example.want
        wanted.append(example.want)
        try:
            tree = ast.parse(example.source)
        except SyntaxError:
            body += example.source
            continue
        node = tree.body[0] if len(tree.body) == 1 else None
        if isinstance(node, ast.Expr) and not _prints(node.value):
            body, shows = f"{body}show({ast.unparse(node.value)})\n", True
        else:
            body += example.source
    used = {node.id for node in ast.walk(ast.parse(body)) if isinstance(node, ast.Name)} if _parses(body) else set()
    taken = [name for name in names if name in used]
    head = f"from {module} import {', '.join(taken)}\n" if taken else ""
    head += f"import {module}\n" if module.partition(".")[0] in used else ""
    return Made(test.name, head + (SHOW if shows else "") + body, "".join(wanted) if exact else None)


def _prints(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"


def _parses(code: str) -> bool:
    try:
        ast.parse(code)
    except SyntaxError:
        return False
    return True


def plain(code: str) -> str | None:
    """What Python itself prints of a program; None if it fails."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    return done.stdout if done.returncode == 0 else None


def told(made: Made) -> tuple[str, str]:
    """What became of a program: a kind to be counted, and more for the reader."""
    try:
        trace = tp.trace(made.code)
    except TracepileError as error:
        return "not a program", str(error)
    if trace.outcome not in ("finished", "raised"):
        return f"{trace.outcome}: {trace.reason}".removesuffix(": "), str(trace.exception or "")
    if trace.outcome == "finished" and trace.stdout != made.expected:
        said = plain(made.code)
        if said is not None and said != trace.stdout:
            return "WRONG", f"expected {said[:80]!r}, got {trace.stdout[:80]!r}"
    verdict = tp.verify(tp.narrate(trace), trace)
    if not verdict.accepted:
        return f"{trace.outcome}, {verdict.reason}", verdict.detail[:150]
    return f"{trace.outcome}, accepted", ""


def main() -> None:
    """All modules, or some."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--modules", nargs="*", default=[*MODULES, *ALSO])
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    total = 0
    for module in options.modules:
        for made in programs(module):
            if options.limit is not None and total == options.limit:
                break
            total += 1
            kind, more = told(made)
            counts[kind] += 1
            if not kind.endswith("accepted"):
                print(f"  {made.name}: {kind}  {more}", flush=True)
    print(f"{total} docstrings with examples, Python {sys.version.partition(' ')[0]}")
    for kind, count in counts.most_common():
        print(f"{count:6d}  {kind}")
    wrong = counts["WRONG"] + sum(count for kind, count in counts.items() if ", " in kind and "accepted" not in kind)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
