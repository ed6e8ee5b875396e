"""Administration in chat over HTTP; new articles are in use without a restart.

Wider than Telegram: files are served without ever having been uploaded by a person.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.app import ADDED
from bot.telegram import application as wiring
from bot.telegram.handlers import admin
from bot.texts import text
from index.types import Language
from tests.e2e.conftest import EXAMPLES, StartBot
from tests.e2e.emulator import Call, Fault
from tests.e2e.world import (
    EDITOR,
    ENGLISH_EDITOR,
    ENGLISH_READER,
    GROUP,
    MENTION,
    THAI_READER,
    Person,
    World,
)
from tests.fakes import HashEmbedder
from tests.index.web_server import web_server

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


ARTICLE_HTML = """<html lang="th"><head><title>เปิดเดินรถไฟฟ้าสายสีม่วงใต้ปี 2573</title>
<meta property="article:published_time" content="2026-11-20"></head><body><article>
<p>การรถไฟฟ้าขนส่งมวลชนแห่งประเทศไทยแจ้งว่ารถไฟฟ้าสายสีม่วงใต้ช่วงเตาปูนถึงครุในจะเปิดให้บริการในปี 2573</p>
<p>โครงการนี้มีระยะทาง 23.6 กิโลเมตร และมีสถานีทั้งหมด 17 สถานี ผู้ว่าการกล่าวที่กรุงเทพฯ เมื่อวันศุกร์</p>
</article></body></html>"""
ARTICLE_LINE = json.dumps(
    {"id": "purple", "title": "เปิดเดินรถไฟฟ้าสายสีม่วงใต้ปี 2573", "text": ARTICLE.split("---")[2]},
    ensure_ascii=False,
)

both_editors = pytest.mark.parametrize("editor", [EDITOR, ENGLISH_EDITOR], ids=["th", "en"])


async def ended(world: World, editor: Person, key: str = "report_done") -> Call:
    """Wait for the edit that says how a job ended."""
    said = text(key, spoken(editor), job="", changes="", reason="").strip(" :\n").split("\n")[0]
    return (
        await world.until(lambda: [c for c in world.sent("editMessageText") if said in c.plain])
    )[0]


def spoken(person: Person) -> Language:
    return "en" if person.language == "en" else "th"


async def sends_file(world: World, editor: Person, name: str, content: str) -> None:
    """Send a file with the caption /add; the emulator serves it."""
    world.emulator.assets["doc"] = {"data": content.encode()}
    document = {"file_id": "doc", "file_unique_id": "d", "file_name": name, "file_size": 900}
    await world.says(editor, "", document=document, caption="/add")


@pytest.mark.parametrize("reader", [THAI_READER, ENGLISH_READER], ids=["th", "en"])
async def test_commands_of_administrators_are_theirs_alone(world: World, reader: Person) -> None:
    for command in ("status", "sync", "reindex", "rollback", "stats", "add https://example.org"):
        await world.says(reader, f"/{command}")
        assert (await world.answer(reader.id)).plain == text("only_admins", spoken(reader))


@both_editors
async def test_sync_brings_in_an_article_and_rollback_takes_it_back(
    start_bot: StartBot, tmp_path: Path, editor: Person
) -> None:
    language = spoken(editor)
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    world = await start_bot(sources_file=naming(tmp_path, EXAMPLES, fresh))
    (fresh / "purple.md").write_text(ARTICLE, encoding="utf-8")
    await world.says(editor, "/sync")
    await world.answers(editor.id)
    done = await ended(world, editor)
    assert text("report_added", language, count=1) in done.plain
    assert {"th": "13 ข่าว", "en": "13 articles"}[language] in done.plain
    world.clear()
    await world.says(THAI_READER, QUESTION)
    assert "ปี 2573" in (await world.answer(THAI_READER.id)).plain
    await world.says(editor, "/rollback")
    assert {"th": "กลับไปใช้", "en": "in use again"}[language] in (
        await world.answer(editor.id)
    ).plain
    await world.says(THAI_READER, QUESTION)
    assert "ปี 2573" not in (await world.answer(THAI_READER.id)).plain


class GatedEmbedder(HashEmbedder):
    """Embeds the passages of a job only when the test opens the gate; answers don't wait for it."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Event()

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if not threading.current_thread().name.startswith("answering"):
            assert self.gate.wait(30)
        return super().embed_passages(texts)


@pytest.mark.parametrize(
    ("editor", "command"),
    [(EDITOR, "sync"), (ENGLISH_EDITOR, "reindex")],
    ids=["sync-th", "reindex-en"],
)
async def test_progress_is_shown_while_questions_are_answered(
    start_bot: StartBot, tmp_path: Path, editor: Person, command: str
) -> None:
    language, embedder = spoken(editor), GatedEmbedder()
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (fresh / "purple.md").write_text(ARTICLE, encoding="utf-8")
    world = await start_bot(embedder=embedder, sources_file=naming(tmp_path, EXAMPLES, fresh))
    await world.says(editor, f"/{command}")
    await world.answers(editor.id)
    number = world.last_number
    progress = (await world.until(lambda: world.sent("editMessageText")))[0]
    name = text(f"job_{command}", language)  # type: ignore[arg-type]
    assert progress.plain.startswith(f"{name}… ")
    assert any(text(f"stage_{stage}", language) in progress.plain for stage in ("read", "embed"))
    # Meanwhile everybody is answered, this chat too, from the index before.
    await world.says(editor, "ปูตินลงนามในข้อตกลงอะไรกับผู้นำเวียดนาม")
    assert "หลายสิบฉบับ" in (await world.answers(editor.id, 2))[1].plain
    embedder.gate.set()
    done = await ended(world, editor)
    assert int(done.fields["message_id"]) == int(progress.fields["message_id"]) == number
    assert {"th": "13 ข่าว", "en": "13 articles"}[language] in done.plain


@pytest.mark.parametrize(
    ("editor", "name", "content"),
    [
        (EDITOR, "purple.txt", ARTICLE),
        (ENGLISH_EDITOR, "purple.html", ARTICLE_HTML),
        (EDITOR, "purple.jsonl", ARTICLE_LINE),
        (ENGLISH_EDITOR, "../../purple.md", ARTICLE),
    ],
    ids=["txt", "html", "jsonl", "md"],
)
async def test_a_file_is_added(
    start_bot: StartBot, tmp_path: Path, editor: Person, name: str, content: str
) -> None:
    world = await start_bot()
    await sends_file(world, editor, name, content)
    done = await ended(world, editor)
    assert text("report_added", spoken(editor), count=1) in done.plain
    # A file's name never leads out of the folder of what was added.
    assert [file.name for file in (tmp_path / "data" / ADDED).iterdir()] == [name.split("/")[-1]]
    world.clear()
    await world.says(THAI_READER, QUESTION)
    assert "ปี 2573" in (await world.answer(THAI_READER.id)).plain


async def test_a_file_for_another_bot_of_the_group_is_left_to_it(world: World) -> None:
    world.emulator.assets["doc"] = {"data": ARTICLE.encode()}
    document = {"file_id": "doc", "file_unique_id": "d", "file_name": "a.md", "file_size": 900}
    await world.says(EDITOR, "", GROUP, document=document, caption="/add@OtherBot")
    await world.says(EDITOR, "", GROUP, document=document, caption=f"/add{MENTION}")
    done = await ended(world, EDITOR)
    assert text("report_added", "th", count=1) in done.plain
    await world.quiet()
    assert len(world.sent("sendMessage")) == 1


@both_editors
async def test_a_link_is_added_and_survives_a_rebuild(
    start_bot: StartBot, tmp_path: Path, editor: Person
) -> None:
    world = await start_bot(sources_file=naming(tmp_path, EXAMPLES), allow_private_urls=True)
    with web_server() as site:
        url = site.set("/purple-line", ARTICLE_HTML, "text/html; charset=utf-8")
        await world.says(editor, f"/add {url}")
        assert text("report_added", spoken(editor), count=1) in (await ended(world, editor)).plain
        world.clear()
        await world.says(THAI_READER, QUESTION)
        answer = await world.answer(THAI_READER.id)
        assert "ปี 2573" in answer.plain
        assert f'<a href="{url}">' in answer.text
        await world.says(editor, "/reindex")
        done = await ended(world, editor)
        assert {"th": "13 ข่าว", "en": "13 articles"}[spoken(editor)] in done.plain
        world.clear()
        await world.says(THAI_READER, QUESTION)
        assert "ปี 2573" in (await world.answer(THAI_READER.id)).plain


async def test_a_file_is_downloaded_again_after_faults(world: World) -> None:
    world.emulator.faults += [
        Fault("getFile", 429, "Too Many Requests: retry after 1", {"retry_after": 1}),
        Fault("getFile", 502, "Bad Gateway"),
    ]
    await sends_file(world, EDITOR, "purple.md", ARTICLE)
    assert text("report_added", "th", count=1) in (await ended(world, EDITOR)).plain


@both_editors
async def test_what_cant_be_added_is_said(world: World, editor: Person) -> None:
    language = spoken(editor)
    await world.says(editor, "/add")
    assert (await world.answer(editor.id)).plain == text("add_what", language)
    exe = {"file_id": "x", "file_unique_id": "x", "file_name": "virus.exe", "file_size": 9}
    await world.says(editor, "", document=exe, caption="/add")
    assert (await world.answer(editor.id)).plain == text("add_kind", language)
    big = {"file_id": "x", "file_unique_id": "x", "file_name": "a.txt", "file_size": 30_000_000}
    await world.says(editor, "", document=big, caption="/add")
    assert (await world.answer(editor.id)).plain == text("add_large", language, megabytes=20)
    await world.says(editor, "/sync")
    failed = await ended(world, editor, "job_failed")
    assert "sources.toml" in failed.plain
    assert (text("why_sources_file", "th", details="") in failed.plain) is (language == "th")
    assert {"th": "ดัชนีที่ใช้อยู่ไม่เปลี่ยน", "en": "is unchanged"}[language] in failed.plain


async def test_a_file_larger_than_announced_is_declined(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admin, "MAX_FILE", 2 * 2**20)
    world.emulator.assets["doc"] = {"data": b"a" * (2 * 2**20 + 1)}
    document = {"file_id": "doc", "file_unique_id": "d", "file_name": "a.txt", "file_size": 900}
    await world.says(EDITOR, "", document=document, caption="/add")
    assert "2 MB" in (await ended(world, EDITOR, "job_failed")).plain
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


@both_editors
async def test_a_link_to_an_address_inside_is_refused(world: World, editor: Person) -> None:
    await world.says(editor, "/add http://127.0.0.1:1/secret")
    assert "not a public address" in (await ended(world, editor)).plain


@both_editors
async def test_status_and_statistics(world: World, editor: Person) -> None:
    language = spoken(editor)
    await world.says(editor, "/stats")
    assert (await world.answer(editor.id)).plain == text("stats_none", language, days=30)
    await world.says(ENGLISH_READER, "When did Vladimir Putin meet To Lam?")
    await world.answer(ENGLISH_READER.id)
    await world.says(editor, "/stats")
    picture = (await world.until(lambda: world.sent("sendPhoto")))[0]
    caption = picture.fields["caption"]
    assert {"th": "1 คำถาม จาก 1 คน", "en": "1 questions from 1 people"}[language] in caption
    assert "putin (1)" in caption
    await world.says(editor, "/status")
    status = await world.answer(editor.id)
    assert {"th": "ข่าว 12", "en": "12 articles"}[language] in status.plain
    assert text("status_no_errors", language) in status.plain


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
