"""The trace explorer: watch the Chain of Execution of your own code, every statement proved against the run.

    python spaces/trace_explorer/app.py [--port N]

The page (page.py, layout.py) is Gradio; the player in it (player/) runs in the browser on a recorded run.
Programs are run, told and checked in processes of their own (workers.py), and only in the jail. Nothing a visitor hands
in is written down: a run lives in the memory of its session for half an hour.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import socket
import sys
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
AT_ONCE: Final = max(1, min(4, os.cpu_count() or 1))  # processes that run programs; further visitors queue
WAITING: Final = 60  # visitors in the queue
SESSIONS: Final = 200
FIRST_PORT: Final = 7860
PORTS: Final = 100  # tried from there
PATIENCE: Final = "TRACE_EXPLORER_PATIENCE"  # how many times longer than usual all may take, on a slow machine


def main() -> None:
    """Serve the page."""
    arguments = argparse.ArgumentParser(description="The trace explorer.")
    arguments.add_argument(
        "--port", type=int, default=None, help="default: the first free one from 7860; 0: any free one"
    )
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
    """Start the processes, then, while they get ready, load what the page needs (some seconds).

    Gradio's own `launch` gives up, and ends, where its server takes more than five seconds to start or three to answer,
    as on a machine with much other work: its page is served here without that, in the same way.
    """
    from workers import Workers

    listener = listening(os.environ.get("GRADIO_SERVER_NAME", "127.0.0.1"), port)
    workers = Workers(AT_ONCE, without, patience())
    import fastapi
    import gradio
    import layout
    import model
    import page
    import sharing
    import uvicorn
    from examples import Examples
    from player import pieces

    cases = Examples()
    try:
        shown = page.Page(workers, cases, model.from_environment(os.environ, key))
        demo = layout.build(shown).queue(max_size=WAITING)
        demo.state_session_capacity = SESSIONS
        site = fastapi.FastAPI(openapi_url=None)
        sharing.add(site, workers, cases)  # before the page, which answers to every other address
        mounted = gradio.mount_gradio_app(
            site,
            demo,
            path="/",
            head=f'<style>{pieces.style()}</style><script src="explorer/dagre.min.js" defer></script>',
            footer_links=[],
            run_history=False,
            show_error=False,
            ssr_mode=False,
            pwa=False,
            enable_monitoring=False,
        )
        server = uvicorn.Server(uvicorn.Config(mounted, log_level="warning", timeout_graceful_shutdown=1))
        print("Running on http://{}:{}".format(*listener.getsockname()[:2]), flush=True)
        server.run(sockets=[listener])
    finally:
        workers.close()


def listening(host: str, port: int | None) -> socket.socket:
    """A socket that takes visitors' connections. Ends the process with one line if there is no such port."""
    for one in range(FIRST_PORT, FIRST_PORT + PORTS) if port is None else [port]:
        try:
            return socket.create_server((host, one), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
        except OSError as error:
            why = error.strerror or str(error)
    sys.exit(f"expected a port to serve on, got: {why} ({host}, port {one})")


def patience() -> float:
    """What the environment says. Ends the process with one line if that is no number from 1 to 1000."""
    given = os.environ.get(PATIENCE, "1")
    try:
        found = float(given)
    except ValueError:
        found = 0.0
    if not 1 <= found <= 1000:
        sys.exit(f"expected a number from 1 to 1000, got {given[:60]!r} ({PATIENCE})")
    return found


if __name__ == "__main__":
    main()
