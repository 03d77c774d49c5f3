"""The surface forms of docs/claims.md as patterns over normalised skeletons (lower case, single spaces).

In a pattern `{E}` is an expression in backticks, `{A}` a literal, bare or in backticks, `{N}` a bare number, `{C}` a
chain (`x + y` = 2 + 3 = 5, or only its last part), `{L}` a list of literals. Slots are captured in order. Where several
forms match at one place, the one higher up wins. This module knows no trace and no values.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

# Signs and brackets are few: a long row of them would be gone through again from every one of them.
_PART: Final = r"(?<![-+~\(])[-+~\(]{0,20}[\x01\x02]\){0,20}"
_STAGE: Final = rf"{_PART}(?: (?:\+|-|\*\*?|//?|%|<<|>>|&|\||\^|<=?|>=?|==|!=) {_PART}){{0,30}}"
_SLOTS: Final = {
    "{E}": r"(\x01)",
    "{A}": r"([\x01\x02])",
    "{N}": r"(\x02)",
    "{C}": rf"({_STAGE}(?: = {_STAGE}){{0,20}})",
    "{L}": r"([\x01\x02](?:(?:, and | and |, )[\x01\x02])*)",
}

_START: Final = r"(?:^|(?<=; )|(?<=, and )|(?<=, then )|(?<=, and then ))"
_LEAD: Final = (
    r"(?:(?:on|at|then,?|then,? on|now,?|now,? on|next,?|next,? on|after that,|after that, on|next comes|then comes"
    r"|we reach|we come to|control reaches) )?"
)
_ENDS: Final = r"(?:ends|is done|is over|finishes|stops|comes to its end)"
_RELATION: Final = (
    r"(less than or equal to|greater than or equal to|less than|greater than|equal to|at most|at least|smaller than"
    r"|larger than|the same as|different from)"
)
_IS: Final = (
    r"(?:is|holds|now holds|equals|evaluates to|has the value|comes to|starts as|starts at|which is|which holds"
    r"|which now holds|now)"
)
_AFTERWARDS: Final = "(?:,? which (?:is now|now holds|holds) {C})?"
_STAYS: Final = r"(?:is still|still holds|stays at|stays|remains at|remains)"
_MOVES: Final = r"(goes|changes|rises|falls|grows|moves|drops|shrinks)"


class Form(NamedTuple):
    """One row of the grammar: kind and mode of the claim it makes, and its pattern."""

    kind: str
    mode: str
    pattern: str


# Wordings that lead up to a claim, or round it off: harmless where a claim of one of these kinds stands in the sentence
# (after them, unless the mode begins with "*"), unread elsewhere.
LEADS: Final = (
    Form("lead", "call", "(?:makes a call (?:and|that)|from here|needs the|hands over to the|steps into the)(?= )"),
    Form("lead", "return", "(?:is the end of the call|ends (?:the|this) call|closes this call|finishes|at its end)"),
    Form("lead", "return", "(?:brings the call to its end|the call is over|that is the end of the body)"),
    Form("lead", "leave raise", "stops here"),
    Form("lead", "restart", "(?:cuts this round short|leaves the rest of the body out)"),
    Form(
        "lead", "yield", "(?:pauses(?: here)?|has a value to give|reaches its yield|this goes on|in turn|at this point)"
    ),
    Form("lead", "print", "lets the program print"),
    Form("lead", "raise", "(?:stops with an exception|breaks off|ends abruptly|as a result|at this point)"),
    Form("lead", "passes", "from there"),
    Form("lead", "*uncaught", "(?:so the run ends|ends the run|so the program ends here)"),
    Form("lead", "loop_end", "(?:this time|as it turns out)"),
    Form("lead", "binding", "(?:does little|makes names available)"),
    Form("lead", "*binding", "which runs when it is called"),
    Form("lead", "unset", "(?:is carried out|is run|has its turn)"),
    Form("lead", "value change comparison condition membership truthiness emptiness", "it turns out that"),
    Form("lead", "", "(?:asks about|works out|carries out|does its work|takes effect|has this effect)"),
    Form("lead", "", "(?:(?:goes through|compares|works through) the (?:cases|patterns)|looks at the cases in turn)"),
)
FOLD_LEADS: Final = (
    Form("lead", "", "(?:go on in this way|work alike|run likewise|follow|in brief|come next|are run in turn)"),
)

PROSE: Final = (
    *LEADS,
    # control flow, anchors with a line number
    Form("skip", "line", "line {N} is skipped"),
    Form("skip", "lines", "lines {N} to {N} are skipped"),
    Form("skip", "body", "the body is (?:skipped|not entered)"),
    Form("skip", "else", "no else branch"),
    Form("back", "", r"(?:back (?:on|at|in)|returning to) line {N}(?: \((?:stack )?depth {N}\))?"),
    Form("back", "", r"line {N}(?: \((?:stack )?depth {N}\))? (?:resumes|picks up again|carries on)"),
    Form("next", "", "(?:so )?line {N} is next"),
    Form(
        "next",
        "",
        "(?:goes on to|jumps to|continues with|goes back to|moves on to) line {N}",
    ),
    Form("next", "back", "control returns to line {N}"),
    Form("catch", "", "the exception is caught on line {N}"),
    Form("passes", "", "the exception (?:travels on to|reaches) line {N}"),
    Form("uncaught", "", "nothing catches it"),
    Form("calling", "", "(?:makes|needs|leads into) a call"),
    Form("calling", "", "(?:calls|hands over to|steps into) a function"),
    Form(
        "resuming",
        "",
        "(?:asks the generator for another item|turns to the generator again|goes back to its generator)",
    ),
    Form("resuming", "", "(?:lets the generator go on|wants another item from the generator)"),
    Form("resuming", "", "hands control back to the generator"),
    Form("assertion", "", "(?:as it should be|and the run goes on)"),
    Form("retrospect", "never", "line {N} never ran in it"),
    Form("retrospect", "times", "line {N} ran {N} times? in it"),
    Form("retrospect", "once", "line {N} ran once in it"),
    Form("line", "", _START + _LEAD + r"line {N}(?: \(visit {N}\))?"),
    Form("loop_end", "early", "the loop on line {N} stops early in iteration {N}"),
    Form("loop_end", "", "the loop on line {N} " + _ENDS + " after {N} iterations?"),
    Form("loop_end", "count_first", "after {N} iterations?,? the loop on line {N} " + _ENDS),
    Form("loop_end", "never", "the loop on line {N} (?:does not run at all|is not entered|has nothing to run over)"),
    Form(
        "iteration", "loop_first", "the loop on line {N} (?:begins|starts|enters|goes into|moves on to) iteration {N}"
    ),
    Form("restart", "", "goes to the next iteration of the loop on line {N}"),
    Form("leave", "", "the loop on line {N} is left"),
    Form("leave", "", "breaks out of the loop on line {N}"),
    Form("iteration", "", "(?:in )?iteration {N} of the loop on line {N}(?: begins| starts)?"),
    Form("branch", "", r"the (if|else) branch(?: on line {N})? (?:is taken|runs)"),
    Form("branch", "body", "the body(?: on line {N})? runs"),
    # calls and what ends them
    Form("return", "caller", r"(?:{E} )?(?:\((?:stack )?depth {N}\) )?returns to its caller"),
    Form("return", "", r"(?:{E} )?(?:\((?:stack )?depth {N}\) )?(?:returns|gives back|hands back|returning) {C}"),
    Form("yield", "caller", "(?:{E} )?(?:in turn )?yields to its caller"),
    Form("yield", "", "(?:{E} )?(?:in turn )?(?:yields|hands out) {C}"),
    Form("call", "enter", "{E} is entered"),
    Form("call", "enter", "(?:enters|goes into|steps into) {E}"),
    Form("call", "", "(?:calls|call of|calling|call|is called as|we trace) {E}"),
    Form("depth", "", r"\((?:stack )?depth {N}\)"),
    Form("depth", "", "at depth {N}"),
    Form("raise", "", "raises {A}"),
    Form("print", "", "writes {A} to the output"),
    Form("print", "", "(?:prints|printing|outputs|shows) {A}"),
    Form("input", "", "(?:the input is|the program reads) {A}"),
    Form("none", "", "the program runs from the top"),
    # states that begin with a verb
    Form("element", "last", "appends {C} to {E}" + _AFTERWARDS),
    Form("element", "last", "puts {C} at the end of {E}" + _AFTERWARDS),
    Form("element", "in", "(?:pushes|adds|inserts) {C} (?:onto|to|into) {E}" + _AFTERWARDS),
    Form("element", "out", "(?:pops|takes|removes) {C} from {E}" + _AFTERWARDS),
    Form("value", "set", "sets {E} to {C}"),
    Form("value", "set", "binds {E} to {C}"),
    Form("value", "set", "gives {E} the value {C}"),
    Form("value", "set", "leav(?:es|ing) {E} (?:at|as) {C}"),
    Form("value", "put", "(?:stores|puts) {C} in(?:to)? {E}"),
    Form("value", "put", "assigns {C} to {E}"),
    Form("value", "put", "writes {C} (?:in)?to {E}"),
    Form("binding", "defines", "defines {E}"),
    Form("binding", "imports", "imports {L}"),
    Form("length", "", "the length of {E} is (?:now )?{N}"),
    Form("length", "of", "{E} (?:now )?has {N} (elements?|items?|entry|entries|characters?|keys?)"),
    Form("unset", "", "(?:nothing|no variable) changes"),
    Form("unset", "print", "nothing is printed"),
    # states that begin with a value
    Form("comparison", "", "{C}(?:,? which)? is (not )?" + _RELATION + " {C}"),
    Form("membership", "", "{C}(?:,? which)? is (not )?in {E}"),
    Form("emptiness", "", "{E} is (?:now |still )?(not )?empty"),
    Form("order", "", "{E} is (?:now |still )?(not )?sorted"),
    Form("truthiness", "", "{E} (is truthy|is falsy|counts as true|counts as false)"),
    Form("absence", "", "{E} is (not bound|removed|deleted)"),
    Form("unchanged", "", "{E} (?:is unchanged|stays the same|does not change)"),
    Form("condition", "", "{E} (is true|is false|does not hold|fails|succeeds|holds(?! [\x01\x02]))"),
    Form("change", "", "{E} " + _MOVES + " from {A} to {C}"),
    Form("change", "was", "{E} was {A} and is now {C}"),
    Form("value", "stays", "{E},? " + _STAYS + " {C}"),
    Form("value", "becomes", "{E},? (?:becomes|is now|which is now) {C}"),
    Form("value", "set", "{E} (?:gets|is set to|takes the value) {C}"),
    Form("value", "is", "{E},? " + _IS + " {C}"),
    Form("value", "", "{E} = {C}"),
)

OPENERS: Final = (
    Form("fold_iterations", "", "^(?:then,? )?(?:in )?iterations {N} to {N} of the loop on line {N}"),
    Form("fold_rest", "", "^(?:then,? )?(?:in )?the remaining {N} iterations? of the loop on line {N}"),
    Form("fold_call", "", "^(?:then,? )?the call {E} (?:runs {N} lines? and )?returns {C}"),
)

FOLD: Final = (
    *FOLD_LEADS,
    Form("fold_change", "", "{E} " + _MOVES + " from {A} to {A}"),
    Form("fold_end", "", "{E} (?:=|is) {A} at the end"),
    Form("fold_values", "", "{E} takes the values? {L}"),
    Form("fold_always", "", "{E} (?:is )?always {A}"),
    Form("fold_never", "", "{E} is never {A}"),
    Form("fold_constant", "", "{E} never changes"),
    Form("fold_only", "", "{E} only (rises|falls)"),
    Form("fold_times", "", "{E} is {A} {N} times?"),
    Form("fold_line", "", "line {N} runs {N} times?"),
    Form("fold_line", "never", "line {N} never runs"),
    Form("fold_print", "", "prints {L}"),
    Form("fold_print", "nothing", "nothing is printed"),
    Form("fold_calls", "nothing", "no call is made"),
    Form("fold_calls", "", "{N} calls? of {E} (?:are|is) made"),
)

RECAPS: Final = (
    Form("none", "", "^in total,?"),
    Form("recap_line", "", "line {N} runs {N} times?"),
    Form("recap_loop", "", "the loop on line {N} runs {N} iterations?"),
    Form("recap_calls", "", "{E} is called {N} times?"),
    Form("recap_print", "", "the program prints {N} lines?"),
    Form("recap_end", "", "^finally,? {E} (?:=|is) {C}"),
    Form("recap_steps", "", "^the whole run takes {N} steps?"),
    Form("recap_depth", "", "^the recursion is {N} deep"),
)
RECAP_OPENING: Final = re.compile("in total|finally|the whole run takes|the recursion is ")


_GROUP: Final = re.compile(r"(?<!\\)\((?!\?)")  # opens a capturing group
_START_OF_FORM: Final = re.compile(r"(?<![\w'])[a-z]|[\x01\x02(+~-]")
_SIGNS_OF_SLOTS: Final = {"{E}": "\x01", "{A}": "\x01\x02", "{N}": "\x02", "{L}": "\x01\x02", "{C}": "-+~(\x01\x02"}


class Grammar(NamedTuple):
    """Forms of one kind of sentence.

    `finding`: for every sign that a form can begin with, one pattern of all that do; `capturing`: one for every form.
    """

    forms: tuple[Form, ...]
    finding: dict[str, re.Pattern[str]]
    capturing: tuple[re.Pattern[str], ...]

    def search(self, text: str, at: int) -> tuple[int, re.Match[str]] | None:
        """The first form in `text` from a place on, by its number, and its match."""
        while (start := _START_OF_FORM.search(text, at)) is not None:
            found = self.match(text, start.start())
            if found is not None:
                return found
            at = start.end()
        return None

    def match(self, text: str, at: int) -> tuple[int, re.Match[str]] | None:
        """The form at a place of `text`."""
        pattern = self.finding.get(text[at : at + 1])
        found = pattern.match(text, at) if pattern is not None else None
        if found is None:
            return None
        number = int((found.lastgroup or "f0")[1:])
        captured = self.capturing[number].match(text, at)
        return (number, captured) if captured is not None else None  # both patterns are the same but for their groups


def compile_forms(forms: tuple[Form, ...]) -> Grammar:
    """The forms as one search. Earlier forms win where several match at the same place."""
    capturing = []
    branches: dict[str, list[str]] = {}
    for number, form in enumerate(forms):
        pattern = form.pattern
        for slot, expression in _SLOTS.items():
            pattern = pattern.replace(slot, expression)
        first = r"(?<![\w'])" if not form.pattern.startswith("{") else ""
        pattern = f"{first}(?:{pattern})(?![\\w'])"
        capturing.append(re.compile(pattern))
        branch = f"(?P<f{number}>{_GROUP.sub('(?:', pattern)})"
        for sign in first_signs(form.pattern):
            branches.setdefault(sign, []).append(branch)
    finding = {sign: re.compile("|".join(parts)) for sign, parts in branches.items()}
    return Grammar(forms, finding, tuple(capturing))


def first_signs(pattern: str) -> frozenset[str]:
    """The characters a form can begin with: of the few constructs that the patterns above begin with."""
    if not pattern:
        return frozenset()
    if pattern[0] == "^":
        return first_signs(pattern[1:])
    if pattern[0] == "{":
        return frozenset(_SIGNS_OF_SLOTS[pattern[:3]])
    if pattern[0] == "\\":
        return frozenset(pattern[1])
    if pattern[0] != "(":
        return _with_rest(frozenset(pattern[0]), pattern[1:])
    end = _closing(pattern)
    inner, rest = pattern[1:end], pattern[end + 1 :]
    if inner.startswith(("?<", "?!", "?=")):
        return first_signs(rest)
    found: set[str] = set()
    for branch in _branches(inner.removeprefix("?:")):
        found |= first_signs(branch + rest)
    return _with_rest(frozenset(found), rest)


def _with_rest(signs: frozenset[str], rest: str) -> frozenset[str]:
    return signs | first_signs(rest[1:]) if rest.startswith("?") else signs


def _closing(pattern: str) -> int:
    depth = 0
    for place, sign in enumerate(pattern):
        if sign in "()" and pattern[place - 1 : place] != "\\":
            depth += 1 if sign == "(" else -1
            if not depth:
                return place
    raise ValueError(f"expected a closed group, got {pattern}")


def _branches(inner: str) -> list[str]:
    parts, depth = [""], 0
    for place, sign in enumerate(inner):
        if sign in "()" and inner[place - 1 : place] != "\\":
            depth += 1 if sign == "(" else -1
        if sign == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return parts
