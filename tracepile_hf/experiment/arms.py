"""Arms: what becomes of a row. Question and answer stay; an arm decides what stands between them, or leaves them out.

| arm | completion |
|---|---|
| full | the scratchpad and the answer |
| answers_equal_examples | the answer; the very rows and steps that `full` takes, so fewer tokens |
| answers_equal_tokens | the answer; as many tokens as `full`, from fresh rows, so several times the examples |
| code_only | asked for the program, the program; no run and no answer |
| swapped | the scratchpad of another row of the same family and stratum, and the own answer |
| one_value_false | the scratchpad with one value changed and nothing else, and the own answer |
| shuffled | the scratchpad's lines in another order, and the own answer |
| prose, steps, notes, ... | the narrator's text in that register |
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from tracepile_hf.errors import InputError
from tracepile_hf.experiment.rows import ANSWER, Row
from tracepile_hf.experiment.scratchpad import VALUE, text
from tracepile_hf.records import REGISTERS

CONTROLS: Final = (
    "full",
    "answers_equal_examples",
    "answers_equal_tokens",
    "code_only",
    "swapped",
    "one_value_false",
    "shuffled",
)
ARMS: Final = (*CONTROLS, *(register for register in REGISTERS if register not in CONTROLS))
BARE: Final = ("answers_equal_examples", "answers_equal_tokens")


@dataclass(frozen=True, slots=True)
class Example:
    """What a model is trained on: a prompt that costs no loss, and a completion that does."""

    prompt: str
    completion: str


def examples(arm: str, rows: Sequence[Row], seed: int) -> list[Example]:
    """The examples of an arm, in the order of the rows. InputError for an arm that does not exist.

    Rows without a scratchpad can only be had by arms of bare answers.
    """
    if arm not in ARMS:
        raise InputError(f"an arm among {', '.join(ARMS)}", arm, "arms of the design")
    others = _partners(rows, seed) if arm == "swapped" else rows
    return [
        _example(arm, row, other, Random(f"{seed}/{arm}/{row.id}")) for row, other in zip(rows, others, strict=True)
    ]


def _example(arm: str, row: Row, other: Row, random: Random) -> Example:
    if arm == "code_only":
        return Example(f"Write {row.family}.\n", row.code.strip())
    if arm in BARE:
        return Example(row.prompt, f"{ANSWER}{row.answer}")
    if arm in REGISTERS:
        return Example(row.prompt, row.texts[arm])
    lines = list(other.lines)
    if arm == "one_value_false":
        lines = falsified(lines, random)
    elif arm == "shuffled":
        random.shuffle(lines)
    return Example(row.prompt, text(lines, row.answer))


def _partners(rows: Sequence[Row], seed: int) -> list[Row]:
    """For each row another of its family and stratum; a row that is alone there keeps company with any other."""
    groups: dict[tuple[str, int], list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        groups[row.family, row.stratum].append(place)
    partner = list(range(len(rows)))
    for key in sorted(groups):
        places = groups[key]
        Random(f"{seed}/swapped/{key}").shuffle(places)
        for one, other in zip(places, [*places[1:], places[0]], strict=True):
            partner[one] = other if len(places) > 1 else (one + 1) % len(rows)
    return [rows[place] for place in partner]


def falsified(lines: Sequence[str], random: Random) -> list[str]:
    """The lines with one value replaced by another of as many digits; what comes after it stays as it was."""
    places = [(number, found) for number, line in enumerate(lines) for found in VALUE.finditer(line)]
    if not places:
        raise InputError("a scratchpad with a value", "none", "one_value_false")
    number, found = random.choice(places)
    changed = list(lines)
    false = _another(found[2], random)
    changed[number] = lines[number][: found.start(2)] + false + lines[number][found.end(2) :]
    return changed


def _another(value: str, random: Random) -> str:
    sign, digits = ("-", value[1:]) if value.startswith("-") else ("", value)
    low = 10 ** (len(digits) - 1) if len(digits) > 1 else (1 if sign else 0)
    return sign + str(random.choice([one for one in range(low, 10 ** len(digits)) if one != int(digits)]))
