"""A build with several workers, in an interpreter of its own.

Workers are fresh interpreters that import the main module again. `load_dataset` is called from anybody's script, which
would load, and build, once more in each worker; so the build gets a main module that does nothing when imported.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from tracepile_hf.corpus.build import Progress, build
from tracepile_hf.engine.shards import Busy
from tracepile_hf.errors import CorpusError, TracepileError

BUSY: Final = 75  # exit status of a build that found another at work in its folder
log = logging.getLogger(__name__)


def build_apart(config: str, samples: int, seed: int, out: Path, workers: int, progress: Progress) -> None:
    """As `corpus.build.build`. Raises Busy as it does, and CorpusError with what the build said last if it fails."""
    request = json.dumps({"config": config, "samples": samples, "seed": seed, "out": str(out), "workers": workers})
    path = os.pathsep.join(entry or os.getcwd() for entry in sys.path)  # whatever the caller did to find this package
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        with subprocess.Popen(
            [sys.executable, "-m", __name__, request],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
            env={**os.environ, "PYTHONPATH": path},
            text=True,
        ) as process:
            try:
                assert process.stdout is not None
                for line in process.stdout:
                    done, planned = line.split()
                    progress(int(done), int(planned))
            except BaseException:  # the caller gives up, whatever the reason: the build must not go on without it
                process.terminate()
                raise
        said.seek(0)
        lines = said.read().splitlines()
    if process.returncode == BUSY:
        raise Busy("nobody else at work there", "another process that is", str(out))
    if process.returncode:
        raise CorpusError(lines[-1] if lines else f"the build of {config} ended with status {process.returncode}")
    for line in lines:
        log.warning("%s", line)


def _main() -> None:
    request = json.loads(sys.argv[1])

    def progress(done: int, planned: int) -> None:
        sys.stdout.write(f"{done} {planned}\n")
        sys.stdout.flush()

    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    try:
        build(**request, progress=progress)
    except Busy:
        sys.exit(BUSY)
    except TracepileError as error:
        sys.exit(" ".join(str(error).split()))


if __name__ == "__main__":
    _main()
