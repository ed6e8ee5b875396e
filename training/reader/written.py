"""Reads the questions written for this project, over ThaiGov news and iApp's passages, in Thai and English."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

from training.reader.examples import Example

if TYPE_CHECKING:
    from pathlib import Path

FILE = "written_questions.jsonl"
THAI, ENGLISH = "written_th", "written_en"
SOURCES = {
    # set: (file, field of the id, field of the text)
    "thaigov": ("thaigov_news_20k", "url", "body"),
    "iapp": ("iapp_wiki_qa_train", "id", "context"),
}


def read_written(data: Path, questions: Path) -> tuple[dict[str, list[Example]], ...]:
    """Return the questions to train on and those held out (some whole passages), each by language.

    The file holds questions and where the answers stand; the passages are read from `data`.
    """
    rows = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines()]
    texts = {
        name: _texts(data, name, {r["id"] for r in rows if r["set"] == name}) for name in SOURCES
    }
    train: dict[str, list[Example]] = {}
    held_out: dict[str, list[Example]] = {}
    for row in rows:
        passage = texts[row["set"]][row["id"]][slice(*row["part"])]
        answers = tuple((start, end) for start, end in row["answers"])
        for name, language in ((THAI, "th"), (ENGLISH, "en")):
            example = Example(name, row[language], passage, answers)
            (held_out if row["held_out"] else train).setdefault(name, []).append(example)
    return train, held_out


def _texts(data: Path, name: str, wanted: set[str]) -> dict[str, str]:
    file, key, text = SOURCES[name]
    found: dict[str, str] = {}
    with gzip.open(data / f"{file}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row: dict[str, Any] = json.loads(line)
            number = str(row[key]).rsplit("/", 1)[-1]
            if number in wanted:
                found.setdefault(number, row[text])
    return found
