import pytest

from index.places import Places
from index.spelling import as_spelt
from index.transliteration import LETTER_NAMES

PASSAGES = (
    "หัวหน้า CIA วิลเลียม เบิร์นส์ พบกับเยนส์ สโตลเทนเบิร์ก เลขาธิการนาโต้",
    "ประธานาธิบดีโวโลดีมีร์ เซเลนสกี ให้สัมภาษณ์สถานีโทรทัศน์เอบีซี ที่สหประชาชาติ เรื่องเสื้อเกราะ",
)


@pytest.mark.parametrize(
    ("question", "worded"),
    [
        ("หัวหน้าซีไอเอคือใคร", "หัวหน้า CIA คือใคร"),
        ("ABC สัมภาษณ์ใคร", "เอบีซี สัมภาษณ์ใคร"),
        ("What did ABC show?", "What did เอบีซี show?"),
        ("เลขาธิการนาโตคือใคร", "เลขาธิการนาโต้คือใคร"),
        ("ใครพูดที่ยูเอ็น", "ใครพูดที่สหประชาชาติ"),
        ("เซเลนสกี้พบใคร", "เซเลนสกีพบใคร"),
        ("เซเล็นสกี้พบใคร", "เซเลนสกีพบใคร"),
        ("สตอลเทนเบิร์กเป็นใคร", "สโตลเทนเบิร์กเป็นใคร"),
    ],
)
def test_a_name_is_spelt_as_in_the_passages(question: str, worded: str) -> None:
    assert as_spelt(question, PASSAGES, Places.bundled()) == worded


@pytest.mark.parametrize(
    "question",
    [
        "CIA คือใคร",
        "เซเลนสกีพบใคร",
        "เสือมากี่ตัว",
        "สโตลเทนไปไหน",
        "FBI ทำอะไร",
        "WHAT DID ABC SHOW?",
        "ทีวีสีดีไหม",
        "",
        "ๆ",
    ],
)
def test_other_names_and_words_stay(question: str) -> None:
    assert as_spelt(question, PASSAGES, Places.bundled()) == question


def test_without_passages_a_question_stays() -> None:
    assert as_spelt("หัวหน้าซีไอเอคือใคร", (), Places.bundled()) == "หัวหน้าซีไอเอคือใคร"


def test_every_letter_has_a_name_of_its_own() -> None:
    assert len(set(LETTER_NAMES.values())) == len(LETTER_NAMES) == 26
