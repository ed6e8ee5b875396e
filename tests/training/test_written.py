"""The questions written for this project: what the file may hold, and how passages are joined to it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from training.reader.written import ENGLISH, FILE, SOURCES, THAI, read_written

QUESTIONS = Path(__file__).parents[2] / "training" / "reader" / FILE


def test_the_file_holds_questions_and_places_but_no_passages() -> None:
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    assert {"set", "id", "part", "held_out", "th", "en", "answers"} == set().union(*rows)
    assert {row["set"] for row in rows} == set(SOURCES)
    for row in rows:
        length = row["part"][1] - row["part"][0]
        assert row["answers"]
        assert all(0 <= start < end <= length for start, end in row["answers"])
        assert max(len(row["th"]), len(row["en"])) < 120


def test_no_passage_is_both_trained_on_and_held_out() -> None:
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    trained, held_out = (
        {(row["set"], row["id"]) for row in rows if row["held_out"] is apart}
        for apart in (False, True)
    )
    assert not trained & held_out
    assert len(held_out) > 30


def test_answers_stand_in_the_part_of_the_passage(tmp_path: Path) -> None:
    news = {"url": "https://example.org/news/details/7", "body": "นำ สะพานยาว 90 เมตร ท้าย"}
    texts = {"thaigov": news, "iapp": {"id": "a", "context": "แม่น้ำสีแดง"}}
    for name, (file, *_) in SOURCES.items():
        with gzip.open(tmp_path / f"{file}.jsonl.gz", "wt", encoding="utf-8") as out:
            out.write(json.dumps(texts[name], ensure_ascii=False) + "\n")
    rows = [
        {"set": "thaigov", "id": "7", "part": [3, 19], "held_out": False, "answers": [[9, 16]]},
        {"set": "iapp", "id": "a", "part": [0, 11], "held_out": True, "answers": [[8, 11]]},
    ]
    questions = tmp_path / FILE
    lines = (json.dumps(row | {"th": "อะไร", "en": "What?"}) for row in rows)
    questions.write_text("\n".join(lines), encoding="utf-8")
    train, held_out = read_written(tmp_path, questions)
    found = [
        (e.question, e.context[a:b])
        for part in (train, held_out)
        for name in (THAI, ENGLISH)
        for e in part[name]
        for a, b in e.answers
    ]
    assert found == [("อะไร", "90 เมตร"), ("What?", "90 เมตร"), ("อะไร", "แดง"), ("What?", "แดง")]
