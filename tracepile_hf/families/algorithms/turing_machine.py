"""A Turing machine given by its table."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
A Turing machine has a tape of symbols, endless to the right with '_' in unused cells, and starts in state 'go' at
cell 0. rules maps 'state symbol' to (symbol to write, move of the head, next state), a move being -1, 0 or 1. It
stops in the state 'halt'. Return the tape without the blanks at its end, and the number of steps.
"""

CODE = """
def run_machine(tape, rules):
    cells = list(tape)
    head = 0
    state = "go"
    steps = 0
    while state != "halt":
        if head == len(cells):
            cells.append("_")
        symbol, move, state = rules[state + " " + cells[head]]
        cells[head] = symbol
        head += move
        steps += 1
    return "".join(cells).rstrip("_"), steps
"""


Rules = dict[str, tuple[str, int, str]]

INVERT: Rules = {"go 0": ("1", 1, "go"), "go 1": ("0", 1, "go"), "go _": ("_", 0, "halt")}
INCREMENT: Rules = {  # the lowest digit is at the end
    "go 0": ("0", 1, "go"),
    "go 1": ("1", 1, "go"),
    "go _": ("_", -1, "add"),
    "add 1": ("0", -1, "add"),
    "add 0": ("1", 0, "halt"),
}
PARITY: Rules = {
    "go 0": ("0", 1, "go"),
    "go 1": ("1", 1, "odd"),
    "go _": ("E", 0, "halt"),
    "odd 0": ("0", 1, "odd"),
    "odd 1": ("1", 1, "go"),
    "odd _": ("O", 0, "halt"),
}
TRIM: Rules = {  # wipe the ones in front of the first 0 out
    "go 1": ("x", 1, "go"),
    "go 0": ("0", 0, "back"),
    "go _": ("_", 0, "halt"),
    "back 0": ("0", 1, "keep"),
    "keep 0": ("0", 1, "keep"),
    "keep 1": ("y", 1, "keep"),
    "keep _": ("_", 0, "halt"),
}


def generate(random: Random, size: int) -> tuple[object, ...]:
    digits = "".join(random.choice("01") for _ in range(size + random.randint(0, 4)))
    rules = random.choice([INVERT, INCREMENT, PARITY, TRIM])
    return ("0" + digits if rules is INCREMENT else digits), rules


def oracle(tape: str, rules: Rules) -> tuple[str, int]:
    # What each of the machines is for.
    n = len(tape)
    if rules == INVERT:
        return tape.translate({48: "1", 49: "0"}), n + 1
    if rules == INCREMENT:
        carried = len(tape) - len(tape.rstrip("1"))
        return f"{int(tape, 2) + 1:0{n}b}", n + 1 + carried + 1
    if rules == PARITY:
        return tape + "EO"[tape.count("1") % 2], n + 1
    ones = n - len(tape.lstrip("1"))
    rest = tape[ones:]
    return "x" * ones + rest.replace("1", "y"), n + 1 + (1 if rest else 0)


FAMILY = function_family(
    name="turing_machine",
    title="A Turing machine",
    statement=STATEMENT,
    code=CODE,
    entry_point="run_machine",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=24,
)
