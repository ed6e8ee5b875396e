"""Chooses the sentences to quote: those around the answer that the reader points at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bot.answering.asked_names import unnamed
from bot.answering.holding import of_the_holder
from bot.answering.placing import Placing
from bot.answering.types import Quote
from index.captions import is_caption
from index.language import language_of
from index.reading.judge import Judge, Judged
from index.sentences import MAX_CHARACTERS, sentences_of, trim
from index.types import Article, Language, SearchResult, Span

# A further quote must be nearly as probable as the best: a wrong one beside it costs more trust
# than a missing one. In units of the passages' logit.
SECOND_BEST = 0.6
# How far below the best a reading may lie and still go first because it tells of the place asked about.
NEARLY_BEST = 1.5
UNNAMED: Mapping[Language, float] = {"th": 0.3, "en": 0.5}
"""What is left of the confidence in an article that doesn't name whom the question asks about.

Between two scripts a name may be there and not be known again: 4 % of XQuAD's English questions, 1 % of the Thai.
"""


@dataclass(frozen=True, slots=True)
class FoundQuotes:
    """Quotes, best first, and the probability that the best passage among them answers.

    `answering` is the reader's logit of each passage that it read, by the passage's id.
    """

    quotes: tuple[Quote, ...]
    confidence: float
    answering: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Pointed:
    """What the reader points at, and the sentence around it."""

    judged: Judged
    sentence: Span

    @property
    def text(self) -> str:
        return self.sentence.of(self.judged.hit.article.text)


class QuoteFinder(Protocol):
    """Finds what to quote in the hits of a search."""

    def find(self, result: SearchResult) -> FoundQuotes: ...


class ReadQuotes:
    """Quotes the sentence around each span that the reader found, the span marked."""

    def __init__(self, judge: Judge, placing: Placing, limit: int) -> None:
        self._judge = judge
        self._placing = placing
        self._limit = limit

    def find(self, result: SearchResult) -> FoundQuotes:
        read = self._judge.judge(result).judged
        if not read:
            return FoundQuotes((), 0.0)
        least = read[0].logit - NEARLY_BEST
        nearly = [_Pointed(one, sentence_around(one)) for one in read if one.logit >= least]
        placed = self._placing.of_the_place(result.question, nearly, lambda one: one.text)
        held = of_the_holder(result.question, placed, lambda one: one.text)
        least = held[0].judged.logit - SECOND_BEST
        chosen = [one for one in held if one.judged.logit >= least]
        # Of what is about equally good, the story's own words come before what stands under a picture.
        chosen.sort(key=lambda one: is_caption(one.text))
        quotes: list[Quote] = []
        numbers: dict[str, int] = {}
        logits: list[float] = []
        for judged, span in ((one.judged, one.sentence) for one in chosen):
            article = judged.hit.article
            if len(quotes) < self._limit and not _is_quoted(article, span, quotes):
                source = numbers.setdefault(article.id, len(numbers) + 1)
                quotes.append(_quote(judged, span, source))
                logits.append(judged.logit)
        answering = {judged.hit.passage.id: judged.logit for judged in read}
        confidence = self._judge.confidence(result, max(logits))
        articles = {one.judged.hit.article.id: one.judged.hit.article for one in chosen}
        quoted = [articles[name] for name in numbers]
        if unnamed(result.question, [f"{one.title}\n{one.text}" for one in quoted]):
            confidence *= UNNAMED[language_of(result.question)]
        return FoundQuotes(tuple(quotes), confidence, answering)


def sentence_around(judged: Judged) -> Span:
    """Return the sentence of the article that holds the span, or those it reaches across.

    If they are longer than a quote may be, they are cut down to the sentences at the span itself.
    """
    text = judged.hit.article.text
    span = trim(text, judged.span.start, judged.span.end)
    paragraph = _line_around(text, span.start)
    whole = list(sentences_of(text, paragraph))
    touched = [s for s in whole if s.start < span.end and s.end > span.start]
    if not touched:
        nearest = min(whole, key=lambda s: abs(s.start - span.start), default=paragraph)
        return span if len(span) else nearest
    while len(touched) > 1 and touched[-1].end - touched[0].start > MAX_CHARACTERS:
        touched.pop()
    return Span(touched[0].start, touched[-1].end)


def _line_around(text: str, position: int) -> Span:
    """Return the line at `position`; of a position between two lines, the one before."""
    while position and text[position : position + 1].strip() == "":
        position -= 1
    end = text.find("\n", position)
    return trim(text, text.rfind("\n", 0, position) + 1, end if end >= 0 else len(text))


def _quote(judged: Judged, span: Span, source: int) -> Quote:
    text = span.of(judged.hit.article.text)
    start = max(judged.span.start - span.start, 0)
    end = min(judged.span.end - span.start, len(text))
    marked = Span(start, max(start, end))
    return Quote(
        text=text,
        article_id=judged.hit.article.id,
        start=span.start,
        end=span.end,
        source=source,
        marks=(marked,) if len(marked) else (),
    )


def _is_quoted(article: Article, span: Span, quotes: Iterable[Quote]) -> bool:
    text = span.of(article.text)
    return any(
        quote.text == text
        or (quote.article_id == article.id and quote.start < span.end and span.start < quote.end)
        for quote in quotes
    )
