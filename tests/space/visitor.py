"""A visitor: a page in a browser of its own, what can be done on it, and what must never happen on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from examples import Examples
from waiting import LIMIT

FIRST_LINE = "document.querySelector('#code .cm-line')?.textContent"


class Visitor:
    """One visitor's page."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address
        self.complaints: list[str] = []
        page.set_default_timeout(LIMIT * 1000)
        page.on("console", lambda message: self._heard(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        page.on("dialog", lambda dialog: (self.complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: self._requested(request.url))

    def _heard(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(f"console {kind}: {text}")

    def _requested(self, url: str) -> None:
        if not url.startswith((self.address, self.address.replace("http", "ws", 1), "data:", "blob:")):
            self.complaints.append(f"request to {url}")

    def open(self, fragment: str = "") -> Visitor:
        self.page.goto(self.address + "/" + fragment)
        self.page.wait_for_function("document.querySelector('#code .cm-content')?.textContent.trim().length > 3")
        self.page.wait_for_selector("#run:enabled")
        return self

    def opening(self) -> None:
        """Wait for what the page opens on: a model's telling, judged, and the pictures of its run."""
        self.page.wait_for_selector("#player .tp[data-judged][data-pictures]")

    def choose(self, title: str) -> None:
        """Pick an example, and wait for its run."""
        before = self.page.get_attribute("#player .tp", "data-run")
        self.page.locator("#example input").click()
        self.page.get_by_role("option", name=title).click()
        code = Examples().shown[title][0]
        self.page.wait_for_function(f"(line) => {FIRST_LINE} === line", arg=code.partition("\n")[0])
        self.ran(before)

    def bubble_sort(self) -> str:
        """Run the first example."""
        cases = Examples()
        return self.run(*cases.shown[cases.titles[0]])

    def ran(self, before: str | None) -> None:
        """Wait until another run is shown than the one before, or the message that there is none."""
        self.page.wait_for_function(
            "(before) => document.querySelector('#player .tp').dataset.run !== before", arg=before
        )

    def pictures(self) -> None:
        """Wait for the pictures of the run that is shown."""
        self.page.wait_for_function(
            "(({ dataset }) => dataset.pictures === dataset.run)(document.querySelector('#player .tp'))"
        )

    def fill(self, code: str | None = None, call: str | None = None, stdin: str | None = None) -> None:
        if code is not None:
            self.page.locator("#code .cm-content").fill(code)
        if call is not None:
            self.page.locator("#call input, #call textarea").fill(call)
        if stdin is not None:
            self.page.locator("#stdin textarea").fill(stdin)

    def run(self, code: str | None = None, call: str | None = None, stdin: str | None = None) -> str:
        """Fill the boxes given, run, and wait for the outcome, or the message if there is none. Returns it."""
        self.fill(code, call, stdin)
        before = self.page.get_attribute("#player .tp", "data-run")
        self.page.click("#run")
        self.ran(before)
        if self.page.locator("#player .tp").get_attribute("hidden") is None:
            return str(self.page.text_content("#player .tp-outcome"))
        self.page.wait_for_selector("#message .said")
        return str(self.page.text_content("#message"))

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def button(self, name: str) -> None:
        """One of the player's buttons: first, back, play, next, last, all."""
        self.page.click(f"#player .tp-{name}")

    def step(self) -> int:
        """The number of the step that is shown, from 1."""
        return int(str(self.page.text_content("#player .tp-count")).split()[1])

    def line(self) -> int:
        """The line that is lit."""
        return int(str(self.page.get_attribute("#code .tp-live-now", "data-line")))

    def variables(self) -> dict[str, str]:
        """Name -> value, as they stand in the table."""
        rows = self.page.locator("#player .tp-vars tr").evaluate_all(
            "(rows) => rows.map((row) => [...row.cells].map((cell) => cell.firstChild?.textContent ?? ''))"
        )
        return {name: value for name, value in rows if value}

    def changed(self) -> list[str]:
        """Names that are marked as just changed."""
        cells = self.page.locator("#player .tp-vars tr.tp-new td:first-child")
        return [str(name) for name in cells.evaluate_all("(cells) => cells.map((cell) => cell.firstChild.textContent)")]

    def text(self, name: str) -> str:
        """The text of a part of the player: text, out, stack, proved, moment."""
        return str(self.page.text_content(f"#player .tp-{name}"))

    def tab(self, name: str) -> None:
        self.page.get_by_role("tab", name=name).click()

    def says(self, part: str, words: str) -> str:
        """Wait until a part of the page says these words; its text."""
        self.page.wait_for_function(
            "([part, words]) => document.querySelector(part)?.textContent.includes(words)", arg=[part, words]
        )
        return str(self.page.text_content(part))


@contextmanager
def visiting(browser: Any, address: str, **options: Any) -> Iterator[Visitor]:
    """A visitor with a browser context of their own; nothing to complain about is part of every visit."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
    try:
        visitor = Visitor(context.new_page(), address)
        yield visitor
        assert visitor.complaints == []
    finally:
        context.close()
