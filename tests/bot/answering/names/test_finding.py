"""What is taken for a name in a sentence, and what carries it in a Thai text."""

from __future__ import annotations

import pytest

from bot.answering.names.finding import find_names, is_unknown
from bot.answering.names.lacking import missing_name


def missing(sentence: str, passage: str) -> str:
    return missing_name(sentence, [passage], [passage], {}, ())


@pytest.mark.parametrize(
    "sentence",
    [
        "Lemongrass and galangal fell in price.",
        "Firefighters and paramedics came at once.",
        "Contestants came from ten provinces.",
        "The Councillor spoke against the budget.",
    ],
)
def test_ordinary_words_name_nobody(sentence: str) -> None:
    assert find_names(sentence) == ()


@pytest.mark.parametrize("name", ["Bang Phlat", "Chiang Klom"])
def test_a_place_of_two_words_is_not_put_together_from_two_ends_of_a_text(name: str) -> None:
    passage = "สำนักงานเขตบางกอกใหญ่แจ้งว่าคลองบางหลวงล้นตลิ่ง เป็นพื้นที่ต่ำ กำลังเร่งสูบน้ำและปลดสิ่งกีดขวางที่โตขึ้น"

    assert missing(f"The water rose in {name}.", passage) == name


@pytest.mark.parametrize(
    ("name", "thai"),
    [
        ("Bang Khae", "เขตบางแค"),
        ("Chiang Khong", "อำเภอเชียงของ"),
        ("Khlong San", "เขตคลองสาน"),
        ("Nong Chok", "เขตหนองจอก"),
    ],
)
def test_a_place_of_two_words_is_one_in_thai(name: str, thai: str) -> None:
    assert missing(f"The water rose in {name}.", f"น้ำท่วม{thai}เมื่อวานนี้") == ""


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("South Korea sent two doctors.", "สาธารณรัฐเกาหลีส่งแพทย์สองคน"),
        ("Two doctors came from Osaka.", "แพทย์สองคนมาจากโอซาก้า"),
        ("South American farmers grow it.", "ชาวนาในอเมริกาใต้ปลูกไว้"),
    ],
)
def test_places_abroad_by_their_thai_names(sentence: str, passage: str) -> None:
    assert missing(sentence, passage) == ""


def test_venice_is_not_berlin() -> None:
    assert missing("หนังฉายที่เทศกาลเวนิส", "หนังฉายที่เทศกาลเบอร์ลิน") == "เวนิส"


def test_a_word_cut_short_is_still_that_word() -> None:
    assert not is_unknown("กรุงเทพฯ")
    assert is_unknown("ณัฐยากรฯ")


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("The report is due on Aug 19.", []),
        ("It opened on Sept. 2, and Jan Novák was there on Feb 3, 2024.", ["Jan Novák"]),
        ("The fair ran from Dec 8-10 in Porto.", ["Porto"]),
    ],
)
def test_a_month_cut_short_is_part_of_a_date_and_no_name(sentence: str, names: list[str]) -> None:
    assert [name.text for name in find_names(sentence)] == names
