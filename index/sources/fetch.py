"""Gets a page or a feed by its address, safely: checked hosts, few redirects, limited size and time."""

from __future__ import annotations

import ssl
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from index.errors import FetchError
from index.sources.connecting import transport
from index.sources.urls import check_url

if TYPE_CHECKING:
    import httpx

MAX_REDIRECTS = 5
MAX_BYTES = 20 * 1024 * 1024
SECONDS = 30.0
STEP_SECONDS = 10.0
AGENT = "Khaobot/1 (a reader of Thai news)"
ACCEPT = "application/rss+xml, application/atom+xml, text/html;q=0.9, */*;q=0.5"
_REDIRECTS = (301, 302, 303, 307, 308)
_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a server said of the version it sent; given back, it answers "not modified"."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server sent: `url` is where it came from in the end; nothing new if not `changed`."""

    url: str
    content: bytes
    content_type: str = ""
    charset: str = ""
    stamp: Stamp = Stamp()
    changed: bool = True


class Fetcher:
    """Gets addresses one by one. `allow_private` lets it read hosts that are not on the internet."""

    def __init__(
        self,
        allow_private: bool = False,
        max_bytes: int = MAX_BYTES,
        seconds: float = SECONDS,
    ) -> None:
        self._allow_private = allow_private
        self._max_bytes = max_bytes
        self._seconds = seconds

    def get(self, url: str, stamp: Stamp = Stamp()) -> Fetched:
        """Return what `url` holds, or that it hasn't changed since `stamp`.

        Raises:
            FetchError: it is refused, can't be reached, is too large, too slow or redirects too often.
        """
        import httpcore
        import httpx

        deadline = time.monotonic() + self._seconds
        client = httpx.Client(
            transport=transport(self._allow_private)(deadline),
            timeout=min(STEP_SECONDS, self._seconds),
            trust_env=False,
            headers={"User-Agent": AGENT, "Accept": ACCEPT},
        )
        with client:
            try:
                return self._follow(client, url, stamp, deadline)
            except (httpx.TimeoutException, httpcore.TimeoutException) as error:
                raise FetchError(f"took longer than {self._seconds:.0f} s") from error
            except (httpx.HTTPError, httpx.InvalidURL, OSError, ssl.SSLError) as error:
                raise FetchError(f"can't be reached ({_words(error)})") from error
            except (
                httpcore.NetworkError,
                httpcore.ProtocolError,
                httpcore.UnsupportedProtocol,
            ) as error:
                raise FetchError(f"can't be reached ({_words(error)})") from error
            except (UnicodeError, ValueError) as error:
                raise FetchError(f"is not a web address ({_words(error)})") from error

    def _follow(self, client: httpx.Client, url: str, stamp: Stamp, deadline: float) -> Fetched:
        headers = {"If-None-Match": stamp.etag, "If-Modified-Since": stamp.modified}
        headers = {name: value for name, value in headers.items() if value}
        for _ in range(MAX_REDIRECTS + 1):
            check_url(url)
            with client.stream("GET", url, headers=headers) as response:
                target = response.headers.get("location")
                if response.status_code in _REDIRECTS and target:
                    url = urljoin(url, target)
                    continue
                if response.status_code == _NOT_MODIFIED:
                    return Fetched(url, b"", stamp=stamp, changed=False)
                if response.status_code != 200:
                    raise FetchError(f"answers {response.status_code} {response.reason_phrase}")
                return self._received(url, response, deadline)
        raise FetchError(f"redirects more than {MAX_REDIRECTS} times")

    def _received(self, url: str, response: httpx.Response, deadline: float) -> Fetched:
        content = bytearray()
        for part in response.iter_bytes():
            content += part
            if len(content) > self._max_bytes:
                raise FetchError(f"is larger than {self._max_bytes / 2**20:.0f} MB")
            if time.monotonic() > deadline:
                raise FetchError(f"took longer than {self._seconds:.0f} s")
        content_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Fetched(
            url,
            bytes(content),
            content_type,
            response.charset_encoding or "",
            Stamp(response.headers.get("etag", ""), response.headers.get("last-modified", "")),
        )


def _words(error: Exception) -> str:
    return str(error).strip() or type(error).__name__
