"""Tests of the units of text that are never cut."""

from __future__ import annotations

import pytest
from hypothesis import given

from index.clusters import clusters, shorten
from tests.index.strategies import messy_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("เด็ก", ["เด็", "ก"]),
        ("น้ำ", ["น้ำ"]),
        ("ผู้ที่", ["ผู้", "ที่"]),
        ("1,234.5 บาท", ["1,234.5", " ", "บา", "ท"]),
        ("๒๕๖๗", ["๒๕๖๗"]),
        ("10.30 น.", ["10.30", " ", "น", "."]),
        ("จบ.", ["จ", "บ", "."]),
        ("👨‍👩‍👧!", ["👨‍👩‍👧", "!"]),
        ("e\u0301a", ["e\u0301", "a"]),
        ("", []),
    ],
)
def test_clusters(text: str, expected: list[str]) -> None:
    assert clusters(text) == expected


@given(messy_text)
def test_clusters_join_to_the_text_again(text: str) -> None:
    assert "".join(clusters(text)) == text


def test_shorten_leaves_a_short_text_alone() -> None:
    assert shorten("ข่าวเช้า", 8) == "ข่าวเช้า"


def test_shorten_never_cuts_a_cluster_or_a_number() -> None:
    assert shorten("ผู้ที่มา", 6) == "ผู้…"
    assert shorten("ราคา 12,500 บาท", 9) == "ราคา…"


@given(messy_text)
def test_shorten_keeps_the_limit(text: str) -> None:
    assert len(shorten(text, 20)) <= 20
