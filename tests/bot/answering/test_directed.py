import pytest

from bot.answering.directed import turned_round


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("สโมสรนาเหนือแพ้สโมสรท่าทราย 1-3", "สโมสรนาเหนือชนะสโมสรท่าทราย 3-1 เมื่อคืนวันเสาร์"),
        ("Mali beat Ghana 2-0.", "ทีมชาติกานาเอาชนะมาลี 2-0 ในนัดเปิดสนาม"),
        ("Ghana was beaten by Mali in the opening match.", "ทีมชาติกานาเอาชนะมาลี 2-0 ในนัดเปิดสนาม"),
        ("บริษัทแสงตะวันถูกสหกรณ์บ้านนาฟ้อง", "บริษัทแสงตะวันยื่นฟ้องสหกรณ์บ้านนาต่อศาลแพ่ง"),
        ("Norway borrowed a patrol ship from Japan.", "นอร์เวย์ให้ยืมเรือตรวจการณ์แก่ญี่ปุ่น"),
        ("รถตู้ชนรถบรรทุกที่แยกบ้านนา", "รถบรรทุกพุ่งชนรถตู้ที่แยกบ้านนาเมื่อเช้านี้"),
        ("France accused Spain of dumping.", "Spain accused France of dumping steel."),
    ],
)
def test_finds_who_does_it_to_whom_turned_round(sentence: str, text: str) -> None:
    assert turned_round(sentence, (text,), {})


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("สโมสรท่าทรายแพ้สโมสรนาเหนือ 1-3", "สโมสรนาเหนือชนะสโมสรท่าทราย 3-1 เมื่อคืนวันเสาร์"),
        ("Mali lost to Ghana in the opening match.", "ทีมชาติกานาเอาชนะมาลี 2-0 ในนัดเปิดสนาม"),
        ("Mali were beaten by Ghana.", "ทีมชาติกานาเอาชนะมาลี 2-0 ในนัดเปิดสนาม"),
        ("Japan borrowed a patrol ship from Norway.", "นอร์เวย์ให้ยืมเรือตรวจการณ์แก่ญี่ปุ่น"),
        ("กานาถูกมาลีนำก่อนหนึ่งลูก แต่กลับมาชนะ 2-1", "กานาพลิกกลับมาชนะมาลี 2-1"),
        ("France accused Spain of dumping.", "Norway accused Japan of dumping steel."),
        ("ศาลยกฟ้องบริษัทแสงตะวัน", "บริษัทแสงตะวันยื่นฟ้องศาลปกครอง"),
        ("Ghana has never beaten Mali.", "มาลีชนะกานา 2-0"),
    ],
)
def test_leaves_what_the_text_has_the_same_way_or_not_at_all(sentence: str, text: str) -> None:
    assert not turned_round(sentence, (text,), {})
