"""Keeps 👍 and 👎, and exports them as questions with known answers for `khaobot eval`."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

from bot.state.database import StateDatabase


class Feedback:
    """One vote of each person on each answer; a new one replaces the old."""

    def __init__(self, database: StateDatabase) -> None:
        self._database = database

    def vote(self, answer: int, person: int, vote: int) -> None:
        """Keep `vote`: 1 for 👍, -1 for 👎."""
        self._database.write(
            "INSERT INTO votes (answer, person, vote, at) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (answer, person) DO UPDATE SET vote = excluded.vote, at = excluded.at",
            (answer, person, vote, time.time()),
        )

    def export(self, disliked: bool = False) -> Iterator[dict[str, Any]]:
        """Yield a record in the format of `khaobot eval` for each answer that people liked.

        A liked answer tells where the answer stands; a liked "not found" tells that there is none.
        `disliked` yields instead those that were disliked: their right answer has to be filled in.
        """
        rows = self._database.rows(
            "SELECT answers.id, question, answers.language, status, generation, record, "
            "sum(vote > 0), sum(vote < 0) FROM votes JOIN answers ON answers.id = votes.answer "
            "WHERE record != '' GROUP BY answers.id "
            f"HAVING sum(vote) {'<' if disliked else '>'} 0 ORDER BY answers.id"
        )
        for number, question, language, status, generation, record, up, down in rows:
            told = json.loads(record)
            quotes = told["quotes"]
            answered = status == "answered"
            yield {
                "id": f"feedback-{number}",
                "lang": language,
                # A follow-up is asked as it was searched: alone it has no answer.
                "question": told.get("searched") or question,
                "answerable": answered,
                "article_id": quotes[0]["article_id"] if answered else None,
                "answers": [quote["text"] for quote in quotes],
                "votes": {"up": up, "down": down},
                "generation": generation,
            }
