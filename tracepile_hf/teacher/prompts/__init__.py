"""What a teacher is told: versioned files, a set for each domain and register, written by docs/write_prompts.py.

A set holds the forms that the checker's reader reads, examples (questions, their runs in short, proved answers), and
what is said when an answer was not proved. A file that is shipped is not changed: a better one is another version.
"""

from __future__ import annotations

import functools
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tracepile_hf.errors import InputError
from tracepile_hf.teacher.asking import Message

VERSION: Final = 1
DOMAINS: Final = ("algorithm", "competition", "math", "user")
REGISTERS: Final = ("prose", "steps")
TASKS: Final = ("rewrite", "paraphrase", "natural")
MODES: Final = ("grounded", "blind")
RECORDED: Final = "What happened, step by step, as it was recorded:"
_SECTION: Final = re.compile(r"^=== (.+) ===\n", re.MULTILINE)
_FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Shot:
    """An example: a question, the run in short, a proved answer."""

    question: str
    trace: str
    answer: str


@dataclass(frozen=True, slots=True)
class PromptSet:
    """One file. `name`: such as v1/algorithm.prose; `digest` tells two wordings of it apart."""

    name: str
    digest: str
    system: str
    shots: tuple[Shot, ...] = ()
    repair: str = ""


def read_set(domain: str, register: str, version: int = VERSION) -> PromptSet:
    """The set for a domain (others than DOMAINS have that of `user`) and a register. InputError if there is none."""
    if register not in REGISTERS:
        raise InputError(f"a register among {', '.join(REGISTERS)}", register, "--register")
    return _read(f"{domain if domain in DOMAINS else 'user'}.{register}", version)


def read_task(task: str, version: int = VERSION) -> PromptSet:
    """What a teacher is told that is to vary something: `rewrite`, `paraphrase` or `natural`."""
    if task not in TASKS:
        raise InputError(f"a task among {', '.join(TASKS)}", task, "task")
    return _read(task, version)


@functools.cache
def _read(name: str, version: int) -> PromptSet:
    path = _FOLDER / f"v{version}" / f"{name}.md"
    if not path.is_file():
        there = ", ".join(sorted(folder.name[1:] for folder in _FOLDER.glob("v*")))
        raise InputError(f"a version of the prompts among {there}", str(version), "--prompts")
    text = path.read_text(encoding="utf-8")
    _, *pieces = _SECTION.split(text)
    found = dict(zip(pieces[::2], (piece.strip("\n") for piece in pieces[1::2]), strict=True))
    shots: list[Shot] = []
    while f"question {len(shots) + 1}" in found:
        number = len(shots) + 1
        shots.append(Shot(*(found[f"{part} {number}"] for part in ("question", "run", "answer"))))
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]
    return PromptSet(f"v{version}/{name}", digest, found["system"], tuple(shots), found.get("repair", ""))


def conversation(prompts: PromptSet, question: str, trace: str | None, shots: int | None = None) -> tuple[Message, ...]:
    """The messages that ask a question: with the run in short (`grounded`), or without it (`blind`: no trace)."""
    found: list[Message] = [("system", prompts.system)]
    for shot in prompts.shots[:shots]:
        found.append(("user", asked(shot.question, None if trace is None else shot.trace)))
        found.append(("assistant", shot.answer))
    return (*found, ("user", asked(question, trace)))


def asked(question: str, trace: str | None) -> str:
    """A user's message."""
    return question if trace is None else f"{question}\n\n{RECORDED}\n```\n{trace}\n```"
