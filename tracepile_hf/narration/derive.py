"""What a text says beside the steps, so that the answer follows from it: counts as they grow, values collected, checks.

Everything here is a sentence of its own (docs/claims.md, "derive"), put before or after a step, but for the number of a
run, which stands with the line. `Asides.closing` ends the text: it gets the answer from what was told.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Final

from tracepile_hf import literals
from tracepile_hf.narration.aside import Asides
from tracepile_hf.narration.contrast import compare
from tracepile_hf.narration.past import Past
from tracepile_hf.narration.source import Source
from tracepile_hf.predicates import Names, PredicateError, Scene, evaluate, tree_of
from tracepile_hf.records import Question, Trace

Blanks = dict[str, str]
LONG_LIST: Final = 160  # characters of a list of values that is told again as it grows
MOST_PARTS: Final = 12  # of a sum
MOST_PRINTED: Final = 8  # lines of output that are told again at the end
LONG_VALUE: Final = 60


def asides(trace: Trace, question: Question | None, source: Source) -> Asides:
    """What belongs beside the steps of a trace for a question; nothing where there is none, or of no known kind."""
    found = Asides()
    if question is not None and question.asked and question.kind in _KINDS:
        _KINDS[question.kind](found, Past(trace.steps, source), dict(question.asked), question.answer)
        if len(question.traces) > 1:
            compare(found, question)
    return found


def _nth(text: str) -> int:
    return int("".join(sign for sign in text if sign.isdigit()) or 1)


def _value_after(found: Asides, past: Past, asked: Blanks, answer: str) -> None:
    line, number = asked["line"], _nth(asked["nth"])
    found.number(line, past.runs(int(line)), number)
    found.closing = [f"so after run {number} of line {line}, `{asked['name']}` = {answer}"]


def _branch(found: Asides, past: Past, asked: Blanks, answer: str) -> None:
    line, number = asked["line"], _nth(asked["nth"])
    found.number(line, past.runs(int(line)), number)
    found.closing = [f"so at test {number} of line {line}, `{asked['condition']}` is {answer}"]


def _next_line(found: Asides, past: Past, asked: Blanks, answer: str) -> None:
    line, number = asked["line"], _nth(asked["nth"])
    found.number(line, past.runs(int(line)), number)
    found.closing = [f"so after run {number} of line {line}, line {answer} is next"]


def _number_calls(found: Asides, past: Past, name: str, last: int) -> None:
    calls = past.calls(name)
    for number, (first, _) in enumerate(calls[:last], 1):
        found.after[first] = [f"this is call {number} of `{name}`"]
    found.counted = (f"calls {{}} to {{}} of `{name}` are among these", calls)


def _call_arguments(found: Asides, past: Past, asked: Blanks, answer: str) -> None:
    number = _nth(asked["nth"])
    _number_calls(found, past, asked["function"], number)
    found.closing = [f"so the arguments of call {number} of `{asked['function']}` are {answer}"]


def _call_result(found: Asides, past: Past, asked: Blanks, answer: str) -> None:
    number = _nth(asked["nth"])
    _number_calls(found, past, asked["function"], number)
    found.closing = [f"so call {number} of `{asked['function']}` returns {answer}"]


def _value_at_return(found: Asides, past: Past, asked: Blanks, answer: str) -> None:
    name = asked["call"].split("`")[1]
    which = ""
    if " call of" in asked["call"]:
        number = _nth(asked["call"].partition(" call of")[0])
        _number_calls(found, past, name, number)
        which = f"call {number} of "
    found.closing = [f"so when {which}`{name}` returns, `{asked['name']}` = {answer}"]


def _printed_line(found: Asides, past: Past, asked: Blanks, answer: str) -> None:
    number, ended = _nth(asked["nth"]), 0
    for step in past.steps:
        if step.event == "print" and "\n" in step.stdout:
            ended += step.stdout.count("\n")
            found.after[step.index] = [f"the output has {ended} line{'s' if ended != 1 else ''} so far"]
            if ended >= number:
                break
    found.closing = [f"so line {number} of the output is {answer}"]


def _exception(found: Asides, past: Past, asked: Blanks, answer: str) -> None:
    number = _nth(asked["which"]) if any(sign.isdigit() for sign in asked["which"]) else 1
    found.closing = [f"so exception {number} of the run is {answer}"]


def _all_values(found: Asides, past: Past, asked: Blanks, answer: str) -> None:
    name = asked["name"]
    functions = {step.frame: step.function for step in past.steps if step.event == "call"}
    where = asked["where"].split("`")[1] if "`" in asked["where"] else ""
    frames = [
        frame
        for frame, text in past.courses
        if text == name and functions.get(frame, "").rpartition(".")[2] == where and bool(frame) == bool(where)
    ]
    values = past.values(frames[0], name) if frames else []
    for number, (index, _) in enumerate(values, 1):
        shown = "[" + ", ".join(value for _, value in values[:number]) + "]"
        if number > 1 and len(shown) <= LONG_LIST and past.steps[index].frame == frames[0]:
            found.after[index] = [f"so far `{name}` has taken the values {shown}"]
    found.closing = [f"in all, `{name}` takes the values {answer}"]


def _first_moment(found: Asides, past: Past, asked: Blanks, answer: str) -> None:
    line, name, relation, bound = int(asked["line"]), asked["name"], asked["relation"], asked["bound"]
    rounds = past.rounds(line)[0]
    for number, header in enumerate(rounds[1 : int(answer) + 1], 1):
        value = past.value(header.frame, name, header.index - 1)
        verdict = "" if number == int(answer) else "not "
        place = past.opening(header)
        if value is not None and place == header.index:
            found.before[place] = [
                f"iteration {number} ends with `{name}` = {value}, which is {verdict}{relation} {bound}"
            ]
    found.closing = [
        f"so iteration {answer} of the loop on line {line} is the first that ends with `{name}` {relation} {bound}"
    ]


def _iteration_change(found: Asides, past: Past, asked: Blanks, answer: str) -> None:
    line, first, second = int(asked["line"]), int(asked["first"]), int(asked["second"])
    rounds = past.rounds(line)[0]
    start, end = rounds[first - 1], rounds[second - 1]
    names = [name for frame, name in past.courses if frame == start.frame]
    held = [
        f"`{name}` = {value}"
        for name in names
        if (value := past.value(start.frame, name, start.index)) is not None and len(value) <= LONG_VALUE
    ]
    if held:
        found.after[start.index] = [f"now {_joined(held[:8])}"]
    where = f"from iteration {first} to iteration {second} of the loop on line {line}"
    for name in names:
        before, after = (past.value(start.frame, name, step.index) for step in (start, end))
        if after is None or len(after) > LONG_VALUE or (before is not None and len(before) > LONG_VALUE):
            continue
        if before is None:
            found.closing.append(f"{where}, `{name}` is new with {after}")
        elif before == after:
            found.closing.append(f"{where}, `{name}` stays {after}")
        else:
            found.closing.append(f"{where}, `{name}` goes from {before} to {after}")
    changed = [sentence for sentence in found.closing if " stays " not in sentence]
    found.closing = [*[one for one in found.closing if " stays " in one][:2], *changed]
    found.closing.append(
        f"so what differs between iterations {first} and {second} of the loop on line {line} is {answer}"
    )


def _joined(clauses: list[str]) -> str:
    return clauses[0] if len(clauses) == 1 else ", ".join(clauses[:-1]) + " and " + clauses[-1]


def _invariant(found: Asides, past: Past, asked: Blanks, answer: str) -> None:
    line, condition = int(asked["line"]), asked["condition"]
    runs = past.runs(line)
    scene = Scene(past.steps, past.courses)
    for number, (_, last) in enumerate(runs, 1):
        names = scene.at(last)
        try:
            holds = bool(evaluate(condition, names))
            sides = _sides(condition, names)
        except PredicateError:
            return
        told = f"after run {number} of line {line}, `{condition}` {'holds' if holds else 'fails'}{sides}"
        if holds:
            found.after[last] = [told]
            continue
        found.closing = [told, f"so `{condition}` fails after run {number} of line {line}: {answer}"]
        return
    found.closing = [f"so `{condition}` holds after all {len(runs)} runs of line {line}: {answer}"]


def _sides(condition: str, names: Names) -> str:
    """Both sides of a comparison with what they are worth; nothing for a condition of another form."""
    tree = tree_of(condition)
    if not isinstance(tree, ast.Compare) or len(tree.ops) != 1:
        return ""
    left, right = ast.unparse(tree.left), ast.unparse(tree.comparators[0])
    sign = condition.removeprefix(left).removesuffix(right).strip()
    if sign not in ("<", "<=", ">", ">=", "=="):
        return ""
    values = [literals.render(evaluate(side, names)) for side in (left, right)]
    return f", as {values[0]} {sign} {values[1]}" if max(map(len, values)) <= LONG_VALUE else ""


def _line_count(found: Asides, past: Past, asked: Blanks, answer: str) -> None:
    line = int("".join(sign for sign in asked["what"] if sign.isdigit()))
    if asked["what"].startswith("the body"):
        counts = [sum(map(past.begins, run)) for run in past.rounds(line)]
        subject = f"the body of the loop on line {line}"
    else:
        runs = past.runs(line)
        found.number(str(line), runs)
        groups: dict[object, int] = {}
        for first, _ in runs:
            step = past.steps[first]
            key = (step.frame, step.iterations[:-1])
            groups[key] = groups.get(key, 0) + 1
        counts = list(groups.values())
        subject = f"line {line}"
    counts = [count for count in counts if count]
    added = 1 < len(counts) <= MOST_PARTS and max(counts) > 1
    total = f"{' + '.join(map(str, counts))} = {answer}" if added else answer
    found.closing = [f"so {subject} runs {total} times in all"]


def _recursion_depth(found: Asides, past: Past, asked: Blanks, answer: str) -> None:
    name = asked["function"]
    open_frames: set[int] = set()
    calls = {first for first, _ in past.calls(name)}
    for step in past.steps:
        if step.index in calls:
            open_frames.add(step.frame)
            count = len(open_frames)
            found.after[step.index] = [
                f"now {count} call{'s' if count != 1 else ''} of `{name}` {'are' if count != 1 else 'is'} active"
            ]
        elif step.event == "return":
            open_frames.discard(step.frame)
    found.plain_depth = False
    found.closing = [f"so at most {answer} calls of `{name}` are active at the same time"]


def _output(found: Asides, past: Past, asked: Blanks, answer: str) -> None:
    printed = "".join(step.stdout for step in past.steps if step.event == "print").splitlines()
    if past.steps and "program" not in asked["what"].split(" `")[0]:
        return
    if 1 < len(printed) <= MOST_PRINTED and sum(map(len, printed)) <= 300:
        found.closing = ["in all, the program prints " + ", ".join(map(repr, printed))]


def _nothing(found: Asides, past: Past, asked: Blanks, answer: str) -> None:
    """All that is said beside the steps comes from the comparison of runs."""


_KINDS: Final[dict[str, Callable[[Asides, Past, Blanks, str], None]]] = {
    "value_after_line": _value_after,
    "container_state": _value_after,
    "branch": _branch,
    "next_line": _next_line,
    "call_arguments": _call_arguments,
    "call_result": _call_result,
    "value_at_return": _value_at_return,
    "printed_line": _printed_line,
    "exception": _exception,
    "all_values": _all_values,
    "first_moment": _first_moment,
    "iteration_change": _iteration_change,
    "invariant": _invariant,
    "line_count": _line_count,
    "recursion_depth": _recursion_depth,
    "output": _output,
    "what_if": _output,
    "input_prediction": _nothing,
}
