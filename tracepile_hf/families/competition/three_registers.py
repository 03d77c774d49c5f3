"""Simulation: a tiny processor with three registers."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A processor has the registers a, b and c, all 0 at the start. Its instructions are "inc r", "dec r", "add r s" (adds
register s to r), "neg r", "jpos r k" (jumps to instruction k if r is greater than 0) and "jneg r k" (jumps if r is
less than 0). It halts when it leaves the list of instructions, or after 20 steps.

Input

The first line contains the number of instructions n (1 <= n <= 40). Each of the next n lines contains an instruction;
they are numbered from 1.

Output

Print HALT or LIMIT, the number of steps, and the values of a, b and c.

Example

Input:
    4
    inc a
    add b a
    dec c
    jneg c 1

Output:
    LIMIT 20 5 15 -5
"""

CODE = """
n = int(input())
prog = [input().split() for _ in range(n)]
reg = dict(a=0, b=0, c=0)
pc = 1
steps = 0
while 1 <= pc <= n and steps < 20:
    op, r, *rest = prog[pc - 1]
    pc += 1
    steps += 1
    if op == "inc":
        reg[r] += 1
    elif op == "dec":
        reg[r] -= 1
    elif op == "add":
        reg[r] += reg[rest[0]]
    elif op == "neg":
        reg[r] = -reg[r]
    elif (op == "jpos" and reg[r] > 0) or (op == "jneg" and reg[r] < 0):
        pc = int(rest[0])
print("LIMIT" if 1 <= pc <= n else "HALT", steps, *reg.values())
"""


def generate(random: Random, size: int) -> str:
    program = []
    for number in range(1, size + 1):
        kind = random.choice(("inc", "dec", "inc", "dec", "add", "neg", "jpos", "jneg"))
        words = [kind, random.choice("abc")]
        if kind == "add":
            words.append(random.choice("abc"))
        elif kind.startswith("j"):
            forward = random.random() < 0.8
            words.append(str(random.randint(number + 1, size + 1) if forward else random.randint(1, number)))
        program.append(" ".join(words))
    return lines(size, *program)


def oracle(stdin: str) -> str:
    program = dict(enumerate(stdin.splitlines()[1:], 1))
    a = b = c = steps = 0
    here = 1
    while here in program and steps < 20:
        kind, name, other = (program[here] + " a").split()[:3]
        values = {"a": a, "b": b, "c": c}
        value = values[name]
        jump = {"jpos": value > 0, "jneg": value < 0}.get(kind, False)
        changes = {"inc": value + 1, "dec": value - 1, "neg": -value, "add": value + values.get(other, 0)}
        values[name] = changes.get(kind, value)
        a, b, c = values.values()
        here = int(other) if jump else here + 1
        steps += 1
    return f"{'LIMIT' if here in program else 'HALT'} {steps} {a} {b} {c}"


FAMILY = script_family(
    name="three_registers",
    title="A tiny processor with three registers",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=40,
)
