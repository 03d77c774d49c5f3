"""The chain of execution in the README is what the package makes of docs/depth_first_search.py, and it is proved.

Set TRACEPILE_REWRITE=1 to write it anew.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import tracepile_hf as tp

ROOT = Path(__file__).resolve().parent.parent
CALL = "dfs({'A': ['B', 'C'], 'B': ['D'], 'C': ['D'], 'D': []}, 'A')"
ARGUMENTS = ["{'A': ['B', 'C'], 'B': ['D'], 'C': ['D'], 'D': []}", "'A'"]
SECTION = re.compile(r"(<!-- golden: begin [^\n]*-->\n).*?(<!-- golden: end -->)", re.DOTALL)


def golden() -> str:
    code = (ROOT / "docs" / "depth_first_search.py").read_text(encoding="utf-8")
    trace = tp.trace(code, entry_point="dfs", arguments=ARGUMENTS)
    text = tp.narrate(trace)
    verdict = tp.verify(text, trace, detail="full")
    assert verdict.accepted, verdict.detail
    quoted = "\n".join(f"> {line}".rstrip() for line in text.splitlines())
    listing = "\n".join(f"{number:>2} | {line}".rstrip() for number, line in enumerate(code.splitlines(), 1))
    return (
        f"```python\n{listing}\n```\n\n"
        f'`tracepile trace docs/depth_first_search.py --call "{CALL}"` says:\n\n{quoted}\n\n'
        f"and adds: proved, {len(verdict.claims)} statements over {len(trace.steps)} steps.\n"
    )


def test_the_chain_of_execution_in_the_readme_is_current_and_proved() -> None:
    path = ROOT / "README.md"
    before = path.read_text(encoding="utf-8")
    after = SECTION.sub(lambda match: match[1] + golden() + match[2], before)
    if os.environ.get("TRACEPILE_REWRITE"):
        path.write_text(after, encoding="utf-8")
    assert SECTION.search(before)
    assert path.read_text(encoding="utf-8") == after
    assert CALL in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_readme_says_what_it_is_in_five_lines_and_one_picture_and_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    first, picture, commands = text.removeprefix("# tracepile_hf\n\n").split("\n\n")[:3]
    assert len(first.splitlines()) == 5
    assert picture.startswith("![")
    image = ROOT / picture.rpartition("(")[2].rstrip(")")
    assert image.stat().st_size < 100_000, "a picture that loads at once"
    targets = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = re.findall(r"^make (\w+)", commands, re.MULTILINE)
    assert named == ["demo", "test"]
    assert all(f"\n{name}:" in targets for name in named)


def test_every_link_in_the_readme_leads_somewhere() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert target.startswith("https://") or (ROOT / target).exists(), target
