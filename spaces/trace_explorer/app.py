"""The trace explorer: watch the Chain of Execution of your own code, every statement proved against the run.

    python spaces/trace_explorer/app.py [--port N]

The page (page.py) is Gradio; the player in it (player.html, player.js, page.css) runs in the browser on a recorded run.
Programs are run, told and checked in processes of their own (workers.py), and only in the jail. Nothing a visitor hands
in is written down: a run lives in the memory of its session for half an hour.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
AT_ONCE: Final = max(1, min(4, os.cpu_count() or 1))  # processes that run programs; further visitors queue
WAITING: Final = 60  # visitors in the queue
SESSIONS: Final = 200


def main() -> None:
    """Serve the page."""
    arguments = argparse.ArgumentParser(description="The trace explorer.")
    arguments.add_argument("--port", type=int, default=None, help="default: the first free one from 7860")
    arguments.add_argument("--without", action="append", default=[], help="a layer of the jail to leave off, to try it")
    given = arguments.parse_args()
    sys.path.insert(0, str(HERE))
    if importlib.util.find_spec("tracepile_hf") is None:
        sys.path.insert(0, str(HERE.parent.parent))  # run from the repository, without installing it
    if importlib.util.find_spec("gradio") is None:
        sys.exit(f"expected gradio, got none: python -m pip install -r {HERE / 'requirements.txt'}")
    import surroundings

    key = surroundings.clean()
    serve(given.port, given.without, key)


def serve(port: int | None, without: list[str], key: str) -> None:
    """Start the processes, then, while they get ready, load what the page needs (some seconds)."""
    from workers import Workers

    workers = Workers(AT_ONCE, without)
    import model
    import page
    from examples import Examples

    shown = page.Page(workers, Examples(), model.from_environment(os.environ, key))
    try:
        page.build(shown).queue(max_size=WAITING).launch(
            head=f"<style>{(HERE / 'page.css').read_text(encoding='utf-8')}</style>",
            server_port=port,
            footer_links=[],
            run_history=False,
            ssr_mode=False,
            pwa=False,
            state_session_capacity=SESSIONS,
            enable_monitoring=False,
        )
    finally:
        workers.close()


if __name__ == "__main__":
    main()
