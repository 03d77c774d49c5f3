"""The account of a teacher: what it was asked, what was proved, by kind of question and reason, and what that cost.

Nothing in it depends on the run that was made: answers from the cache count like those that were bought.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Taught:
    """Counts over all items that a teacher was asked about. `proved` counts paths, repaired ones among them."""

    teacher: str = ""  # model@revision
    engine: str = ""
    prompts: str = ""  # the version of the prompts
    register: str = ""
    grounded: bool = True
    detail: str = ""
    sampling: str = ""
    keep: str = ""
    paths: int = 0  # of each item
    repairs: int = 0  # rounds, at most
    items: int = 0
    replies: int = 0  # repairs among them
    faults: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    proved: int = 0
    items_proved: int = 0  # with at least one path
    repair_tried: int = 0  # paths that were handed back
    repaired: int = 0  # of those, proved afterwards
    agreement: float = 0.0  # the share of an item's answers that are its commonest, on average
    pass_at: dict[str, float] = field(default_factory=dict)  # k -> before repair
    first: dict[str, int] = field(default_factory=dict)  # policy -> first replies that it accepts
    reasons: dict[str, int] = field(default_factory=dict)  # why first replies are not proved
    kinds: dict[str, list[int]] = field(default_factory=dict)  # kind of question -> [paths, proved]

    def lines(self) -> list[str]:
        """The account in words, a line a matter."""
        asked = self.items * self.paths
        found = [
            f"{self.teacher}: {self.items} items by {self.paths} paths, {self.replies} replies, {self.faults} faults",
            f"{self.tokens_in} tokens read, {self.tokens_out} written",
            f"proved: {self.proved} of {asked} paths ({_share(self.proved, asked)}), at least one of "
            f"{self.items_proved} items ({_share(self.items_proved, self.items)})",
        ]
        if self.repairs:
            found.append(f"repaired: {self.repaired} of {self.repair_tried} paths that were handed back")
        if self.pass_at:
            found.append("pass@k before repair: " + ", ".join(f"{k}: {value:.3f}" for k, value in self.pass_at.items()))
        found.append(f"agreement of answers: {self.agreement:.3f}")
        accepted = ", ".join(f"{name} {count} ({_share(count, asked)})" for name, count in self.first.items())
        found.append(f"first replies accepted: {accepted}")
        reasons = sorted(self.reasons.items(), key=lambda pair: (-pair[1], pair[0]))
        found += [f"first replies not proved: {', '.join(f'{name} {n}' for name, n in reasons)}"] if reasons else []
        return found

    def table(self) -> str:
        """Acceptance by kind of question, as Markdown."""
        rows = [
            f"| {kind} | {self.register} | {paths} | {proved} | {_share(proved, paths)} |"
            for kind, (paths, proved) in sorted(self.kinds.items())
        ]
        head = "| question kind | register | paths | proved | share |\n|---|---|---|---|---|"
        return "\n".join([head, *rows])


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "none"
