import pytest

from bot.answering.pairing import given_crosswise


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Kenya got 40% and Ghana 60%.", "เคนยาได้ร้อยละ 60 ส่วนกานาได้ร้อยละ 40"),
        ("เทศบาลออก 3 ล้านบาท ส่วนวัดออก 5 ล้านบาท", "วัดจะออกเงิน 3 ล้านบาท และเทศบาล 5 ล้านบาท"),
        (
            "The union asked for seven days while the mill offered twelve.",
            "The mill first offered seven days, while the union asked for twelve.",
        ),
        (
            "Police arrested six people from Laos and nine from Japan.",
            "ตำรวจจับชาวญี่ปุ่น 6 คนและชาวลาว 9 คน",
        ),
    ],
)
def test_finds_amounts_given_crosswise(sentence: str, text: str) -> None:
    assert given_crosswise(sentence, (text,), {})


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Kenya got 60% and Ghana 40%.", "เคนยาได้ร้อยละ 60 ส่วนกานาได้ร้อยละ 40"),
        ("Ghana got 40% and Kenya 60%.", "เคนยาได้ร้อยละ 60 ส่วนกานาได้ร้อยละ 40"),
        ("เทศบาลออก 5 ล้านบาท ส่วนวัดออก 3 ล้านบาท", "วัดจะออกเงิน 3 ล้านบาท และเทศบาล 5 ล้านบาท"),
        ("Kenya got 40% and Ghana 60%.", "Kenya got 45% and Ghana 55%."),
        ("The mill paid 40 baht and the school 60.", "เคนยาได้ร้อยละ 60 ส่วนกานาได้ร้อยละ 40"),
    ],
)
def test_leaves_amounts_that_each_has_or_that_name_nobody(sentence: str, text: str) -> None:
    assert not given_crosswise(sentence, (text,), {})
