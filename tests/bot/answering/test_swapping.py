"""Answers while generations are swapped in: no error, and each is of exactly one generation in all its parts."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from bot.answering.answerer import Answerer
from bot.answering.sentence_quotes import SentenceQuotes
from bot.answering.types import Answer
from index.types import Article
from tests.fakes import HashEmbedder
from tests.index.builds import builder, collection, searcher

THREADS = 8
SWAPS = 20
ARTICLES = 12
QUESTIONS = (
    "สะพานเชียงใหม่ใช้งบประมาณเท่าไร",
    "ตลาดที่ระยองเปิดเมื่อไร",
    "ใครกล่าวเรื่องสะพานที่ขอนแก่น",
    "Who opened the bridge?",
)


def articles(version: int) -> dict[str, Article]:
    """Text, title, publisher and date all tell the version."""
    return {
        article.id: replace(
            article,
            title=f"{article.title} ฉบับ{version}",
            publisher=f"สำนักข่าว {version}",
            published=date(2024, 1, 1) + timedelta(version),
        )
        for article in collection(ARTICLES, version)
    }


def check(answer: Answer, stored: Mapping[str, Article]) -> None:
    """Everything that a person is shown is of `stored`."""
    assert answer.status == "answered"
    assert answer.quotes
    for quote in answer.quotes:
        assert stored[quote.article_id].text[quote.start : quote.end] == quote.text
        assert quote.text in answer.text
    sources = {source.n: source for source in answer.sources}
    assert {quote.source for quote in answer.quotes} == set(sources)
    for source in sources.values():
        article = stored[source.article_id]
        shown = (source.title, source.publisher, source.published)
        assert shown == (article.title, article.publisher, article.published)
    assert all(hit.article == stored[hit.article.id] for hit in answer.hits)


def test_eight_threads_get_answers_while_twenty_generations_are_swapped_in(tmp_path: Path) -> None:
    made: dict[str, int] = {}

    def swap_in(version: int) -> None:
        report = builder(tmp_path).build(articles(version).values())
        made[report.manifest.generation] = version

    swap_in(0)
    answerer = Answerer(searcher(tmp_path), SentenceQuotes(HashEmbedder(), 3), min_confidence=0.0)
    errors: list[BaseException] = []
    answers: list[Answer] = []
    stop = threading.Event()

    def ask(number: int) -> None:
        turn = number
        while not stop.is_set():
            try:
                if turn % 5:
                    answers.append(answerer.answer(QUESTIONS[turn % len(QUESTIONS)]))
                else:
                    many = answerer.answer_many(QUESTIONS)
                    assert len({answer.generation for answer in many}) == 1
                    answers.extend(many)
            except BaseException as error:
                errors.append(error)
            turn += 1

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    try:
        for version in range(1, SWAPS + 1):
            swap_in(version)
            time.sleep(0.05)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert errors == []
    stored = {name: articles(version) for name, version in made.items()}
    for answer in answers:
        check(answer, stored[answer.generation])
    assert len({answer.generation for answer in answers}) > SWAPS // 2
