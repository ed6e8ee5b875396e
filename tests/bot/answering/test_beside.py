"""Whoever is named right beside a clause may act in it, and Thai news leaves Thailand unsaid."""

from __future__ import annotations

from bot.answering.attachment import misattached
from bot.answering.roles import Clause, displaced, displaced_noun

HARVESTERS = Clause("ซื้อรถเกี่ยวข้าวสองคัน", "อรทัย มีนา", "")


def test_a_name_beside_a_clause_may_act_in_it() -> None:
    claim = "Somchai Boonmee bought two harvesters."
    text = "อรทัย มีนา ปลูกข้าวหอม สมชาย บุญมี ช่วยขนและซื้อรถเกี่ยวข้าวสองคัน"
    assert displaced(claim, HARVESTERS, {}, (), "", text)
    assert displaced(claim, HARVESTERS, {}, (), "สมชาย บุญมี ช่วยขน", text) == ""


def test_a_clause_that_names_first_who_acts_is_not_of_another_beside_it() -> None:
    claim = "Somchai Boonmee bought two harvesters."
    clause = Clause("ส่วนสมาคมชาวนาซื้อรถเกี่ยวข้าวสองคัน", "อรทัย มีนา", "")
    text = f"สมชาย บุญมี ปลูกข้าวหอม {clause.text}"
    assert displaced(claim, clause, {}, (), "สมชาย บุญมี ปลูกข้าวหอม", text)


def test_a_name_that_the_text_lacks_displaces_nobody() -> None:
    assert (
        displaced("Werner Kessler bought two harvesters.", HARVESTERS, {}, (), "", HARVESTERS.text)
        == ""
    )


def test_thailand_is_left_unsaid() -> None:
    clause = Clause("ส่งออกข้าว 40 ตัน", "เวียดนาม", "")
    assert displaced("ไทยส่งออกข้าว 40 ตัน", clause, {}) == ""
    assert displaced("ลาวส่งออกข้าว 40 ตัน", clause, {}) == "ลาว"
    claim = Clause("ไทยส่งออกข้าว 40 ตัน", "ไทยส่งออกข้าว 40 ตัน", "")
    assert misattached(claim, [Clause("ไทยเตรียมเรือ", "ไทย", ""), clause], {}) == ""


def test_a_noun_beside_a_clause_may_act_in_it() -> None:
    lead = "\n".join(["ข่าวจากโรงเรียนบ้านนาในอำเภอท่าลี่ " * 6] * 2)
    text = f"{lead}\nครูใหญ่กล่าวขอบคุณ เจ้าหน้าที่นำรถมาส่งแท็บเล็ตให้เด็กทุกคน"
    clause = Clause("นำแท็บเล็ตมามอบให้เด็กทุกคน", "อรทัย มีนา", "")
    claim = "เจ้าหน้าที่นำแท็บเล็ตมามอบให้เด็กทุกคน"
    assert displaced_noun(claim, clause, text, True) == "เจ้าหน้าที่"
    assert displaced_noun(claim, clause, text, True, "", "เจ้าหน้าที่ขับรถมา") == ""
