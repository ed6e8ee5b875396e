import pytest

from bot.answering.quantities.crossed import crossed

SEIZED = "ตำรวจยึดกล้องถ่ายรูป 48 เครื่อง และคอมพิวเตอร์ 15 เครื่อง ที่บ้านเช่า"


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("ตำรวจยึดคอมพิวเตอร์ได้ 48 เครื่อง และกล้องถ่ายรูปอีก 15 เครื่อง", "48"),
        ("ตำรวจยึดคอมพิวเตอร์ 15 เครื่อง และกล้องถ่ายรูป 48 เครื่อง", ""),
        ("ตำรวจยึดคอมพิวเตอร์ 48 เครื่อง", ""),  # one number alone is no exchange of two
        ("ตำรวจยึดรถยนต์ 48 คัน และเรือ 15 ลำ", ""),
    ],
)
def test_two_numbers_stay_each_with_what_it_counts(sentence: str, found: str) -> None:
    assert crossed(sentence, [SEIZED]) == found
