"""Whether a trace tells what Python does: expressions over builtins, methods and modules, wrong arguments too.

    python benchmarks/mirror.py [--count 2500] [--seed 1]

Each stands in a program whose result does not depend on it, so that only the steps can be right or wrong. Prints how
many were accepted and equal, how many refused by reason, and every accepted difference; exits with 1 if there is one.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from mirror_cases import expressions, told, true


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=2500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    counts: Counter[str] = Counter()
    different = 0
    for expression in expressions(asked.seed, asked.count):
        outcome, text = told(expression)
        if text is None:
            counts[f"refused: {outcome}"] += 1
        elif " at 0x" in (right := true(expression)) or text == right:
            counts["accepted, equal"] += 1
        else:
            different += 1
            print(f"DIFFERENT {expression}: told {text[:100]}, is {right[:100]}")
    counts["accepted, different"] = different
    for name, count in counts.most_common():
        print(f"{count:6}  {name}")
    return int(different > 0)


if __name__ == "__main__":
    sys.exit(main())
