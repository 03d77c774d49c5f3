"""Figures of the trace explorer, measured in a real browser against the real app, and its picture for the README.

    python benchmarks/space.py                                    # figures, as a Markdown table
    python benchmarks/space.py --picture docs/images/explorer.png

Needs gradio, playwright and Chromium. Times of the page are what a visitor waits; times of a step are what the browser
spends on it: `script` until the player's own code is done, `with layout` until the page is laid out again.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
BUBBLE = """\
def bubble(xs):
    n = len(xs)
    for i in range(n):
        for j in range(n - 1 - i):
            if xs[j] > xs[j + 1]:
                xs[j], xs[j + 1] = xs[j + 1], xs[j]
    return xs
"""
ITEMS = 64  # so many that the run takes a little over 5,000 steps
READY = "document.querySelector('#code .cm-content')?.textContent.trim().length > 3"
STEPS = """(kind) => {
  const player = document.querySelector("#player .tp"), slider = player.querySelector(".tp-slider");
  const last = Number(slider.max), times = [], laid = [];
  const move = (act) => {
    const start = performance.now();
    act();
    times.push(performance.now() - start);
    player.querySelector(".tp-text").scrollHeight;  // forces the layout
    laid.push(performance.now() - start);
  };
  const to = (step) => {
    slider.value = step;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const press = (button) => () => player.querySelector(button).click();
  if (kind === "forward") { to(0); for (let i = 0; i < last; i++) move(press(".tp-next")); }
  if (kind === "back") { to(last); for (let i = 0; i < 500; i++) move(press(".tp-back")); }
  if (kind === "drag") for (let i = 0; i < 200; i++) move(() => to((i * 7919) % last));
  if (kind === "ends") for (let i = 0; i < 5; i++) { move(() => to(last)); move(() => to(0)); }
  return [times, laid];
}"""


@contextmanager
def running() -> Iterator[tuple[str, float]]:
    """The app: (its address, seconds until it answered)."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = time.monotonic()
    command = [sys.executable, str(ROOT / "spaces" / "trace_explorer" / "app.py"), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        while process.poll() is None:
            try:
                urllib.request.urlopen(address, timeout=5).close()
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        yield address, time.monotonic() - started
    finally:
        process.terminate()
        process.wait()


def opened(browser: Any, address: str, **options: Any) -> tuple[Any, float]:
    page = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options}).new_page()
    page.set_default_timeout(120_000)
    started = time.monotonic()
    page.goto(address)
    page.wait_for_function(READY)
    return page, time.monotonic() - started


def run(page: Any) -> float:
    """Seconds from pressing Run to the run being shown."""
    before = page.get_attribute("#player .tp", "data-run")
    started = time.monotonic()
    page.click("#run")
    page.wait_for_function(
        "(before) => !['', before].includes(document.querySelector('#player .tp').dataset.run)", arg=before or ""
    )
    return time.monotonic() - started


def fill(page: Any, code: str, call: str) -> None:
    page.locator("#code .cm-content").fill(code)
    page.locator("#call input, #call textarea").fill(call)


def figures(browser: Any, address: str, starting: float) -> None:
    """Everything that is measured, printed as it comes."""
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n\n| figure | value |\n|---|---|")
    print(f"| start of the app | {starting:.1f} s |")
    page, loading = opened(browser, address)
    print(f"| the page loads | {loading:.2f} s |")
    print(f"| first result of an example | {run(page):.2f} s |")
    again = sorted(run(page) for _ in range(10))
    print(f"| an example again, 10 times | median {statistics.median(again):.2f} s, worst {again[-1]:.2f} s |")
    items = random.Random(1).sample(range(1000), ITEMS)
    fill(page, BUBBLE, f"bubble({items})")
    for detail in ("outline", "full"):
        page.get_by_label(detail).check()
        waited = run(page)
        page.click("#player .tp-last")
        steps = page.get_attribute("#player .tp-slider", "max")
        said = page.text_content("#player .tp-proved")
        print(f"| {int(steps) + 1:,} steps, {detail}: {said} | shown after {waited:.2f} s |")
        for kind in ("forward", "back", "drag", "ends"):
            times, laid = page.evaluate(STEPS, kind)
            print(f"| a step, {kind} | script {milliseconds(times)}; with layout {milliseconds(laid)} |")
    page.close()
    crowd(address)


def milliseconds(times: list[float]) -> str:
    ordered = sorted(times)
    high = ordered[int(0.99 * (len(ordered) - 1))]
    return f"median {statistics.median(ordered):.2f}, 99% {high:.2f}, worst {ordered[-1]:.1f} ms"


def crowd(address: str, visitors: int = 20) -> None:
    """So many at once, each with a program of their own."""
    from gradio_client import Client

    clients = [Client(address, verbose=False, httpx_kwargs={"timeout": 120.0}) for _ in range(visitors)]

    def visit(number: int) -> float:
        code = f"def f(n):\n    t = {number}\n    for i in range(n):\n        t += i\n    return t\n"
        started = time.monotonic()
        reply = clients[number].predict(code, "f(10)", api_name="/run")
        assert f"It returned {number + 45}." in str(reply[0])
        return time.monotonic() - started

    with ThreadPoolExecutor(visitors) as pool:
        waits = sorted(pool.map(visit, range(visitors)))
    print(f"| {visitors} visitors at once | median {statistics.median(waits):.2f} s, last {waits[-1]:.2f} s |")


def picture(browser: Any, address: str, to: Path) -> None:
    """What the page opens on: a model's telling with false claims in it, and the line of the first."""
    from PIL import Image

    page, _ = opened(browser, address, viewport={"width": 1440, "height": 900})
    page.wait_for_selector("#player .tp[data-judged][data-pictures]")
    page.locator("#player .tp-theirs .tp-is-refuted").first.click()
    page.mouse.move(0, 0)
    page.keyboard.press("Escape")  # so that the moment of the claim does not lie over the text
    page.wait_for_selector("#player .tp-moment", state="hidden")
    to.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=to)
    Image.open(to).convert("RGB").quantize(64, dither=Image.Dither.NONE).save(to, optimize=True)  # a third of the bytes
    print(f"{to}: {to.stat().st_size / 1000:.0f} kB")


def main() -> None:
    """Measure, or take the picture."""
    from playwright.sync_api import sync_playwright

    arguments = argparse.ArgumentParser()
    arguments.add_argument("--picture", type=Path)
    given = arguments.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with running() as (address, starting), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        if given.picture:
            picture(browser, address, given.picture)
        else:
            figures(browser, address, starting)
        browser.close()


if __name__ == "__main__":
    main()
