"""Takes updates that Telegram delivers by itself: 200 only when they are on the disk."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from telegram import Bot, Update
from telegram.error import InvalidToken

from bot.health import Health
from bot.listening import listening
from bot.metrics import Metrics
from bot.telegram.fetching import FIRST_PAUSE, LONGEST_PAUSE, Report, Take
from bot.telegram.pauses import jitter
from index.errors import KhaobotError

if TYPE_CHECKING:
    from tornado.httpserver import HTTPServer

logger = logging.getLogger(__name__)

LARGEST = 1024 * 1024  # far more than any update has
CHECK_SECONDS = 30.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class CertificateError(KhaobotError):
    """The certificate or its key can't be used."""


@dataclass(frozen=True, slots=True)
class WebhookAddress:
    """Where Telegram calls (`url`) and where those calls arrive (`host`, `port`).

    With a certificate and its key the bot speaks TLS itself, without them a proxy in front does.
    """

    url: str
    host: str
    port: int
    certificate: Path | None
    key: Path | None
    secret: str = field(repr=False)

    @property
    def path(self) -> str:
        return urlsplit(self.url).path or "/"

    def tls(self) -> ssl.SSLContext | None:
        """Return what serves the certificate, None if there is none.

        Raises:
            CertificateError: certificate and key can't be read or don't belong together.
        """
        if self.certificate is None or self.key is None:
            return None
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        try:
            tls.load_cert_chain(self.certificate, self.key)
        except OSError as error:  # ssl.SSLError is one
            raise CertificateError(
                f"{self.certificate} and {self.key} can't be used ({error}). "
                "Look at WEBHOOK_CERTIFICATE and WEBHOOK_KEY."
            ) from error
        return tls


class Webhook:
    """Serves the address and keeps Telegram told of it."""

    def __init__(
        self,
        bot: Bot,
        address: WebhookAddress,
        take: Take,
        report: Report,
        health: Health,
        metrics: Metrics,
        allowed: Sequence[str],
        check_seconds: float = CHECK_SECONDS,
    ) -> None:
        self._bot = bot
        self._address = address
        self._take = take
        self._report = report
        self._health = health
        self._metrics = metrics
        self._allowed = list(allowed)
        self._check_seconds = check_seconds

    async def run(self) -> None:
        """Take updates until cancelled; the webhook stays set, so Telegram keeps what comes later.

        Raises:
            InvalidToken: Telegram doesn't know the token (any more).
            AddressError: the address can't be listened on.
            CertificateError: the certificate can't be used.
        """
        server = self._listen()
        told = False
        pause = FIRST_PAUSE
        try:
            while True:
                try:
                    told = await self._tell(told)
                except InvalidToken:
                    raise
                except Exception as error:
                    self._metrics.fetch("failed")
                    await self._report(error)
                    await asyncio.sleep(pause * jitter())
                    pause = min(2 * pause, LONGEST_PAUSE)
                else:
                    pause = FIRST_PAUSE
                    await asyncio.sleep(self._check_seconds)
        finally:
            server.stop()

    async def _tell(self, told: bool) -> bool:
        """Set the webhook at the start, and again should somebody have taken it away."""
        address = self._address
        if told:
            found = await self._bot.get_webhook_info()
            if found.url != address.url:
                logger.warning("Somebody changed this bot's webhook; it is set again.")
                told = False
        if not told:
            certificate = address.certificate.read_bytes() if address.certificate else None
            await self._bot.set_webhook(
                address.url,
                certificate=certificate,
                allowed_updates=self._allowed,
                secret_token=address.secret,
            )
            await self._take([])  # nothing to write, but now what an earlier process left can go on
        self._health.fetched()
        self._metrics.fetch("fetched")
        return True

    def _listen(self) -> HTTPServer:
        from tornado.httpserver import HTTPServer
        from tornado.web import Application, RequestHandler

        address, receive = self._address, self._receive

        class Calls(RequestHandler):
            async def post(self) -> None:
                status = await receive(
                    self.request.headers.get(SECRET_HEADER, ""), self.request.body
                )
                self.set_status(status)

        application = Application([(address.path, Calls)], log_function=lambda handler: None)
        server = HTTPServer(application, ssl_options=address.tls(), max_body_size=LARGEST)
        where = "WEBHOOK_HOST and WEBHOOK_PORT"
        server.add_socket(listening(address.host, address.port, where))
        return server

    async def _receive(self, secret: str, body: bytes) -> int:
        """Return the HTTP status for a call: anything but 200 lets Telegram deliver it again."""
        if not hmac.compare_digest(secret.encode(), self._address.secret.encode()):
            return 403
        try:
            update = Update.de_json(json.loads(body), self._bot)
        except Exception as error:
            # It would be delivered again and again, ahead of all others.
            logger.error("A delivery can't be read and is passed over (%s).", type(error).__name__)
            return 200
        try:
            await self._take([update])
        except Exception as error:
            await self._report(error)
            return 500
        return 200
