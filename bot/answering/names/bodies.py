"""Finds public bodies by their English or Thai name, which mostly are translations and not carried by sound."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from bot.answering.names.gazetteer import turned
from index.types import Span
from index.words import any_of

FILE_NAME = "bodies.txt"
LEAST_OF_A_THAI_NAME = 6  # characters
LEAST_OF_INITIALS = 3  # letters; ก.พ. is a month as well, and ตร. the tail of many words
_KIND = re.compile("(?P<kind>Ministry|Department) of (?P<of>.+)")


@dataclass(frozen=True, slots=True)
class Body:
    """A public body: its names in either script, and what in a Thai text (without spaces) tells of it."""

    latin: tuple[str, ...]
    thai: tuple[str, ...]
    signs: tuple[str, ...]

    def stands_in(self, text: str) -> bool:
        """Tell whether a Thai or English `text` names the body or has a sign of it."""
        letters = _squeezed(text)
        return any(sign in letters for sign in self.signs) or any(
            body is self for _, body in find_bodies(text)
        )


class _Register:
    """Every body by the forms of its names."""

    def __init__(self, bodies: tuple[Body, ...]) -> None:
        forms = [(form, body) for body in bodies for form in body.latin]
        forms += [(form, body) for body in bodies for form in body.thai if _is_telling(form)]
        self._by_form = dict(forms)
        latin = [form for form in self._by_form if form[0] <= "z"]
        initials = [form for form in self._by_form if form[0] > "z" and "." in form]
        thai = [form for form in self._by_form if form[0] > "z" and "." not in form]
        self._names = re.compile(
            rf"(?<![\w.-])(?:{any_of(latin)})(?!\w)|(?<![\w.])(?:{any_of(initials)})|{any_of(thai)}"
        )

    def find(self, text: str) -> list[tuple[Span, Body]]:
        return [
            (Span(*match.span()), self._by_form[match[0]]) for match in self._names.finditer(text)
        ]


def _is_telling(form: str) -> bool:
    """Tell whether a Thai name, or initials with full stops, is nothing else as well."""
    if "." in form:
        return len(form) - form.count(".") >= LEAST_OF_INITIALS
    return len(form) >= LEAST_OF_A_THAI_NAME


@lru_cache(maxsize=1024)
def find_bodies(text: str) -> tuple[tuple[Span, Body], ...]:
    """Return the public bodies that `text` names, and where, in order."""
    return tuple(_known().find(text))


@lru_cache(maxsize=1)
def _known() -> _Register:
    text = files(__package__).joinpath(FILE_NAME).read_text(encoding="utf-8")
    return _Register(
        tuple(_read(line) for line in text.splitlines() if line and not line.startswith("#"))
    )


def _read(line: str) -> Body:
    latin, thai, signs = (
        [form.strip() for form in part.split(";") if form.strip()] for part in line.split("|")
    )
    turned = dict.fromkeys(form for name in latin for form in _turned(name))
    return Body(tuple(turned), tuple(thai), tuple(_squeezed(form) for form in (*thai, *signs)))


def _turned(name: str) -> tuple[str, ...]:
    """Return a name with the ways in which English turns it: "energy minister", or initials said as a word: "Egat"."""
    match = _KIND.fullmatch(name)
    if not match:
        return turned(name)
    kind, of = match["kind"], match["of"]
    forms = [name, f"{kind} of the {of}", f"{of} {kind}", f"{of.lower()} {kind.lower()}"]
    if kind == "Ministry":
        forms += [f"Minister of {of}", f"Minister of the {of}", f"Minister for {of}"]
        forms += [f"{of} Minister", f"{of.lower()} minister"]
    return tuple(forms)


@lru_cache(maxsize=64)
def _squeezed(text: str) -> str:
    return "".join(text.split())
