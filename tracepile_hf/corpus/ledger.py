"""The account of a build: what came in, what was kept, what was dropped and why. In = kept + dropped, or it fails.

No times, machine names or worker counts: two builds of one seed have the same ledger.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from tracepile_hf.corpus.taught import Taught
from tracepile_hf.errors import CorpusError
from tracepile_hf.tokens import CONVERSATION, ESTIMATE

REASONS: Final[dict[str, str]] = {
    "bad_program": "the program does not parse, has no such entry point, or does not take the arguments",
    "held_out": "the program belongs to a benchmark or a test split that was not asked for by name",
    "not_taken": "a solution in the set that programs were taken from is not kept (`tracepile sources` lists why)",
    "no_input": "the program's own generator of inputs gave none that can be written down",
    "refused": "the run could not be recorded exactly",
    "too_long": "the run took more steps than the budget",
    "out_of_memory": "the run needed more memory than allowed",
    "crashed": "the interpreter died",
    "wrong_answer": "the run did not give what was expected",
    "no_question": "the run has nothing that this config asks about",
    "rejected": "a statement of the rationale could not be proved",
    "over_budget": "the rationale does not fit the token budget",
    "not_text": "the input or the rationale holds characters that UTF-8 cannot",
    "fault": "a stage failed on this item: a mistake in this package, to be reported",
    "lost": "the process that worked on its lot was lost, each time it was tried",
    "duplicate": "a lower item has the same program (whatever its names) and input, or a lower path says the same",
    "near_duplicate": "the program is a near copy of one with a lower number",
    "contaminated": "the text or the program of a benchmark's item stands in it",
    "unanswered": "the teacher gave no answer, each time it was asked",
    "cut": "the teacher's answer was ended by its limit of tokens, and is not proved",
    "unchanged": "a teacher's paraphrase that is the text itself",
    "claim_lost": "a teacher's paraphrase that is proved, and leaves out something that its original says",
    "not_chosen": "a teacher's path that is proved; the policy keeps another of its item",
    "told_otherwise": "the narrator's row of an item that only the teacher was to tell",
    "common_answer": "the kind of question has this answer too often already: it could be guessed",
    "copied_answer": "the kind has answers that a fixed rule copies from the prompt too often already",
    "large_family": "the family has its share of the rows already",
    "surplus": "more were made than asked for",
}


COUNTERS: Final = (
    "dropped", "splits", "families", "question_kinds", "rewrites", "licenses", "benchmarks", "domains",
    "domain_tokens", "sources", "lengths", "statements",
)  # fmt: skip
LENGTH: Final = 512  # tokens
BYTES: Final = "bytes / 3.6"  # the rule of earlier versions


@dataclass
class Ledger:
    """Counts of one built config. `dropped` maps a reason, or `reason:detail`, to a count."""

    config: str
    seed: int
    asked: int
    only: list[str] = field(default_factory=list)  # the families that the config was narrowed down to
    held_out: list[str] = field(default_factory=list)  # benchmarks that were asked for by name
    taken_from: str = ""  # the set of other people's that programs were taken from, with its split
    rows_read: int = 0  # of that set
    considered: int = 0
    kept: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    splits: Counter[str] = field(default_factory=Counter)
    families: Counter[str] = field(default_factory=Counter)
    question_kinds: Counter[str] = field(default_factory=Counter)
    rewrites: Counter[str] = field(default_factory=Counter)
    licenses: Counter[str] = field(default_factory=Counter)
    tokens: int = 0
    tokenizer: str = ESTIMATE  # what counted them
    max_tokens: int = CONVERSATION  # that a conversation might have
    budget_tokens: int = 0  # that a rationale might have
    target_tokens: int = 0  # the mean that conversations were to have; 0: none was asked for
    domains: Counter[str] = field(default_factory=Counter)
    domain_tokens: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)  # where programs come from, and under which licence
    lengths: Counter[str] = field(default_factory=Counter)  # conversations by tokens, in steps of LENGTH
    statements: Counter[str] = field(default_factory=Counter)  # rationales by proved statements, by powers of two
    near_duplicates: str = ""  # how near copies among given programs were looked for
    benchmarks: Counter[str] = field(default_factory=Counter)  # items of each that rows were held against
    not_compared: list[str] = field(default_factory=list)  # benchmarks whose items were not at hand
    claims: int = 0
    python: str = ""
    version: str = ""
    policy: str = ""
    witness: str = ""  # of which cases there was a run of another kind: all, one a program, none
    weak_jail: bool = False  # the jail had neither seccomp nor namespaces, and that was allowed
    taught: Taught | None = None  # what a teacher was asked and what came of it
    traces: str = ""  # sha256 over the texts of all raw runs, where they stand beside the rows
    digest: str = ""  # sha256 over the digests of all rows, split by split, in order

    def drop(self, reason: str, detail: str = "", count: int = 1) -> None:
        """Count items that left, by a reason from REASONS and, after a colon, a detail from a stage's closed list."""
        if reason not in REASONS:
            raise ValueError(f"expected a reason from {', '.join(REASONS)}, got {reason!r}")
        self.dropped[f"{reason}:{detail}" if detail else reason] += count

    def keep(self, row: dict[str, Any], split: str) -> None:
        """Count a row that stays."""
        self.kept += 1
        self.splits[split] += 1
        self.families[row["family"]] += 1
        self.question_kinds[row["question_kind"]] += 1
        self.rewrites.update(row["rewrites"])
        self.licenses[row["license"]] += 1
        self.tokens += row["tokens"]
        self.claims += row["claims"]
        self.domains[row["domain"]] += 1
        self.domain_tokens[row["domain"]] += row["tokens"]
        self.sources[f"{row['source'] or 'not stated'}: {row['license'] or 'not stated'}"] += 1
        self.lengths[str(row["tokens"] // LENGTH * LENGTH)] += 1
        self.statements[str(1 << max(row["claims"].bit_length() - 1, 0))] += 1

    def check(self) -> None:
        """Raise CorpusError unless every item that came in is accounted for."""
        dropped = sum(self.dropped.values())
        if self.considered != self.kept + dropped or self.kept != sum(self.splits.values()):
            raise CorpusError(
                f"the ledger of {self.config} does not balance: {self.considered} considered, "
                f"{self.kept} kept ({sum(self.splits.values())} in splits), {dropped} dropped"
            )

    def write(self, path: Path) -> None:
        """Write the ledger as JSON; it must balance."""
        self.check()
        content = {
            "config": self.config,
            "seed": self.seed,
            "asked": self.asked,
            "only": self.only,
            "held_out": self.held_out,
            "taken_from": self.taken_from,
            "rows_read": self.rows_read,
            "considered": self.considered,
            "kept": self.kept,
            "dropped": dict(sorted(self.dropped.items())),
            "splits": {split: self.splits[split] for split in ("train", "validation", "test") if self.splits[split]},
            "families": dict(sorted(self.families.items())),
            "question_kinds": dict(sorted(self.question_kinds.items())),
            "rewrites": dict(sorted(self.rewrites.items())),
            "licenses": dict(sorted(self.licenses.items())),
            "tokens": self.tokens,
            "tokenizer": self.tokenizer,
            "max_tokens": self.max_tokens,
            "budget_tokens": self.budget_tokens,
            "target_tokens": self.target_tokens,
            "domains": dict(sorted(self.domains.items())),
            "domain_tokens": dict(sorted(self.domain_tokens.items())),
            "sources": dict(sorted(self.sources.items())),
            "lengths": dict(sorted(self.lengths.items(), key=lambda pair: int(pair[0]))),
            "statements": dict(sorted(self.statements.items(), key=lambda pair: int(pair[0]))),
            "near_duplicates": self.near_duplicates,
            "benchmarks": dict(sorted(self.benchmarks.items())),
            "not_compared": self.not_compared,
            "claims": self.claims,
            "python": self.python,
            "version": self.version,
            "policy": self.policy,
            "witness": self.witness,
            "weak_jail": self.weak_jail,
            **({} if self.taught is None else {"taught": asdict(self.taught)}),
            **({"traces": self.traces} if self.traces else {}),
            "digest": self.digest,
        }
        path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def read_ledger(path: Path) -> Ledger:
    """The ledger of a built config; CorpusError if it is missing, no ledger, or does not balance."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if "tokens_estimated" in content:  # of a version that had one rule for them
            content |= {"tokens": content.pop("tokens_estimated"), "tokenizer": BYTES}
        counters = COUNTERS
        fields: dict[str, Any] = {key: Counter(value) if key in counters else value for key, value in content.items()}
        taught = fields.pop("taught", None)
        ledger = Ledger(**fields, taught=None if taught is None else Taught(**taught))
        ledger.check()
        for counter in counters:
            if not all(type(count) is int for count in fields.get(counter, {}).values()):
                raise TypeError(f"{counter} are no counts")
    except OSError as error:
        raise CorpusError(f"expected a ledger at {path}, got {error.strerror}") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise CorpusError(f"expected a ledger at {path}, got something else ({error})") from error
    return ledger
