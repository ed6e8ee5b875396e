"""What a sentence tells the other way than a text, by words of either language and by what is denied."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.answering.denying import denied_words
from bot.answering.opposites import FILE_NAME, opposite, told
from bot.answering.polarity import contradicts


def ways(text: str) -> set[tuple[str, bool]]:
    return {(one.what, one.yes) for one in told(text)}


@pytest.mark.parametrize(
    ("claim", "clauses"),
    [
        # What is denied has no opposite of its own.
        ("The mayor will appeal against the ruling.", ["นายกเทศมนตรีจะไม่ยื่นอุทธรณ์"]),
        ("The club promised to build a new stand.", ["สโมสรยังไม่รับปากว่าจะสร้างอัฒจันทร์ใหม่"]),
        ("The shop is limiting sales of rice.", ["ร้านยังไม่ได้จำกัดการขายข้าว"]),
        ("The hotel would countersue its guest.", ["โรงแรมยืนยันจะไม่ฟ้องกลับลูกค้า"]),
        ("The council charged them for the water.", ["เทศบาลไม่คิดค่าน้ำจากชาวบ้าน"]),
        ("The temple will not refund the deposit.", ["วัดจะคืนเงินมัดจำให้ทุกราย"]),
        ("ลูกเรือต้องกลับประเทศเพื่อทำเอกสารใหม่", ["Crews are exempt from returning to renew papers"]),
        ("ชาวบ้านจะถูกย้ายออกจากริมคลอง", ["No one would be moved from the canal bank"]),
        ("ชาวสวนไม่ได้ต้องการให้รัฐซื้อที่ดิน", ["ชาวสวนอยากให้รัฐซื้อที่ดิน"]),
        ("The council gave him a suspended one-year sentence.", ["จำคุกหนึ่งปีโดยไม่รอลงอาญา"]),
        ("The buyer would drop his complaint.", ["ผู้ซื้อยืนยันจะไม่ถอนคำร้อง"]),
        ("อดีตนายกฯ ประกาศสนับสนุนผู้สมัคร", ["อดีตนายกฯ ยังไม่ประกาศหนุนใคร"]),
        # And what has one.
        ("The delegation turned down the draft.", ["คณะผู้แทนรับร่างแล้ว"]),
        ("The cost exceeded the plan.", ["ค่าก่อสร้างต่ำกว่าแผน"]),
        ("The licence of the pier had expired.", ["The licence of the pier was still valid"]),
        ("สมาคมครูเห็นด้วยกับการย้ายโรงเรียน", ["The Teachers' Association criticised the move"]),
        ("All five miners survived the blast.", ["คนงานเหมืองทั้งห้าเสียชีวิตจากแรงระเบิด"]),
        ("The striker was knocked out in the first round.", ["นักเทนนิสผ่านเข้ารอบสองได้"]),
        ("ผู้ว่าฯ ยืนยันว่าจะปิดตลาด", ["The governor dismissed rumours that the market would go"]),
        ("The province will cut the flood budget.", ["จังหวัดจะไม่หั่นงบป้องกันน้ำท่วม"]),
        ("The pilot tested positive for alcohol.", ["ผลตรวจไม่พบแอลกอฮอล์"]),
        ("The stall owner had no insurance.", ["เจ้าของแผงทำประกันไว้"]),
        ("The zoo's keeper is still in hospital.", ["คนเลี้ยงช้างออกจากโรงพยาบาลแล้ว"]),
        ("เพลิงไหม้อาจเป็นสาเหตุ", ["Fire was ruled out as the cause"]),
        ("The law has already been published.", ["กฎหมายยังไม่ประกาศใช้"]),
        ("เทศบาลจะเดินรถสายเก่าต่อไป", ["The town will scrap the old bus line"]),
        ("Firms must start to pay at once.", ["กระทรวงเลื่อนการเก็บออกไปหนึ่งปี"]),
        ("The widow accepted the apology.", ["ภรรยาผู้ตายไม่รับคำขอโทษ"]),
        ("บริษัทปฏิเสธที่จะจ่ายค่าซ่อมสะพาน", ["บริษัทยินดีชดใช้ค่าซ่อมสะพาน"]),
        ("The residents have been told to leave.", ["ชาวบ้านยังไม่ได้รับแจ้งให้ย้าย"]),
        ("ทีมช่างไม่ขัดข้องกับแบบใหม่", ["ทีมช่างคัดค้านแบบใหม่"]),
        ("The water met the standard.", ["น้ำไม่ได้มาตรฐาน"]),
    ],
)
def test_the_other_way(claim: str, clauses: list[str]) -> None:
    assert opposite(claim, clauses, [0.6] * len(clauses))


@pytest.mark.parametrize(
    ("claim", "clauses"),
    [
        ("The mayor will not appeal.", ["นายกเทศมนตรีจะไม่ยื่นอุทธรณ์"]),
        ("Inspectors found nothing wrong with the ferry.", ["เจ้าหน้าที่ไม่พบความผิดปกติของเรือ"]),
        ("โครงการไม่ส่งผลกระทบต่อคนริมน้ำ", ["The project does not affect people on the river"]),
        ("The bank does not use the old system.", ["ธนาคารเลิกใช้ระบบเดิมแล้ว"]),
        ("Crews need not return.", ["ลูกเรือไม่ต้องเดินทางกลับ"]),
        ("เวียดนามหยุดนำเข้าข้าว", ["เวียดนามงดนำเข้าข้าว"]),
        ("She had no intention to hide the shares.", ["เธอไม่มีเจตนาปกปิดหุ้น"]),
        ("The broker does not expect investors to leave.", ["ต่างชาติยังลงทุนอยู่"]),
        ("Fee income rose 11%.", ["รายได้ค่าธรรมเนียมโตร้อยละ 11"]),
        ("Nothing harmful was found.", ["ตรวจแล้วไม่พบสารอันตราย"]),
        ("หมู่บ้านไม่ได้เป็นของจังหวัดอีกต่อไป", ["หมู่บ้านเลิกขึ้นกับจังหวัดแล้ว"]),
        ("โรงงานแห่งนี้เปิดมาแล้วสองปี", ["โรงงานยังไม่ส่งออก"]),
        ("Not every office helps with the forms.", ["สำนักงานของเอกชนไม่ช่วยเหลือเรื่องแบบฟอร์ม"]),
        ("Thirty faced legal action.", ["สามสิบรายถูกดำเนินคดีฐานทำงานผิดกฎหมาย"]),
        ("พรรคยืนยันว่าจะไม่ถอนตัว", ["พรรคยืนยันไม่ถอนตัว"]),
        ("The bus overturned on the hill.", ["ศาลพิพากษายืนลงโทษคนขับ"]),
        ("Profit was up 4%.", ["กำไรเพิ่มร้อยละ 4"]),
        ("Sales to China fell 2%.", ["Sales to China slipped 2%"]),
    ],
)
def test_the_same_way(claim: str, clauses: list[str]) -> None:
    assert not opposite(claim, clauses, [0.6] * len(clauses))


def test_letters_across_thai_words_say_nothing() -> None:
    assert ways("ไทยลงนามส่งดาวเทียมดวงใหม่") == {("sign", True)}
    assert ("run", False) in ways("โรงงานงดรับวัตถุดิบ")
    assert ("change", False) not in ways("กลุ่มกบฏยอมปลดอาวุธ")
    assert ("woman", False) not in ways("ชาวกัมพูชายังรออยู่ที่ด่าน")


def test_of_what_a_thai_clause_is_told_that_only_says_of_what() -> None:
    told_apart = ["สำหรับงบซ่อมสะพานไม้ข้ามคลอง", "สภาเห็นชอบโดยไม่ปรับลด", "ประชุมนานสองชั่วโมง"]
    assert opposite("The council cut the money for the footbridge.", told_apart, [0.9, 0.2, 0.1])
    # Another clause before it says something of its own.
    told_apart[0] = "งบซ่อมสะพานไม้ข้ามคลองผ่านแล้ว"
    assert not opposite(
        "The council cut the money for the footbridge.", told_apart, [0.9, 0.2, 0.1]
    )


def test_what_news_says_once_may_stand_further_off() -> None:
    vaccine = ["โรงเรียนจะฉีดวัคซีนให้นักเรียนทุกคน", "คนละสองเข็ม ไม่มีค่าใช้จ่าย"]
    assert opposite("Pupils have to pay for the vaccine.", vaccine, [0.8, 0.25])
    assert not opposite("Pupils have to pay for the vaccine.", vaccine, [0.8, 0.15])
    # Something that news tells of many must stand nearer.
    sold = ["โรงเรียนซื้อวัคซีนให้นักเรียน", "ร้านยาขายดี"]
    assert not opposite("Shops bought medicine.", sold, [0.8, 0.25])


def test_what_is_asked_for_is_not_so() -> None:
    demanded = "Growers demanded that the ministry suspend imports of onions"
    refused = "The minister refused to suspend imports"
    assert opposite("รัฐมนตรีจะระงับการนำเข้าหอมแดง", [demanded, refused], [0.5, 0.4])
    assert not opposite(
        "Growers want the ministry to suspend imports.", [demanded, refused], [0.5, 0.4]
    )


def test_each_row_names_what_it_tells_in_both_languages() -> None:
    from importlib.resources import files

    rows = [
        line.split(" | ")
        for line in files("bot.answering").joinpath(FILE_NAME).read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    assert {len(row) for row in rows} == {3, 5}
    assert len({row[0] for row in rows}) == len(rows)
    assert all(word.strip() for row in rows for word in row)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ไม่มีเรือลำใดพบวัตถุต้องสงสัย", [("พบ", "วัตถุ", "ต้องสงสัย")]),
        ("มีโทษจำคุกไม่เกินสองปี", []),
        ("ชาวบ้านทุกคน ไม่ว่าเด็กหรือผู้ใหญ่", []),
        ("ฝ่ายค้านอภิปรายไม่ไว้วางใจสามวัน", []),
    ],
)
def test_what_thai_denies(text: str, expected: Sequence[tuple[str, ...]]) -> None:
    assert denied_words(text) == expected


def test_none_of_them_is_a_denial_of_what_they_did() -> None:
    passage = ["เจ้าหน้าที่ตรวจรถขนส่ง", "หลังจากพบยาเสพติดในรถเก้าคัน"]
    assert contradicts("ไม่มีรถคันใดพบยาเสพติด", passage, [0.4, 0.6], "th")


def test_a_vote_of_no_confidence_denies_nothing_of_its_own() -> None:
    claim = "พรรคแกนนำมีคนแตกแถวในการลงมติไม่ไว้วางใจ"
    assert contradicts(claim, ["ส่วนพรรคแกนนำไม่มีใครแตกแถว"], [0.9], "th")


def test_what_has_one_outcome_even_a_clause_with_no_word_of_it_tells() -> None:
    clauses = ["ตำรวจจับกุมหัวหน้าแก๊งที่ท่าเรือ", "ผู้ต้องหารายนี้ภาคเสธ"]
    assert opposite("The gang leader confessed.", clauses, [0.7, 0.1]) == "confessed"
    assert not opposite("The gang leader confessed.", [*clauses, "ก่อนรับสารภาพ"], [0.7, 0.1, 0.1])
    # Prices rise and fall in one text.
    assert not opposite("Prices rose.", ["ตลาดเปิดใหม่", "ราคาลดลง"], [0.7, 0.1])
