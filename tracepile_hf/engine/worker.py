"""Inside a worker process: open once what the work needs, then answer piece by piece until there are no more.

It ends when it is told to, when its pipe closes, and when its parent is gone, whatever it is doing then.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
import traceback
from multiprocessing.connection import Connection
from typing import Any, Final

from tracepile_hf.engine.base import Opens
from tracepile_hf.errors import EngineError

READY: Final = "ready"
DONE: Final = "done"
FAILED: Final = "failed"


def serve(pipe: Connection, opens: Opens[Any]) -> None:
    """Answer (work, given) with (DONE, value) or (FAILED, error, traceback); None ends it. First says READY."""
    _heed_the_parent()
    try:
        with opens() as held:
            pipe.send((READY,))
            while (message := pipe.recv()) is not None:
                _answer(pipe, held, *message)
    except (EOFError, BrokenPipeError):
        return  # nobody is there any more
    except Exception as error:  # the boundary between processes: whatever could not be opened is raised by the parent
        pipe.send(_failure(error))


def _answer(pipe: Connection, held: Any, work: Any, given: Any) -> None:
    try:
        answer = pickle.dumps((DONE, work(held, given)))
    except Exception as error:  # likewise
        answer = pickle.dumps(_failure(error))
    pipe.send_bytes(answer)


def _failure(error: Exception) -> tuple[str, Exception, str]:
    """An error as it travels; one that does not is told by its text."""
    where = traceback.format_exc()
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # an exception's own pickling may fail in any way
        error = EngineError(f"{type(error).__name__}: {error}")
    return FAILED, error, where


def _heed_the_parent() -> None:
    """Ctrl-C reaches every process of a terminal, and is the parent's to answer; a parent that is gone ends us."""
    signal.signal(signal.SIGINT, lambda *_: None)  # not SIG_IGN, which every program that is run would inherit
    if hasattr(signal, "pthread_sigmask"):  # held back while this process started
        signal.pthread_sigmask(signal.SIG_SETMASK, set())
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, name="heeds the parent", daemon=True).start()
