"""Jobs that change the index: one at a time, and what is added is kept or not at all."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from bot.app import ADDED
from bot.maintenance import JobRunning, Maintenance
from bot.settings import Settings
from index.errors import KhaobotError, SourceError
from index.types import Article
from tests.app import FakeApp
from tests.articles import ARTICLES

NEW = "รถไฟฟ้าสายสีม่วงใต้ช่วงเตาปูนถึงครุในจะเปิดให้บริการในปี 2573 การรถไฟฟ้าแจ้งที่กรุงเทพฯ เมื่อวันศุกร์".encode()


def quiet(stage: str, done: int, total: int) -> None:
    """Show no progress."""


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    made = FakeApp(Settings(data_dir=tmp_path / "index", sources_file=tmp_path / "sources.toml"))
    made.builder(quiet).build(ARTICLES)
    return made


def added(tmp_path: Path) -> list[str]:
    folder = tmp_path / ADDED
    return sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("a.txt", "a.txt"), ("../../a.txt", "a.txt"), ("C:\\x\\a.txt", "a.txt"), ("..a.txt", "a.txt"), ("ก" * 90 + ".txt", "ก" * 76 + ".txt")],
)  # fmt: skip
async def test_a_file_is_kept_inside_its_folder(
    app: FakeApp, tmp_path: Path, sent: str, kept: str
) -> None:
    done = await app.maintenance.add_file(sent, NEW, quiet)
    assert len(done.report.added) == 1
    assert done.manifest.articles == len(ARTICLES) + 1
    assert added(tmp_path) == [kept]


async def test_what_fails_leaves_nothing(app: FakeApp, tmp_path: Path) -> None:
    def broken(_: object) -> None:
        raise SourceError("full")

    app.maintenance._builder = broken  # type: ignore[assignment]
    for _ in range(2):
        with pytest.raises(SourceError):
            await app.maintenance.add_file("a.txt", NEW, quiet)
        assert added(tmp_path) == []
    assert app.maintenance.running is None


async def test_links_are_remembered_for_a_rebuild(app: FakeApp, tmp_path: Path) -> None:
    read: list[list[str]] = []

    def articles(sources: list[str]) -> list[Article]:
        read.append(list(sources))
        return [Article(id=source, text=NEW.decode() + source) for source in sources]

    app.articles = articles  # type: ignore[method-assign, assignment]
    (tmp_path / "sources.toml").write_text(f'[[folder]]\npath = "{tmp_path}"\npublisher = "ก"\n')
    for _ in range(2):
        await app.maintenance.add_page("https://example.org/1", quiet)
    done = await app.maintenance.reindex(quiet)
    assert [str(tmp_path / ADDED), "https://example.org/1"] in read
    assert done.manifest.articles == 3
    with app.current.reading() as generation:
        article = generation.store.article(str(tmp_path))
    assert article is not None
    assert article.publisher == "ก"


async def test_one_job_at_a_time(app: FakeApp) -> None:
    waiting, go = threading.Event(), threading.Event()

    def slow(_: object) -> object:
        waiting.set()
        go.wait(10)
        raise KhaobotError("enough")

    maintenance: Maintenance = app.maintenance
    maintenance._builder = slow  # type: ignore[assignment]
    first = asyncio.ensure_future(maintenance.add_file("a.txt", NEW, quiet))
    await asyncio.to_thread(waiting.wait, 10)
    with pytest.raises(JobRunning, match="add"):
        await maintenance.sync(quiet)
    with pytest.raises(JobRunning):
        await maintenance.rollback()
    go.set()
    with pytest.raises(KhaobotError, match="enough"):
        await first
    assert maintenance.running is None
