"""Multiple choice: options and the letter of the right one."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from tracepile_hf.errors import InputError
from tracepile_hf.evaluation.loading.item import Row, TaskItem, text_of

Rows = Sequence[Mapping[str, Any]]
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def item(id: str, question: str, options: Sequence[str], right: int, group: str = "", cluster: str = "") -> TaskItem:
    """A question with its options listed under it as (A), (B), ..."""
    if not 0 <= right < len(options):
        raise InputError(f"a right option among {len(options)}", str(right), f"item {id}")
    listed = "\n".join(f"({letter}) {option}" for letter, option in zip(LETTERS, options, strict=False))
    gold = json.dumps({"options": list(options), "answer": right})
    target = f"The answer is ({LETTERS[right]})."
    prompt = f"{question.strip()}\n{listed}"
    return TaskItem(id, prompt, target, "choice", gold, group, cluster, 1 / len(options))


def mmlu(rows: Rows) -> list[TaskItem]:
    """question, choices, answer (0 to 3), type or subject."""
    made = []
    for place, row in enumerate(rows):
        group = str(row.get("type") or row.get("subject") or row["_file"])
        made.append(item(str(place), text_of(row, "question"), row["choices"], int(row["answer"]), group))
    return made


# The annotators' findings for which no option is right, or the question cannot be answered as it stands.
_FAULTY: Final = (
    "no_correct_answer",
    "multiple_correct_answers",
    "bad_question_clarity",
    "bad_options_clarity",
    "expert",
)
_KNOWN: Final = {"ok", "wrong_groundtruth", *_FAULTY}


def redux(rows: Rows) -> list[TaskItem]:
    """question, choices, answer, error_type, correct_answer: faulty questions left out, wrong keys mended."""
    made = []
    for place, row in enumerate(rows):
        finding = "_".join(text_of(row, "error_type").lower().split())
        if finding not in _KNOWN:
            raise InputError(
                f"an error_type among {', '.join(sorted(_KNOWN))}", finding, f"{row['_file']}, row {place}"
            )
        if finding in _FAULTY:
            continue
        options = _options(row["choices"])
        right = int(float(text_of(row, "answer")))
        if finding == "wrong_groundtruth":
            mended = _mended(str(row.get("correct_answer") or ""), options)
            if mended is None:
                continue
            right = mended
        group = str(row["_file"]).removeprefix("mmlu_")
        made.append(item(f"{group}/{place}", text_of(row, "question"), options, right, group))
    return made


def _options(value: object) -> list[str]:
    """A list, or its text: as Python writes one, or as numpy does, without commas."""
    if isinstance(value, list):
        return [str(option) for option in value]
    text = str(value).strip()
    try:
        read = ast.literal_eval(text)
    except (SyntaxError, ValueError):
        read = None
    if isinstance(read, list) and len(read) > 1:
        return [str(option) for option in read]
    # numpy's form leaves out the commas, and Python joins neighbouring texts into one
    return [ast.literal_eval(part) for part in re.findall(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"", text)]


def _mended(text: str, options: Sequence[str]) -> int | None:
    """The annotators' right option, given as a number, a letter or the option's own text."""
    text = text.strip()
    if re.fullmatch(r"[0-9](?:\.0)?", text):
        number = int(text[0])
        return number if number < len(options) else None
    if re.fullmatch(r"[A-Da-d]", text):
        return LETTERS.index(text.upper())
    return next((place for place, option in enumerate(options) if option.strip() == text), None)


def mathqa(rows: Rows) -> list[TaskItem]:
    """problem, options (`a ) 12 , b ) 16 , ...`), correct, type (category on the Hub)."""
    made = []
    for place, row in enumerate(rows):
        options = [option.strip(" ,") for option in re.split(r"\b[a-e] \) ", text_of(row, "options"))[1:]]
        right = "abcde".index(text_of(row, "correct"))
        made.append(
            item(
                str(place),
                text_of(row, "problem", "Problem"),
                options,
                right,
                str(row.get("type", row.get("category", ""))),
            )
        )
    return made


def sat(rows: Rows) -> list[TaskItem]:
    """question, options (`A) ... B) ...` or `A. ... B. ...`), Answer."""
    made = []
    for row in rows:
        options = [option.strip() for option in re.split(r"(?:^|\s)[A-D][).] ", text_of(row, "options"))[1:]]
        made.append(item(text_of(row, "id"), text_of(row, "question"), options, LETTERS.index(text_of(row, "Answer"))))
    return made


def agieval(rows: Rows) -> list[TaskItem]:
    """question, options (`(A)2`), label; on the Hub query, choices, gold."""
    made = []
    for place, row in enumerate(rows):
        options = [re.sub(r"^\([A-Z]\)\s*", "", str(option)) for option in _listed(row)]
        label = row.get("label")
        right = LETTERS.index(str(label)) if label is not None else int(row["gold"][0])
        question = text_of(row, "question", "query")
        question = re.sub(r"^Q: ", "", question).partition(" Answer Choices:")[0]
        made.append(item(str(place), question, options, right))
    return made


def _listed(row: Row) -> Sequence[str]:
    options: Sequence[str] = row.get("options") or row["choices"]
    return options
