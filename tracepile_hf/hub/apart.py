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
from typing import Any, Final

from tracepile_hf.corpus.build import Progress, build
from tracepile_hf.engine.shards import Busy
from tracepile_hf.errors import CorpusError, TracepileError

BUSY: Final = 75  # exit status of a build that found another at work in its folder
log = logging.getLogger(__name__)


def build_apart(config: str, samples: int, seed: int, out: Path, workers: int, progress: Progress) -> None:
    """As `corpus.build.build`. Raises Busy as it does, and CorpusError with what the build said last if it fails."""
    request = {"config": config, "samples": samples, "seed": seed, "out": str(out), "workers": workers}
    path = os.pathsep.join(entry or os.getcwd() for entry in sys.path)  # whatever the caller did to find this package
    reading, writing = os.pipe()  # how far it is; what it prints is kept apart from that
    with (
        open(reading, encoding="ascii") as told,
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said,
    ):
        process = subprocess.Popen(
            [sys.executable, "-m", __name__, str(writing), json.dumps(request)],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            env={**os.environ, "PYTHONPATH": path},
            pass_fds=(writing,),
        )
        os.close(writing)
        with process:
            try:
                for line in told:
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
    pipe, request = sys.argv[1:]
    os.set_inheritable(int(pipe), False)  # neither workers nor jails are to hold it open
    with open(int(pipe), "w", encoding="ascii", buffering=1) as told:
        _build(json.loads(request), lambda done, planned: told.writelines([f"{done} {planned}\n"]))


def _build(request: dict[str, Any], progress: Progress) -> None:
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    try:
        build(**request, progress=progress)
    except Busy:
        sys.exit(BUSY)
    except TracepileError as error:
        sys.exit(" ".join(str(error).split()))


if __name__ == "__main__":
    _main()
