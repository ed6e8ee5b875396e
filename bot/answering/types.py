"""The nouns of an answer: what was quoted, from where, and how sure the search is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from bot.answering.grounding import Removed
from index.types import Copy, Hit, Language, Span

Status = Literal["answered", "not_found"]
Outcome = Literal["written", "declined", "unsupported", "language", "failed"]


@dataclass(frozen=True, slots=True)
class Quote:
    """Verbatim text of a stored article: `article.text[start:end] == text`.

    `marks` are the deciding words, as offsets into `text`; `source` is the number of its `Source`.
    """

    text: str
    article_id: str
    start: int
    end: int
    source: int
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a quote stands, numbered from 1 in the order of the quotes.

    `also` names other articles that tell the same story in the same words or nearly so.
    """

    n: int
    article_id: str
    title: str
    publisher: str
    published: date | None
    url: str
    also: tuple[Copy, ...] = ()


@dataclass(frozen=True, slots=True)
class Writing:
    """A language model's part in an answer; `prompt` is the digest of the prompt's file.

    `written`: the text is the model's, as far as the passages support it. Otherwise the answer quotes:
    `declined`, as the model said that the passages don't answer; `unsupported`, as nothing it wrote
    was; `language`, as it kept to another language; `failed`, as no text came (`detail` says why).
    """

    model: str
    prompt: str
    outcome: Outcome
    removed: tuple[Removed, ...] = ()
    detail: str = ""
    cached: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person is told: an answer with sources, or an honest `not_found` with what comes nearest.

    For `not_found`, `quotes` and `sources` are empty and `nearest` names the articles that come
    closest to the question. `confidence` is the probability that the articles answer. `searched` is
    what was searched: for a follow-up, the question together with what it follows. `hits` are the
    passages found, best first, and `answering` has the reader's logit for each that it read, by the
    passage's id; it is empty without a reader. `writing` is None when no language model was asked; if it wrote the
    answer, `text` is what it wrote, the numbers in it those of the sources, and `quotes` bear it out.
    """

    question: str
    language: Language
    status: Status
    text: str
    quotes: tuple[Quote, ...] = ()
    sources: tuple[Source, ...] = ()
    nearest: tuple[Source, ...] = ()
    confidence: float = 0.0
    generation: str = ""
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    searched: str = ""
    hits: tuple[Hit, ...] = field(default=(), repr=False)
    answering: Mapping[str, float] = field(default_factory=dict, repr=False)
    writing: Writing | None = None

    @property
    def is_written(self) -> bool:
        """Whether the text is a language model's."""
        return self.writing is not None and self.writing.outcome == "written"
