"""Lenient placing: what a text says, aligned to the run as a whole.

Models name few lines. So a claim is placed where it is true: groups of claims, an anchor with what is said at it, are
laid along the run in the order of the text, and the alignment with the most proved claims is kept (a beam of a few
pointers, so that the time grows about as the text). What is left is refuted only where its moment is certain: where
every place that it could be about says otherwise. Else it is unplaced.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tracepile_hf.verification.causes import expressions_of
from tracepile_hf.verification.claims import Read, Remainder
from tracepile_hf.verification.groups import Group, Placed, grouped, in_order
from tracepile_hf.verification.laying import Way
from tracepile_hf.verification.places import root_of
from tracepile_hf.verification.settling import Settling

BEAM: Final = 10  # alignments that are followed at a time


class Lenient(Settling):
    """Aligns the claims of a text to a run."""

    def judge(self, reads: Sequence[Read]) -> list[Placed | Remainder]:
        """Every claim with its standing, in the order of the text; what was not read in between."""
        groups, order = grouped([self._with_rounds(read) for read in reads])
        ways = [Way(-1, 0, (), None)]
        for group in groups:
            ways = self._followed(ways, group)
        best = max(ways, key=lambda way: (way.score, -way.position))
        path: list[Way] = []
        while best.before is not None:
            path.append(best)
            best = best.before
        path.reverse()
        found: list[list[Placed]] = []
        for number, (group, way) in enumerate(zip(groups, path, strict=True)):
            before = path[number - 1].position if number else -1
            after = self._next_place(path, number)
            found.append(self._settled(group, way, before, after))
        return in_order(self._without_stale(found, path), order)

    def _without_stale(self, found: list[list[Placed]], path: list[Way]) -> list[list[Placed]]:
        """A value that its iteration writes over has to be told anew after that, or it was not what is meant."""
        flat = [one for placed in found for one in placed]
        told: dict[str, list[int]] = {}  # the steps at which anything is told of a name
        for one in flat:
            if one.standing == "proved":
                for name in self._names_of(one):
                    told.setdefault(name, []).append(one.position)
        for number, (placed, way) in enumerate(zip(found, path, strict=True)):
            ends = [scope[0] for scope in way.scopes]
            for place, one in enumerate(placed):
                if one.standing == "proved" and ends and self._is_written_over(one, min(ends), told):
                    found[number] = [*placed[:place], one._replace(standing="unplaced"), *placed[place + 1 :]]
                    placed = found[number]
        return found

    def _names_of(self, one: Placed) -> set[str]:
        """The names that a claim tells a change of, or a value."""
        names = {root_of(text.partition("=")[0].strip()) for text in expressions_of(one.statement)}
        return names | {root_of(place) for place, _ in self.walk.steps[one.position].changed}

    def _is_written_over(self, one: Placed, end: int, told: dict[str, list[int]]) -> bool:
        """Whether an iteration writes over a value after it was told, and nothing tells of that."""
        claim = one.statement
        if (
            claim.kind not in ("value", "tick", "numbers")
            or claim.mode not in ("", "is", "bare")
            or one.position >= end
        ):
            return False
        slot = claim.slots[0]
        name = root_of((slot if isinstance(slot, str) else "").partition("=")[0].strip())
        if not name.isidentifier() or any(root_of(place) == name for place, _ in self.walk.steps[one.position].changed):
            return False
        writes = [
            index
            for index in range(one.position + 1, end + 1)
            if any(root_of(place) == name for place, _ in self.walk.steps[index].changed)
            and self.walk.steps[index].frame == self.walk.steps[one.position].frame
        ]
        return bool(writes) and not any(writes[0] <= position <= end for position in told.get(name, ()))

    def _followed(self, ways: list[Way], group: Group) -> list[Way]:
        made: list[Way] = []
        for way in ways:
            made.append(Way(way.position, way.score, (), way, way.scopes))
            for placed in self._options(group, way.position, way.scopes):
                proved = [one for one in placed if one.standing == "proved"]
                if proved:
                    position = max(one.position for one in proved)
                    scopes = self._scopes(group, placed[0].position, way.scopes)
                    made.append(Way(max(position, way.position), way.score + len(proved), placed, way, scopes))
        made.sort(key=lambda way: (-way.score, way.position))
        kept: list[Way] = []
        for way in made:  # of two with as much proved the one that stands earlier; of less only what is earlier still
            if not kept or way.position < kept[-1].position:
                kept.append(way)
            if len(kept) == BEAM:
                break
        return kept
