"""Reads `sources.toml`: the folders, feeds and pages that `khaobot index sync` keeps up with."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from index.errors import FetchError, SourcesFileError
from index.sources.urls import check_url

Kind = Literal["folder", "feed", "page"]

_PLACE: dict[Kind, str] = {"folder": "path", "feed": "url", "page": "url"}


@dataclass(frozen=True, slots=True)
class NamedSource:
    """One table of the file: `place` is a folder's or file's path, or an address.

    `publisher`, where it is given, is the publisher of every article of the source.
    """

    kind: Kind
    place: str
    publisher: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.place}"


def read_sources_file(path: Path) -> tuple[NamedSource, ...]:
    """Return the sources named in the file at `path`, in its order within each kind.

    Raises:
        SourcesFileError: it is missing, or says something that can't be understood; with the fix.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SourcesFileError(
            f"There is no {path}. Copy examples/sources.toml there and name your folders and feeds "
            "in it, or name another file with SOURCES_FILE."
        ) from error
    except (OSError, UnicodeError) as error:
        raise SourcesFileError(f"{path} can't be read ({error}). Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise SourcesFileError(f"{path} is not TOML: {error}. Mend that line.") from error
    sources = [
        _source(path, kind, number, table)
        for kind, tables in content.items()
        for number, table in enumerate(_tables(path, kind, tables), 1)
    ]
    if not sources:
        raise SourcesFileError(
            f'{path} names no source. Add for example:  [[folder]]  path = "articles"'
        )
    places = [source.place for source in sources]
    for place in places:
        if places.count(place) > 1:
            raise SourcesFileError(f"{path} names {place} twice. Delete one of the two.")
    return tuple(sources)


def _tables(path: Path, kind: str, tables: Any) -> list[Any]:
    if kind not in _PLACE:
        raise SourcesFileError(
            f"{path} has a {kind!r}. It takes [[folder]], [[feed]] and [[page]]."
        )
    if not isinstance(tables, list):
        raise SourcesFileError(f"{path} has [{kind}]. Write [[{kind}]], with two brackets each.")
    return tables


def _source(path: Path, kind: Any, number: int, table: Any) -> NamedSource:
    where = f"{path}, [[{kind}]] number {number}"
    if not isinstance(table, dict):
        raise SourcesFileError(f"{where} is not a table. Write [[{kind}]] on a line of its own.")
    key = _PLACE[kind]
    for name, value in table.items():
        if name not in (key, "publisher"):
            raise SourcesFileError(f"{where} has {name!r}. It takes {key} and publisher.")
        if not isinstance(value, str):
            raise SourcesFileError(f'{where}: {name} is not text. Write {name} = "…".')
    place = table.get(key, "").strip()
    if not place:
        raise SourcesFileError(f'{where} has no {key}. Write {key} = "…".')
    if kind == "folder":
        # Relative to the file that names it, wherever the command is run.
        place = str((path.parent / Path(place).expanduser()).resolve())
    else:
        try:
            check_url(place)
        except FetchError as error:
            raise SourcesFileError(f"{where}: {place} {error}.") from error
    return NamedSource(kind, place, " ".join(table.get("publisher", "").split()))
