"""The run seen from one step: what an expression is worth there, was worth as it was evaluated, or before it."""

from __future__ import annotations

import ast
from typing import Any

from tracepile_hf.literals import Instance, is_value
from tracepile_hf.records import Step
from tracepile_hf.verification.expression import Resolve, evaluate, is_place, normal, parse_expression, written
from tracepile_hf.verification.places import root_of
from tracepile_hf.verification.source import Source
from tracepile_hf.verification.state import Known, State, Unknown
from tracepile_hf.verification.timeline import Timeline


class View:
    """What can be said at the step at `position`. Position -1 is before the run: nothing is bound there."""

    __slots__ = (
        "_nodes",
        "_operands",
        "_statement",
        "_tests",
        "_told",
        "frame",
        "position",
        "source",
        "state",
        "step",
        "timeline",
    )

    def __init__(self, timeline: Timeline, state: State, source: Source, position: int) -> None:
        self.timeline = timeline
        self.state = state
        self.source = source
        self.position = position
        self.step: Step | None = timeline.steps[position] if position >= 0 else None
        self.frame = self.step.frame if self.step is not None else 0
        self._statement: list[Step] | None = None
        self._operands: dict[str, list[str]] | None = None
        self._tests: dict[str, bool] | None = None
        self._told: dict[str, int] | None = None
        self._nodes: list[ast.stmt] | None = None

    @property
    def statement(self) -> list[Step]:
        """The steps of the statement where we stand, so far, latest first."""
        if self._statement is None:
            self._statement = self.timeline.statement(self.position) if self.step is not None else []
        return self._statement

    @property
    def operands(self) -> dict[str, list[str]]:
        """Text of a sub-expression -> the literals it had in this statement so far, in order of evaluation."""
        if self._operands is None:
            found: dict[str, list[str]] = {}
            for step in reversed(self.statement):
                for text, literal in step.operands:
                    known = found.get(text)
                    if known is None:
                        found[text] = [literal]
                    else:
                        known.append(literal)
            self._operands = found
        return self._operands

    def test(self, text: str) -> bool | None:
        """The outcome of a condition that this statement decided; None if it is none of them."""
        tests = self._tests
        if tests is None:
            tests = self._tests = {}
            for step in reversed(self.statement):
                if step.tests:
                    tests.update(step.tests)
        if not tests:
            return None
        found = tests.get(text)
        return found if found is not None else tests.get(normal(text))

    def says(self, text: str, literal: str) -> bool:
        """Whether the expression is worth `literal` here. Raises `Unknown` if the trace does not tell its value."""
        alternatives = None if text.isidentifier() else self._alternatives(text)
        if alternatives is None:
            return self.known(text).is_said(literal)
        if self._told is None:
            self._told = {}
        start = self._told.get(text, 0)
        for number in range(start, len(alternatives)):
            if alternatives[number] == literal or Known(alternatives[number]).is_said(literal):
                self._told[text] = number
                return True
        return False

    def known(self, text: str) -> Known:
        """What the expression is worth here: a changed place its new value, else the operand, else by evaluation."""
        if text.isidentifier():
            return self._name(text)
        alternatives = self._alternatives(text)
        if alternatives is not None:
            return Known(alternatives[0])
        outcome = self.test(text)
        if outcome is not None and text not in self.operands:
            return Known(repr(outcome))
        self.require_program(text)
        return Known(None, evaluate(self._tree(text), self._resolve_here))

    def require_program(self, text: str, anywhere: bool = False) -> None:
        """Raises `Unknown` for an expression that is none of this statement (or of the program, `anywhere`), or that it
        may have passed over: any could be made up. A place may be named whether the statement does or not."""
        if is_place(text, plain=True):
            return
        tree = parse_expression(text)
        if isinstance(tree, ast.Subscript) and isinstance(tree.slice, ast.UnaryOp) and is_place(text):
            holder = evaluate(tree.value, self._resolve_here)
            if isinstance(holder, Instance) and len(holder.__positional__) == 1:
                holder = holder.__positional__[0]  # of a class derived from `dict`
            if isinstance(holder, dict):
                return  # a key; in a row, -1 names an element that has another name as well
        line = self.step.line if self.step is not None else 0
        said = normal(text)
        if anywhere:
            if not self.source.is_expression(said, line):
                raise Unknown("it is no expression of the program")
        elif said not in self.operands and said not in self.source.certain_at(line):
            if not self.source.has_expression(said, line):
                if tree is not None and any(self.is_filled_in(node, tree) for node in self.source.expressions_at(line)):
                    return
                raise Unknown(f"it is no expression of line {line}")
            if not self._is_put_together(said):
                raise Unknown(f"line {line} did not evaluate it")

    def is_filled_in(self, own: ast.AST, said: ast.AST) -> bool:
        """Whether `said` is an expression of the statement with some of its parts replaced by what they were worth."""
        if type(own) is type(said):
            fields = [field for field in own._fields if field not in ("ctx", "kind")]
            if all(self._is_alike(getattr(own, field), getattr(said, field)) for field in fields):
                return True
        if not isinstance(own, (ast.Name, ast.Attribute, ast.Subscript, ast.Call, ast.BinOp)):
            return False
        text = written(said)
        return is_value(text) and any(Known(literal).is_said(text) for literal in self.alternatives(own))

    def _is_alike(self, own: Any, said: Any) -> bool:
        if isinstance(own, list):
            same = isinstance(said, list) and len(own) == len(said)
            return same and all(self._is_alike(one, other) for one, other in zip(own, said, strict=True))
        if isinstance(own, ast.AST):
            return isinstance(said, ast.AST) and self.is_filled_in(own, said)
        return type(own) is type(said) and bool(own == said)

    def _is_put_together(self, text: str) -> bool:
        """Whether an expression that may have been passed over was evaluated: all that it is made of was."""
        tree = parse_expression(text)
        parts = [node for node in ast.iter_child_nodes(tree) if isinstance(node, ast.expr)] if tree is not None else []
        return (
            bool(parts)
            and all(
                isinstance(part, ast.Constant) or written(part) in self.operands or self.test(written(part)) is not None
                for part in parts
            )
            and isinstance(tree, (ast.Tuple, ast.List, ast.Set, ast.Dict, ast.Compare, ast.BoolOp))
        )

    @property
    def nodes(self) -> list[ast.stmt]:
        """The statements on this line that ran, or may have: not those behind a test on the same line that failed, and
        of a `for` at its end nothing is left."""
        if self._nodes is None:
            step = self.step
            found = [] if step is None else self.source.statements.get(step.line, [])
            if len(found) > 1 or (found and isinstance(found[0], (ast.For, ast.AsyncFor))):
                found = self._ran(found)
            self._nodes = found
        return self._nodes

    def _ran(self, found: list[ast.stmt]) -> list[ast.stmt]:
        passed: set[int] = set()
        step = self.step
        assert step is not None
        for node in found:
            if isinstance(node, (ast.If, ast.While)):
                outcome = self.test(written(node.test))
            elif isinstance(node, (ast.For, ast.AsyncFor)):
                outcome = step.tests[-1][1] if step.tests and step.tests[-1][0].startswith("for ") else None
                if outcome is False:
                    passed.add(id(node))
            else:
                continue
            blocks = {True: node.orelse, False: node.body}
            for part in blocks.get(outcome, []) if outcome is not None else []:
                passed.update(id(inner) for inner in ast.walk(part))
        return [node for node in found if id(node) not in passed] if passed else found

    @property
    def targets(self) -> frozenset[str]:
        """Names that the statements which ran here bind, or a part of which they write to."""
        step = self.step
        if step is None:
            return frozenset()
        nodes = self.nodes
        if nodes is self.source.statements.get(step.line):
            return self.source.targets_at(step.line)
        return self.source.targets_of(nodes)

    def evaluated(self, node: ast.expr) -> Known:
        """What an expression was worth when this statement was evaluated: its operand, else from the state before."""
        literals = self.operands.get(written(node))
        if literals is not None:
            return Known(literals[0])
        return Known(None, evaluate(node, self.resolve_then))

    def alternatives(self, node: ast.expr) -> list[str]:
        """All literals the sub-expression had in this statement."""
        return self.operands.get(written(node), [])

    def after(self, text: str) -> Known:
        """What a place holds after this step, whatever the statement read there before. Raises `Unknown`."""
        tree = self._tree(text)
        if self.step is not None:
            for place, literal in self.step.changed:
                if place == text:
                    return Known(literal)
        self.require_program(text)
        return Known(None, evaluate(tree, self._resolve_here))

    def places(self, text: str) -> set[str]:
        """A place with its keys worked out: `xs[i]` as `xs[3]`, before the statement and after it. Raises `Unknown`."""
        tree = self._tree(text)
        if isinstance(tree, ast.Name):
            return {tree.id}
        return {self._place(tree, resolve) for resolve in (self.resolve_then, self._resolve_here)}

    def _place(self, node: ast.expr, resolve: Resolve) -> str:
        if isinstance(node, ast.Name):
            return node.id
        if isinstance(node, ast.Attribute):
            return f"{self._place(node.value, resolve)}.{node.attr}"
        if isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Slice):
            return f"{self._place(node.value, resolve)}[{Known(None, evaluate(node.slice, resolve)).text}]"
        raise Unknown(f"{written(node)} is no place")

    def before(self, text: str) -> Known:
        """What a place held before this step. Raises `Unknown` if it was not bound."""
        if self.step is None:
            raise Unknown("nothing is before the run")
        tree = self._tree(text)
        if isinstance(tree, ast.Name):
            known = self.state.lookup(tree.id, self.frame, self.position - 1)
            if self.state.owner(tree.id, self.frame, self.position) != self.state.owner(
                tree.id, self.frame, self.position - 1
            ):
                raise Unknown(f"{tree.id} was another name before")
        else:
            known = Known(None, evaluate(tree, self._resolve_before))
        return known

    def _name(self, name: str) -> Known:
        try:
            return self.state.lookup(name, self.frame, self.position)
        except Unknown:
            literals = self.operands.get(name)
            if literals is None:
                raise
            return Known(literals[-1])

    def _alternatives(self, text: str) -> list[str] | None:
        """The literals of a text that need no evaluation: a part changed here, or the operands."""
        step = self.step
        if step is None:
            return None
        if step.changed and is_place(text):
            root = root_of(text)
            for place, literal in step.changed:
                if place == text:
                    return [literal]
            parts = [place for place, _ in step.changed if root_of(place) == root]
            if parts and root not in parts:
                try:
                    self.require_program(text)
                    return [Known(None, evaluate(self._tree(text), self._resolve_here)).text]
                except Unknown:
                    pass
        literals = self.operands.get(text)
        return literals if literals is not None else self.operands.get(normal(text))

    @staticmethod
    def _tree(text: str) -> ast.expr:
        tree = parse_expression(text)
        if tree is None:
            raise Unknown(f"{text} is no expression")
        return tree

    def _resolve_here(self, node: ast.expr) -> Any:
        if isinstance(node, ast.Name):
            return self._name(node.id).value
        if isinstance(node, ast.Attribute):
            return self.state.part(written(node), self.frame, self.position).value
        return self._operand(node)

    def resolve_then(self, node: ast.expr) -> Any:
        literals = self.operands.get(written(node))
        if literals is not None:
            return Known(literals[0]).value
        if isinstance(node, (ast.Name, ast.Attribute)) and self.statement:
            look = self.state.lookup if isinstance(node, ast.Name) else self.state.part
            try:
                return look(written(node), self.frame, self.statement[-1].index - 1).value
            except Unknown:
                return look(written(node), self.frame, self.position).value
        raise Unknown(f"{written(node)} is not among the operands")

    def _resolve_before(self, node: ast.expr) -> Any:
        if isinstance(node, ast.Name):
            return self.state.lookup(node.id, self.frame, self.position - 1).value
        if isinstance(node, ast.Attribute):
            return self.state.part(written(node), self.frame, self.position - 1).value
        raise Unknown(f"{written(node)} is evaluated by its parts")

    def _operand(self, node: ast.expr) -> Any:
        if isinstance(node, ast.Call):
            literals = self.operands.get(written(node))
            if literals is not None:
                return Known(literals[-1]).value
        raise Unknown(f"{written(node)} is not among the operands")
