"""Reads the sources of a sync once, item by item, and tells what is new or changed from what is not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from index.build import Progress
from index.digests import article_digest
from index.errors import FetchError, SourceError
from index.sources.feeds import Entry, is_feed, read_feed
from index.sources.fetch import Stamp
from index.sources.files import File, files_of, read_file, written
from index.sources.repeats import without_repeats
from index.sources.sources_file import NamedSource
from index.sources.types import Located, Read, Rejection
from index.sources.web import Getter, WebReader
from index.sync_state import Remembered, SyncState
from index.types import Article

VERSION = "2"  # of reading and cleaning; with another one everything is read again
_WHOLE = ""  # the item of a feed or page as a whole


class SyncReading:
    """One pass over the sources: collects the articles to take, and what to remember of each item."""

    def __init__(
        self, state: SyncState, held: dict[str, bytes], getter: Getter, progress: Progress
    ) -> None:
        self.articles: list[Article] = []
        self.rejections: list[Rejection] = []
        self.unchanged = 0
        self.seen: dict[tuple[str, str], Remembered] = {}
        self._state = state
        self._held = held
        self._getter = getter
        self._web = WebReader(getter)
        self._progress = progress
        self._claimed: dict[str, str] = {}

    def read(self, source: NamedSource) -> None:
        """Read one source; what can't be read is rejected and tried again next time."""
        key = "\t".join((VERSION, source.kind, source.place, source.publisher))
        known = self._state.items(key)
        try:
            if source.kind == "folder":
                self._folder(source, key, known)
            else:
                self._address(source, key, known)
        except SourceError as error:
            # A path is named by the error already, an address is not.
            reason = str(error).removeprefix(f"{source.place} ")
            self.rejections.append(Rejection(source.place, reason))

    def _folder(self, source: NamedSource, key: str, known: dict[str, Remembered]) -> None:
        for file in files_of(Path(source.place)):
            if isinstance(file, Rejection):
                self.rejections.append(file)
                continue
            item = written(str(file.path))
            stamp = _stamp_of(file)
            before = known.get(item)
            if before and before.content and before.stamp == stamp and self._is_held(before, item):
                self._keep_unchanged((key, item), item, before)
                continue
            content = _hash_of(file)
            if before and content and before.content == content and self._is_held(before, item):
                self._keep_unchanged((key, item), item, replace(before, stamp=stamp))
                continue
            self._take(source, (key, item), item, Remembered(stamp, content), read_file(file))

    def _address(self, source: NamedSource, key: str, known: dict[str, Remembered]) -> None:
        before = known.get(_WHOLE, Remembered())
        is_held = self._is_held(before, source.place)
        fetched = self._getter.get(source.place, before.stamp if is_held else Stamp())
        content = hashlib.sha256(fetched.content).hexdigest()
        if is_held and before.content and (not fetched.changed or content == before.content):
            stamp = fetched.stamp if fetched.changed else before.stamp
            self._keep_unchanged((key, _WHOLE), source.place, replace(before, stamp=stamp))
            return
        now = Remembered(fetched.stamp, content)
        if is_feed(fetched.content, fetched.content_type):
            self._feed(
                source, key, known, now, read_feed(fetched.content, fetched.url, fetched.charset)
            )
        else:
            reads = self._web.articles_of(fetched)
            self._take(source, (key, _WHOLE), source.place, now, reads)

    def _feed(
        self,
        source: NamedSource,
        key: str,
        known: dict[str, Remembered],
        now: Remembered,
        entries: Sequence[Entry],
    ) -> None:
        articles: dict[str, str] = {}
        complete = True
        for entry in entries:
            where = entry.link or entry.id
            before = known.get(entry.id)
            if before and before.content == entry.digest and self._is_held(before, source.place):
                self._keep_unchanged((key, entry.id), source.place, before)
            elif entry.id not in self._claimed:  # else another feed had the same article
                try:
                    reads: list[Read] = [Located(where, self._web.article_of(entry))]
                except FetchError as error:
                    self.rejections.append(Rejection(where, str(error)))
                    complete = False
                    continue
                except SourceError as error:
                    reads = [Rejection(where, str(error))]
                self._take(
                    source, (key, entry.id), source.place, Remembered(content=entry.digest), reads
                )
            taken = self.seen.get((key, entry.id), Remembered())
            articles |= taken.articles
            now = replace(now, rejections=(*now.rejections, *taken.rejections))
        # A feed with a page that couldn't be read has to be read again, even if it stays the same.
        self.seen[key, _WHOLE] = replace(now, articles=articles) if complete else Remembered()

    def _take(
        self,
        source: NamedSource,
        key: tuple[str, str],
        owner: str,
        now: Remembered,
        reads: Sequence[Read] | Iterator[Read],
    ) -> None:
        """Collect what was read of an item, and what is to be remembered of it."""
        articles: dict[str, Article] = {}
        rejections: list[Rejection] = []
        for found in without_repeats(reads):
            self._progress("read", len(self.articles) + len(articles) + 1, 0)
            if isinstance(found, Rejection):
                rejections.append(found)
            elif self._claimed.setdefault(found.id, owner) == owner:
                publisher = source.publisher or found.publisher
                articles[found.id] = replace(found, publisher=publisher)
            elif source.kind == "folder":
                other = self._claimed[found.id]
                reason = f"has the id {found.id!r} of an article in {other}; give it one of its own"
                rejections.append(Rejection(owner, reason))
        self.articles += articles.values()
        self.rejections += rejections
        digests = {i: article_digest(article).hex() for i, article in articles.items()}
        self.seen[key] = replace(now, articles=digests, rejections=tuple(rejections))

    def _is_held(self, item: Remembered, owner: str) -> bool:
        """Whether the index in use holds all that came of an item, and no other source claimed it."""
        return all(
            self._held.get(article_id, b"").hex() == digest
            and self._claimed.get(article_id, owner) == owner
            for article_id, digest in item.articles.items()
        )

    def _keep_unchanged(self, key: tuple[str, str], owner: str, known: Remembered) -> None:
        for article_id in known.articles:
            self._claimed.setdefault(article_id, owner)
        self.unchanged += len(known.articles)
        self.rejections += known.rejections
        self.seen[key] = known


def _stamp_of(file: File) -> Stamp:
    try:
        status = file.path.stat()
    except OSError:
        return Stamp("unknown", "")
    return Stamp(str(status.st_size), str(status.st_mtime_ns))


def _hash_of(file: File) -> str:
    try:
        with file.path.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""
