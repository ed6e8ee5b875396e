"""Opens a socket that listens on an address, or says plainly that it can't."""

from __future__ import annotations

import socket

from index.errors import KhaobotError


class AddressError(KhaobotError):
    """An address can't be listened on."""


def listening(host: str, port: int, settings: str) -> socket.socket:
    """Return a socket that listens; `settings` are the names of the settings that say where.

    Raises:
        AddressError: the address is taken, or isn't one of this machine.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        opened = socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        raise AddressError(
            f"{host}:{port} can't be listened on ({error.strerror}). Set {settings} to what is free."
        ) from error
    opened.setblocking(False)
    return opened
