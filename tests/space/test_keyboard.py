"""The whole page by keyboard: an example, own code, the steps, a claim's moment, a question, a rationale, a file."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import App
from examples import Examples
from visitor import Visitor, visiting

pytestmark = pytest.mark.xdist_group("space")
TOTAL = "def total(xs):\n    t = 0\n    for x in xs:\n        t += x\n    return t\n"
INSIDE = "(part) => document.activeElement.closest(part) !== null"
TAB = "document.activeElement.matches('[role=tab]') ? document.activeElement.textContent.trim() : ''"
STILL = """() => {  // every change of looks that is under way has come to its end
  const ends = (one) => Number.isFinite(one.effect.getComputedTiming().endTime);
  document.getAnimations().filter(ends).forEach((one) => one.finish());
}"""
FOCUSED = """() => {
  const seen = (part) => {
    const style = part && getComputedStyle(part);
    return style && (style.outlineStyle !== "none" || style.boxShadow !== "none");
  };
  const one = document.activeElement;
  return [one, ...["label", ".wrap", "#code"].map((around) => one.closest(around))].some(seen);
}"""


def onwards(visitor: Visitor) -> None:
    if visitor.page.evaluate(INSIDE, "#code .cm-content"):
        visitor.press("Escape")  # as the label says: Tab alone indents
    visitor.press("Tab")


def tab_to(visitor: Visitor, part: str) -> None:
    """Press Tab until the focus is in a part of the page; from the last one it goes round to the first."""
    for _ in range(200):
        if visitor.page.evaluate(INSIDE, part):
            return
        onwards(visitor)
    raise AssertionError(f"expected Tab to reach {part}")


def over(visitor: Visitor, words: str) -> None:
    """Write over what is in the box that has the focus."""
    visitor.press("Control+a")
    visitor.page.keyboard.insert_text(words)


def open_tab(visitor: Visitor, name: str, part: str) -> None:
    """Open a tab and wait for a part of it: it comes into the page only now."""
    for _ in range(200):
        onwards(visitor)
        if visitor.page.evaluate(TAB) == name:
            visitor.press("Enter")
            visitor.page.wait_for_selector(part)
            return
    raise AssertionError(f"expected Tab to reach the tab {name}")


def choose_second(visitor: Visitor, group: str) -> None:
    """Of Gradio's radio buttons each is a stop of its own, which Space chooses."""
    chosen = "([group, number]) => document.querySelectorAll(group + ' input')[number]?.checked"
    visitor.page.wait_for_function(chosen, arg=[group, 0])
    tab_to(visitor, group)
    visitor.press("Tab")
    visitor.press("Space")
    visitor.page.wait_for_function(chosen, arg=[group, 1])


@pytest.fixture
def hands(app: App, browser: Any) -> Any:
    with visiting(browser, app.address, reduced_motion="reduce") as visitor:
        yield visitor.open()


def test_everything_is_done_by_keys_alone(hands: Visitor) -> None:
    tab_to(hands, "#example")
    over(hands, "Tower")
    hands.press("Enter")
    hands.says("#player .tp-text", Examples().shown["Algorithm: Tower of Hanoi from any position"][1])

    tab_to(hands, "#code .cm-content")
    over(hands, TOTAL)
    tab_to(hands, "#call")
    over(hands, "total([5, 6, 7])")
    hands.press("Control+Enter")
    hands.says("#player .tp-outcome", "It returned 18")
    tab_to(hands, "#player .tp-code-pane, #player .tp-text")
    for _ in range(4):
        hands.press("ArrowRight")
    assert (hands.step(), hands.line(), hands.variables()["t"]) == (5, 4, "5")
    assert hands.changed() == ["t"]

    tab_to(hands, "#player .tp-text")
    hands.press("ArrowDown")
    hands.press("ArrowDown")
    assert hands.text("moment").startswith("✓ proved at step")
    moment = int(hands.text("moment").split()[4].strip(","))
    hands.press("Enter")
    assert hands.step() == moment
    hands.press("Escape")

    open_tab(hands, "Questions", "#ask")
    tab_to(hands, "#ask")
    hands.press("Enter")
    choose_second(hands, "#questions")
    tab_to(hands, "#answer")
    over(hands, "'no such thing'")
    hands.press("Enter")
    told = hands.says("#graded", "✗ Not so. You said 'no such thing'")
    shown = "of the run with the change made" not in told  # questions are drawn anew each time
    hands.page.wait_for_selector("#show-moment", state="visible" if shown else "hidden")
    if shown:
        tab_to(hands, "#show-moment")
        hands.press("Enter")

    open_tab(hands, "Check a model", "#fill")
    tab_to(hands, "#fill")
    hands.press("Enter")
    hands.page.wait_for_function("document.querySelector('#own textarea').value.includes('The answer is 18')")
    tab_to(hands, "#check")
    hands.press("Enter")
    hands.says("#verdict", "✓ final answer right")

    open_tab(hands, "Export", "#export")
    choose_second(hands, "#format")
    tab_to(hands, "#export")
    hands.press("Enter")
    hands.says("#file a:not([hidden])", "trace.md")


def test_what_has_the_focus_can_be_seen(hands: Visitor) -> None:
    unseen = []
    hands.page.locator("#run").focus()
    hands.press("Enter")
    hands.page.wait_for_selector("#player .tp:not([hidden])")
    for _ in range(40):
        onwards(hands)
        hands.page.evaluate(STILL)
        if not hands.page.evaluate(FOCUSED):
            unseen.append(hands.page.evaluate("document.activeElement.outerHTML.slice(0, 70)"))
    assert "\n".join(one for one in unseen if not one.startswith("<body")) == ""


def test_what_is_written_stays_when_the_keyboard_passes_the_examples(hands: Visitor) -> None:
    tab_to(hands, "#code .cm-content")
    over(hands, TOTAL)
    tab_to(hands, "#example")
    onwards(hands)
    tab_to(hands, "#run")
    hands.press("Enter")
    hands.says("#player .tp-outcome", "no function of that name")
    assert "def total(xs):" in str(hands.page.text_content("#code .cm-content")), "and the call is still the example's"


def test_an_example_is_there_at_once_and_comes_again_when_it_is_chosen_again(app: App, browser: Any) -> None:
    """With no word of the server's, which would come late, over what was written since."""
    with visiting(browser, app.address) as visitor:
        visitor.open()
        sent: list[str] = []
        visitor.page.on("request", lambda request: sent.append(request.post_data or ""))
        title = "Math: A remainder in a Fibonacci-like sequence"
        for _ in range(2):
            visitor.choose(title)
            visitor.fill("x = 1\n", "f(1)", "unused")
            visitor.page.wait_for_function("document.querySelector('#example input').value === 'Your own code'")
        visitor.choose(title)
        assert visitor.page.input_value("#call textarea") == Examples().shown[title][1]
        assert not [data for data in sent if title in data]
