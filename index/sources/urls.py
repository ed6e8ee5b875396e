"""Says which web addresses may be read: http and https, and only hosts on the public internet."""

from __future__ import annotations

import ipaddress
import re
import socket
from urllib.parse import urlsplit

from index.errors import FetchError

SCHEMES = ("http", "https")
_URL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_url(source: str) -> bool:
    """Tell whether a SOURCE is a web address rather than a file or folder."""
    return _URL.match(source) is not None


def check_url(url: str) -> None:
    """Refuse an address that can't be read, whatever its host resolves to.

    Raises:
        FetchError: it isn't http or https, names no host, or carries a password.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise FetchError(f"is not a web address ({error})") from error
    if parts.scheme.lower() not in SCHEMES:
        raise FetchError(f"has the scheme {parts.scheme!r}; only http and https are read")
    if not host:
        raise FetchError("names no host")
    if parts.username or parts.password:
        raise FetchError("carries a user name; it would be shown in answers, so leave it out")


def allowed_addresses(host: str, port: int, allow_private: bool) -> list[str]:
    """Return the addresses of `host`, each of them checked; connect to one of these and no other.

    Raises:
        FetchError: the host isn't known, or one of its addresses is not public.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"names a host that isn't known ({host})") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if not allow_private and not is_public(address):
            raise FetchError(
                f"leads to {address}, which is not a public address; "
                "set ALLOW_PRIVATE_URLS=true if it is one of yours"
            )
    if not addresses:
        raise FetchError(f"names a host without an address ({host})")
    return addresses


def is_public(address: str) -> bool:
    """Tell whether an address is on the public internet; the IPv4 address inside an IPv6 one counts."""
    try:
        parsed: Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.is_site_local:
            return False
        inner = parsed.ipv4_mapped or parsed.sixtofour
        if parsed.teredo:
            inner = parsed.teredo[1]
        if parsed in _NAT64:
            inner = ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)
        if inner is not None and not is_public(str(inner)):
            return False
        if parsed.ipv4_mapped:
            return True
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved
