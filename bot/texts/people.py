"""What people are told besides answers: notices, buttons, refusals, apologies; plain text."""

from __future__ import annotations

from collections.abc import Mapping

from index.types import Language

PEOPLE: Mapping[str, Mapping[Language, str]] = {
    "ask_what": {
        "th": "อยากถามอะไรครับ พิมพ์คำถามต่อท้ายคำสั่ง เช่น /ask ปูตินลงนามอะไรที่ฮานอย",
        "en": "What would you like to know? Put the question behind it, like /ask What did Putin sign in Hanoi?",
    },
    "only_text": {
        "th": "ผมอ่านได้เฉพาะข้อความครับ พิมพ์คำถามมาได้เลย",
        "en": "I can only read text. Please type your question.",
    },
    "unknown_command": {
        "th": "ไม่รู้จักคำสั่งนี้ครับ /help แสดงคำสั่งทั้งหมด",
        "en": "I don't know that command. /help lists all of them.",
    },
    "too_long": {
        "th": "คำถามยาว {length} ตัวอักษร รับได้ไม่เกิน {longest} ครับ ช่วยถามให้สั้นลง",
        "en": "That question has {length} characters; I take at most {longest}. Please ask a shorter one.",
    },
    "too_many": {
        "th": "คุณถามเร็วไปนิดครับ ลองอีกครั้งใน {seconds} วินาที",
        "en": "That was a bit fast. Please try again in {seconds} seconds.",
    },
    "too_many_here": {
        "th": "แชตนี้ถามกันเยอะมากครับ ลองอีกครั้งใน {seconds} วินาที",
        "en": "This chat asks a lot just now. Please try again in {seconds} seconds.",
    },
    "busy": {
        "th": "ตอนนี้มีคนถามพร้อมกันมากเกินไป ผมตอบไม่ทันครับ ลองใหม่ในอีกสักครู่",
        "en": "Too many people are asking at once and I can't keep up. Please try again in a moment.",
    },
    "not_allowed": {
        "th": "บอตนี้เปิดให้ใช้เฉพาะบางคนหรือบางกลุ่มครับ ขอสิทธิ์ได้จากผู้ดูแล หมายเลขของคุณคือ {person} หมายเลขแชตนี้คือ {chat}",
        "en": "This bot is for certain people and groups. Its operator can let you in: your number is {person}, this chat's is {chat}.",
    },
    "only_admins": {
        "th": "คำสั่งนี้สำหรับผู้ดูแลเท่านั้นครับ",
        "en": "That command is for administrators.",
    },
    "no_index": {
        "th": "ยังไม่มีข่าวให้ค้นครับ ผู้ดูแลต้องเพิ่มข่าวก่อน",
        "en": "There are no articles to search yet; the operator has to add some first.",
    },
    "apology": {
        "th": "ขออภัยครับ เกิดข้อผิดพลาด ลองใหม่อีกครั้งได้เลย (รหัส {reference})",
        "en": "Sorry, something went wrong. Please try again. (reference {reference})",
    },
    "language_choose": {
        "th": "เลือกภาษาของเมนูและข้อความแจ้ง ส่วนคำตอบจะใช้ภาษาของคำถามเสมอ",
        "en": "Choose the language of menus and notices. Answers always come in the language of the question.",
    },
    "language_th": {"th": "ไทย", "en": "ไทย"},
    "language_en": {"th": "English", "en": "English"},
    "language_auto": {"th": "อัตโนมัติ", "en": "Automatic"},
    "language_chosen": {"th": "ใช้ภาษาไทยแล้วครับ", "en": "English it is."},
    "forgotten": {
        "th": "ลบคำถาม คำตอบ และคะแนนของคุณแล้วครับ ({count})",
        "en": "Your questions, answers and votes are erased ({count}).",
    },
    "up": {"th": "👍", "en": "👍"},
    "down": {"th": "👎", "en": "👎"},
    "more": {"th": "ข้อความอื่น", "en": "More passages"},
    "in_article": {"th": "ดูในข่าว", "en": "In the article"},
    "in_article_n": {"th": "ดูในข่าว [{n}]", "en": "In article [{n}]"},
    "thanks": {"th": "ขอบคุณครับ", "en": "Thank you!"},
    "thanks_down": {
        "th": "ขอบคุณครับ จะนำไปปรับปรุง",
        "en": "Thank you, this helps to get better.",
    },
    "passages": {"th": "ข้อความอื่นที่ใกล้เคียง", "en": "Other passages that come near"},
    "no_more": {"th": "ไม่มีข้อความอื่นแล้วครับ", "en": "There are no more passages."},
    "gone": {
        "th": "คำตอบนี้ไม่ได้เก็บไว้แล้วครับ ลองถามใหม่",
        "en": "This answer is no longer kept. Please ask again.",
    },
    "article_gone": {
        "th": "ข่าวนี้ไม่อยู่ในคลังแล้ว หรือถูกแก้ไขไปแล้วครับ",
        "en": "This article is no longer in the collection, or has changed.",
    },
    "open": {"th": "เปิดข่าว", "en": "Open the article"},
    "collection": {
        "th": "มีข่าว {articles} ข่าว ลงวันที่ {oldest} ถึง {newest}",
        "en": "{articles} articles, from {oldest} to {newest}",
    },
    "collection_publishers": {"th": "สำนักข่าว", "en": "Publishers"},
    "collection_latest": {"th": "ข่าวล่าสุด", "en": "The newest"},
    "inline_none": {"th": "ไม่พบคำตอบในข่าวที่มี", "en": "The articles don't answer this"},
    "inline_hint": {"th": "พิมพ์คำถามเกี่ยวกับข่าว", "en": "Type a question about the news"},
}
