"""The text a question is put in: code, its input, the question, in one of many frames. No answer is known here."""

from __future__ import annotations

from random import Random

from tracepile_hf.questions.prompt.frames import BARE, CALLS, INPUTS, WITH_TASK, Frame
from tracepile_hf.records import Case


def numbered(code: str) -> str:
    """The code with its line numbers, as the questions and the rationales name them."""
    lines = code.rstrip("\n").split("\n")
    width = len(str(len(lines)))
    return "\n".join(f"{number:>{width}} | {line}".rstrip() for number, line in enumerate(lines, 1))


def call_text(case: Case) -> str:
    """The entry call of a case: `f([3, 1], key=2)`."""
    arguments = [*case.arguments, *(f"{name}={literal}" for name, literal in case.keyword_arguments)]
    return f"{case.program.entry_point}({', '.join(arguments)})"


def input_text(case: Case, called: str = CALLS[0], given: str = INPUTS[0]) -> str:
    """One paragraph that says what the program is given."""
    if case.program.entry_point is not None:
        return called.replace("{call}", call_text(case))
    if not case.stdin.strip():
        return "It reads no input."
    return given.replace("{stdin}", case.stdin.rstrip())


def compose(case: Case, question: str, *, with_input: bool = True) -> str:
    """The user's message in its plainest form: the code's task if it is stated, code, input, question."""
    frame = WITH_TASK[0] if case.program.statement else BARE[0]
    return framed(case, question, frame, CALLS[0], INPUTS[0], with_input=with_input)


def framed(case: Case, question: str, frame: Frame, called: str, given: str, *, with_input: bool = True) -> str:
    """The user's message as a frame puts it. `called` and `given` say how the call, or the input, is written."""
    program = case.program
    code = numbered(program.code) if frame.numbered else program.code.rstrip("\n")
    parts = {
        "t": program.statement.strip(),
        "c": f"```python\n{code}\n```",
        "i": input_text(case, called, given) if with_input else "",
        "q": question,
    }
    told = [frame.opening, *(parts[part] for part in frame.order), frame.wish]
    return "\n\n".join(part for part in told if part)


def draw_frame(case: Case, random: Random, *, names_lines: bool) -> tuple[Frame, str, str]:
    """A frame for a question, and how call and input are written. `names_lines`: it asks about lines by number."""
    frames = [*(WITH_TASK if case.program.statement else ()), *BARE]
    frame = random.choice([frame for frame in frames if frame.numbered or not names_lines])
    return frame, random.choice(CALLS), random.choice(INPUTS)
