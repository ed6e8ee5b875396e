"""Connects httpx to addresses that were checked, and to no other, before a deadline.

The host is resolved once, every address it has is checked, and the connection goes to one of those
very addresses: a name that resolves differently a moment later (DNS rebinding) changes nothing.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from index.errors import FetchError
from index.sources.urls import allowed_addresses

if TYPE_CHECKING:
    import httpx


@cache
def transport(allow_private: bool) -> type[Any]:
    """Return the transport class; made here because httpx and httpcore are imported late."""
    import httpcore
    import httpx

    class DeadlineStream(httpcore.NetworkStream):
        """A connection on which no read or write outlasts the deadline."""

        def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
            self._stream = stream
            self._deadline = deadline

        def _left(self, timeout: float | None) -> float:
            left = self._deadline - time.monotonic()
            if left <= 0:
                raise httpcore.ReadTimeout("the time for the whole answer is over")
            return min(left, timeout) if timeout else left

        def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
            return self._stream.read(max_bytes, self._left(timeout))

        def write(self, buffer: bytes, timeout: float | None = None) -> None:
            self._stream.write(buffer, self._left(timeout))

        def close(self) -> None:
            self._stream.close()

        def start_tls(
            self,
            ssl_context: ssl.SSLContext,
            server_hostname: str | None = None,
            timeout: float | None = None,
        ) -> httpcore.NetworkStream:
            secured = self._stream.start_tls(ssl_context, server_hostname, self._left(timeout))
            return DeadlineStream(secured, self._deadline)

        def get_extra_info(self, info: str) -> Any:
            return self._stream.get_extra_info(info)

    class CheckedBackend(httpcore.NetworkBackend):
        """Opens connections only to the checked addresses of a host."""

        def __init__(self, deadline: float) -> None:
            self._backend = httpcore.SyncBackend()
            self._deadline = deadline

        def connect_tcp(
            self,
            host: str,
            port: int,
            timeout: float | None = None,
            local_address: str | None = None,
            socket_options: Iterable[Any] | None = None,
        ) -> httpcore.NetworkStream:
            failure: Exception | None = None
            for address in allowed_addresses(host, port, allow_private):
                try:
                    stream = self._backend.connect_tcp(
                        address, port, timeout, local_address, socket_options
                    )
                    return DeadlineStream(stream, self._deadline)
                except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                    failure = error
            raise failure or FetchError(f"names a host without an address ({host})")

    class Body(httpx.SyncByteStream):
        def __init__(self, stream: Any) -> None:
            self._stream = stream

        def __iter__(self) -> Iterator[bytes]:
            yield from self._stream

        def close(self) -> None:
            self._stream.close()

    class CheckedTransport(httpx.BaseTransport):
        """An httpx transport over `CheckedBackend`; proxies are not used."""

        def __init__(self, deadline: float) -> None:
            self._pool = httpcore.ConnectionPool(
                ssl_context=httpx.create_ssl_context(trust_env=False),
                network_backend=CheckedBackend(deadline),
                max_keepalive_connections=0,
            )

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            url = httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            )
            response = self._pool.handle_request(
                httpcore.Request(
                    request.method,
                    url,
                    headers=request.headers.raw,
                    content=request.stream,
                    extensions=request.extensions,
                )
            )
            return httpx.Response(
                response.status, headers=response.headers, stream=Body(response.stream)
            )

        def close(self) -> None:
            self._pool.close()

    return CheckedTransport
