"""Tests of telling who holds an office from a deputy and from who held it before."""

from __future__ import annotations

import pytest

from bot.answering.holding import of_the_holder

HOLDER = "นางสาวมาลี ใจดี ผู้อำนวยการสำนักงานบริหารหนี้สาธารณะ เปิดเผยว่า"
DEPUTY = "นายสมชาย รักไทย รองผู้อำนวยการสำนักงานบริหารหนี้สาธารณะ กล่าวว่า"
BOTH = "ผู้อำนวยการและรองผู้อำนวยการสำนักงานบริหารหนี้สาธารณะร่วมแถลงข่าว"
NEITHER = "สำนักงานบริหารหนี้สาธารณะออกพันธบัตรออมทรัพย์รุ่นใหม่"


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("ใครเป็นผู้อำนวยการสำนักงานบริหารหนี้สาธารณะ", [HOLDER, BOTH]),
        ("Who is the director of the Public Debt Office?", [HOLDER, BOTH]),
        ("รองผู้อำนวยการสำนักงานบริหารหนี้สาธารณะคือใคร", [DEPUTY, BOTH]),
        ("Who is the deputy director?", [DEPUTY, BOTH]),
        ("ผู้อำนวยการแถลงเรื่องอะไร", [HOLDER, BOTH, NEITHER]),
        ("What did the deputy director say?", [DEPUTY, BOTH, NEITHER]),
        ("พันธบัตรรุ่นใหม่ออกเมื่อไร", [DEPUTY, HOLDER, BOTH, NEITHER]),
    ],
)
def test_who_holds_the_office_asked_about_is_kept(question: str, kept: list[str]) -> None:
    readings = [DEPUTY, HOLDER, BOTH, NEITHER]
    assert of_the_holder(question, readings, str) == [one for one in readings if one in kept]


def test_if_the_articles_tell_of_a_deputy_alone_that_is_kept() -> None:
    question = "ใครเป็นผู้อำนวยการสำนักงานบริหารหนี้สาธารณะ"
    assert of_the_holder(question, [DEPUTY], str) == [DEPUTY]
    assert of_the_holder(question, [DEPUTY, NEITHER], str) == [NEITHER]
    assert of_the_holder(question, [], str) == []
