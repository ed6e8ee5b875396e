"""A passage that doesn't answer the question while another does: what may still be said from it."""

from __future__ import annotations

import pytest

from bot.answering.grounding import Grounding
from bot.answering.suspicion import Margin, suspects
from index.embedding.use_model import UseEmbedder

QUESTION = "โรงเรียนบ้านหนองบัวมีนักเรียนกี่คน"
OTHER = "โรงเรียนวัดดอนทราย\n\nโรงเรียนวัดดอนทรายมีนักเรียน 48 คน และครูสี่คน เปิดสอนถึงชั้นประถมศึกษาปีที่หก"
RIGHT = "โรงเรียนบ้านหนองบัว\n\nโรงเรียนบ้านหนองบัวมีนักเรียนทั้งหมด 312 คน ปีนี้ได้รับเงินสร้างห้องสมุด"
ANSWERING = (-6.0, 2.0)


@pytest.fixture(scope="module")
def grounding() -> Grounding:
    return Grounding(UseEmbedder(), margin=Margin(behind=2.5, stricter=0.1))


def test_what_lies_far_behind_the_best_is_suspect() -> None:
    margin = Margin(behind=2.5, stricter=0.1)
    assert suspects((-6.0, 2.0, 0.0), margin) == {1}
    assert suspects((-6.0, None, -5.0), margin) == frozenset()
    assert suspects((None, None), margin) == frozenset()
    assert suspects((), margin) == frozenset()


def test_a_sentence_true_of_another_goes(grounding: Grounding) -> None:
    checked = grounding.check(QUESTION, "มีนักเรียน 48 คน [1]", [OTHER, RIGHT], "th", ANSWERING)
    assert [gone.reason for gone in checked.removed] == ["question"]


def test_without_a_reader_it_stays(grounding: Grounding) -> None:
    written = "มีนักเรียน 48 คน [1]"
    assert grounding.check(QUESTION, written, [OTHER, RIGHT], "th").cited == (1,)
    assert grounding.check(QUESTION, written, [OTHER, RIGHT], "th", (None, None)).cited == (1,)


def test_the_answer_stays(grounding: Grounding) -> None:
    written = "มีนักเรียนทั้งหมด 312 คน [2]"
    assert grounding.check(QUESTION, written, [OTHER, RIGHT], "th", ANSWERING).cited == (2,)


def test_the_passage_that_answers_takes_the_place_of_one_that_does_not(
    grounding: Grounding,
) -> None:
    copied = f"{OTHER}\n\nโรงเรียนบ้านหนองบัวมีนักเรียนทั้งหมด 312 คน"
    written = "โรงเรียนบ้านหนองบัวมีนักเรียนทั้งหมด 312 คน [1]"
    assert grounding.check(QUESTION, written, [copied, RIGHT], "th", ANSWERING).cited == (2,)


def test_who_is_named_may_be_told_of_from_a_suspect_passage(grounding: Grounding) -> None:
    asked = "Who won the election in Japan?"
    passages = [
        "เกาหลีใต้เลือกประธานาธิบดีอี แจ มยอง (Lee Jae-myung) ด้วยคะแนนร้อยละ 49",
        "พรรคเสรีประชาธิปไตยชนะการเลือกตั้งในญี่ปุ่น",
    ]
    named = "South Korea elected Lee Jae-myung as president with 49 per cent. [1]"
    assert grounding.check(asked, named, passages, "en", ANSWERING).cited == (1,)
    nobody = "The winner got 49 per cent of the vote. [1]"
    assert not grounding.check(asked, nobody, passages, "en", ANSWERING).sentences
