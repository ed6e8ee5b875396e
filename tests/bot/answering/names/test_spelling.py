"""Tests of how likely a Latin spelling is that of a Thai one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.names.carrying import TOGETHER, carries
from bot.answering.names.finding import find_names
from bot.answering.names.sounds import sounds_of
from bot.answering.names.spelling import (
    NEVER,
    best_path,
    latin_letters,
    likelihoods,
    likeness,
    thai_letters,
)


@pytest.mark.parametrize(
    ("thai", "latin", "other"),
    [
        ("สมชาย", "Somchai", "ชาญชัย"),
        ("ธนากร", "Thanakorn", "ธนกฤต"),
        ("วิชัย", "Wichai", "วิทยา"),
        ("ห้วยขวาง", "Huai Khwang", "ห้วยแถลง"),
        ("อาร์คิมิดีส", "Archimedes", "อาริสโตเติล"),
        ("สต็อกโฮล์ม", "Stockholm", "สตุทการ์ท"),
    ],
)
def test_the_right_spelling_is_likelier(thai: str, latin: str, other: str) -> None:
    assert likeness(thai, latin) >= TOGETHER > likeness(other, latin)


def test_letters_are_those_spoken() -> None:
    assert thai_letters("เสาร์") == "สเา"
    assert thai_letters("วรรณ") == "วัณ"
    assert latin_letters("São Paulo") == "saopaulo"


@given(st.text("กขคงเแโาิีุู่้์ ", max_size=12), st.text(max_size=12))
def test_any_two_texts_can_be_compared(thai: str, latin: str) -> None:
    assert NEVER <= likeness(thai, latin) <= 0


@given(
    st.text("กขคงนมรสเแโาิีุู", min_size=1, max_size=9),
    st.text("abcghiknmorstu", min_size=1, max_size=12),
    st.floats(-60, 0),
)
def test_ways_that_can_not_become_likely_are_left_without_losing_another(
    thai: str, latin: str, least: float
) -> None:
    likeliest = best_path(thai, latin, likelihoods())
    assert best_path(thai, latin, likelihoods(), least) == (
        likeliest if likeliest >= least else NEVER
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Atcharin Pattanapan", "นางอัจฉรินทร์ พัฒนพันธ์ เป็นประธาน"),
        ("Kim Ki-chang", "ชนะคิม กีชาง"),
        ("Phu Khae", "ชาวบ้านภูแค"),
    ],
)
def test_a_name_is_carried_as_it_is_spelt(name: str, text: str) -> None:
    assert all(carries(one, [sounds_of(text)], {}) for one in find_names(name))


@pytest.mark.parametrize("sentence", ["Rama IV founded it", "Wat and Doi", "In 49 BC they left"])
def test_no_name_is_a_number_or_a_word_for_a_place(sentence: str) -> None:
    assert "IV" not in {part for name in find_names(sentence) for part in name.parts}
    assert not {"Wat", "Doi", "BC"} & {part for name in find_names(sentence) for part in name.parts}


def test_a_title_takes_no_verb_for_a_family_name() -> None:
    assert [one.text for one in find_names("ดร.ศรีสมัยเผยว่า กบข. ได้รางวัล") if "เผย" in one.text] == []
