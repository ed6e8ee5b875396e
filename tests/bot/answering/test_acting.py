"""Who did what to whom: the order of those who act, in both languages, active and passive."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.answering.acting import goes_on, swapped
from bot.answering.parties import parties_of
from index.embedding.use_model import UseEmbedder
from index.language import language_of


@pytest.fixture(scope="module")
def embedder() -> UseEmbedder:
    return UseEmbedder()


def swaps(sentence: str, text: str, embedder: UseEmbedder) -> str | None:
    from bot.answering.meaning import Meanings
    from bot.answering.parties import nouns_in

    def alike(words: Sequence[str], others: Sequence[str]) -> list[list[float]]:
        return Meanings(embedder).alike(words, others)

    parties = parties_of(sentence, language_of(sentence), nouns_in([text]), (), alike)
    return swapped(sentence, parties, text, {})


ARREST = "ตำรวจเวียดนามจับกุมชาวประมงสามคนเมื่อวันจันทร์"
SUIT = "สิงคโปร์ยื่นฟ้องมาเลเซียต่อศาลโลก"


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Police arrested three fishermen on Monday.", ARREST),
        ("Three fishermen were arrested by police on Monday.", ARREST),
        ("ชาวประมงสามคนถูกตำรวจเวียดนามจับกุม", ARREST),
        ("Singapore has sued Malaysia.", SUIT),
        ("Malaysia was sued by Singapore.", SUIT),
        ("มาเลเซียถูกสิงคโปร์ฟ้อง", SUIT),
        ("Teachers earn more than nurses.", "ครูได้เงินเดือนสูงกว่าพยาบาล"),
        ("Nurses earn less than teachers.", "ครูได้เงินเดือนสูงกว่าพยาบาล"),
        ("Singapore and Malaysia met.", "มาเลเซียพบกับสิงคโปร์"),
    ],
)
def test_the_same_in_other_words_is_no_swap(
    sentence: str, text: str, embedder: UseEmbedder
) -> None:
    assert swaps(sentence, text, embedder) == ""


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Three fishermen arrested police on Monday.", ARREST),
        ("Police were arrested by three fishermen.", ARREST),
        ("ชาวประมงสามคนจับกุมตำรวจเวียดนาม", ARREST),
        ("Malaysia has sued Singapore.", SUIT),
        ("Singapore was sued by Malaysia.", SUIT),
        ("มาเลเซียยื่นฟ้องสิงคโปร์ต่อศาลโลก", SUIT),
        ("สิงคโปร์ถูกมาเลเซียฟ้อง", SUIT),
        ("Nurses earn more than teachers.", "ครูได้เงินเดือนสูงกว่าพยาบาล"),
    ],
)
def test_roles_exchanged_are_a_swap(sentence: str, text: str, embedder: UseEmbedder) -> None:
    assert swaps(sentence, text, embedder)


def test_whom_a_text_names_twice_tells_nothing(embedder: UseEmbedder) -> None:
    assert swaps("มาเลเซียยื่นฟ้องสิงคโปร์", f"{SUIT} ขณะที่มาเลเซียปฏิเสธ", embedder) is None


def test_a_clause_that_names_nobody_first_goes_on() -> None:
    assert goes_on("ให้บริษัทคู่แข่งจ่ายค่าเสียหาย")
    assert not goes_on("ส่วนบริษัทคู่แข่งจะอุทธรณ์")
