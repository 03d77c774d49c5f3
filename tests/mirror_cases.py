"""Expressions whose value or exception a trace must tell as Python gives it: builtins, methods, modules, any arguments.

`told` says what a trace tells of one, `true` what Python gives. Used by tests/execution/test_derived.py, which takes a
sample, and by benchmarks/mirror.py.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from tracepile_hf import literals
from tracepile_hf.execution import trace_in_process
from tracepile_hf.places import Bindings
from tracepile_hf.records import Case, Program

VALUES = (
    "0", "1", "-3", "7", "2.5", "True", "None", "''", "'abc'", "'a b'", "b'xy'", "[3, 1, 2]", "[]", "(1, 2)",
    "{'a': 1}",
    "{5}", "set()", "range(4)", "1j", "[[1], [2]]", "'12'", "print", "len", "(lambda x: x)", "[1, 'a']", "iter([1, 2])",
    "slice(1, 3)", "ValueError('no')", "int", "{1: 2, 3: 4}",
    "frozenset((1,))", "'%s'", "10 ** 30",
)  # fmt: skip
BUILTINS = (
    "abs", "all", "any", "ascii", "bin", "bool", "bytes", "callable", "chr", "complex", "dict", "divmod", "enumerate",
    "filter", "float", "format", "frozenset",
    "getattr", "hasattr", "hex", "int", "isinstance", "issubclass", "iter",
    "len", "list", "map", "max", "min", "next", "oct", "ord", "pow", "range", "repr", "reversed", "round", "set",
    "slice",
    "sorted", "str", "sum", "tuple", "type", "zip",
    "bytearray",
)  # fmt: skip
METHODS = {
    "'a-b-c'": "capitalize center count endswith expandtabs find format index isalpha isdigit join ljust lower lstrip "
    "partition replace rfind rjust rpartition rsplit split splitlines startswith strip swapcase title upper zfill",
    "[3, 1, 2]": "append clear copy count extend index insert pop remove reverse sort",
    "{'a': 1, 'b': 2}": "clear copy get items keys pop popitem setdefault update values",
    "{1, 2}": "add clear copy difference discard intersection isdisjoint issubset issuperset remove union update",
    "(1, 2, 1)": "count index",
    "7": "bit_length conjugate to_bytes",
    "2.5": "is_integer as_integer_ratio hex",
    "b'a-b'": "count decode find hex join replace split strip upper",
}
MODULES = {
    "math": "sqrt floor ceil gcd lcm factorial comb perm isqrt log hypot prod fsum isclose copysign trunc",
    "itertools": "accumulate chain combinations compress count cycle dropwhile filterfalse groupby islice pairwise "
    "permutations product repeat starmap takewhile tee zip_longest",
    "functools": "reduce partial lru_cache cmp_to_key",
    "operator": "add mul sub itemgetter attrgetter methodcaller contains neg mod truth index countOf",
    "heapq": "heappush heappop heapify nlargest nsmallest heapreplace heappushpop",
    "bisect": "bisect bisect_left insort",
    "collections": "Counter deque OrderedDict defaultdict namedtuple",
    "statistics": "mean median mode stdev pstdev",
    "time": "sleep",
    "sys": "setrecursionlimit intern",
    "string": "capwords",
    "copy": "copy deepcopy",
    "json": "dumps loads",
    "random": "randint choice sample shuffle",
    "textwrap": "shorten dedent",
    "re": "match findall sub split escape",
}
WAYS = ("{}", "type({}).__name__", "repr({})", "str({})", 'f"""{{{}}}"""', "[{}]", "bool({})", "list({})")
HEAD = "import " + ", ".join(MODULES) + "\n"


def expressions(seed: int, count: int) -> Iterator[str]:
    """So many expressions, the same for the same seed."""
    source = random.Random(seed)
    for _ in range(count):
        kind = source.randrange(3)
        if kind == 0:
            called = source.choice(BUILTINS)
        elif kind == 1:
            value = source.choice(list(METHODS))
            called = f"{value if not value.isdigit() else f'({value})'}.{source.choice(METHODS[value].split())}"
        else:
            module = source.choice(list(MODULES))
            called = f"{module}.{source.choice(MODULES[module].split())}"
        arguments = [source.choice(VALUES) for _ in range(source.choice((0, 1, 1, 1, 2, 2, 3)))]
        if source.random() < 0.08:
            arguments.append(f"{source.choice(('key', 'x', 'start', 'reverse', 'default'))}={source.choice(VALUES)}")
        yield source.choice(WAYS).format(f"{called}({', '.join(arguments)})")


def program(expression: str) -> str:
    """A program whose result says nothing of the expression: only what its steps tell does."""
    return (
        f"{HEAD}def f():\n    seen = []\n    try:\n        if {expression!r}:\n            seen.append({expression})\n"
        "    except Exception as error:\n        seen.append(type(error).__name__)\n        seen.append(str(error))\n"
        "    return len(seen)\n"
    )


def told(expression: str) -> tuple[str, str | None]:
    """What the trace says: how it ended, and what it tells of the expression."""
    made = Program("p", "user", "p", program(expression), "f")
    trace = trace_in_process(made, Case("c", made))
    if trace.outcome != "finished":
        return trace.reason or trace.outcome, None
    state = Bindings()
    state.apply(*trace.steps)
    held = next((state.held(step.frame, "seen") for step in trace.steps if step.function == "f"), None)
    return "finished", None if held is None else held.text


def true(expression: str) -> str:
    """What Python says of it."""
    text = program(expression).replace("return len(seen)", "return seen")
    names: dict[str, object] = {"__name__": "__main__"}
    random.seed(0)
    exec(text, names)
    return literals.render(names["f"]())  # type: ignore[operator]  # the function of the program
