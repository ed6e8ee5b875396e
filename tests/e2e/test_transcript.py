"""The conversation that the README shows, held with the real model; `make transcript` writes it there.

Narrower than Telegram: the emulator keeps no history, so the message replied to is written into the
update by the test.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.app import App
from bot.settings import Settings
from index.sources.files import read_files
from tests.e2e.conftest import EXAMPLES, StartBot
from tests.e2e.test_admin import naming
from tests.e2e.transcript import Transcript
from tests.e2e.world import (
    EDITOR,
    ENGLISH_READER,
    GROUP,
    MENTION,
    OTHER_READER,
    THAI_READER,
    Person,
    World,
    by_bot,
)

README = Path(__file__).resolve().parents[2] / "README.md"
BEGIN, END = "<!-- transcript -->\n", "<!-- end of the transcript -->\n"
PURPLE_LINE = """---
title: "รถไฟฟ้าสายสีม่วงใต้เตรียมเปิดปี 2573"
publisher: "ข่าวตัวอย่าง Khaobot"
published: 2026-11-20
url: https://example.org/news/purple-line-south
---

รถไฟฟ้าสายสีม่วงใต้ (MRT Purple Line) ช่วงเตาปูนถึงครุใน จะเปิดให้บริการในปี 2573 การรถไฟฟ้าขนส่งมวลชนแห่งประเทศไทยแจ้งเมื่อวันศุกร์

เส้นทางสายนี้ยาว 23.6 กิโลเมตร มีสถานีทั้งหมด 17 สถานี และเชื่อมฝั่งธนบุรีกับนนทบุรีโดยไม่ต้องเปลี่ยนขบวน
"""


@pytest.mark.model
async def test_the_transcript(start_bot: StartBot, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "first" / "index")
    app = App(settings)
    app.builder(lambda stage, done, total: None).build(read_files([EXAMPLES]))
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    world = await start_bot(
        embedder=app.embedder,
        index=settings.data_dir,
        sources_file=naming(tmp_path, fresh),
        min_confidence=settings.min_confidence,
    )
    script = Transcript()

    script.scene("A private chat, in Thai")
    answer = await ask(world, script, THAI_READER, "อาวุธที่เวียดนามซื้อมาจากรัสเซียคิดเป็นสัดส่วนเท่าไร")
    assert "ร้อยละ 80" in answer

    script.scene("A private chat, in English")
    answer = await ask(world, script, ENGLISH_READER, "When did Putin visit Hanoi?")
    assert "20 มิถุนายน 2567" in answer
    assert "21 June 2024" in answer

    script.scene("A group: somebody mentions the bot, somebody else replies to its answer")
    question = "ปูตินลงนามในข้อตกลงอะไรกับเวียดนาม"
    script.person("ผู้อ่าน", f"{MENTION} {question}")
    await world.says(THAI_READER, f"{MENTION} {question}", GROUP)
    first = await world.answer(GROUP["id"])
    script.bot(first)
    script.person("ผู้อ่านอีกคน", "*(replying to the answer)* แล้วไปเยือนวันไหน")
    await world.says(
        OTHER_READER, "แล้วไปเยือนวันไหน", GROUP, reply_to=by_bot(first, world.last_number)
    )
    second = await world.answer(GROUP["id"])
    script.bot(second)
    assert "20 มิถุนายน 2567" in second.plain

    script.scene("A question that the articles don't answer")
    answer = await ask(world, script, ENGLISH_READER, "Who won the 2022 World Cup?")
    assert "don't answer" in answer

    script.scene("The newsroom brings in a new article, and it is asked about right after")
    answer = await ask(world, script, THAI_READER, "รถไฟฟ้าสายสีม่วงใต้จะเปิดปีไหน")
    assert "ไม่พบคำตอบ" in answer
    (fresh / "purple-line-south.md").write_text(PURPLE_LINE, encoding="utf-8")
    script.person("บรรณาธิการ", "/sync")
    await world.says(EDITOR, "/sync")
    done = await world.until(
        lambda: [c for c in world.sent("editMessageText") if "เพิ่ม 1" in c.plain]
    )
    shown = done[0].fields["text"].split(" ใช้เวลา")[0]
    script.lines += ["", *[f"> {line}  " for line in ("🤖 " + shown).split("\n")]]
    world.clear()
    answer = await ask(world, script, THAI_READER, "รถไฟฟ้าสายสีม่วงใต้จะเปิดปีไหน")
    assert "2573" in answer

    if os.environ.get("WRITE_TRANSCRIPT"):
        page = README.read_text(encoding="utf-8")
        before, rest = page.split(BEGIN)
        _, after = rest.split(END)
        README.write_text(before + BEGIN + script.text() + END + after, encoding="utf-8")


async def ask(world: World, script: Transcript, person: Person, question: str) -> str:
    """Let `person` ask in private, write both sides down, and return the answer."""
    script.person(person.name, question)
    await world.says(person, question)
    answer = await world.answer(person.id)
    script.bot(answer)
    return answer.plain
