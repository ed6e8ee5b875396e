"""An answer and a search result that tests of rendering share."""

from __future__ import annotations

from bot.answering.types import Answer, Quote, Source
from index.types import Evidence, Hit, Passage, SearchResult, Span
from tests.articles import HANOI, RAIN

START = HANOI.text.index("หลังการหารือ")
SENTENCE = "หลังการหารือ ปูตินกับผู้นำเวียดนามได้ลงนามในข้อตกลงความร่วมมือหลายสิบฉบับ"
DECIDING = SENTENCE.index("หลายสิบฉบับ")
QUOTE = Quote(SENTENCE, "hanoi", START, START + len(SENTENCE), 1, (Span(DECIDING, len(SENTENCE)),))
SOURCE = Source(1, "hanoi", HANOI.title, HANOI.publisher, HANOI.published, HANOI.url)
BARE = Source(1, "rain", "", "", None, "")

ANSWERED = Answer(
    question="What did Putin sign in Hanoi?",
    language="en",
    status="answered",
    text=f"The articles say: “{SENTENCE}” [1]",
    quotes=(QUOTE,),
    sources=(SOURCE,),
    confidence=0.912345,
    generation="20240620T093000.000000Z",
    timings_ms={"search": 12.3456, "quote": 7.0},
)
NOT_ANSWERED = Answer(
    question="ใครชนะฟุตบอลโลก",
    language="th",
    status="not_found",
    text="ไม่พบคำตอบในข่าวที่มีอยู่",
    nearest=(BARE,),
    confidence=0.1,
)
RESULT = SearchResult(
    question="ฝนตกที่ไหน",
    hits=(Hit(1, 0.87654321, Passage("rain", 0, 0, 20, RAIN.text[:20]), RAIN),),
    confidence=0.55555,
    generation="20240620T093000.000000Z",
    evidence=Evidence(),
)
