"""Expressions are spelt as `ast.unparse` spells them, which is how operands and tests of a trace have them."""

from __future__ import annotations

import ast
from random import Random

import pytest
from programs import PROGRAMS

from tracepile_hf.families.registry import FOLDERS, families
from tracepile_hf.narration.spelling import text_of

TRICKY = """
a - (b - c) + (d + e) * -f ** 2
(a - b) - c, (a,), (), [a, (b, c)], {}, {'k': v}
-(a + b), -a.b, ~x & y, -x * y, (-x).bit_length(), not (a and b), not a == b, not not a
a and b or c, a and (b or c), (a or b) and not c, (a, b) in c, (not a) == b, (a < b) < c, a < b < c
a[1:2], a[:], a[i:], a[::2], a[1, 2], a[(1, 2)], a[-1], a[b[c]], a[i + 1:j], (a + b)[0], (a or b).c, 'x'.join(d)
u'text', 'it\\'s', "\\"", 'tab\\t', 1.5, 1e400, 3j, True, None, ..., b'x'
f(*a), f(a, b=1), f(a)(b), (lambda: 1)(), f(x for x in y), [x for x in y], (yield_ if a else b), a ** b ** c
(a ** b) ** c, (1).real, a << b + c, (a << b) + c, a | b & c, (a | b) & c, a % b * c, a % (b * c), a @ b, a // b / c
"""


def _is_spelt_alike(code: str) -> None:
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.expr) and not isinstance(node, (ast.Slice, ast.Starred)):
            assert text_of(node) == ast.unparse(node)


@pytest.mark.parametrize("code", [TRICKY, *(program[0] for program in PROGRAMS.values())])
def test_every_expression_is_spelt_as_ast_spells_it(code: str) -> None:
    _is_spelt_alike(code)


@pytest.mark.parametrize("domain", FOLDERS)
def test_so_is_every_expression_of_the_bundled_programs(domain: str) -> None:
    for family in families(domain).values():
        _is_spelt_alike(family.make(Random(0), 1).program.code)
