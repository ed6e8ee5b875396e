"""What an answer says around its quotes."""

from __future__ import annotations

from collections.abc import Mapping

from index.types import Language

ANSWERS: Mapping[str, Mapping[Language, str]] = {
    "answered_one": {"th": "ข่าวที่มีระบุว่า", "en": "The articles say:"},
    "answered_many": {"th": "ข่าวที่มีระบุไว้ดังนี้", "en": "This is what the articles say:"},
    "answered_unsure": {
        "th": "ข่าวที่อาจตอบคำถามนี้ระบุว่า",
        "en": "This may be what you are asking about:",
    },
    "not_found": {
        "th": "ไม่พบคำตอบในข่าวที่มีอยู่",
        "en": "The articles don't answer this.",
    },
    "searched": {
        "th": "ค้นหา “{question}” ในข่าว {articles} ข่าว ข่าวล่าสุดลงวันที่ {newest}",
        "en": "Searched for “{question}” in {articles} articles, the newest of {newest}.",
    },
    "nearest": {"th": "ข่าวที่ใกล้เคียงที่สุด", "en": "The nearest articles:"},
    "sources": {"th": "ที่มา", "en": "Sources"},
    "also": {"th": "ข่าวเดียวกันใน", "en": "Also told by"},
    "undated": {"th": "ไม่ระบุวันที่", "en": "undated"},
}
