"""A process that explores for the page: it takes wishes from its channel, one at a time, until the channel closes."""

from __future__ import annotations

import json
import resource
import sys
import traceback
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

MEMORY: Final = 4 << 30  # bytes of address space; what a long telling needs is far below


def main() -> None:
    """Serve. The first message says why visitors' programs cannot run here, or nothing."""
    settings = json.loads(sys.argv[1])
    sys.path[:0] = [str(Path(__file__).resolve().parent), *settings["import_from"]]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    from explorer import Explorer  # found only now that the path is set

    channel = Connection(settings["channel"])
    explorer = Explorer(settings["without"], settings["patience"])
    wishes = {
        "run": explorer.run,
        "ask": explorer.ask,
        "grade": explorer.grade,
        "check": explorer.check,
        "rewrite": explorer.rewrite,
        "prompt": explorer.prompt,
        "export": explorer.export,
        "card": explorer.card,
    }
    channel.send(explorer.why_closed)
    while True:
        try:
            wish, arguments = channel.recv()
        except EOFError:
            return
        channel.send(_answer(wishes[wish], arguments))


def _answer(work: Any, arguments: tuple[Any, ...]) -> tuple[str, Any]:
    from tracepile_hf.errors import InputError, TracepileError

    try:
        return "done", work(*arguments)
    except InputError as error:
        what, _, lines = error.got.partition("\n")  # lines: of the program, with a caret
        return "sorry", f"Expected {error.expected}, got {what} ({error.where})" + (f":\n{lines}" if lines else ".")
    except TracepileError as error:
        return "sorry", str(error)
    except Exception as error:  # the boundary: a fault of ours costs one wish, and is written down without its data
        frames = traceback.extract_tb(error.__traceback__)
        print(f"fault: {type(error).__name__} in {work.__name__}", *frames.format(), file=sys.stderr)
        return "sorry", f"Sorry, this did not work ({type(error).__name__}). The fault is ours, not your program's."


if __name__ == "__main__":
    main()
