"""Chain of Execution data: run programs, tell what happened, and prove every statement of the text.

    import tracepile_hf as tp
    trace = tp.trace(code, entry_point="f", arguments=["[3, 1, 2]"])  # or stdin="3\\n1 2 3\\n"; runs in the sandbox
    text = tp.narrate(trace)
    verdict = tp.verify(text, trace)  # .accepted, .reason, .claims

Importing this loads none of the heavy libraries, and makes `datasets.load_dataset("tracepile", config)` known (see
tracepile_hf/hub/door.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from tracepile_hf.hub.door import open_door

if TYPE_CHECKING:
    from tracepile_hf.execution import Limits
    from tracepile_hf.records import Question, Trace, Verdict

__all__ = ["narrate", "trace", "verify"]
__version__ = "0.1.0"

open_door()


def trace(
    code: str,
    *,
    entry_point: str | None = None,
    arguments: Sequence[str] = (),
    keyword_arguments: Mapping[str, str] | None = None,
    stdin: str = "",
    limits: Limits | None = None,
) -> Trace:
    """Run `code` in the sandbox and record exactly what happened.

    `entry_point` names a function of the code (`Class.method` too), called with `arguments`, Python literals as text;
    without it the code is a script that reads `stdin`. A failure of the program is an outcome of the trace. Raises
    ProgramError if the code does not parse or has no such function, InputError for arguments that are no literals,
    SandboxError if there is no jail.
    """
    from tracepile_hf.tracing import trace_one

    return trace_one(code, entry_point, tuple(arguments), tuple((keyword_arguments or {}).items()), stdin, limits)


def narrate(
    trace: Trace,
    *,
    question: Question | None = None,
    budget_tokens: int | None = None,
    detail: str = "full",
    seed: int = 0,
    count_tokens: Callable[[str], int] | None = None,
    register: str = "prose",
) -> str:
    """Tell a trace as a step-by-step rationale in English that ends with the answer.

    `budget_tokens` folds what is repetitive so that the text fits; `seed` chooses among wordings, same seed same text;
    `register` is prose, bullets, steps or notes.
    """
    from tracepile_hf import narration

    return narration.narrate(
        trace,
        question=question,
        budget_tokens=budget_tokens,
        detail=detail,
        seed=seed,
        count_tokens=count_tokens,
        register=register,
    )


def verify(
    text: str,
    trace: Trace,
    *,
    question: Question | None = None,
    detail: str = "outline",
    placing: str = "strict",
    view: str = "whole",
) -> Verdict:
    """Check every statement of `text` against the trace. Only a text whose every statement is proved is accepted.

    `detail` (full, condensed, outline) is the share of the run that the text must tell; with the `view` "until" it has
    to stop where the question's answer is settled.
    """
    from tracepile_hf import verification

    return verification.verify(text, trace, question=question, detail=detail, placing=placing, view=view)
