"""What stands where on the page, and what follows from what. What the buttons do is page.py's."""

from __future__ import annotations

import json
from typing import Any, Final

import catch
import gradio as gr
from explorer import TOLD_AS
from exports import KINDS
from marking import said
from page import OWN, Page
from player import pieces
from showing import visible

KEPT_SECONDS: Final = 1800  # that a session remembers its run
INTRO: Final = """\
# Did the model really run your code?
Paste what a model says about a run: every step of it is checked against the real run, and what is false is shown with \
the true value. [Paper](https://arxiv.org/abs/2510.23629) · [Data](https://huggingface.co/datasets?search=tracepile) · \
[Code](https://github.com/tracepile-hf/tracepile-hf)"""
COPY: Final = """(state) => {
  const base = location.origin + location.pathname.replace(/[^/]*$/, "");
  const [link, card, frame] = [base + "#run=" + state, base + "share?run=" + state,
    `<iframe src="${base}embed?run=${state}" width="100%" height="720" title="Trace explorer"></iframe>`];
  navigator.clipboard?.writeText(link).catch(() => {});
  return [link, card, frame];
}"""
COPY_PROMPT: Final = "(words) => { navigator.clipboard?.writeText(words).catch(() => {}); return words; }"
ADDRESS: Final = "() => [location.hash]"  # in place of the empty box for it
WITH_STEP: Final = '(...boxes) => [...boxes.slice(0, -1), document.querySelector("#player .tp").dataset.step ?? "0"]'
SHOW_MOMENT: Final = """(step) => {
  const event = new CustomEvent("tp-go", { detail: step, bubbles: true });
  if (step >= 0) document.querySelector("#player .tp").dispatchEvent(event);
}"""
ASKING: Final = """(...given) => {
  document.querySelector("#player .tp").dispatchEvent(new CustomEvent("tp-asking", { detail: %s, bubbles: true }));
  return given;
}"""
LIVE: Final = '() => ({ __type__: "update", interactive: true })'
CHOOSE: Final = """(title, ...boxes) => {
  const chosen = (%s)[title];
  if (!chosen || chosen.every((box, place) => box === (boxes[place] ?? "").replace(/^\\n+|\\n+$/g, ""))) return boxes;
  window.tracepileChosen = true;
  return chosen;
}"""
RUN_CHOSEN: Final = """() => {
  if (window.tracepileChosen) document.querySelector("#run").click();
  window.tracepileChosen = false;
}"""
# What stands in the boxes is told to the player, which greys what does not belong to it; the title says whose it is.
BOXES: Final = """(title, ...boxes) => {
  document.dispatchEvent(new CustomEvent("tp-boxes", { detail: boxes }));
  const bare = boxes.slice(0, 3).map((box) => (box ?? "").replace(/^\\n+|\\n+$/g, ""));
  const found = Object.entries(%s).find(([, shown]) => shown.every((box, place) => box === bare[place]));
  return found ? found[0] : %s;
}"""
TAKE: Final = """
const take = () => {
  const player = document.querySelector("#player .tp");
  if (props.value) player?.dispatchEvent(new CustomEvent("tp-take", { detail: props.value, bubbles: true }));
};
watch("value", take);
"""
CTRL_ENTER: Final = """() => document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.stopPropagation();
  document.activeElement?.blur?.();
  document.querySelector("#run").click();
}, { capture: true })"""
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


def player(name: str, value: str = "", **more: Any) -> gr.HTML:
    """A trace player."""
    return gr.HTML(
        value=value,
        html_template=pieces.page(),
        js_on_load=pieces.script(),
        apply_default_css=False,
        elem_id=name,
        **more,
    )


def courier(name: str) -> gr.HTML:
    """What brings to the player what comes after its run."""
    return gr.HTML("", html_template="<span hidden></span>", js_on_load=TAKE, elem_id=name)


def build(page: Page) -> gr.Blocks:
    """The whole page: what stands where, and what follows from what."""
    private: dict[str, Any] = {"api_visibility": "private"}
    quiet: dict[str, Any] = {**private, "show_progress": "hidden"}
    busy: dict[str, Any] = {"concurrency_limit": page.workers.count, "concurrency_id": "jail"}
    opening, examples = page.opening, json.dumps(page.cases.shown)
    with gr.Blocks(title="Did the model really run your code?", fill_width=True) as demo:
        kept = gr.State(opening.kept, time_to_live=KEPT_SECONDS)
        asked = gr.State([], time_to_live=KEPT_SECONDS)
        text, step = (
            gr.State(opening.text, time_to_live=KEPT_SECONDS),
            gr.Number(-1, visible="hidden", elem_id="moment"),
        )
        address = gr.Textbox(visible="hidden", elem_id="address")
        gr.Markdown(INTRO, elem_id="intro")
        if page.workers.why_closed:
            closed = "Only the examples run here: this machine lacks a part of the jail that other code must run in."
            gr.HTML(said(f"⚠ {closed}"), elem_id="closed")
        with gr.Row(elem_id="main"):
            with gr.Column(scale=5, min_width=320):
                title = gr.Dropdown([*page.cases.titles, OWN], value=catch.TITLE, label="Example", elem_id="example")
                first_code, first_call, first_stdin = page.cases.shown[catch.TITLE]
                with gr.Row():
                    call = gr.Textbox(
                        first_call, label="Call (empty: a script)", placeholder="f([3, 1, 2])", elem_id="call", scale=3
                    )
                    stdin = gr.Textbox(
                        first_stdin, label="Standard input", lines=1, max_lines=6, elem_id="stdin", scale=2
                    )
                with gr.Row():
                    go = gr.Button("Run (Ctrl+Enter)", variant="primary", interactive=False, elem_id="run")
                    share = gr.Button("Share", elem_id="share")
                message = gr.HTML(elem_id="message")
                code = gr.Code(
                    first_code,
                    language="python",
                    label="Code (Esc, then Tab, leaves this box)",
                    lines=14,
                    max_lines=26,
                    elem_id="code",
                )
                link = gr.Textbox(label="Link", visible=False, interactive=False, max_lines=1, elem_id="link")
                card = gr.Textbox(
                    label="Link with a card", visible=False, interactive=False, max_lines=1, elem_id="card"
                )
                frame = gr.Textbox(
                    label="Frame to embed", visible=False, interactive=False, max_lines=1, elem_id="frame"
                )
            with gr.Column(scale=8, min_width=320):
                main = player("player", opening.payload)
        with gr.Row():
            detail = gr.Radio(list(TOLD_AS["detail"]), value="full", label="Detail", elem_id="detail")
            register = gr.Radio(list(TOLD_AS["register"]), value="prose", label="Register", elem_id="register")
            view = gr.Radio(
                [("the whole run", "whole"), ("what the answer hangs on", "slice")],
                value="whole",
                label="Told is",
                elem_id="view",
            )
        told = courier("told")
        with gr.Tab("Check a model"):
            own = gr.Textbox(
                catch.TELLING,
                label="What a model says about this run (any text), or the shown one, edited by you",
                lines=8,
                max_lines=16,
                elem_id="own",
            )
            with gr.Row():
                verify = gr.Button("Check it", variant="primary", elem_id="check")
                fill = gr.Button("Start from the true one", elem_id="fill")
                copy = gr.Button("Copy a prompt for your model", elem_id="copy-prompt")
            verdict = gr.HTML(elem_id="verdict")
            words = gr.Textbox(label="Prompt for your model", visible=False, lines=6, max_lines=12, elem_id="prompt")
            if page.other is not None:
                ask_model = gr.Button(f"Ask {page.other[0]} (your code is sent there)", elem_id="ask-model")
        with gr.Tab("Questions"):
            generate = gr.Button("Ask me about this run", elem_id="ask")
            which = gr.Radio([], label="Questions", elem_id="questions")
            answer = gr.Textbox(
                label="Your answer", placeholder="a Python value, such as 5 or [1, 2]", elem_id="answer"
            )
            submit = gr.Button("Grade it", elem_id="grade")
            graded = gr.HTML(elem_id="graded")
            show = gr.Button("Show me the moment", size="sm", visible=False, elem_id="show-moment")
        with gr.Tab("Rewrites"):
            again = gr.Button("Rewrite the code and run it", elem_id="rewrite")
            done = gr.HTML(elem_id="rewritten")
            second = player("variant-player")
        with gr.Tab("Export"):
            kind = gr.Radio(list(KINDS), value=KINDS[0], label="Format", elem_id="format")
            save = gr.Button("Make the file", elem_id="export")
            saved = gr.HTML(elem_id="export-message")
            file = gr.HTML("", html_template="<a hidden></a>", js_on_load=DOWNLOAD, elem_id="file")
        boxes, how = [code, call, stdin], [detail, register, view]
        results = [main, kept, text, message, asked, which, step]
        # What belonged to the old run goes when another is run.
        results += [verdict, words, graded, show, done, second, link, card, frame, saved, file]
        # In the browser, at once: a reply of the server's would come over what the visitor has begun to write since.
        title.change(None, [title, *boxes], boxes, js=CHOOSE % examples, **private).then(None, js=RUN_CHOSEN, **private)
        gr.on(
            [one.change for one in (*boxes, *how)],
            None,
            [title, *boxes, *how],
            title,
            js=BOXES % (examples, json.dumps(OWN)),
            **private,
        )
        gr.on(
            [go.click, call.submit, *[one.select for one in how]],
            page.run,
            [*boxes, *how],
            results,
            show_progress_on=[go],
            api_name="run_shown",  # else it had the name that programs use
            **private,
            **busy,
        )
        # For programs: outputs with names. What the page itself uses is private.
        named = [gr.Textbox(label=name, visible=False) for name in ("run", "telling", "message")]
        gr.Button(visible=False).click(page.run_plainly, [*boxes, *how], named, api_name="run", **busy)
        share.click(page.link, [*boxes, *how, own, address], [link, card, frame], js=WITH_STEP, **private).then(
            None, link, [link, card, frame], js=COPY, **private
        )
        asks = ASKING % "true"
        generate.click(page.ask, kept, [asked, which, step, graded], js=asks, **private, **busy)
        gr.on(
            [submit.click, answer.submit],
            page.grade,
            [asked, which, answer],
            [graded, step, show],
            js=ASKING % "false",
            **quiet,
        )
        show.click(None, step, None, js=SHOW_MOMENT, **private)
        fill.click(lambda shown: visible(shown), text, own, **private)
        verify.click(page.check, [kept, own], [told, verdict], **private, **busy)
        copy.click(page.prompt, kept, words, **private, **busy).then(None, words, words, js=COPY_PROMPT, **private)
        again.click(page.rewrite, [kept, *boxes], [done, second], **private, **busy)
        save.click(page.export, [kept, text, kind], [saved, file], **private, **busy)
        if page.other is not None:
            ask_model.click(page.tell, kept, [own, told, verdict], **private, concurrency_limit=page.workers.count)
        loaded = demo.load(page.opened, address, [*boxes, *how, own, title, message], js=ADDRESS, **quiet).then(
            page.run_if_shared, address, results, js=ADDRESS, **quiet, **busy
        )
        # A press before Gradio listens is lost. One whose request crosses the end of another's may wait for ever: the
        # browser then takes for open a stream of replies that the server has closed. Until here the button says no.
        loaded.then(None, None, go, js=LIVE, **private).then(None, js=CTRL_ENTER, **private)
    return demo
