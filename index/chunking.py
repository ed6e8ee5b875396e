"""Cuts an article into passages that end where a sentence ends, each knowing its offsets.

A passage holds whole sentences up to `max_characters`. Where a paragraph is longer than a passage,
its passages overlap by a sentence, so that an answer and its context stay together in one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from index.clusters import clusters
from index.sentences import paragraphs, sentences_of, trim
from index.types import Article, Passage, Span
from index.words import cut


@dataclass(frozen=True, slots=True)
class Chunking:
    """How articles are cut; `max_characters` counts characters, `overlap` sentences."""

    max_characters: int = 500
    overlap: int = 1

    def describe(self) -> str:
        return f"sentences-{self.max_characters}-{self.overlap}"


def chunk(article: Article, chunking: Chunking = Chunking()) -> list[Passage]:
    """Return the passages of `article` in order, at least one unless it is empty or white space.

    No passage starts or ends inside a word, a number or a Thai character cluster, and every
    character other than white space is in at least one passage.
    """
    return [
        Passage(article.id, ordinal, span.start, span.end, span.of(article.text))
        for ordinal, span in enumerate(_passages(article.text, chunking))
    ]


def _passages(text: str, chunking: Chunking) -> Iterator[Span]:
    """Yield whole paragraphs together while they fit, and long paragraphs in overlapping pieces."""
    open_span: Span | None = None
    for paragraph in paragraphs(text):
        if open_span and paragraph.end - open_span.start <= chunking.max_characters:
            open_span = Span(open_span.start, paragraph.end)
            continue
        if open_span:
            yield open_span
            open_span = None
        if len(paragraph) <= chunking.max_characters:
            open_span = paragraph
            continue
        pieces = [
            part
            for sentence in sentences_of(text, paragraph)
            for part in _split_unbroken(text, sentence, chunking.max_characters)
        ]
        yield from _pack(pieces, chunking)
    if open_span:
        yield open_span


def _pack(sentences: Sequence[Span], chunking: Chunking) -> Iterator[Span]:
    first = 0
    while first < len(sentences):
        last = first
        while (
            last + 1 < len(sentences)
            and sentences[last + 1].end - sentences[first].start <= chunking.max_characters
        ):
            last += 1
        yield Span(sentences[first].start, sentences[last].end)
        if last + 1 == len(sentences):
            return
        # The next passage must begin after this one did and reach further than this one does.
        start = max(first + 1, last + 1 - chunking.overlap)
        while (
            start <= last
            and sentences[last + 1].end - sentences[start].start > chunking.max_characters
        ):
            start += 1
        first = start


def _split_unbroken(text: str, span: Span, limit: int) -> Iterator[Span]:
    """Yield `span` in pieces of at most about `limit` characters, cut between words.

    Only what has no space to cut at comes here too long (crawled text, or a list glued together).
    """
    if len(span) <= limit:
        yield span
        return
    start = position = span.start
    for word in _words(span.of(text)):
        if position > start and position + len(word) - start > limit:
            if piece := trim(text, start, position):
                yield piece
            start = position
        position += len(word)
    if piece := trim(text, start, span.end):
        yield piece


def _words(text: str) -> list[str]:
    """Return the words of `text`; those that the tokenizer parted inside a cluster are joined again."""
    units = clusters(text)
    tokens = cut(text)
    if "".join(tokens) != text:
        return units
    ends = sorted(_ends(tokens) & _ends(units))
    return [text[start:end] for start, end in pairwise([0, *ends])]


def _ends(parts: Sequence[str]) -> set[int]:
    return set(accumulate(map(len, parts)))
