"""Administration: jobs with their progress, files that Telegram gives reluctantly, and other people."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest
from telegram import Document, User
from telegram.error import NetworkError

from bot.maintenance import Done
from bot.telegram.handlers.admin import JobHandler
from bot.texts import text
from index.build import Progress
from index.manifest import read_manifest
from index.types import Language
from tests.articles import ARTICLES
from tests.telegram.build import refused
from tests.telegram.stage import ADMIN, LANGUAGES, Stage, finished, stage

ARTICLE = (
    "ศาลปกครองสั่งให้ทบทวนโครงการเขื่อนกันคลื่นที่หาดม่วงงาม หลังชาวบ้านร้องว่าชายหาดหายไปสี่เมตรในหนึ่งปี".encode()
)
BOARD = ("sendMessage", "editMessageText")

both = pytest.mark.parametrize(("reader", "language"), LANGUAGES)


def document(name: str = "ข่าว.txt", size: int = 300) -> Document:
    return Document("f", "u", name, "text/plain", size)


async def send(on: Stage, sender: User = ADMIN, **more: Any) -> None:
    """Send a file with the caption /add."""
    await on.says(on.add, None, sender, document=document(**more), caption="/add", entities=[])
    await finished(on)


@both
async def test_others_are_told(tmp_path: Path, reader: User, language: Language) -> None:
    async with stage(tmp_path, "sendMessage") as on:
        before = on.app.generations.current()
        await on.says(on.admins_only, "/rollback", reader)
        assert on.said == text("only_admins", language)
        assert on.app.generations.current() == before


@both
async def test_rollback(tmp_path: Path, reader: User, language: Language) -> None:
    async with stage(tmp_path, "sendMessage") as on:
        first = on.app.generations.current()
        on.app.builder(lambda stage, done, total: None).build(ARTICLES[:1])
        await on.says(on.rollback, "/rollback", reader)
        assert on.said == text("rolled_back", language, generation=first)
        assert on.app.generations.current() == first
        await on.says(on.rollback, "/rollback", reader)
        said = on.said.splitlines()
        assert said[0] == text("rollback_failed", language, reason="").strip()
        assert said[1:-1] == ([text("why_no_index", "th", details="").strip()] * (language == "th"))
        assert "no generation before" in said[-1]
        on.app.maintenance.running = "sync"
        await on.says(on.rollback, "/rollback", reader)
        assert on.said == text("job_running", language, job=text("job_sync", language))


async def test_a_rollback_waits_for_the_disk_in_a_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with stage(tmp_path, "sendMessage") as on:
        threads: list[int] = []

        def rollback() -> str:
            threads.append(threading.get_ident())
            return "20241121T093000.123456Z"

        monkeypatch.setattr(on.app.generations, "rollback", rollback)
        await on.says(on.rollback, "/rollback", ADMIN)
        assert "20241121T093000.123456Z" in on.said
        assert threads != [threading.get_ident()]


class Paced:
    """A job of three steps, each taken when the test says so."""

    def __init__(self, on: Stage) -> None:
        self._on = on
        self.gates = [threading.Event() for _ in range(3)]

    async def __call__(self, steps: Progress) -> Done:
        for gate, (stage_, done) in zip(
            self.gates, (("read", 12), ("embed", 1500), ("embed", 3000)), strict=True
        ):
            steps(stage_, done, 3000 if stage_ == "embed" else 0)
            await asyncio.to_thread(gate.wait, 20)
        generations = self._on.app.generations
        manifest = read_manifest(generations.path(generations.current()))
        return Done("reindex", _Nothing(), manifest, 2.5)


class _Nothing:
    added = replaced = rejections = ()


@both
async def test_progress_is_shown_by_edits_of_one_message(
    tmp_path: Path, reader: User, language: Language
) -> None:
    async with stage(tmp_path, *BOARD) as on:
        job = Paced(on)
        await on.says(JobHandler("reindex", job, on.live, on.replies), "/reindex", reader)
        seen: list[str] = []
        name = text("job_reindex", language)
        for gate, count in zip(job.gates, ("12", "1,500/3,000", "3,000/3,000"), strict=True):
            seen.append(await shown(on, count))
            gate.set()
        await finished(on)
        edits = [call for call in on.request.calls if call.method == "editMessageText"]
        assert len(on.texts("sendMessage")) == 1
        assert len(edits) == 4  # each step once, however often it was looked at, and the end
        assert {call.fields["message_id"] for call in edits} == {900}
        assert text("stage_embed", language) in seen[1]
        assert all(line.startswith(name) for line in seen)
        assert edits[-1].text.startswith(
            text("report_done", language, job=name, changes=text("report_nothing", language))
        )


async def shown(on: Stage, count: str) -> str:
    """Wait for the edit that names `count`, and return it."""
    for _ in range(2000):
        if found := [said for said in on.texts("editMessageText") if count in said]:
            return found[0]
        await asyncio.sleep(0.01)
    pytest.fail(f"{count} was never shown: {on.texts()}")


async def test_a_job_runs_even_if_its_message_cant_be_sent(tmp_path: Path) -> None:
    async with stage(tmp_path, *BOARD) as on:
        job = Paced(on)
        for gate in job.gates:
            gate.set()
        on.request.replies["sendMessage"] = [refused(429, "Too Many Requests", retry_after=9999)]
        await on.says(JobHandler("reindex", job, on.live, on.replies), "/reindex", ADMIN)
        await finished(on)
        assert "has finished" in on.texts("sendMessage")[-1]
        assert not on.texts("editMessageText")


async def test_a_message_deleted_meanwhile_is_sent_anew_at_the_end_alone(tmp_path: Path) -> None:
    async with stage(tmp_path, *BOARD) as on:
        job = Paced(on)
        gone = refused(400, "Bad Request: message to edit not found")
        on.request.replies["editMessageText"] = [gone] * 9
        await on.says(JobHandler("reindex", job, on.live, on.replies), "/reindex", ADMIN)
        await shown(on, "12")
        for gate in job.gates:
            gate.set()
        await finished(on)
        assert len(on.texts("editMessageText")) == 1
        assert len(on.texts("sendMessage")) == 2
        assert "has finished" in on.texts("sendMessage")[-1]


@both
async def test_a_file_is_added(tmp_path: Path, reader: User, language: Language) -> None:
    async with stage(tmp_path, *BOARD, "getFile", "download") as on:
        on.request.replies["download"] = [ARTICLE]
        await send(on, reader)
        assert text("report_added", language, count=1) in on.texts("editMessageText")[-1]


@pytest.mark.parametrize(
    "fault",
    [NetworkError("httpx.ConnectError"), refused(429, "Too Many Requests", retry_after=2)],
    ids=["dropped", "429"],
)
@pytest.mark.parametrize("at", ["getFile", "download"])
async def test_a_file_is_asked_for_again(
    tmp_path: Path, fault: Any, at: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "bot")
    async with stage(tmp_path, *BOARD, "getFile", "download") as on:
        on.request.replies["download"] = [ARTICLE]
        on.request.replies.setdefault(at, []).insert(0, fault)
        await send(on)
        assert "1 added" in on.texts("editMessageText")[-1]
        assert len(caplog.records) == 1


@both
async def test_a_file_that_telegram_doesnt_give_is_told_of(
    tmp_path: Path, reader: User, language: Language, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "bot")
    async with stage(tmp_path, *BOARD, "getFile") as on:
        before = on.app.generations.current()
        on.request.replies["getFile"] = [refused(400, "Bad Request: wrong file_id")]
        await send(on, reader)
        reason = text("add_not_fetched", language)
        failed = text("job_failed", language, job=text("job_add", language), reason=reason)
        assert on.texts("editMessageText")[-1] == failed
        assert on.app.generations.current() == before
        assert len(caplog.records) == 1


@both
async def test_what_cant_be_added(tmp_path: Path, reader: User, language: Language) -> None:
    async with stage(tmp_path, "sendMessage") as on:
        await on.says(on.add, "/add ข่าว", reader)
        assert on.said == text("add_what", language)
        await send(on, reader, name="virus.exe")
        assert on.said == text("add_kind", language)
        await send(on, reader, size=30_000_000)
        assert on.said == text("add_large", language, megabytes=20)
