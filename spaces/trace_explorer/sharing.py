"""What leads back to a run from outside of the page: a page for a link's preview, its card, and a frame to embed.

    /share?run=STATE    says what the link is about (title, text, card) and leads on to the page
    /card.png?run=STATE 1200 x 630, drawn here
    /embed?run=STATE    the player alone, for a frame of another page

STATE is what the page's own links carry. Each of these runs the program in the jail again; nothing is kept.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import fastapi
from examples import Examples
from exports import from_link
from fastapi.responses import FileResponse, HTMLResponse, Response
from player import pieces
from workers import Sorry, Workers

from tracepile_hf.errors import InputError

HERE: Final = Path(__file__).resolve().parent
LONGEST: Final = 16_000  # characters of a state in an address
SHIM: Final = """<script>
%s
</script><script>
(() => {
const element = document.getElementById("embedded"), props = %s, watch = () => {};
%s
})();
</script>"""


def add(app: fastapi.FastAPI, workers: Workers, cases: Examples) -> None:
    """The addresses beside the page. They wait for the same processes as visitors do."""

    def answered(make: Callable[[dict[str, str]], Response], run: str) -> Response:
        try:
            if len(run) > LONGEST:
                raise InputError(f"at most {LONGEST:,} characters", f"{len(run):,}", "the link")
            return make(from_link(run))
        except InputError:
            return Response("This link is damaged, or too long to be drawn.", 400, media_type="text/plain")
        except Sorry as error:
            return Response(str(error), 422, media_type="text/plain")

    def ran(state: dict[str, str]) -> Any:
        boxes = (state["code"], state["call"], state["stdin"])
        return workers.ask("run", *boxes, [state["detail"], state["register"], state["view"]], cases.has(boxes), True)

    @app.get("/explorer/dagre.min.js")
    def dagre() -> FileResponse:
        return FileResponse(HERE / "vendor" / "dagre.min.js", media_type="text/javascript")

    @app.get("/card.png")
    def card(run: str = "") -> Response:
        def drawn(state: dict[str, str]) -> Response:
            picture = workers.ask("card", ran(state).kept, state["telling"], int(state["step"]))
            return Response(picture, media_type="image/png", headers={"cache-control": "public, max-age=3600"})

        return answered(drawn, run)

    @app.get("/share")
    def share(request: fastapi.Request, run: str = "") -> Response:
        return answered(lambda state: HTMLResponse(preview(str(request.base_url), run, state["call"])), run)

    @app.get("/embed")
    def embed(run: str = "") -> Response:
        def framed(state: dict[str, str]) -> Response:
            shown, telling = ran(state), state["telling"].strip()
            told = json.loads(workers.ask("check", shown.kept, telling)) if telling else None
            return HTMLResponse(embedded({**json.loads(shown.payload), "told": told, "start": int(state["step"])}))

        return answered(framed, run)


def preview(base: str, run: str, call: str) -> str:
    """A page that says what a link is about, for whoever shows links with a card, and leads on to the explorer."""
    home, state = html.escape(base, quote=True), html.escape(run, quote=True)
    title = html.escape(f"Did the model really run {call[:80] or 'this script'}?", quote=True)
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:title" content="{title}">
<meta property="og:description" content="Every step checked against the real run.">
<meta property="og:image" content="{home}card.png?run={state}">
<meta property="og:image:width" content="1200"><meta property="og:image:height" content="630">
<meta name="twitter:card" content="summary_large_image">
<meta http-equiv="refresh" content="0; url={home}#run={state}"></head>
<body><p><a href="{home}#run={state}">{title}</a></p></body></html>"""


def embedded(run: dict[str, Any]) -> str:
    """The player alone, with its run in it."""
    # Text of a visitor's program inside of a script: without "<" in it nothing can close the script.
    props = json.dumps({"value": json.dumps(run)}).replace("<", "\\u003c")
    script = SHIM % ((HERE / "vendor" / "dagre.min.js").read_text(encoding="utf-8"), props, pieces.script())
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Trace explorer</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>:root {{ --body-background-fill: #fff; }}
body {{ margin: 8px; font-family: system-ui, sans-serif; background: #fff; color: #1b1e23; }}
{pieces.style()}</style></head><body><main id="embedded">{pieces.page()}</main>{script}</body></html>"""
