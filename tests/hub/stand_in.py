"""A stand-in for the Hub's HTTP API: repositories in memory, git's protocol for large files; breaks off when told."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LARGE = ".parquet"


@dataclass
class Repository:
    """Its files, by name, and what was asked of it."""

    private: bool = True
    files: dict[str, bytes] = field(default_factory=dict)
    commits: list[str] = field(default_factory=list)
    uploads: int = 0


class StandIn(ThreadingHTTPServer):
    """Holds repositories of data sets. After `breaks_after` uploads every request is refused."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Door)
        self.repositories: dict[str, Repository] = {}
        self.objects: dict[str, bytes] = {}
        self.uploads = 0
        self.breaks_after: int | None = None
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def broken(self) -> bool:
        return self.breaks_after is not None and self.uploads >= self.breaks_after


class _Door(BaseHTTPRequestHandler):
    server: StandIn

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") == "chunked":
            parts = []
            while size := int(self.rfile.readline().split(b";")[0], 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(parts)
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def _answer(self, content: Any, status: int = 200) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _repository(self) -> tuple[Repository, str]:
        """The repository that the path names, and what of it is wanted."""
        path = self.path.partition("?")[0].removeprefix("/api").removeprefix("/datasets/").replace(".git/", "/git/")
        owner, name, *rest = path.split("/")
        return self.server.repositories[f"{owner}/{name}"], "/".join(rest)

    def do_GET(self) -> None:
        found, what = self._repository()
        if self.server.broken:
            self._answer({"error": "away"}, 403)
            return
        siblings = []
        for name, content in sorted(found.files.items()):
            large = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest(), "pointerSize": 1}
            siblings.append({"rfilename": name, "size": len(content), **({"lfs": large} if LARGE in name else {})})
        facts = {"id": "me/data", "private": found.private, "sha": "0" * 40, "siblings": siblings, "tags": []}
        self._answer(facts if not what or what.startswith("revision") else {})

    def do_PUT(self) -> None:
        body = self._body()
        if self.server.broken:
            self._answer({"error": "away"}, 403)
            return
        self.server.uploads += 1
        self.server.objects[self.path.rpartition("/")[2]] = body
        self._answer({})

    def do_POST(self) -> None:
        body = self._body()
        if self.server.broken:
            self._answer({"error": "away"}, 403)
            return
        if self.path == "/api/repos/create":
            asked = json.loads(body)
            name = f"{asked.get('organization') or 'me'}/{asked['name']}"
            private = asked.get("private", asked.get("visibility") == "private")
            self.server.repositories.setdefault(name, Repository(private))
            self._answer({"url": f"{self.server.address}/datasets/{name}"})
            return
        if self.path.startswith("/api/validate-yaml"):
            self._answer({"errors": [], "warnings": []})
            return
        found, what = self._repository()
        if what.startswith("preupload"):
            files = [
                {
                    "path": file["path"],
                    "uploadMode": "lfs" if LARGE in file["path"] else "regular",
                    "shouldIgnore": False,
                }
                for file in json.loads(body)["files"]
            ]
            self._answer({"files": files})
            return
        if what.endswith("objects/batch"):
            self._answer({"objects": [self._object(each) for each in json.loads(body)["objects"]]})
            return
        for line in map(json.loads, body.splitlines()):
            value = line["value"]
            if line["key"] == "header":
                found.commits.append(value["summary"])
            elif line["key"] == "file":
                found.files[value["path"]] = base64.b64decode(value["content"])
            elif line["key"] == "lfsFile":
                found.files[value["path"]] = self.server.objects[value["oid"]]
            elif line["key"] == "deletedFile":
                del found.files[value["path"]]
        url = f"{self.server.address}/datasets/me/data/commit/{len(found.commits)}"
        self._answer({"commitUrl": url, "commitOid": f"{len(found.commits):040d}"})

    def _object(self, asked: dict[str, Any]) -> dict[str, Any]:
        if asked["oid"] in self.server.objects:
            return {**asked}
        return {**asked, "actions": {"upload": {"href": f"{self.server.address}/objects/{asked['oid']}"}}}

    def log_message(self, *_: Any) -> None:
        pass
