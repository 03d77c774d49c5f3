"""How strong the checker is: true narrations made false in many ways, and how many of the copies are refused.

    TRACEPILE_TEST_DATA=... python benchmarks/checker_strength.py [--copies 100000]

Narrations of CruxEval, TACO and the bundled families, all accepted, are changed by the kinds of `corruptions.py`, one
change a copy. An accepted copy is looked at on this side, by the recorded steps: it may say the same value (equal) or
another name may hold that very value there (chance). What is left is printed, to be looked at by hand. Texts in
ordinary words, true and false, are counted as well: tests/verification/texts.
"""

from __future__ import annotations

import argparse
import collections
import random
import sys
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "verification"))

import mutation
from corruptions import CORRUPTIONS

from tracepile_hf.records import Case, Trace
from tracepile_hf.verification import verify

Counts = collections.Counter[tuple[str, str]]


def gather(sets: dict[str, Iterable[Case]], limit: int | None, longest: int) -> list[tuple[Trace, str]]:
    """Traces with accepted narrations, told in full and outlined in turn."""
    found: list[tuple[Trace, str]] = []
    for number, cases in enumerate(sets.values()):
        chosen = list(mutation._first(cases, limit))
        detail = ("full", "condensed")[number % 2]
        found += mutation.narrated(chosen, detail, longest)
    return found


def corrupt(texts: list[tuple[Trace, str]], copies: int, seed: str, placing: str, shown: int) -> Counts:
    """Makes and judges the copies; counts them by (kind, what became of them)."""
    chance = random.Random(seed)
    counts: Counts = collections.Counter()
    kinds = sorted(CORRUPTIONS)
    misses = 0
    while sum(counts.values()) < copies and misses < 200 * len(kinds):
        kind = min(chance.sample(kinds, 4), key=lambda one: sum(counts[one, what] for what in OUTCOMES))
        trace, text = chance.choice(texts)
        copy = CORRUPTIONS[kind](text, trace, chance)
        if copy is None or copy == text:
            misses += 1
            continue
        misses = 0
        verdict = verify(copy, trace, placing=placing)
        what = "refused"
        if verdict.accepted:
            what = mutation.standing(trace, text, copy, tuple(verdict.claims))
            if what == "open" and shown > 0:
                shown -= 1
                mutation._show(trace, text, copy, kind)
        counts[kind, what] += 1
    return counts


OUTCOMES = ("refused", "equal", "chance", "open")


def report(counts: Counts) -> None:
    """The table by kind."""
    print("| change | copies | refused | accepted: equal | by chance | open |")
    print("|---|---|---|---|---|---|")
    total: collections.Counter[str] = collections.Counter()
    for kind in CORRUPTIONS:
        row = [counts[kind, what] for what in OUTCOMES]
        total.update(dict(zip(OUTCOMES, row, strict=True)))
        print(f"| {kind} | {sum(row)} | {' | '.join(map(str, row))} |")
    print(f"| all | {sum(total.values())} | {' | '.join(str(total[what]) for what in OUTCOMES)} |")


def report_texts() -> None:
    """Texts in ordinary words: how many true ones are accepted by style, how many false ones."""
    from test_texts import TEXTS, judged

    styles = dict.fromkeys(text.style for text in TEXTS if text.true)
    print("\n| style | true texts | accepted, strict | accepted, lenient | refuted, lenient |")
    print("|---|---|---|---|---|")
    sums = [0, 0, 0, 0]
    for style in styles:
        texts = [text for text in TEXTS if text.true and text.style == style]
        strict = sum(judged(text, "strict").accepted for text in texts)
        lenient = [judged(text, "lenient") for text in texts]
        row = [len(texts), strict, sum(v.accepted for v in lenient), sum(v.reason == "refuted" for v in lenient)]
        sums = [one + other for one, other in zip(sums, row, strict=True)]
        print(f"| {style} | {' | '.join(map(str, row))} |")
    print(f"| all | {' | '.join(map(str, sums))} |")
    false = [text for text in TEXTS if not text.true]
    accepted = sum(judged(text, "strict").accepted for text in false)
    print(f"\nFalse texts accepted: {accepted} of {len(false)}.")


def main() -> None:
    """Prints both tables, and every accepted copy that is not explained."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, default=100_000)
    parser.add_argument("--limit", type=int, help="programs of each set")
    parser.add_argument("--longest", type=int, default=6_000, help="characters of a text; longer ones are left out")
    parser.add_argument("--placing", default="strict", choices=("strict", "lenient"))
    parser.add_argument("--seed", default="0")
    parser.add_argument("--show", type=int, default=200)
    options = parser.parse_args()
    texts = gather(mutation.mix(), options.limit, options.longest)
    print(f"{len(texts)} texts", flush=True)
    report(corrupt(texts, options.copies, options.seed, options.placing, options.show))
    report_texts()


if __name__ == "__main__":
    main()
