"""Whether a change of the code changed what comes out: digests of small builds, traces and texts.

    python benchmarks/digests.py --write before.json      # on the commit before
    python benchmarks/digests.py --against before.json    # on the one after: names what differs, exit status 1

Builds are four configs with two seeds each; traces and texts are those of the programs in tests/execution/programs.
A build's ledger and card name the version of the package, so digests are compared within one version.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

import tracepile_hf as tp
from tracepile_hf.corpus.build import build

PROGRAMS = Path(__file__).resolve().parent.parent / "tests" / "execution" / "programs"
CONFIGS = ("algorithm", "competition-query", "math-code", "all")
SEEDS = (0, 1)


def of_builds(samples: int) -> Iterator[tuple[str, str]]:
    """One digest a file of every build."""
    for config in CONFIGS:
        for seed in SEEDS:
            with tempfile.TemporaryDirectory() as work:
                build(config, samples, seed, work, workers=2)
                for path in sorted(path for path in Path(work).rglob("*") if path.is_file()):
                    yield f"build/{seed}/{path.relative_to(work)}", sha256(path.read_bytes()).hexdigest()


def of_traces() -> Iterator[tuple[str, str]]:
    """Two digests a program: of its trace, and of what is told of it; one where the jail refuses it."""
    for path in sorted(PROGRAMS.glob("*.py")):
        code = path.read_text(encoding="utf-8")
        given = "".join(line[9:] + "\n" for line in code.splitlines() if line.startswith("# stdin: "))
        trace = tp.trace(code, stdin=given)
        yield f"trace/{path.stem}", sha256(json.dumps(asdict(trace)).encode()).hexdigest()
        if trace.outcome not in ("finished", "raised"):
            continue
        yield f"text/{path.stem}", sha256(tp.narrate(trace).encode("utf-8", "backslashreplace")).hexdigest()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--samples", type=int, default=60, help="rows of each build")
    options.add_argument("--write", type=Path, help="JSON file for the digests")
    options.add_argument("--against", type=Path, help="such a file, to compare with")
    given = options.parse_args()
    found = dict([*of_traces(), *of_builds(given.samples)])
    if given.write:
        given.write.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if given.against:
        before = json.loads(given.against.read_text(encoding="utf-8"))
        changed = [name for name in sorted({*before, *found}) if before.get(name) != found.get(name)]
        print("\n".join(changed), file=sys.stderr)
        if changed:
            sys.exit(f"{len(changed)} of {len(before)} digests differ")
    print(f"{len(found)} digests")


if __name__ == "__main__":
    main()
