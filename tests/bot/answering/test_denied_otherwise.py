"""What is denied of another thing than a sentence says, or told without a denial by another wording."""

from __future__ import annotations

import pytest

from bot.answering.denying import denied_words, is_negated
from bot.answering.opposites import opposite, told
from bot.answering.polarity import contradicts


def ways(text: str) -> set[tuple[str, bool]]:
    return {(one.what, one.yes) for one in told(text)}


@pytest.mark.parametrize(
    ("claim", "clause"),
    [
        ("The singer declined to join the tour.", "นักร้องปฏิเสธเข้าร่วมทัวร์"),
        ("The ferry will not be allowed out in the first month.", "เดือนแรกห้ามเรือข้ามฟากออกจากท่า"),
        ("The navy confirmed that there were no mines.", "กองทัพเรือยืนยันว่าไม่มีทุ่นระเบิด"),
        ("The teachers got no damages.", "ครูไม่ได้ค่าเสียหาย"),
        ("Buyers were shown plots to be sold to hotels.", "ชวนซื้อที่ดินส่งต่อให้โรงแรม"),
    ],
)
def test_either_language_denies_it(claim: str, clause: str) -> None:
    assert not opposite(claim, [clause], [0.6])


@pytest.mark.parametrize(
    ("claim", "clause"),
    [
        ("She was not the first woman in the job.", "เธอเป็นผู้หญิงคนแรกในตำแหน่งนี้"),
        ("ผลตรวจพบว่าคนขับเรือมีแอลกอฮอล์", "ตรวจแอลกอฮอล์เป็น 0"),
        ("The pigs were infected.", "ผลตรวจไม่พบเชื้อในสุกร"),
        ("The club failed to defend its league title.", "สโมสรป้องแชมป์ลีกได้"),
        ("The harbour intends to sell its cranes.", "ท่าเรือไม่มีแผนขายเครน"),
        ("สภายอมให้เลื่อนการชำระหนี้", "ที่ประชุมไม่อนุมัติให้เลื่อนการชำระหนี้"),
        ("ผู้ป่วยยังต้องนัดล่วงหน้า", "Patients may come without an appointment"),
        ("เรือประมงจมลงกลางอ่าว", "The trawler stayed afloat"),
        ("ตำรวจตามเงินคืนได้ครบถ้วน", "เงินที่ได้คืนยังไม่ครบ"),
        ("Lorries are free to enter the old town.", "ห้ามรถบรรทุกเข้าเมืองเก่า"),
        ("กรมตกลงยอมต่อสัญญาเช่า", "กรมยังไม่รับข้อเสนอต่อสัญญาเช่า"),
    ],
)
def test_only_one_of_the_two_denies_it(claim: str, clause: str) -> None:
    assert opposite(claim, [clause], [0.6])


def test_where_nobody_died_a_text_says_so() -> None:
    clauses = ["เพลิงไหม้ตลาดเก่าเมื่อคืนวันเสาร์", "พนักงานเฝ้าตลาดเสียชีวิต 1 คน"]
    assert opposite("เพลิงไหม้ตลาดเก่าไม่มีผู้เสียชีวิต", clauses, [0.9, 0.4])
    clauses.append("ไม่มีผู้เสียชีวิตในตลาด")
    assert not opposite("เพลิงไหม้ตลาดเก่าไม่มีผู้เสียชีวิต", clauses, [0.9, 0.4, 0.5])
    # หยุด of a name denies nobody's death.
    clauses = ["ถึงแก่กรรมที่บ้านเกิด", "สมาคมจ่ายเงินเมื่อสมาชิกเสียชีวิต"]
    assert not opposite("ลุงหยุดเสียชีวิตที่บ้านเกิด", clauses, [0.7, 0.3])


def test_a_denial_that_stands_before_a_time_is_not_of_it() -> None:
    assert ("first", True) in ways("Dogs will not be let in during the first week.")
    assert ("first", False) in ways("It was not the first strike.")


def test_damages_are_no_damage() -> None:
    assert ways("ศาลไม่ได้สั่งให้จ่ายค่าเสียหาย") >= {("damages", False)}
    assert "damage" not in {what for what, _ in ways("ศาลสั่งให้จ่ายค่าเสียหาย")}
    assert "damage" not in {what for what, _ in ways("The court awarded damages.")}


def test_what_is_ruled_out_is_denied() -> None:
    assert denied_words("ตำรวจตัดประเด็นวางเพลิง") == [("วางเพลิง",)]
    assert is_negated("Police ruled out arson.")
    assert not contradicts("ตำรวจตัดประเด็นวางเพลิง", ["ตำรวจชี้ไฟฟ้าลัดวงจรไม่ใช่วางเพลิง"], [0.8], "th")


def test_a_thing_called_by_what_is_done_with_it() -> None:
    clauses = ["ชี้เทศบาลไม่รับฟังความเห็นรอบด้าน", "เวทีรับฟังความเห็นจัดครั้งเดียว"]
    assert not contradicts("เวทีรับฟังความเห็นจัดขึ้นครั้งเดียว", clauses, [0.6, 0.5], "th")
    assert contradicts("เทศบาลรับฟังความเห็นรอบด้าน", clauses, [0.6, 0.5], "th")


def test_prices_that_do_not_rise_may_be_told_without_a_denial() -> None:
    def alike(ours: list[str], theirs: list[str]) -> list[list[float]]:
        return [[0.9] * len(theirs) for _ in ours]

    claim = "กระทรวงพาณิชย์ระบุว่าราคาปุ๋ยจะไม่ปรับขึ้น"
    assert not contradicts(claim, ["Fertiliser prices would not rise"], [0.8], "th", alike)  # type: ignore[arg-type]
