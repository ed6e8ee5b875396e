"""Tests of the sentences of a passage: what is cut within a date or behind a number is put together."""

from __future__ import annotations

from bot.answering import evidence


def test_a_date_and_a_number_with_its_unit_stay_whole() -> None:
    cut = ("เปิดลงทะเบียนเริ่มวันที่ 1", "ตุลาคม 2568 ปรับไม่เกิน 5,000 –", "50,000 บาท ต่อคน")
    text = " ".join(cut)
    spans, start = [], 0
    for piece in cut:
        spans.append(evidence.Span(start, start + len(piece)))
        start += len(piece) + 1
    assert [span.of(text) for span in evidence.whole(text, spans)] == [text]


def test_a_year_may_end_a_sentence() -> None:
    text = "โครงการเริ่มในปี 2568 ประเทศเพื่อนบ้านสนใจ"
    spans = [evidence.Span(0, 21), evidence.Span(22, len(text))]
    assert evidence.whole(text, spans) == spans


def test_an_election_in_germany_is_no_order() -> None:
    news = "The party won the state election in Germany's north."
    assert evidence.sentences_of(news) == (news,)
