"""Designs: what is trained on what, asked what, and compared how, as files that are registered before they run.

A design is one JSON file in designs/; `registered.json` beside them has the digest of each registered one. The digest
is over the parsed content, so that layout does not count and every figure does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

from tracepile_hf.errors import InputError, usable
from tracepile_hf.experiment.arms import ARMS
from tracepile_hf.experiment.programs import family_of

FOLDER: Final = Path(__file__).resolve().parent / "designs"
REGISTERED: Final = FOLDER / "registered.json"
PROMPTS: Final = ("call", "code")  # what a question shows: the call alone, or the program before it


@dataclass(frozen=True, slots=True)
class Shape:
    """A model: Llama's form, tied embeddings. Choose widths by measuring: some are ten times slower than others."""

    width: int
    layers: int
    heads: int
    inner: int


@dataclass(frozen=True, slots=True)
class Transfer:
    """A first stage of one arm's runs, then bare answers of reasoning-gym's text tasks; against no first stage.

    `first`: the share of `tokens` that the first stage takes; `points`: tokens of the second stage at which loss and
    accuracy are measured.
    """

    tasks: tuple[str, ...]
    tokens: int
    first: float
    rows: int
    questions: int
    points: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Design:
    """One experiment. Counts are of rows and questions; `tokens` is what each arm and seed is trained on.

    An arm of equal examples takes the rows of `full` instead.
    """

    name: str
    families: tuple[str, ...]
    unseen: tuple[str, ...]
    prompt: str
    rewrites: int  # variants of each program beside itself, where the prompt shows the program
    strata: tuple[tuple[int, int], ...]  # changes, from and to
    longer: tuple[int, int]
    rows: int  # told ones
    answer_rows: int  # what answers at equal tokens may draw from: the told rows and fresh ones
    questions: int  # about unseen inputs of seen families: the primary test
    longer_questions: int
    unseen_questions: int
    longest: int  # tokens of a scratchpad and answer
    arms: tuple[str, ...]
    contrasts: tuple[tuple[str, str], ...]  # primary ones, better against worse as expected
    seeds: tuple[int, ...]
    tokens: int
    points: int  # measurements in a run, the last at its end
    point_questions: int  # asked at those before the end
    data_seed: int
    model: Shape
    batch: int  # tokens of a step
    rate: float  # of learning, the highest
    warming: float  # share of the steps
    transfer: Transfer | None

    @property
    def pairs(self) -> list[tuple[int, str]]:
        """(seed, arm) in the order of training: the arms of primary contrasts first, seed by seed, then the others."""
        first = [arm for arm in self.arms if arm in self.primary]
        others = [arm for arm in self.arms if arm not in self.primary]
        return [(seed, arm) for part in (first, others) for seed in self.seeds for arm in part]

    @property
    def primary(self) -> set[str]:
        """The arms of the primary contrasts."""
        return {arm for contrast in self.contrasts for arm in contrast}


def read_design(name: str) -> Design:
    """A shipped design by its name, or one from a file. InputError if there is none, or it says what is none."""
    path = FOLDER / f"{name}.json"
    if not path.is_file() and not name.endswith(".json"):
        shipped = ", ".join(sorted(one.stem for one in FOLDER.glob("*.json") if one != REGISTERED))
        raise InputError(f"a design among {shipped}, or a file", name, "--design")
    return parse(load(path if path.is_file() else Path(name)))


def load(path: Path) -> dict[str, Any]:
    """The JSON object in a file."""
    with usable("a design's file", path):
        text = path.read_text(encoding="utf-8")
    try:
        found = json.loads(text)
    except ValueError as error:
        raise InputError("JSON", str(error), str(path)) from None
    if not isinstance(found, dict):
        raise InputError("a JSON object", type(found).__name__, str(path))
    return found


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of a design's content, keys sorted."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def registered() -> dict[str, str]:
    """Digest by design, as registered."""
    return {str(name): str(value) for name, value in load(REGISTERED).items()}


def require_registered(content: Mapping[str, Any], where: str) -> None:
    """InputError unless a design is what was registered under its name."""
    name, found = str(content.get("name", "")), digest(content)
    expected = registered().get(name)
    if expected is None:
        raise InputError(f"a registered design ({', '.join(registered())})", name, where)
    if found != expected:
        raise InputError(f"design {name} as registered ({expected[:12]})", f"another one ({found[:12]})", where)


def parse(content: Mapping[str, Any]) -> Design:
    """A design from its JSON object, checked. InputError names the first thing that is wrong."""
    where = f"design {content.get('name', '?')}"
    names = {field.name for field in fields(Design)}
    if set(content) != names:
        odd = sorted(set(content) ^ names)[0]
        raise InputError(
            f"the keys {', '.join(sorted(names))}", f"{odd} {'too' if odd in content else 'missing'}", where
        )
    values = {key: _frozen(value) for key, value in content.items()}
    values["model"] = _part(Shape, content["model"], where)
    values["transfer"] = None if content["transfer"] is None else _part(Transfer, content["transfer"], where)
    design = Design(**values)
    _check(design, where)
    return design


def _part(kind: type, content: Any, where: str) -> Any:
    names = {field.name for field in fields(kind)}
    if not isinstance(content, dict) or set(content) != names:
        raise InputError(f"an object with {', '.join(sorted(names))}", json.dumps(content)[:80], where)
    return kind(**{key: _frozen(value) for key, value in content.items()})


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _check(design: Design, where: str) -> None:
    for name in (*design.families, *design.unseen):
        family_of(name)
    if set(design.families) & set(design.unseen):
        raise InputError("families that are seen or unseen", "one that is both", where)
    for arm in (*design.arms, *(arm for contrast in design.contrasts for arm in contrast)):
        if arm not in ARMS:
            raise InputError(f"an arm among {', '.join(ARMS)}", arm, where)
    lacking = [arm for contrast in design.contrasts for arm in contrast if arm not in design.arms]
    if lacking:
        raise InputError("contrasts between arms of the design", lacking[0], where)
    if design.prompt not in PROMPTS:
        raise InputError(f"a prompt of {', '.join(PROMPTS)}", design.prompt, where)
    if design.rewrites and design.prompt == "call":
        raise InputError("rewrites where the program is shown", "a prompt without it", where)
    if design.model.width % (2 * design.model.heads):
        raise InputError("a width of whole, even heads", str(design.model.width), where)
    if min(design.rows, design.questions, design.tokens, design.points, design.batch, *map(min, design.strata)) < 1:
        raise InputError("counts of at least one", "less", where)
    if design.answer_rows < design.rows:
        raise InputError("at least as many answer_rows as rows", str(design.answer_rows), where)
