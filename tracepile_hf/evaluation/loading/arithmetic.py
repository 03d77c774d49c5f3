"""Word problems and competition mathematics: a number or an expression is the answer."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from tracepile_hf.evaluation.loading.item import Row, TaskItem, text_of
from tracepile_hf.evaluation.scorers.boxed import last_boxed

Rows = Sequence[Mapping[str, Any]]
_NUMBER: Final = re.compile(r"-?\$?\d[\d,]*(?:\.\d+)?|-?\.\d+")


def _number(value: object) -> str:
    """145.0 as 145; other numbers as they are."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _word_problem(place: int, question: str, answer: str, group: str = "", id: str = "") -> TaskItem:
    return TaskItem(
        id or str(place), question.strip(), f"The answer is {answer}.", "number", json.dumps({"value": answer}), group
    )


def gsm8k(rows: Rows) -> list[TaskItem]:
    """question, answer (steps, then `#### value`)."""
    made = []
    for place, row in enumerate(rows):
        answer = text_of(row, "answer").rpartition("####")[2].strip().replace(",", "")
        made.append(_word_problem(place, text_of(row, "question"), answer))
    return made


def gsm_hard(rows: Rows) -> list[TaskItem]:
    """input, target."""
    return [_word_problem(i, text_of(row, "input"), _number(row["target"])) for i, row in enumerate(rows)]


def svamp(rows: Rows) -> list[TaskItem]:
    """Body, Question, Answer, Type, ID."""
    made = []
    for place, row in enumerate(rows):
        body = text_of(row, "Body").strip()
        question = f"{body if body.endswith(('.', ',', '!', '?')) else body + '.'} {text_of(row, 'Question').strip()}"
        answer = row["Answer"]
        value = float(answer) if isinstance(answer, str) else answer
        made.append(_word_problem(place, question, _number(value), text_of(row, "Type"), text_of(row, "ID")))
    return made


def asdiv(rows: Rows) -> list[TaskItem]:
    """body, question, answer (value and unit in brackets: `9 (apples)`), solution_type."""
    made = []
    for place, row in enumerate(rows):
        answer = re.sub(r"\s+\([^()]*\)\s*$", "", text_of(row, "answer")).strip()
        question = f"{text_of(row, 'body').strip()} {text_of(row, 'question').strip()}"
        made.append(_plain(str(place), question, answer, text_of(row, "solution_type")))
    return made


def _plain(id: str, question: str, answer: str, group: str) -> TaskItem:
    """A word problem whose answer is a number, a time, a ratio or a few words."""
    if _NUMBER.fullmatch(answer) or re.fullmatch(r"-?\(?\d+/\d+\)?", answer):
        return TaskItem(id, question, f"The answer is {answer}.", "number", json.dumps({"value": answer}), group)
    return TaskItem(id, question, f"The answer is {answer}.", "words", json.dumps({"value": answer}), group)


def mawps(rows: Rows) -> list[TaskItem]:
    """input or question, target or answer, type."""
    made = []
    for place, row in enumerate(rows):
        value = row.get("target", row.get("answer"))
        if isinstance(value, str):
            value = float(value.replace(",", ""))
        question = text_of(row, "input", "question")
        made.append(_word_problem(place, question, _number(value), str(row.get("type", ""))))
    return made


def math(rows: Rows) -> list[TaskItem]:
    """problem, solution with the answer in \\boxed, or answer; level, type or subject."""
    made = []
    for place, row in enumerate(rows):
        solution = text_of(row, "solution")
        answer = row.get("answer") or last_boxed(solution)
        if not answer:
            answer = solution.rpartition("$")[0].rpartition("$")[2]
        group = text_of(row, "type", "subject")
        gold = json.dumps({"value": answer})
        target = f"{solution}\nFinal Answer: The final answer is ${answer}$. I hope it is correct."
        made.append(
            TaskItem(str(row.get("unique_id", place)), text_of(row, "problem"), target, "expression", gold, group)
        )
    return made


def tabmwp(rows: Rows) -> list[TaskItem]:
    """question, table, table_title, choices, answer, unit, ques_type."""
    made = []
    for place, row in enumerate(rows):
        title = row.get("table_title")
        head = f"Table ({title}):" if title else "Table:"
        question = f"{head}\n{text_of(row, 'table')}\n\n{_asked(row)}"
        answer, id = text_of(row, "answer"), str(row.get("_id", place))
        options = row.get("choices")
        if options:
            gold = json.dumps({"options": list(options), "answer": list(options).index(answer)})
            made.append(
                TaskItem(
                    id, question, f"The answer is {answer}.", "option_text", gold, "multi_choice", _table_key(row),
                    1 / len(options),
                )
            )  # fmt: skip
        else:
            gold = json.dumps({"value": answer.replace(",", "")})
            made.append(
                TaskItem(id, question, f"The answer is {answer}.", "number", gold, "free_text", _table_key(row))
            )
    return made


def _asked(row: Row) -> str:
    question = text_of(row, "question")
    unit, options = row.get("unit"), row.get("choices")
    if options:
        return f"{question}\nChoose from: {', '.join(map(str, options))}."
    return f"{question} (unit: {unit})" if unit else question


def _table_key(row: Row) -> str:
    """Questions about one table are not independent."""
    return text_of(row, "table")[:200]
