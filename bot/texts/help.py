"""What `/start`, `/help` and `/privacy` say, and how Telegram's menu lists the commands; HTML."""

from __future__ import annotations

from collections.abc import Mapping

from index.types import Language

HELP: Mapping[str, Mapping[Language, str]] = {
    "start": {
        "th": (
            "สวัสดีครับ ผมตอบคำถามจากคลังข่าวไทย โดยยกประโยคที่ตอบมาให้อ่าน พร้อมบอกที่มาและวันที่\n\n"
            "พิมพ์คำถามมาได้เลย เช่น <i>ปูตินลงนามอะไรที่ฮานอย</i>\n"
            "ถ้าข่าวที่มีไม่ได้ตอบ ผมจะบอกตามตรง\n\n/help วิธีใช้ · /language ภาษา"
        ),
        "en": (
            "Hello! I answer questions from a collection of Thai news articles: with the sentence "
            "that answers, where it stands and when it was published.\n\n"
            "Just ask, for example: <i>What did Putin sign in Hanoi?</i>\n"
            "When the articles don't answer, I say so.\n\n/help how it works · /language language"
        ),
    },
    "help": {
        "th": (
            "<b>วิธีใช้</b>\n"
            "• <b>แชตส่วนตัว:</b> พิมพ์คำถามเป็นภาษาไทยหรืออังกฤษได้เลย\n"
            "• <b>ถามต่อ:</b> เช่น “แล้วที่เวียดนามล่ะ” ผมจำคำถามล่าสุดของคุณในแชตนั้น และ /forget ลบทิ้ง\n"
            "• <b>แก้คำถาม:</b> แก้ไขข้อความเดิม แล้วคำตอบจะเปลี่ยนตาม\n"
            "• <b>ในกลุ่ม:</b> ผมตอบเมื่อถูกเรียกเท่านั้น\n"
            "   – <code>/ask คำถาม</code> หรือ <code>/ask@{bot} คำถาม</code> หรือตอบกลับข้อความของผม: ใช้ได้เสมอ\n"
            "   – <code>@{bot} คำถาม</code>: {mentions}\n"
            "   – ตอบกลับข้อความของใครก็ได้ด้วย <code>/ask</code> หรือ <code>@{bot}</code>: ผมตอบข้อความนั้น\n"
            "• <b>ในแชตไหนก็ได้:</b> พิมพ์ <code>@{bot} คำถาม</code> แล้วเลือกข้อความอ้างอิง\n\n"
            "<b>คำสั่ง</b>\n{commands}"
        ),
        "en": (
            "<b>How it works</b>\n"
            "• <b>Private chat:</b> just ask, in Thai or English.\n"
            "• <b>Follow-ups:</b> “and when?” works; I keep your last questions in that chat, /forget erases them.\n"
            "• <b>Corrections:</b> edit your question and its answer changes with it.\n"
            "• <b>Groups:</b> I answer only when I'm addressed.\n"
            "   – <code>/ask question</code>, <code>/ask@{bot} question</code> or a reply to me: always works\n"
            "   – <code>@{bot} question</code>: {mentions}\n"
            "   – <code>/ask</code> or <code>@{bot}</code> in a reply to anybody's message: I answer that message\n"
            "• <b>Any chat:</b> type <code>@{bot} question</code> and choose a quote.\n\n"
            "<b>Commands</b>\n{commands}"
        ),
    },
    "mentions_seen": {
        "th": "ใช้ได้ในกลุ่มนี้และทุกกลุ่ม เพราะโหมดความเป็นส่วนตัวปิดอยู่",
        "en": "works in every group, as privacy mode is off",
    },
    "mentions_unseen": {
        "th": "ใช้ได้แม้เปิดโหมดความเป็นส่วนตัวอยู่ ถ้าผมเงียบ แปลว่า Telegram ไม่ได้ส่งข้อความนั้นมาให้ ใช้ <code>/ask</code> แทนได้",
        "en": (
            "works in privacy mode too; if I stay silent, Telegram didn't show me the message: "
            "use <code>/ask</code>"
        ),
    },
    "privacy": {
        "th": (
            "<b>ข้อมูลที่เก็บ</b>\n"
            "คำถามของคุณกับคำตอบ (เพื่อให้ปุ่มใต้คำตอบ การแก้คำถาม และการถามต่อทำงานได้) ภาษาที่เลือก และ 👍 👎 ของคุณ "
            "เก็บไว้ในเครื่องของผู้ดูแลบอตเท่านั้น พร้อมหมายเลขผู้ใช้ Telegram ของคุณ ไม่เก็บชื่อหรือข้อความอื่นในกลุ่ม\n\n"
            "ถ้าผู้ดูแลใช้โมเดลภาษาเรียบเรียงคำตอบ คำถามของคุณกับข้อความจากข่าวจะถูกส่งไปยังโมเดลนั้น โดยไม่มีชื่อหรือหมายเลขของคุณ\n\n"
            "/forget ลบทั้งหมดนี้ ทั้งคำถาม คำตอบ การให้คะแนน และภาษาที่เลือก"
        ),
        "en": (
            "<b>What is kept</b>\n"
            "Your questions and their answers (for the buttons, for edited questions and for follow-ups), "
            "the language you chose, and your 👍 👎, on the operator's machine only, with your "
            "Telegram number. No names, and nothing else that is said in a group.\n\n"
            "Where the operator has a language model word the answers, your question and passages of "
            "articles are sent to it, without your name or number.\n\n"
            "/forget erases all of that: your questions, answers, votes and language."
        ),
    },
    "command_ask": {"th": "ถามคำถาม", "en": "ask a question"},
    "command_start": {"th": "เริ่มใช้งาน", "en": "say hello"},
    "command_help": {"th": "วิธีใช้", "en": "how it works"},
    "command_sources": {"th": "มีข่าวอะไรบ้าง", "en": "which articles there are"},
    "command_language": {"th": "เลือกภาษา", "en": "choose the language"},
    "command_forget": {"th": "ลบคำถามของฉัน", "en": "erase my questions"},
    "command_privacy": {"th": "ข้อมูลที่เก็บ", "en": "what is kept about me"},
    "command_status": {"th": "สถานะ", "en": "how it is doing"},
    "command_sync": {"th": "นำเข้าข่าวใหม่", "en": "bring in new articles"},
    "command_reindex": {"th": "สร้างดัชนีใหม่ทั้งหมด", "en": "build the index anew"},
    "command_rollback": {"th": "กลับไปใช้ดัชนีก่อนหน้า", "en": "go back to the index before"},
    "command_stats": {"th": "สถิติคำถาม", "en": "statistics of questions"},
    "command_add": {"th": "เพิ่มข่าวจากลิงก์หรือไฟล์", "en": "add articles from a link or a file"},
}
