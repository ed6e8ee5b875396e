"""Answers as Telegram's HTML: exact escapes, never too long, never cut where it hurts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.types import Answer, Quote, Source, Writing
from bot.telegram.html import answer_html, context_html, overview_html, passages_html
from bot.telegram.pieces import formatted, head, length, link, tail
from index.clusters import clusters
from index.overview import Overview
from index.types import Article, Copy, Hit, Passage, Span
from tests.e2e.emulator import parsed

OVERVIEW = Overview("g", 12, 30, date(2020, 1, 1), date(2024, 6, 21), (("A & B", 12),), ())
thai = st.text(st.sampled_from("กขเแโใไิีึืุู่้๊๋์ำะาๅ <>&\"'ab0 ๑😀👍🏽\n"), max_size=3000)


def source(n: int = 1, title: str = "ข่าว", url: str = "https://example.org/?a=1&b=2") -> Source:
    return Source(n, f"a{n}", title, "สำนักข่าว", date(2024, 6, 21), url)


def quote(text: str, n: int = 1, marks: tuple[Span, ...] = ()) -> Quote:
    return Quote(text, f"a{n}", 0, len(text), n, marks)


def answered(*quotes: Quote, sources: tuple[Source, ...] = (source(),)) -> Answer:
    return Answer("q?", "th", "answered", "", quotes, sources)


def test_everything_is_escaped() -> None:
    shown = answer_html(
        answered(
            quote("ราคา <b>5 & 6</b>", marks=(Span(5, 8),)), sources=(source(title='<i>"x"</i>'),)
        )
    )
    assert "&lt;<b>b&gt;" not in shown.html
    assert parsed(shown.html) == shown.plain
    assert "ราคา <b>5 & 6</b>" in shown.plain
    assert '<a href="https://example.org/?a=1&amp;b=2">' in shown.html


def test_marks_are_bold_and_long_quotes_are_folded() -> None:
    text = "ลงนามวันที่ 20 มิถุนายน 2567"
    shown = answer_html(answered(quote(text, marks=(Span(5, len(text)),))))
    assert "<blockquote>“ลงนาม<b>วันที่ 20 มิถุนายน 2567</b>” [1]</blockquote>" in shown.html
    assert "<blockquote expandable>" in answer_html(answered(quote("ก" * 500))).html


def test_dates_are_in_the_readers_calendar() -> None:
    assert "21 มิถุนายน 2567" in answer_html(answered(quote("x"))).plain
    english = Answer("q?", "en", "answered", "", (quote("x"),), (source(),))
    assert "21 June 2024" in answer_html(english).plain


def test_other_articles_of_the_story_are_named() -> None:
    copies = tuple(
        Copy(f"c{n}", url=f"https://example.org/{n}", publisher=f"หนังสือ {n}") for n in range(5)
    )
    shown = answer_html(answered(quote("x"), sources=(replace(source(), also=copies),)))
    assert "ข่าวเดียวกันใน: หนังสือ 0, หนังสือ 1, หนังสือ 2 +2" in shown.plain
    assert '<a href="https://example.org/2">หนังสือ 2</a>' in shown.html


def test_an_address_that_telegram_wouldnt_open_is_left_out() -> None:
    for url in ("", "javascript:alert(1)", "file:///etc/passwd", "https://x/" + "a" * 2000):
        assert formatted([link("t", url)]).html == "t"


@settings(max_examples=150, deadline=None)
@given(st.lists(thai, min_size=1, max_size=3), thai)
def test_no_answer_is_too_long_or_ill_formed(texts: list[str], title: str) -> None:
    quotes = tuple(
        quote(text, n, tuple(Span(i, i + 2) for i in range(0, max(len(text) - 2, 0), 40)))
        for n, text in enumerate(texts, 1)
    )
    sources = tuple(source(n, title) for n in range(1, len(texts) + 1))
    shown = answer_html(answered(*quotes, sources=sources))
    assert parsed(shown.html) == shown.plain
    assert length(shown.plain) <= 4096
    assert (
        shown.html.count("<b>") + shown.html.count("<blockquote") + shown.html.count("<a ") <= 100
    )


@settings(max_examples=100, deadline=None)
@given(thai, thai, thai)
def test_articles_and_passages_fit_as_well(before: str, middle: str, after: str) -> None:
    article = Article("a", before + middle + after, title=middle, url="https://example.org")
    span = Span(len(before), len(before + middle))
    shown = context_html(article, span, source(0, title=middle), "th")
    assert parsed(shown.html) == shown.plain
    assert length(shown.plain) <= 4096
    hits = [Hit(n, 1.0, Passage("a", n, 0, 1, after), article) for n in range(4)]
    listed = passages_html(hits, 1, "en")
    assert parsed(listed.html) == listed.plain
    assert length(listed.plain) <= 4096


@settings(max_examples=200, deadline=None)
@given(thai, st.integers(2, 60))
def test_no_cluster_is_cut(text: str, limit: int) -> None:
    for cut in (head(text, limit), tail(text, limit)):
        assert length(cut) <= limit
    kept = head(text, limit)
    if kept != text:
        units = clusters(text)
        beginnings = {"".join(units[:n]).rstrip() for n in range(len(units) + 1)}
        assert kept.removesuffix("…") in beginnings


def test_not_found_says_what_was_searched() -> None:
    answer = Answer("q?", "en", "not_found", "", nearest=(source(),), searched="q? <x>")
    shown = answer_html(answer, OVERVIEW)
    assert "“q? <x>” in 12 articles, the newest of 21 June 2024" in shown.plain
    assert "q? &lt;x&gt;" in shown.html
    assert "[1] ข่าว" in shown.plain


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_overview(language: str) -> None:
    shown = overview_html(OVERVIEW, language)  # type: ignore[arg-type]
    assert parsed(shown.html) == shown.plain
    assert "A &amp; B" in shown.html


WRITTEN = Writing("m", "p", "written")


def test_a_written_answer_stands_first_with_its_evidence_folded_below() -> None:
    answer = replace(answered(quote("ลงนาม <แล้ว>")), text="He signed <it> & left [1].")
    shown = answer_html(replace(answer, writing=WRITTEN))
    assert shown.html.startswith(
        "He signed &lt;it&gt; &amp; left [1].\n<blockquote expandable>“ลงนาม"
    )
    assert parsed(shown.html) == shown.plain
    # What wasn't written is framed as ever.
    quoted = answer_html(replace(answer, writing=replace(WRITTEN, outcome="unsupported")))
    assert quoted.html == answer_html(answer).html
    assert "He signed" not in quoted.plain


@given(thai, st.lists(thai, min_size=1, max_size=5))
def test_a_written_answer_of_any_length_fits(text: str, quotes: list[str]) -> None:
    answer = replace(answered(*map(quote, quotes)), text=text, writing=WRITTEN)
    shown = answer_html(answer)
    assert length(shown.plain) <= 4096
    assert parsed(shown.html) == shown.plain
