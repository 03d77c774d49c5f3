"""What is asked of a model and what comes back: requests, sampling, replies, faults; and the one interface of engines.

A fault is never an answer: it says that there is none, and why.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Final, Protocol

FAULTS: Final = {
    "timed_out": "no answer came in time, each time it was asked",
    "unreachable": "the connection failed, each time it was tried, although others were answered afterwards",
    "server_error": "the server failed at it, each time it was asked",
    "rate_limited": "the server had no room for it, each time it was asked",
    "refused": "the server or engine does not take the request",
    "too_long": "the prompt does not fit the model",
    "no_text": "what came back holds no text",
}
Message = tuple[str, str]  # role, content


@dataclass(frozen=True, slots=True)
class Sampling:
    """How an answer is drawn. The defaults are those of five diverse paths."""

    temperature: float = 0.8
    top_p: float = 0.95
    max_tokens: int = 2048
    stop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """One answer that is wanted. `id` is what messages call it; it does not change the answer, `seed` does."""

    id: str
    messages: tuple[Message, ...]
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model wrote. `finish`: "stop", or "length" where its limit ended it. Tokens as the engine counts."""

    text: str
    finish: str
    tokens_in: int
    tokens_out: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is no answer: a reason of FAULTS, what was said, and how often it was tried."""

    reason: str
    said: str
    tries: int = 1

    def __post_init__(self) -> None:
        if self.reason not in FAULTS:
            raise ValueError(f"expected a reason from {', '.join(FAULTS)}, got {self.reason!r}")


Outcome = Reply | Fault


@dataclass(frozen=True, slots=True)
class Identity:
    """Which model answers: everything but the request that an answer hangs on."""

    engine: str
    model: str
    revision: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The model and its revision, as rows name their narrator."""
        return f"{self.model}@{self.revision}" if self.revision else self.model


class Teacher(Protocol):
    """A model that can be asked."""

    @property
    def identity(self) -> Identity:
        """Which model this is."""

    def answers(self, requests: Sequence[Request], sampling: Sampling) -> Iterator[tuple[int, Outcome]]:
        """(place of the request, what came of it), each once, in any order, as they come.

        Raises TeacherError where nothing more can be asked, InputError where the model is not one that can be.
        """


def key_of(identity: Identity, request: Request, sampling: Sampling) -> str:
    """What an answer is kept under: sha256, hexadecimal, over everything that it hangs on."""
    content = {"identity": asdict(identity), "messages": request.messages, "seed": request.seed, **asdict(sampling)}
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=True).encode("ascii")).hexdigest()


def seed_of(*parts: object) -> int:
    """A seed (31 bits) for one answer, from all that tells it from others."""
    digest = hashlib.sha256("\0".join(map(str, parts)).encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4], "big") >> 1
