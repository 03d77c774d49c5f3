"""`match` statements -> replay code."""

from __future__ import annotations

import ast

from tracepile_hf.execution.replay.compiler.control import Control
from tracepile_hf.execution.replay.compiler.emitter import Unsupported
from tracepile_hf.execution.replay.compiler.sources import text_of


class Matching(Control):
    """The part of the compiler that knows patterns."""

    # Match

    def _Match(self, node: ast.Match) -> None:
        p = self.p
        self.begin(node)
        site = self.site
        subject = self.hold(f"{p}subject({self.value(node.subject)})")
        chosen = self.hold("-1")
        for position, case in enumerate(node.cases):
            with self.block(f"if {chosen} < 0:"):
                self.site = site
                self._case(case, subject, chosen, position)
        self.site = site
        self.end()
        for position, case in enumerate(node.cases):
            with self.block(f"{'elif' if position else 'if'} {chosen} == {position}:"):
                self.mark(case.pattern.lineno)
                self.body(case.body)

    def _case(self, case: ast.match_case, subject: str, chosen: str, position: int) -> None:
        matched = self.hold("False")
        captured: list[tuple[str, str]] = []
        pattern = self._pattern(case.pattern, captured)
        with self.block(f"match {subject}:"), self.block(f"case {pattern}:"):
            self.emit(f"{matched} = True")
        with self.block(f"if {matched}:"):
            for name, variable in captured:
                self.bind(name, f"{self.p}captured({variable})")
            if case.guard is not None:
                self.emit(f"{matched} = {self.test(case.guard)}")
        with self.block(f"if {matched}:"):
            self.emit(f"{chosen} = {position}")
        guard = "" if case.guard is None else f" if {text_of(case.guard)}"
        self.decided(f"case {text_of(case.pattern)}{guard}", matched)

    def _pattern(self, node: ast.pattern, captured: list[tuple[str, str]]) -> str:
        def capture(name: str) -> str:
            captured.append((name, self.fresh("m")))
            return captured[-1][1]

        if isinstance(node, ast.MatchValue):
            return self._pattern_value(node.value)
        if isinstance(node, ast.MatchSingleton):
            return repr(node.value)
        if isinstance(node, ast.MatchSequence):
            return "[" + ", ".join(self._pattern(part, captured) for part in node.patterns) + "]"
        if isinstance(node, ast.MatchStar):
            return "*" + (capture(node.name) if node.name else "_")
        if isinstance(node, ast.MatchMapping):
            parts = [
                f"{self._pattern_value(key)}: {self._pattern(part, captured)}"
                for key, part in zip(node.keys, node.patterns, strict=True)
            ]
            parts += [f"**{capture(node.rest)}"] if node.rest else []
            return "{" + ", ".join(parts) + "}"
        if isinstance(node, ast.MatchClass):
            return self._pattern_class(node, captured)
        if isinstance(node, ast.MatchOr):
            return self._pattern_or(node, captured)
        assert isinstance(node, ast.MatchAs)
        if node.pattern is None:
            return capture(node.name) if node.name else "_"
        inner = self._pattern(node.pattern, captured)
        return f"({inner} as {capture(node.name or '_')})"

    def _pattern_or(self, node: ast.MatchOr, captured: list[tuple[str, str]]) -> str:
        """Alternatives bind the same names: they must bind the same variables."""
        start = len(captured)
        parts = [self._pattern(node.patterns[0], captured)]
        first = dict(captured[start:])
        for other in node.patterns[1:]:
            mine: list[tuple[str, str]] = []
            text = self._pattern(other, mine)
            for name, variable in mine:
                text = _replace_word(text, variable, first[name])
            parts.append(text)
        return "(" + " | ".join(parts) + ")"

    def _pattern_value(self, node: ast.expr) -> str:
        if isinstance(node, ast.Attribute):  # a dotted name: held, then looked up through a box
            held = self.value(node, False)
            return f"{self.hold(f'{self.p}Box({held})')}.value"
        return text_of(node)

    def _pattern_class(self, node: ast.MatchClass, captured: list[tuple[str, str]]) -> str:
        if any(name.startswith("_") for name in node.kwd_attrs):
            raise Unsupported("private_attribute")
        held = self.hold(f"{self.p}Box({self.p}pattern_class({self.value(node.cls, False)}))")
        parts = [self._pattern(part, captured) for part in node.patterns]
        parts += [
            f"{name}={self._pattern(part, captured)}"
            for name, part in zip(node.kwd_attrs, node.kwd_patterns, strict=True)
        ]
        return f"{held}.value({', '.join(parts)})"


def _replace_word(text: str, old: str, new: str) -> str:
    return (
        text.replace(old + ",", new + ",")
        .replace(old + ")", new + ")")
        .replace(old + "]", new + "]")
        .replace(old + "}", new + "}")
    )
