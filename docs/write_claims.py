"""Writes the productions of the checker's grammar, with examples on both sides, into docs/claims.md.

    python docs/write_claims.py

The page and the reader cannot differ: tests/verification/test_claims_page.py compares them, and tries every example.
"""

from __future__ import annotations

from pathlib import Path

from tracepile_hf.verification.reading import grammar
from tracepile_hf.verification.reading.production import Production
from tracepile_hf.verification.reading.readable import readable

PAGE = Path(__file__).with_name("claims.md")
FORMS = Path(__file__).parents[1] / "tests" / "verification" / "forms.txt"
BEGIN, END = "<!-- productions: begin (written by docs/write_claims.py) -->", "<!-- productions: end -->"
Example = tuple[str, str, list[str]]  # what comes before, a true claim, false copies of it


def examples() -> dict[str, list[Example]]:
    """The examples of forms.txt by kind."""
    found: dict[str, list[Example]] = {}
    for block in FORMS.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            kind = lines[0][2:].split()[0]
            before, claim, *false = (line[2:] for line in lines[1:])
            found.setdefault(kind, []).append((before, claim, false))
    return found


def section(name: str, productions: tuple[Production, ...]) -> str:
    """One group of productions as a section."""
    title = (getattr(grammar, name).__doc__ or "").strip().splitlines()[0]
    rows = [f"### {name}", "", title, "", "| claim | written |", "|---|---|"]
    for kind in dict.fromkeys(production.kind for production in productions):
        written = [readable(one.pattern).replace("|", "\\|") for one in productions if one.kind == kind]
        shown = "; ".join(f"{text}" for text in dict.fromkeys(written) if text)
        if shown:
            rows.append(f"| {kind or '(none)'} | {shown} |")
    return "\n".join(rows)


def table_of_examples() -> str:
    """Every kind with examples: true after what comes before it, and false there."""
    rows = ["### Examples", "", "| claim | after | true | false |", "|---|---|---|---|"]
    for kind, told in examples().items():
        for before, claim, false in told:
            cells = (kind, before or "(the beginning)", claim, "; ".join(false))
            rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(rows)


def productions() -> str:
    """The part of the page that is written by this program."""
    parts = [section(name, group) for name, group in grammar.GROUPS.items()]
    return "\n\n".join([*parts, table_of_examples()])


def page() -> str:
    """The whole page, with that part renewed."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n\n{productions()}\n\n{END}{after}"


def main() -> None:
    """Renews the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
