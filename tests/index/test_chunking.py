"""Tests of how articles are cut into passages."""

from __future__ import annotations

import itertools

from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.chunking import Chunking, chunk
from index.clusters import clusters
from index.sentences import paragraphs
from index.types import Article, Passage
from tests.articles import HANOI
from tests.index.strategies import messy_text

SENTENCES = [
    "รัฐบาลประกาศช่วยเหลือเกษตรกรที่ได้รับความเสียหายจากน้ำท่วมในภาคเหนือจำนวน 12,500 ครัวเรือน",
    "กระทรวงการคลังจะจ่ายเงินผ่านธนาคารของรัฐภายในเดือนหน้าโดยไม่ต้องลงทะเบียนใหม่อีกครั้ง",
    "นักวิชาการเตือนว่าเงินช่วยเหลือเพียงอย่างเดียวไม่ช่วยป้องกันน้ำท่วมครั้งต่อไปในลุ่มน้ำยม",
    "ชาวบ้านหลายหมู่บ้านเรียกร้องให้เร่งสร้างประตูระบายน้ำที่ค้างมาตั้งแต่ปี 2554 ให้เสร็จเสียที",
    "กรมชลประทานชี้แจงว่าติดปัญหาการเวนคืนที่ดินซึ่งยังอยู่ในชั้นศาลปกครองอีกสามคดี",
]


def inside_a_unit(text: str, position: int) -> bool:
    """Tell whether `position` lies inside a cluster or number that doesn't begin with white space."""
    start = 0
    for unit in clusters(text):
        if start < position < start + len(unit):
            return not unit[0].isspace()
        start += len(unit)
    return False


def check_passages(text: str, passages: list[Passage]) -> None:
    covered = [False] * len(text)
    for ordinal, passage in enumerate(passages):
        assert passage.ordinal == ordinal
        assert passage.text == text[passage.start : passage.end]
        assert passage.text.strip()
        assert not inside_a_unit(text, passage.start)
        assert not inside_a_unit(text, passage.end)
        covered[passage.start : passage.end] = [True] * (passage.end - passage.start)
    assert all(seen or c.isspace() for seen, c in zip(covered, text, strict=True))


def check_overlaps(text: str, passages: list[Passage], limit: int) -> None:
    """Passages go forward, and two may share text only inside one paragraph longer than the limit."""
    for one, other in itertools.pairwise(passages):
        assert one.start < other.start
        assert one.end < other.end
        if other.start < one.end:
            assert any(
                p.start <= one.start and other.end <= p.end and len(p) > limit
                for p in paragraphs(text)
            )


def test_short_paragraphs_share_a_passage() -> None:
    (passage,) = chunk(HANOI)
    assert passage == Passage("hanoi", 0, 0, len(HANOI.text), HANOI.text)


def test_paragraphs_that_do_not_fit_together_are_passages_without_overlap() -> None:
    text = "\n\n".join(SENTENCES[:3])
    passages = chunk(Article("a", text), Chunking(max_characters=200))
    assert [p.text for p in passages] == [f"{SENTENCES[0]}\n\n{SENTENCES[1]}", SENTENCES[2]]


def test_a_long_paragraph_overlaps_by_a_sentence() -> None:
    one, two, three, four = SENTENCES[1:]
    text = f"{one} {two} {three} {four}"
    passages = chunk(Article("a", text), Chunking(max_characters=200))
    assert [p.text for p in passages] == [f"{one} {two}", f"{two} {three}", f"{three} {four}"]


def test_without_overlap_no_sentence_is_twice() -> None:
    one, two, three, four = SENTENCES[1:]
    text = f"{one} {two} {three} {four}"
    passages = chunk(Article("a", text), Chunking(max_characters=200, overlap=0))
    assert [p.text for p in passages] == [f"{one} {two}", f"{three} {four}"]


def test_a_run_without_a_space_is_cut_between_words() -> None:
    word = "ประชาชน"
    passages = chunk(Article("a", word * 30), Chunking(max_characters=50))
    assert {p.text for p in passages} == {word * 7, word * 2}


def test_a_run_is_not_cut_inside_a_cluster_where_the_tokenizer_parts_it() -> None:
    text = "#ข่าว0000000000000:ํา"
    passages = chunk(Article("a", text), Chunking(max_characters=20))
    assert [p.text for p in passages] == ["#ข่าว0000000000000", ":ํา"]


def test_white_space_between_long_runs_is_no_passage() -> None:
    run = "0" * 20
    passages = chunk(Article("a", f"{run}\t{run}"), Chunking(max_characters=20))
    assert [(p.start, p.end) for p in passages] == [(0, 20), (21, 41)]


def test_white_space_alone_gives_no_passage() -> None:
    assert chunk(Article("a", " \n\t ")) == []


def test_the_description_tells_settings_apart() -> None:
    assert Chunking(500, 1).describe() != Chunking(400, 1).describe() != Chunking(400, 0).describe()


glued = st.lists(
    st.sampled_from([*SENTENCES, " ", "\n", "1,234.56", "๑๒๓", "เด็กๆ", "ผู้ใหญ่", "พ.ศ.2567", "UFABET", "%"]),
    max_size=20,
).map("".join)  # fmt: skip


@given(st.one_of(messy_text, glued), st.integers(20, 300), st.integers(0, 2))
@example("#ข่าว0000000000000:ํา", 20, 0)
@example("0" * 20 + "\t" + "0" * 20, 20, 0)
@settings(max_examples=150, deadline=None)
def test_any_text_is_cut_without_loss(text: str, limit: int, overlap: int) -> None:
    passages = chunk(Article("a", text), Chunking(limit, overlap))
    check_passages(text, passages)
    check_overlaps(text, passages, limit)
