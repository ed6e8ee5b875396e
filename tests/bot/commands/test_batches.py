"""Tests of answering many questions from JSON lines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.commands.batches import SIZE, read_question, run_batch
from index.errors import KhaobotError

Capture = pytest.CaptureFixture[str]


class Recorder:
    """Answers each question with itself, and remembers how many it was given at once."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def __call__(self, questions: Sequence[str]) -> list[dict[str, Any]]:
        self.sizes.append(len(questions))
        return [{"question": question, "text": f"ตอบ {question}"} for question in questions]


def batch(path: Path, lines: Sequence[str], capsys: Capture) -> list[dict[str, Any]]:
    path.write_bytes("\n".join(lines).encode("utf-8", "surrogateescape"))
    assert run_batch(str(path), 2000, Recorder()) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_answers_come_in_order_with_their_ids(tmp_path: Path, capsys: Capture) -> None:
    lines = [json.dumps({"id": f"q{n}", "question": f"ข่าวที่ {n}"}) for n in range(SIZE * 2 + 5)]
    found = batch(tmp_path / "q.jsonl", lines, capsys)
    assert [record["id"] for record in found] == [f"q{n}" for n in range(len(lines))]
    assert [record["text"] for record in found] == [f"ตอบ ข่าวที่ {n}" for n in range(len(lines))]


def test_questions_are_given_in_parts(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"question": "ฝน"}\n' * (SIZE + 1), encoding="utf-8")
    recorder = Recorder()
    run_batch(str(path), 2000, recorder)
    assert recorder.sizes == [SIZE, 1]


def test_ids_keep_their_type_and_may_be_missing(tmp_path: Path, capsys: Capture) -> None:
    lines = ['{"id": 7, "question": "ก"}', '{"question": "ข"}', '{"id": ["x"], "question": "ค"}']
    assert [r["id"] for r in batch(tmp_path / "q", lines, capsys)] == [7, None, ["x"]]


@pytest.mark.parametrize(
    ("broken", "error"),
    [
        ("{", "line 2 is not"),
        ("[]", "line 2 is not"),
        ("null", "line 2 is not"),
        ('{"id": "b"}', "line 2 is not"),
        ('{"id": "b", "question": 5}', "line 2 is not"),
        ('{"id": "b", "question": " "}', "empty"),
        ('{"id": "b", "question": "' + "ก" * 2001 + '"}', "2,001 characters"),
        ('{"id": "b", "question": "\\ud800"}', "UTF-8"),
        ("\udcff\udcfe", "line 2 is not"),
        ("[" * 100_000, "line 2 is not"),
    ],
)
def test_a_broken_line_spoils_itself_alone(
    tmp_path: Path, capsys: Capture, broken: str, error: str
) -> None:
    lines = ['{"id": "a", "question": "ฝน"}', broken, '{"id": "c", "question": "ข้าว"}']
    first, failed, last = batch(tmp_path / "q.jsonl", lines, capsys)
    assert (first["text"], last["text"]) == ("ตอบ ฝน", "ตอบ ข้าว")
    assert error in failed["error"]
    assert "text" not in failed
    assert failed["id"] == ("b" if '"id"' in broken else None)


def test_broken_lines_are_counted_on_stderr(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "q").write_text("{\n\n\n{\n", encoding="utf-8")
    run_batch(str(tmp_path / "q"), 2000, Recorder())
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 2
    assert err.count("\n") == 1
    assert "2 lines" in err


def test_an_id_that_utf8_cannot_hold_comes_back_as_it_was(tmp_path: Path, capsys: Capture) -> None:
    (found,) = batch(tmp_path / "q", ['{"id": "\\ud800", "question": "ฝน"}'], capsys)
    assert found["id"] == "\ud800"


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path: Path, capsys: Capture) -> None:
    (found,) = batch(tmp_path / "q", ['\ufeff{"id": 1, "question": "ฝน"}'], capsys)
    assert found["text"] == "ตอบ ฝน"


def stdin(path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(content)
    monkeypatch.setattr("sys.stdin", path.open(encoding="ascii"))


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_dash_reads_stdin(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    stdin(tmp_path / "in", '{"id": 1, "question": "ฝน"}\n'.encode() + b"\xff\n", monkeypatch)
    assert run_batch("-", 2000, Recorder()) == 0
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first == {"id": 1, "question": "ฝน", "text": "ตอบ ฝน"}
    assert "error" in second


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_dash_as_the_question_reads_it_from_stdin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stdin(tmp_path / "in", "ฝนตกที่ไหน\n".encode(), monkeypatch)
    assert read_question("-") == "ฝนตกที่ไหน"
    assert read_question("ฝน") == "ฝน"
    assert read_question(None) == ""


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(KhaobotError, match=r"can't be read.*JSON lines"):
        run_batch(str(tmp_path / name), 2000, Recorder())
