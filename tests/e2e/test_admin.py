"""Administration in chat over HTTP; new articles are in use without a restart.

Wider than Telegram: files are served without ever having been uploaded by a person.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import ADDED
from bot.telegram import application as wiring
from bot.telegram.handlers import admin
from tests.e2e.conftest import EXAMPLES, StartBot
from tests.e2e.world import EDITOR, ENGLISH_READER, THAI_READER, World

ARTICLE = """---
title: "เปิดเดินรถไฟฟ้าสายสีม่วงใต้ปี 2573"
publisher: "ข่าวทดสอบ"
published: 2026-11-20
url: https://example.org/news/purple-line
---

การรถไฟฟ้าขนส่งมวลชนแห่งประเทศไทยแจ้งว่ารถไฟฟ้าสายสีม่วงใต้ช่วงเตาปูนถึงครุในจะเปิดให้บริการในปี 2573
โครงการนี้มีระยะทาง 23.6 กิโลเมตร และมีสถานีทั้งหมด 17 สถานี ผู้ว่าการกล่าวที่กรุงเทพฯ เมื่อวันศุกร์
"""
QUESTION = "รถไฟฟ้าสายสีม่วงใต้จะเปิดให้บริการปีไหน"


def naming(folder: Path, *sources: Path) -> Path:
    """Write a `sources.toml` that names these folders."""
    file = folder / "sources.toml"
    file.write_text("".join(f'[[folder]]\npath = "{path}"\n' for path in sources), encoding="utf-8")
    return file


async def test_commands_of_administrators_are_theirs_alone(world: World) -> None:
    for command in (
        "/status",
        "/sync",
        "/reindex",
        "/rollback",
        "/stats",
        "/add https://example.org",
    ):
        await world.says(ENGLISH_READER, command)
        assert "administrators" in (await world.answer(ENGLISH_READER.id)).plain


async def test_sync_brings_in_an_article_and_rollback_takes_it_back(
    start_bot: StartBot, tmp_path: Path
) -> None:
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    world = await start_bot(sources_file=naming(tmp_path, EXAMPLES, fresh))
    (fresh / "purple.md").write_text(ARTICLE, encoding="utf-8")
    await world.says(EDITOR, "/sync")
    await world.answers(EDITOR.id)
    done = await world.until(
        lambda: [c for c in world.sent("editMessageText") if "เสร็จแล้ว" in c.plain]
    )
    assert "เพิ่ม 1" in done[0].plain
    assert "13 ข่าว" in done[0].plain
    world.clear()
    await world.says(THAI_READER, QUESTION)
    assert "ปี 2573" in (await world.answer(THAI_READER.id)).plain
    await world.says(EDITOR, "/rollback")
    assert "กลับไปใช้" in (await world.answer(EDITOR.id)).plain
    await world.says(THAI_READER, QUESTION)
    assert "ปี 2573" not in (await world.answer(THAI_READER.id)).plain


async def test_a_file_is_added_and_survives_a_rebuild(start_bot: StartBot, tmp_path: Path) -> None:
    world = await start_bot(sources_file=naming(tmp_path, EXAMPLES))
    world.emulator.assets["doc"] = {"data": ARTICLE.encode()}
    document = {
        "file_id": "doc",
        "file_unique_id": "d",
        "file_name": "../../purple.md",
        "file_size": 900,
    }
    await world.says(EDITOR, "", document=document, caption="/add")
    await world.until(lambda: [c for c in world.sent("editMessageText") if "เพิ่ม 1" in c.plain])
    assert [file.name for file in (tmp_path / "data" / ADDED).iterdir()] == ["purple.md"]
    world.clear()
    await world.says(EDITOR, "/reindex")
    done = await world.until(
        lambda: [c for c in world.sent("editMessageText") if "เสร็จแล้ว" in c.plain]
    )
    assert "13 ข่าว" in done[0].plain
    world.clear()
    await world.says(THAI_READER, QUESTION)
    assert "ปี 2573" in (await world.answer(THAI_READER.id)).plain


async def test_what_cant_be_added_is_said(world: World) -> None:
    await world.says(EDITOR, "/add")
    assert "/add" in (await world.answer(EDITOR.id)).plain
    exe = {"file_id": "x", "file_unique_id": "x", "file_name": "virus.exe", "file_size": 9}
    await world.says(EDITOR, "", document=exe, caption="/add")
    assert ".jsonl" in (await world.answer(EDITOR.id)).plain
    big = {"file_id": "x", "file_unique_id": "x", "file_name": "a.txt", "file_size": 30_000_000}
    await world.says(EDITOR, "", document=big, caption="/add")
    assert "20 MB" in (await world.answer(EDITOR.id)).plain
    await world.says(EDITOR, "/sync")
    await world.answers(EDITOR.id)
    failed = await world.until(lambda: world.sent("editMessageText"))
    assert "sources.toml" in failed[0].plain
    assert "ดัชนีที่ใช้อยู่ไม่เปลี่ยน" in failed[0].plain


async def test_a_file_larger_than_announced_is_declined(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admin, "MAX_FILE", 2 * 2**20)
    world.emulator.assets["doc"] = {"data": b"a" * (2 * 2**20 + 1)}
    document = {"file_id": "doc", "file_unique_id": "d", "file_name": "a.txt", "file_size": 900}
    await world.says(EDITOR, "", document=document, caption="/add")
    assert "2 MB" in (await world.answer(EDITOR.id)).plain
    assert not (tmp_path / "data" / ADDED).exists()


async def test_only_the_sender_of_a_message_counts_as_an_administrator(world: World) -> None:
    """Not whose message is forwarded, replied to or quoted, nor who the text says it is from."""
    from_editor = {"type": "user", "sender_user": EDITOR.json(), "date": 1_700_000_000}
    await world.says(ENGLISH_READER, "/status", forward_origin=from_editor)
    assert "administrators" in (await world.answer(ENGLISH_READER.id)).plain
    asked = await world.says(EDITOR, "ข่าววันนี้")
    await world.answers(EDITOR.id)
    world.clear()
    await world.says(ENGLISH_READER, f"/rollback {EDITOR.id}", reply_to=asked)
    assert "administrators" in (await world.answer(ENGLISH_READER.id)).plain
    # Somebody anonymous in a group is that group, whatever its members are.
    group = {"id": -100500, "type": "supergroup", "title": "ห้องข่าว"}
    await world.says(EDITOR, "/status", group, sender_chat=group)
    assert "ผู้ดูแลเท่านั้น" in (await world.answer(group["id"])).plain


async def test_status_and_statistics(world: World) -> None:
    await world.says(EDITOR, "/stats")
    assert "ยังไม่มีคำถาม" in (await world.answer(EDITOR.id)).plain
    await world.says(ENGLISH_READER, "When did Vladimir Putin meet To Lam?")
    await world.answer(ENGLISH_READER.id)
    await world.says(EDITOR, "/stats")
    picture = (await world.until(lambda: world.sent("sendPhoto")))[0]
    assert "1 คำถาม จาก 1 คน" in picture.fields["caption"]
    assert "putin" in picture.fields["caption"]
    await world.says(EDITOR, "/status")
    status = await world.answer(EDITOR.id)
    assert "ข่าว 12" in status.plain
    assert "ไม่มีข้อผิดพลาด" in status.plain


async def test_the_menus_are_set_in_both_languages(start_bot: StartBot) -> None:
    world = await start_bot()
    await world.service.greet()
    menus = world.sent("setMyCommands")
    assert len(menus) == 4
    codes = [menu.fields.get("language_code") for menu in menus]
    assert codes == [None, None, "th", "th"]
    everybody = {command["command"] for command in menus[0].fields["commands"]}
    assert "ask" in everybody
    assert "reindex" not in everybody


async def test_sync_runs_by_itself(
    start_bot: StartBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "FIRST_SYNC", timedelta(seconds=0.2))
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (fresh / "purple.md").write_text(ARTICLE, encoding="utf-8")
    world = await start_bot(sources_file=naming(tmp_path, fresh), sync_minutes=1)
    await world.quiet(1.5)
    await world.says(THAI_READER, QUESTION)
    assert "ปี 2573" in (await world.answer(THAI_READER.id)).plain
    await world.says(EDITOR, "/status")
    assert "นำเข้าครั้งล่าสุด: เพิ่ม 1" in (await world.answer(EDITOR.id)).plain


async def test_a_link_is_fetched_and_an_address_inside_is_refused(world: World) -> None:
    await world.says(EDITOR, "/add http://127.0.0.1:1/secret")
    await world.answers(EDITOR.id)
    done = await world.until(lambda: world.sent("editMessageText"))
    assert "not a public address" in done[-1].plain
