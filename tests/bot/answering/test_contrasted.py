"""What a text says in the turn of one party isn't said of another with a turn of its own."""

from __future__ import annotations

import pytest

from bot.answering.attachment import misattached
from bot.answering.contrasted import told_of_the_other
from bot.answering.names.finding import people_in
from bot.answering.roles import clauses_of, with_heads
from bot.answering.turns import head_before, head_of, turns_of

MARKET = (
    "ตลาดริมคลองเลื่อนเปิด\n\n"
    "นายธนา ใจดี นายกสมาคมผู้ค้าริมคลอง เสนอให้เปิดตลาดถึงเที่ยงคืน "
    "ส่วนนางมาลี สุขสม ประธานชมรมคนรักคลอง ขอให้ลดเสียงดนตรีหลังสามทุ่ม "
    "บริษัทน้ำใสก่อสร้างทำทางเท้าใหม่ยาว 600 เมตร ขณะที่บริษัทไฟดีซ่อมเสาไฟ 80 ต้น"
)
HARBOUR = (
    "The Harbour Office said on Monday that it would dredge the channel, while the Marine Club "
    "agreed to move its 40 boats upstream. Prof Ward designed the new lock, while Dr Sanders "
    "wrote the flood model behind it."
)


def told(claim: str, passage: str) -> str:
    clauses = [clause.text for clause in clauses_of(passage)]
    return told_of_the_other(claim, passage, clauses, [0.0] * len(clauses), {})


@pytest.mark.parametrize(
    ("claim", "party"),
    [
        ("นางมาลีเสนอให้เปิดตลาดถึงเที่ยงคืน", "นางมาลี"),
        ("นางมาลีขอให้ลดเสียงดนตรีหลังสามทุ่ม", ""),
        ("นายธนาขอให้ลดเสียงดนตรีหลังสามทุ่ม", "นายธนา"),
        ("บริษัทไฟดีทำทางเท้าใหม่ยาว 600 เมตร", "บริษัทไฟดี"),
        ("บริษัทไฟดีซ่อมเสาไฟ 80 ต้น", ""),
        # Who holds the office is the one named with it.
        ("ประธานชมรมคนรักคลองขอให้ลดเสียงดนตรีหลังสามทุ่ม", ""),
        # Whom the text doesn't name takes nobody's place.
        ("เทศบาลทำทางเท้าใหม่ยาว 600 เมตร", ""),
    ],
)
def test_turns_of_a_thai_text(claim: str, party: str) -> None:
    assert told(claim, MARKET) == party


@pytest.mark.parametrize(
    ("claim", "party"),
    [
        ("Dr Sanders designed the new lock.", "Dr Sanders"),
        ("Prof Ward designed the new lock.", ""),
        ("Dr Sanders wrote the flood model behind it.", ""),
    ],
)
def test_turns_of_an_english_text(claim: str, party: str) -> None:
    assert told(claim, HARBOUR) == party


def test_a_text_in_another_language_is_compared_by_names_and_amounts() -> None:
    passage = (
        "โรงงานสองแห่งปรับแผน\n\n"
        "บริษัทโตโยต้าหยุดสายการผลิต 14 โรงงานเพราะพายุ แต่ฮอนด้ายังเดินเครื่องที่โรงงานเดิมต่อไปตามปกติ"
    )
    assert told("Honda stopped production at 14 plants after the storm.", passage) == "Honda"
    assert told("Toyota stopped production at 14 plants after the storm.", passage) == ""


def test_a_turn_lasts_until_another_party_begins() -> None:
    turns = turns_of(MARKET.split("\n\n")[1])
    assert [turn.marked for turn in turns] == [False, True, True]
    assert turns[1].text.startswith("นางมาลี สุขสม")


@pytest.mark.parametrize(
    ("text", "kind", "party"),
    [
        ("นายธนา ใจดี กล่าวว่า", "person", "นายธนา ใจดี"),
        ("กรมฯ ได้จัดงบไว้แล้ว", "bare", "กรมฯ"),
        ("ต้องการให้เพิ่มเป็นสองเท่า", "", ""),
    ],
)
def test_whom_a_stretch_begins_with(text: str, kind: str, party: str) -> None:
    head = head_of(text, marked=False)
    assert (head.kind, head.text) == (kind, party)


def test_the_office_behind_a_name_is_no_other_party() -> None:
    turn = turns_of(MARKET)[2]
    head, _ = head_before(turn, turn.text.index("ขอให้"), ())
    assert head.text.startswith("นางมาลี")


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        ("วันนี้ที่ศาลากลางจังหวัดมีการแถลงของนายธนวัฒน์ ใจดี เรื่องน้ำ", ["ธนวัฒน์ ใจดี"]),
        ("ผู้สมัครเรียนต้องลงทะเบียนภายในเดือนหน้าโดยส่งเอกสารผ่านเทเลแกรม", []),
        ("ยานสำรวจจะส่งภาพของดาวเคราะห์น้อย QX7 กลับมาในปีหน้า", []),
    ],
)
def test_fragments_and_codes_are_no_people(sentence: str, people: list[str]) -> None:
    assert [name.text for name in people_in(sentence)] == people


def test_an_abbreviated_word_owns_no_amount() -> None:
    given = with_heads(["น.ส.มาลี สุขสม กล่าวว่า คอนโดฯ ใหม่เปิดขายแล้ว", "นายธนา ใจดี ซื้อห้องราคา 7 ล้านบาท"])
    (claim,) = with_heads(["คอนโดฯ ราคา 7 ล้านบาท"])
    assert misattached(claim, given, {}) == ""
