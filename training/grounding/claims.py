"""Reads the claims written for this project: sentences over news and encyclopaedia passages, right and wrong."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from training.reader.written import read_sources

if TYPE_CHECKING:
    from pathlib import Path

FILE = "claims.jsonl"
RIGHT = ("supported", "negated")


@dataclass(frozen=True)
class Claim:
    """A sentence about a passage; `kind` tells what is wrong with it, or how it is right."""

    text: str
    kind: str
    right: bool


@dataclass(frozen=True)
class Claimed:
    """A passage and what is claimed of it."""

    passage: str
    claims: tuple[Claim, ...]


def read_claims(data: Path, claims: Path) -> tuple[list[Claimed], list[Claimed]]:
    """Return the passages to train on and those held out.

    The file holds the claims and where their passages stand; these are read from `data`.
    """
    rows = [json.loads(line) for line in claims.read_text(encoding="utf-8").splitlines()]
    sources = read_sources(data, {(row["set"], row["id"]) for row in rows})
    train: list[Claimed] = []
    held_out: list[Claimed] = []
    for row in rows:
        source = sources[row["set"], row["id"]]
        passage = headed(source.title, source.text[slice(*row["part"])])
        said = tuple(Claim(c["text"], c["kind"], c["kind"] in RIGHT) for c in row["claims"])
        (held_out if row["held_out"] else train).append(Claimed(passage, said))
    return train, held_out


def headed(title: str, text: str) -> str:
    """Return a passage under its headline, as the bot gives it to a language model."""
    return f"{title}\n\n{text}" if title else text
