"""The README of a built folder: what `load_dataset` needs to know, and what a reader should. From the ledgers."""

from __future__ import annotations

import html
import re
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from tracepile_hf.corpus.ledger import BYTES, REASONS, Ledger, read_ledger
from tracepile_hf.corpus.parquet import built_configs, read_rows, split_files
from tracepile_hf.corpus.pictures import PICTURES
from tracepile_hf.corpus.raw import PREFIX, SUFFIX, trace_files
from tracepile_hf.corpus.rows import COLUMNS, schema
from tracepile_hf.corpus.tables import FILE as FIGURES
from tracepile_hf.engine.shards import locked, whole
from tracepile_hf.records import TOLD_DOMAINS
from tracepile_hf.tokens import ESTIMATE

_SHOWN: Final = 5  # rows
_LONG: Final = 1500  # characters of a message that are shown
_PAPER: Final = "https://arxiv.org/abs/2510.23629"
_SIZES: Final = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))


def write_card(folder: Path) -> None:
    """Write `folder/README.md` for all built configs in it, in the order of the design.

    One process at a time, so that of two that finish together the later one sees both.
    """
    with locked(folder, wait=True), whole(folder / "README.md") as draft:
        built = {name: read_ledger(folder / name / "ledger.json") for name in built_configs(folder)}
        taught = any(ledger.taught is not None for ledger in built.values())
        body = [
            _introduction(_TAUGHT if taught else _TOLD),
            _overview(built),
            _loading(built),
            _tables(folder, built),
            _preview(folder, built),
            _COLUMNS,
        ]
        body = [part for part in body if part]
        draft.write_text(_header(folder, built) + "\n\n".join(body) + "\n", encoding="utf-8")


def is_card(path: Path) -> bool:
    """Whether a file is a card that a build wrote, this version's or an earlier one's."""
    try:
        return f"\n{_TITLE}\n" in path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False


def _header(folder: Path, built: dict[str, Ledger]) -> str:
    """The YAML block, by the Hub libraries' own writers. `num_examples` must be exact, or loading fails."""
    from datasets import DatasetInfo, Features, SplitDict, SplitInfo
    from datasets.info import DatasetInfosDict
    from datasets.utils.metadata import MetadataConfigs
    from huggingface_hub import DatasetCardData

    total = sum(ledger.kept for ledger in built.values())
    licenses = {name for ledger in built.values() for name in ledger.licenses}
    data = DatasetCardData(
        language="en",
        license="apache-2.0" if licenses <= {"Apache-2.0"} else "other",
        pretty_name="TracePile: chains of execution",
        size_categories=[next((name for bound, name in _SIZES if total < bound), "n>1M")],
        tags=["code", "reasoning", "chain-of-execution", "execution-traces", "synthetic"],
        task_categories=["text-generation"],
    )
    configs, infos = MetadataConfigs(), DatasetInfosDict()
    for name in built:
        files = split_files(folder / name)
        configs[name] = {
            # With the number of files: what an earlier, larger corpus left beside them on the Hub is not taken in.
            "data_files": [
                {"split": split, "path": f"{name}/{split}-*-of-{len(paths):05d}.parquet"}
                for split, paths in files.items()
            ],
            **({"default": True} if len(built) > 1 and name == next(iter(built)) else {}),
        }
        splits = SplitDict()
        for split, paths in files.items():
            metadata = [pq.read_metadata(path) for path in paths]
            size = sum(part.row_group(i).total_byte_size for part in metadata for i in range(part.num_row_groups))
            splits.add(SplitInfo(split, num_bytes=size, num_examples=sum(part.num_rows for part in metadata)))
        if raw := trace_files(folder / name):
            configs[name + SUFFIX] = {
                "data_files": [
                    {"split": split, "path": f"{name}/{PREFIX}{split}-*-of-{len(paths):05d}.parquet"}
                    for split, paths in raw.items()
                ]
            }
        infos[name] = DatasetInfo(
            config_name=name,
            features=Features.from_arrow_schema(_schema_of(files)),
            splits=splits,
            download_size=sum(path.stat().st_size for paths in files.values() for path in paths),
            dataset_size=sum(split.num_bytes for split in splits.values()),
        )
    configs.to_dataset_card_data(data)
    infos.to_dataset_card_data(data)
    return f"---\n{data.to_yaml()}\n---\n\n"


def _schema_of(files: dict[str, list[Path]]) -> pa.Schema:
    """Today's types, or those of rows that an earlier version wrote with other columns."""
    found = pq.read_schema(next(paths[0] for paths in files.values())) if files else schema()
    return schema() if found.names == schema().names else found


_TITLE: Final = "# TracePile: chains of execution"
_TOLD: Final = "Nothing was written by\na language model."
_TAUGHT: Final = "Where the column\n`narrator` names a model, that wrote the rationale."
_INTRODUCTION: Final = f"""{_TITLE}

Each row asks about the run of a small program and answers by telling that run step by step, in English. The runs were
recorded exactly, the rationales written from the recordings, and **every checkable statement of every rationale was
proved against its recorded run**; rows with one statement that could not be proved are not here. {_TOLD} \
After the paper [Chain of Execution Supervision Promotes General Reasoning in Large Language
Models]({_PAPER}); made with `tracepile build`, and checked again at any time with `tracepile verify` on this folder."""


def _introduction(writer: str) -> str:
    told = _INTRODUCTION.replace(_TOLD, writer)
    return told if writer == _TOLD else told.replace("exactly, the rationales written from the recordings,", "exactly,")


_COLUMNS: Final = "## Columns\n\n| column | content |\n|---|---|\n" + "\n".join(
    f"| `{name}` | {text} |" for name, text in COLUMNS.items()
)

_WEAK: Final = " **in a weak jail** (`--allow-weak-jail`: the machine had neither seccomp nor namespaces)"


def _overview(built: dict[str, Ledger]) -> str:
    """All configs in one table, domain by domain, as Table 2 of the paper has its corpus."""
    rows = [
        f"| `{name}` | {domain} | {count:,} | {tokens:,} | {tokens // count:,} |"
        for name, ledger in built.items()
        for domain, count in sorted(ledger.domains.items())
        if (tokens := ledger.domain_tokens[domain])
    ]
    if not rows:
        return ""
    total, tokens = sum(each.kept for each in built.values()), sum(each.tokens for each in built.values())
    rows.append(f"| **all** | | {total:,} | {tokens:,} | {tokens // max(total, 1):,} |")
    counted = ", ".join(sorted({each.tokenizer for each in built.values()}))
    head = f"| config | domain | samples | tokens ({counted}) | on average |\n|---|---|---|---|---|\n"
    return "## Overview\n\n" + head + "\n".join(rows)


def _preview(folder: Path, built: dict[str, Ledger]) -> str:
    """The first rows of the first config, cut where they are long."""
    name = next(iter(built), "")
    files = next(iter(split_files(folder / name).values()), []) if name else []
    if not files or pq.read_schema(files[0]).names != schema().names:
        return ""
    parts = [f"## The first rows of `{name}`"]
    for row in islice(read_rows(files[0], 0), _SHOWN):
        prompt, text = (_cut(message["content"]) for message in row["messages"])
        longest = max([2, *(len(run) for run in re.findall("`+", prompt + text))])
        fence = "`" * (longest + 1)
        title = f"{html.escape(row['id'])}: {row['question_kind']}, {row['tokens']} tokens"
        parts.append(
            f"<details><summary>{title}</summary>\n\n{fence}text\n{prompt}\n{fence}\n\n{fence}text\n{text}\n{fence}\n\n"
            "</details>"
        )
    return "\n\n".join(parts)


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else text[:_LONG].rstrip() + " [...]"


def _command(name: str, ledger: Ledger) -> str:
    """What builds the config again, but for programs that were given, which cannot be told in a line."""
    parts = [f"tracepile build --config {name} --samples {ledger.asked} --seed {ledger.seed}"]
    parts += [f"--families {','.join(ledger.only)}"] if ledger.only else []
    parts += [f"--held-out {','.join(ledger.held_out)}"] if ledger.held_out else []
    parts += [f"--budget {ledger.budget_tokens}"] if ledger.budget_tokens else []
    parts += [f"--max-tokens {ledger.max_tokens}"] if ledger.budget_tokens else []
    parts += [f"--target-tokens {ledger.target_tokens}"] if ledger.target_tokens else []
    parts += [f"--levels {ledger.levels[0]}-{ledger.levels[1]}"] if ledger.levels != [1, 5] else []
    parts += [f"--tokenizer {ledger.tokenizer}"] if ledger.tokenizer not in (ESTIMATE, BYTES) else []
    parts += ["--decontaminate FOLDER"] if ledger.benchmarks else []
    parts += ["--with-traces"] if ledger.traces else []
    parts += [f"--from {ledger.taken_from}"] if ledger.taken_from else []
    return " ".join(parts)


def _purity(ledger: Ledger) -> str:
    """What the rows were held against, and what came of it."""
    if not ledger.benchmarks:
        return "Not held against any benchmark (`--decontaminate`)."
    rows = [
        f"| {name} | {items} | {ledger.dropped[f'contaminated:{name}']} |"
        for name, items in sorted(ledger.benchmarks.items())
    ]
    missing = f"\n\nNot at hand: {', '.join(ledger.not_compared)}." if ledger.not_compared else ""
    return "| benchmark | items | rows dropped |\n|---|---|---|\n" + "\n".join(rows) + missing


def _loading(built: dict[str, Ledger]) -> str:
    name = next(iter(built), "algorithm")
    return (
        "## Loading\n\n```python\nfrom datasets import load_dataset\n\n"
        f'data = load_dataset("path/to/this/folder", "{name}")\n```\n\n'
        "Splits are by program family: no family, with all its variants, is in two splits. Rows are for training "
        "through `messages`; all other columns say where a row comes from."
    )


def _tables(folder: Path, built: dict[str, Ledger]) -> str:
    return "\n\n".join(_about(name, ledger, folder / name) for name, ledger in built.items())


def _about(name: str, ledger: Ledger, folder: Path) -> str:
    figures = folder / FIGURES
    splits = ", ".join(f"{split} {count}" for split, count in ledger.splits.items())
    share = max(ledger.families.values(), default=0) / max(ledger.kept, 1)
    weak = _WEAK if ledger.weak_jail else ""
    hidden = sum(count for domain, count in ledger.domains.items() if domain in TOLD_DOMAINS)
    lines = [
        f"## Config `{name}`",
        f"{hidden} rows are problems in words: their programs stay in the row, hidden from the prompt."
        if hidden
        else "",
        f"{ledger.kept} rows ({splits}) of {len(ledger.families)} program families, the largest {share:.1%} of the "
        f"rows; {ledger.claims} proved statements, {ledger.tokens} tokens ({ledger.tokenizer}). Seed {ledger.seed}, "
        f"Python {ledger.python}, tracepile_hf {ledger.version}, jail policy `{ledger.policy}`{weak}"
        + (f", witness `{ledger.witness}`." if ledger.witness else "."),
        f"Raw runs: the config `{name}{SUFFIX}`, a row a row; `trace` is the recorded run (docs/trace.md) as JSON."
        if ledger.traces
        else "",
        f"Programs taken from `{ledger.taken_from}`: {ledger.rows_read} rows read." if ledger.taken_from else "",
        f"**Not for training**: programs of {', '.join(ledger.held_out)} were asked for." if ledger.held_out else "",
        f"```sh\n{_command(name, ledger)}\n```",
        " ".join(f"![{picture}]({name}/{picture}.svg)" for picture in PICTURES if (folder / f"{picture}.svg").exists()),
        "" if ledger.taught is None else "\n".join(f"- {line}" for line in ledger.taught.lines()),
        "" if ledger.taught is None else ledger.taught.table(),
        figures.read_text(encoding="utf-8").strip() if figures.exists() else "",
        _table("rewrite (proved equal by running)", ledger.rewrites),
        _table("source of the program: its licence", ledger.sources or ledger.licenses),
        f"Near copies among programs: {ledger.near_duplicates}." if ledger.near_duplicates else "",
        _purity(ledger),
        f"Items considered {ledger.considered} = kept {ledger.kept} + dropped {sum(ledger.dropped.values())}.",
        _table("dropped", ledger.dropped, explain=True),
    ]
    return "\n\n".join(line for line in lines if line)


def _table(title: str, counts: Counter[str], explain: bool = False) -> str:
    if not counts:
        return ""
    rows = []
    for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        why = f": {REASONS[name.partition(':')[0]]}" if explain else ""
        rows.append(f"| {name or 'not stated'}{why} | {count} |")
    return f"| {title} | rows |\n|---|---|\n" + "\n".join(rows)
