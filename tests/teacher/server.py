"""A server of one's own that speaks OpenAI's protocol, in threads: who asks it cannot tell it from another.

What it answers is a function of the messages and the seed: a text, a `Status` that is none, `HANG` (no answer while
the server lives) or `DROP` (the connection is closed in the middle). It can die in the middle of its work.
"""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Messages = list[dict[str, str]]


@dataclass(frozen=True)
class Status:
    """An answer that is none."""

    code: int
    said: str = "no"
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = ""


HANG, DROP = object(), object()
Mind = Callable[[Messages, int], object]


class Model(ThreadingHTTPServer):
    """The server. `asked` and `answered` count requests by their messages and seed."""

    daemon_threads = True
    request_queue_size = 512

    def __init__(self, mind: Mind, port: int = 0, dies_after: int | None = None) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.mind, self.dies_after = mind, dies_after
        self.asked: Counter[str] = Counter()
        self.answered: Counter[str] = Counter()
        self.bodies: list[dict[str, Any]] = []
        self.most = self.now = 0  # requests at once
        self.dead = threading.Event()
        self.lock = threading.Lock()
        self._sockets: set[socket.socket] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def process_request(self, request: Any, client_address: Any) -> None:
        with self.lock:
            self._sockets.add(request)
        super().process_request(request, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Connections that break are what some of these tests are about."""

    def die(self) -> None:
        """At once: what is under way gets no answer, and nobody listens any more."""
        self.dead.set()
        self.socket.close()
        with self.lock:  # what is being sent is sent
            for one in self._sockets:
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.die()
        self.shutdown()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Model

    def do_POST(self) -> None:
        server = self.server
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        key = json.dumps([body["messages"], body.get("seed")])
        with server.lock:
            server.asked[key] += 1
            server.bodies.append(body)
            server.now += 1
            server.most = max(server.most, server.now)
        try:
            self._answer(body, key)
        finally:
            with server.lock:
                server.now -= 1

    def _answer(self, body: dict[str, Any], key: str) -> None:
        server = self.server
        said = server.mind(body["messages"], body.get("seed", 0))
        if said is HANG:
            server.dead.wait()
            self.close_connection = True
            return
        if said is DROP:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{")
            self.close_connection = True
            return
        if isinstance(said, Status):
            error = {"message": said.said, "type": said.kind, "code": said.kind or None}
            self._send(said.code, {"error": error}, said.headers)
            return
        with server.lock:
            if server.dies_after is not None and server.answered.total() >= server.dies_after:
                threading.Thread(target=server.die, daemon=True).start()
                self.close_connection = True
                return
            if server.dead.is_set():
                self.close_connection = True
                return
            server.answered[key] += 1
            self._send(200, answer(body["model"], said), {})

    def _send(self, code: int, content: object, headers: dict[str, str]) -> None:
        text = json.dumps(content).encode()
        self.send_response(code)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed."""


def answer(model: str, said: object) -> dict[str, Any]:
    """A body in the protocol's form; a dict is taken as it is."""
    if isinstance(said, dict):
        return said
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": said}}
    usage = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
    return {"id": "x", "object": "chat.completion", "created": 0, "model": model, "choices": [choice], "usage": usage}


@contextlib.contextmanager
def serving(mind: Mind, port: int = 0, dies_after: int | None = None) -> Iterator[Model]:
    """The server, at work until the block ends."""
    model = Model(mind, port, dies_after)
    thread = threading.Thread(target=model.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield model
    finally:
        model.close()
        model.server_close()
