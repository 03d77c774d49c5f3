"""The families of the experiment: integer programs of few lines, with far more inputs than rows are drawn.

Every family has at least 100,000 inputs in each stratum of lengths that a design gives it, so that little can be learnt
by heart, and values of three digits at most; those whose values are single digits have so many from 10 changes on.
`oracle` is another way to the answer than the traced program where there is one, and for the recurrences the definition
followed without the program. `draw` gives arguments whose run is about as long as it is asked to be: which stratum they
fall into is counted from the trace, never taken on trust.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Final

from tracepile_hf.errors import InputError
from tracepile_hf.records import Case, Program

Arguments = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """A program, its inputs and an independent way to its answer.

    `draw(random, changes)`: arguments of a run of about so many changes.
    """

    name: str
    code: str
    draw: Callable[[Random, int], Arguments]
    oracle: Callable[..., int]

    @property
    def program(self) -> Program:
        """What is traced."""
        return Program(f"experiment/{self.name}", "experiment", self.name, self.code, self.name, source="tracepile")

    def case(self, arguments: Arguments) -> Case:
        """One run of it, with the answer that it must give."""
        texts = tuple(map(repr, arguments))
        expected = repr(self.oracle(*arguments))
        return Case(f"{self.name}({', '.join(texts)})", self.program, texts, expected=expected)


def _numbers(random: Random, count: int, low: int, high: int) -> list[int]:
    """At least three numbers, no two alike in a row: a loop's variable changes at every turn."""
    found: list[int] = []
    while len(found) < max(3, count):
        number = random.randint(low, high)
        if found[-1:] != [number]:
            found.append(number)
    return found


FIBONACCI_CODE: Final = """def fib_mod(a, b, k):
    while k:
        a, b = b, (a + b) % 100
        k -= 1
    return b
"""


def _fib_mod(a: int, b: int, k: int) -> int:
    for _ in range(k):
        a, b = b, a + b
    return b % 100


def _fib_mod_arguments(random: Random, changes: int) -> Arguments:
    return random.randint(0, 499), random.randint(0, 499), max(2, changes // 3)


DUEL_CODE: Final = """def duel(a, b, k):
    while k:
        if a > b:
            a -= b
        else:
            b -= a
        k -= 1
    return a
"""


def _duel(a: int, b: int, k: int) -> int:
    return a if not k else _duel(*((a - b, b) if b < a else (a, b - a)), k - 1)


def _duel_arguments(random: Random, changes: int) -> Arguments:
    return random.randint(20, 999), random.randint(20, 999), max(2, changes // 2)


COUNTDOWN_CODE: Final = """def countdown(n, p, q):
    while n > 0:
        if n % 2:
            n -= p
        else:
            n -= q
    return n
"""


def _countdown(n: int, p: int, q: int) -> int:
    return n if n <= 0 else _countdown(n - (p, q)[n % 2 == 0], p, q)


def _countdown_arguments(random: Random, changes: int) -> Arguments:
    most = min(99, max(9, 2000 // changes))
    return random.randint(10, 999), random.randint(1, most), random.randint(1, most)


HORNER_CODE: Final = """def horner(xs):
    h = 0
    for x in xs:
        h = (h * 3 + x) % 100
    return h
"""


def _horner(xs: list[int]) -> int:
    return int(sum(x * 3**power for power, x in enumerate(reversed(xs)))) % 100


KADANE_CODE: Final = """def best_run(xs):
    best = 0
    run = 0
    for x in xs:
        run = max(run + x, 0)
        best = max(best, run)
    return best
"""


def _best_run(xs: list[int]) -> int:
    sums = [0, *accumulate(xs)]
    return max(sums[j] - sums[i] for i in range(len(sums)) for j in range(i, len(sums)))


BOUNCE_CODE: Final = """def bounce(x, d, w, k):
    while k:
        if not 0 <= x + d <= w:
            d = -d
        x += d
        k -= 1
    return x
"""


def _bounce(x: int, d: int, w: int, k: int) -> int:
    for _ in range(k):
        d = d if 0 <= x + d <= w else -d
        x = x + d
    return x


def _bounce_arguments(random: Random, changes: int) -> Arguments:
    d, w = random.choice((-1, 1)) * random.randint(2, 19), random.randint(40, 99)
    return random.randint(0, w), d, w, max(1, round(changes / 2.3))


LCG_CODE: Final = """def lcg(x, a, c, k):
    while k:
        x = (x * a + c) % 100
        k -= 1
    return x
"""


def _lcg(x: int, a: int, c: int, k: int) -> int:
    power = int(a**k)
    return (x * power + c * ((power - 1) // (a - 1))) % 100


def _lcg_arguments(random: Random, changes: int) -> Arguments:
    return random.randint(0, 99), random.randint(2, 9), random.randint(1, 99), max(2, changes // 2)


COLLATZ_CODE: Final = """def collatz_mod(n, c, k):
    while k:
        if n % 2:
            n = (n * 3 + c) % 1000
        else:
            n //= 2
        k -= 1
    return n
"""


def _collatz_mod(n: int, c: int, k: int) -> int:
    return n if not k else _collatz_mod((3 * n + c) % 1000 if n & 1 else n >> 1, c, k - 1)


def _collatz_mod_arguments(random: Random, changes: int) -> Arguments:
    return random.randint(1, 999), random.randint(1, 99), max(2, changes // 2)


TANK_CODE: Final = """def tank(xs, cap):
    level = 0
    for x in xs:
        level += x
        if level > cap:
            level -= cap
    return level
"""


def _tank(xs: list[int], cap: int) -> int:
    return ((sum(xs) - 1) % cap) + 1 if sum(xs) else 0


JOSEPHUS_CODE: Final = """def josephus(n, k, r):
    i = 2
    while i <= n:
        r = (r + k) % i
        i += 1
    return r
"""


def _josephus(n: int, k: int, r: int) -> int:
    for i in range(2, n + 1):
        r = (r + k) - i * ((r + k) // i)
    return r


def _josephus_arguments(random: Random, changes: int) -> Arguments:
    return max(3, changes // 2), random.randint(2, 999), random.randint(0, 99)


RING_CODE: Final = """def ring(a, b, c, d, e, k):
    while k:
        a = (a + b) % 10
        b = (b + c) % 10
        c = (c + d) % 10
        d = (d + e) % 10
        e = (e + a) % 10
        k -= 1
    return e
"""


def _turned(state: list[int], k: int, joined: Callable[[int, int], int]) -> int:
    """The last of a ring of numbers, each of which is joined with the next one in turn, so many times round."""
    for place in range(len(state) * k):
        at = place % len(state)
        state[at] = joined(state[at], state[(at + 1) % len(state)]) % 10
    return state[-1]


def _ring(a: int, b: int, c: int, d: int, e: int, k: int) -> int:
    return _turned([a, b, c, d, e], k, lambda one, other: one + other)


GAPS_CODE: Final = RING_CODE.replace("ring", "gaps").replace(" + ", " - ").replace("return e", "return c")


def _gaps(a: int, b: int, c: int, d: int, e: int, k: int) -> int:
    state = [a, b, c, d, e]
    _turned(state, k, lambda one, other: one - other)
    return state[2]


SHIFT_CODE: Final = """def shift(a, b, c, d, e, k):
    while k:
        a = (a + e) % 10
        b = (b - a) % 10
        if b > c:
            c = b
        else:
            c = (c + 7) % 10
        d = (d + c) % 10
        e = (e - d) % 10
        k -= 1
    return e
"""


def _shift(a: int, b: int, c: int, d: int, e: int, k: int) -> int:
    for _ in range(k):
        a = divmod(a + e, 10)[1]
        b = divmod(b - a, 10)[1]
        c = max(b, c) if b > c else divmod(c + 7, 10)[1]
        d = divmod(d + c, 10)[1]
        e = divmod(e - d, 10)[1]
    return e


THREES_CODE: Final = """def threes(a, b, c, d, e, k):
    while k:
        a = (b * 3 + 1) % 10
        b = (c * 3 + a) % 10
        c = (d + b) % 10
        d = (e + 3) % 10
        e = (e + c) % 10
        k -= 1
    return b
"""


def _threes(a: int, b: int, c: int, d: int, e: int, k: int) -> int:
    for _ in range(k):
        a = 3 * b + 1
        b, c, d, e = 3 * c + a, d + 3 * c + a, e + 3, e + d + 3 * c + a
    return b % 10


def _ring_arguments(random: Random, changes: int) -> Arguments:
    """Five digits, and as many times round as give about so many changes: a digit that stays is none."""
    return (*(random.randint(0, 9) for _ in range(5)), max(2, round(changes / 5.5)))


FAMILIES: Final = {
    family.name: family
    for family in (
        Family("fib_mod", FIBONACCI_CODE, _fib_mod_arguments, _fib_mod),
        Family("duel", DUEL_CODE, _duel_arguments, _duel),
        Family("countdown", COUNTDOWN_CODE, _countdown_arguments, _countdown),
        Family("horner", HORNER_CODE, lambda r, n: (_numbers(r, (n - 1) // 2, 0, 99),), _horner),
        Family("best_run", KADANE_CODE, lambda r, n: (_numbers(r, (n - 2) // 2, -50, 50),), _best_run),
        Family("bounce", BOUNCE_CODE, _bounce_arguments, _bounce),
        Family("lcg", LCG_CODE, _lcg_arguments, _lcg),
        Family("collatz_mod", COLLATZ_CODE, _collatz_mod_arguments, _collatz_mod),
        Family("tank", TANK_CODE, lambda r, n: (_numbers(r, 2 * n // 5, 1, 30), r.randint(35, 199)), _tank),
        Family("ring", RING_CODE, _ring_arguments, _ring),
        Family("gaps", GAPS_CODE, _ring_arguments, _gaps),
        Family("shift", SHIFT_CODE, _ring_arguments, _shift),
        Family("threes", THREES_CODE, _ring_arguments, _threes),
        Family("josephus", JOSEPHUS_CODE, _josephus_arguments, _josephus),
    )
}


def family_of(name: str) -> Family:
    """A family by its name. InputError for one that does not exist."""
    if name not in FAMILIES:
        raise InputError(f"a family among {', '.join(FAMILIES)}", name, "families of the design")
    return FAMILIES[name]
