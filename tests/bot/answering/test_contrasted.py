"""What a text says in the turn of one party isn't said of another with a turn of its own."""

from __future__ import annotations

import pytest

from bot.answering.contrasted import _are_alike, told_of_the_other
from bot.answering.roles import clauses_of
from bot.answering.subjects import subject_of_claim
from bot.answering.turns import Head, head_before, head_of, turns_of

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


PRICES = (
    "ราคากาแฟขึ้นอีกรอบ\n\n"
    "นายสุเทพ แก้วดี เจ้าของไร่ เปิดตัวกาแฟชื่อ รุ่งอรุณ (Rung Arun) "
    "นักชิมหลายคนชอบและสั่งไปแล้ว 300 ถุง "
    "นางอรุณี พงษ์ไทย ผู้ค้าส่ง ขึ้นราคาเป็นถุงละ 250 บาทเพราะต้นทุนขนส่ง "
    "นางอรุณีบอกว่าฝนทำให้เมล็ดหายไปครึ่งหนึ่งของไร่บนดอย"
)
MILL = (
    "Village leader Anan Suksai told reporters on Friday that smoke from the mill had made 30 children ill. "
    "Mill manager Carl Weber promised a taller chimney before the rains."
)


def told(claim: str, passage: str, begun: str = "", sentence: str = "") -> str:
    clauses = [clause.text for clause in clauses_of(passage)]
    near = [0.0] * len(clauses)
    return told_of_the_other(claim, begun, sentence or claim, passage, clauses, near, {})


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
    ("claim", "party"),
    [
        # Persons take each other's place without a word that sets them against each other.
        ("นายสุเทพขึ้นราคาเป็นถุงละ 250 บาทเพราะต้นทุนขนส่ง", "นายสุเทพ"),
        ("นางอรุณีขึ้นราคาเป็นถุงละ 250 บาทเพราะต้นทุนขนส่ง", ""),
        # The text goes on with the first name alone.
        ("นางอรุณี พงษ์ไทย บอกว่าฝนทำให้เมล็ดหายไปครึ่งหนึ่ง", ""),
    ],
)
def test_persons_need_no_contrast(claim: str, party: str) -> None:
    assert told(claim, PRICES) == party


@pytest.mark.parametrize(
    ("claim", "party"),
    [
        ("Mill manager Carl Weber said that smoke from the mill had made 30 children ill.", True),
        ("Village leader Anan Suksai said smoke from the mill had made 30 children ill.", False),
    ],
)
def test_an_english_sentence_begins_with_the_office_of_who_acts(claim: str, party: bool) -> None:
    assert bool(told(claim, MILL)) == party


def test_a_claim_that_names_nobody_goes_on_about_whom_the_one_before_names() -> None:
    begun, said = "นางมาลี สุขสม ประธานชมรมคนรักคลอง", "เสนอให้เปิดตลาดถึงเที่ยงคืน"
    assert told(said, MARKET, begun, f"{begun} {said}").startswith("นางมาลี")
    begun = "นายธนา ใจดี นายกสมาคมผู้ค้าริมคลอง"
    assert told(said, MARKET, begun, f"{begun} {said}") == ""


def test_who_stands_behind_a_country_holds_the_office() -> None:
    passage = (
        "เจรจารอบสองวันนี้\n\n"
        "นายคาร์ล เวเบอร์ โฆษกเยอรมนี หวังว่าจะตกลงกันได้ใน 10 วัน "
        "ส่วนนายโยนาธาน เปเรส โฆษกอิสราเอล เตือนว่าน้ำมันเหลือพอใช้เพียง 6 วัน"
    )
    assert told("German spokesman Carl Weber hopes for an agreement in 10 days.", passage) == ""
    claim = "Israeli spokesman Yonatan Peres hopes for an agreement in 10 days."
    assert told(claim, passage) == "Yonatan Peres"


def test_what_stands_behind_a_name_in_brackets_begins_no_turn() -> None:
    turns = turns_of(PRICES.split("\n\n")[1])
    assert [turn.text[:9] for turn in turns] == ["นายสุเทพ ", "นางอรุณี ", "นางอรุณีบ"]


def test_a_title_tells_a_person_whatever_the_dictionary_makes_of_the_name() -> None:
    head = head_of("นายธนพลประกาศจะเปิดตลาดใหม่", marked=False)
    assert (head.kind, head.text) == ("person", "นายธนพล")


def test_a_noun_that_says_little_alone_is_no_party() -> None:
    passage = "ศึกเลือกตั้งท้องถิ่น\n\nพรรคแรงงานได้ 9 ที่นั่ง ขณะที่พรรคทะเลไทย (ทีทีพี) ได้ 4 ที่นั่ง ทีทีพีเตรียมยื่นญัตติตรวจบัตรเสียทั้งหมด"
    assert told("พรรคทีทีพีเตรียมยื่นญัตติตรวจบัตรเสียทั้งหมด", passage) == ""


def test_who_is_spoken_of_may_have_a_name_that_begins_like_an_office() -> None:
    passage = (
        "ชาวบ้านขอให้หยุดการก่อสร้างเขื่อน ด้านนายกิตติ บุญช่วย วิศวกรโครงการ กล่าวว่างานจะเสร็จในเดือนหน้าแน่นอน"
    )
    assert [turn.text for turn in turns_of(passage)][-1].startswith("นายกิตติ บุญช่วย วิศวกร")
    assert head_of("นายกมล ใจงาม กล่าวว่า", True).kind == "person"
    assert head_of("นายกเทศมนตรีกล่าวว่า", True).kind != "person"


def test_a_quotation_goes_on_in_its_turn() -> None:
    passage = "นางสาวมะลิ แสงจันทร์ กล่าวหลังเกมว่า “เราเหนื่อยกันมากตลอดทั้งวัน แต่ทุกคนยังสู้ต่อไปจนจบ”"
    assert len(turns_of(passage)) == 1


def test_what_says_who_a_body_is_goes_on_in_its_turn() -> None:
    passage = (
        "ตำรวจเร่งหาสาเหตุของเพลิงไหม้ครั้งนี้ ด้านบริษัทไม้งามบ้านสวน เจ้าของโกดังสินค้า ประเมินว่าเสียหาย 3 ล้านบาท"
    )
    assert turns_of(passage)[-1].text.startswith("บริษัทไม้งามบ้านสวน เจ้าของโกดัง")


def test_the_opposition_is_set_against_nobody_by_its_name() -> None:
    assert not turns_of("ฝ่ายค้านยื่นญัตติขอเปิดอภิปรายทั่วไปในสัปดาห์หน้า")[0].marked
    assert turns_of("ฝ่ายรัฐบาลพร้อมชี้แจงทุกข้อกล่าวหาในสัปดาห์หน้า")[0].marked


@pytest.mark.parametrize(
    ("text", "kind", "party"),
    [
        ("The union's leader, Malee Sangsuwan, said pay was too low.", "person", "Malee Sangsuwan"),
        ("The factory will close in May.", "", ""),
        ("Its workers will be paid in full.", "", ""),
    ],
)
def test_whom_an_english_clause_begins_with(text: str, kind: str, party: str) -> None:
    head = head_of(text, False)
    assert (head.kind, head.text) == (kind, party)


def test_a_title_may_be_shortened() -> None:
    passage = (
        "นางสาวอารี สุขสม ผู้จัดการร้าน กล่าวว่ายอดขายเพิ่มขึ้น 12%\n\n"
        "ด้านนายสมชาย ดีงาม เจ้าของตลาด เปิดเผยว่าจะขึ้นค่าเช่าแผงอีก 500 บาท"
    )
    assert told("น.ส.อารี สุขสม เปิดเผยว่าจะขึ้นค่าเช่าแผงอีก 500 บาท", passage)
    assert not told("น.ส.อารี สุขสม กล่าวว่ายอดขายเพิ่มขึ้น 12%", passage)


def test_two_parties_of_one_kind_are_not_the_same() -> None:
    ours = subject_of_claim("พรรคแรงงานเสรีเสนอร่างกฎหมาย", "พรรคแรงงานเสรีร่วมลงชื่อ", ())
    assert ours
    assert _are_alike(Head("noun", "พรรคชาวนาใหม่"), ours)
    assert not _are_alike(Head("noun", "กระทรวงแรงงาน"), ours)


def test_most_of_them_begin_no_clause() -> None:
    from bot.answering.clauses import clauses

    assert len(clauses("ผู้เข้าร่วมงานครั้งนี้ส่วนใหญ่เป็นเกษตรกรจากภาคเหนือ")) == 1
    assert len(clauses("คาดว่าเศรษฐกิจไทยจะฟื้นตัวในครึ่งปีหลังของปีนี้")) == 1
