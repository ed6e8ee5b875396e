"""Tests of comparing Thai and Latin spellings by their sound."""

from __future__ import annotations

import pytest

from index.transliteration import latin_skeleton, similarity, thai_skeleton, weight_of


@pytest.mark.parametrize(
    ("thai", "latin"),
    [
        ("โอลาฟ", "Olaf"),
        ("ชอลซ์", "Scholz"),
        ("ปูติน", "Putin"),
        ("วลาดิเมียร์", "Vladimir"),
        ("สี", "Xi"),
        ("จิ้นผิง", "Jinping"),
        ("ไบเดน", "Biden"),
        ("ทรัมป์", "Trump"),
        ("มาครง", "Macron"),
        ("แมร์เคิล", "Merkel"),
        ("คิชิดะ", "Kishida"),
        ("ซัมซุง", "Samsung"),
        ("โมเดอร์นา", "Moderna"),
    ],
)
def test_transcriptions_sound_alike(thai: str, latin: str) -> None:
    assert similarity(thai, latin) >= 0.65


@pytest.mark.parametrize(
    ("thai", "latin"),
    [
        ("ปัญญาประดิษฐ์", "Intelligence"),
        ("ข้อมูล", "Data"),
        ("เชิงรุก", "Active"),
        ("กักตัว", "Quarantine"),
        ("ปูติน", "Scholz"),
        ("รัสเซีย", "Hanoi"),
    ],
)
def test_translations_do_not(thai: str, latin: str) -> None:
    assert similarity(thai, latin) < 0.65


def test_the_same_consonants_are_1_and_none_is_0() -> None:
    assert similarity("ปูติน", "Putin") == 1.0
    assert similarity("ปูติน", "") == similarity("", "Putin") == similarity("อา", "Aa") == 0.0


def test_accents_case_and_doubled_letters_make_no_difference() -> None:
    assert latin_skeleton("Müller") == latin_skeleton("MULER")


def test_what_is_silent_weighs_little() -> None:
    assert weight_of(thai_skeleton("ชอลซ์")) == pytest.approx(2.3)
    assert weight_of(thai_skeleton("ชอลซ")) == 3.0
