"""What must be known of every article of a collection to tell how all are stored, without their texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from index.dedup import Signed, group_stories
from index.site_boilerplate import HASH_BYTES as LINE_BYTES
from index.site_boilerplate import CollectionBoilerplate, LineCounts, LineHashes

CONTENT_BYTES = 32


@dataclass(frozen=True, slots=True)
class Known:
    """An article in short: `digest` is of all it says, `lines` are `LineHashes` of its text as it came.

    `gone` are the hashes of its lines that were taken out because they recur across its site, and then
    `text` is the SHA-256 of the text that is stored and `signature` that text's hash of the content and
    MinHash. The three are empty until they are worked out.
    """

    id: str
    site: str
    published: date | None
    digest: bytes
    lines: bytes
    gone: bytes = b""
    text: bytes = b""
    signature: bytes = b""

    @property
    def age(self) -> tuple[date, str]:
        """What articles are sorted by: the oldest first, those without a date last."""
        return self.published or date.max, self.id


@dataclass(frozen=True, slots=True)
class Planned:
    """A text that is to be stored: the oldest article with it, the others, and its story's oldest article."""

    first: Known
    copies: tuple[Known, ...]
    story: str

    @property
    def members(self) -> tuple[Known, ...]:
        return self.first, *self.copies


def recurring_lines(articles: Iterable[Known]) -> dict[str, bytes]:
    """Return by id the hashes of those lines of each article that recur across its site."""
    everything = sorted(articles, key=lambda known: known.age)
    hashes = [LineHashes.from_bytes(known.lines) for known in everything]
    counts = LineCounts()
    for known, found in zip(everything, hashes, strict=True):
        counts.add_lines(known.site, found)
    boilerplate = CollectionBoilerplate(counts)
    return {
        known.id: bytes.fromhex("".join(sorted(boilerplate.recurring(known.site, found.lines))))
        for known, found in zip(everything, hashes, strict=True)
    }


def unpacked(gone: bytes) -> frozenset[str]:
    """Return the hashes of lines in `Known.gone`."""
    return frozenset(gone[i : i + LINE_BYTES].hex() for i in range(0, len(gone), LINE_BYTES))


def plan(articles: Iterable[Known]) -> list[Planned]:
    """Return what is to be stored of `articles`, the oldest first; it depends on the set of them alone."""
    same: dict[bytes, list[Known]] = {}
    for known in sorted(articles, key=lambda known: known.age):
        same.setdefault(known.text, []).append(known)
    stories = _stories([copies[0] for copies in same.values()])
    return [
        Planned(copies[0], tuple(copies[1:]), stories[copies[0].id]) for copies in same.values()
    ]


def _stories(firsts: Sequence[Known]) -> Mapping[str, str]:
    return group_stories(
        Signed(
            known.id,
            known.published,
            known.signature[:CONTENT_BYTES].hex(),
            known.signature[CONTENT_BYTES:],
        )
        for known in firsts
    )
