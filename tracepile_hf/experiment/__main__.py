"""`python -m tracepile_hf.experiment`: run and report, the same as `tracepile experiment`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tracepile_hf.errors import TracepileError
from tracepile_hf.experiment.commands import report, run


def main() -> int:
    """The command; its exit status."""
    parser = argparse.ArgumentParser(prog="python -m tracepile_hf.experiment", description="Does telling runs teach?")
    commands = parser.add_subparsers(dest="command", required=True)
    running = commands.add_parser("run", help="train a design's arms, in segments; the same command goes on")
    running.add_argument("--design", default="cpu", help="a shipped design, or a file")
    running.add_argument("--out", type=Path, help="folder (default: runs/DESIGN)")
    running.add_argument("--minutes", type=float, default=1e6, help="of this segment")
    running.add_argument("--threads", type=int, help="of torch (default: its own choice)")
    reporting = commands.add_parser("report", help="table, curves, notebook and card from the raw answers")
    reporting.add_argument("out", type=Path, help="folder of run")
    reporting.add_argument("--unregistered", action="store_true", help="also of a design that nobody registered")
    given = parser.parse_args()
    try:
        if given.command == "run":
            run(given.design, given.out, given.minutes, given.threads, _tell)
        else:
            report(given.out, given.unregistered, _tell)
    except TracepileError as error:
        print(f"experiment: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("experiment: ended; the same command goes on", file=sys.stderr)
        return 130
    return 0


def _tell(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
