"""Serves /healthz, /readyz and /metrics over HTTP, from the loop that the bot itself runs in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.health import Health
from bot.listening import listening
from bot.metrics import Metrics

if TYPE_CHECKING:
    from tornado.httpserver import HTTPServer


class Monitoring:
    """A page is only served while the loop turns: if it hangs, so does /healthz, and that is noticed."""

    def __init__(self, health: Health, metrics: Metrics, host: str, port: int) -> None:
        self._health = health
        self._metrics = metrics
        self._host = host
        self._port = port
        self._server: HTTPServer | None = None

    def start(self) -> None:
        """Begin to serve, unless the port is 0.

        Raises:
            AddressError: the address can't be listened on.
        """
        if not self._port:
            return
        from tornado.httpserver import HTTPServer
        from tornado.web import Application

        server = HTTPServer(
            Application(
                [
                    ("/healthz", _page(lambda: _verdict(self._health.problems()))),
                    ("/readyz", _page(lambda: _verdict(self._health.not_ready()))),
                    ("/metrics", _page(lambda: (200, self._metrics.text()))),
                ],
                log_function=lambda handler: None,
            )
        )
        where = "MONITORING_HOST and MONITORING_PORT"
        server.add_socket(listening(self._host, self._port, where))
        self._server = server

    def stop(self) -> None:
        if self._server is not None:
            self._server.stop()


def _verdict(problems: list[str]) -> tuple[int, bytes]:
    return (503 if problems else 200), "\n".join(problems or ["ok"]).encode() + b"\n"


def _page(content: Callable[[], tuple[int, bytes]]) -> type:
    from tornado.web import RequestHandler

    class Page(RequestHandler):
        def get(self) -> None:
            status, text = content()
            self.set_status(status)
            self.set_header("Content-Type", "text/plain; charset=utf-8")
            self.write(text)

    return Page
