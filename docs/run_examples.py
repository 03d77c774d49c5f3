"""Runs the commands in the docs and writes what they say into the pages, so that every output shown is a real one.

    python docs/run_examples.py                      # all pages
    python docs/run_examples.py docs/tour.md         # some of them
    python docs/run_examples.py --check              # change nothing; say which outputs are out of date

A block marked ```console holds commands after "$ " (a line that ends in a backslash goes on) and their output. An HTML
comment `<!-- file: NAME -->` above any other block puts that block into the file NAME first. Each page has an empty
folder and empty caches of its own. Blocks marked ```sh are shown and never run: they need a GPU, the network or an
account. `<!-- needs: MODULE -->` at the top of a page leaves the page out where that module is not installed.

The outputs are those of Python 3.11 (a corpus of another minor version is another one); tests/test_docs.py holds the
pages to them. Times differ from run to run: two outputs that differ only there count as the same. So do rates, and they
are of the machine that wrote the page, busy or not: "..." is written in their place.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PAGES: Final = tuple(sorted([ROOT / "docs" / "tour.md", *(ROOT / "docs" / "guides").glob("*.md")]))
BLOCK: Final = re.compile(
    r"(?:^<!-- file: (?P<file>\S+) -->\n)?^(?P<fence>```+)(?P<kind>\w+)\n(?P<body>.*?)^(?P=fence)$",
    re.DOTALL | re.MULTILINE,
)
NEEDS: Final = re.compile(r"^<!-- needs: (\S+) -->$", re.MULTILINE)
VARYING: Final = re.compile(r"\d+(?:\.\d+)? ?s\b|/tmp/\S+")
PROGRESS: Final = re.compile(r"^tracepile: .* a second, .*\n?", re.MULTILINE)  # of a busy machine: a line a minute
RATE: Final = re.compile(r"\d+(?:\.\d+)?(?= samples a second)")
SECONDS: Final = 600  # for one command
WRITTEN_WITH: Final = (3, 11)  # the Python whose outputs the pages show


def main() -> None:
    """Run the pages' commands; write the outputs, or say where the pages differ from them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", type=Path, default=list(PAGES))
    parser.add_argument("--check", action="store_true", help="change nothing, exit with 1 if a page is out of date")
    arguments = parser.parse_args()
    stale = 0
    for page in arguments.pages:
        before = page.read_text(encoding="utf-8")
        if missing := lacking(before):
            print(f"{page.name}: left out, {', '.join(missing)} is not installed", flush=True)
            continue
        after = run_again(before)
        changed = unvarying(before) != unvarying(after)
        stale += changed
        print(f"{page.name}: {'changed' if changed else 'current'}", flush=True)
        if not arguments.check and changed:
            page.write_text(after, encoding="utf-8")
    sys.exit(1 if arguments.check and stale else 0)


def lacking(text: str) -> list[str]:
    """Modules that the page needs and that are not installed."""
    return [name for name in NEEDS.findall(text) if importlib.util.find_spec(name) is None]


def unvarying(text: str) -> str:
    """What of a page is the same in every run: all but times and names of temporary folders."""
    return VARYING.sub("", text)


def run_again(text: str) -> str:
    """The page with the output of every console block as it is now."""
    with tempfile.TemporaryDirectory(prefix="docs-") as name:
        work = Path(name) / "work"
        work.mkdir()
        environment = _environment(Path(name))

        def block(match: re.Match[str]) -> str:
            if match["kind"] != "console":
                if match["file"]:
                    (work / match["file"]).write_text(match["body"], encoding="utf-8")
                return match[0]
            said = "".join(f"$ {command}\n{_output(command, work, environment)}" for command in commands(match["body"]))
            fence = "````" if "```" in said else "```"
            return f"{fence}console\n{said}{fence}"

        return BLOCK.sub(block, text)


def commands(body: str) -> Iterator[str]:
    """The commands of a console block, each with the lines that it goes on over."""
    lines = iter(body.splitlines())
    for line in lines:
        if line.startswith("$ "):
            command = line.removeprefix("$ ")
            while command.endswith("\\"):
                command += "\n" + next(lines)
            yield command


def _output(command: str, work: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=work,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=SECONDS,
        check=False,
    )
    text = "\n".join(line.rstrip() for line in done.stdout.decode("utf-8", "replace").splitlines())
    text = RATE.sub("...", PROGRESS.sub("", text))
    return text + "\n" if text else ""


def _environment(folder: Path) -> dict[str, str]:
    """Commands `tracepile` and `python` are those of this interpreter; caches are empty; nothing of the user's."""
    programs = folder / "bin"
    programs.mkdir()
    for name, arguments in (("tracepile", " -m tracepile_hf.cli"), ("python", "")):
        program = programs / name
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)}{arguments} "$@"\n')
        program.chmod(0o755)
    return {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "ignore",
        "PYTHONUNBUFFERED": "1",
        "DATASETS_VERBOSITY": "error",
        "HF_DATASETS_DISABLE_PROGRESS_BARS": "1",
        "HOME": str(folder),
        "HF_HOME": str(folder / "cache"),
        "COLUMNS": "110",
        "LANG": "C.UTF-8",
    }


if __name__ == "__main__":
    main()
