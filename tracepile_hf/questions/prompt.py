"""The text a question is put in: numbered code, its input, the question. Nothing here knows the answer."""

from __future__ import annotations

from typing import Final

from tracepile_hf.records import Case

INTRODUCTION: Final = "The code below was written for this task:"  # which asks something, too: not the question


def numbered(code: str) -> str:
    """The code with its line numbers, as the questions and the rationales name them."""
    lines = code.rstrip("\n").split("\n")
    width = len(str(len(lines)))
    return "\n".join(f"{number:>{width}} | {line}".rstrip() for number, line in enumerate(lines, 1))


def call_text(case: Case) -> str:
    """The entry call of a case: `f([3, 1], key=2)`."""
    arguments = [*case.arguments, *(f"{name}={literal}" for name, literal in case.keyword_arguments)]
    return f"{case.program.entry_point}({', '.join(arguments)})"


def input_text(case: Case) -> str:
    """One paragraph that says what the program is given."""
    if case.program.entry_point is not None:
        return f"It is called as `{call_text(case)}`."
    if not case.stdin.strip():
        return "It reads no input."
    return f"It reads this input:\n```\n{case.stdin.rstrip()}\n```"


def compose(case: Case, question: str, *, with_input: bool = True) -> str:
    """The user's message: the code's task if it is stated, code, input, question."""
    program = case.program
    parts = [f"```python\n{numbered(program.code)}\n```"]
    if program.statement:
        parts[:0] = [INTRODUCTION, program.statement.strip()]
    if with_input:
        parts.append(input_text(case))
    return "\n\n".join([*parts, question])
