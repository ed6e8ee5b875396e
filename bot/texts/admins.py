"""What administrators are told: status, progress, reports; plain text."""

from __future__ import annotations

from collections.abc import Mapping

from index.types import Language

ADMINS: Mapping[str, Mapping[Language, str]] = {
    "status_index": {
        "th": "ดัชนี {generation}\nข่าว {articles} · ข้อความ {passages} · ข่าวล่าสุด {newest}\nสร้างเมื่อ {built}",
        "en": "Index {generation}\n{articles} articles · {passages} passages · newest {newest}\nbuilt {built}",
    },
    "status_running": {
        "th": "ทำงานมาแล้ว {uptime} · กำลังตอบ {running} · รออยู่ {waiting} · เต็มที่ {limit}",
        "en": "Up {uptime} · answering {running} · waiting {waiting} · limit {limit}",
    },
    "status_job": {"th": "งานที่ทำอยู่: {job}", "en": "At work: {job}"},
    "status_sync": {"th": "นำเข้าครั้งล่าสุด: {report}", "en": "Last sync: {report}"},
    "status_model": {"th": "โมเดลภาษา {model}: พร้อม", "en": "Language model {model}: ready"},
    "status_model_rests": {
        "th": "โมเดลภาษา {model}: ขัดข้อง จะลองใหม่ในอีก {seconds} วินาที ระหว่างนี้ตอบด้วยข้อความจากข่าว",
        "en": "Language model {model}: failing, asked again in {seconds} s; answers are quotes until then",
    },
    "status_model_used_up": {
        "th": "โมเดลภาษา {model}: ใช้โทเคนของวันนี้ครบแล้ว วันนี้ตอบด้วยข้อความจากข่าว",
        "en": "Language model {model}: today's tokens are used up; answers are quotes until tomorrow",
    },
    "status_tokens": {
        "th": "โทเคนวันนี้ {used} จาก {limit}",
        "en": "Tokens today: {used} of {limit}",
    },
    "status_errors": {"th": "ข้อผิดพลาดล่าสุด", "en": "Last errors"},
    "status_no_errors": {"th": "ไม่มีข้อผิดพลาด", "en": "No errors"},
    "job_sync": {"th": "นำเข้าข่าวใหม่", "en": "Bringing in new articles"},
    "job_reindex": {"th": "สร้างดัชนีใหม่ทั้งหมด", "en": "Building the index anew"},
    "job_add": {"th": "เพิ่มข่าว", "en": "Adding articles"},
    "job_running": {
        "th": "มีงานอื่นทำอยู่แล้ว: {job} รอให้เสร็จก่อนครับ",
        "en": "Something else is running: {job}. Please wait until it has finished.",
    },
    "job_failed": {
        "th": "{job} ไม่สำเร็จ ดัชนีที่ใช้อยู่ไม่เปลี่ยน\n{reason}",
        "en": "{job} failed; the index in use is unchanged.\n{reason}",
    },
    "job_unexpected": {
        "th": "เกิดข้อผิดพลาดที่ไม่คาดคิด รหัส {reference} รายละเอียดอยู่ใน log",
        "en": "Something unexpected went wrong, reference {reference}; the log has the details.",
    },
    "stage_read": {"th": "อ่าน", "en": "reading"},
    "stage_fetch": {"th": "ดึงข้อมูล", "en": "fetching"},
    "stage_cut": {"th": "แบ่งข้อความ", "en": "cutting"},
    "stage_embed": {"th": "แปลงเป็นเวกเตอร์", "en": "embedding"},
    "stage_write": {"th": "บันทึก", "en": "writing"},
    "progress": {"th": "{job}… {stage} {done}{of}", "en": "{job}… {stage} {done}{of}"},
    "report_done": {"th": "{job} เสร็จแล้ว: {changes}", "en": "{job} has finished: {changes}"},
    "report_counts": {
        "th": "ตอนนี้มี {articles} ข่าว {passages} ข้อความ ใช้เวลา {seconds} วินาที",
        "en": "Now {articles} articles, {passages} passages; it took {seconds} s",
    },
    "report_added": {"th": "เพิ่ม {count}", "en": "{count} added"},
    "report_replaced": {"th": "แทนที่ {count}", "en": "{count} replaced"},
    "report_rejected": {"th": "ไม่รับ {count}", "en": "{count} rejected"},
    "report_nothing": {"th": "ไม่มีอะไรเปลี่ยน", "en": "nothing changed"},
    "rejected": {"th": "ไม่รับ: {what}", "en": "Rejected: {what}"},
    "rollback_failed": {
        "th": "ย้อนกลับไม่ได้ ดัชนีที่ใช้อยู่ไม่เปลี่ยน\n{reason}",
        "en": "I can't go back; the index in use is unchanged.\n{reason}",
    },
    # Why: the details are in English, so in English they are all there is to say.
    "why_no_articles": {"th": "ไม่พบข่าวที่อ่านได้ครับ\n{details}", "en": "{details}"},
    "why_fetch": {"th": "อ่านจากที่อยู่นี้ไม่ได้ครับ\n{details}", "en": "{details}"},
    "why_sources_file": {
        "th": "ไม่พบไฟล์รายชื่อแหล่งข่าว หรืออ่านไม่เข้าใจครับ\n{details}",
        "en": "{details}",
    },
    "why_source": {"th": "อ่านแหล่งข่าวไม่ได้ครับ\n{details}", "en": "{details}"},
    "why_model": {"th": "โหลดโมเดลไม่ได้ครับ\n{details}", "en": "{details}"},
    "why_no_index": {"th": "ไม่มีดัชนีให้ใช้ครับ\n{details}", "en": "{details}"},
    "why_mismatch": {
        "th": "ดัชนีนี้สร้างด้วยโมเดลหรือการตั้งค่าอื่น ต้องสร้างใหม่ครับ\n{details}",
        "en": "{details}",
    },
    "why_damaged": {"th": "ไฟล์ของดัชนีเสียหายครับ\n{details}", "en": "{details}"},
    "why_locked": {
        "th": "กำลังสร้างดัชนีอยู่ที่อื่น รอให้เสร็จก่อนครับ\n{details}",
        "en": "{details}",
    },
    "why_store": {"th": "อ่านหรือเขียนดัชนีไม่ได้ครับ\n{details}", "en": "{details}"},
    "why_other": {"th": "ทำไม่สำเร็จครับ\n{details}", "en": "{details}"},
    "rolled_back": {"th": "กลับไปใช้ {generation} แล้ว", "en": "{generation} is in use again."},
    "add_what": {
        "th": "ส่งไฟล์ .txt .md .html หรือ .jsonl พร้อมคำบรรยาย /add หรือพิมพ์ /add ตามด้วยลิงก์",
        "en": "Send a .txt, .md, .html or .jsonl file with the caption /add, or /add and a link.",
    },
    "add_kind": {
        "th": "อ่านไฟล์ชนิดนี้ไม่ได้ครับ ใช้ .txt .md .html .jsonl",
        "en": "I can't read that kind of file. Use .txt, .md, .html or .jsonl.",
    },
    "add_large": {
        "th": "ไฟล์ใหญ่เกิน {megabytes} MB ครับ (Telegram ไม่ให้บอตดาวน์โหลด)",
        "en": "That file is larger than {megabytes} MB, which Telegram doesn't give to bots.",
    },
    "add_not_fetched": {
        "th": "ดาวน์โหลดไฟล์จาก Telegram ไม่ได้ครับ ส่งไฟล์มาใหม่อีกครั้ง",
        "en": "Telegram didn't give me the file. Please send it again.",
    },
    "stats_title": {
        "th": "{days} วันที่ผ่านมา: {questions} คำถาม จาก {people} คน",
        "en": "The last {days} days: {questions} questions from {people} people",
    },
    "stats_legend": {
        "th": "🟦 ตอบได้ {answered} · 🟧 ไม่พบคำตอบ {not_found} · 👍 {up} 👎 {down}",
        "en": "🟦 answered {answered} · 🟧 not found {not_found} · 👍 {up} 👎 {down}",
    },
    "stats_words": {"th": "🟩 คำที่ถามบ่อย: {words}", "en": "🟩 Asked about most: {words}"},
    "stats_articles": {"th": "ข่าวที่ถูกอ้างบ่อย", "en": "Articles quoted most"},
    "stats_none": {
        "th": "ยังไม่มีคำถามใน {days} วันที่ผ่านมา",
        "en": "No questions in the last {days} days.",
    },
}
