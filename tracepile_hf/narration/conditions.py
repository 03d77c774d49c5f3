"""Why a condition came out as it did, with the values that decided it."""

from __future__ import annotations

import ast
from typing import Final

from tracepile_hf.narration.shape import Shape
from tracepile_hf.narration.spelling import constant_text, quoted, root_of, text_of

_WORDS: Final[dict[type[ast.cmpop], tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]] = {
    # operator: when it holds, when it does not, when it does not between two numbers
    ast.Lt: (("less than", "smaller than"), ("not less than",), ("not less than", "at least")),
    ast.LtE: (("at most", "not greater than"), ("not at most",), ("greater than", "larger than")),
    ast.Gt: (("greater than", "larger than"), ("not greater than",), ("not greater than", "at most")),
    ast.GtE: (("at least", "not less than"), ("not at least",), ("less than", "smaller than")),
    ast.Eq: (("equal to", "the same as"), ("not equal to", "different from"), ("not equal to", "different from")),
    ast.NotEq: (("not equal to", "different from"), ("equal to", "the same as"), ("equal to", "the same as")),
}
_NUMBERS_ONLY: Final = ("not greater than", "not less than")  # for `<=` and `>=`, true of numbers


def _marked(chain: str, mark: str) -> str:
    """The chain with its last value marked to be looked at: `?` for a number, `!` for a list, dict, set or string."""
    head, _, tail = chain.rpartition("\0")[0].rpartition("\0")
    return f"{head}\0{tail}{mark}\0"


class Reasons:
    """Words the reasons of one step; `turn` picks among relations that mean the same, for variety."""

    def __init__(self, shape: Shape, turn: int = 0) -> None:
        self.shape = shape
        self.turn = turn

    def reason(self, node: ast.expr, outcome: bool, within: bool = False) -> str | None:
        """A clause that says with its values why the condition is as it is; None when no value can be told.

        `within`: it is a part of a larger condition, whose other parts may tell the same value.
        """
        if constant_text(node) is not None:
            return None
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return self.reason(node.operand, not outcome, within)
        if isinstance(node, ast.BoolOp):
            return self._parts(node)
        if isinstance(node, ast.Compare):
            if not within and (why := self._not_none(node, outcome)) is not None:
                return why
            return self._compared(node, outcome) if len(node.ops) == 1 else self._chained(node, outcome)
        if isinstance(node, (ast.Name, ast.Attribute, ast.Subscript, ast.Call, ast.BinOp)):
            return self._truth(node, outcome)
        return None

    def _truth(self, node: ast.expr, outcome: bool) -> str | None:
        text = text_of(node)
        quote = quoted(text)
        if quote is None or text in self.shape.changed:
            return None
        chain = self.shape.evaluate.chain(node)
        if chain is None or isinstance(node, ast.Call):
            told = isinstance(node, (ast.Call, ast.BinOp))
            return chain if told else f"{quote} is {'truthy' if outcome else 'falsy'}"
        if self.shape.sized:
            chain = _marked(chain, "!")
            verdict = f"{quote} is {'not empty' if outcome else 'empty'}"
        else:
            words = ("is truthy", "counts as true") if outcome else ("is falsy", "counts as false")
            verdict = f"{quote} {words[self.turn]}"
        return f"{verdict} ({chain})"

    def _compared(self, node: ast.Compare, outcome: bool) -> str | None:
        operator, right = node.ops[0], node.comparators[0]
        if isinstance(operator, (ast.Is, ast.IsNot)):
            return self._identity(node, outcome)
        if isinstance(operator, (ast.In, ast.NotIn)):
            return self._membership(node, outcome)
        if self.shape.is_object(node.left) or self.shape.is_object(right):
            return self._judged(node, outcome)
        left_side, right_side = self._side(node.left), self._side(right)
        if left_side is None or right_side is None or ("\0" not in left_side and "\0" not in right_side):
            return None
        yes, no, number = _WORDS[type(operator)]
        choices = yes if outcome else no if self.shape.textual else number
        words = choices[self.turn % len(choices)]
        if self.shape.textual and outcome and words in _NUMBERS_ONLY:
            words = choices[0]
        joint = ", which is " if isinstance(node.left, ast.BinOp) else " is "
        return f"{left_side}{joint}{words} {right_side}"

    def _judged(self, node: ast.Compare, outcome: bool) -> str | None:
        """A comparison that a class decides: how it came out, and what was compared as far as it can be told."""
        quote = quoted(text_of(node))
        if quote is None:
            return None
        sides = [self.shape.evaluate.chain(side) for side in (node.left, node.comparators[0])]
        told = " and ".join(dict.fromkeys(side for side in sides if side is not None))
        return f"{quote} {'holds' if outcome else 'fails'}{f' ({told})' if told else ''}"

    def _side(self, node: ast.expr) -> str | None:
        """A side of a comparison: "`x + 1` = 4 + 1 = 5", or the literal of a constant."""
        constant = constant_text(node)
        if constant is not None:
            return constant
        chain = self.shape.evaluate.chain(node)
        if chain is not None and not self.shape.textual:
            # The words for numbers are exact only for numbers: a marked slot makes the telling look at the value.
            return _marked(chain, "?")
        return chain

    def _membership(self, node: ast.Compare, outcome: bool) -> str | None:
        left, right = node.left, node.comparators[0]
        item = constant_text(left) or self.shape.evaluate.chain(left)
        container = quoted(text_of(right))
        if item is None or container is None or constant_text(left) == item == constant_text(right):
            return None
        inside = outcome == isinstance(node.ops[0], ast.In)
        if constant_text(right) is not None:
            return f"{item} is {'in' if inside else 'not in'} {container}"
        if text_of(right) in self.shape.changed or not isinstance(right, (ast.Name, ast.Attribute, ast.Subscript)):
            return None
        held = self.shape.evaluate.chain(right)
        claim = f"{item} is {'in' if inside else 'not in'} {container}"
        return claim if held is None else f"{held}, and {claim}" if self.turn else f"{claim} ({held})"

    def _identity(self, node: ast.Compare, outcome: bool) -> str | None:
        right = node.comparators[0]
        if isinstance(right, ast.Constant) and right.value is None:
            value = self.shape.evaluate.value(node.left)
            left = quoted(text_of(node.left))
            if outcome == isinstance(node.ops[0], ast.Is) and value is not None and left is not None:
                return None if root_of(node.left) in self.shape.changed else f"{left} is {value}"
        quote = quoted(text_of(node))
        return None if quote is None else f"{quote} is {outcome}"

    def _not_none(self, node: ast.Compare, outcome: bool) -> str | None:
        """The number that something compared with None is instead: "`x` = 5" says more than "`x is None` is False"."""
        right = node.comparators[0]
        if len(node.ops) > 1 or not isinstance(right, ast.Constant) or right.value is not None or self.shape.textual:
            return None
        if outcome is not isinstance(node.ops[0], ast.IsNot) or not isinstance(node.ops[0], (ast.Is, ast.IsNot)):
            return None
        if root_of(node.left) in self.shape.changed:
            return None
        chain = self.shape.evaluate.chain(node.left)
        return None if chain is None else _marked(chain, "?")

    def _chained(self, node: ast.Compare, outcome: bool) -> str | None:
        quote = quoted(text_of(node))
        filled = self.shape.evaluate.filled(node)
        return None if quote is None or filled is None else f"{quote} = {filled} = {outcome}"

    def _parts(self, node: ast.BoolOp) -> str | None:
        """The parts that were looked at, each with its own reason; "but" before the one that decides otherwise."""
        outcomes = dict(self.shape.tests)
        told: list[str] = []
        seen: list[bool] = []
        for part in node.values:
            text = text_of(part)
            if text not in outcomes:
                break
            why = self.reason(part, outcomes[text], within=True)
            quote = quoted(text)
            if why is None and quote is None:
                return None
            told.append(why if why is not None else f"{quote} {'holds' if outcomes[text] else 'fails'}")
            seen.append(outcomes[text])
        if not told:
            return None
        if len(told) == 1:
            return told[0]
        joint = ", but " if seen[-1] != seen[-2] else " and "
        return ", ".join(told[:-1]) + joint + told[-1]
