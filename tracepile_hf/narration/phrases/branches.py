"""Wordings for tests, and for the jumps out of a loop."""

from __future__ import annotations

from typing import Final

from tracepile_hf.narration.phrases import Bank

TEST: Final[Bank] = (  # the reasons tell the values; {verdict} is one of the endings below
    "checks {quote}: {why}, so {verdict}",
    "asks about {quote}. Here {why}, so {verdict}",
    "@{why}, so {verdict}",
    "tests {quote}; {why}, so {verdict}",
    "@{why}, and therefore {verdict}",
    "decides on {quote}: {why}, so {verdict}",
    "looks at {quote}: {why}, and so {verdict}",
)
TEST_SHORT: Final[Bank] = (
    "@{why}, so {verdict}",
    "@{why}, and therefore {verdict}",
    "finds that {why}, so {verdict}",
    "@{why}, and so {verdict}",
    "comes to a decision: {why}, so {verdict}",
    "decides: {why}, hence {verdict}",
)
TEST_PLAIN: Final[Bank] = (  # no reasons can be told
    "@the test {quote} {outcome}, so {verdict}",
    "finds that {quote} {outcome}, so {verdict}",
    "@{quote} {outcome}, so {verdict}",
    "comes to a decision: {quote} {outcome}, so {verdict}",
    "@the condition {quote} {outcome}, and therefore {verdict}",
    "checks the condition: {quote} {outcome}, so {verdict}",
)
TAKEN: Final[Bank] = ("the if branch is taken", "the body runs", "the if branch is taken", "the body runs")
SKIPPED: Final[Bank] = ("the body is skipped", "the body is not entered", "the body is skipped")
ELSE: Final[Bank] = ("the else branch is taken", "the body is skipped", "the else branch is taken")
ASSERT_HOLDS: Final[Bank] = (
    "checks the assertion {quote}: {why}",
    "checks the assertion {quote}: {why}, and the run goes on",
    "@the assertion {quote} holds, since {why}",
    "tests the assertion {quote}: {why}, as it should be",
    "looks at the assertion {quote}: {why}, and the run goes on",
    "@{why}, as it should be, so the assertion {quote} holds",
)
BREAK: Final[Bank] = (
    "breaks out of the loop on line {loop}",
    "@the program breaks out of the loop on line {loop}",
    "stops here: it breaks out of the loop on line {loop}",
    "@the loop on line {loop} is left",
    "@control breaks out of the loop on line {loop}",
    "@the statement breaks out of the loop on line {loop}",
)
CONTINUE: Final[Bank] = (  # whether another iteration follows is for the header to say
    "goes back to line {loop}",
    "@the program goes back to line {loop}",
    "jumps to line {loop}",
    "@control goes back to line {loop}",
    "@the program jumps to line {loop}",
    "@the statement goes back to line {loop}",
)
