"""Where the answer comes from: runs and calls by number, values collected, checks one by one, what it adds up to."""

from __future__ import annotations

from typing import Final

from tracepile_hf.verification.reading.production import Production

_SO: Final = "(?:so |thus |therefore |hence )?"
_SIGN: Final = "(<=|>=|==|!=|<|>)"


def _whole(kind: str, mode: str, pattern: str) -> Production:
    return Production(kind, mode, pattern, "S", "E")


PRODUCTIONS: Final = (
    Production("run_number", "", r" \(run {N}\)", "H", "H"),
    _whole("run_number", "line", "this is (?:run|test) {N} of line {N}"),
    _whole("call_number", "", "this is call {N} of {E}"),
    _whole("active", "", "(?:now )?{N} calls? of {E} (?:are|is) active"),
    _whole("so_far", "", "so far,? {E} has taken the values? {A}"),
    _whole("output_so_far", "", "the output has {N} lines? so far"),
    _whole("iteration_end", "", "iteration {N} ends with {E} = {A}, which is (not )?(greater than|less than) {A}"),
    _whole("check", "", "after run {N} of line {N},? {E} (holds|fails), as {A} " + _SIGN + " {A}"),
    _whole("check", "plain", "after run {N} of line {N},? {E} (holds|fails)"),
    # what it comes to
    _whole("after_run", "", _SO + "after run {N} of line {N},? {E} (?:=|is) {A}"),
    _whole("next_after", "", _SO + "after run {N} of line {N},? line {N} (?:is|runs) next"),
    _whole("test_result", "", _SO + "at test {N} of line {N},? {E} (?:=|is|comes out as) {A}"),
    _whole("call_arguments", "", _SO + "the arguments of call {N} of {E} are {A}"),
    _whole("call_value", "", _SO + "call {N} of {E} returns {A}"),
    _whole("at_return", "", _SO + "when (?:call {N} of )?{E} returns,? {E} (?:=|is) {A}"),
    _whole("output_line", "", _SO + "line {N} of the output is {A}"),
    _whole("exception_number", "", _SO + "exception {N} of the run is {A}"),
    _whole(
        "first_end", "", _SO + "iteration {N} of the loop on line {N} is the first that ends with {E} "
        "(greater than|less than) {A}",
    ),
    _whole(
        "since_round", "goes", "from iteration {N} to iteration {N} of the loop on line {N},? {E} goes from {A} to {A}"
    ),
    _whole("since_round", "new", "from iteration {N} to iteration {N} of the loop on line {N},? {E} is new with {A}"),
    _whole("since_round", "stays", "from iteration {N} to iteration {N} of the loop on line {N},? {E} stays {A}"),
    _whole("differing", "", _SO + "what differs between iterations {N} and {N} of the loop on line {N} is {A}"),
    _whole("always", "", _SO + "{E} holds after all {N} runs of line {N}: {A}"),
    _whole("not_always", "", _SO + "{E} fails after run {N} of line {N}: {A}"),
    _whole("counted", "line", _SO + "line {N} runs {C} times? in all"),
    _whole("counted", "body", _SO + "the body of the loop on line {N} runs {C} times? in all"),
    _whole("deepest", "", _SO + "at most {N} calls? of {E} are active at the same time"),
    _whole("all_values", "", _SO + "in all,? {E} takes the values {A}"),
    _whole("all_printed", "", _SO + "in all,? the program prints {L}"),
    Production("numbered_runs", "", "runs? {N} to {N} of line {N} are among these", "f", "g"),
    Production("numbered_calls", "", "calls? {N} to {N} of {E} are among these", "f", "g"),
)  # fmt: skip
