"""The nouns of the index: what an article, a passage and a hit are, frozen and shared by all modules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Language = Literal["th", "en"]
LANGUAGES: tuple[Language, ...] = ("th", "en")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of characters, `start` inclusive and `end` exclusive."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Article:
    """One news article; `text` is stored as it is given and never changed afterwards."""

    id: str
    text: str
    title: str = ""
    url: str = ""
    publisher: str = ""
    published: date | None = None
    lang: str = "th"
    author: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A searchable stretch of an article: `article.text[start:end] == text`."""

    article_id: str
    ordinal: int
    start: int
    end: int
    text: str

    @property
    def id(self) -> str:
        return f"{self.article_id}#{self.ordinal}"


@dataclass(frozen=True, slots=True)
class Copy:
    """Another article that tells the story of a hit, in the same words or nearly so."""

    article_id: str
    title: str = ""
    url: str = ""
    publisher: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found; `score` orders the hits of one search, higher is better.

    `dense` and `lexical` are the scores of the two legs that `score` is made of. Of a story that
    several articles tell one is shown; `also` names the others.
    """

    rank: int
    score: float
    passage: Passage
    article: Article
    also: tuple[Copy, ...] = ()
    dense: float = 0.0
    lexical: float = 0.0


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The hits of one question, best first, with the probability that they answer it."""

    question: str
    hits: tuple[Hit, ...]
    confidence: float
    generation: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one search saw, as features for `index.confidence`; all are 0 when nothing was found.

    `best` is the highest cosine, `above_background` how far it lies above the question's cosines to
    the collection at large, `margin` how far above the following hits; `lexical` is the highest
    lexical score, `known_words` the share of the question's information that the index knows, and
    `agreement` 1 / the dense rank of the lexical leg's best passage.
    """

    best: float = 0.0
    above_background: float = 0.0
    margin: float = 0.0
    lexical: float = 0.0
    known_words: float = 0.0
    agreement: float = 0.0
