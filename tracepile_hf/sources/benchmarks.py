"""Which programs come from a benchmark or a test split: they are kept out of training data unless asked for by name.

What is looked at is what a row says of itself: the set it comes from (`dataset`, `split`), its id, family and address,
and the name of its file. A program that says nothing of the kind cannot be known here; text that overlaps with a
benchmark's is for decontamination to find.

This module knows names only; it has no benchmark's content.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from tracepile_hf.errors import InputError
from tracepile_hf.records import Program

HELD_OUT_SPLITS: Final = frozenset({"test", "validation", "valid", "val", "dev", "eval", "evaluation", "holdout"})
# Benchmarks that are nothing but that: any mention of them in an id, family, address or file name is enough.
PURE: Final[dict[str, tuple[str, ...]]] = {
    "agieval": ("agieval", "satmath"),
    "asdiv": ("asdiv",),
    "bbh": ("bbh", "bigbenchhard"),
    "bigcodebench": ("bigcodebench",),
    "clrs-text": ("clrstext",),
    "cruxeval": ("cruxeval",),
    "ds1000": ("ds1000",),
    "graphwiz": ("graphwiz", "nlgraph"),
    "gsm-hard": ("gsmhard",),
    "humaneval": ("humaneval", "humanevalplus", "humanevalx"),
    "kor-bench": ("korbench",),
    "livebench": ("livebench",),
    "livecodebench": ("livecodebench", "codegenerationlite", "testgeneration"),
    "mawps": ("mawps",),
    "mmlu": ("mmlu", "mmluredux", "mmlustem", "mmlupro"),
    "multipl-e": ("multiple",),
    "ruletaker": ("ruletaker",),
    "svamp": ("svamp",),
    "swe-bench": ("swebench",),
    "tabmwp": ("tabmwp",),
    "zebralogic": ("zebralogic", "zebralogicbench"),
}
# Sets with a training split beside what they test on: which split a row belongs to decides.
SPLIT: Final[dict[str, tuple[str, ...]]] = {
    "apps": ("apps",),
    "code_contests": ("codecontests",),
    "gsm8k": ("gsm8k",),
    "math": ("math", "hendrycksmath", "competitionmath", "math500"),
    "mathqa": ("mathqa",),
    "mbpp": ("mbpp", "mbppplus"),
    "taco": ("taco",),
}
NAMES: Final = (*sorted({*PURE, *SPLIT}), "test-split")
_ALWAYS: Final = frozenset({"math500", "mbppplus"})  # test rows under a name of their own
_PLAIN: Final = frozenset({"multiple", "testgeneration", "satmath", "livebench"})  # words an id may well hold
_COMMON: Final = frozenset({"apps", "math"})  # everyday words: the split has to stand right beside them
_WORD: Final = re.compile(r"[A-Za-z0-9]+")


def source_of(dataset: str, split: str) -> str:
    """How a program's `source` says its set and split: "BAAI/TACO (test)"."""
    return f"{dataset} ({split})" if split else dataset


def held_out(program: Program) -> str:
    """The name (of NAMES) of the benchmark that a program belongs to, `test-split` for that of another set, or ""."""
    found = re.fullmatch(r"(.*?)(?: \(([^()]*)\))?", program.source, re.DOTALL)
    dataset, split = (found[1], found[2] or "") if found else (program.source, "")
    is_file = dataset.endswith((".jsonl", ".json"))
    if name := _of_dataset("" if is_file else dataset, split):
        return name
    said = [program.id, program.family, program.url, dataset]
    return next((name for text in said if (name := _mentioned(text))), "")


def demand_names(names: tuple[str, ...]) -> None:
    """InputError for a name that is not in NAMES."""
    for name in names:
        if name not in NAMES:
            raise InputError(f"benchmarks from {', '.join(NAMES)}", repr(name), "held-out")


def _of_dataset(dataset: str, split: str) -> str:
    """A set and a split that were named as such: the split decides, and where there is none, a benchmark is one."""
    parts = {_plain(dataset), _plain(dataset.rsplit("/", 1)[-1])} - {""}
    named = next((name for name, forms in {**PURE, **SPLIT}.items() if parts & {*forms, _plain(name)}), "")
    testing = bool(set(map(str.lower, _WORD.findall(split))) & HELD_OUT_SPLITS)
    if named in SPLIT and split and not testing and not parts & _ALWAYS:
        return ""
    return named or ("test-split" if testing else "")


def _mentioned(text: str) -> str:
    """A benchmark that an id, family, address or file name mentions; of a set with a training split, only its test."""
    words = [word.lower() for word in _WORD.findall(text)]
    joined = [*words, *map("".join, pairwise(words))]
    joined += map("".join, zip(words, words[1:], words[2:], strict=False))
    for name, forms in PURE.items():
        if any(form in joined and form not in _PLAIN for form in forms):
            return name
    testing = bool(set(words) & HELD_OUT_SPLITS)
    for name, forms in SPLIT.items():
        if any(form in _ALWAYS and form in joined for form in forms):
            return name
        said = _beside(words, name) if name in _COMMON else any(form in joined for form in forms)
        if testing and said:
            return name
    return ""


def _beside(words: list[str], name: str) -> bool:
    """Whether a word of a test split stands next to a set's name: "math-test-12", "test/apps/3"."""
    return any({one, other} & HELD_OUT_SPLITS and name in (one, other) for one, other in pairwise(words))


def _plain(name: str) -> str:
    return "".join(_WORD.findall(name)).lower()
