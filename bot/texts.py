"""Every sentence that a person reads, in Thai and in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from index.types import Language

# The one phrase for "the articles don't answer": prompts, code and tests share it.
NOT_FOUND = "NOT_IN_THE_ARTICLES"

TEXTS: Mapping[str, Mapping[Language, str]] = MappingProxyType(
    {
        "answered_one": {"th": "ข่าวที่มีระบุว่า", "en": "The articles say:"},
        "answered_many": {"th": "ข่าวที่มีระบุไว้ดังนี้", "en": "This is what the articles say:"},
        "not_found": {
            "th": "ไม่พบคำตอบในข่าวที่มีอยู่",
            "en": "The articles don't answer this.",
        },
        "nearest": {"th": "ข่าวที่ใกล้เคียงที่สุด", "en": "The nearest articles:"},
        "sources": {"th": "ที่มา", "en": "Sources"},
        "also": {"th": "ข่าวเดียวกันใน", "en": "Also told by"},
        "undated": {"th": "ไม่ระบุวันที่", "en": "undated"},
    }
)


def text(key: str, language: Language) -> str:
    """Return the sentence named `key` in `language`."""
    return TEXTS[key][language]
