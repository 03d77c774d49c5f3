"""Generate, verify, export and show a config of the corpus: a thin program over tracepile_hf.corpus.

    python dataset_scripts/tracepile.py generate --config algorithm --samples 1000 --out corpus
    python dataset_scripts/tracepile.py verify corpus
    python dataset_scripts/tracepile.py export corpus --config algorithm --split train --to train.jsonl
    python dataset_scripts/tracepile.py show corpus --config algorithm

`export` and `show` take the name too: `show tracepile --config algorithm` is what `tracepile build` built last.
The same as `tracepile build` and `tracepile verify`: the shortest tour of the corpus' parts, to be read, and
changed for a corpus of one's own.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tracepile_hf.corpus.build import SAMPLES, build
from tracepile_hf.corpus.configs import CONFIGS
from tracepile_hf.corpus.proof import verify_folder
from tracepile_hf.errors import TracepileError


def generate(arguments: argparse.Namespace) -> None:
    """Build a config into a folder of Parquet files with a card, a ledger and the rejects."""
    ledger = build(arguments.config, arguments.samples, arguments.seed, arguments.out, arguments.workers)
    print(f"{ledger.kept} samples of {ledger.considered} items, {ledger.claims} statements proved")


def verify(arguments: argparse.Namespace) -> None:
    """Run, ask and prove every row of a built folder again."""
    report = verify_folder(arguments.folder, arguments.workers)
    for failure in report.failures:
        print(failure)
    if report.failures:
        sys.exit(1)
    print(f"{report.rows} rows verified")


def export(arguments: argparse.Namespace) -> None:
    """Write one split as JSONL, for tools that do not read Parquet."""
    from datasets import load_dataset

    data = load_dataset(str(arguments.folder), arguments.config, split=arguments.split)
    data.to_json(arguments.to, force_ascii=True)
    print(f"{data.num_rows} rows in {arguments.to}")


def show(arguments: argparse.Namespace) -> None:
    """Print what `load_dataset` makes of a built folder, and its first row."""
    from datasets import load_dataset

    data = load_dataset(str(arguments.folder), arguments.config)
    print(data)
    first = next(iter(data.values()))[0]
    for message in first["messages"]:
        print(f"\n--- {message['role']} ---\n{message['content']}")


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = top.add_subparsers(required=True)

    making = commands.add_parser("generate", help=generate.__doc__)
    making.add_argument("--config", required=True, choices=CONFIGS, metavar="NAME")
    making.add_argument("--samples", type=int, default=SAMPLES)
    making.add_argument("--seed", type=int, default=0)
    making.add_argument("--out", type=Path, default=Path("tracepile"))
    making.add_argument("--workers", type=int, default=1)
    making.set_defaults(command=generate)

    checking = commands.add_parser("verify", help=verify.__doc__)
    checking.add_argument("folder", type=Path)
    checking.add_argument("--workers", type=int, default=1)
    checking.set_defaults(command=verify)

    exporting = commands.add_parser("export", help=export.__doc__)
    exporting.add_argument("folder", type=Path)
    exporting.add_argument("--config", required=True, choices=CONFIGS, metavar="NAME")
    exporting.add_argument("--split", default="train")
    exporting.add_argument("--to", type=Path, required=True)
    exporting.set_defaults(command=export)

    showing = commands.add_parser("show", help=show.__doc__)
    showing.add_argument("folder", type=Path)
    showing.add_argument("--config", required=True, choices=CONFIGS, metavar="NAME")
    showing.set_defaults(command=show)
    return top


def main() -> None:
    """Run one command; an error of this package ends in one line."""
    arguments = parser().parse_args()
    try:
        arguments.command(arguments)
    except TracepileError as error:
        sys.exit(f"tracepile: {error}")
    except (OSError, ValueError) as error:  # of `datasets`, which loads, and of the disk
        sys.exit(f"tracepile: {' '.join(str(error).split())}")


if __name__ == "__main__":
    main()
