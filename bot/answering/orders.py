"""Finds what has no place in an answer: links, and sentences of an article that speak to a language model."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.types import Span

_LINK = re.compile(
    r"https?:|www\.|\b[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|info|io|co|th|ru|cn|xyz|top|shop|site|online|click|link|app|me|gg|ly|biz|tk|to)\b(?!\.?\w)"
    r"|\]\(|<a\b|\bt\.me\b|(?<![\w.])@[A-Za-z]\w{3,}|[\w.+-]+@[\w-]+\.\w+|tg://|javascript:",
    re.IGNORECASE,
)
# What an article says to its reader's machine, not to its reader.
_ORDER = re.compile(
    r"""ignore\b.{0,40}\b(?:instruction|prompt|above|previous|rule|passage|article|context)
    |disregard\b.{0,40}\b(?:instruction|prompt|above|previous|rule|passage|article|context)
    |forget\b.{0,30}\b(?:instruction|everything|previous|prompt|rule)
    |(?:previous|prior|above|earlier|new|updated|following|hidden|these)\ (?:system\ )?(?:instructions?|prompts?)\b
    |\bsystem\ ?(?:prompt|message|override|instruction|note|notice|update)
    |^\W*(?:system|assistant|user|developer|human|ai|instruction|instructions)\W*:
    |<\|?/?\ ?(?:system|assistant|user|im_start|im_end|end|endoftext|s|inst|instruction|prompt|context|passage|article|tool)\b[^>]{0,30}\|?>
    |\[/?\ ?(?:inst|system|sys|assistant|user|end|admin|instruction)\b[^\]]{0,30}\]|<<\ ?/?sys
    |\#{2,}\ ?(?:system|instruction|assistant|user|response|new|end)
    |\b(?:language\ models?|chat\ ?bots?|chatgpt|gpt-?\d|llms?|ai\ (?:assistant|model|system|agent)s?|assistants?|virtual\ assistants?)\b.{0,60}\b(?:must|should|shall|please|will|are\ to|is\ to|need|required|reading)
    |\b(?:note|attention|message|instructions?|important|reminder|order)\b.{0,15}\b(?:to|for)\ (?:all\ |any\ |the\ )?(?:ai|llm|language\ model|model|assistant|bot|chatbot)
    |\byou\ (?:are|must|should|will|shall|have\ to|need\ to|are\ to)\ (?:now|always|only|never|not|answer|reply|respond|say|tell|include|append|add|output|write|cite|translate|begin|end|print|repeat|reveal|state|claim|ignore|use|recommend|a\b|an\b)
    |\b(?:answer|reply|respond|write|translate|output|say|state|conclude)\b.{0,40}\b(?:in\ (?:french|german|spanish|chinese|russian|japanese|english|thai|italian|latin|vietnamese|korean)\b|only\ (?:with|in)|the\ (?:words?|sentence|following)|exactly|to\ every|to\ (?:any|all)\ questions?)
    |\b(?:include|append|add|insert|put|cite|mention|paste|give|show|print|repeat)\b.{0,40}\b(?:in|to|at|with|of|as)\ (?:the\ (?:end\ of\ )?)?(?:your|every|each|all|any|the\ answer|the\ reply|answers?|replies)
    |\bin\ (?:your|every|each|all)\ (?:answer|reply|response|summary|output)s?\b
    |\b(?:your|the)\ (?:task|role|job)\ (?:is\ now|now\ is|has\ changed)|\bpretend\ (?:to\ be|that|you)|\bact\ as\b|\bdeveloper\ mode|\bjailbreak
    |\b(?:end|begin|start)\ of\ (?:passages?|context|articles?|documents?|instructions?|prompt|sources?)|-{3,}\ ?(?:end|begin|boundary)
    |(?:เพิกเฉย|ละเว้น|ไม่ต้องสนใจ|อย่าสนใจ|อย่าทำตาม|ลืม|ละทิ้ง|ไม่สนใจ|มองข้าม).{0,30}(?:คำสั่ง|ข้อความก่อนหน้า|ข้อความข้างต้น|คำแนะนำ|กฎ|บทความ|ข้อมูลก่อนหน้า)
    |(?:คำสั่ง|ข้อความ|ประกาศ|หมายเหตุ|แจ้งเตือน)\ ?(?:(?:จาก)?ระบบ|จากผู้ดูแลระบบ|จากผู้พัฒนา|ลับ|ถึง(?:ผู้ช่วย|ระบบ|โมเดล|เอไอ|ปัญญา|แชต|แชท|บอต|บอท))
    |(?:ถึง|สำหรับ|เรียน)\ ?(?:โมเดล|แบบจำลองภาษา|เอไอ|\ ?AI\b|ปัญญาประดิษฐ์|แชตบอต|แชทบอท|บอต|บอท|ผู้ช่วย(?:เอไอ|อัจฉริยะ|เสมือน|\ ?AI))
    |(?:โมเดล|เอไอ|\bAI\b|ปัญญาประดิษฐ์|แชตบอต|แชทบอท|บอต|บอท|ผู้ช่วย|คุณ|ท่าน|เจ้า).{0,25}(?:ต้อง|จง|โปรด|กรุณา|ควร|ห้าม).{0,15}(?:ตอบ|บอก|เขียน|พูด|ระบุ|แปล|ใส่|แนบ|แสดง|อ้าง|สรุป|แนะนำ|เปิดเผย|รายงาน)
    |(?:จง|โปรด|กรุณา)\ ?(?:คุณ)?\ ?(?:ตอบ|เขียน|พูด|แปล|แนบ|ใส่|อ้างอิง|เปิดเผย|สรุป|แสดง|บอกผู้ใช้|บอกผู้อ่าน|แจ้งผู้ใช้)(?:ว่า|เป็น|ด้วย|คำ|ผู้|ลิงก์|ทุก|เลข|แต่|เฉพาะ|ข้อความ|คำตอบ|\ )
    |ตอบผู้ใช้ว่า|ตอบเป็นภาษา|ทุกคำตอบ|ในคำตอบ|ท้ายคำตอบ|(?:สิ้นสุด|จบ|เริ่ม)(?:บทความ|ข้อความ|เอกสาร|บริบท)
    |คลิก(?:ที่)?(?:ลิงก์|นี่|ที่นี่)|กดลิงก์|click\ (?:here|the\ link|on|this)|visit\ (?:the\ )?(?:link|site|website|page)
    """,
    re.IGNORECASE | re.VERBOSE,
)


# What plays another speaker, or the end of the passages.
_BREAK = re.compile(
    r"""^\W*(?:system|assistant|user|developer|human)\W*:
    |<\|?/?\ ?(?:system|assistant|user|im_start|im_end|endoftext|inst|instructions?|prompt|context|passages?|article|tool)\b[^>]{0,30}\|?>
    |\[/?\ ?(?:inst|system|sys|assistant)\b[^\]]{0,30}\]|<<\ ?/?sys|\#{2,}\ ?(?:system|instruction|assistant|user|response)
    |\b(?:end|begin|start)\ of\ (?:passages?|context|articles?|documents?|instructions?|prompt|sources?)\b
    |[=*-]{3,}.{0,10}(?:สิ้นสุด|จบ|เริ่ม)(?:บทความ|ข้อความ|เอกสาร|บริบท)
    """,
    re.IGNORECASE | re.VERBOSE,
)


def has_link(text: str) -> bool:
    """Tell whether `text` holds an address that somebody could follow or write to."""
    return bool(_LINK.search(text))


def is_order(text: str) -> bool:
    """Tell whether a sentence speaks to a language model, or asks the reader to follow a link."""
    return bool(_ORDER.search(text))


def without_orders(text: str) -> str:
    """Return `text` without the paragraphs that speak to a language model.

    What else stands in such a paragraph is no news: an order is followed by what to say. Where one
    plays the end of the article or another speaker, nothing behind it belongs to the article either.
    """
    return "".join(span.of(text) for span in _kept(text)).rstrip()


def longest_news(text: str) -> Span:
    """Return the longest run of what `without_orders` keeps; empty if that is nothing."""
    runs = [Span(0, 0)]
    for span in _kept(text):
        joined = span.start == runs[-1].end
        runs.append(Span(runs[-1].start, span.end) if joined else span)
    return max(runs, key=lambda run: len(run.of(text).strip()))


def _kept(text: str) -> Iterator[Span]:
    """Yield the paragraphs of `text` that are news, and the blank lines between paragraphs."""
    end = 0
    for paragraph in re.split(r"(\n\s*\n)", text):
        start, end = end, end + len(paragraph)
        lines = paragraph.split("\n")
        if any(_BREAK.search(line) for line in lines):
            return
        if not any(is_order(line) for line in lines):
            yield Span(start, end)
