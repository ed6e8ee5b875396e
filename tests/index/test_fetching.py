"""Tests of reading by address: which addresses are refused, and the limits of size, time and redirects."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from index.errors import FetchError
from index.sources.fetch import Fetcher, Stamp
from index.sources.urls import allowed_addresses, check_url, is_public, is_url
from tests.index.web_server import Page, WebServer, web_server


@pytest.fixture
def server() -> Iterator[WebServer]:
    with web_server() as running:
        yield running


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 127.8.9.1 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1
    224.0.0.1 240.0.0.1 255.255.255.255 192.0.2.1 198.18.0.1 :: ::1 fe80::1 fe80::1%eth0 fc00::1 fd12::1 ff02::1
    fec0::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1 2002:7f00:1:: 2002:a00:1::
    2001:db8::1 2001:0:53aa:64c:0:0:80ff:fffe not-an-address""".split(),
)  # fmt: skip
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "javascript://x", "http://",
     "http:///path", "https://user:secret@example.org/", "http://[::1", "http://example.org:99999999/"],
)  # fmt: skip
def test_refused_urls(url: str) -> None:
    with pytest.raises(FetchError):
        check_url(url)
    with pytest.raises(FetchError):
        Fetcher(allow_private=True).get(url)


@pytest.mark.parametrize(
    "source", ["https://a.example", "HTTP://a.example/x", "file:///etc/passwd"]
)
def test_urls_are_told_from_paths(source: str) -> None:
    assert is_url(source)


@pytest.mark.parametrize("source", ["articles", "./a.txt", "/a/b", "C:\\a.txt", "a:b.txt", "ข่าว"])
def test_paths_are_told_from_urls(source: str) -> None:
    assert not is_url(source)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0"],
)
def test_loopback_is_refused_however_it_is_written(server: WebServer, host: str) -> None:
    port = server.url.rpartition(":")[2]
    server.set("/", "secret")
    with pytest.raises(FetchError):
        Fetcher().get(f"http://{host}:{port}/")
    assert server.asked == []


def test_every_address_of_a_host_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in ("8.8.8.8", "10.0.0.7")
        ]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(FetchError, match="10.0.0.7"):
        allowed_addresses("two.example", 80, allow_private=False)
    assert allowed_addresses("two.example", 80, allow_private=True) == ["8.8.8.8", "10.0.0.7"]


def test_the_connection_goes_to_the_address_that_was_checked(
    server: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that is public when it is checked and loopback a moment later (DNS rebinding)."""
    import index.sources.urls as urls

    asked: list[str] = []
    real = socket.getaddrinfo

    def resolve(host: str, port: Any, *args: Any, **kwargs: Any) -> Any:
        asked.append(host)
        if host == "rebinding.example":
            address = "8.8.8.8" if asked.count(host) == 1 else "127.0.0.1"
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]
        return real(host, port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert urls.allowed_addresses("rebinding.example", 80, False) == ["8.8.8.8"]
    asked.clear()
    port = server.url.rpartition(":")[2]
    server.set("/", "secret")
    with pytest.raises(FetchError):
        Fetcher(seconds=1).get(f"http://rebinding.example:{port}/")
    assert asked.count("rebinding.example") == 1
    assert server.asked == []


def test_a_page_and_its_stamp(server: WebServer) -> None:
    url = server.set("/a?b=c", "สวัสดี", "text/html; charset=utf-8")
    fetcher = Fetcher(allow_private=True)
    fetched = fetcher.get(url)
    assert fetched.content.decode() == "สวัสดี"
    assert (fetched.content_type, fetched.charset, fetched.url) == ("text/html", "utf-8", url)
    assert fetched.stamp.etag
    again = fetcher.get(url, fetched.stamp)
    assert not again.changed
    server.set("/a?b=c", "เปลี่ยนแล้ว")
    assert fetcher.get(url, fetched.stamp).changed
    assert not server.pages.get("/none")
    with pytest.raises(FetchError, match="answers 404"):
        fetcher.get(server.url + "/none")


def test_a_page_known_by_its_date(server: WebServer) -> None:
    url = server.url + "/a"
    fetcher = Fetcher(allow_private=True)
    dated = Page(b"one", etag=False, modified="Thu, 20 Jun 2024 10:00:00 GMT")
    server.pages["/a"] = dated
    fetched = fetcher.get(url)
    assert fetched.stamp == Stamp(modified="Thu, 20 Jun 2024 10:00:00 GMT")
    again = fetcher.get(url, fetched.stamp)
    assert (again.changed, again.stamp) == (False, fetched.stamp)
    server.pages["/a"] = replace(dated, content=b"two", modified="Thu, 20 Jun 2024 10:00:01 GMT")
    newer = fetcher.get(url, fetched.stamp)
    assert (newer.changed, newer.content) == (True, b"two")
    # Both are sent where both are known: then the ETag decides, and the date alone would not.
    server.pages["/a"] = replace(dated, etag=True)
    both = fetcher.get(url)
    server.pages["/a"] = replace(dated, etag=True, content=b"three")
    assert fetcher.get(url, both.stamp).content == b"three"


def test_five_redirects_are_followed_and_each_is_checked(server: WebServer) -> None:
    for number in range(6):
        server.pages[f"/{number}"] = Page(status=302, location=f"/{number + 1}")
    server.set("/6", "there")
    fetcher = Fetcher(allow_private=True)
    assert fetcher.get(server.url + "/1").url == server.url + "/6"
    with pytest.raises(FetchError, match="more than 5"):
        fetcher.get(server.url + "/0")
    for bad in ("file:///etc/passwd", "ftp://example.org/", "http://u:p@example.org/"):
        server.pages["/bad"] = Page(status=301, location=bad)
        with pytest.raises(FetchError, match="scheme|user name"):
            fetcher.get(server.url + "/bad")


def test_a_redirect_to_a_private_address_is_refused(
    server: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From a host that may be read (stood in for by the test's server) to one that may not."""
    import index.sources.urls as urls

    port = server.url.rpartition(":")[2]
    real = urls.is_public
    monkeypatch.setattr(urls, "is_public", lambda address: address == "127.0.0.1" or real(address))
    server.pages["/"] = Page(status=302, location=f"http://127.0.0.2:{port}/secret")
    with pytest.raises(FetchError, match="127.0.0.2"):
        Fetcher().get(server.url + "/")
    assert [path for path, _ in server.asked] == ["/"]


def test_size_is_limited_packed_or_not(server: WebServer) -> None:
    fetcher = Fetcher(allow_private=True, max_bytes=100_000)
    with pytest.raises(FetchError, match="larger than"):
        fetcher.get(server.set("/large", b"x" * 100_001))
    assert len(fetcher.get(server.set("/fits", b"x" * 100_000)).content) == 100_000
    bomb = gzip.compress(bytes(20_000_000))
    server.pages["/bomb"] = Page(bomb, headers={"Content-Encoding": "gzip"})
    with pytest.raises(FetchError, match="larger than"):
        fetcher.get(server.url + "/bomb")
    server.pages["/broken"] = Page(b"not gzip", headers={"Content-Encoding": "gzip"})
    with pytest.raises(FetchError, match="can't be reached"):
        fetcher.get(server.url + "/broken")


def test_time_is_limited_also_against_dripping(server: WebServer) -> None:
    server.pages["/slow"] = Page(b"x" * 1000, drip=0.05)
    started = time.monotonic()
    with pytest.raises(FetchError, match="longer than"):
        Fetcher(allow_private=True, seconds=0.5).get(server.url + "/slow")
    assert time.monotonic() - started < 3


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(FetchError, match="can't be reached"):
        Fetcher(allow_private=True).get(f"http://127.0.0.1:{port}/")
