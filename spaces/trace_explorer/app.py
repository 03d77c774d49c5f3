"""The trace explorer: watch the Chain of Execution of your own code, every statement proved against the run.

    python spaces/trace_explorer/app.py

The page is Gradio; the player (player.html, player.css, player.js) runs in the browser on a recorded run. All that runs
a program is in explorer.py.
"""

from __future__ import annotations

import html
import json
import os
import sys
import tempfile
from pathlib import Path
from random import SystemRandom
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
for secret in [name for name in os.environ if name.startswith(("HF_TOKEN", "HUGGING_FACE"))]:
    del os.environ[secret]  # a visitor's page needs none

import gradio as gr  # noqa: E402  (after the environment is set)
from examples import call_of, examples  # noqa: E402
from explorer import Explorer, Told, as_json, as_markdown, as_row, from_link, grade, to_link  # noqa: E402
from showing import pieces  # noqa: E402

from tracepile_hf import verification  # noqa: E402
from tracepile_hf.errors import TracepileError  # noqa: E402
from tracepile_hf.records import Verdict  # noqa: E402

CASES = examples()
FIRST = next(iter(CASES))
EXPLORER = Explorer()
AT_ONCE = 2  # runs at the same time; the rest wait in the queue
WAITING = 40


def choose(title: str) -> tuple[str, str, str]:
    """An example into the boxes."""
    case = CASES[title]
    return case.program.code, call_of(case), case.stdin


def run(code: str, call: str, stdin: str, detail: str, title: str) -> tuple[str, Told | None, str, Any]:
    """Run what is in the boxes: (player payload, state, message, list of questions emptied)."""
    bundled = title in CASES and choose(title) == (code, call, stdin)
    try:
        told = EXPLORER.run(code, call, stdin, detail, bundled=bundled)
    except TracepileError as error:
        return "", None, f"⚠️ {error}", gr.update(choices=[], value=None)
    message = "" if told.text else f"⚠️ {told.payload['outcome']}"
    return json.dumps({**told.payload, "play": True}), told, message, gr.update(choices=[], value=None)


def ask(told: Told | None) -> tuple[list[Any], Any, str]:
    """Questions on the run that is shown."""
    if told is None or not told.text:
        return [], gr.update(choices=[], value=None), "Run a program first."
    asked = EXPLORER.ask(told.trace, SystemRandom().getrandbits(32))
    choices = [(question.prompt.rsplit("\n\n", 1)[-1], number) for number, question in enumerate(asked)]
    said = f"{len(asked)} questions." if asked else "This run is too short for a question."
    return asked, gr.update(choices=choices, value=0 if asked else None), said


def judge(asked: list[Any], number: int | None, answer: str) -> str:
    """Grade a visitor's answer; the proof is the moment of the run that settles it."""
    if number is None or not asked:
        return "Generate questions first."
    question = asked[number]
    trace = question.traces[-1]
    where = (
        f"step {question.moment + 1} (line {trace.steps[question.moment].line})" if question.moment >= 0 else "the end"
    )
    if grade(question, answer):
        return f"✓ Right: `{question.answer}`. The run settles it at {where}."
    return f"✗ Not so: you said `{answer.strip() or 'nothing'}`, the run says `{question.answer}`, settled at {where}."


def check_own(told: Told | None, text: str) -> str:
    """Claims of a pasted rationale, marked, with the true values of what is wrong."""
    if told is None:
        return "<p>Run a program first.</p>"
    verdict = verification.verify(text, told.trace, detail="outline")
    return marked(text, verdict)


def marked(text: str, verdict: Verdict) -> str:
    """The verdict as HTML; every word of it is escaped."""
    head = (
        "✓ accepted: every claim is proved" if verdict.accepted else f"✗ rejected: {verdict.reason}. {verdict.detail}"
    )
    parts = [f"<p><strong>{html.escape(head)}</strong></p><p class='own'>"]
    for piece in pieces(text, verdict):
        words = html.escape(piece[0])
        if len(piece) == 1:
            parts.append(words)
            continue
        sign = {"proved": "✓", "refuted": "✗", "unread": "?"}[piece[1]]
        note = f" [{html.escape(piece[3])}]" if piece[1] == "refuted" else ""
        parts.append(
            f"<span class='own-{piece[1]}' title='{html.escape(piece[3], quote=True)}'>{words} {sign}{note}</span>"
        )
    return "".join([*parts, "</p>"])


def rewrite(told: Told | None) -> tuple[str, str, str]:
    """A proved variant: (its code, what was done, its player)."""
    if told is None or not told.text:
        return "", "Run a program first.", ""
    found = EXPLORER.rewritten(told.trace, SystemRandom().getrandbits(32))
    if found is None:
        return "", "No rewrite fits this program.", ""
    variant, trace = found
    shown = EXPLORER.told(trace, "condensed")
    done = ", ".join(variant.rewrites)
    return variant.code, f"✓ Same result on this input after: {done}.", json.dumps(shown.payload)


def export(told: Told | None, kind: str) -> tuple[str | None, str]:
    """A file to download, in a folder of its own that the page's cache clears."""
    if told is None or not told.text:
        return None, "Run a program first."
    makers = {"JSON": (as_json, "json"), "Markdown": (as_markdown, "md"), "Dataset row": (as_row, "jsonl")}
    make, ending = makers[kind]
    try:
        text = make(told)
    except TracepileError as error:
        return None, f"⚠️ {error}"
    file = Path(tempfile.mkdtemp(prefix="trace-")) / f"trace.{ending}"
    file.write_text(text, encoding="utf-8")
    return str(file), "Ready."


def opened(request: gr.Request) -> tuple[str, str, str, str]:
    """The state of a shared link, else the first example."""
    state = dict(request.query_params).get("run") if request else None
    if not state:
        return (*choose(FIRST), "")
    try:
        return (*from_link(state), "")
    except TracepileError as error:
        return (*choose(FIRST), f"⚠️ {error}")


def link(code: str, call: str, stdin: str) -> str:
    """The address part that restores the boxes."""
    return "?run=" + to_link(code, call, stdin)


def player(element: str) -> gr.HTML:
    """An empty trace player."""
    page, style, script = ((HERE / f"player.{ending}").read_text(encoding="utf-8") for ending in ("html", "css", "js"))
    return gr.HTML(value="", html_template=page, css_template=style, js_on_load=script, elem_id=element)


CSS = (HERE / "page.css").read_text(encoding="utf-8")
COPY = """(query) => {
  const link = location.origin + location.pathname + query;
  navigator.clipboard?.writeText(link);
  return link;
}"""


def page() -> gr.Blocks:
    """The whole page."""
    with gr.Blocks(title="Trace explorer") as demo:
        told, asked = gr.State(None), gr.State([])
        gr.Markdown(
            "# Trace explorer\nRun Python, watch what happens step by step, and see every statement **proved**."
        )
        if not EXPLORER.open_to_visitors:
            gr.Markdown(f"**Only the bundled examples run here.** {EXPLORER.why_closed}")
        with gr.Row():
            with gr.Column(scale=3):
                title = gr.Dropdown(list(CASES), value=FIRST, label="Example", elem_id="example")
                code = gr.Code(language="python", label="Code", lines=14, elem_id="code")
            with gr.Column(scale=2):
                call = gr.Textbox(label="Call (empty: run the script)", placeholder="f([3, 1, 2])", elem_id="call")
                stdin = gr.Textbox(label="Standard input", lines=4, elem_id="stdin")
                detail = gr.Radio(["full", "condensed", "outline"], value="full", label="Detail", elem_id="detail")
                go = gr.Button("Run", variant="primary", elem_id="run")
                message = gr.Markdown(elem_id="message")
                share = gr.Button("Copy a link to this", size="sm", elem_id="share")
                shared = gr.Textbox(label="Link", elem_id="link", interactive=False)
        main = player("player")
        with gr.Tab("Questions"):
            generate = gr.Button("Ask me about this run", elem_id="ask")
            which = gr.Dropdown([], label="Question", elem_id="question")
            answer = gr.Textbox(label="Your answer", elem_id="answer")
            submit = gr.Button("Grade it", elem_id="grade")
            graded = gr.Markdown(elem_id="graded")
        with gr.Tab("Check your own"):
            own = gr.Textbox(label="A rationale from any model, or edited by you", lines=8, elem_id="own")
            fill = gr.Button("Start from the shown one", size="sm", elem_id="fill")
            verify = gr.Button("Check it", elem_id="check")
            verdict = gr.HTML(elem_id="verdict")
        with gr.Tab("Rewrites"):
            again = gr.Button("Show a proved variant", elem_id="rewrite")
            done = gr.Markdown(elem_id="rewrites")
            variant = gr.Code(language="python", label="Variant", elem_id="variant")
            second = player("variant-player")
        with gr.Tab("Export"):
            kind = gr.Radio(["JSON", "Markdown", "Dataset row"], value="JSON", label="Format", elem_id="format")
            save = gr.Button("Make the file", elem_id="export")
            file = gr.File(label="File", elem_id="file")
            saved = gr.Markdown()
        boxes = [code, call, stdin]
        busy = {"concurrency_limit": AT_ONCE, "concurrency_id": "jail"}
        title.input(choose, title, boxes)
        go.click(run, [*boxes, detail, title], [main, told, message, which], api_name="run", **busy)
        share.click(link, boxes, shared, api_name=False).then(None, shared, shared, js=COPY)
        generate.click(ask, told, [asked, which, graded], api_name=False, **busy)
        submit.click(judge, [asked, which, answer], graded, api_name=False)
        fill.click(lambda shown: shown.text if shown else "", told, own, api_name=False)
        verify.click(check_own, [told, own], verdict, api_name=False, **busy)
        again.click(rewrite, told, [variant, done, second], api_name=False, **busy)
        save.click(export, [told, kind], [file, saved], api_name=False)
        demo.load(opened, None, [*boxes, message], api_name=False)
    return demo


def main() -> None:
    """Serve the page."""
    demo = page().queue(max_size=WAITING)
    demo.launch(
        css=CSS, show_error=True, footer_links=[], server_name=os.environ.get("GRADIO_SERVER_NAME", "127.0.0.1")
    )


if __name__ == "__main__":
    main()
