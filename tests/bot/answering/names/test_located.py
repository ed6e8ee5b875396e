"""A place that the passage is set in may be named where its own words leave it out, one that stands for another may not."""

from __future__ import annotations

import pytest

from bot.answering.names.lacking import missing_name

HAZE = "Phrae chokes on haze\n\nPhrae, next to Nan, recorded the worst air of the North. The governor closed two parks."
QUAKE = (
    "แผ่นดินไหวเขย่าเนปาล\n\nแผ่นดินไหวขนาด 6.1 เกิดใกล้กรุงกาฐมาณฑุ อินเดียส่งผ้าห่ม 2,000 ผืน ส่วนญี่ปุ่นส่งแพทย์ 40 คน",
    "อินเดียส่งผ้าห่ม 2,000 ผืน ส่วนญี่ปุ่นส่งแพทย์ 40 คน",
)


def missing(sentence: str, here: str, passage: str) -> str:
    return missing_name(sentence, [here], [passage], {}, ())


@pytest.mark.parametrize(
    ("sentence", "here", "passage"),
    [
        ("อินเดียส่งผ้าห่ม 2,000 ผืนให้เนปาล", QUAKE[1], QUAKE[0]),
        ("India sent 2,000 blankets to Nepal.", QUAKE[1], QUAKE[0]),
    ],
)
def test_where_a_passage_is_set(sentence: str, here: str, passage: str) -> None:
    assert missing(sentence, here, passage) == ""


@pytest.mark.parametrize(
    ("sentence", "here", "passage", "name"),
    [
        ("เกาหลีใต้ส่งผ้าห่ม 2,000 ผืน", QUAKE[1], QUAKE[0], "เกาหลีใต้"),
        ("เนปาลส่งผ้าห่ม 2,000 ผืน", QUAKE[1], QUAKE[0], "เนปาล"),
        ("Nepal sent 2,000 blankets.", QUAKE[1], QUAKE[0], "Nepal"),
        ("ผู้ว่าฯ ลำปางสั่งปิดอุทยานสองแห่ง", "The governor closed two parks.", HAZE, "ลำปาง"),
    ],
)
def test_another_place_is_missing(sentence: str, here: str, passage: str, name: str) -> None:
    assert missing(sentence, here, passage) == name
