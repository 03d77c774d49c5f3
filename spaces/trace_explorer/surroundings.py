"""What of the surroundings the page's process is given: no variable that it does not need, so no secret in it.

Taking a variable out of `os.environ` leaves it readable in /proc/PID/environ: the process is started anew with a clean
environment instead. The one secret there may be, the key of a model's endpoint, goes through a pipe.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Final

KEPT: Final = frozenset({"PATH", "HOME", "LANG", "TZ", "TMPDIR", "PORT", "SYSTEM", "VIRTUAL_ENV", "LD_LIBRARY_PATH"})
KEPT_PREFIXES: Final = ("PYTHON", "LC_", "GRADIO_", "SPACE_", "SSL_CERT_", "TRACE_EXPLORER_")
KEY: Final = "TRACE_EXPLORER_KEY"
_KEY_CHANNEL: Final = "TRACE_EXPLORER_KEY_CHANNEL"
_CLEAN: Final = "TRACE_EXPLORER_CLEAN"


def cleaned(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables that stay."""
    kept = {name: value for name, value in environment.items() if name in KEPT or name.startswith(KEPT_PREFIXES)}
    kept.pop(KEY, None)
    return {**kept, "GRADIO_ANALYTICS_ENABLED": "False", _CLEAN: "1"}


def clean() -> str:
    """Start this process anew without what it does not need, unless that was done. Returns the endpoint's key or ""."""
    if _CLEAN in os.environ:
        return _received()
    environment = cleaned(os.environ)
    if os.environ.get(KEY):
        reading, writing = os.pipe()
        os.write(writing, os.environ[KEY].encode())
        os.close(writing)
        os.set_inheritable(reading, True)
        environment[_KEY_CHANNEL] = str(reading)
    sys.stdout.flush()
    return os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environment)


def _received() -> str:
    channel = os.environ.pop(_KEY_CHANNEL, "")
    if not channel:
        return ""
    with os.fdopen(int(channel), "rb") as pipe:
        return pipe.read().decode().strip()
