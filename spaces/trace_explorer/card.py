"""The card of a run: 1200 x 630, the code with the line that matters, and what the run says of the telling."""

from __future__ import annotations

import io
from typing import Any, Final

from judging import judged, place
from showing import cut, outcome, visible

from tracepile_hf import verification
from tracepile_hf.records import Trace

SIZE: Final = (1200, 630)
LINES: Final = 14
WIDE: Final = 62  # characters of a line of code
INK: Final = "#1b1e23"
DIM: Final = "#5c6670"
RED: Final = "#b42318"
GREEN: Final = "#237032"
PAPER: Final = "#ffffff"
LIT: Final = "#fff3bf"


def drawn(trace: Trace, telling: str, step: int) -> bytes:
    """The card as PNG. `telling`: a model's, or nothing."""
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    large, small = ImageFont.load_default(34), ImageFont.load_default(20)
    head, colour, more, line = _words(trace, telling, step)
    draw.rectangle((0, 0, SIZE[0], 12), fill=colour)
    draw.text((50, 36), "Did the model really run your code?", font=ImageFont.load_default(26), fill=DIM)
    draw.text((50, 76), _fitting(draw, head, large, SIZE[0] - 100), font=large, fill=colour)
    draw.text((50, 124), _fitting(draw, more, small, SIZE[0] - 100), font=small, fill=INK)
    _code(draw, small, trace, line)
    return _png(picture)


def _words(trace: Trace, telling: str, step: int) -> tuple[str, str, str, int]:
    """(headline, its colour, a line below it, the line of code that is lit)."""
    index = max(0, min(step, len(trace.steps) - 1))
    line = trace.steps[index].line if trace.steps else 0
    if not telling.strip() or not trace.steps:
        where = f"step {index + 1} of {len(trace.steps)}: {place(trace, index)}" if trace.steps else ""
        return outcome(trace), INK, where, line
    told = judged(telling, verification.verify(telling, trace, placing="lenient"), trace)
    wrong = bool(told["counts"]["refuted"])
    if told["first"] >= 0:
        line = trace.steps[told["first"]].line
    return ("✗ " if wrong else "") + told["headline"], RED if wrong else GREEN, str(told["why"]), line


def _code(draw: Any, font: Any, trace: Trace, line: int) -> None:
    rows = trace.case.program.code.rstrip("\n").split("\n")
    first = max(0, min(line - LINES // 2, len(rows) - LINES))
    for number, row in enumerate(rows[first : first + LINES], first + 1):
        top = 172 + 31 * (number - first - 1)
        if number == line:
            draw.rectangle((40, top - 3, SIZE[0] - 40, top + 26), fill=LIT)
            draw.rectangle((40, top - 3, 46, top + 26), fill=RED)
        draw.text((92, top), str(number), font=font, fill=DIM, anchor="ra")
        code = visible(row.expandtabs(4))
        draw.text((112 + 11 * (len(code) - len(code.lstrip(" "))), top), code.strip()[:WIDE], font=font, fill=INK)


def _fitting(draw: Any, text: str, font: Any, width: int) -> str:
    text = " ".join(cut(text).split())
    while text and draw.textlength(text, font=font) > width:
        text = text[: -max(2, len(text) // 20)].rstrip() + "…" if not text.endswith("…") else text[:-6].rstrip() + "…"
    return text


def _png(picture: Any) -> bytes:
    held = io.BytesIO()
    picture.save(held, "PNG", optimize=True)
    return held.getvalue()
