"""Public bodies are the same in either language, and one is not another."""

from __future__ import annotations

import pytest

from bot.answering.names.bodies import find_bodies
from bot.answering.names.lacking import absent_name, missing_name

FLOOD = "กรมชลประทานเตือนห้าอำเภอท้ายเขื่อน ด้านรมว.มหาดไทยสั่งทุกจังหวัดเฝ้าระวัง ส่วนธ.ก.ส.พักหนี้ชาวนาหกเดือน"


def missing(sentence: str, passage: str) -> str:
    return absent_name(sentence, (passage,)) or missing_name(sentence, [passage], [passage], {}, ())


@pytest.mark.parametrize(
    "sentence",
    [
        "The Royal Irrigation Department warned five districts below the dam.",
        "The interior minister told all provinces to be on the watch.",
        "The Ministry of the Interior told all provinces to be on the watch.",
        "The Bank for Agriculture and Agricultural Cooperatives put off farmers' debts.",
        "กระทรวงมหาดไทยสั่งทุกจังหวัดเฝ้าระวังน้ำ",
    ],
)
def test_a_body_that_the_passage_names_in_its_own_way_is_carried(
    sentence: str,
) -> None:
    assert missing(sentence, FLOOD) == ""


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (
            "The Department of Water Resources warned five districts.",
            "Department of Water Resources",
        ),
        ("The Energy Ministry told all provinces to be on the watch.", "Energy Ministry"),
        ("The Government Savings Bank put off farmers' debts.", "Government Savings Bank"),
        ("ธนาคารออมสินพักหนี้ชาวนาหกเดือน", "ธนาคารออมสิน"),
        ("กรมทรัพยากรน้ำเตือนห้าอำเภอ", "กรมทรัพยากรน้ำ"),
    ],
)
def test_another_body_is_missing(sentence: str, name: str) -> None:
    assert missing(sentence, FLOOD) == name


def test_the_town_in_the_name_of_a_university_needs_no_mention_of_its_own() -> None:
    passage = "นักวิจัย มช. พบหอยทากชนิดใหม่ในถ้ำ"

    assert missing("Researchers of Chiang Mai University found a new snail.", passage) == ""
    assert missing("Researchers in Chiang Mai found a new snail.", passage) == "Chiang Mai"


def test_initials_are_read_as_a_word_but_thai_is_no_airline() -> None:
    assert missing("Egat will build a dam.", "กฟผ. จะสร้างเขื่อน") == ""
    assert missing("Egat will build a dam.", "กรมชลประทานจะสร้างเขื่อน") == "Egat"
    assert find_bodies("A Thai dam") == ()


def test_a_month_is_no_body() -> None:
    assert find_bodies("ประชุมวันที่ 3 ก.พ. ที่ผ่านมา") == ()


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("The MPC meets again in August.", "กนง.จะประชุมอีกครั้งในเดือนสิงหาคม"),
        ("กยท. เลื่อนการสำรวจสวนยาง", "The Rubber Authority of Thailand put off its survey."),
        ("กรุงเทพมหานครยังไม่ร่วมโครงการ", "Bangkok will not join yet."),
    ],
)
def test_initials_are_those_of_the_body(sentence: str, passage: str) -> None:
    assert missing(sentence, passage) == ""


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("The MPC meets again in August.", "กกต.จะประชุมอีกครั้งในเดือนสิงหาคม"),
        ("กฟผ. เลื่อนการสำรวจสวนยาง", "The Rubber Authority of Thailand put off its survey."),
    ],
)
def test_initials_of_another_body_are_missing(sentence: str, passage: str) -> None:
    assert missing(sentence, passage)
