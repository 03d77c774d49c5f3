"""A program -> the text of its replay: the same statements, every operation guarded, every step told.

The generated code is compiled once per program and run for each of its cases. Its names start with a prefix that the
program does not use; it has no builtins. The compiler is one class in parts, each built on the one before: `emitter`
(lines and names), `expressions`, `statements`, `control`, `matching`, `definitions`. What its code calls:
`state.steps`.
"""

from __future__ import annotations

import ast
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType
from typing import Final

from tracepile_hf.execution.record.rules import written_values
from tracepile_hf.execution.replay.compiler.definitions import Definitions, needs_exit, without_docstring
from tracepile_hf.execution.replay.compiler.emitter import Unsupported
from tracepile_hf.execution.replay.compiler.own_variables import looked_at, variables_by_function
from tracepile_hf.execution.replay.compiler.scopes import (
    is_generator,
    module_scope,
)
from tracepile_hf.execution.replay.state.steps import Site

SOURCE_CAP: Final = 1 << 20


@dataclass(frozen=True)
class Replayable:
    """What a program was compiled to: code to run in an environment of guards, and what it expects there."""

    code: CodeType
    sites: tuple[Site, ...]
    texts: tuple[str, ...]  # of operands and names, in the order of their numbers
    builtins: tuple[str, ...]
    prefix: str
    text: str
    generators_close: bool  # whether dropping a generator of the program may run code of it
    mentioned: frozenset[str]  # names that the program uses


@lru_cache(maxsize=256)
def compile_program(code: str) -> Replayable:
    """Compile a program for replay. Raises SyntaxError as Python does, Unsupported with a reason."""
    if len(code) > SOURCE_CAP:
        raise Unsupported("source_too_long")
    tree = ast.parse(code)
    prefix, names = "q_", code if code.isascii() else unicodedata.normalize("NFKC", code)
    while prefix in names:
        prefix = f"q{prefix}"
    writer = Definitions(prefix)
    writer.written = written_values(tree)
    writer.text_annotations = any(
        isinstance(node, ast.ImportFrom)
        and node.module == "__future__"
        and any(a.name == "annotations" for a in node.names)
        for node in tree.body
    )
    nodes = list(ast.walk(tree))
    writer.generators_close = _generators_close(nodes)
    writer.operators_run_code = any(isinstance(node, ast.ClassDef) and not _is_plain(node) for node in nodes)
    writer.rebinds_all = any(
        isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names) for node in nodes
    )
    writer.reads_annotations = "singledispatch" in code
    writer.looked_at = looked_at(nodes)
    if writer.looked_at:
        writer.variables = variables_by_function(code)
    writer.scopes.append(module_scope(tree))
    with writer.block(f"def {prefix}main():"):
        with writer.block("try:"):
            writer.body(without_docstring(tree.body) if tree.body else [])
        with writer.block(f"except {prefix}BaseException as {prefix}e:"):
            writer.emit(f"{prefix}seen({prefix}F0, {prefix}e)")
            writer.emit("raise")
    text = "\n".join(writer.lines) + "\n"
    code_object = compile(text, "<replay>", "exec")
    return Replayable(
        code_object,
        tuple(writer.sites),
        tuple(writer.texts),
        tuple(sorted(writer.builtins)),
        prefix,
        text,
        writer.generators_close,
        frozenset(node.id for node in nodes if isinstance(node, ast.Name)),
    )


def _is_plain(node: ast.ClassDef) -> bool:
    """Whether neither operators nor attributes of a class's objects run code of the program."""
    defined = [part for part in node.body if isinstance(part, ast.FunctionDef)]
    named = {name.id for part in node.body for name in ast.walk(part) if isinstance(name, ast.Name)}
    special = {name for name in named | {part.name for part in defined} if name.startswith("__")}
    decorated = node.decorator_list or any(part.decorator_list for part in defined)
    return special <= {"__init__", "__slots__"} and not decorated


def _generators_close(nodes: list[ast.AST]) -> bool:
    """Whether closing a generator of the program may run code of it."""
    return any(isinstance(node, ast.FunctionDef) and is_generator(node) and needs_exit(node, False) for node in nodes)
