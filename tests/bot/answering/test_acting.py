"""Who did what to whom: the order of those who act, in both languages, active and passive."""

from __future__ import annotations

import pytest

from bot.answering.acting import continues, goes_on, swapped

SUIT = "สิงคโปร์ยื่นฟ้องมาเลเซียต่อศาลโลก"
RICE = "เวียดนามส่งออกข้าวมากกว่ากัมพูชาเป็นปีที่สอง"
DENIED = "“Laos is safe,” insisted Minister Daoheuang Sisavath."


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Singapore has sued Malaysia.", SUIT),
        ("Malaysia was sued by Singapore.", SUIT),
        ("มาเลเซียถูกสิงคโปร์ฟ้อง", SUIT),
        ("Vietnam exported more rice than Cambodia.", RICE),
        ("Cambodia exported less rice than Vietnam.", RICE),
        ("Singapore and Malaysia met.", "มาเลเซียพบกับสิงคโปร์"),
        # What is said comes before who says it.
        ("Daoheuang Sisavath insisted that Laos was safe.", DENIED),
        # What stands on both sides of "is" is the same.
        ("Malaysia has the best coach in Singapore.", "โค้ชที่ดีที่สุดในสิงคโปร์คือชาวมาเลเซีย"),
        # Whose something is, or what a place stands by, doesn't act.
        ("Malaysia's minister thanked Singapore.", SUIT.replace("ยื่นฟ้อง", "ส่งข้าวให้รัฐมนตรี")),
        ("Thai rubber went to Malaysia.", "มาเลเซียซื้อยางพาราไทย"),
    ],
)
def test_the_same_in_other_words_is_no_swap(sentence: str, text: str) -> None:
    assert not swapped(sentence, text, {})


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Malaysia has sued Singapore.", SUIT),
        ("Singapore was sued by Malaysia.", SUIT),
        ("มาเลเซียยื่นฟ้องสิงคโปร์ต่อศาลโลก", SUIT),
        ("สิงคโปร์ถูกมาเลเซียฟ้อง", SUIT),
        ("Cambodia exported more rice than Vietnam.", RICE),
    ],
)
def test_roles_exchanged_are_a_swap(sentence: str, text: str) -> None:
    assert swapped(sentence, text, {})


def test_whom_a_text_names_twice_tells_nothing() -> None:
    assert swapped("มาเลเซียยื่นฟ้องสิงคโปร์", f"{SUIT} ขณะที่มาเลเซียปฏิเสธ", {}) is None


def test_a_clause_that_names_nobody_first_goes_on() -> None:
    assert goes_on("ให้บริษัทคู่แข่งจ่ายค่าเสียหาย")
    assert not goes_on("ส่วนบริษัทคู่แข่งจะอุทธรณ์")


def test_a_claim_that_begins_with_what_is_done_goes_on_about_somebody() -> None:
    assert continues("raised the price to 40 baht")
    assert continues("ระบุว่าราคาจะขึ้น")
    assert not continues("the owner raised the price")
