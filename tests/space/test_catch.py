"""What the page opens on, what a telling is judged to be, and what belongs to the run that is shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import catch
import pytest
from conftest import App
from visitor import Visitor, visiting

pytestmark = pytest.mark.xdist_group("space")
TOTAL = "def total(xs):\n    t = 0\n    for x in xs:\n        t += x\n    return t\n"
TELLING = (
    "Line 2 sets `t` to 0. Iteration 1 of the loop on line 3 begins with `x` = 5. On line 4, `t` becomes 5. Iteration "
    "2 of the loop on line 3 begins with `x` = 6. On line 4, `t` becomes 12. Line 5 returns 11. The answer is 11."
)


def test_it_opens_on_a_catch_three_false_claims_of_24_one_click_from_their_line(app: App, browser: Any) -> None:
    with visiting(browser, app.address, viewport={"width": 1440, "height": 900}) as visitor:
        visitor.open().opening()
        assert visitor.page.text_content("h1") == "Did the model really run your code?"
        assert {"Paper", "Data", "Code"} <= set(visitor.page.locator("#intro a").all_text_contents())
        assert visitor.text("headline") == "✗ final answer right; first error: line 10, iteration 2"
        assert visitor.text("why").startswith("24 claims: 3 refuted, 21 proved.")
        truths = visitor.page.locator("#player .tp-theirs .tp-truth").all_text_contents()
        assert truths == [" ✗ the run says [1, 15, 4, 43]", " ✗ the run says 4", " ✗ the run says 5"]
        wrong = visitor.page.locator("#player .tp-theirs .tp-is-refuted")
        for number, line in enumerate((10, 11, 11)):
            wrong.nth(number).click()
            assert visitor.line() == line
        code = visitor.page.locator("#code .cm-scroller")
        assert code.evaluate("(box) => box.scrollWidth <= box.clientWidth"), "line 10 is seen whole"
        box = wrong.first.bounding_box()
        assert box is not None
        assert box["y"] < 900, "on the first screen"
        visitor.page.click("#player .tp-view-side")
        pairs = visitor.page.locator("#player .tp-pair")
        beside = [text for text in pairs.all_text_contents() if "swaps = 7" in text]
        assert len(beside) == 1
        assert "swaps goes from 3 to 3 + 1 = 4" in beside[0]


def test_a_telling_is_judged_sentence_by_sentence_with_a_headline(visitor: Visitor) -> None:
    visitor.run(TOTAL, "total([5, 6])", "")
    visitor.tab("Check a model")
    visitor.page.locator("#own textarea").fill(TELLING)
    visitor.page.click("#check")
    visitor.says("#verdict", "final answer right; first error: line 4, iteration 2")
    visitor.says("#player .tp-headline", "first error: line 4, iteration 2")
    assert visitor.page.locator("#player .tp-theirs .tp-is-refuted").text_content() == "t becomes 12 ✗ the run says 11"
    visitor.page.click("#player .tp-to-error")
    assert visitor.line() == 4
    visitor.run(TOTAL, "total([5])", "")
    assert visitor.page.locator("#player .tp-judged").is_hidden(), "the verdict was about another run"
    assert str(visitor.page.text_content("#verdict")).strip() == ""


def test_a_prompt_for_a_model_has_the_code_and_how_to_tell_it(visitor: Visitor) -> None:
    visitor.run(TOTAL, "total([5, 6])", "")
    visitor.tab("Check a model")
    visitor.page.click("#copy-prompt")
    visitor.page.wait_for_selector("#prompt textarea")
    words = visitor.page.input_value("#prompt textarea")
    assert "t += x" in words
    assert "total([5, 6])" in words
    assert "The answer is V." in words


def test_what_is_no_longer_in_the_boxes_is_greyed_until_it_is_run(visitor: Visitor) -> None:
    visitor.run(TOTAL, "total([5, 6])", "")
    assert visitor.page.input_value("#example input") == "Your own code"
    visitor.fill(call="total([5, 7])")
    visitor.page.wait_for_selector("#player .tp-is-stale")
    assert "Ctrl" in visitor.text("stale")
    visitor.fill(call="total([5, 6])")
    visitor.page.wait_for_selector("#player .tp:not(.tp-is-stale)")
    visitor.fill(call="total([5, 8])")
    before = visitor.page.get_attribute("#player .tp", "data-run")
    visitor.press("Control+Enter")
    visitor.ran(before)
    assert "It returned 13" in visitor.text("outcome")
    visitor.page.wait_for_selector("#player .tp:not(.tp-is-stale)")


def test_choosing_an_example_runs_it_and_how_it_is_told_is_told_anew(visitor: Visitor) -> None:
    visitor.run(TOTAL, "total([5, 6])", "")
    visitor.choose("Math: A remainder in a Fibonacci-like sequence")
    assert "Finished after" in visitor.text("outcome")
    assert visitor.page.input_value("#example input") == "Math: A remainder in a Fibonacci-like sequence"
    for label, words in (("notes", "->"), ("what the answer hangs on", ""), ("prose", ""), ("the whole run", "")):
        before = visitor.page.get_attribute("#player .tp", "data-run")
        visitor.page.get_by_label(label, exact=True).check()
        visitor.ran(before)
        assert words in visitor.text("text")
        proved, of = visitor.text("proved").removeprefix("✓ ").removesuffix(" claims proved").split(" of ")
        assert proved == of


def test_values_are_not_changed_on_their_way(visitor: Visitor) -> None:
    visitor.run('s = "say `hi` and `bye`"\nt = s.upper()\nprint(t)\n', "", "")
    assert "assigns 'say `hi` and `bye`' to s" in visitor.text("text") or "'say `hi` and `bye`'" in visitor.text("text")
    assert "```" not in visitor.text("text")
    assert visitor.page.text_content("#player .tp-text .tp-fence") == "SAY `HI` AND `BYE`"
    visitor.run("class A:\n    n = 0\n\ndef f():\n    A.n += 1\n    A.n += 1\n    return A.n\n", "f()", "")
    visitor.button("last")
    assert visitor.variables()["A.n"] == "2"


def test_aliases_callers_variables_and_arguments_are_shown(visitor: Visitor) -> None:
    visitor.run("a = [1, 2]\nb = a\nb.append(3)\nc = [[0] * 2] * 3\nc[0][0] = 9\nprint(a, c)\n", "", "")
    visitor.pictures()
    visitor.button("last")
    assert (
        "the same object as b" in visitor.page.locator("#player .tp-vars tr", has_text="[1, 2, 3]").first.inner_text()
    )
    captions = visitor.page.locator("#player .tp-fig figcaption").all_text_contents()
    assert captions == ["a, b", "c", "c[0], c[1], c[2]"], "what is shared is drawn once, with all its names"
    code = "def inner(ys, k):\n    ys.append(k)\n    return len(ys)\n"
    code += "def outer(xs):\n    n = 7\n    return inner(xs, n)\n"
    visitor.run(code, "outer([1])", "")
    visitor.pictures()
    while visitor.line() != 3:
        visitor.button("next")
    stack = visitor.text("stack")
    assert "inner(ys=[1], k=7), line 3" in stack
    caller = visitor.page.locator("#player .tp-stack li", has_text="outer(xs=[1])")
    assert caller.locator("dd").all_text_contents() == ["[1, 7]", "7"], "as they are now, not when they were last told"


def test_pictures_of_lists_grids_dicts_and_nodes(visitor: Visitor) -> None:
    visitor.bubble_sort()
    visitor.pictures()
    while "▲" not in visitor.text("pics"):
        visitor.button("next")
    arrow = visitor.page.locator("#player .tp-cells li:has(.tp-arrow)")
    assert visitor.variables()["i"] == arrow.locator("small").text_content()
    code = (
        "class Node:\n    def __init__(self, v, nxt):\n        self.v = v\n        self.nxt = nxt\n"
        "head = Node(1, Node(2, None))\nhere = head.nxt\ngrid = [[1, 2], [3, 4]]\nages = {'a': 1}\n"
        "graph = {'A': ['B'], 'B': []}\n"
    )
    visitor.run(code, "", "")
    visitor.pictures()
    visitor.button("last")
    names = visitor.page.locator("#player .tp-node-names").all_text_contents()
    assert sorted(names) == ["head", "here"], "each object once, with its names"
    assert visitor.page.locator("#player .tp-gridded tr").count() == 3
    assert visitor.page.locator("#player .tp-pairs-table").count() == 1
    assert visitor.page.locator("#player .tp-edge").count() == 2


def test_the_call_tree_grows_and_leads_to_the_call(visitor: Visitor) -> None:
    visitor.run("def fib(n):\n    if n < 2:\n        return n\n    return fib(n - 1) + fib(n - 2)\n", "fib(3)", "")
    shown = visitor.page.locator("#player .tp-call:visible")
    visitor.button("first")
    assert shown.count() == 0
    visitor.button("last")
    assert [text.split(" → ")[1] for text in shown.all_text_contents()] == ["2", "1", "1", "0", "1"]
    visitor.page.locator("#player .tp-call", has_text="fib(0)").click()
    assert "fib(n=0)" in visitor.text("stack")
    assert "→" not in str(visitor.page.locator("#player .tp-call", has_text="fib(0)").text_content())


def test_the_timeline_has_a_row_a_variable_and_leads_to_changes(visitor: Visitor) -> None:
    visitor.run(TOTAL, "total([5, 6])", "")
    row = visitor.page.locator("#player .tp-track", has_text="t")
    names = visitor.page.locator("#player .tp-track span").all_text_contents()
    assert set(names) == {"xs", "t", "x"}
    visitor.button("first")
    row = visitor.page.get_by_role("button", name="t: 3 changes")
    row.focus()
    visitor.says("#player .tp-tip", "t: 0 (step 3) → 5 (step 5)")
    for step in (3, 5, 7):
        visitor.press("Enter")
        assert visitor.step() == step


def test_a_step_goes_into_an_expression_where_its_parts_are_known(visitor: Visitor) -> None:
    visitor.run("def f(xs):\n    return sum(x * x for x in xs)\n", "f([1, 2, 3])", "")
    visitor.pictures()
    visitor.button("first")
    while not visitor.page.locator("#player .tp-into").count() or visitor.line() != 2:
        visitor.button("next")
    while visitor.page.locator("#player .tp-into:enabled").count():
        visitor.page.click("#player .tp-into")
    parts = visitor.page.locator("#player .tp-inside li").all_text_contents()
    assert {"· x = 1 → 1", "· x = 2 → 4", "· x = 3 → 9"} <= set(parts)


def test_predicting_hides_the_end_asks_and_keeps_the_score(visitor: Visitor) -> None:
    visitor.run(TOTAL, "total([5, 6])", "")
    visitor.page.click("#player .tp-guess")
    assert "11" not in visitor.text("outcome")
    assert "The answer" not in visitor.text("text")
    wanted = [
        ("Line 2 runs. What is “t” after it?", "`0`", "✓ Right: 0 · 1 of 1 right"),
        ("Line 3: is there another turn", "Yes", "✓ Right: True · 2 of 2 right"),
        ("Line 4 runs. What is “t” after it?", "5", "✓ Right: 5 · 3 of 3 right"),
        ("Line 3: is there another turn", "Yes", "✓ Right: True · 4 of 4 right"),
        ("Line 4 runs. What is “t” after it?", "12", "✗ The run says 11 · 4 of 5 right"),
        ("Line 3: is there another turn", "No", "✓ Right: False · 5 of 6 right"),
    ]
    for question, given, said in wanted:
        assert visitor.text("question").startswith(question)
        if given in ("Yes", "No"):
            visitor.page.locator("#player .tp-choice", has_text=given).click()
        else:
            visitor.page.locator("#player .tp-given").fill(given)
            visitor.press("Enter")
        assert visitor.text("said") == said
        visitor.page.click("#player .tp-on")
    assert visitor.page.locator("#player .tp-ask").is_hidden()
    visitor.page.click("#player .tp-guess")
    assert "It returned 11" in visitor.text("outcome")


def test_questions_hide_the_headline_that_would_answer_them(visitor: Visitor) -> None:
    visitor.run(TOTAL, "total([5, 6])", "")
    visitor.tab("Questions")
    visitor.page.click("#ask")
    visitor.page.wait_for_selector("#questions label")
    assert "11" not in visitor.text("outcome")
    assert visitor.page.locator("#player .tp-text-pane").is_hidden()
    assert "`" not in "".join(visitor.page.locator("#questions label").all_text_contents())
    visitor.page.locator("#answer input, #answer textarea").fill("0")
    visitor.page.click("#grade")
    visitor.page.wait_for_selector("#graded .said")
    assert "11" in visitor.text("outcome")


def test_a_telling_goes_with_the_link_its_card_and_its_frame(app: App, browser: Any, visitor: Visitor) -> None:
    visitor.run(TOTAL, "total([5, 6])", "")
    visitor.tab("Check a model")
    visitor.page.locator("#own textarea").fill(TELLING)
    visitor.page.click("#share")
    visitor.says("#frame label, #frame", "Frame")
    visitor.page.wait_for_function(
        "document.querySelector('#card input, #card textarea')?.value.includes('/share?run=')"
    )
    preview = visitor.page.input_value("#card input, #card textarea")
    with visiting(browser, app.address) as friend:
        picture = friend.page.request.get(preview.replace("/share?", "/card.png?"))
        assert picture.headers["content-type"] == "image/png"
        assert (int.from_bytes(picture.body()[16:20], "big"), int.from_bytes(picture.body()[20:24], "big")) == (
            1200,
            630,
        )
        assert "og:image" in friend.page.request.get(preview).text()
        friend.page.goto(preview.replace("/share?", "/embed?"))
        friend.says("#embedded .tp-headline", "first error: line 4, iteration 2")
        assert friend.page.request.get(app.address + "/card.png?run=broken").status == 400
        friend.page.goto(preview)
        friend.says("#player .tp-headline", "first error: line 4, iteration 2")


def test_messages_name_what_is_wrong(visitor: Visitor) -> None:
    assert "printed more than" in visitor.run("print('x' * 10 ** 7)\n", "", "")
    words = visitor.run(TOTAL, "totals([1])", "")
    assert "no function of that name, totals" in words
    assert "It defines total." in words
    assert "    def f(:\n          ^" in visitor.run("if 1:\n    def f(:\n        pass\n", "", "")


def test_the_opening_telling_is_the_one_in_the_box(visitor: Visitor) -> None:
    assert catch.TELLING.count("swaps = ") == 6
    assert Path(catch.__file__).name == "catch.py"
