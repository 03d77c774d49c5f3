"""What asking costs: an account of what was asked now and what was there already, and an estimate beforehand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from tracepile_hf.teacher.asking import Fault, Outcome, Request, Sampling

MILLION: Final = 1_000_000
_BYTES: Final = 3.6  # of a token, as everywhere where no tokenizer is named
_FRAME: Final = 8  # tokens that a chat template puts around a message, about


@dataclass(frozen=True, slots=True)
class Prices:
    """Dollars for a million tokens read and written; zero for one's own machines."""

    read: float = 0.0
    written: float = 0.0

    def of(self, tokens_in: int, tokens_out: int) -> float:
        """Dollars."""
        return (tokens_in * self.read + tokens_out * self.written) / MILLION


@dataclass
class Account:
    """What one run asked: answers that were bought now, answers from the cache, faults by reason."""

    bought: int = 0
    cached: int = 0
    tokens_in: int = 0  # bought
    tokens_out: int = 0
    cached_in: int = 0
    cached_out: int = 0
    faults: Counter[str] = field(default_factory=Counter)

    def note(self, outcome: Outcome, cached: bool) -> None:
        """Count what came of one request."""
        if isinstance(outcome, Fault):
            self.faults[outcome.reason] += 1
        elif cached:
            self.cached += 1
            self.cached_in += outcome.tokens_in
            self.cached_out += outcome.tokens_out
        else:
            self.bought += 1
            self.tokens_in += outcome.tokens_in
            self.tokens_out += outcome.tokens_out

    def lines(self, prices: Prices) -> list[str]:
        """The account in words, a line a matter."""
        spent, saved = prices.of(self.tokens_in, self.tokens_out), prices.of(self.cached_in, self.cached_out)
        found = [
            f"asked now: {self.bought} answers, {self.tokens_in} tokens read, {self.tokens_out} written, ${spent:.2f}",
            f"from the cache: {self.cached} answers, {self.cached_in} and {self.cached_out} tokens, ${saved:.2f} saved",
        ]
        return found + [f"no answer, {reason}: {count}" for reason, count in sorted(self.faults.items())]


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a first round of requests would take. `likely` and `most` are tokens written."""

    requests: int
    cached: int
    tokens_in: int
    likely: int
    most: int

    def lines(self, prices: Prices) -> list[str]:
        """The estimate in words."""
        low, high = prices.of(self.tokens_in, self.likely), prices.of(self.tokens_in, self.most)
        return [
            f"requests: {self.requests}, and {self.cached} that the cache answers",
            f"tokens read: about {self.tokens_in}; written: about {self.likely}, at most {self.most}",
            f"cost: about ${low:.2f}, at most ${high:.2f}",
        ]


def estimate(
    requests: Sequence[Request], cached: Sequence[bool], lengths: Sequence[int], sampling: Sampling
) -> Estimate:
    """Of requests, whether each is in the cache, and how many tokens its answer is likely to have."""
    asked = [(one, length) for one, known, length in zip(requests, cached, lengths, strict=True) if not known]
    return Estimate(
        len(asked),
        len(requests) - len(asked),
        sum(tokens_of(one) for one, _ in asked),
        sum(min(length, sampling.max_tokens) for _, length in asked),
        len(asked) * sampling.max_tokens,
    )


def tokens_of(request: Request) -> int:
    """About how many tokens a model reads of a request."""
    size = sum(len(content.encode("utf-8", "surrogatepass")) for _, content in request.messages)
    return int(size / _BYTES) + _FRAME * len(request.messages)
