"""The trace explorer driven as visitors drive it: the real app in a process of its own, a real browser before it.

What needs no browser runs everywhere. What does is skipped, loudly, where gradio, playwright or Chromium are missing.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from waiting import LIMIT, PATIENCE, until

ROOT = Path(__file__).resolve().parent.parent.parent
SPACE = ROOT / "spaces" / "trace_explorer"
HOW = "python -m pip install 'gradio>=6.31,<7' playwright && apt-get install chromium"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
sys.path[:0] = [str(SPACE), str(Path(__file__).resolve().parent)]

from visitor import Visitor, visiting  # noqa: E402  (after the path is set)


def lacking() -> list[str]:
    found = [name for name in ("gradio", "playwright") if importlib.util.find_spec(name) is None]
    return found if CHROMIUM else [*found, "chromium"]


@dataclass
class App:
    """A running app."""

    process: subprocess.Popen[bytes]
    log: Path
    address: str = ""  # once it is ready
    heard: list[Any] = field(default_factory=list)  # what its model's endpoint was asked

    def processes(self) -> list[int]:
        """The app and all processes below it."""
        below: dict[int, list[int]] = {}
        for entry in Path("/proc").iterdir():
            try:
                if entry.name.isdigit():
                    stat = (entry / "stat").read_text()
                    below.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(entry.name))
            except OSError:
                continue
        found = [self.process.pid]
        for one in found:
            found += below.get(one, [])
        return found


def start(folder: Path, *arguments: str, environment: dict[str, str] | None = None) -> App:
    log = folder / f"app{''.join(arguments)}.log"
    command = [sys.executable, str(SPACE / "app.py"), "--port", "0", *arguments]
    variables = {**os.environ, "TRACE_EXPLORER_PATIENCE": str(PATIENCE), **(environment or {})}
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=subprocess.STDOUT, env=variables)
    return App(process, log)


def ready(app: App) -> App:
    """Wait until the app says where it is; what connects from then on is answered."""

    def said() -> bool:
        assert app.process.poll() is None, f"expected the app to start, got:\n{app.log.read_text()}"
        found = re.search(r"Running on (http://\S+)\n", app.log.read_text())
        app.address = found[1] if found else ""
        return found is not None

    until(said, "the app's address")
    return app


def stop(app: App) -> None:
    app.process.terminate()
    app.process.wait(LIMIT)


@pytest.fixture(scope="session")
def apps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, App]]:
    """Both apps, started side by side: one as visitors find it, one without a layer of the jail and with a model."""
    if lacking():
        pytest.skip(f"{', '.join(lacking())} missing: {HOW}")
    from endpoint import serving

    with serving() as (address, heard):
        folder = tmp_path_factory.mktemp("apps")
        model = {
            "TRACE_EXPLORER_ENDPOINT": address,
            "TRACE_EXPLORER_MODEL": "parrot",
            "TRACE_EXPLORER_KEY": "key-of-the-endpoint",
        }
        found = {
            "open": start(folder, environment={"SOME_SECRET": "do-not-tell"}),
            "closed": start(folder, "--without", "seccomp", environment=model),
        }
        found["closed"].heard = heard
        yield found
        for app in found.values():
            stop(app)


@pytest.fixture(scope="session")
def app(apps: dict[str, App]) -> App:
    return ready(apps["open"])


@pytest.fixture(scope="session")
def closed_app(apps: dict[str, App]) -> App:
    return ready(apps["closed"])


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if lacking():
        pytest.skip(f"{', '.join(lacking())} missing: {HOW}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def visits(app: App, browser: Any) -> Iterator[Visitor]:
    with visiting(browser, app.address) as visitor:
        yield visitor.open()


@pytest.fixture
def visitor(visits: Visitor) -> Iterator[Visitor]:
    """The visitor of most tests: one page for all of them, as loading it costs more than all else. Nothing that the
    browser complains of, and no request to anywhere else, may happen in any test."""
    yield visits
    assert visits.complaints == []
