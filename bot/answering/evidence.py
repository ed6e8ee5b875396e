"""The sentences of a passage, alone and with their neighbours, as far as they are news."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.answering.clauses import clauses
from bot.answering.orders import without_orders
from index.sentences import paragraphs
from index.sentences import sentences_of as sentences_in

WIDEST = 3  # sentences that one claim may be spread over


@dataclass(frozen=True, slots=True)
class Stretch:
    """One to three neighbouring sentences, and their clauses."""

    sentences: tuple[str, ...]
    clauses: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.sentences)


@lru_cache(maxsize=512)
def paragraphs_of(passage: str) -> tuple[tuple[str, ...], ...]:
    """Return the sentences of each paragraph; what speaks to a language model is left out."""
    said = without_orders(passage)
    return tuple(
        tuple(span.of(said) for span in sentences_in(said, paragraph))
        for paragraph in paragraphs(said)
    )


def sentences_of(passage: str) -> tuple[str, ...]:
    """Return the sentences of a passage, as far as they are news."""
    return tuple(sentence for paragraph in paragraphs_of(passage) for sentence in paragraph)


def stretch_of(said: tuple[str, ...]) -> Stretch:
    return Stretch(said, tuple(clause for sentence in said for clause in clauses(sentence)))


@lru_cache(maxsize=512)
def stretches_of(passage: str) -> tuple[Stretch, ...]:
    """Return every stretch of neighbouring sentences of `passage`, narrow ones first."""
    said = sentences_of(passage)

    def cut() -> Iterator[Stretch]:
        for width in range(1, WIDEST + 1):
            for start in range(len(said) - width + 1):
                yield stretch_of(said[start : start + width])

    return tuple(cut())
