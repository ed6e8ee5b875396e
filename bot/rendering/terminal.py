"""Writes answers and search results for a terminal, in colour where the terminal has it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.answerer import framing
from bot.answering.types import Answer, Quote, Source
from bot.rendering.calendars import written_date
from bot.texts import text
from index.clusters import shorten
from index.language import language_of
from index.types import Copy, Language, SearchResult

BOLD, DIM, RESET = "\033[1m", "\033[2m", "\033[0m"
PREVIEW = 160
LONGEST_TITLE = 100
MAX_ALSO = 3


class TerminalRenderer:
    """`colour` switches bold and dim; without it marks are shown between asterisks."""

    def __init__(self, colour: bool) -> None:
        self._colour = colour

    def answer(self, answer: Answer) -> str:
        """Return the lines of an answer: the frame, the quotes, then where they stand."""
        if answer.status == "not_found":
            return self._not_found(answer)
        frame = framing(answer)
        quotes = [f"  {self._marked(quote)} [{quote.source}]" for quote in answer.quotes]
        heading = self._dim(text("sources", answer.language))
        return "\n".join(
            [frame, "", *quotes, "", heading, *self._sources(answer.sources, answer.language)]
        )

    def search(self, result: SearchResult) -> str:
        """Return a block for each passage found."""
        blocks, language = [], language_of(result.question)
        for hit in result.hits:
            head = self._bold(
                f"{hit.rank}. {shorten(hit.article.title, LONGEST_TITLE) or hit.article.id}"
            )
            preview = shorten(" ".join(hit.passage.text.split()), PREVIEW)
            place = self._dim(f"   {hit.passage.id}  {hit.score:.3f}")
            blocks.append(
                "\n".join(
                    [f"{head}\n   {preview}\n{place}", *self._also(hit.also, "   ", language)]
                )
            )
        return "\n".join(blocks)

    def _not_found(self, answer: Answer) -> str:
        lines = [text("not_found", answer.language)]
        if answer.nearest:
            lines += ["", self._dim(text("nearest", answer.language))]
            lines += self._sources(answer.nearest, answer.language)
        return "\n".join(lines)

    def _sources(self, sources: Sequence[Source], language: Language) -> list[str]:
        lines = []
        for source in sources:
            parts = (source.publisher, written_date(source.published, language))
            lines.append(
                f"  [{source.n}] {shorten(source.title, LONGEST_TITLE) or source.article_id}"
            )
            lines.append(self._dim(f"      {' · '.join(part for part in parts if part)}"))
            lines.append(self._dim(f"      {source.url or source.article_id}"))
            lines += self._also(source.also, "      ", language)
        return lines

    def _also(self, copies: Sequence[Copy], indent: str, language: Language) -> list[str]:
        """Return the line that names the other articles of a story, if there are any."""
        if not copies:
            return []
        named = [copy.publisher or copy.url or copy.article_id for copy in copies[:MAX_ALSO]]
        more = f" +{len(copies) - MAX_ALSO}" if len(copies) > MAX_ALSO else ""
        return [self._dim(f"{indent}{text('also', language)}: {', '.join(named)}{more}")]

    def _marked(self, quote: Quote) -> str:
        opening, closing = (BOLD, RESET) if self._colour else ("*", "*")
        shown, position = "", 0
        for mark in quote.marks:
            shown += quote.text[position : mark.start] + opening + mark.of(quote.text) + closing
            position = mark.end
        return f"“{' '.join((shown + quote.text[position:]).split())}”"

    def _bold(self, line: str) -> str:
        return f"{BOLD}{line}{RESET}" if self._colour else line

    def _dim(self, line: str) -> str:
        return f"{DIM}{line}{RESET}" if self._colour else line
