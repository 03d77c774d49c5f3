"""How strong the checker is: true narrations made false in many ways, and how many of the copies are refused.

    python benchmarks/checker_strength.py --out DIR [--copies 100000] [--workers 2]     # goes on where it stopped
    python benchmarks/checker_strength.py --out DIR --write                             # tables into docs/strength.md

Narrations of the bundled families, all accepted, and of CruxEval and TACO where `TRACEPILE_TEST_DATA` says where they
are, are changed by the kinds of `corruptions.py`, one change a copy. Every copy is judged as an outline: that asks the
least of a text, and a copy refused there is refused at every detail. What is still accepted is labelled here: `equal`,
where the changed literal says the same value; `true`, where a debugger's run of the program (`debugger.py`) says that
the copy is true at the steps which the narrator's own notes give (`notes.py`); `open`, everything else, to be looked at
by hand. The checker has no part in that. No debugger runs programs that are not ours, so of theirs nothing is `true`.

The work is cut into segments of 2,000 copies, each drawn by its own seed and kept in a file of its own.
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import random
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "verification"))

import mutation
import real_programs
from corruptions import CORRUPTIONS, same_value
from debugger import Oracle, is_true
from notes import Noted, narrate_with_notes

from tracepile_hf.execution import Limits, Tracer, trace_in_process
from tracepile_hf.families.registry import FOLDERS, families
from tracepile_hf.records import Case, Trace
from tracepile_hf.verification import verify

PAGE = Path(__file__).parents[1] / "docs" / "strength.md"
SEGMENT = 2_000  # copies
TEXTS = 80  # a segment
LONGEST = 4_000  # characters of a text: a longer one costs more and has nothing new to be changed
DETAILS = ("full", "full", "condensed", "outline")
OUTCOMES = ("refused", "equal", "true", "open")
REGISTER = "prose"  # the one in which the narrator writes


class Text(NamedTuple):
    """An accepted narration, where it comes from, and the debugger's run of it (made when it is first asked for)."""

    domain: str
    detail: str
    trace: Trace
    noted: Noted
    oracles: list[Oracle]


def cases_of(segment: int, seed: str) -> Iterator[tuple[str, Case]]:
    """Cases with their domains, in turn: inputs of the families are drawn anew for every segment."""
    chance = random.Random(f"{seed}/{segment}/cases")
    rows: list[Iterator[tuple[str, Case]]] = [_of_domain(domain, chance) for domain in FOLDERS]
    if "TRACEPILE_TEST_DATA" in os.environ:
        rows.append(_of_others(chance))
    while rows:
        for row in list(rows):
            found = next(row, None)
            if found is None:
                rows.remove(row)
            else:
                yield found


def _of_domain(domain: str, chance: random.Random) -> Iterator[tuple[str, Case]]:
    known = [family for family in families(domain).values() if not family.modules]
    while True:
        family = chance.choice(known)
        yield domain, family.make(random.Random(chance.random()), chance.randint(1, family.default_size))


def _of_others(chance: random.Random) -> Iterator[tuple[str, Case]]:
    data = Path(os.environ["TRACEPILE_TEST_DATA"]) / "programs"
    rows = [(real_programs.cruxeval, data / "cruxeval.jsonl"), (real_programs.taco, data / "taco_sample.jsonl")]
    lines = [(read, line) for read, path in rows for line in path.read_text(encoding="utf-8").splitlines()]
    while True:
        read, line = chance.choice(lines)
        entry = next(read(_Line(line)))  # type: ignore[arg-type]  # they only ask for the text of a file
        yield "user", mutation.case_of(entry)


class _Line(str):
    def read_text(self, encoding: str) -> str:
        return self


def gather(segment: int, seed: str, most: int = TEXTS) -> list[Text]:
    """Accepted narrations with their notes."""
    chance = random.Random(f"{seed}/{segment}/texts")
    found: list[Text] = []
    with Tracer(policy="default") as tracer:
        for domain, case in cases_of(segment, seed):
            limits = Limits(seconds=10.0, steps=600)
            if domain == "user":
                trace = tracer.run(case.program, [case], limits=limits)[0]
            else:
                trace = trace_in_process(case.program, case, limits)
            if trace.outcome not in ("finished", "raised"):
                continue
            detail = chance.choice(DETAILS)
            noted = narrate_with_notes(trace, detail)
            if len(noted.text) <= LONGEST and verify(noted.text, trace).accepted:
                found.append(Text(domain, detail, trace, noted, []))
            if len(found) >= most:
                break
    return found


def run_segment(segment: int, copies: int, seed: str, placing: str, most: int = TEXTS) -> dict[str, Any]:
    """Makes and judges the copies of a segment: counts, and every copy that was accepted."""
    start = time.process_time()
    texts = gather(segment, seed, most)
    chance = random.Random(f"{seed}/{segment}/copies")
    counts: collections.Counter[tuple[str, str, str, str]] = collections.Counter()
    made: collections.Counter[str] = collections.Counter()
    accepted: list[dict[str, str]] = []
    seen: set[tuple[str, str]] = set()  # no copy is counted twice
    kinds = sorted(CORRUPTIONS)
    misses = 0
    while made.total() < copies and misses < 200 * len(kinds):
        kind = min(chance.sample(kinds, 4), key=lambda one: made[one])
        text = chance.choice(texts)
        copy = CORRUPTIONS[kind](text.noted.text, text.trace, chance)
        if copy is None or copy == text.noted.text or (text.trace.case.id, copy) in seen:
            misses += 1
            continue
        misses = 0
        seen.add((text.trace.case.id, copy))
        made[kind] += 1
        what = "refused"
        if verify(copy, text.trace, placing=placing).accepted:
            what, shown = label(text, copy)
            accepted.append({"kind": kind, "what": what, "domain": text.domain, "case": text.trace.case.id, **shown})
        counts[kind, text.domain, text.detail, what] += 1
    rows = [[*key, count] for key, count in sorted(counts.items())]
    seconds = round(time.process_time() - start, 1)
    return {"segment": segment, "seed": seed, "placing": placing, "texts": len(texts), "seconds": seconds,
            "counts": rows, "accepted": accepted}  # fmt: skip


def label(text: Text, copy: str) -> tuple[str, dict[str, str]]:
    """What an accepted copy is, and what is shown of it."""
    old = text.noted.text
    start, end_old, end_new = changed(old, copy)
    shown = {"true": old[max(0, start - 140) : end_old + 70], "copy": copy[max(0, start - 140) : end_new + 70]}
    one, other = mutation.literal_around(old, start), mutation.literal_around(copy, start)
    if one and other and same_value(one, other):
        return "equal", shown
    if text.domain == "user":
        return "open", shown
    if not text.oracles:
        text.oracles.append(Oracle(text.trace))
    note = text.noted.at(start)
    if is_true(text.oracles[0], copy, (start, max(end_new, start + 1)), note.first, note.last):
        return "true", shown
    return "open", shown


def changed(old: str, new: str) -> tuple[int, int, int]:
    """From where on two texts differ, and up to where in each."""
    start = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    most = min(len(old), len(new)) - start
    same = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    return start, len(old) - same, len(new) - same


def run(out: Path, copies: int, workers: int, seed: str, placing: str, until: float) -> None:
    """The segments that are not there yet; progress after each. `until`: seconds after which none is begun."""
    out.mkdir(parents=True, exist_ok=True)
    todo = [n for n in range(-(-copies // SEGMENT)) if not (out / f"{n:04}.json").exists()]
    began = time.monotonic()
    done = 0
    print(f"{len(todo)} segments of {SEGMENT} copies to do", flush=True)
    with ProcessPoolExecutor(workers) as pool:
        waiting = iter(todo)
        running = {
            pool.submit(run_segment, n, SEGMENT, seed, placing): n
            for _, n in zip(range(workers), waiting, strict=False)
        }
        while running:
            future = next(as_completed(running))
            number = running.pop(future)
            result = future.result()
            kept = out / f"{number:04}.json"
            kept.with_suffix(".part").write_text(json.dumps(result, indent=1), encoding="utf-8")
            kept.with_suffix(".part").rename(kept)
            done += 1
            left = collections.Counter(one["what"] for one in result["accepted"])
            print(f"segment {number}: {result['seconds']} s, accepted {dict(left)}; {done} of {len(todo)}", flush=True)
            following = next(waiting, None) if time.monotonic() - began < until else None
            if following is not None:
                running[pool.submit(run_segment, following, SEGMENT, seed, placing)] = following


def results(out: Path) -> list[dict[str, Any]]:
    """The segments that are finished."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(out.rglob("*.json"))]


def table(counts: Sequence[tuple[str, str, int]], first: str, order: Sequence[str]) -> str:
    """Rows of (group, what became of it, how many): one line a group and one for all."""
    found: collections.Counter[tuple[str, str]] = collections.Counter()
    for group, what, count in counts:
        found[group, what] += count
    rows = [
        f"| {first} | copies | refused | accepted: equal | true | open | of the false ones refused |",
        "|---|" + "---|" * 6,
    ]
    for group in [*order, "all"]:
        row = [
            found.total() and sum(n for (one, out), n in found.items() if out == what and group in (one, "all"))
            for what in OUTCOMES
        ]
        if sum(row):
            false = row[0] + row[3]
            share = f"{row[0] / false:.3%}" if false else "-"
            rows.append(f"| {group} | {sum(row)} | {' | '.join(map(str, row))} | {share} |")
    return "\n".join(rows)


def report(out: Path) -> str:
    """The tables: by kind of change, by domain, by detail and register."""
    segments = results(out)
    rows = [tuple(row) for one in segments for row in one["counts"]]
    texts, seconds = sum(one["texts"] for one in segments), sum(one["seconds"] for one in segments)
    copies = sum(row[4] for row in rows)
    seeds = sorted({one["seed"] for one in segments})
    parts = [
        f"{copies:,} copies of {texts:,} narrations, placed {segments[0]['placing']}ly, seed {', '.join(seeds)}; "
        f"{seconds / 60:.0f} minutes of one core.",
        table([(row[0], row[3], row[4]) for row in rows], "change", list(CORRUPTIONS)),
        table([(row[1], row[3], row[4]) for row in rows], "domain", [*FOLDERS, "user"]),
        table([(f"{REGISTER}, {row[2]}", row[3], row[4]) for row in rows], "register, detail",
              [f"{REGISTER}, {detail}" for detail in dict.fromkeys(DETAILS)]),
    ]  # fmt: skip
    return "\n\n".join(parts)


def show(out: Path, kinds: Sequence[str]) -> None:
    """Every accepted copy with one of these labels."""
    for segment in results(out):
        for one in segment["accepted"]:
            if one["what"] in kinds:
                print(f"--- {one['case']} ({one['kind']}, {one['what']}, segment {segment['segment']})")
                print(f"  true: {one['true']!r}\n  copy: {one['copy']!r}")


BEGIN, END = "<!-- strength: begin (written by benchmarks/checker_strength.py) -->", "<!-- strength: end -->"


def write(out: Path) -> None:
    """Puts the tables into the page."""
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n{report(out)}\n{END}{rest.split(END)[1]}", encoding="utf-8")


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
    """Runs what is left to do and prints the tables; or only writes or shows what is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="where the segments are kept")
    parser.add_argument("--copies", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--placing", default="strict", choices=("strict", "lenient"))
    parser.add_argument("--seed", default="0")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="begin no segment after so many")
    parser.add_argument(
        "--write", action="store_true", help="only put the tables of what is there into docs/strength.md"
    )
    parser.add_argument("--show", nargs="*", choices=OUTCOMES[1:], help="only print the accepted copies so labelled")
    parser.add_argument("--texts", action="store_true", help="only count the texts in ordinary words")
    options = parser.parse_args()
    if options.texts:
        report_texts()
        return
    if options.show is not None:
        show(options.out, options.show or OUTCOMES[1:])
        return
    if not options.write:
        run(options.out, options.copies, options.workers, options.seed, options.placing, options.seconds)
        print(report(options.out))
        return
    write(options.out)


if __name__ == "__main__":
    main()
