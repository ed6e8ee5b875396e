"""Tests of the grouping of copies into stories."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings

from index.dedup import StoryGrouper, content_hash, group_stories, signature, signed, similarity
from tests.index.strategies import messy_text

STORY = (
    "นายกรัฐมนตรีเดินทางถึงกรุงโตเกียวเมื่อวันจันทร์ เพื่อหารือกับผู้นำญี่ปุ่นเรื่องการลงทุนในพลังงานสะอาด "
    "ทั้งสองฝ่ายเห็นพ้องว่าจะลงนามในบันทึกความเข้าใจฉบับใหม่ภายในสิ้นปี โดยจะตั้งคณะทำงานร่วมกัน "
    "เพื่อศึกษาการผลิตไฮโดรเจนในภาคตะวันออกของไทย และการขยายสายส่งไฟฟ้าไปยังประเทศเพื่อนบ้าน "
    "นอกจากนี้ยังมีการหารือเรื่องการท่องเที่ยวและการยกเว้นวีซ่าสำหรับนักธุรกิจของทั้งสองประเทศ"
)
COPY = f"ด่วน! {STORY} ติดตามต่อไป"
OTHER = (
    "กรมอุตุนิยมวิทยาเตือนว่าจะมีฝนตกหนักในภาคเหนือตั้งแต่วันพุธถึงวันศุกร์ ขอให้ประชาชนที่อาศัยใกล้ลำน้ำ "
    "เตรียมพร้อมรับน้ำท่วมฉับพลัน และติดตามประกาศของจังหวัดอย่างใกล้ชิด ส่วนภาคใต้จะมีคลื่นสูงสองเมตร "
    "เรือเล็กควรงดออกจากฝั่งในช่วงสามวันนี้ โดยเฉพาะทะเลอันดามันตอนบน"
)
DAY = date(2024, 6, 20)


def test_a_copy_joins_the_oldest() -> None:
    articles = [
        signed("c", date(2024, 6, 21), COPY),
        signed("a", DAY, OTHER),
        signed("b", DAY, STORY),
        signed("d", None, STORY.replace(" ", "  ")),
    ]
    stories = group_stories(articles)
    assert stories == {"a": "a", "b": "b", "c": "b", "d": "b"}
    assert group_stories(reversed(articles)) == stories


def test_signatures_kept_from_earlier_serve_as_well() -> None:
    first = signed("b", DAY, STORY)
    grouper = StoryGrouper()
    assert grouper.add(first) == "b"
    assert grouper.add(signed("c", DAY, COPY)) == "b"
    assert grouper.add(signed("e", DAY, OTHER)) == "e"


def test_a_signature_is_512_bytes_and_always_the_same() -> None:
    assert len(signature(STORY)) == 512
    assert signature(STORY) == signature(f"  {STORY}")
    assert similarity(signature(STORY), signature(STORY)) == 1.0
    assert similarity(signature(STORY), signature(OTHER)) < 0.1


def test_of_short_texts_only_exact_copies_are_told() -> None:
    assert signature("ฝนตกหนัก") == b""
    assert similarity(b"", signature(STORY)) == 0.0
    pair = [signed("a", DAY, "ฝนตกหนัก"), signed("b", DAY, "ฝนตก หนัก"), signed("c", DAY, "ฝนไม่ตก")]
    assert group_stories(pair) == {"a": "a", "b": "a", "c": "c"}


@settings(max_examples=50, deadline=None)
@given(messy_text)
def test_never_raises(text: str) -> None:
    assert len(content_hash(text)) == 64
    assert len(signature(text)) in (0, 512)


def test_articles_alone_are_passed_over_without_changing_the_groups() -> None:
    first = " ".join(f"คำที่{n}" for n in range(80))
    texts = [
        first,
        first.replace("คำที่7 ", "ใหม่ "),
        "ฝนตกหนัก",
        " ฝนตกหนัก! ",
        " ".join(f"อื่น{n}" for n in range(60)),
        "น้ำลด",
    ]
    articles = [signed(f"a{n}", date(2024, 6, n + 1), text) for n, text in enumerate(texts)]
    one_by_one = StoryGrouper()
    expected = {article.article_id: one_by_one.add(article) for article in articles}
    assert expected == {"a0": "a0", "a1": "a0", "a2": "a2", "a3": "a2", "a4": "a4", "a5": "a5"}
    assert group_stories(articles) == group_stories(articles[::-1]) == expected
    assert group_stories([]) == {}
