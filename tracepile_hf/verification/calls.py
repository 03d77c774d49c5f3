"""Calls as text, `f(2, n=[3])`, against call steps: the function's name and every argument."""

from __future__ import annotations

import ast
import re
from typing import Any, Final

from tracepile_hf.literals import is_value
from tracepile_hf.records import Step
from tracepile_hf.verification.atoms import split_arguments
from tracepile_hf.verification.expression import evaluate, parse_expression, written
from tracepile_hf.verification.source import Function
from tracepile_hf.verification.state import Known, Unknown
from tracepile_hf.verification.walk import Refutation, Walk

_KEYWORD: Final = re.compile(r"([^\W\d]\w*)\s*=(?!=)\s*(.+)", re.DOTALL)
_OWN: Final = frozenset({"self", "cls"})


def split_call(text: str) -> tuple[str, list[str] | None]:
    """`f(2, 3)` -> ("f", ["2", "3"]); a bare name has no arguments (None)."""
    name, opening, rest = text.partition("(")
    if not opening:
        return text.strip(), None
    return name.strip(), split_arguments(rest.rstrip().removesuffix(")"))


def is_function(name: str, step: Step, walk: Walk) -> bool:
    """Whether `name` names the function of a step: its qualified name, a tail of it, its class for `__init__`, a method
    of some object, or a variable that holds it in the caller."""
    function = step.function
    if function == name or function.endswith((f".{name}", f".{name}.__init__")):
        return True
    if function == name + ".__init__":
        return True
    if "." in name and "." in function and name.rpartition(".")[2] == function.rpartition(".")[2]:
        return _is_receiver(name.rpartition(".")[0], step, walk)
    return _holds(name, step, walk)


def _is_receiver(text: str, step: Step, walk: Walk) -> bool:
    """Whether an expression of the caller was worth what the method got as `self`, when the call was made."""
    index = walk.timeline.call_of.get(step.frame)
    call = walk.steps[index] if index is not None else step
    tree = parse_expression(text)
    if tree is None or not call.arguments or call.arguments[0][0] not in _OWN:
        return False
    receivers = {
        written(node.func.value) for node in _calls_written(call, walk) if isinstance(node.func, ast.Attribute)
    }
    if receivers and written(tree) not in receivers and not _is_class(written(tree), call):
        return False
    caller = walk.timeline.caller.get(call.frame, 0)

    def resolve(node: ast.expr) -> Any:
        if isinstance(node, ast.Name):
            return walk.state.lookup(node.id, caller, call.index - 1).value
        raise Unknown(f"{written(node)} is evaluated by its parts")

    try:
        if isinstance(tree, ast.Name):  # a class has no literal, but a text that can be compared
            return walk.state.lookup(tree.id, caller, call.index - 1).is_said(call.arguments[0][1])
        return Known(None, evaluate(tree, resolve)).is_said(call.arguments[0][1])
    except Unknown:
        return False


def _is_class(text: str, call: Step) -> bool:
    """Whether a receiver is the class that the method was found in, by its name."""
    return text == call.function.rpartition(".")[0].rpartition(".")[2]


def _holds(name: str, step: Step, walk: Walk) -> bool:
    if not name.isidentifier() or step.event != "call":
        return False
    caller = walk.timeline.caller.get(step.frame, 0)
    try:
        text = walk.state.lookup(name, caller, step.index - 1).text
    except Unknown:
        return False
    return text == f"<function {step.function}>" or text == f"<function {step.function.rpartition('.')[2]}>"


def require_arguments(given: list[str] | None, step: Step, walk: Walk) -> None:
    """Raises `Refutation` unless the given arguments are those of the call step. None: none are told."""
    if given is None:
        return
    arguments = list(step.arguments)
    if [literal for _, literal in arguments] == given and _is_plain(walk.source.function_at(step.line, step.function)):
        return
    for first in (0, 1) if arguments and arguments[0][0] in _OWN else (0,):
        fault = _fault(given, arguments[first:], step, walk)
        if not fault:
            return
    told = ", ".join(f"{name}={literal}" for name, literal in arguments)
    raise Refutation(f"expected {step.function}({told}) at step {step.index}, got {fault}", told)


def _fault(given: list[str], arguments: list[tuple[str, str]], step: Step, walk: Walk) -> str:
    """What is wrong with the given arguments; empty if nothing is."""
    left = dict(arguments)
    node = walk.source.function_at(step.line, step.function)
    plain, only, rest, others = _ways_to_give(node, [name for name, _ in arguments])
    place = 0
    extra: list[str] = []  # what `*args` gets
    named: list[tuple[str, str]] = []  # what `**kwargs` gets
    for text in given:
        keyword = _KEYWORD.fullmatch(text)
        if keyword is not None and keyword[1] in left:
            name, said = keyword[1], keyword[2]
            if name in only:
                return f"{name} by its name"
        elif keyword is not None and is_value(keyword[2]):
            if not others:
                return f"the argument {keyword[1]}"
            named.append((keyword[1], keyword[2]))
            continue
        elif place < len(plain):
            name, said = plain[place], text
            place += 1
        elif rest:
            extra.append(text)
            continue
        else:
            return f"one argument too many, {text}"
        if name not in left:
            return f"{name} twice"
        if not Known(left.pop(name)).is_said(said):
            return f"{name}={said}"
    if extra and not Known(left.pop(rest, "()")).is_said(f"({', '.join(extra)},)"):
        return ", ".join(extra)
    if named and not Known(left.pop(others, "{}")).is_said(
        "{" + ", ".join(f"{name!r}: {said}" for name, said in named) + "}"
    ):
        return ", ".join(f"{name}={said}" for name, said in named)
    optional = walk.source.defaults.get((step.line, step.function.rpartition(".")[2]), frozenset())
    missing = [name for name, literal in left.items() if name not in optional or _was_given(name, literal, step, walk)]
    return f"no {missing[0]}" if missing else ""


def _is_plain(node: Function | None) -> bool:
    """Whether a function takes all its arguments in their places."""
    return node is None or not (node.args.vararg or node.args.kwarg or node.args.kwonlyargs)


def _ways_to_give(node: Function | None, names: list[str]) -> tuple[list[str], frozenset[str], str, str]:
    """The parameters that may be given by their place, those that may be given in no other way, and the names of
    `*args` and `**kwargs` (empty if there are none)."""
    if node is None:
        return names, frozenset(), "", ""
    own = node.args
    by_name = {argument.arg for argument in own.kwonlyargs}
    rest = own.vararg.arg if own.vararg is not None else ""
    others = own.kwarg.arg if own.kwarg is not None else ""
    plain = [name for name in names if name not in by_name and name not in (rest, others)]
    return plain, frozenset(argument.arg for argument in own.posonlyargs), rest, others


def _was_given(parameter: str, literal: str, step: Step, walk: Walk) -> bool:
    """Whether an argument that has a default was given all the same: then it belongs to the call as it is told.

    Seen in the call as it is written; where none on the caller's line can be the one, in the value.
    """
    if literal in ("()", "{}") and parameter in walk.source.collecting(step.line, step.function):
        return False  # `*args` and `**kwargs` that got nothing
    if parameter in walk.source.collecting(step.line, step.function):
        return True
    node = walk.source.function_at(step.line, step.function)
    if node is None:
        return True
    listed = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
    place = listed.index(parameter) if parameter in listed else 10**6
    if step.index == walk.timeline.entry:
        case = walk.trace.case
        shift = 1 if listed[:1] and listed[0] in _OWN else 0
        return place < len(case.arguments) + shift or parameter in dict(case.keyword_arguments)
    calls = _calls_written(step, walk)
    if not calls:
        default = walk.source.default_of(step.line, step.function, parameter)
        return default is None or default != literal
    shift = 1 if listed[:1] and listed[0] in _OWN else 0
    return all(_gives(call, parameter, place - shift) for call in calls)


def _gives(call: ast.Call, parameter: str, place: int) -> bool:
    if any(isinstance(argument, ast.Starred) for argument in call.args) or any(
        word.arg is None for word in call.keywords
    ):
        return True
    return place < len(call.args) or any(word.arg == parameter for word in call.keywords)


def _calls_written(step: Step, walk: Walk) -> list[ast.Call]:
    """The calls on the caller's line that may be the one of a step: by the last part of its name."""
    caller = walk.timeline.caller.get(step.frame, 0)
    last = walk.timeline.last_of(caller, step.index)
    if last < 0:
        return []
    names = {step.function.rpartition(".")[2]}
    if "__init__" in names:
        names = {step.function.split(".")[-2]}
    nodes = [node for node in walk.source.expressions_at(walk.steps[last].line) if isinstance(node, ast.Call)]
    return [node for node in nodes if written(node.func).rpartition(".")[2] in names]
