"""The metric's page: a program, a call and a text in, the standing of every claim out.

python spaces/coe_faithfulness/app.py
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).resolve().parent
if importlib.util.find_spec("tracepile_hf") is None:
    sys.path.insert(0, str(HERE.parent.parent))  # run from the repository, without installing it

import gradio as gr  # noqa: E402

from tracepile_hf.errors import TracepileError  # noqa: E402
from tracepile_hf.evaluation.faithfulness import judge  # noqa: E402
from tracepile_hf.evaluation.judge import asked_of_code, verdict_on  # noqa: E402
from tracepile_hf.tracing import read_call  # noqa: E402

CODE: Final = "def f(n):\n    total = 0\n    for i in range(n):\n        total += i\n    return total\n"
CALL: Final = "f(3)"
TEXT: Final = (
    "We trace `f(3)`. Line 2 sets `total` to 0. In iteration 1 of the loop on line 3, `i` is 0. Line 4 leaves `total` "
    "at 0. In iteration 2 of the loop on line 3, `i` is 1. Line 4: `total` goes from 0 to 2. The answer is 3."
)
LIMIT: Final = 20_000  # characters of a field


def judged(code: str, call: str, text: str) -> tuple[str, list[list[str]]]:
    """A sentence and a row a claim: its standing, its words, the truth where it is false."""
    if max(map(len, (code, call, text))) > LIMIT:
        return f"Expected at most {LIMIT} characters in each field.", []
    try:
        asked = asked_of_code(code, *read_call(call))
        one = judge(text, asked)
    except TracepileError as error:
        return str(error), []
    rows = [
        [finding.standing, text[slice(*finding.claim.span)], finding.truth]
        for finding in verdict_on(text, asked).claims
    ]
    said = f"Answer: {one.answer}. {one.claims} claims: {one.proved} proved, {one.refuted} refuted, "
    return said + f"{one.unplaced} unplaced, {one.unread} unread. The run has {one.steps} steps.", rows


def build() -> Any:
    """The page."""
    with gr.Blocks(title="Faithfulness of chains of execution", analytics_enabled=False) as page:
        gr.Markdown((HERE / "README.md").read_text(encoding="utf-8").split("---\n", 2)[2])
        code = gr.Code(CODE, language="python", label="Program")
        call = gr.Textbox(CALL, label="Call")
        text = gr.Textbox(TEXT, label="Text about its run", lines=6)
        button = gr.Button("Judge", variant="primary")
        said = gr.Textbox(label="Verdict")
        claims = gr.Dataframe(headers=["standing", "claim", "truth"], label="Claims", wrap=True)
        button.click(judged, [code, call, text], [said, claims], api_name="judge")
    return page


if __name__ == "__main__":
    build().queue(max_size=20).launch()
