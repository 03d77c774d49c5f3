"""A shift register with feedback taps and its output."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
A register holds some binary digits as text, the first one being the newest. At each step the last digit is put out,
the digits move on by one place, and the new first digit is the XOR of the digits that stood at the tapped places.
Return the output and the register after the given number of steps.
"""

CODE = """
def clock_register(register, taps, steps):
    output = ""
    for _ in range(steps):
        feedback = 0
        for tap in taps:
            feedback ^= int(register[tap])
        output += register[-1]
        register = str(feedback) + register[:-1]
    return output, register
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    width = random.randint(4, 6)
    register = format(random.randint(1, 2**width - 1), f"0{width}b")
    return register, sorted(random.sample(range(width), random.randint(2, 3))), size


def oracle(register: str, taps: list[int], steps: int) -> tuple[str, str]:
    # One long sequence that grows: term n is the sum of the terms `tap + 1` places back.
    sequence = [int(digit) for digit in reversed(register)]
    for _ in range(steps):
        sequence.append(sum(sequence[-1 - tap] for tap in taps) % 2)
    digits = "".join(map(str, sequence))
    return digits[:steps], digits[steps:][::-1]


FAMILY = function_family(
    name="shift_register",
    title="A linear feedback shift register",
    statement=STATEMENT,
    code=CODE,
    entry_point="clock_register",
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=100,
)
