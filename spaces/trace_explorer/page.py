"""What the page's buttons do. Nothing here runs programs: wishes go to the processes of workers.py."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from random import SystemRandom
from typing import Any, Final

import catch
import gradio as gr
import model
from examples import Examples
from exports import STATE, from_link, to_link
from marking import said, warning
from replies import Asked, Shown
from showing import plain, visible
from workers import Sorry, Workers

from tracepile_hf.errors import InputError, TracepileError

RUN_FIRST: Final = "Run a program first."
OWN: Final = "Your own code"
AS: Final = ("full", "prose", "whole")  # how the opening run is told
RESULTS: Final = 18  # what a run gives back


@dataclass(frozen=True)
class Opening:
    """What the page opens on: a run, and a model's telling of it, judged."""

    payload: str = ""
    text: str = ""
    kept: bytes | None = None


class Page:
    """What the page's buttons do. Every method gets and gives what its components hold."""

    def __init__(self, workers: Workers, cases: Examples, other: tuple[str, model.Complete] | None = None) -> None:
        self.workers, self.cases, self.other = workers, cases, other
        self.opening = self._opening()

    def _opening(self) -> Opening:
        _ = self.workers.why_closed  # waits for the processes
        boxes = self.cases.shown[catch.TITLE]
        shown: Shown = self.workers.ask("run", *boxes, AS, True, True)
        run = {**json.loads(shown.payload), "title": catch.TITLE}
        run["told"] = json.loads(self.workers.ask("check", shown.kept, catch.TELLING))
        return Opening(json.dumps(run), shown.text, shown.kept)

    def run(
        self, code: str, call: str, stdin: str, detail: str, register: str, view: str, pictured: bool = True
    ) -> list[Any]:
        """Run what is in the boxes: what layout.py calls results."""
        boxes = (code or "", call or "", stdin or "")
        try:
            shown: Shown = self.workers.ask("run", *boxes, (detail, register, view), self.cases.has(boxes), pictured)
        except Sorry as error:
            return [json.dumps({"run": time.time_ns()}), None, "", warning(str(error)), *nothing_asked(), *gone()]
        return [shown.payload, shown.kept, shown.text, warning(shown.message), *nothing_asked(), *gone()]

    def run_plainly(
        self,
        code: str,
        call: str = "",
        stdin: str = "",
        detail: str = "full",
        register: str = "prose",
        view: str = "whole",
    ) -> tuple[str, str, str]:
        """Run a program, for programs: (the run as JSON, its telling, a message)."""
        payload, _, text, message, *_ = self.run(code, call, stdin, detail, register, view, False)
        return payload, text, message

    def ask(self, kept: bytes | None) -> list[Any]:
        """Questions on the run that is shown."""
        if kept is None:
            return [*nothing_asked(), said(RUN_FIRST)]
        try:
            asked: list[Asked] = self.workers.ask("ask", kept, SystemRandom().getrandbits(32))
        except Sorry as error:
            return [*nothing_asked(), warning(str(error))]
        choices = [(plain(question.words), number) for number, question in enumerate(asked)]
        told = "" if asked else said("There is nothing to ask about this run.")
        return [asked, gr.update(choices=choices, value=0 if asked else None), -1, told]

    def grade(self, asked: list[Asked], number: int | None, answer: str) -> tuple[str, int, Any]:
        """Grade an answer; its proof is the moment of the run that settles it: (words, step, a button to see it)."""
        hidden = gr.update(visible=False)
        if not asked or number is None:
            return said("Press “Ask me about this run” first."), -1, hidden
        question = asked[number]
        try:
            right = self.workers.ask("grade", answer or "", question.answer)
        except Sorry as error:
            return warning(str(error)), -1, hidden
        button = gr.update(visible=question.step >= 0)
        proof = f"It is settled at {question.proof}"
        if right:
            return said(f"✓ Right: {question.answer}\n{proof}"), question.step, button
        given = answer.strip() or "nothing"
        return said(f"✗ Not so. You said {given}; the run says {question.answer}\n{proof}"), question.step, button

    def check(self, kept: bytes | None, text: str) -> tuple[str, str]:
        """A telling from anywhere: (judged, for the player; a message)."""
        if kept is None:
            return "", said(RUN_FIRST)
        try:
            told = str(self.workers.ask("check", kept, text or ""))
        except Sorry as error:
            return "", warning(str(error))
        return stamped(told), said(headline(told))

    def prompt(self, kept: bytes | None) -> Any:
        """What to ask a model so that its telling can be checked here."""
        if kept is None:
            return gr.update(value=RUN_FIRST, visible=True)
        try:
            return gr.update(value=model.TASK.format(prompt=self.workers.ask("prompt", kept)), visible=True)
        except Sorry as error:
            return gr.update(value=str(error), visible=True)

    def tell(self, kept: bytes | None) -> tuple[Any, str, str]:
        """The model's own telling: (its words, for the box; judged, for the player; a message)."""
        if kept is None or self.other is None:
            return gr.skip(), "", said(RUN_FIRST)
        try:
            written = model.telling(self.other[1], self.workers.ask("prompt", kept))
            told = str(self.workers.ask("check", kept, written))
            return visible(written), stamped(told), said(headline(told))
        except TracepileError as error:
            return gr.skip(), "", warning(str(error))

    def rewrite(self, kept: bytes | None, code: str, call: str, stdin: str) -> tuple[str, str]:
        """A variant that runs the same: (what was done, its player)."""
        if kept is None:
            return said(RUN_FIRST), ""
        try:
            more = self.cases.more((code, call, stdin))
            found = self.workers.ask("rewrite", kept, SystemRandom().getrandbits(32), more)
        except Sorry as error:
            return warning(str(error)), ""
        if found is None:
            return said("No rewrite fits this program."), ""
        inputs = "this input" if found.inputs == 1 else f"{found.inputs} inputs"
        return said(f"✓ Same result on {inputs} after: {', '.join(found.rewrites).replace('_', ' ')}."), found.payload

    def export(self, kept: bytes | None, text: str, kind: str) -> tuple[str, str]:
        """(message, the file for the browser to save); no file is made here."""
        if kept is None:
            return said(RUN_FIRST), ""
        try:
            name, content = self.workers.ask("export", kept, text, kind)
        except Sorry as error:
            return warning(str(error)), ""
        return "", json.dumps({"name": name, "content": content.encode("utf-8", "backslashreplace").decode()})

    def link(self, *state: str) -> list[Any]:
        """What the page shows as text for links; the browser puts its own address before it."""
        return [gr.update(value=to_link([part or "" for part in state]), visible=True)] * 3

    def opened(self, address: str) -> list[Any]:
        """Boxes, how it is told, the telling, the title and a message as a shared link has them; else untouched."""
        state = in_link(address)
        if state is None:
            return [gr.skip()] * (len(STATE) + 1)
        if not state:
            return [*[gr.skip()] * len(STATE), warning("This link is damaged, so here is the first example.")]
        boxes = (state["code"], state["call"], state["stdin"])
        shown = [state[name] for name in STATE if name != "step"]
        return [*shown, self.cases.title(boxes) or OWN, ""]

    def run_if_shared(self, address: str) -> list[Any]:
        """A shared link is run when it is opened, and its telling judged: a run's results."""
        state = in_link(address)
        if not state:
            return [gr.skip()] * RESULTS
        results = self.run(*[state[name] for name in ("code", "call", "stdin", "detail", "register", "view")])
        if results[1] is not None:
            told = self.check(results[1], state["telling"])[0] if state["telling"].strip() else "null"
            start = int(state["step"])
            results[0] = json.dumps({**json.loads(results[0]), "start": start, "told": json.loads(told or "null")})
        return results


def in_link(address: str) -> dict[str, str] | None:
    """What a link's last part holds; None if it has none, empty if it is damaged."""
    if not (address or "").startswith("#run="):
        return None
    try:
        return from_link(address.removeprefix("#run="))
    except InputError:
        return {}


def stamped(told: str) -> str:
    """So that the same telling, checked again, is news to the browser."""
    return json.dumps({**json.loads(told), "stamp": time.time_ns()})


def headline(told: str) -> str:
    """What the panel says of a telling; the player says it all."""
    found = json.loads(told)
    return f"{'✓' if found['accepted'] else '✗' if found['counts']['refuted'] else '?'} {found['headline']}"


def nothing_asked() -> list[Any]:
    """No questions: (the list, the choices, the moment)."""
    return [[], gr.update(choices=[], value=None), -1]


def gone() -> list[Any]:
    """What belonged to the run before: no verdict, prompt, grade, moment, rewrite and its player, links, file."""
    hidden = gr.update(visible=False)
    return ["", hidden, "", hidden, "", "", hidden, hidden, hidden, "", ""]
