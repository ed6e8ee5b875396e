"""Names are compared whole with what stands in their place, and what a passage named before goes without saying."""

from __future__ import annotations

import pytest

from bot.answering.evidence import sentences_of
from bot.answering.names.carrying import carries
from bot.answering.names.finding import find_names
from bot.answering.names.lacking import missing_name
from bot.answering.names.sounds import sounds_of

RACE = "Hiroshi Nakamura of Japan beat Carlos Mendoza and Viktor Melnikov by four seconds."
FERRY = (
    "เรือเฟอร์รีเกาะพะงันหยุดวิ่ง\n\nนายวีรเดช ทองประเสริฐ ผู้จัดการท่าเรือ กล่าวว่าเครื่องยนต์เสียตั้งแต่เช้า\n\n"
    "ผู้โดยสาร 240 คนต้องนอนค้างที่ท่า\n\nบริษัทของนางรัชนี ศรีสุข ที่สุราษฎร์ธานีจะส่งเรือลำใหม่มาแทน"
)


@pytest.mark.parametrize(
    "sentence",
    ["ฮิโรชิ นากามูระ ชนะการแข่งขัน", "คาร์ลอส เมนโดซา เข้าเส้นชัยเป็นที่สอง", "วิกเตอร์ เมลนิคอฟ ได้ที่สาม"],
)
def test_a_piece_of_a_thai_name_is_taken_with_the_words_around_it(sentence: str) -> None:
    assert all(carries(name, [sounds_of(RACE)], {}) for name in find_names(sentence))


@pytest.mark.parametrize(
    "sentence", ["ฮิโรชิ มัตสึโมโตะ ชนะการแข่งขัน", "คาร์ลอส เฟร์นันเดซ เข้าเส้นชัย", "วิกเตอร์ โบรอฟสกี ได้ที่สาม"]
)
def test_another_name_around_a_piece_is_not_carried(sentence: str) -> None:
    assert not all(carries(name, [sounds_of(RACE)], {}) for name in find_names(sentence))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Choi Tae-hyun", "ประธานสโมสรคือ ชเว แทฮยอน อดีตนักเตะ"),
        ("Han Seok-jin", "นักแสดงนำคือ ฮัน ซอกจิน วัย 30 ปี"),
        ("Robert Castillo", "โค้ชคนใหม่ โรเบิร์ต กัสติโย มาถึงเมื่อวาน"),
    ],
)
def test_beside_a_part_that_is_carried_the_other_may_be_less_like_it(name: str, text: str) -> None:
    assert carries(find_names(name)[0], [sounds_of(text)], {})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Choi Min-ho", "ประธานสโมสรคือ ชเว แทฮยอน อดีตนักเตะ"),
        ("Robert Delgado", "โค้ชคนใหม่ โรเบิร์ต กัสติโย มาถึงเมื่อวาน"),
        ("Somchai Rattanakorn", "นายสมชาย พงษ์เจริญ เป็นประธาน"),
        ("Praphat Charoensuk", "นายวิทยา เจริญสุข เป็นประธาน"),
    ],
)
def test_one_other_part_is_another_name(name: str, text: str) -> None:
    assert not carries(find_names(name)[0], [sounds_of(text)], {})


def missing(sentence: str, *here: int) -> str:
    said = sentences_of(FERRY)
    return missing_name(sentence, [said[at] for at in here], [FERRY], {}, ())


def test_who_was_named_before_need_not_be_named_again() -> None:
    assert missing("Weeradet Thongprasert said 240 passengers had to sleep there.", 2) == ""
    assert missing("ผู้โดยสารเกาะพะงัน 240 คนต้องนอนค้าง", 2) == ""
    assert missing("Kittisak Boonmee said 240 passengers had to sleep there.", 2)


def test_who_is_named_only_behind_was_not_known_yet() -> None:
    assert (
        missing("Rachanee Srisuk said 240 passengers had to sleep there.", 2) == "Rachanee Srisuk"
    )


def test_beside_another_place_a_place_must_be_named() -> None:
    assert missing("A company in Phang-nga will send another boat.", 3)
    assert missing("A firm of Weeradet Thongprasert will send a boat.", 3)
