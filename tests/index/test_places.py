"""Tests of the gazetteer: places in a question as Thai articles name them."""

from __future__ import annotations

import pytest

from index.places import Places

PLACES = Places.bundled()


@pytest.mark.parametrize(
    ("question", "worded"),
    [
        ("What was signed in Hanoi?", "What was signed in ฮานอย เวียดนาม?"),
        ("What was signed in Hanoi, Vietnam?", "What was signed in ฮานอย, เวียดนาม?"),
        ("What is Vietnam's share?", "What is เวียดนาม's share?"),
        ("How many South Koreans came?", "How many เกาหลีใต้ came?"),
        ("Who leads the U.S. delegation?", "Who leads the สหรัฐฯ delegation?"),
        ("Tell us who polishes turkey", "Tell us who polishes turkey"),
        ("ใครไปเยือนฮานอย", "ใครไปเยือนฮานอย เวียดนาม"),
        ("ผู้นำถึงกรุงโซลเมื่อไร", "ผู้นำถึงกรุงโซล เกาหลีใต้ เมื่อไร"),
        ("ผู้นำถึงเคียฟของยูเครนเมื่อไร", "ผู้นำถึงเคียฟของยูเครนเมื่อไร"),
        ("พายุเข้าเวียดนามวันไหน", "พายุเข้าเวียดนามวันไหน"),
    ],
)
def test_places_stand_in_thai_and_cities_with_their_country(question: str, worded: str) -> None:
    assert PLACES.in_thai(question) == worded


@pytest.mark.parametrize("text", ["ปรากฏว่า", "เว้นแต่", "มาเลเซีย", "โรมานซ์", "เดลินิวส์"])
def test_no_place_is_found_inside_another_word(text: str) -> None:
    cities = [place for _, _, place in PLACES.find(text, "th") if place.country]
    assert cities == []


def test_longer_names_are_found_before_those_inside_them() -> None:
    found = [place.thai[0] for _, _, place in PLACES.find("ซูดานใต้และเกาหลีเหนือ", "th")]
    assert found == ["ซูดานใต้", "เกาหลีเหนือ"]


def test_every_name_is_one_place_and_every_city_has_a_country() -> None:
    for name in ("Hanoi", "ฮานอย", "Kyiv", "Kiev"):
        assert PLACES.spellings(name)
    assert PLACES.spellings("Kyiv") == PLACES.spellings("Kiev") == ("เคียฟ",)
    assert PLACES.spellings("Nowhere") == ()
