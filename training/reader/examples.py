"""Reads the question sets and keeps a slice of each apart, by passage, for choosing between runs."""

from __future__ import annotations

import gzip
import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

IAPP = "iapp"
ENGLISH_IAPP = "iapp_en"
HERE = "en_questions.jsonl"


@dataclass(frozen=True)
class Example:
    """A question over a passage; `answers` holds [start, end) in code points, none if unanswerable."""

    set: str
    question: str
    context: str
    answers: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Corpus:
    """All sets by name, split into what is trained on and what is held out."""

    train: dict[str, list[Example]]
    held_out: dict[str, list[Example]]


def read_corpus(data: Path, translations: Path, held_out_percent: int = 4) -> Corpus:
    """Read every training set under `data`, iApp's validation part, and the translated iApp questions."""
    train: dict[str, list[Example]] = {}
    held_out: dict[str, list[Example]] = {}
    for path in sorted((data / "train_qa").glob("*.jsonl.gz")):
        name = path.name.removesuffix(".jsonl.gz")
        for row in _rows(path):
            apart = zlib.crc32(row["context"].encode()) % 100 < held_out_percent
            (held_out if apart else train).setdefault(name, []).append(_example(name, row))
    english = {row["id"]: row["question"] for row in _rows(translations)}
    parts = ((train, "iapp_wiki_qa_train"), (held_out, "iapp_wiki_qa_valid"))
    known = {row["context"] for row in _rows(data / "iapp_wiki_qa_valid.jsonl.gz")}
    for target, part in parts:
        for row in _rows(data / f"{part}.jsonl.gz"):
            if target is train and row["context"] in known:
                continue
            target.setdefault(IAPP, []).append(_example(IAPP, row))
            if row["id"] in english:
                asked = row | {"question": english[row["id"]]}
                target.setdefault(ENGLISH_IAPP, []).append(_example(ENGLISH_IAPP, asked))
    return Corpus(train, held_out)


def _example(name: str, row: dict[str, Any]) -> Example:
    answers = tuple((a["start"], a["start"] + len(a["text"])) for a in row["answers"])
    answerable = row.get("answerable", True)
    return Example(name, row["question"], row["context"], answers if answerable else ())


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    if not path.exists():
        return
    raw = path.read_bytes()
    for line in (gzip.decompress(raw) if path.suffix == ".gz" else raw).splitlines():
        yield json.loads(line)
