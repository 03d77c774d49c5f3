"""What each layer buys: every attack, as root and as an ordinary user, with each layer removed in turn.

    make jail-matrix                            prints the table and puts it into docs/jail.md
    python tests/jail/matrix.py --policy public --user ordinary --only nothing

Not part of the tests. Needs root and namespaces for the seat belt. "Lost" counts attacks that did any harm the judge
sees; where a policy will not run without the layer, it says so: it fails closed. With no layer removed every attack is
also run under the real recorder and replayed; with layers removed, those that aim at a trace are. Cells are measured a
few at a time: an attack mostly waits for its time limit.
"""

from __future__ import annotations

import argparse
import platform
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from enclosure import enclosed
from run_attacks import ROOT, attacks, run_attacks

LAYERS = ("seccomp", "landlock", "namespaces", "uid", "limits", "imports", "audit")
KEPT = ("seccomp", "landlock", "namespaces")
BEGIN, END = "<!-- matrix: written by tests/jail/matrix.py -->\n", "<!-- end of matrix -->\n"
Cell = tuple[str, list[str]]
Row = tuple[str, dict[tuple[str, str], Cell]]


def measure(user: str, policy: str, without: Sequence[str]) -> Cell:
    """("held of all" or why not run, names of the attacks that were lost)."""
    started = time.monotonic()
    trace = "forgeries" if without else "all"
    verdicts = run_attacks(user, policy, attacks(), without=without, trace=trace)
    refused = next((verdict["refused"] for verdict in verdicts if verdict.get("refused")), "")
    lost = [verdict["name"] for verdict in verdicts if not verdict["held"]]
    said = [f"{user} {policy} without {','.join(without) or 'nothing'}: {len(lost)} lost of {len(verdicts)}"]
    said[0] += f" in {time.monotonic() - started:.0f} s {refused[:150]}"
    said += [f"    {one['name']} {one['outcome']} {one['complaints'][:2]}" for one in verdicts if not one["held"]]
    print("\n".join(said[: 1 if refused else None]), file=sys.stderr, flush=True)
    if refused:
        return "refuses to run", []
    return f"{len(verdicts) - len(lost)} of {len(verdicts)}", lost


def variants() -> dict[str, tuple[str, ...]]:
    """What is removed, by the name of its row."""
    found: dict[str, tuple[str, ...]] = {"nothing": (), **{layer: (layer,) for layer in LAYERS}}
    found["seccomp and namespaces"] = ("seccomp", "namespaces")
    found |= {f"all but {kept}": tuple(layer for layer in LAYERS if layer != kept) for kept in KEPT}
    return found | {"every layer": LAYERS}


def rows(columns: Sequence[tuple[str, str]], only: Sequence[str], at_once: int) -> list[Row]:
    """A row for each variant, with the cells of its columns, each (policy, user)."""
    with ThreadPoolExecutor(at_once) as pool:
        found = []
        for name, without in variants().items():
            if only and name not in only:
                continue
            cells = {}
            for policy, user in columns:
                if user == "root" and {"uid", "seccomp"} <= set(without):
                    continue  # root with no such wall: not even in a seat belt
                cells[policy, user] = pool.submit(measure, user, policy, without)
            found.append((name, cells))
        return [(name, {column: cell.result() for column, cell in cells.items()}) for name, cells in found]


def table(found: Sequence[Row], columns: Sequence[tuple[str, str]]) -> str:
    head = "| removed | " + " | ".join(f"{policy}, {user}" for policy, user in columns) + " | lost (any column) |\n"
    lines = [head, "|---" * (len(columns) + 2) + "|\n"]
    for name, cells in found:
        lost = sorted({attack for _, names in cells.values() for attack in names})
        shown = ", ".join(f"`{attack}`" for attack in lost[:12]) + (
            f" and {len(lost) - 12} more" if len(lost) > 12 else ""
        )
        held = [cells[column][0] if column in cells else "not tried" for column in columns]
        lines.append(f"| {name} | " + " | ".join(held) + f" | {shown or 'none'} |\n")
    where = f"Linux {platform.release()}, {platform.machine()}, Python {platform.python_version()}"
    return "".join(lines) + f"\n{len(attacks())} attacks; {where}.\n"


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--write", action="store_true", help="put the table into docs/jail.md")
    options.add_argument("--policy", action="append", choices=["default", "public"])
    options.add_argument("--user", action="append", choices=["root", "ordinary"])
    options.add_argument("--only", action="append", choices=list(variants()), help="only this row")
    options.add_argument("--at-once", type=int, default=4, help="cells measured at a time")
    chosen = options.parse_args()
    if not enclosed():
        print("needs root and namespaces of its own: the seat belt", file=sys.stderr)
        return 2
    policies, users = chosen.policy or ["default", "public"], chosen.user or ["root", "ordinary"]
    columns: list[Any] = [(policy, user) for policy in policies for user in users]
    text = table(rows(columns, chosen.only or [], chosen.at_once), columns)
    print(text)
    if chosen.write:
        page = ROOT / "docs" / "jail.md"
        before, _, rest = page.read_text().partition(BEGIN)
        page.write_text(before + BEGIN + text + END + rest.partition(END)[2])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
