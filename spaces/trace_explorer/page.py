"""The page: what stands where, what follows from what, what its buttons do. Nothing here runs programs."""

from __future__ import annotations

import html
import json
import time
from pathlib import Path
from random import SystemRandom
from typing import Any, Final

import gradio as gr
import model
from examples import Examples
from exports import KINDS, from_link, to_link
from marking import said
from replies import Asked, Shown
from showing import visible
from workers import Sorry, Workers

from tracepile_hf.errors import InputError, TracepileError

HERE: Final = Path(__file__).resolve().parent
KEPT_SECONDS: Final = 1800  # that a session remembers its run
RUN_FIRST: Final = "Run a program first."
COPY: Final = """(state) => {
  const link = location.origin + location.pathname + "#run=" + state;
  navigator.clipboard?.writeText(link).catch(() => {});
  return link;
}"""
ADDRESS: Final = "(_, ...boxes) => [location.hash, ...boxes]"  # in place of the empty box for it
SHOW_MOMENT: Final = """(step) => {
  const event = new CustomEvent("tp-go", { detail: step, bubbles: true });
  if (step >= 0) document.querySelector("#player .tp").dispatchEvent(event);
}"""
LIVE: Final = '() => ({ __type__: "update", interactive: true })'
EXAMPLE: Final = "(title) => (%s)[title] ?? []"  # title -> what it puts into the boxes
DOWNLOAD: Final = """
const offer = () => {
  const link = element.querySelector("a"), file = JSON.parse(props.value || "null");
  link.hidden = !file;
  if (!file) return;
  URL.revokeObjectURL(link.href);
  link.href = URL.createObjectURL(new Blob([file.content], { type: "text/plain;charset=utf-8" }));
  link.download = file.name;
  link.textContent = "Save " + file.name;
};
watch("value", offer);
offer();
"""


class Page:
    """What the page's buttons do. Every method gets and gives what its components hold."""

    def __init__(self, workers: Workers, cases: Examples, other: tuple[str, model.Complete] | None = None) -> None:
        self.workers, self.cases, self.other = workers, cases, other

    def first(self) -> list[str]:
        """What the boxes hold at first."""
        return self.cases.shown[self.cases.titles[0]]

    def choosing(self) -> str:
        """What puts a chosen example into the boxes: in the browser, at once.

        A reply of the server's would come at any time, over what the visitor has begun to write since.
        """
        return EXAMPLE % json.dumps(self.cases.shown)

    def run(self, code: str, call: str, stdin: str, detail: str) -> list[Any]:
        """Run what is in the boxes."""
        boxes = (code or "", call or "", stdin or "")
        try:
            shown: Shown = self.workers.ask("run", *boxes, detail, self.cases.has(boxes))
        except Sorry as error:
            nothing = json.dumps({"run": time.time_ns()})
            return [nothing, None, "", warning(str(error)), *nothing_asked()]
        return [shown.payload, shown.kept, shown.text, warning(shown.message), *nothing_asked()]

    def ask(self, kept: bytes | None) -> list[Any]:
        """Questions on the run that is shown."""
        if kept is None:
            return [*nothing_asked()[:2], said(RUN_FIRST), -1]
        try:
            asked: list[Asked] = self.workers.ask("ask", kept, SystemRandom().getrandbits(32))
        except Sorry as error:
            return [*nothing_asked()[:2], warning(str(error)), -1]
        choices = [(visible(question.words), number) for number, question in enumerate(asked)]
        told = "" if asked else said("There is nothing to ask about this run.")
        return [asked, gr.update(choices=choices, value=0 if asked else None), told, -1]

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

    def check(self, kept: bytes | None, text: str) -> str:
        """Claims of a pasted rationale, marked, with the true values of what is wrong."""
        if kept is None:
            return said(RUN_FIRST)
        try:
            return str(self.workers.ask("check", kept, text or ""))
        except Sorry as error:
            return warning(str(error))

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

    def tell(self, kept: bytes | None, text: str) -> tuple[str, str]:
        """(the model's own telling, marked; the true one)."""
        if kept is None or self.other is None:
            return said(RUN_FIRST), ""
        try:
            written = model.telling(self.other[1], self.workers.ask("prompt", kept))
            return self.workers.ask("check", kept, written), f'<div class="own">{html.escape(visible(text))}</div>'
        except TracepileError as error:
            return warning(str(error)), ""

    def link(self, *state: str) -> Any:
        """The boxes as text for a link; the browser puts its own address before it."""
        return gr.update(value=to_link([part or "" for part in state]), visible=True)

    def opened(self, address: str) -> list[Any]:
        """The boxes as a shared link has them, and a message. Without a link nothing is touched: see `choosing`."""
        shared = in_link(address)
        if shared:
            return [*shared, ""]
        damaged = "This link is damaged, so here is the first example."
        return [*[gr.skip()] * 4, gr.skip() if shared is None else warning(damaged)]

    def run_if_shared(self, address: str, *_: str) -> list[Any]:
        """A shared link is run when it is opened."""
        shared = in_link(address)
        return self.run(*shared) if shared else [gr.skip()] * 8


def in_link(address: str) -> list[str] | None:
    """What a link's last part holds for code, call, input and detail; None if it has none, empty if it is damaged."""
    if not (address or "").startswith("#run="):
        return None
    try:
        return from_link(address.removeprefix("#run="), 4)
    except InputError:
        return []


def warning(text: str) -> str:
    """A message with a sign that something is not as wished."""
    return said(f"⚠ {text}") if text else ""


def nothing_asked() -> list[Any]:
    """No questions: (the list, the choices, the grade, the moment)."""
    return [[], gr.update(choices=[], value=None), "", -1]


def player(name: str) -> gr.HTML:
    """An empty trace player."""
    page, script = ((HERE / f"player.{ending}").read_text(encoding="utf-8") for ending in ("html", "js"))
    return gr.HTML(value="", html_template=page, js_on_load=script, apply_default_css=False, elem_id=name)


def build(page: Page) -> gr.Blocks:
    """The whole page: what stands where, and what follows from what."""
    private: dict[str, Any] = {"api_visibility": "private"}
    busy: dict[str, Any] = {"concurrency_limit": page.workers.count, "concurrency_id": "jail"}
    with gr.Blocks(title="Trace explorer") as demo:
        kept, asked = gr.State(None, time_to_live=KEPT_SECONDS), gr.State([], time_to_live=KEPT_SECONDS)
        text, step = gr.State("", time_to_live=KEPT_SECONDS), gr.Number(-1, visible="hidden", elem_id="moment")
        address = gr.Textbox(visible="hidden", elem_id="address")
        gr.Markdown("# Trace explorer\nRun Python and see what happens, step by step, with every statement **proved**.")
        if page.workers.why_closed:
            closed = "Only the examples run here: this machine lacks a part of the jail that other code must run in."
            gr.HTML(said(f"⚠ {closed}"), elem_id="closed")
        with gr.Row():
            with gr.Column(scale=3):
                title = gr.Dropdown(page.cases.titles, label="Example", elem_id="example")
                first_code, first_call, first_stdin = page.first()
                code = gr.Code(
                    first_code,
                    language="python",
                    label="Code (Esc, then Tab, leaves this box)",
                    lines=14,
                    max_lines=22,
                    elem_id="code",
                )
            with gr.Column(scale=2):
                call = gr.Textbox(
                    first_call, label="Call (empty: run it as a script)", placeholder="f([3, 1, 2])", elem_id="call"
                )
                stdin = gr.Textbox(first_stdin, label="Standard input", lines=3, max_lines=8, elem_id="stdin")
                detail = gr.Radio(["full", "condensed", "outline"], value="full", label="Detail", elem_id="detail")
                go = gr.Button("Run", variant="primary", interactive=False, elem_id="run")
                message = gr.HTML(elem_id="message")
                share = gr.Button("Copy a link to this", size="sm", elem_id="share")
                shared = gr.Textbox(label="Link", visible=False, interactive=False, max_lines=1, elem_id="link")
        main = player("player")
        with gr.Tab("Questions"):
            generate = gr.Button("Ask me about this run", elem_id="ask")
            which = gr.Radio([], label="Questions", elem_id="questions")
            answer = gr.Textbox(
                label="Your answer", placeholder="a Python value, such as 5 or [1, 2]", elem_id="answer"
            )
            submit = gr.Button("Grade it", elem_id="grade")
            graded = gr.HTML(elem_id="graded")
            show = gr.Button("Show me the moment", size="sm", visible=False, elem_id="show-moment")
        with gr.Tab("Check your own"):
            own = gr.Textbox(
                label="A rationale from any model, or the shown one, edited by you",
                lines=8,
                max_lines=16,
                elem_id="own",
            )
            with gr.Row():
                fill = gr.Button("Start from the shown one", elem_id="fill")
                verify = gr.Button("Check it", variant="primary", elem_id="check")
            verdict = gr.HTML(elem_id="verdict")
        with gr.Tab("Rewrites"):
            again = gr.Button("Rewrite the code and run it", elem_id="rewrite")
            done = gr.HTML(elem_id="rewritten")
            second = player("variant-player")
        with gr.Tab("Export"):
            kind = gr.Radio(list(KINDS), value=KINDS[0], label="Format", elem_id="format")
            save = gr.Button("Make the file", elem_id="export")
            saved = gr.HTML(elem_id="export-message")
            file = gr.HTML("", html_template="<a hidden></a>", js_on_load=DOWNLOAD, elem_id="file")
        boxes = [code, call, stdin]
        results = [main, kept, text, message, asked, which, graded, step]
        # Not `input`: that comes also when the keyboard merely passes through, and would undo what was written.
        gr.on([title.change, title.select], None, title, boxes, js=page.choosing(), **private)
        for event in (go.click, call.submit):
            event(page.run, [*boxes, detail], results, api_name="run", show_progress_on=[go], **busy)
        share.click(page.link, [*boxes, detail], shared, **private).then(None, shared, shared, js=COPY, **private)
        generate.click(page.ask, kept, [asked, which, graded, step], **private, **busy)
        for event in (submit.click, answer.submit):
            event(page.grade, [asked, which, answer], [graded, step, show], show_progress="hidden", **private)
        show.click(None, step, None, js=SHOW_MOMENT, **private)
        fill.click(lambda shown: visible(shown), text, own, **private)
        verify.click(page.check, [kept, own], verdict, **private, **busy)
        again.click(page.rewrite, [kept, *boxes], [done, second], **private, **busy)
        save.click(page.export, [kept, text, kind], [saved, file], **private, **busy)
        if page.other is not None:
            with gr.Tab("A model's own"):
                ask_model = gr.Button(f"Ask {page.other[0]} (your code is sent there)", elem_id="ask-model")
                with gr.Row():
                    theirs, true = gr.HTML(elem_id="theirs"), gr.HTML(elem_id="true")
                ask_model.click(
                    page.tell, [kept, text], [theirs, true], **private, concurrency_limit=page.workers.count
                )
        quiet: dict[str, Any] = {**private, "show_progress": "hidden"}
        loaded = demo.load(page.opened, address, [*boxes, detail, message], js=ADDRESS, **quiet).then(
            page.run_if_shared, [address, *boxes, detail], results, js=ADDRESS, **quiet, **busy
        )
        # A press before Gradio listens is lost. One whose request crosses the end of another's may wait for ever: the
        # browser then takes for open a stream of replies that the server has closed. Until here the button says no.
        loaded.then(None, None, go, js=LIVE, **private)
    return demo
