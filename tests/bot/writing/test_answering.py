"""Tests of answers in a model's words: what of them goes out, and when the quotes go out instead."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import prompts
from bot.answering.answerer import Answerer
from bot.answering.grounding import Checked
from bot.answering.sentence_quotes import SentenceQuotes
from bot.rendering.records import answer_record
from bot.texts import NOT_FOUND
from bot.workers import Workers
from bot.writing.answering import Length, WritingAnswerer
from bot.writing.writer import Heard, WriterError, WriterUnreachable, Written, unheard
from index.search import Searcher
from tests.articles import HANOI
from tests.bot.writing.doubles import DigitChecker, SaidBefore
from tests.fakes import HashEmbedder

ENGLISH = "What did Vladimir Putin sign in Hanoi?"
THAI = "ปูตินลงนามในข้อตกลงอะไรกับผู้นำเวียดนาม"


class Desk:
    """What the tests need at hand: an answerer with a scripted writer."""

    def __init__(self, searcher: Searcher, workers: Workers, folder: Path | None = None) -> None:
        self.quoting = Answerer(searcher, SentenceQuotes(HashEmbedder(), 3), 0.0)
        self.writer = SaidBefore(NOT_FOUND)
        self.checker = DigitChecker()
        self.day = date(2026, 11, 22)
        self.answering = WritingAnswerer(
            self.quoting, workers, self.writer, self.checker, Length(3, 200), folder,
            lambda: self.day,
        )  # fmt: skip
        self.ask = self.answering.answer

    def says(self, *texts: str | WriterError | Written) -> None:
        self.writer.texts = list(texts)


@pytest.fixture
def workers() -> Iterator[Workers]:
    workers = Workers()
    yield workers
    workers.close()


@pytest.fixture
def desk(searcher: Searcher, workers: Workers) -> Desk:
    return Desk(searcher, workers)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (ENGLISH, "Putin signed dozens of agreements in Hanoi on 20 June 2567 [1]."),
        (THAI, "ปูตินลงนามในข้อตกลงหลายสิบฉบับเมื่อวันที่ 20 มิถุนายน 2567 [1]"),
    ],
)
async def test_what_the_passages_bear_out_goes_out_with_its_evidence(
    desk: Desk, question: str, said: str
) -> None:
    desk.says(said)
    answer = await desk.ask(question)
    assert answer.is_written
    assert (answer.status, answer.text, answer.question) == ("answered", said, question)
    assert [source.article_id for source in answer.sources] == ["hanoi"]
    for quote in answer.quotes:
        assert HANOI.text[quote.start : quote.end] == quote.text
        assert quote.source == 1
    assert answer.writing is not None
    record = answer_record(answer)["writing"]
    assert record == {
        "model": "scripted@nowhere", "prompt": answer.writing.prompt, "outcome": "written",
        "detail": "", "cached": False, "removed": [],
    }  # fmt: skip
    assert record["prompt"] == prompts.load_for("answer", answer.language).digest
    assert set(answer.timings_ms) == {"search", "quote", "write"}
    (prepared,) = desk.checker.prepared
    assert len(prepared) == 3
    assert f"{HANOI.title}\n{HANOI.text[:40]}" in prepared[0]
    assert desk.checker.answering == (None, None, None)  # it was found without a reader


async def test_the_prompt_is_in_the_language_of_the_question_alone(desk: Desk) -> None:
    desk.says("x [1]", "ก [1]")
    await desk.ask(ENGLISH)
    await desk.ask(THAI)
    english, thai = desk.writer.prompts
    assert "22 November 2026 (2569 in the Buddhist era)" in english
    assert "22 พฤศจิกายน 2569 (ค.ศ. 2026)" in thai
    assert english.startswith(ENGLISH)
    assert thai.startswith(THAI)
    assert "[1] 21 June 2024\n| ปูตินเยือนฮานอย\n| " in english
    assert "[1] 21 มิถุนายน 2567\n| ปูตินเยือนฮานอย\n| " in thai
    scaffolding = [line for line in english.splitlines() if not line.startswith("|")]
    assert not re.search("[ก-๙]", "".join(scaffolding))
    scaffolding = [line for line in thai.splitlines() if not line.startswith("|")]
    assert not re.search("[A-Za-z]{2}", re.sub(r"=+ \w+ =+", "", "".join(scaffolding)).replace(NOT_FOUND, ""))  # fmt: skip
    boundaries = {line for p in desk.writer.prompts for line in p.splitlines() if re.fullmatch(r"=+ \w+ =+", line)}  # fmt: skip
    assert len(boundaries) == 2


async def test_what_is_not_borne_out_is_taken_out_and_kept_on_record(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.says("He signed dozens of agreements [1]. They are worth 50 billion [1]. So there [7].")
    with caplog.at_level(logging.INFO):
        answer = await desk.ask(ENGLISH)
    assert answer.text == "He signed dozens of agreements [1]."
    removed = answer_record(answer)["writing"]["removed"]
    assert [(gone["reason"], gone["sentence"]) for gone in removed] == [
        ("number", "They are worth 50 billion [1]."),
        ("citation", "So there [7]."),
    ]
    assert "taken out (number)" in caplog.text
    assert ENGLISH not in caplog.text


async def test_citations_become_the_numbers_of_the_articles(desk: Desk) -> None:
    desk.says("Rain [3]. Putin came [1]. He signed [1][3].")
    answer = await desk.ask(ENGLISH)
    third = answer.hits[2].article.id
    assert answer.text == "Rain [1]. Putin came [2]. He signed [2][1]."
    assert [(s.n, s.article_id) for s in answer.sources] == [(1, third), (2, "hanoi")]
    assert {quote.source: quote.article_id for quote in answer.quotes} == {1: third, 2: "hanoi"}


def quotes_only(desk: Desk, question: str) -> tuple[object, ...]:
    answer = desk.quoting.answer(question)
    return answer.text, answer.quotes, answer.sources, answer.status


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ((NOT_FOUND,), "declined"),
        ((f"{NOT_FOUND}.\nBut he came in 1999 [1].",), "declined"),
        (("I'm sorry, but I can't help with that.",), "unsupported"),
        (("He signed 50 of them [1]. It cost 70 [2].",), "unsupported"),
        (("Il a signé [9].",), "unsupported"),
        (
            ("Il a signé des accords avec le Vietnam [1].", "Poutine est à Hanoi avec lui [1]."),
            "language",
        ),
        (("普京签署了协议 [1]。", "普京签署了协议 [1]。"), "language"),
        (("",), "unsupported"),
        (("ปูตินลงนาม [1]", "ปูตินลงนามแล้ว [1]"), "language"),
        ((WriterUnreachable("too slow"),), "failed"),
        (("ปูตินลงนาม [1]", WriterUnreachable("too slow")), "failed"),
        ((Written("He signed dozens of", 200, cut=True),), "unsupported"),
    ],
)
async def test_otherwise_the_quotes_go_out_as_without_a_model(
    desk: Desk, said: tuple[str | WriterError | Written, ...], outcome: str
) -> None:
    desk.says(*said)
    answer = await desk.ask(ENGLISH)
    assert not answer.is_written
    assert answer.writing is not None
    assert answer.writing.outcome == outcome
    assert (answer.text, answer.quotes, answer.sources, answer.status) == quotes_only(desk, ENGLISH)
    assert len(desk.writer.prompts) == len(said)


async def test_a_check_that_fails_lets_nothing_through_but_the_quotes(
    desk: Desk, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Checked:
        raise ZeroDivisionError

    monkeypatch.setattr(desk.checker, "check", broken)
    desk.says("He signed dozens of agreements [1].")
    answer = await desk.ask(ENGLISH)
    assert (answer.text, answer.quotes, answer.sources, answer.status) == quotes_only(desk, ENGLISH)
    assert answer.writing is not None
    assert (answer.writing.outcome, answer.writing.detail) == (
        "failed",
        "the check: ZeroDivisionError",
    )
    assert "ZeroDivisionError" in caplog.text


async def test_in_the_wrong_language_it_is_asked_once_more(desk: Desk) -> None:
    desk.says("ปูตินลงนาม [1]", "Putin signed [1].")
    assert (await desk.ask(ENGLISH)).text == "Putin signed [1]."
    first, second = desk.writer.prompts
    assert "in no other language" in second
    assert "in no other language" not in first
    desk.says("Putin signed [1].", "ปูตินลงนาม [1]")
    assert (await desk.ask(THAI)).text == "ปูตินลงนาม [1]"
    assert "ภาษาไทยเท่านั้น" in desk.writer.prompts[-1]


@pytest.mark.parametrize(
    "said", ["Poutine a signé des accords avec le Vietnam [1].", "普京签署了协议 [1]。", "Путин подписал [1]."]
)  # fmt: skip
async def test_in_a_third_language_as_well(desk: Desk, said: str) -> None:
    desk.says(said, "Putin signed [1].", said, "ปูตินลงนาม [1]")
    assert (await desk.ask(ENGLISH)).text == "Putin signed [1]."
    assert (await desk.ask(THAI)).text == "ปูตินลงนาม [1]"
    assert len(desk.writer.prompts) == 4


async def test_a_sentence_in_another_language_does_not_take_the_others_with_it(desk: Desk) -> None:
    desk.says("Putin signed [1]. Er war nicht mit den anderen auf der Straße nach Hanoi [1].")
    answer = await desk.ask(ENGLISH)
    assert len(desk.writer.prompts) == 2, "most of it is German"
    assert answer.is_written
    desk.says("Putin came to Hanoi and signed dozens of agreements there [1]. ปูตินมา [1]")
    assert (await desk.ask(ENGLISH + "!")).is_written
    assert len(desk.writer.prompts) == 3, "most of it is English"


async def test_a_sentence_cut_off_at_the_limit_is_left_out(desk: Desk) -> None:
    for number, rest in enumerate(
        (" He signed dozens and doz", " It was on 20.", " It was on 20.6", " He signed 20 [", " เขาลงนาม", "")
    ):  # fmt: skip
        desk.says(Written(f"Putin came [1].{rest}", 200, cut=True))
        assert (await desk.ask(f"{ENGLISH} {number}")).text == "Putin came [1].", rest
        assert desk.checker.checked[-1] == "Putin came [1].", rest


async def test_what_the_articles_do_not_answer_is_never_asked_of_the_model(
    searcher: Searcher, workers: Workers
) -> None:
    desk = Desk(searcher, workers)
    desk.quoting._min_confidence = 1.1
    answer = await desk.ask(ENGLISH)
    assert (answer.status, answer.writing, desk.writer.prompts) == ("not_found", None, [])


async def test_checked_sentences_are_shown_with_the_final_numbers_while_it_writes(
    desk: Desk,
) -> None:
    shown: list[str] = []

    class Slowly(SaidBefore):
        async def write(self, prompt, max_tokens, heard=lambda text: None):  # type: ignore[no-untyped-def]
            import asyncio

            heard("50 of them [1]. Rain [3]. Putin ca")
            while not shown:
                await asyncio.sleep(0.001)
            return Written("50 of them [1]. Rain [3]. Putin came [1].", 100)

    desk.answering._writer = Slowly("")
    answer = await desk.ask(ENGLISH, show=shown.append)
    assert shown == ["Rain [1]."]
    assert answer.text == "Rain [1]. Putin came [2]."


async def test_answers_are_remembered_by_all_that_made_them(desk: Desk) -> None:
    desk.says("One [1].", "Two [1].", "Three [1].")
    first = await desk.ask(ENGLISH)
    again = await desk.ask(ENGLISH)
    assert again.writing is not None
    assert again.writing.cached
    assert (again.text, again.quotes) == (first.text, first.quotes)
    assert (await desk.ask(ENGLISH + "?")).text == "Two [1]."
    desk.day = date(2026, 11, 23)  # the prompt says which day it is
    assert (await desk.ask(ENGLISH)).text == "Three [1]."
    assert len(desk.writer.prompts) == 3


async def test_another_generation_prompt_or_model_is_asked_anew(
    searcher: Searcher, workers: Workers, tmp_path: Path
) -> None:
    desk = Desk(searcher, workers)
    desk.says("One [1].", "Two [1].", "Three [1].", "Four [1].")
    assert (await desk.ask(ENGLISH)).text == "One [1]."
    search = searcher.search_many
    searcher.search_many = lambda qs, k=10: [replace(r, generation="next") for r in search(qs, k)]  # type: ignore[method-assign]
    assert (await desk.ask(ENGLISH)).text == "Two [1]."
    desk.writer.name = "another@nowhere"
    assert (await desk.ask(ENGLISH)).text == "Three [1]."
    text = prompts.load("answer")
    own = f"variables: {', '.join(text.variables)}\n{text.text}\nBe brief."
    (tmp_path / "answer.md").write_text(own, encoding="utf-8")
    other = Desk(searcher, workers, tmp_path)
    other.answering._cache = desk.answering._cache
    other.writer.name, other.writer.texts = desk.writer.name, desk.writer.texts
    answer = await other.ask(ENGLISH)
    assert answer.text == "Four [1]."
    assert other.writer.prompts[0].endswith("Be brief.\n")
    assert answer.writing is not None
    assert answer.writing.prompt == prompts.load("answer", tmp_path).digest


async def test_all_texts_for_an_answer_have_one_time_limit(
    searcher: Searcher, workers: Workers
) -> None:
    class Slow(SaidBefore):
        async def write(self, prompt: str, max_tokens: int, heard: Heard = unheard) -> Written:
            written = await super().write(prompt, max_tokens, heard)
            await asyncio.sleep(0.01 if len(self.prompts) == 1 else 3600)
            return written

    desk = Desk(searcher, workers)
    for question, previous, said in (
        (ENGLISH, (), "ปูตินลงนาม [1]"),
        ("and when?", (ENGLISH,), "When did Vladimir Putin sign in Hanoi?"),
    ):
        slow = Slow(said)
        answering = WritingAnswerer(desk.quoting, workers, slow, desk.checker, Length(3, 200, 0.2))
        answer = await answering.answer(question, previous)
        assert len(slow.prompts) == 2
        assert answer.writing is not None
        assert (answer.writing.outcome, answer.quotes != ()) == ("failed", True)
        assert "LLM_TIMEOUT" in answer.writing.detail


async def test_a_failure_is_not_remembered(desk: Desk) -> None:
    desk.says(WriterUnreachable("gone"), "Back [1].")
    assert not (await desk.ask(ENGLISH)).is_written
    assert (await desk.ask(ENGLISH)).text == "Back [1]."


async def test_a_follow_up_is_searched_as_the_model_rewrote_it(desk: Desk) -> None:
    desk.says("When did Vladimir Putin sign in Hanoi?", "On 20 June 2567 [1].")
    answer = await desk.ask("and when?", (ENGLISH,))
    assert answer.searched == "When did Vladimir Putin sign in Hanoi?"
    assert (answer.question, answer.text) == ("and when?", "On 20 June 2567 [1].")
    desk.says("When did Xi visit Bonn?", "On 20 June 2567 [1].")
    answer = await desk.ask("and when?", (THAI, ENGLISH))
    assert answer.searched == desk.quoting.answer("and when?", (THAI, ENGLISH)).searched
