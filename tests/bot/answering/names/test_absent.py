"""Thai people and places that no passage has are found wherever a sentence names them; what isn't a name is left alone."""

from __future__ import annotations

import pytest

from bot.answering.names.common_words import is_common
from bot.answering.names.lacking import absent_name

FARM = (
    "ชาวนาอำเภอโพธิ์ประทับช้างร้องขอน้ำ",
    "นายวีรยุทธ สุขเกษม ประธานกลุ่มผู้ใช้น้ำจังหวัดพิจิตร กล่าวว่าคลองดงเศรษฐีแห้งมาสองเดือน "
    "ด้าน รศ.ดร.มัลลิกา พรมดี จากมหาวิทยาลัยนเรศวร เสนอให้ขุดบ่อ ส่วนทหาร 4 นายช่วยสูบน้ำ",
)


@pytest.mark.parametrize(
    "sentence",
    [
        "นายวีรยุทธบอกว่าคลองแห้งมาสองเดือนแล้ว",
        "ข้อเสนอให้ขุดบ่อเป็นของมัลลิกา พรมดี นักวิชาการ",
        "ทหารหลายนายได้เข้าไปช่วยสูบน้ำ",
        "มีทหาร 4 นายจากค่ายใกล้เคียงเข้าไปช่วย",
        "จังหวัดยืนยันว่าจะดูแลทุกคน",
        "โรงพยาบาลขนาดใหญ่ไม่ได้รับผลกระทบ",
        "น้ำแห้งในอำเภอ คือ โพธิ์ประทับช้าง",
        "นายจ้างในพื้นที่ยื่นเรื่องแล้ว",
    ],
)
def test_names_that_are_given_and_words_that_are_none(sentence: str) -> None:
    assert absent_name(sentence, FARM) == ""


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("นายสมชัยบอกว่าคลองแห้งมาสองเดือนแล้ว", "สมชัย"),
        ("รศ.ดร.สุภาพร พรมดี เสนอให้ขุดบ่อ", "สุภาพร"),
        ("ข้อเสนอให้ขุดบ่อเป็นของสุภาพร พรมดี นักวิชาการ", "สุภาพร พรมดี"),
        ("ชาวนาที่บ้านเขาชะงุ้มร้องขอน้ำ", "บ้านเขาชะ"),
        ("ข้อเสนอมาจากกรุงบูคาเรสต์", "กรุงบูคาเรสต์"),
    ],
)
def test_names_that_no_passage_has(sentence: str, name: str) -> None:
    assert absent_name(sentence, FARM).startswith(name)


def test_a_person_whom_the_passage_spells_in_latin_letters() -> None:
    assert absent_name("นายวีรยุทธบอกว่าน้ำแห้ง", ("Weerayut Suksem said so. น้ำแห้งแล้ว",)) == ""


@pytest.mark.parametrize("word", ["แต่", "ขนาดใหญ่", "ชี้ให้เห็น", "ไม่ต้อง"])
def test_common_words_and_those_made_of_them(word: str) -> None:
    assert is_common(word)


@pytest.mark.parametrize("word", ["ริยาด", "คุนหมิง", "มิราเคิล"])
def test_names_are_not_common(word: str) -> None:
    assert not is_common(word)
