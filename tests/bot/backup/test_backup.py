"""A backup holds everything as it was at one moment, and a restore puts it in use while the bot runs."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answering.types import Answer
from bot.backup.archive import BackupError, opened
from bot.backup.packing import Packer
from bot.backup.restoring import Restorer
from bot.settings import Settings
from bot.state.answers import Answers, Asked
from bot.state.database import StateDatabase
from bot.state.people import People
from index.build import Builder, Progress
from index.errors import IndexDamagedError, IndexLockedError, IndexNotFoundError
from index.lock import build_lock
from index.vectors import FaissVectorStore
from index.writing import Beside
from tests.app import FakeApp
from tests.articles import ARTICLES, HANOI

ASKED = Asked(person=7, chat=7, thread=0, message=1, question="ปูตินไปฮานอยเมื่อไร")


def quiet(stage: str, done: int, total: int) -> None:
    """Show no progress."""


def app_in(folder: Path) -> FakeApp:
    return FakeApp(Settings(data_dir=folder / "index"))


def packer(app: FakeApp, progress: Progress = quiet) -> Packer:
    return Packer(app.generations, app.settings.state_path, app.added_folder, progress)


def restorer(app: FakeApp, progress: Progress = quiet) -> Restorer:
    return Restorer(
        app.generations, lambda g: g.check(app.embedder), app.settings.state_path,
        app.added_folder, progress,
    )  # fmt: skip


def ask(database: StateDatabase, message: int) -> int:
    question = f"คำถามที่ {message}"
    asked = replace(ASKED, message=message, question=question)
    answers = Answers(database)
    number = answers.keep(asked, Answer(question, "th", "not_found", "…", generation="g"))
    answers.sent(number, asked.chat, message + 10_000)
    return number


@pytest.fixture
def app(tmp_path: Path) -> Iterator[FakeApp]:
    """A bot's data: an index, two answers, a language, a file and a link that were added."""
    made = app_in(tmp_path / "data")
    made.builder(quiet).build(ARTICLES)
    ask(made.database, 1)
    ask(made.database, 2)
    People(made.database).choose_language(7, "en")
    made.added_folder.mkdir()
    (made.added_folder / "ข่าว ใหม่.txt").write_text("รถไฟฟ้าสายใหม่", encoding="utf-8")
    (made.added_folder / "links").write_text("https://example.org/1\n", encoding="utf-8")
    yield made
    made.database.close()


def test_what_was_packed_is_restored_elsewhere(app: FakeApp, tmp_path: Path) -> None:
    file = tmp_path / "a.backup"
    packed = packer(app).pack(file)
    assert (packed.manifest.articles, packed.with_state) == (3, True)
    assert packed.bytes == file.stat().st_size
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    other = app_in(tmp_path / "other")
    steps: list[tuple[str, int, int]] = []
    restored = restorer(other, lambda *step: steps.append(step)).restore(file)
    assert other.generations.current() == restored.manifest.generation
    assert other.generations.verify(restored.manifest.generation).articles == 3
    assert steps[-1][0] == "unpack"
    assert steps[-1][1] == steps[-1][2] > 0
    with other.current.reading() as generation:
        assert generation.store.article(HANOI.id) is not None
    assert Answers(other.database).to_question(7, 2) is not None
    assert People(other.database).language(7) == "en"
    names = sorted(path.name for path in other.added_folder.iterdir())
    assert names == ["links", "ข่าว ใหม่.txt"]
    other.database.close()
    left = {path.name for path in (tmp_path / "other").iterdir()}
    assert left == {"index", "added", "state.sqlite"}


def test_a_large_index_is_restored_with_what_was_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FaissVectorStore.of.__func__, "__defaults__", (1,))  # more are many
    made = app_in(tmp_path / "data")
    always = Beside(passages=0, share=1.0)
    Builder(made.generations, made.embedder, beside=always).build(ARTICLES[:-1])
    Builder(made.generations, made.embedder, beside=always).add(ARTICLES[-1:])
    packed = packer(made).pack(tmp_path / "a.backup")
    assert set(packed.manifest.files) == {
        "passages.sqlite", "questions.npy", "vectors.faiss", "nearest-1.faiss", "nearest-2.faiss", "added.sqlite", "added.faiss",
    }  # fmt: skip
    other = app_in(tmp_path / "other")
    name = restorer(other).restore(tmp_path / "a.backup").manifest.generation
    assert other.generations.verify(name).files == packed.manifest.files
    with other.current.reading() as generation:
        assert {a.id for a in generation.store.articles()} == {a.id for a in ARTICLES}
        assert len(generation.vectors) == packed.manifest.passages


def test_a_bot_that_runs_goes_on_with_what_was_restored(app: FakeApp, tmp_path: Path) -> None:
    file = tmp_path / "a.backup"
    packer(app).pack(file)
    first = app.generations.current()
    # The bot has both open, and goes on after the backup.
    with app.current.reading() as generation:
        assert generation.name == first
    ask(app.database, 3)
    app.builder(quiet).remove([HANOI.id])
    restored = restorer(app_in(tmp_path / "data")).restore(file)
    answers = Answers(app.database)
    assert answers.to_question(7, 2) is not None
    assert answers.to_question(7, 3) is None
    with app.current.reading() as generation:
        assert generation.name == restored.manifest.generation > first
        assert generation.store.article(HANOI.id) is not None
    assert ask(app.database, 4) == 3
    app.generations.rollback()
    with app.current.reading() as generation:
        assert generation.store.article(HANOI.id) is None


def test_what_telegram_has_just_delivered_stays(app: FakeApp, tmp_path: Path) -> None:
    def inbox() -> list[int]:
        return [number for (number,) in app.database.rows("SELECT update_id FROM inbox")]

    app.database.write("INSERT INTO inbox (update_id, at) VALUES (1, 1.0)")
    file = tmp_path / "a.backup"
    packer(app).pack(file)
    app.database.write("UPDATE inbox SET update_id = 2")
    restorer(app).restore(file)
    assert inbox() == [2]


def test_a_backup_is_of_one_moment_while_questions_come_in(app: FakeApp, tmp_path: Path) -> None:
    for number in range(3, 400):
        ask(app.database, number)
    stop, asked = threading.Event(), [400]

    def go_on() -> None:
        while not stop.is_set():
            ask(app.database, asked[0])
            asked[0] += 1

    asking = threading.Thread(target=go_on)
    asking.start()
    try:
        for number in range(5):
            before = asked[0]
            file = tmp_path / f"{number}.backup"
            packer(app).pack(file)
            other = app_in(tmp_path / f"other{number}")
            restorer(other).restore(file)
            with closing(other.database) as database:
                rows = database.rows("SELECT question_message FROM answers ORDER BY id")
            kept = [message for (message,) in rows]
            assert kept == list(range(1, len(kept) + 1))
            assert len(kept) >= before - 1
    finally:
        stop.set()
        asking.join()
    assert asked[0] > 401, "questions were kept waiting"


def test_a_generation_that_is_pruned_while_it_is_packed(app: FakeApp, tmp_path: Path) -> None:
    name = app.generations.current()

    def prune(stage: str, done: int, total: int) -> None:
        shutil.rmtree(app.generations.path(name), ignore_errors=True)

    file = tmp_path / "a.backup"
    packer(app, prune).pack(file)
    assert not app.generations.path(name).exists()
    restorer(app).restore(file)
    assert app.generations.verify(app.generations.current()).articles == 3


def test_a_generation_that_is_swapped_and_pruned_just_before(
    app: FakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = app.generations.current()
    app.builder(quiet).remove([HANOI.id])
    new = app.generations.current()
    shutil.rmtree(app.generations.path(old))
    looks = iter([old, new])
    monkeypatch.setattr(app.generations, "current", lambda: next(looks, new))
    assert packer(app).pack(tmp_path / "a.backup").manifest.generation == new


def test_before_the_first_run_there_is_no_state(tmp_path: Path) -> None:
    app = app_in(tmp_path / "data")
    with pytest.raises(IndexNotFoundError):
        packer(app).pack(tmp_path / "a.backup")
    app.builder(quiet).build(ARTICLES)
    assert not packer(app).pack(tmp_path / "a.backup").with_state
    ask(app.database, 1)
    assert not restorer(app).restore(tmp_path / "a.backup").with_state
    assert Answers(app.database).to_question(7, 1) is not None
    app.database.close()


def test_a_damaged_index_or_state_is_not_packed(app: FakeApp, tmp_path: Path) -> None:
    file = tmp_path / "a.backup"
    state = app.settings.state_path
    app.database.close()
    whole = state.read_bytes()
    state.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(BackupError, match=r"state\.sqlite"):
        packer(app).pack(file)
    state.write_bytes(whole)
    vectors = app.generations.path(app.generations.current()) / "vectors.faiss"
    vectors.write_bytes(vectors.read_bytes()[:-1] + b"\x7f")
    with pytest.raises(IndexDamagedError, match=r"vectors\.faiss.*khaobot index rollback"):
        packer(app).pack(file)
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_a_restore_waits_for_no_build(app: FakeApp, tmp_path: Path) -> None:
    packer(app).pack(tmp_path / "a.backup")
    with build_lock(app.generations.folder), pytest.raises(IndexLockedError):
        restorer(app).restore(tmp_path / "a.backup")


def test_a_disk_that_is_too_small(app: FakeApp, tmp_path: Path) -> None:
    """For a backup, and for a restore: one clear error each, and nothing is left behind."""
    file, disk = tmp_path / "a.backup", tmp_path / "disk"
    packer(app).pack(file)
    disk.mkdir()
    size = file.stat().st_size // 2
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small disk")
    try:
        with pytest.raises(BackupError, match="Make room"):
            packer(app).pack(disk / "b.backup")
        assert list(disk.iterdir()) == []
        with pytest.raises(BackupError, match="Make room"):
            restorer(app_in(disk)).restore(file)
        assert {path.name for path in disk.rglob("*")} <= {"index", "LOCK"}
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_state_that_does_not_fit_leaves_everything_as_it_was(
    app: FakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packer(app).pack(tmp_path / "a.backup")
    before = app.generations.names()
    ask(app.database, 3)

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(StateDatabase, "replace_from", full)
    with pytest.raises(Exception, match="disk is full.*Make room"):
        restorer(app).restore(tmp_path / "a.backup")
    assert app.generations.names() == before
    assert Answers(app.database).to_question(7, 3) is not None


def test_the_archive_has_no_settings_and_nothing_compressed(app: FakeApp, tmp_path: Path) -> None:
    file = tmp_path / "a.backup"
    (tmp_path / "data" / ".env").write_text("TELEGRAM_TOKEN=1:secret")
    packer(app).pack(file)
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        assert {m.compress_type for m in archive.infolist()} == {zipfile.ZIP_STORED}
        assert sorted(archive.namelist()) == [
            "added/links", "added/ข่าว ใหม่.txt", "index/manifest.json", "index/passages.sqlite",
            "index/questions.npy", "index/vectors.faiss", "khaobot-backup.json", "state.sqlite",
        ]  # fmt: skip
    with opened(file) as read:
        assert sorted(read.record.added) == ["links", "ข่าว ใหม่.txt"]
