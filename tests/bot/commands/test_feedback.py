"""`khaobot feedback export`: what people liked as questions for `khaobot eval`, what they disliked apart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.evaluating.questions import read_questions
from bot.settings import Settings
from bot.state.answers import Answers, Asked
from tests.app import FakeApp
from tests.articles import ARTICLES, HANOI

Capture = pytest.CaptureFixture[str]

ASKED = (
    "ปูตินกับผู้นำเวียดนามลงนามในข้อตกลงอะไร",
    "ไทยส่งออกข้าวกี่ตัน",
    "ฝนจะตกหนักที่ไหน",
)
LIKED, DISLIKED, UNDECIDED = (1, 1, -1), (-1,), (1, -1)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an index and three answers: one liked, one disliked, one undecided."""
    for key in Settings.__dataclass_fields__:
        monkeypatch.delenv(key.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    app = FakeApp(Settings(data_dir=tmp_path / "data" / "index", min_confidence=0.0))
    app.builder(lambda stage, done, total: None).build(ARTICLES)
    answers = Answers(app.database)
    for number, (question, votes) in enumerate(
        zip(ASKED, (LIKED, DISLIKED, UNDECIDED), strict=True)
    ):
        asked = Asked(person=1, chat=1, thread=0, message=number, question=question)
        stored = answers.keep(asked, app.answerer.answer(question))
        for person, vote in enumerate(votes):
            app.feedback.vote(stored, person, vote)
    app.database.close()
    return tmp_path


def export(capsys: Capture, *options: str) -> tuple[list[dict[str, Any]], str]:
    assert main(["feedback", "export", *options], FakeApp) == 0
    out, err = capsys.readouterr()
    return [json.loads(line) for line in out.splitlines()], err


def test_what_was_liked_can_be_evaluated(folder: Path, capsys: Capture) -> None:
    (record,), said = export(capsys)
    assert (record["question"], record["votes"]) == (ASKED[0], {"up": 2, "down": 1})
    assert record["article_id"] == HANOI.id
    assert all(answer in HANOI.text for answer in record["answers"])
    assert said == "1 answers exported from data/state.sqlite.\n"
    (folder / "liked.jsonl").write_text(json.dumps(record), encoding="utf-8")
    (question,) = read_questions(folder / "liked.jsonl").questions
    assert (question.question, question.article_id) == (ASKED[0], HANOI.id)
    assert main(["eval", "liked.jsonl"], FakeApp) == 0


def test_what_was_disliked_is_exported_apart(folder: Path, capsys: Capture) -> None:
    (record,), _ = export(capsys, "--disliked")
    assert (record["question"], record["votes"]) == (ASKED[1], {"up": 0, "down": 1})


def test_without_any_votes_nothing_is_printed(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    records, said = export(capsys)
    assert records == []
    assert said.startswith("0 answers exported")
