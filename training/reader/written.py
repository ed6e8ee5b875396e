"""Reads the questions written for this project, over ThaiGov news and iApp's passages, in Thai and English."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from training.reader.examples import Example

if TYPE_CHECKING:
    from pathlib import Path

FILE = "written_questions.jsonl"
THAI, ENGLISH = "written_th", "written_en"
SOURCES = {
    # set: (file, field of the id, field of the text, field of the title)
    "thaigov": ("thaigov_news_20k", "url", "body", "title"),
    "iapp": ("iapp_wiki_qa_train", "id", "context", ""),
}


@dataclass(frozen=True)
class Source:
    """A text of one of the sets; the title is "" if it has none."""

    title: str
    text: str


def read_written(data: Path, questions: Path) -> tuple[dict[str, list[Example]], ...]:
    """Return the questions to train on and those held out (some whole passages), each by language.

    The file holds questions and where the answers stand; the passages are read from `data`.
    """
    rows = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines()]
    sources = read_sources(data, {(row["set"], row["id"]) for row in rows})
    train: dict[str, list[Example]] = {}
    held_out: dict[str, list[Example]] = {}
    for row in rows:
        passage = sources[row["set"], row["id"]].text[slice(*row["part"])]
        answers = tuple((start, end) for start, end in row["answers"])
        for name, language in ((THAI, "th"), (ENGLISH, "en")):
            example = Example(name, row[language], passage, answers)
            (held_out if row["held_out"] else train).setdefault(name, []).append(example)
    return train, held_out


def read_sources(data: Path, wanted: set[tuple[str, str]]) -> dict[tuple[str, str], Source]:
    """Return the texts that are `wanted`, by set and id."""
    found: dict[tuple[str, str], Source] = {}
    for name, (file, key, text, title) in SOURCES.items():
        with gzip.open(data / f"{file}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                row: dict[str, Any] = json.loads(line)
                number = name, str(row[key]).rsplit("/", 1)[-1]
                if number in wanted:
                    found.setdefault(number, Source(row.get(title, ""), row[text]))
    return found
