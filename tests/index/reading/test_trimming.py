import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.trimming import BINDING, LEADING, TRAILING, trim
from index.reading.windows import Pieces, Span


def ids(*numbers: int) -> np.ndarray:
    return np.array(numbers, np.int32)


def test_trim_returns_code_points_without_white_space_around() -> None:
    passage = "วันที่ 5 มกราคม "
    pieces = Pieces(ids(1, 2, 3), np.array([0, 6, 8], np.int32), np.array([6, 8, 16], np.int32))
    start, end = trim(passage, pieces, Span(1, 2, 0.0))
    assert passage[start:end] == "5 มกราคม"
    assert trim("", Pieces(ids(), ids(), ids()), Span(0, 0, 0.0)) == (0, 0)


@pytest.mark.parametrize(
    ("spanned", "trimmed"),
    [
        ("เมื่อวันที่ 20 มิถุนายน", "วันที่ 20 มิถุนายน"),
        (" ในประเทศเกาหลีใต้ ", "ประเทศเกาหลีใต้"),
        ("และ น้ำมัน", "น้ำมัน"),
        ("โดยสาร", "โดยสาร"),
        ("ใน", "ใน"),
        ("เมื่อยล้า", "เมื่อยล้า"),
        ("   ", ""),
        ("8 พฤษภาคม 2540 โดย", "8 พฤษภาคม 2540"),
        ("กรุงเทพมหานคร ซึ่งเป็น", "กรุงเทพมหานคร"),
        ("ร้านขายของ", "ร้านขายของ"),
        ("ซึ่งเป็น", "ซึ่งเป็น"),
        ("ณเดชน์ คูกิมิยะ", "ณเดชน์ คูกิมิยะ"),
        ("ณ กรุงเจนีวา", "กรุงเจนีวา"),
        ("เมื่อคืน", "เมื่อคืน"),
        ("โดยตรง", "โดยตรง"),
        ("ในที่สุด", "ในที่สุด"),
        ("เมื่อก่อน", "เมื่อก่อน"),
        ("โดยรอบ", "โดยรอบ"),
        ("โดยพลการ", "โดยพลการ"),
        ("ว่าด้วยการบิน", "ว่าด้วยการบิน"),
        ("ว่ากล่าวตักเตือน", "ว่ากล่าวตักเตือน"),
        ("ว่าที่ร้อยตรีสมชาย", "ว่าที่ร้อยตรีสมชาย"),
        ("และเล็มหญ้า", "และเล็มหญ้า"),
        ("ในประเทศ", "ในประเทศ"),
        ("ในประเทศและต่างประเทศ", "ในประเทศและต่างประเทศ"),
        ("ในกรมตำรวจ", "กรมตำรวจ"),
        ("โดยเครื่องบิน", "เครื่องบิน"),
        ("ไม่มี", "ไม่มี"),
        ("ยังไม่มี", "ยังไม่มี"),
        ("ไม่มี และ", "ไม่มี"),
        ("ไม่เคยเป็น", "ไม่เคยเป็น"),
        ("การเป็น", "การเป็น"),
        ("ผู้นำที่มี", "ผู้นำ"),
    ],
)
def test_trim_drops_function_words_at_the_edges_but_no_part_of_a_word(
    spanned: str, trimmed: str
) -> None:
    passage = f"ก{spanned}ข"
    pieces = Pieces(ids(1), np.array([1], np.int32), np.array([1 + len(spanned)], np.int32))
    start, end = trim(passage, pieces, Span(0, 0, 0.0))
    assert passage[start:end] == trimmed


@given(st.lists(st.sampled_from([*LEADING, *TRAILING, *BINDING, "ข้าว", "ปี 2567", " "]), min_size=1))
def test_what_is_left_is_part_of_the_span_and_never_nothing(words: list[str]) -> None:
    passage = "".join(words)
    pieces = Pieces(ids(1), np.array([0], np.int32), np.array([len(passage)], np.int32))
    start, end = trim(passage, pieces, Span(0, 0, 0.0))
    left = passage[start:end]
    assert left == left.strip()
    assert bool(left) == bool(passage.strip())
