"""What each layer buys: every attack, as root and as an ordinary user, with each layer removed in turn.

    python tests/jail/matrix.py                 prints the table (20 minutes or so)
    python tests/jail/matrix.py --write         puts it into docs/jail.md as well

Not part of the tests. Needs root and namespaces for the seat belt. "Lost" counts attacks that did any harm the judge
sees; where a policy will not run without the layer, it says so: it fails closed.
"""

from __future__ import annotations

import argparse
import platform
import sys
import time
from collections.abc import Sequence
from typing import Any

from enclosure import enclosed
from run_attacks import ROOT, attacks, run_attacks

LAYERS = ("seccomp", "landlock", "namespaces", "uid", "limits", "imports", "audit")
KEPT = ("seccomp", "landlock", "namespaces")
BEGIN, END = "<!-- matrix: written by tests/jail/matrix.py -->\n", "<!-- end of matrix -->\n"
Cell = tuple[str, list[str]]


def measure(user: str, policy: str, without: Sequence[str]) -> Cell:
    """("held of all" or why not run, names of the attacks that were lost)."""
    started = time.monotonic()
    verdicts = run_attacks(user, policy, attacks(), without=without, trace=True)
    refused = next((verdict["refused"] for verdict in verdicts if verdict.get("refused")), "")
    lost = [verdict["name"] for verdict in verdicts if not verdict["held"]]
    print(f"{user} {policy} without {','.join(without) or 'nothing'}: {len(lost)} lost of {len(verdicts)}", end=" ")
    print(f"in {time.monotonic() - started:.0f} s", refused[:150], *lost[:8], file=sys.stderr)
    for verdict in verdicts:
        if not verdict["held"] and not refused:
            print("   ", verdict["name"], verdict["outcome"], verdict["complaints"][:2], file=sys.stderr)
    if refused:
        return "refuses to run", []
    return f"{len(verdicts) - len(lost)} of {len(verdicts)}", lost


def rows(policies: Sequence[str], users: Sequence[str]) -> list[tuple[str, dict[tuple[str, str], Cell]]]:
    variants: list[tuple[str, tuple[str, ...]]] = [("nothing", ())]
    variants += [(layer, (layer,)) for layer in LAYERS]
    variants += [("seccomp and namespaces", ("seccomp", "namespaces"))]
    variants += [(f"all but {kept}", tuple(layer for layer in LAYERS if layer != kept)) for kept in KEPT]
    variants += [("every layer", LAYERS)]
    found = []
    for name, without in variants:
        cells = {}
        for policy in policies:
            for user in users:
                if user == "root" and {"uid", "seccomp"} <= set(without):
                    continue  # root with no such wall: not even in a seat belt
                cells[policy, user] = measure(user, policy, without)
        found.append((name, cells))
    return found


def table(found: Sequence[tuple[str, dict[tuple[str, str], Cell]]], columns: Sequence[tuple[str, str]]) -> str:
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
    chosen = options.parse_args()
    if not enclosed():
        print("needs root and namespaces of its own: the seat belt", file=sys.stderr)
        return 2
    policies, users = chosen.policy or ["default", "public"], chosen.user or ["root", "ordinary"]
    columns: list[Any] = [(policy, user) for policy in policies for user in users]
    text = table(rows(policies, users), columns)
    print(text)
    if chosen.write:
        page = ROOT / "docs" / "jail.md"
        before, _, rest = page.read_text().partition(BEGIN)
        page.write_text(before + BEGIN + text + END + rest.partition(END)[2])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
