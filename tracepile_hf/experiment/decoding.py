"""Greedy answers, never cut short: the limit is twice the longest completion of training; who reaches it is counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from tracepile_hf.experiment.design import Shape
from tracepile_hf.experiment.model import Memory, Weights, angles, require_torch, scores, states
from tracepile_hf.experiment.tokenizer import Tokenizer

AT_ONCE: Final = 256
_SHARE: Final = 0.7  # of the rows still at work, below which the others are taken out


def answers(
    weights: Weights, shape: Shape, tokenizer: Tokenizer, prompts: Sequence[str], limit: int, place: str
) -> list[tuple[str, bool]]:
    """(text, cut) for each prompt: what the model writes until its end, or until `limit` tokens, which is cut."""
    ids = [tokenizer.encode(prompt) for prompt in prompts]
    order = sorted(range(len(ids)), key=lambda number: len(ids[number]))
    found: list[tuple[str, bool]] = [("", False)] * len(ids)
    for start in range(0, len(order), AT_ONCE):
        few = order[start : start + AT_ONCE]
        for number, written in zip(
            few, _written(weights, shape, [ids[n] for n in few], limit, place, tokenizer), strict=True
        ):
            found[number] = (tokenizer.decode(written), tokenizer.end not in written)
    return found


def _written(
    weights: Weights, shape: Shape, prompts: list[list[int]], limit: int, place: str, tokenizer: Tokenizer
) -> list[list[int]]:
    """What is written after each prompt, the end included where it comes. Prompts are padded at their left."""
    torch = require_torch()
    longest = max(map(len, prompts))
    ids = torch.tensor([[tokenizer.pad] * (longest - len(one)) + one for one in prompts], device=place)
    real = torch.tensor([[False] * (longest - len(one)) + [True] * len(one) for one in prompts], device=place)
    cosines, sines = angles(longest + limit, shape, place)
    memory = Memory(shape, len(prompts), longest + limit, place)
    alive = list(range(len(prompts)))
    written: list[list[int]] = [[] for _ in prompts]
    causal = torch.ones(longest, longest, dtype=torch.bool, device=place).tril()
    own = torch.eye(longest, dtype=torch.bool, device=place)  # a padded place sees itself, so that nothing is undefined
    mask: Any = (causal & real[:, None, None, :]) | own
    with torch.no_grad():
        hidden = states(weights, shape, ids, (cosines[:longest], sines[:longest]), mask, memory)
        for count in range(limit):
            chosen = scores(weights, hidden[:, -1]).argmax(-1)
            for row, number in zip(alive, chosen.tolist(), strict=True):
                if written[row][-1:] != [tokenizer.end]:
                    written[row].append(number)
            stay = [at for at, row in enumerate(alive) if written[row][-1] != tokenizer.end]
            if not stay or count + 1 == limit:
                break
            if len(stay) <= _SHARE * len(alive):  # those that have ended go along for a while: to copy costs more
                rows = torch.tensor(stay, device=place)
                memory.keep(rows)
                real, chosen, alive = real[rows], chosen[rows], [alive[at] for at in stay]
            real = torch.cat((real, torch.ones(len(alive), 1, dtype=torch.bool, device=place)), dim=1)
            at = longest + count
            turns = (cosines[at : at + 1], sines[at : at + 1])
            hidden = states(weights, shape, chosen[:, None], turns, real[:, None, None, :], memory)
    return written
