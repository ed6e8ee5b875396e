"""Property tests of passages and sentences: offsets hold, nothing is lost, nothing is cut inside a letter group."""

from __future__ import annotations

import itertools

from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.chunking import Chunking, chunk
from index.clusters import clusters
from index.sentences import paragraphs, sentences
from index.types import Article
from tests.index.strategies import messy_text

RUNS = st.sampled_from(
    ["กำลังใช้งานโปรแกรม", "1,234,567.89", "๒๕๖๗", "น้ำท่วมทั้งเมือง", "เเเ", "ก้้้", "9" * 90, "ที่" * 60, "👨‍👩‍👧‍👦",
     "Łódź", "e\u0301", "20:30", "3.14", "\u0e33", "\u0e49", "(", "“", "นาย", " ", "  ", "\n", "\t", "\u3000",
     "นายกรัฐมนตรีกล่าวว่ารัฐบาลจะช่วยเหลือประชาชนที่ได้รับผลกระทบจากน้ำท่วมในภาคเหนือ "]
)  # fmt: skip
texts = st.one_of(messy_text, st.lists(RUNS, max_size=40).map("".join))
chunkings = st.builds(Chunking, st.integers(10, 120), st.integers(0, 2))


def boundaries(text: str) -> set[int]:
    return set(itertools.accumulate(map(len, clusters(text)), initial=0))


def uncovered(text: str, spans: list[tuple[int, int]]) -> str:
    covered = {position for start, end in spans for position in range(start, end)}
    return "".join(c for i, c in enumerate(text) if i not in covered and not c.isspace())


@settings(max_examples=150, deadline=None)
@given(texts, chunkings)
@example("ก" * 300 + "ำ" * 40, Chunking(20, 1))
@example("1" * 30 + "," + "2" * 30, Chunking(10, 0))
def test_passages(text: str, chunking: Chunking) -> None:
    article = Article("a", text)
    passages = chunk(article, chunking)
    assert bool(passages) == bool(text.strip())
    assert [p.ordinal for p in passages] == list(range(len(passages)))
    assert len({p.id for p in passages}) == len(passages)
    allowed = boundaries(text)
    for passage in passages:
        assert article.text[passage.start : passage.end] == passage.text
        assert passage.text.strip()
        assert {passage.start, passage.end} <= allowed
    assert uncovered(text, [(p.start, p.end) for p in passages]) == ""
    # Each begins after the one before and reaches further.
    for one, two in itertools.pairwise(passages):
        assert one.start < two.start
        assert one.end < two.end


@settings(max_examples=100, deadline=None)
@given(texts)
def test_cutting_again_gives_the_same(text: str) -> None:
    assert chunk(Article("a", text)) == chunk(Article("a", text))


@settings(max_examples=150, deadline=None)
@given(texts)
def test_sentences(text: str) -> None:
    found = sentences(text)
    allowed = boundaries(text)
    for span in found:
        assert span.of(text).strip() == span.of(text) != ""
        assert "\n" not in span.of(text)
        assert {span.start, span.end} <= allowed
    assert uncovered(text, [(s.start, s.end) for s in found]) == ""
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))


@settings(max_examples=100, deadline=None)
@given(texts)
def test_clusters_and_paragraphs(text: str) -> None:
    assert "".join(clusters(text)) == text
    assert uncovered(text, [(p.start, p.end) for p in paragraphs(text)]) == ""
