"""Finds the plan that fits a step: values that are looked up, or that cannot be told as the first plan has it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tracepile_hf.narration.heads import Heads
from tracepile_hf.narration.making import make_plan
from tracepile_hf.narration.memory import Memory
from tracepile_hf.narration.plan import Plan
from tracepile_hf.narration.shape import Key
from tracepile_hf.narration.source import Source, container
from tracepile_hf.narration.values import LONG_CLAUSE, is_closed, is_object, untellable
from tracepile_hf.narration.wording import Wording
from tracepile_hf.places import is_told
from tracepile_hf.records import Step

LONG_HELD: Final = 60  # characters of what a slice or a method works on
_DIGITS: Final = frozenset("0123456789")
_FIRST: Final = frozenset("0123456789-i")  # of a number


class Fitting:
    """Tells the steps of one trace for which a plain look-up of their plan is not enough."""

    def __init__(self, source: Source, memory: Memory) -> None:
        self.source = source
        self.memory = memory

    def fit(
        self, step: Step, key: Key, plan: Plan, values: tuple[str, ...], number: int
    ) -> tuple[str, Heads | None, Plan]:
        """The text of a step by the first plan that fits, with the ways its line is named."""
        known: dict[tuple[str, int], str | None] = {}
        while True:
            if plan.extras:
                missing = self._look_up(plan, step, known)
                if missing:
                    plan = plan.others.get(missing) or self._without(plan, key, missing, missing)
                    continue
                filled: tuple[str, ...] = (*values, *[known[extra] or "" for extra in plan.extras])
            else:
                filled = values
            chosen = number % plan.count
            wording = plan.wordings[chosen] or plan.wording(chosen)
            if wording.look is not None and (wording.sized or not plan.textual):
                unfit = _unfit(wording, wording.look(filled), plan.textual)
                if unfit:
                    less = (unfit, *_objects(values)) if unfit == "numbers" else (unfit,)
                    plan = plan.others.get(less) or self._without(plan, key, less, less)
                    continue
            clause = wording.full(filled)
            if "masks" not in plan.without and ("[ndarray(" in clause or any("`" in value for value in values)):
                masks = frozenset(("masks",))
                plan = plan.others.get(masks) or self._without(plan, key, masks, masks)
                continue
            marked = "<" in clause and clause.count("<") != wording.marks
            if not marked and len(clause) <= plan.limit:
                return clause, plan.ways[chosen], plan
            if not marked and plan.limit < LONG_CLAUSE and len(clause) <= LONG_CLAUSE:
                bad: frozenset[int | str] = frozenset(("repeats",))
            else:
                bad = frozenset(untellable(values) - plan.without)
                if not bad:
                    if "filling" in plan.without or marked:
                        return clause, plan.ways[chosen], plan
                    bad = frozenset(("filling",)) if "stages" in plan.without else frozenset(("stages",))
            plan = plan.others.get(bad) or self._without(plan, key, bad, bad)

    def _without(self, plan: Plan, key: Key, reason: object, more: Iterable[int | str]) -> Plan:
        """The plan that does without something more, kept with this one under that reason."""
        missing = plan.without.union(more)
        first = self.source.plans[key]
        found = first.others.get(("all", missing))
        if found is None:
            found = first.others["all", missing] = make_plan(self.source, key, missing)
        plan.others[reason] = found
        return found

    def _look_up(self, plan: Plan, step: Step, known: dict[tuple[str, int], str | None]) -> tuple[str, ...]:
        """Find what the plan needs beyond the step; the kinds of it that are missing."""
        missing = []
        index, changed, memory = step.index, step.changed, self.memory
        for extra in plan.ordered:  # what was before the step comes before what is after it
            if extra not in known:
                kind, position = extra
                if kind == "place":
                    value: str | None = changed[position][0]
                    value = None if value is None or "`" in value else value
                elif kind == "old":
                    memory.reach(index)
                    place, literal = changed[position]
                    value = memory.value(step.owners[position], place)
                    if value == literal:
                        value = None
                elif kind == "whole":
                    memory.reach(index + 1)
                    value = memory.whole(step.owners[position], container(changed[position][0]))
                else:
                    value = self._other_extra(step, kind)
                if value is not None and "<" in value and not is_told(value):
                    value = None
                known[extra] = value
            if known[extra] is None:
                missing.append(extra[0])
        return tuple(missing)

    def found(self, step: Step, kind: str) -> str | None:
        """What a name, or the like, is found to hold before a step."""
        return self._other_extra(step, kind)

    def _other_extra(self, step: Step, kind: str) -> str | None:
        if kind == "count":
            return str(step.iterations[-1][1])
        if kind == "rounds":
            rounds = step.iterations[-1][1]
            return f"{rounds} iterations" if rounds != 1 else "1 iteration"
        self.memory.reach(step.index)
        owners = (step.frame, step.enclosing, 0)
        if kind.startswith("held "):
            return self._held(owners, kind.removeprefix("held "))
        return "" if self.memory.is_complete(owners, kind.removeprefix("known ")) else None

    def _held(self, owners: tuple[int, ...], name: str) -> str | None:
        """What a name holds, if that is a short string or row that may be filled into an expression."""
        owner = next((owner for owner in owners if self.memory.has(owner, name)), None)
        value = None if owner is None else self.memory.value(owner, name)
        if value is None or len(value) > LONG_HELD or value[0] not in "[('\"" or is_closed(value) or is_object(value):
            return None
        return value


def _objects(values: Iterable[str]) -> list[str]:
    """Which of the values are objects whose class decides how they compare, and which cannot be filled into an
    expression, in the words of `Without`."""
    found = [f"object {number}" for number, value in enumerate(values) if is_object(value)]
    return found + [f"closed {number}" for number, value in enumerate(values) if is_closed(value)]


def _unfit(wording: Wording, looked_at: tuple[str, ...], textual: bool) -> str:
    """What the wording takes for granted and these values do not give: "numbers" or "sized"; else an empty text."""
    if not textual:
        for value in looked_at[: wording.signed]:
            if value[-1] not in _DIGITS or value[0] not in _FIRST:
                return "numbers"
        for value in looked_at[wording.signed : wording.signed + wording.numeric]:
            if (value[-1] not in _DIGITS and not value.endswith("inf")) or value[0] not in _FIRST:
                return "numbers"
    if wording.sized:
        for value in looked_at[wording.signed + wording.numeric :]:
            if value[0] not in "[{'\"":
                return "sized"
    return ""
