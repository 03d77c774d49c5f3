"""A rationale that was pasted, or written by a model, with what the run says of each of its claims, as HTML.

Every word is escaped; signs (✓ ✗ ?) and kinds of underline carry the meaning, colour only repeats it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Any, Final

from showing import pieces, visible

from tracepile_hf.records import Verdict

SIGNS: Final = {"proved": "✓", "refuted": "✗", "unplaced": "~", "unread": "?"}
_STEP: Final = re.compile(r"\(step (\d+)\)$")
_UNJUDGED: Final = {"unread": "could not be checked", "unplaced": "true of no moment that the text names"}
LISTED: Final = 20  # wrong claims listed below the text
REASONS: Final = {
    "no_claims": "there is nothing in it that can be checked",
    "answer_missing": "it does not end with the answer",
    "answer_wrong": "its answer is wrong",
    "incomplete": "it leaves out too much of the run",
    "refuted": "the run says otherwise",
    "unread": "parts of it cannot be checked",
    "unplaced": "parts of it are true of no moment that it names",
    "out_of_order": "it tells things in an order in which they did not happen",
    "not_traced": "there is no finished run to check it against",
}


def said(text: str) -> str:
    """A message as HTML."""
    return f'<p class="said" role="status">{html.escape(visible(text))}</p>' if text else ""


def marked(text: str, verdict: Verdict) -> str:
    """The text with its claims marked, a sentence on top, and a list of what is wrong with the true values."""
    counts = {name: sum(finding.standing == name for finding in verdict.claims) for name in SIGNS}
    tally = ", ".join(f"{SIGNS[name]} {count} {name}" for name, count in counts.items())
    shown = pieces(text, verdict)
    return (
        f'{said(_head(verdict) + " " + tally + ".")}<div class="own">{"".join(map(_piece, shown))}</div>{_wrong(shown)}'
    )


def _head(verdict: Verdict) -> str:
    if verdict.accepted:
        return "✓ Accepted: every claim is proved."
    detail = f" ({_counted_from_one(verdict.detail)})" if verdict.detail else ""
    return f"✗ Rejected: {REASONS[verdict.reason]}{detail}."


def _counted_from_one(detail: str) -> str:
    """The checker counts steps from 0, the player from 1."""
    return _STEP.sub(lambda found: f"(step {int(found[1]) + 1})", detail)


def _piece(piece: Sequence[Any]) -> str:
    words = html.escape(piece[0])
    if len(piece) == 1:
        return words
    _, standing, step, note = piece
    truth = f" <b>✗ {html.escape(note)}</b>" if standing == "refuted" else ""
    sign = "" if standing == "refuted" else f"&nbsp;{SIGNS[standing]}"
    where = f"{standing} at step {step + 1}" if step >= 0 else standing
    said = f'<span class="own-{standing}" title="{html.escape(where)}">{words}</span>'
    return f'{said}<span aria-hidden="true">{sign}</span>{truth}'


def _wrong(shown: Sequence[Sequence[Any]]) -> str:
    rows = []
    for words, standing, step, note in [piece for piece in shown if len(piece) > 1 and piece[1] != "proved"][:LISTED]:
        where = f", at step {step + 1}" if step >= 0 else ""
        truth = note if standing == "refuted" else _UNJUDGED[standing]
        rows.append(
            f"<li>{SIGNS[standing]} “{html.escape(words.strip())}”: {html.escape(truth or 'not so')}{where}</li>"
        )
    return f"<ul class='own-list'>{''.join(rows)}</ul>" if rows else ""
