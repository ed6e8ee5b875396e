"""Tests of finding the Thai words of a text that may spell a Latin name."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.answering.names.sounds import sounds_of
from bot.answering.names.spelling import likeness
from bot.answering.names.spotting import spelt_as

TEXT = (
    "นายธนากร วงศ์สุวรรณ ผู้ว่าราชการจังหวัดเชียงราย กล่าวว่าคิม กีชาง และนางอัจฉรินทร์ พัฒนพันธ์ "
    "เดินทางถึงสตอกโฮล์มเมื่อ 12 มีนาคม ด้วยเครื่องบิน Airbus ของสายการบินแห่งหนึ่ง"
)


@pytest.mark.parametrize(
    ("latin", "thai"),
    [
        ("Thanakorn", "ธนากร"),
        ("Wongsuwan", "วงศ์สุวรรณ"),
        ("Ki-chang", "กีชาง"),
        ("Atcharin", "อัจฉรินทร์"),
        ("Stockholm", "สตอกโฮล์ม"),
    ],
)
def test_words_that_spell_a_name_are_found(latin: str, thai: str) -> None:
    assert thai in spelt_as(latin, sounds_of(TEXT).letters, -3.2)


@pytest.mark.parametrize("latin", ["Vientiane", "Prasert", "Gothenburg", "", "…"])
def test_a_name_that_a_text_has_not_is_not_found(latin: str) -> None:
    assert spelt_as(latin, sounds_of(TEXT).letters, -3.2) == []


def test_a_text_without_thai_letters_spells_nothing() -> None:
    assert spelt_as("Airbus", sounds_of("Airbus 320").letters, -3.2) == []


def test_no_name_goes_over_a_number_or_a_latin_word() -> None:
    assert spelt_as("Somchai", sounds_of("สม 5 ชาย").letters, -3.2) == []
    assert spelt_as("Somchai", sounds_of("สม ชาย").letters, -3.2) != []


@example("then", -3.0)
@given(st.text("aehkinoprstuw", min_size=2, max_size=11), st.floats(-3.8, -2.0))
def test_every_likely_run_is_found_and_no_other(latin: str, least: float) -> None:
    letters = sounds_of(TEXT).letters
    runs = {run for found in letters.runs.values() for run in found}
    likely = {run for run in runs if likeness(run, latin) >= least}
    assert set(spelt_as(latin, letters, least)) == likely
