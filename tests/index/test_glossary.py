"""Tests of the common words of the news in Thai."""

from __future__ import annotations

import pytest

from index.glossary import Glossary
from index.wording import Wording


@pytest.mark.parametrize(
    ("question", "worded"),
    [
        ("what did the prime minister sign?", "what did the นายกรัฐมนตรี ลงนาม?"),
        ("Soldiers attacked which city?", "ทหาร โจมตี which เมือง?"),
        ("who is Mark King?", "who is Mark King?"),
        ("Which designs are significant?", "Which designs are significant?"),
        ("", ""),
    ],
)
def test_known_words_stand_in_thai_and_names_as_they_are(question: str, worded: str) -> None:
    assert Glossary.bundled().in_thai(question) == worded


def test_a_question_is_worded_as_the_articles_word_it() -> None:
    passage = "ประธานาธิบดีวลาดิมีร์ ปูติน ลงนามข้อตกลงกับเวียดนาม"
    worded = Wording.bundled().of("What did Putin sign in Hanoi?", [passage])
    assert worded == "What did ปูติน ลงนาม in ฮานอย เวียดนาม?"
    assert Wording.bundled().of("ปูตินลงนามอะไรที่ฮานอย") == "ปูตินลงนามอะไรที่ฮานอย เวียดนาม"
