import pytest

from bot.answering.names.carrying import carries
from bot.answering.names.finding import find_names
from bot.answering.names.headed import other_than_given
from bot.answering.names.sounds import sounds_of

THAI = (
    "น้ำท่วมเมืองเก่า\n\nน้ำในแม่น้ำยมล้นเข้าท่วมอำเภอบางระกำ ผู้ว่าฯ ย้ายชาวบ้านไปพักที่วัดสวนดอก "
    "และให้มหาวิทยาลัยนเรศวรตรวจน้ำ"
)
ENGLISH = (
    "Fire crews reach forest\n\nTwo helicopters were sent to Chiang Dao district on Monday. A villager was "
    "treated at Laem Ngop Hospital."
)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("แม่น้ำสาละวินล้นตลิ่ง", "แม่น้ำสาละวิน"),
        ("ชาวบ้านอำเภอคลองลานเดือดร้อน", "อำเภอคลองลาน"),
        ("ชาวบ้านพักในวัดหนองวัง", "วัดหนองวัง"),
        ("มหาวิทยาลัยแม่โจ้ตรวจน้ำ", "มหาวิทยาลัยแม่โจ้"),
        ("The Wat Nong Wang shelter took in the villagers.", "Wat Nong Wang"),
        ("Water in the Nan River spilled over its banks.", "Nan River"),
    ],
)
def test_name_that_a_passage_has_of_another_only_is_found(sentence: str, found: str) -> None:
    assert other_than_given(sentence, (THAI,)) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "แม่น้ำยมล้นตลิ่ง",
        "น้ำในแม่น้ำยมที่สูงขึ้นท่วมอำเภอ",
        "แม่น้ำสายหลักของจังหวัดล้นตลิ่ง",
        "ชาวบ้านอำเภอบางระกำเดือดร้อน",
        "ชาวบ้านในอำเภอเดียวกันเดือดร้อน",
        "ชาวบ้านไปพักที่วัดสวนดอก",
        "มหาวิทยาลัยประจำจังหวัดตรวจน้ำ",
        "โรงพยาบาลคลองใหญ่ยังเปิด",  # nothing of the kind is named: nothing is taken for it
        "The Yom River burst its banks.",
        "Villagers moved to Wat Suan Dok.",
    ],
)
def test_name_that_is_given_or_no_name_at_all_is_none(sentence: str) -> None:
    assert other_than_given(sentence, (THAI,)) == ""


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("เฮลิคอปเตอร์สองลำไปที่อำเภอฝาง", "อำเภอฝาง"),
        ("ชาวบ้านรักษาตัวที่โรงพยาบาลคลองใหญ่", "โรงพยาบาลคลองใหญ่"),
        ("เฮลิคอปเตอร์สองลำไปที่อำเภอเชียงดาว", ""),
        ("ชาวบ้านรักษาตัวที่โรงพยาบาลแหลมงอบ", ""),
        ("ชาวบ้านรักษาตัวที่โรงพยาบาลของรัฐ", ""),
    ],
)
def test_thai_name_is_looked_for_in_latin_letters(sentence: str, found: str) -> None:
    assert other_than_given(sentence, (ENGLISH,)) == found


@pytest.mark.parametrize(
    ("sentence", "text", "is_carried"),
    [
        ("The rate will be paid in Rayong.", "แรงงานในชลบุรีจะได้ค่าจ้างใหม่ระหว่างปีนี้", False),
        ("The rate will be paid in Rayong.", "ลูกจ้างในระยองได้ค่าจ้างใหม่", True),
        ("Khon Kaen buys refuse trucks.", "สภาเทศบาลนครขอนแก่นซื้อรถเก็บขยะ", True),
        ("Jordan brokered the truce.", "ทหารยังอยู่ตามแนวชายแดน", False),
        ("Jordan brokered the truce.", "จอร์แดนเป็นคนกลาง", True),
        ("British Airways flies there.", "สายการบินบริติช แอร์เวย์ส บินไปที่นั่น", True),
        ("It is at the National Museum Bangkok.", "อยู่ที่พิพิธภัณฑสถานแห่งชาติ พระนคร", True),
    ],
)
def test_known_place_is_not_known_by_its_sound_alone(
    sentence: str, text: str, is_carried: bool
) -> None:
    name = next(one for one in find_names(sentence) if one.places)
    assert carries(name, [sounds_of(text)], {}) is is_carried


def test_rank_and_the_end_of_a_word_for_lawyer_name_nobody() -> None:
    assert [one.text for one in find_names("Pol Col Weera denies it.")] == ["Weera"]
    assert "ความธนากร วงศ์ใหญ่" not in [one.text for one in find_names("ทนายความธนากร วงศ์ใหญ่ ระบุ")]
