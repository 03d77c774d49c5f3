"""Logic: BBH, KOR-Bench, RuleTaker, and ZebraLogic's grids and choices."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from tracepile_hf.errors import InputError
from tracepile_hf.evaluation.benchmarks import KOR
from tracepile_hf.evaluation.loading.choices import LETTERS, item
from tracepile_hf.evaluation.loading.item import Row, TaskItem, text_of

Rows = Sequence[Mapping[str, Any]]
HIDDEN: Final = "___"  # what the public copy of ZebraLogic has in place of every value of a solution
SHOTS: Final = 3


def bbh(rows: Rows) -> list[TaskItem]:
    """input, target: `(A)`, Yes or No, or a number."""
    made = []
    for place, row in enumerate(rows):
        question, target = text_of(row, "input"), text_of(row, "target")
        answer = f"So the answer is {target}."
        letter = re.fullmatch(r"\(([A-Z])\)", target)
        if letter:
            options = re.findall(r"^\([A-Z]\) (.*)$", question, re.MULTILINE)
            gold = json.dumps({"options": options, "answer": LETTERS.index(letter[1])})
            made.append(TaskItem(str(place), question, answer, "choice", gold, chance=1 / len(options)))
        elif target in ("Yes", "No"):
            made.append(TaskItem(str(place), question, answer, "label", _label(target, ("Yes", "No")), chance=0.5))
        else:
            made.append(TaskItem(str(place), question, answer, "number", json.dumps({"value": target})))
    return made


def _label(right: str, labels: Sequence[str]) -> str:
    return json.dumps({"labels": list(labels), "answer": right})


def ruletaker(rows: Rows) -> list[TaskItem]:
    """context, question, label, config (depth): the first of either label, as many of one as of the other."""
    labels = ("entailment", "not entailment")
    each = min(sum(text_of(row, "label") == label for row in rows) for label in labels)
    taken: dict[str, int] = defaultdict(int)
    made = []
    for place, row in enumerate(rows):
        label = text_of(row, "label")
        if label not in labels:
            raise InputError(" or ".join(labels), label, f"ruletaker, row {place}")
        if taken[label] == each:
            continue
        taken[label] += 1
        context = text_of(row, "context")
        prompt = f"Facts and rules: {context}\nStatement: {text_of(row, 'question')}"
        gold, group = _label(label, labels), str(row.get("config", ""))
        made.append(TaskItem(str(place), prompt, f"The answer is: {label}.", "label", gold, group, context, 0.5))
    return made


def kor(rows: Rows, beside: Mapping[str, Rows] | None = None, category: str = "") -> list[TaskItem]:
    """idx, question, answer (`[[...]]`), rule_id; `beside`: the data set's rule and three-shot files, by stem.

    On the Hub rule and examples come with each row (rule_content, three_shot) or not at all.
    """
    beside = beside or {}
    rules = {str(rule["idx"]): text_of(rule, "rule_content") for rule in beside.get("rule", ())}
    shots: dict[str, list[Row]] = defaultdict(list)
    for shot in beside.get("three-shot", ()):
        shots[str(shot["rule_id"])].append(shot)
    made = []
    for row in rows:
        rule_id, id = text_of(row, "rule_id"), text_of(row, "idx")
        rule = rules.get(rule_id) or row.get("rule_content")
        if not rule:
            raise InputError(f"the text of rule {rule_id}", "none (rule.jsonl beside sample.jsonl)", f"KOR-Bench, {id}")
        parts = [f"### Rule:\n{rule}"]
        parts += [
            f"### Question:\n{text_of(shot, 'question')}\n\n### Answer:\n{text_of(shot, 'answer')}"
            for shot in shots[rule_id][:SHOTS]
        ]
        parts.append(f"### Question:\n{text_of(row, 'question')}\n\n### Answer:")
        answer = text_of(row, "answer")
        gold = json.dumps({"value": answer, "category": _category(row, category), "rule": rule_id, "idx": id})
        made.append(TaskItem(id, "\n\n".join(parts), answer, "kor", gold, f"rule {rule_id}", rule_id, _kor_chance(row)))
    return made


def _category(row: Row, named: str) -> str:
    """Which of the five a row belongs to: as the caller says, else as the Hub's split says."""
    name = named or str(row["_file"])
    if name not in KOR:
        raise InputError(f"a category among {', '.join(KOR)}", name, "KOR-Bench")
    return name


def _kor_chance(row: Row) -> float:
    return 0.25 if "real_life_answer" in row else 0.0


def zebra_grid(rows: Rows) -> list[TaskItem]:
    """id, size, puzzle, solution (header, rows): who is where in every house."""
    made = []
    for row in rows:
        solution = row["solution"]
        if isinstance(solution, str):
            solution = json.loads(solution)
        header, houses = list(solution["header"]), [list(house) for house in solution["rows"]]
        if any(value == HIDDEN for house in houses for value in house):
            raise InputError(
                "solutions", f"{HIDDEN}: the public copy hides them, the gated one has them", f"item {row['id']}"
            )
        asked = {f"House {house[0]}": dict.fromkeys(header[1:], HIDDEN) for house in houses}
        answer = {f"House {house[0]}": dict(zip(header[1:], house[1:], strict=True)) for house in houses}
        prompt = (
            f"{text_of(row, 'puzzle').strip()}\n\nGive the solution as JSON of this form, every {HIDDEN} filled in:\n"
            f"{json.dumps({'solution': asked}, indent=1)}"
        )
        target = json.dumps({"solution": answer})
        made.append(
            TaskItem(text_of(row, "id"), prompt, target, "grid", json.dumps({"grid": answer}), text_of(row, "size"))
        )
    return made


def zebra_choices(rows: Rows) -> list[TaskItem]:
    """id, puzzle, question, choices, answer."""
    made = []
    for row in rows:
        answer = row.get("answer")
        if answer is None or answer == HIDDEN:
            raise InputError("answers", "none: the public copy hides them, the gated one has them", f"item {row['id']}")
        options = [str(option) for option in row["choices"]]
        question = f"{text_of(row, 'puzzle').strip()}\n\n{text_of(row, 'question').strip()}"
        puzzle = text_of(row, "id").partition("#")[0]
        made.append(item(text_of(row, "id"), question, options, options.index(str(answer)), cluster=puzzle))
    return made
