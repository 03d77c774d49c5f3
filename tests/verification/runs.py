"""Runs written down by hand, the way docs/trace.md says the replayer writes them."""

from __future__ import annotations

from typing import Any

from tracepile_hf.records import Case, Program, Step, Trace

SUM = """\
def total_of(xs):
    total = 0
    for x in xs:
        if x > 3:
            total += x
    return total
"""


class Run:
    """Collects steps; frames, depths and indices are filled in."""

    def __init__(self, code: str, entry_point: str | None = None, arguments: tuple[str, ...] = ()) -> None:
        self.program = Program("p", "user", "", code, entry_point)
        self.arguments = arguments
        self.steps: list[Step] = []
        self.stack: list[tuple[str, int, int]] = [("<module>", 0, -1)]  # function, frame, enclosing
        self.frames = 0
        self.visits: dict[tuple[int, int], int] = {}
        self.stdin = ""

    def _add(self, event: str, line: int, visit: int, **fields: Any) -> None:
        function, frame, enclosing = self.stack[-1]
        changed = fields.pop("changed", ())
        if isinstance(changed, dict):
            changed = tuple(changed.items())
        owners = fields.pop("owners", (frame,) * len(changed))
        self.steps.append(
            Step(
                index=len(self.steps),
                event=event,  # type: ignore[arg-type]
                function=function,
                frame=frame,
                enclosing=enclosing,
                depth=len(self.stack) - 1,
                line=line,
                visit=visit,
                changed=changed,
                owners=owners,
                **fields,
            )
        )

    def line(self, line: int, *, again: bool = False, **fields: Any) -> None:
        """A statement runs; `again`: the rest of one that was split."""
        key = (self.stack[-1][1], line)
        if not again:
            self.visits[key] = self.visits.get(key, 0) + 1
        if isinstance(fields.get("operands"), dict):
            fields["operands"] = tuple(fields["operands"].items())
        if isinstance(fields.get("tests"), dict):
            fields["tests"] = tuple(fields["tests"].items())
        self._add("line", line, self.visits[key], **fields)

    def call(self, function: str, line: int, enclosing: int = 0, **arguments: str) -> None:
        self.frames += 1
        self.stack.append((function, self.frames, enclosing))
        pairs = tuple(arguments.items())
        self._add("call", line, 1, arguments=pairs, changed=pairs)

    def leave(self, event: str, line: int, value: str) -> None:
        """A return (the frame is left) or a raise (the next raise of a caller, or a line there, leaves it)."""
        self._add(event, line, self.visits.get((self.stack[-1][1], line), 1), value=value)
        if event == "return":
            self.stack.pop()

    def drop(self) -> None:
        """The frame is left by an exception."""
        self.stack.pop()

    def prints(self, line: int, text: str) -> None:
        self._add("print", line, self.visits.get((self.stack[-1][1], line), 1), stdout=text)

    def trace(self, outcome: str = "finished", **fields: Any) -> Trace:
        case = Case("c", self.program, self.arguments, stdin=self.stdin)
        stdout = "".join(step.stdout for step in self.steps)
        return Trace(case, outcome, steps=tuple(self.steps), stdout=stdout, **fields)  # type: ignore[arg-type]


def sum_run() -> Trace:
    """`total_of([2, 5])` = 5."""
    run = Run(SUM, "total_of", ("[2, 5]",))
    run.line(1, changed={"total_of": "<function total_of>"})
    run.call("total_of", 1, xs="[2, 5]")
    run.line(2, changed={"total": "0"})
    run.line(3, iterations=((3, 1),), tests={"for x in xs": True}, operands={"xs": "[2, 5]"}, changed={"x": "2"})
    run.line(4, iterations=((3, 1),), tests={"x > 3": False}, operands={"x": "2"})
    run.line(3, iterations=((3, 2),), tests={"for x in xs": True}, changed={"x": "5"})
    run.line(4, iterations=((3, 2),), tests={"x > 3": True}, operands={"x": "5"})
    run.line(5, iterations=((3, 2),), operands={"total": "0", "x": "5"}, changed={"total": "5"})
    run.line(3, iterations=((3, 2),), tests={"for x in xs": False})
    run.line(6, operands={"total": "5"})
    run.leave("return", 6, "5")
    return run.trace(result="5")
