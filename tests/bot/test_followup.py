"""Follow-up questions are told from others, and completed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.followup import focus, is_elliptic, resolve

HANOI = "ปูตินลงนามอะไรที่ฮานอย"


@pytest.mark.parametrize(
    "question",
    ["แล้วที่เวียดนามล่ะ", "แล้วเมื่อไร", "เมื่อไรครับ", "ใคร", "กี่คน", "ที่นั่นมีใครบ้าง", "เขาไปที่ไหนต่อ", "แล้วคิมล่ะครับ", "and when?", "And where was it?",
     "what about Pyongyang?", "When did he go?", "how many", "why?", "How many people died there?"],
)  # fmt: skip
def test_these_need_the_question_before(question: str) -> None:
    assert is_elliptic(question)


@pytest.mark.parametrize(
    "question",
    [HANOI, "ไบเดน", "ค่าแรง 2567", "ไฟไหม้เขาใหญ่เมื่อไร", "ส่วนแบ่งรายได้ภาษีเท่าไร", "แล้วปูตินกับคิมเจอกันครั้งแรกที่ไหน",
     "What did Putin sign in Hanoi?", "Who is the prime minister?", "Is it true that Biden met Scholz?",
     "And who won the election in Thailand in 2023?"],
)  # fmt: skip
def test_these_stand_alone(question: str) -> None:
    assert not is_elliptic(question)
    assert resolve(question, [HANOI]) == question


@pytest.mark.parametrize(
    ("question", "previous", "searched"),
    [
        ("แล้วที่เปียงยางล่ะ", [HANOI], f"{HANOI} ที่เปียงยาง"),
        ("and when?", ["What did Putin sign in Hanoi?"], "What did Putin sign in Hanoi when"),
        ("แล้วเมื่อไร", [HANOI, "แล้วที่เปียงยางล่ะ"], f"{HANOI} ที่เปียงยาง เมื่อไร"),
        ("แล้วเมื่อไร", ["พาณิภัคได้เหรียญอะไร", HANOI], f"{HANOI} เมื่อไร"),
        ("แล้วเมื่อไร", [], "แล้วเมื่อไร"),
        ("แล้วใคร", ["แล้วเมื่อไร"], "แล้วเมื่อไร ใคร"),
    ],
)
def test_what_is_searched(question: str, previous: list[str], searched: str) -> None:
    assert resolve(question, previous) == searched


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("แล้วสภาลงมติเท่าไร", "สภาลงมติเท่าไร"),
        ("and when was the visit?", "when was the visit"),
        ("แล้วที่เปียงยางล่ะ", "…"),
        ("แล้วเมื่อไร", "…"),
    ],
)
def test_what_the_passages_are_read_for(question: str, read: str) -> None:
    assert focus(question, "…") == read


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=40), st.lists(st.text(max_size=40), max_size=4))
def test_never_raises_and_never_empties(question: str, previous: list[str]) -> None:
    assert resolve(question, previous).strip() or not question.strip()
