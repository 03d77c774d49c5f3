"""What three checks take of replies that are false: the answer alone, states, a proof of every statement.

    python benchmarks/policies.py --replies 2000

The replies are the narrator's tellings of the bundled families with one thing changed in what leads to the answer,
which stays right: a value, two values swapped, a name for another, two sentences exchanged. A copy that says
the same, or something else that is true, is a reply that all three may rightly take; those that the proof takes are
printed, to be judged by hand.
"""

from __future__ import annotations

import argparse
import collections
import random
import re
from collections.abc import Callable, Iterator

import mutation

from tracepile_hf.execution import Limits, Tracer
from tracepile_hf.narration import narrate
from tracepile_hf.quality.paths import POLICIES, accepted
from tracepile_hf.records import Case, Trace
from tracepile_hf.verification import verify

_SENTENCE = re.compile(r"(?<=\.)\s+(?=[A-Z])")
Lie = Callable[[str, random.Random], str | None]


def parted(text: str) -> tuple[str, str]:
    """What is told, and the answer."""
    place = max(text.rfind("The answer is"), text.rfind("Answer:"))
    return text[:place].rstrip(), text[place:]


def exchanged(body: str, chance: random.Random) -> str | None:
    """Two neighbouring sentences in the other order."""
    sentences = _SENTENCE.split(body)
    if len(sentences) < 4:
        return None
    place = chance.randrange(1, len(sentences) - 1)
    sentences[place : place + 2] = sentences[place + 1], sentences[place]
    return " ".join(sentences)


LIES: dict[str, Lie] = {
    "a number": mutation.change_integer,
    "a text": mutation.change_string,
    "True, False or None": mutation.change_word,
    "two values swapped": mutation.swap_literals,
    "a name for another": mutation.swap_names,
    "two sentences exchanged": exchanged,
}


def told(cases: Iterator[Case], longest: int) -> Iterator[tuple[Trace, str]]:
    """Runs and the narrator's proved texts."""
    with Tracer("trusted") as tracer:
        for case in cases:
            trace = tracer.run(case.program, [case], limits=Limits(seconds=20.0, steps=longest))[0]
            if trace.outcome != "finished":
                continue
            text = narrate(trace)
            if verify(text, trace, detail="condensed").accepted:
                yield trace, text


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replies", type=int, default=2000)
    parser.add_argument("--longest", type=int, default=150, help="steps of a run")
    options = parser.parse_args()
    made: collections.Counter[str] = collections.Counter()
    taken: collections.Counter[tuple[str, str]] = collections.Counter()
    chance = random.Random(0)
    names = list(LIES)
    doubtful = []
    for trace, text in told(mutation.bundled(), options.longest):
        body, answer = parted(text)
        seen = {" ".join(body.split())}
        for name in names * 2:
            changed = LIES[name](body, chance)
            if changed is None or " ".join(changed.split()) in seen:
                continue
            seen.add(" ".join(changed.split()))
            reply = f"{changed}\n\n{answer}"
            verdict = verify(reply, trace, detail="condensed")
            made[name] += 1
            for policy in POLICIES:
                if accepted(policy, reply, trace, verdict):
                    taken[name, policy] += 1
                    if policy == "proof":
                        doubtful.append((name, body, changed))
        if made.total() >= options.replies:
            break
    for name in names:
        shares = " | ".join(f"{taken[name, policy] / max(made[name], 1):.1%}" for policy in POLICIES)
        print(f"| {name} | {made[name]} | {shares} |")
    every = " | ".join(f"{sum(taken[name, policy] for name in names) / made.total():.1%}" for policy in POLICIES)
    print(f"| all | {made.total()} | {every} |")
    for name, body, changed in doubtful:
        start = next((n for n, (a, b) in enumerate(zip(body, changed, strict=False)) if a != b), 0)
        print(
            f"proved, {name}: {body[max(0, start - 60) : start + 60]!r} -> {changed[max(0, start - 60) : start + 60]!r}"
        )


if __name__ == "__main__":
    main()
