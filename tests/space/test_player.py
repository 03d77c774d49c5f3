"""Running a program and moving through the run."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import App
from visitor import Visitor, visiting

pytestmark = pytest.mark.xdist_group("space")
TOTAL = "def total(xs):\n    t = 0\n    for x in xs:\n        t += x\n    return t\n"


def test_an_example_is_told_step_by_step_with_every_claim_proved(visitor: Visitor) -> None:
    visitor.choose("Algorithm: Binary search in a sorted list")
    visitor.choose("Algorithm: Bubble sort with early exit")
    assert visitor.text("outcome").startswith("Finished after")
    proved, of = visitor.text("proved").removeprefix("✓ ").removesuffix(" claims proved").split(" of ")
    assert proved == of
    assert int(of) > 50
    visitor.button("first")
    assert visitor.step() == 1
    visitor.button("last")
    assert "The answer is ([1, 4, 15, 43], 3, 5)" in visitor.text("text")


def test_the_text_streams_in_as_the_run_plays(visitor: Visitor) -> None:
    visitor.run(TOTAL, f"total({list(range(180))})")  # plays for minutes: it is seen on its way on any machine
    assert "The answer is 16110" in visitor.text("text"), "all of it, until it is played"
    visitor.button("play")
    visitor.page.wait_for_function("!document.querySelector('#player .tp-count').textContent.startsWith('step 1 ')")
    visitor.press("Space")
    early, at = visitor.text("text"), visitor.step()
    assert "The answer is 16110" not in early
    assert early.rstrip().endswith("."), "whole sentences come, no part of one"
    # The browser's own timers come in the order in which they are due: a tick of the player's would come before this.
    visitor.page.evaluate("() => new Promise((done) => setTimeout(done, 1000))")
    assert visitor.step() == at, "it stopped"
    visitor.page.click("#player .tp-all")
    assert "The answer is 16110" in visitor.text("text")
    assert visitor.step() == at
    assert visitor.page.locator("#player .tp-later").count() > 0, "what lies ahead is told apart"


def test_buttons_keys_and_slider_move_and_the_state_follows(visitor: Visitor) -> None:
    visitor.run(TOTAL, "total([5, 6])")
    visitor.button("last")
    assert visitor.variables()["t"] == "11"
    visitor.press("Home")
    assert (visitor.step(), visitor.line()) == (1, 1)
    seen = []
    for _ in range(5):
        visitor.button("next")
        seen.append((visitor.line(), visitor.variables().get("t"), visitor.changed()))
    # call, t = 0, for x = 5, t += 5, for x = 6
    assert seen == [(1, None, ["xs"]), (2, "0", ["t"]), (3, "0", ["x"]), (4, "5", ["t"]), (3, "5", ["x"])]
    assert "total(xs=[5, 6]), line 3" in visitor.text("stack")
    visitor.page.locator("#player .tp").focus()
    visitor.press("ArrowLeft")
    assert (visitor.line(), visitor.variables()["t"]) == (4, "5")
    visitor.press("ArrowRight")
    visitor.press("ArrowRight")
    assert visitor.variables()["t"] == "11"
    slider = visitor.page.locator("#player .tp-slider")
    slider.fill("2")
    assert (visitor.step(), visitor.variables()["t"]) == (3, "0")
    slider.focus()
    visitor.press("ArrowRight")
    assert visitor.step() == 4
    visitor.press("End")
    assert visitor.variables()["t"] == "11"


def test_a_script_reads_its_input_and_its_output_grows(visitor: Visitor) -> None:
    outcome = visitor.run("n = int(input())\nfor i in range(n):\n    print('row', i)\n", "", "3\n")
    assert outcome.startswith("Finished")
    visitor.button("last")
    assert visitor.text("out") == "row 0\nrow 1\nrow 2\n"
    visitor.press("Home")
    assert visitor.text("out") == ""
    while visitor.text("out") == "":
        visitor.button("next")
    assert visitor.text("out") == "row 0\n"


def test_a_claim_shows_the_moment_that_proves_it_to_mouse_and_keyboard(visitor: Visitor) -> None:
    visitor.run(TOTAL, "total([5, 6])")
    visitor.button("last")
    claim = visitor.page.locator("#player .tp-mark", has_text="0 + 5 = 5").first
    claim.hover()
    words = visitor.text("moment")
    assert words.startswith("✓ proved at step 5, line 4: t += x")
    assert "t = 5" in words
    assert visitor.page.get_attribute("#code .tp-live-peek", "data-line") == "4"
    at = visitor.step()
    claim.click()
    assert visitor.step() == 5
    assert at != 5
    visitor.page.locator("#player .tp-text").focus()
    visitor.press("ArrowDown")
    first = visitor.page.evaluate("document.activeElement.dataset.claim")
    visitor.press("ArrowDown")
    assert int(visitor.page.evaluate("document.activeElement.dataset.claim")) == int(first) + 1
    assert visitor.text("moment").startswith("✓ proved at step")
    visitor.press("Escape")
    assert visitor.page.locator("#player .tp-moment").is_hidden()


def test_a_long_run_keeps_its_place(visitor: Visitor) -> None:
    code = "def f(n):\n    t = 0\n    for i in range(n):\n        if i % 3 == 0:\n            t += i\n    return t\n"
    visitor.run(code, "f(2000)", "")
    visitor.press("End")
    assert visitor.step() > 4500
    assert visitor.variables()["t"] == str(sum(range(0, 2000, 3)))
    inside = """() => {
      const box = document.querySelector("#player .tp-text").getBoundingClientRect();
      const marks = [...document.querySelectorAll("#player .tp-here")];
      const places = marks.map((mark) => mark.getBoundingClientRect());
      return places.some((place) => place.top >= box.top && place.bottom <= box.bottom);
    }"""
    visitor.page.wait_for_function(inside)
    visitor.page.locator("#player .tp-slider").fill("2400")
    assert visitor.variables()["t"] == str(sum(range(0, int(visitor.variables()["i"]) + 1, 3)))
    visitor.page.wait_for_function(inside)
    assert visitor.page.locator("#player .tp-here.tp-later").count() == 0
    visitor.button("back")
    assert visitor.step() == 2400


def test_the_end_of_a_run_shows_the_end_of_its_text(visitor: Visitor) -> None:
    visitor.bubble_sort()
    visitor.button("last")
    at_end = """() => {
      const box = document.querySelector("#player .tp-text");
      const last = [...box.querySelectorAll("p span")].pop().getBoundingClientRect();
      const frame = box.getBoundingClientRect();
      return last.top >= frame.top && last.bottom <= frame.bottom;
    }"""
    visitor.page.wait_for_function(at_end)


def test_objects_and_recursion_are_shown(visitor: Visitor) -> None:
    code = (
        "class Node:\n    def __init__(self, val):\n        self.val = val\n        self.next = None\n"
        "def depth(n):\n    if n == 0:\n        return 0\n    return 1 + depth(n - 1)\n"
        "a = Node(1)\na.next = Node(2)\na.next.val = 5\nd = depth(3)\n"
    )
    visitor.run(code, "", "")
    visitor.button("last")
    assert visitor.variables() == {"a": "Node(val=1, next=Node(val=5, next=None))", "d": "3"}
    while visitor.text("stack").count("depth") < 4:
        visitor.button("back")
    assert visitor.text("stack").startswith("<module>, line 12")


def test_an_exception_ends_the_run_in_words(visitor: Visitor) -> None:
    assert "ZeroDivisionError" in visitor.run("def f(x):\n    return 1 // x\n", "f(0)")


def test_what_cannot_be_run_is_said_in_words(visitor: Visitor) -> None:
    for code, call, words in [
        ("def f(:\n", "", "line 1"),
        ("", "", "some code"),
        ("def f(x):\n    return x\n", "g(1)", "no function of that name"),
        ("def f(x):\n    return x\n", "f(x)", "values as arguments"),
        ("def f(x):\n    return x\n", "what is this?", "a call such as"),
    ]:
        assert words in visitor.run(code, call)


def test_a_shared_link_restores_the_boxes_and_runs_them(app: App, browser: Any, visitor: Visitor) -> None:
    visitor.fill(TOTAL, "total([2, 40])", "unused")
    before = visitor.page.get_attribute("#player .tp", "data-run")
    visitor.page.get_by_label("outline").check()
    visitor.ran(before)
    visitor.page.click("#share")
    visitor.page.wait_for_function("document.querySelector('#link input, #link textarea')?.value.includes('#run=')")
    link = visitor.page.input_value("#link input, #link textarea")
    visitor.page.get_by_label("full").check()
    visitor.fill(stdin="")
    assert link.startswith(app.address)
    with visiting(browser, app.address) as friend:
        friend.open(link.removeprefix(app.address + "/"))
        friend.says("#player .tp-outcome", "It returned 42")
        assert friend.page.input_value("#stdin textarea") == "unused"
        assert friend.page.get_by_label("outline").is_checked()


def test_exports_are_files_that_the_browser_saves(visitor: Visitor) -> None:
    visitor.run(TOTAL, "total([5, 6])")
    visitor.tab("Export")
    saved = {}
    for kind, name in (("JSON", "trace.json"), ("Markdown", "trace.md"), ("Dataset row", "trace.jsonl")):
        visitor.page.get_by_label(kind).check()
        visitor.page.click("#export")
        visitor.says("#file a:not([hidden])", name)
        with visitor.page.expect_download() as download:
            visitor.page.click("#file a")
        assert download.value.suggested_filename == name
        saved[kind] = download.value.path().read_text(encoding="utf-8")
    assert json.loads(saved["JSON"])["result"] == "11"
    assert "The answer is 11" in saved["Markdown"]
    row = json.loads(saved["Dataset row"])
    assert [message["role"] for message in row["messages"]] == ["user", "assistant"]
    assert row["answer"] == "11"


def test_a_rewrite_runs_the_same_and_has_its_own_player(visitor: Visitor) -> None:
    visitor.bubble_sort()
    visitor.tab("Rewrites")
    visitor.page.click("#rewrite")
    visitor.says("#rewritten", "Same result on 7 inputs")
    other = visitor.page.locator("#variant-player .tp-code")
    other.wait_for()
    assert other.text_content() != visitor.text("code")
    outcome = visitor.page.text_content("#variant-player .tp-outcome")
    assert str(outcome).partition("It returned")[2] == visitor.text("outcome").partition("It returned")[2]
