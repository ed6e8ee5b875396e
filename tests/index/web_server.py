"""A web server on 127.0.0.1 whose paths a test sets, with ETags, dates, redirects and bad manners."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Page:
    """What a path answers; `drip` sends it byte by byte, with that many seconds between.

    A conditional request is answered as RFC 9110 says: by the ETag if it names one, else by the
    date, which stands for a version in `modified`. A server that knows neither sends it all again.
    """

    content: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    location: str = ""
    drip: float = 0.0
    etag: bool = True
    modified: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def validators(self) -> dict[str, str]:
        """The headers that name this version."""
        etag = f'"{hashlib.sha256(self.content).hexdigest()[:12]}"' if self.etag else ""
        return {k: v for k, v in (("ETag", etag), ("Last-Modified", self.modified)) if v}

    def is_known(self, asked: Mapping[str, str]) -> bool:
        """Whether who asks with these headers has this version already."""
        ours = self.validators()
        if "If-None-Match" in asked:
            return asked["If-None-Match"] == ours.get("ETag")
        return "If-Modified-Since" in asked and bool(
            self.modified
            and parsedate_to_datetime(self.modified)
            <= parsedate_to_datetime(asked["If-Modified-Since"])
        )


class WebServer:
    """`pages` maps a path to what it answers; `asked` is every path asked for, with the status given."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, int]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer._answer(self)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def set(self, path: str, content: str | bytes, content_type: str = "text/html") -> str:
        raw = content.encode() if isinstance(content, str) else content
        self.pages[path] = Page(raw, content_type)
        return self.url + path

    def statuses(self) -> dict[str, int]:
        """The last status of each path asked for since the last call."""
        asked, self.asked = dict(self.asked), []
        return asked

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        page = self.pages.get(handler.path, Page(status=404))
        validators = page.validators()
        if page.status == 200 and page.is_known(dict(handler.headers)):
            page = Page(status=304)
        self.asked.append((handler.path, page.status))
        try:
            handler.send_response(page.status)
            handler.send_header("Content-Type", page.content_type)
            if page.location:
                handler.send_header("Location", page.location)
            for name, value in (validators | page.headers).items():
                handler.send_header(name, value)
            handler.end_headers()
            if not page.drip:
                handler.wfile.write(page.content)
                return
            for byte in page.content:
                handler.wfile.write(bytes([byte]))
                handler.wfile.flush()
                time.sleep(page.drip)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@contextmanager
def web_server() -> Iterator[WebServer]:
    server = WebServer()
    try:
        yield server
    finally:
        server.close()
