"""Tests of `index sync`: what is new or changed is taken, the rest is neither fetched nor built again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.build import Builder
from index.errors import IndexLockedError, NoArticlesError, SourcesFileError, StoreError
from index.generations import Generations
from index.lock import build_lock
from index.sources.fetch import Fetched, Fetcher, Stamp
from index.sources.sources_file import Kind, NamedSource, read_sources_file
from index.sync import Syncer, SyncReport
from index.sync_state import Remembered, SyncState
from tests.fakes import HashEmbedder
from tests.index.builds import article, builder, ids, searcher
from tests.index.test_web_sources import item, page, rss
from tests.index.web_server import Page, WebServer, web_server


@pytest.fixture
def server() -> Iterator[WebServer]:
    with web_server() as running:
        yield running


def sync(index: Path, *sources: NamedSource, embedder: HashEmbedder | None = None) -> SyncReport:
    generations = Generations(index)
    make = lambda progress: Builder(generations, embedder or HashEmbedder(), progress=progress)  # noqa: E731
    return Syncer(sources, generations, make, Fetcher(allow_private=True)).sync()


def counts(report: SyncReport) -> tuple[int, int, int, int]:
    return len(report.added), len(report.replaced), report.unchanged, len(report.rejections)


def write(folder: Path, numbers: Sequence[int], version: int = 1) -> None:
    folder.mkdir(exist_ok=True)
    for number in numbers:
        (folder / f"{number}.txt").write_text(article(number, version).text, encoding="utf-8")


def test_a_folder(tmp_path: Path) -> None:
    index, folder = tmp_path / "index", tmp_path / "news"
    source = NamedSource("folder", str(folder))
    write(folder, range(4))
    (folder / "bad.jsonl").write_text('{"text": 7}\n')
    first = sync(index, source)
    assert counts(first) == (4, 0, 0, 1)
    assert first.built
    assert first.rejections[0].where == f"{folder / 'bad.jsonl'}, line 1"

    again = sync(index, source)
    assert counts(again) == (0, 0, 4, 1)
    assert not again.built
    assert again.manifest == first.manifest

    write(folder, [2], version=2)
    write(folder, [9])
    (folder / "0.txt").touch()  # a new time, the same text
    (folder / "3.txt").unlink()  # gone from its folder, and kept in the index
    embedder = HashEmbedder()
    changed = sync(index, source, embedder=embedder)
    assert counts(changed) == (1, 1, 2, 1)
    assert (changed.added, changed.replaced) == (("9.txt",), ("2.txt",))
    assert embedder.embedded == 2
    assert changed.manifest.articles == 5


def test_an_index_that_went_back_is_brought_up_again(tmp_path: Path) -> None:
    index, folder = tmp_path / "index", tmp_path / "news"
    source = NamedSource("folder", str(folder))
    write(folder, range(3))
    sync(index, source)
    write(folder, [5])
    sync(index, source)
    Generations(index).rollback()
    assert counts(sync(index, source)) == (1, 0, 3, 0)
    builder(index).remove(["0.txt"])
    assert sync(index, source).added == ("0.txt",)
    builder(index).build([article(30)])
    assert counts(sync(index, source)) == (4, 0, 0, 0)


def test_the_publisher_named_for_a_source(tmp_path: Path) -> None:
    index, folder = tmp_path / "index", tmp_path / "news"
    write(folder, [0])
    sync(index, NamedSource("folder", str(folder)))
    named = sync(index, NamedSource("folder", str(folder), "สำนักข่าว ก"))
    assert counts(named) == (0, 1, 0, 0)
    hit = searcher(index).search("สะพาน").hits[0]
    assert hit.article.publisher == "สำนักข่าว ก"


def test_one_id_in_two_folders_is_reported_and_never_flips(tmp_path: Path) -> None:
    index, one, two = tmp_path / "index", tmp_path / "one", tmp_path / "two"
    write(one, [0])
    write(two, [0], version=2)
    sources = [NamedSource("folder", str(folder)) for folder in (one, two)]
    for _ in range(3):
        report = sync(index, *sources)
        assert [r.where for r in report.rejections] == [str(two / "0.txt")]
    assert not report.built
    assert "ฉบับ1" in searcher(index).search("สะพาน").hits[0].article.text


def test_a_page_is_asked_for_by_its_etag(tmp_path: Path, server: WebServer) -> None:
    index = tmp_path / "index"
    source = NamedSource("page", server.set("/p", page(title="หน้าแรก")))
    assert sync(index, source).added == (source.place,)
    assert server.statuses() == {"/p": 200}
    report = sync(index, source)
    assert counts(report) == (0, 0, 1, 0)
    assert server.statuses() == {"/p": 304}
    server.set("/p", page(title="หน้าใหม่"))
    assert counts(sync(index, source)) == (0, 1, 0, 0)
    assert server.statuses() == {"/p": 200}
    # Not in the index any more: fetched in full, whatever the server remembers.
    builder(index).build([article(1)])
    assert counts(sync(index, source)) == (1, 0, 0, 0)
    del server.pages["/p"]
    gone = sync(index, source)
    assert counts(gone) == (0, 0, 0, 1)
    assert "404" in gone.rejections[0].reason


@pytest.mark.parametrize("path", ["/page", "/rss"])
def test_a_source_is_asked_for_by_its_date(tmp_path: Path, server: WebServer, path: str) -> None:
    link = server.set("/news", page(title="ข่าวในฟีด"))
    first, second = page(title="หน้าแรก"), page(title="หน้าใหม่")
    kind: Kind = "page"
    if path == "/rss":
        kind, first, second = "feed", rss(item(link, "ก")), rss(item(link, "แก้ไข"))
    source = NamedSource(kind, server.url + path)
    dated = Page(first.encode(), etag=False, modified="Thu, 20 Jun 2024 10:00:00 GMT")
    server.pages[path] = dated
    assert counts(sync(tmp_path / "index", source)) == (1, 0, 0, 0)
    assert server.statuses()[path] == 200
    assert counts(sync(tmp_path / "index", source)) == (0, 0, 1, 0)
    assert server.statuses() == {path: 304}
    server.set("/news", page(title="ข่าวแก้ไข"))
    server.pages[path] = replace(
        dated, content=second.encode(), modified="Fri, 21 Jun 2024 07:00:00 GMT"
    )
    assert counts(sync(tmp_path / "index", source)) == (0, 1, 0, 0)
    assert server.statuses()[path] == 200


def test_a_page_of_a_server_without_etags_and_dates_is_known_by_its_content(
    tmp_path: Path, server: WebServer
) -> None:
    source = NamedSource("page", server.url + "/p")
    server.pages["/p"] = Page(page(title="หน้าแรก").encode(), etag=False)
    sync(tmp_path, source)
    assert counts(sync(tmp_path, source)) == (0, 0, 1, 0)
    assert server.statuses() == {"/p": 200}
    server.pages["/p"] = Page(page(title="หน้าใหม่").encode(), etag=False)
    assert counts(sync(tmp_path, source)) == (0, 1, 0, 0)


def test_a_feed_fetches_only_the_pages_of_new_entries(tmp_path: Path, server: WebServer) -> None:
    index = tmp_path / "index"
    links = [server.set(f"/n{n}", page(title=f"ข่าวที่ {n}")) for n in range(3)]
    items = [item(link, f"ข่าวที่ {n}") for n, link in enumerate(links)]
    source = NamedSource("feed", server.set("/rss", rss(*items[:2]), "application/rss+xml"))
    assert sync(index, source).added == tuple(links[:2])
    server.statuses()
    assert counts(sync(index, source)) == (0, 0, 2, 0)
    assert server.statuses() == {"/rss": 304}
    server.set("/rss", rss(*items), "application/rss+xml")
    assert sync(index, source).added == (links[2],)
    assert server.statuses() == {"/rss": 200, "/n2": 200}
    # An entry that says something else is read again.
    server.set("/n0", page(title="ข่าวแก้ไข"))
    server.set("/rss", rss(item(links[0], "ข่าวแก้ไข"), *items[1:]), "application/rss+xml")
    assert sync(index, source).replaced == (links[0],)
    assert server.statuses() == {"/rss": 200, "/n0": 200}


def test_a_page_of_a_feed_that_fails_is_tried_again(tmp_path: Path, server: WebServer) -> None:
    index = tmp_path / "index"
    good, late = server.set("/good", page()), server.url + "/late"
    feed = rss(item(good, "ก"), item(late, "ข"))
    source = NamedSource("feed", server.set("/rss", feed, "application/rss+xml"))
    assert counts(sync(index, source)) == (1, 0, 0, 1)
    server.statuses()
    server.set("/late", page(title="มาช้า"))
    assert sync(index, source).added == (late,)
    assert set(server.statuses()) == {"/rss", "/late"}
    assert counts(sync(index, source)) == (0, 0, 2, 0)


def test_two_feeds_with_the_same_article(tmp_path: Path, server: WebServer) -> None:
    index = tmp_path / "index"
    link = server.set("/n", page())
    sources = [
        NamedSource("feed", server.set(f"/{n}", rss(item(link, f"ข่าว {n}")), "text/xml"))
        for n in "ab"
    ]
    first = sync(index, *sources)
    assert counts(first) == (1, 0, 0, 0)
    for _ in range(2):
        report = sync(index, *sources)
        assert not report.built
        assert not report.rejections


def test_a_source_that_fails_leaves_the_others_alone(tmp_path: Path, server: WebServer) -> None:
    index, folder = tmp_path / "index", tmp_path / "news"
    write(folder, [0])
    missing = NamedSource("folder", str(tmp_path / "missing"))
    with pytest.raises(NoArticlesError, match="missing"):
        sync(index, missing)
    report = sync(
        index,
        missing,
        NamedSource("feed", server.url + "/none"),
        NamedSource("folder", str(folder)),
    )
    assert counts(report) == (1, 0, 0, 2)
    assert [(r.where, r.reason.partition(".")[0]) for r in report.rejections] == [
        (missing.place, "doesn't exist"),
        (server.url + "/none", "answers 404 Not Found"),
    ]


def test_a_sync_whose_build_fails_reads_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, folder = tmp_path / "index", tmp_path / "news"
    source = NamedSource("folder", str(folder))
    write(folder, [0])
    sync(index, source)
    write(folder, [1])
    with monkeypatch.context() as full_disk:
        full_disk.setattr(
            os, "fsync", lambda descriptor: (_ for _ in ()).throw(OSError(28, "full"))
        )
        with pytest.raises(StoreError, match="unchanged"):
            sync(index, source)
    assert sync(index, source).added == ("1.txt",)
    assert ids(searcher(index), article(1).text[:80])[0] == "1.txt"


class MeddlingGetter:
    """Reads like a `Fetcher`, and does something else in the middle of each reading."""

    def __init__(self, meddle: Callable[[], object]) -> None:
        self._meddle = meddle
        self._fetcher = Fetcher(allow_private=True)

    def get(self, url: str, stamp: Stamp = Stamp()) -> Fetched:
        self._meddle()
        return self._fetcher.get(url, stamp)


def test_a_second_sync_or_build_is_told_before_it_fetches_anything(
    tmp_path: Path, server: WebServer
) -> None:
    index = tmp_path / "index"
    generations = Generations(index)
    source = NamedSource("page", server.set("/p", page(title="หน้าแรก")))
    refused: list[str] = []

    def start_others() -> None:
        with pytest.raises(IndexLockedError) as error:
            sync(index, NamedSource("page", server.url + "/other"))
        refused.append(str(error.value))
        with pytest.raises(IndexLockedError) as error:
            builder(index).build([article(1)])
        refused.append(str(error.value))

    first = Syncer([source], generations, lambda _: builder(index), MeddlingGetter(start_others))
    assert first.sync().added == (source.place,)
    assert all(f"process {os.getpid()} on " in message for message in refused)
    assert len(refused) == 2
    assert server.statuses() == {"/p": 200}
    assert counts(sync(index, source)) == (0, 0, 1, 0)


def test_what_was_read_is_remembered_under_the_lock(
    tmp_path: Path, server: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = NamedSource("page", server.set("/p", page(title="หน้าแรก")))
    kept: list[int] = []
    keep = SyncState.keep

    def keep_locked(state: SyncState, items: Mapping[tuple[str, str], Remembered]) -> None:
        with pytest.raises(IndexLockedError), build_lock(tmp_path):
            pass
        kept.append(len(items))
        keep(state, items)

    monkeypatch.setattr(SyncState, "keep", keep_locked)
    assert sync(tmp_path, source).built
    assert not sync(tmp_path, source).built
    assert kept == [1, 1]


def test_the_sources_file_of_the_examples() -> None:
    path = Path(__file__).parents[2] / "examples" / "sources.toml"
    assert read_sources_file(path) == (NamedSource("folder", str(path.parent / "articles")),)
    told = path.read_text(encoding="utf-8").splitlines()
    shown = [
        line.removeprefix("# ") for line in told if line.startswith(("[[", "path", "# [[", "# url"))
    ]
    assert [
        line.partition(" ")[0] for line in shown
    ] == "[[folder]] path [[feed]] url [[page]] url".split()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "names no source"),
        ("[[folder]", "not TOML"),
        ("[folder]\npath='a'", r"two brackets"),
        ("folder = 7", r"two brackets"),
        ("folder = [7]", "on a line of its own"),
        ("[[folders]]\npath='a'", r"takes \[\[folder\]\]"),
        ("[[folder]]\nurl='a'", "takes path and publisher"),
        ("[[feed]]\nurl=7", "is not text"),
        ("[[feed]]\npublisher='a'", "has no url"),
        ("[[feed]]\nurl='ftp://a.example'", "only http and https"),
        ("[[page]]\nurl='a.example'", "only http and https"),
        ("[[folder]]\npath='a'\n[[folder]]\npath='./a'", "twice"),
    ],
)
def test_mistakes_in_the_sources_file(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(content)
    with pytest.raises(SourcesFileError, match=message) as raised:
        read_sources_file(path)
    assert str(path) in str(raised.value)


def test_no_sources_file_names_the_example(tmp_path: Path) -> None:
    with pytest.raises(SourcesFileError, match=r"examples/sources\.toml.*SOURCES_FILE"):
        read_sources_file(tmp_path / "sources.toml")
    (tmp_path / "sources.toml").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(SourcesFileError, match="UTF-8"):
        read_sources_file(tmp_path / "sources.toml")
