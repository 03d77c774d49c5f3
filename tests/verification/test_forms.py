"""Every form of docs/claims.md, on both sides: read as the kind named, proved where it is true, refused where it is false.

Each row: kind, program, what comes before, the claim, and false copies of it.
"""

from __future__ import annotations

from functools import cache

import pytest

from tracepile_hf.execution.tracer import trace_in_process
from tracepile_hf.records import Case, Program, Trace
from tracepile_hf.verification import read_claims, verify

PROGRAMS = {
    "total": (
        """\
def total_of(xs, least=3):
    total = 0
    for x in xs:
        if x > least:
            total += x
            seen = total
        else:
            total -= 1
    return total
""",
        "total_of([4, 2, 5])",
    ),
    "search": (
        """\
def find(xs, wanted):
    lo = 0
    hi = len(xs) - 1
    while lo <= hi:
        mid = (lo + hi) // 2
        if xs[mid] == wanted:
            return mid
        if xs[mid] < wanted:
            lo = mid + 1
        else:
            hi = mid - 1
    return -1
""",
        "find([1, 3, 5, 7], 7)",
    ),
    "recursion": (
        """\
def fact(n):
    if n <= 1:
        return 1
    return n * fact(n - 1)
""",
        "fact(3)",
    ),
    "stack": (
        """\
def work(words):
    stack = []
    counts = {}
    for word in words:
        stack.append((word, 2))
        counts[word] = counts.get(word, 0) + 1
    top = stack.pop()
    rows = [0, 0, 0]
    rows[1] = 7
    rows.sort()
    del counts
    return top
""",
        "work(['b', 'a'])",
    ),
    "errors": (
        """\
def half(n):
    if n % 2:
        raise ValueError('odd')
    return n // 2

def halves(ns):
    out = []
    for n in ns:
        try:
            out.append(half(n))
        except ValueError as error:
            out.append(None)
    return out
""",
        "halves([4, 3])",
    ),
    "uncaught": ("def f(n):\n    return g(n)\n\ndef g(n):\n    return 1 // n\n", "f(0)"),
    "generator": (
        """\
def count(k):
    while k > 0:
        yield k
        k -= 1

def run():
    out = 0
    for g in count(2):
        out += g
    return out
""",
        "run()",
    ),
    "script": (
        """\
import math
n = int(input())
for i in range(n):
    print(i, i * i)
    if i == 1:
        break
print('end')
""",
        "3\n",
    ),
    "skips": (
        """\
def evens(xs):
    out = []
    for x in xs:
        if x % 2:
            continue
        y = x
        out.append(y)
    return out
""",
        "evens([1, 2])",
    ),
}  # fmt: skip


@cache
def run_of(name: str) -> Trace:
    code, call = PROGRAMS[name]
    if name == "script":
        program = Program(name, "user", "", code)
        return trace_in_process(program, Case(name, program, stdin=call))
    entry, _, rest = call.partition("(")
    program = Program(name, "user", "", code, entry)
    arguments = {"total": ("[4, 2, 5]",), "search": ("[1, 3, 5, 7]", "7")}.get(
        name, (rest[:-1],) if rest != ")" else ()
    )
    return trace_in_process(program, Case(name, program, arguments))


IT1 = "Iteration 1 of the loop on line 3. "
IT2 = "Iteration 1 of the loop on line 3. Iteration 2 of the loop on line 3. "
IT3 = IT2 + "Iteration 3 of the loop on line 3. "
AT5 = IT1 + "Line 4. Line 5. "
SEARCH = "We trace `find([1, 3, 5, 7], 7)`. "
FIRST = SEARCH + "Line 4. Line 5. "
WORK = "We trace `work(['b', 'a'])`. "
PUSHED = WORK + "Iteration 1 of the loop on line 4. Line 5. "
HALVES = "We trace `halves([4, 3])`. "
CALLED = HALVES + "Iteration 1 of the loop on line 8. Line 10 calls `half(4)`. "
RAISED = (
    HALVES + "Iterations 1 to 1 of the loop on line 8. Iteration 2 of the loop on line 8. Line 10 calls `half(3)`. "
)

ROWS: list[tuple[str, str, str, str, list[str]]] = [
    # anchors
    ("line", "total", "We trace `total_of([4, 2, 5])`. ", "Line 2", ["Line 5", "Line 1", "Line 20"]),
    ("line", "total", "Line 2. ", "Then line 3 (visit 1)", ["Then line 3 (visit 0)", "Then line 2"]),
    ("line", "total", IT1 + "Line 4; ", "on line 5", ["on line 6 (visit 3)", "on line 9 (visit 2)"]),
    ("line", "total", IT1 + "Line 4, and then ", "we reach line 5", ["we reach line 8"]),
    ("back", "errors", CALLED + "`half` returns 2. ", "Back on line 10", ["Back on line 9", "Back on line 8"]),
    ("back", "errors", CALLED + "`half` returns 2. ", "Line 10 picks up again", ["Line 9 picks up again"]),
    ("iteration", "total", "", "Iteration 1 of the loop on line 3", ["Iteration 2 of the loop on line 3",
                                                                    "Iteration 1 of the loop on line 4"]),
    ("iteration", "total", IT1, "The loop on line 3 enters iteration 2", ["The loop on line 3 enters iteration 3",
                                                                         "The loop on line 3 enters iteration 1"]),
    ("loop_end", "total", IT3, "The loop on line 3 ends after 3 iterations",
     ["The loop on line 3 ends after 2 iterations", "The loop on line 4 ends after 3 iterations"]),
    ("loop_end", "total", IT3, "After 3 iterations the loop on line 3 is done", ["After 4 iterations the loop on line 3 is done"]),
    ("loop_end", "script", "Iteration 1 of the loop on line 3. Iteration 2 of the loop on line 3. Line 5. Line 6. ",
     "The loop on line 3 stops early in iteration 2", ["The loop on line 3 stops early in iteration 1"]),
    ("loop_end", "total", "", "The loop on line 3 ends after 3 iterations", ["The loop on line 3 does not run at all"]),
    ("call", "recursion", "", "We trace `fact(3)`", ["We trace `fact(2)`", "We trace `fac(3)`", "We trace `fact(3, 3)`"]),
    ("call", "recursion", "We trace `fact(3)`. Line 4 ", "calls `fact(n=2)`", ["calls `fact(n=3)`", "calls `fact(m=2)`",
                                                                             "calls `fact(1)`", "calls `fact()`"]),
    ("call", "recursion", "We trace `fact(3)`. Line 4 ", "enters `fact`", ["enters `act`"]),
    ("call", "total", "", "We trace `total_of([4, 2, 5], 3)`", ["We trace `total_of([4, 2, 5], 4)`"]),
    ("depth", "recursion", "We trace `fact(3)`. Line 4 calls `fact(2)` ", "(depth 2)", ["(depth 1)", "(depth 3)"]),
    ("return", "recursion", "We trace `fact(3)`. Line 4 calls `fact(2)`. Line 4 calls `fact(1)`. ", "`fact` returns 1",
     ["`fact` returns 2", "`fac` returns 1", "`fact` (depth 2) returns 1"]),
    ("return", "recursion", "We trace `fact(3)`. Line 4 calls `fact(2)`. `fact(2)` returns 2. ", "`fact` returns 6",
     ["`fact` returns 2", "`fact(2)` returns 6"]),
    ("return", "recursion", "We trace `fact(3)`. The call `fact(2)` returns 2. Back on line 4, this call returns ",
     "`n * fact(n - 1)` = `3 * 2` = 6", ["`n * fact(n - 1)` = `3 * 3` = 6", "`n * fact(n - 1)` = `2 * 3` = 6"]),
    ("yield", "generator", "Line 8 calls `count(2)`. Iteration 1 of the loop on line 2. ", "`count` yields 2", ["`count` yields 1", "`run` yields 2"]),
    ("raise", "errors", RAISED, "raises `ValueError('odd')`", ["raises `ValueError('even')`", "raises KeyError"]),
    ("raise", "errors", RAISED, "raises ValueError", ["raises TypeError"]),
    ("passes", "errors", RAISED + "It raises ValueError. ", "The exception travels on to line 10",
     ["The exception travels on to line 9"]),
    ("catch", "errors", RAISED + "It raises ValueError. ", "The exception is caught on line 12",
     ["The exception is caught on line 13", "The exception is caught on line 10"]),
    ("uncaught", "uncaught", "We trace `f(0)`. It calls `g(0)`. It raises ZeroDivisionError. The exception reaches line 2 and ",
     "nothing catches it", []),
    ("print", "script", IT1 + "Line 4 ", "prints '0 0'", ["prints '0 1'", "prints '0 0 '", "prints ''", "prints 0"]),
    # states
    ("value", "total", "Line 2. ", "`total` = 0", ["`total` = 1", "`total` = 0.0", "`total` = False", "`total` = '0'", "`x` = 0"]),
    ("value", "total", AT5, "sets `total` to 4", ["sets `total` to 0", "sets `x` to 4", "sets `seen` to 4"]),
    ("value", "total", AT5, "stores 4 in `total`", ["stores 5 in `total`"]),
    ("value", "total", AT5, "gives `total` the value `total + x` = 0 + 4 = 4", ["gives `total` the value `total + x` = 4 + 0 = 4"]),
    ("value", "total", IT1 + "Line 4. ", "`total` is still 0", ["`total` is still 4"]),
    ("value", "total", AT5, "`x` stays 4", ["`total` stays 4"]),
    ("value", "stack", WORK + "Line 9. ", "`rows[1]` becomes 7", ["`rows[2]` becomes 0", "`rows[1]` becomes 0"]),
    ("value", "stack", WORK + "Line 9. ", "`rows` = [0, 7, 0]", ["`rows` = [0, 0, 7]", "`rows` = [0, 7]", "`rows` = (0, 7, 0)"]),
    ("value", "search", FIRST, "`mid` = (0 + 3) // 2 = 1", ["`mid` = (0 + 3) // 3 = 1", "`mid` = (1 + 2) // 2 = 1",
                                                           "`mid` = 3 - 2 = 1", "`mid` = 1 = 2"]),
    ("value", "search", FIRST, "`lo + hi` = 0 + 3 = 3", ["`lo + hi` = 3 + 0 = 3", "`lo + hi` = 0 + 3 = 4", "`lo * hi` = 0 + 3 = 3"]),
    ("value", "search", SEARCH + "Line 3. ", "`len(xs) - 1` = 4 - 1 = 3", ["`len(xs) - 1` = 5 - 2 = 3", "`len(xs) - 2` = 3"]),
    ("change", "total", AT5, "`total` rises from 0 to 4", ["`total` falls from 0 to 4", "`total` rises from 1 to 4",
                                                          "`total` rises from 0 to 5", "`x` goes from 4 to 4"]),
    ("change", "total", AT5, "`total` was 0 and is now 0 + 4 = 4", ["`total` was 1 and is now 0 + 4 = 4",
                                                                   "`total` was 0 and is now 1 + 3 = 4"]),
    ("unchanged", "total", AT5, "`x` is unchanged", ["`total` is unchanged", "`seen` is unchanged"]),
    ("comparison", "total", IT1 + "Line 4: ", "`x` = 4 is greater than `least` = 3",
     ["`x` = 4 is less than `least` = 3", "`x` = 5 is greater than `least` = 3", "`x` = 4 is greater than `least` = 2",
      "`x` = 4 is not greater than `least` = 3", "`x` = 4 is greater than `total` = 0"]),
    ("comparison", "total", IT1 + "Line 4: ", "`x` = 4, which is greater than 3", ["`x` = 4, which is greater than 2"]),
    ("comparison", "total", IT2 + "Line 4: ", "`x` is at most `least`", ["`least` is at most `x`"]),
    ("comparison", "total", IT2 + "Line 4: ", "`x` = 2 is different from 3", ["`x` = 2 is the same as 3", "2 is less than 3"]),
    ("condition", "total", IT1 + "Line 4: ", "`x > least` holds", ["`x > least` fails", "`x > least` does not hold"]),
    ("condition", "total", IT1 + "Line 4: ", "`x > least` is true", ["`x > least` is false", "`x > 9` is false"]),
    ("value", "total", IT2 + "Line 4: ", "`x > least` is False", ["`x > least` is True", "`x < least` is False"]),
    ("truthiness", "skips", IT1 + "Line 4: ", "`x % 2` is truthy", ["`x % 2` is falsy", "`out` is falsy", "`x` counts as false"]),
    ("emptiness", "stack", WORK + "Line 2: ", "`stack` is empty", ["`stack` is not empty", "`words` is empty"]),
    ("emptiness", "stack", PUSHED, "`stack` is not empty", ["`stack` is now empty"]),
    ("length", "stack", PUSHED, "`stack` has 1 element", ["`stack` has 2 elements", "`word` has 2 characters"]),
    ("length", "stack", PUSHED, "the length of `words` is 2", ["the length of `words` is 3"]),
    ("order", "stack", WORK + "Line 10: ", "`rows` is sorted", ["`rows` is not sorted"]),
    ("order", "stack", WORK + "Line 9: ", "`rows` is not sorted", ["`rows` is sorted"]),
    ("membership", "stack", PUSHED, "`word` = 'b' is in `words`", ["`word` = 'b' is not in `words`", "`word` = 'a' is in `words`",
                                                                 "'a' is in `words`", "'q' is not in `words`"]),
    ("element", "stack", PUSHED, "appends ('b', 2) to `stack`", ["appends ('b', 1) to `stack`", "appends 'b' to `stack`",
                                                                "appends 'b' to `words`"]),
    ("element", "stack", PUSHED, "appends `(word, 2)` = ('b', 2) to `stack`, which is now [('b', 2)]",
     ["appends `(word, 2)` = ('b', 2) to `stack`, which is now [('b', 3)]", "appends `(word, 3)` = ('b', 3) to `stack`"]),
    ("element", "stack", WORK + "Line 7 ", "pops ('a', 2) from `stack`", ["pops ('b', 2) from `stack`", "takes 'a' from `stack`"]),
    ("binding", "script", "Line 1 ", "imports `math`", ["imports `maths`", "defines `math`"]),
    ("binding", "recursion", "Line 1 ", "defines `fact`", ["defines `fac`"]),
    ("absence", "stack", WORK + "Line 11: ", "`counts` is deleted", ["`rows` is deleted", "`nothing_here` is not bound"]),
    ("unset", "total", IT1 + "Line 4: ", "nothing changes", []),
    ("unset", "total", IT1 + "Line 4: ", "no variable changes", []),
    ("unset", "script", "Line 2: ", "nothing is printed", []),
    # control flow
    ("next", "total", IT1 + "Line 4, ", "so line 5 is next", ["so line 8 is next", "so line 6 is next"]),
    ("next", "total", IT2 + "Line 4 ", "jumps to line 8", ["jumps to line 7", "jumps to line 5"]),
    ("next", "recursion", "We trace `fact(3)`. Line 4 calls `fact(2)`. `fact` returns 2 and ", "control returns to line 4",
     ["control returns to line 2"]),
    ("branch", "total", IT1 + "Line 4: ", "the if branch is taken", ["the else branch is taken"]),
    ("branch", "total", IT2 + "Line 4: ", "the else branch on line 8 runs", ["the else branch on line 5 runs", "the body runs"]),
    ("branch", "total", IT1 + "Line 4: ", "the body on line 5 runs", ["the body on line 8 runs"]),
    ("skip", "recursion", "We trace `fact(3)`. Line 2: ", "the body is skipped", ["the body runs"]),
    ("skip", "recursion", "We trace `fact(3)`. Line 2: ", "line 3 is skipped", ["line 4 is skipped", "lines 3 to 4 are skipped"]),
    ("skip", "recursion", "We trace `fact(3)`. Line 2: there is ", "no else branch", []),
    ("skip", "total", IT2 + "Line 4: ", "lines 5 to 6 are skipped", ["lines 5 to 7 are skipped", "line 5 is skipped", "line 8 is skipped"]),
    ("skip", "skips", IT1 + "Line 4. Line 5: ", "lines 6 to 7 are skipped", ["line 6 is skipped"]),
    ("leave", "script", IT2 + "Line 5. Line 6 ", "breaks out of the loop on line 3", ["breaks out of the loop on line 2"]),
    ("restart", "skips", IT1 + "Line 5 ", "goes to the next iteration of the loop on line 3", ["goes to the next iteration of the loop on line 2"]),
    ("retrospect", "skips", "The loop on line 3 ends after 2 iterations and ", "line 5 ran 1 time in it", ["line 5 ran 2 times in it", "line 5 never ran in it"]),
    ("retrospect", "skips", "The loop on line 3 ends after 2 iterations and ", "line 5 ran once in it", ["line 4 ran once in it"]),
    # folds
    ("fold_iterations", "total", "", "Iterations 1 to 2 of the loop on line 3", ["Iterations 1 to 4 of the loop on line 3",
                                                                                "Iterations 2 to 3 of the loop on line 3",
                                                                                "Iterations 2 to 1 of the loop on line 3"]),
    ("fold_rest", "total", IT1, "The remaining 2 iterations of the loop on line 3", ["The remaining 3 iterations of the loop on line 3"]),
    ("fold_call", "recursion", "We trace `fact(3)`. Line 4. ", "The call `fact(2)` runs 5 lines and returns 2",
     ["The call `fact(2)` runs 4 lines and returns 2", "The call `fact(2)` runs 5 lines and returns 1", "The call `fact(1)` returns 1"]),
    ("fold_change", "total", "Iterations 1 to 3 of the loop on line 3: ", "`total` goes from 0 to 8", ["`total` goes from 4 to 8",
     "`total` goes from 0 to 9", "`total` falls from 0 to 8"]),
    ("fold_end", "total", "Iterations 1 to 3 of the loop on line 3: ", "`total` = 8 at the end", ["`total` = 4 at the end"]),
    ("fold_values", "total", "Iterations 1 to 3 of the loop on line 3: ", "`total` takes the values 4, 3 and 8",
     ["`total` takes the values 4 and 8", "`total` takes the values 4, 8 and 3", "`total` takes the values 4, 3, 8 and 9"]),
    ("fold_always", "total", "Iterations 1 to 3 of the loop on line 3: ", "`least` is always 3", ["`x` is always 4", "`least` is always 2"]),
    ("fold_constant", "total", "Iterations 1 to 3 of the loop on line 3: ", "`least` never changes", ["`total` never changes", "`x` never changes"]),
    ("fold_only", "total", IT1 + IT2[len(IT1):] + "Iterations 3 to 3 of the loop on line 3: ", "`x` only rises", ["`x` only falls"]),
    ("fold_never", "total", IT1 + "Iterations 2 to 2 of the loop on line 3: ", "`x > least` is never True", ["`x > least` is never False"]),
    ("fold_times", "total", "Iterations 1 to 3 of the loop on line 3: ", "`x > least` is True 2 times", ["`x > least` is True 3 times",
     "`x > least` is False 2 times"]),
    ("fold_line", "total", "Iterations 1 to 3 of the loop on line 3: ", "line 5 runs 2 times", ["line 5 runs 3 times", "line 8 runs 2 times",
     "line 6 runs 2 times", "line 8 never runs"]),
    ("fold_print", "script", "Iterations 1 to 2 of the loop on line 3: ", "prints '0 0' and '1 1'", ["prints '0 0'", "prints '0 0' and '1 2'",
     "nothing is printed"]),
    ("fold_calls", "errors", "Iterations 1 to 2 of the loop on line 8: ", "2 calls of `half` are made", ["1 call of `half` is made",
     "no call is made"]),
    # recaps
    ("recap_line", "total", "We trace `total_of([4, 2, 5])`. ", "In total, line 5 runs 2 times", ["In total, line 5 runs 3 times"]),
    ("recap_loop", "total", "We trace `total_of([4, 2, 5])`. ", "In total, the loop on line 3 runs 3 iterations",
     ["In total, the loop on line 3 runs 2 iterations", "In total, the loop on line 4 runs 3 iterations"]),
    ("recap_calls", "recursion", "We trace `fact(3)`. ", "In total, `fact` is called 3 times", ["In total, `fact` is called 2 times"]),
    ("recap_print", "script", "Line 1. ", "In total, the program prints 3 lines", ["In total, the program prints 2 lines"]),
    ("recap_end", "total", "We trace `total_of([4, 2, 5])`. ", "Finally, `total` = 8", ["Finally, `total` = 0"]),
    ("recap_steps", "recursion", "We trace `fact(3)`. ", "The whole run takes 9 steps", ["The whole run takes 8 steps"]),
    ("recap_depth", "recursion", "We trace `fact(3)`. ", "The recursion is 3 deep", ["The recursion is 2 deep"]),
    # input
    ("input", "script", "Line 2. ", "The program reads '3'", ["The program reads '2'"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "name", "before", "claim", "false"), ROWS, ids=[f"{row[0]}: {row[3]}" for row in ROWS]
)
def test_a_form_on_both_sides(kind: str, name: str, before: str, claim: str, false: list[str]) -> None:
    trace = run_of(name)
    verdict = verify(f"{before}{claim}.", trace)
    assert verdict.reason == "answer_missing", verdict.detail
    told = [finding.claim.kind for finding in verdict.claims if finding.claim.span[1] > len(before)]
    assert kind in told
    assert kind in [found.kind for found in read_claims(f"{before}{claim}.", trace.case.program.code).claims]
    for text in false:
        verdict = verify(f"{before}{text}.", trace)
        assert verdict.reason in ("refuted", "out_of_order", "unread"), f"accepted: {text}"
