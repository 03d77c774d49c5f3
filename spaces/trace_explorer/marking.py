"""Messages of the page as HTML. Every word is escaped; a sign goes before what is not as wished."""

from __future__ import annotations

import html
from typing import Final

from showing import visible

REASONS: Final = {
    "no_claims": "there is nothing in it that can be checked",
    "answer_missing": "it does not end with the answer",
    "answer_wrong": "its answer is wrong",
    "incomplete": "it leaves out too much of the run",
    "beyond_answer": "it goes on after the answer is settled",
    "refuted": "the run says otherwise",
    "unread": "parts of it cannot be checked",
    "unplaced": "parts of it are true of no moment that it names",
    "out_of_order": "it tells things in an order in which they did not happen",
    "not_traced": "there is no finished run to check it against",
}


def said(text: str) -> str:
    """A message as HTML; its further lines, if it has any, as they stand: code, with a caret below it."""
    first, _, more = visible(text).partition("\n")
    shown = f'<p class="said" role="status">{html.escape(first)}</p>' if text else ""
    return shown + (f'<pre class="said">{html.escape(more)}</pre>' if more else "")


def warning(text: str) -> str:
    """A message with a sign that something is not as wished."""
    return said(f"⚠ {text}") if text else ""
