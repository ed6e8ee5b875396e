"""Reads questions, one by one or many as JSON lines, and writes a line for each, in order."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from index.errors import KhaobotError, QuestionError
from index.search import check_question

SIZE = 32


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One line of a batch: a question, or what is wrong with it."""

    id: Any
    question: str
    error: str = ""


def run_batch(
    file: str, longest: int, records: Callable[[Sequence[str]], list[dict[str, Any]]]
) -> int:
    """Answer the questions in `file` (`-` is stdin) with `records`, which takes many at once.

    A line that can't be answered gives `{"id", "question", "error"}` and the others go on; how many
    there were is said on stderr.
    """
    failed = 0
    with _opened(file) as lines:
        for part in _parts(_read(lines, longest)):
            asked = [line.question for line in part if not line.error]
            answered = iter(records(asked))
            for line in part:
                record = (
                    {"error": line.error, "question": line.question}
                    if line.error
                    else next(answered)
                )
                failed += bool(line.error)
                print(_json_line({"id": line.id} | record), flush=True)
    if failed:
        print(f'khaobot: {failed} lines could not be answered; see their "error".', file=sys.stderr)
    return 0


def read_question(argument: str | None) -> str:
    """Return the question of the command line; `-` stands for what comes on stdin."""
    if argument == "-":
        with _opened("-") as lines:
            return str(lines.read()).strip()
    return argument or ""


def _json_line(record: Mapping[str, Any]) -> str:
    """Return `record` as JSON; lone surrogates, which UTF-8 can't hold, as the escapes they came as."""
    text = json.dumps(record, ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _opened(file: str) -> Any:
    if file == "-":
        # Undecodable bytes must spoil their own line only.
        return open(sys.stdin.fileno(), encoding="utf-8", errors="replace", closefd=False)
    try:
        return Path(file).open(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise KhaobotError(
            f"{file} can't be read ({error.strerror}). Name a file of JSON lines."
        ) from error


def _read(lines: Iterable[str], longest: int) -> Iterator[BatchLine]:
    for number, text in enumerate(lines, start=1):
        if text.strip():
            yield _parse(text, number, longest)


def _parse(text: str, number: int, longest: int) -> BatchLine:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        record = None
    if not isinstance(record, dict):
        record = {}
    question = record.get("question")
    if not isinstance(question, str):
        error = f'line {number} is not {{"id": …, "question": "…"}}'
        return BatchLine(record.get("id"), "", error)
    try:
        check_question(question, longest)
    except QuestionError as refused:
        return BatchLine(record.get("id"), question[:100], str(refused))
    return BatchLine(record.get("id"), question)


def _parts(lines: Iterator[BatchLine]) -> Iterator[list[BatchLine]]:
    while part := list(islice(lines, SIZE)):
        yield part
