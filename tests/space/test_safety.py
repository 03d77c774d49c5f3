"""Hostile visitors, many visitors, and a machine on which the jail lacks a layer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from conftest import App
from visitor import Visitor, visiting
from waiting import LIMIT, until

pytestmark = pytest.mark.xdist_group("space")


def still_serves(visitor: Visitor) -> None:
    assert "It returned 4" in visitor.run("def f(x):\n    return x + 1\n", "f(3)", "")


def test_a_run_that_is_too_large_ends_in_words(visitor: Visitor) -> None:
    assert "took more steps than can be shown" in visitor.run("n = 0\nfor n in range(100_000):\n    pass\n", "", "")
    visitor.button("last")
    assert int(visitor.variables()["n"]) > 1000, "what was recorded can be looked at"
    assert "asked for more memory" in visitor.run("x = [0] * 10 ** 10\n")
    still_serves(visitor)


@pytest.mark.parametrize(
    "code",
    [
        "import os\nwhile True:\n    os.fork()\n",
        "import threading\ndef f():\n    while True:\n        threading.Thread(target=f).start()\nf()\n",
        "import subprocess\nsubprocess.Popen(['sh', '-c', ':(){ :|:& };:'])\n",
    ],
    ids=["fork", "threads", "shell"],
)
def test_a_fork_bomb_ends_in_words(app: App, visitor: Visitor, code: str) -> None:
    before = len(app.processes())
    words = visitor.run(code, "", "")
    assert "stopped" in words or "cannot be told" in words or "without a proper end" in words
    still_serves(visitor)
    until(lambda: len(app.processes()) <= before + 2, "nothing is left behind")


def test_hostile_text_is_shown_as_text(visitor: Visitor) -> None:
    code = (
        "x = '<img src=x onerror=alert(1)><script>alert(2)</script>'\n"
        "y = 'red \\x1b[31m nul \\x00 rtl \\u202e end'\n"
        "# הערה ‮ turned\n"
        "print(x, y, sep='\\n')\n"
    )
    visitor.run(code, "", "<b>bold</b>")
    visitor.button("last")
    assert "<img src=x" in visitor.text("out")
    assert "␛[31m nul ␀ rtl ⟨U+202E⟩ end" in visitor.text("out")
    assert visitor.page.locator("#player img, #player script").count() == 0
    visitor.tab("Check a model")
    visitor.page.locator("#own textarea").fill(
        "Line 1 sets `x` to '<img src=x onerror=alert(3)>'. <script>alert(4)</script> 5 The answer is '<b>'."
    )
    visitor.page.click("#check")
    visitor.says("#player .tp-theirs", "<script>alert(")
    assert visitor.page.locator("#player img, #player script, #verdict script").count() == 0
    assert "<img src=y" in visitor.run("x = 1\n", "<img src=y onerror=alert(5)>")
    assert visitor.page.locator("#message img").count() == 0
    visitor.fill(call="")


def test_twenty_visitors_at_once_are_served_each_with_their_own_run(app: App) -> None:
    client = pytest.importorskip("gradio_client").Client
    processes = len(app.processes())

    def visit(number: int) -> str:
        code = f"def f(n):\n    t = {number}\n    for i in range(n):\n        t += i\n    return t\n"
        one = client(app.address, verbose=False, httpx_kwargs={"timeout": LIMIT})
        return str(one.predict(code, "f(10)", api_name="/run")[0])

    with ThreadPoolExecutor(20) as pool:
        replies = list(pool.map(visit, range(100, 120)))
        most = len(app.processes())
    for number, reply in enumerate(replies, 100):
        assert f'"outcome":"Finished after 26 steps. It returned {number + 45}."' in reply
    assert most <= processes + 8, "runs wait in the queue; processes do not grow with visitors"


def test_the_processes_hold_no_secret(app: App, closed_app: App) -> None:
    for running in (app, closed_app):
        for process in running.processes():
            try:
                environment = Path(f"/proc/{process}/environ").read_bytes()
            except OSError:
                continue
            assert b"do-not-tell" not in environment
            assert b"key-of-the-endpoint" not in environment


def test_without_a_layer_of_the_jail_only_the_examples_run(closed_app: App, browser: Any) -> None:
    with visiting(browser, closed_app.address) as visitor:
        visitor.open()
        visitor.opening()
        assert "Only the examples run here" in str(visitor.page.text_content("#closed"))
        assert visitor.run().startswith("Finished after")
        assert "It returned ([1, 4, 15, 43], 3, 5)" in visitor.text("outcome")
        assert "one of the examples, unchanged" in visitor.run("x = 1\n", "")
        assert "one of the examples" in visitor.run("import os\nos.fork()\n", "")
        the_models_own_telling_is_checked_beside_the_true_one(visitor, closed_app)


def the_models_own_telling_is_checked_beside_the_true_one(visitor: Visitor, app: App) -> None:
    visitor.bubble_sort()
    visitor.tab("Check a model")
    assert "your code is sent there" in str(visitor.page.text_content("#ask-model"))
    visitor.page.click("#ask-model")
    words = visitor.says("#player .tp-theirs", "The answer is")
    assert "<img src=x onerror=alert(1)>" in words, "shown as text"
    assert visitor.text("headline").startswith("✗ ")
    visitor.page.click("#player .tp-view-side")
    assert "The answer is ([1, 4, 15, 43], 3, 5)" in visitor.text("side")
    path, authorization, body = app.heard[-1]
    assert path == "/v1/chat/completions"
    assert authorization == "Bearer key-of-the-endpoint"
    assert body["model"] == "parrot"
    assert "def bubble_sort(items):" in body["messages"][0]["content"]


def test_a_phone_a_keyboard_and_a_damaged_link(app: App, browser: Any) -> None:
    options: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
    with visiting(browser, app.address, **options, color_scheme="dark", reduced_motion="reduce") as visitor:
        visitor.open("#run=broken")
        visitor.says("#message", "damaged")
        assert visitor.text("outcome").startswith("Finished after"), "the first example is there all the same"
        width = visitor.page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, "nothing sticks out of a phone"
        visitor.page.locator("#player .tp").focus()
        order = []
        for _ in range(8):
            visitor.press("Tab")
            order.append(visitor.page.evaluate("document.activeElement.className").split()[0])
        assert order[:7] == ["tp-first", "tp-back", "tp-play", "tp-next", "tp-last", "tp-speed", "tp-slider"]
        for name in ("play", "next", "slider"):
            box = visitor.page.locator(f"#player .tp-{name}").bounding_box()
            assert box is not None
            assert box["height"] >= 32, "large enough for a finger"
