"""Checks a written answer sentence by sentence against the passages it was written from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.answering.clauses import claims
from bot.answering.evidence import Stretch, sentences_of, stretch_of, stretches_of
from bot.answering.meaning import Meanings, Thresholds
from bot.answering.names.carrying import Aliases, learnt_from, sounds_of
from bot.answering.names.lacking import missing_name
from bot.answering.orders import has_link, is_order
from bot.answering.polarity import contradicts, opposite
from bot.answering.quantities.amounts import find_amounts
from bot.answering.quantities.carrying import dates_of, missing_amounts, missing_dates
from bot.answering.roles import displaced, displaced_noun, with_heads
from bot.answering.tongues import is_in
from bot.answering.written import Written, read_sentence, take_apart
from index.embedding.embedder import Embedder
from index.types import Language

Reason = Literal["citation", "number", "name", "meaning", "language", "reader", "polarity"]

NEAR = 0.12
"""How far below the most similar stretch of a passage another may lie and still be what a sentence means."""
OF_AN_AMOUNT = 0.2
"""How much nearer a shared amount brings a clause."""


@dataclass(frozen=True, slots=True)
class Removed:
    """A sentence that was taken out, and why; `detail` is for the log: "50 billion is not in [1]"."""

    sentence: str
    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What is left of a written answer: `text` is "" if nothing is.

    `cited` are the numbers of the passages (from 1) in the order of their first citation.
    """

    text: str
    sentences: tuple[str, ...]
    cited: tuple[int, ...]
    removed: tuple[Removed, ...]


@dataclass(frozen=True, slots=True)
class _Fault:
    reason: Reason
    detail: str


class Grounding:
    """Lets through only sentences that a passage supports; safe to use from several threads.

    `aliases` are the Thai spellings that the collection learnt for Latin names.
    """

    def __init__(self, embedder: Embedder, aliases: Aliases | None = None) -> None:
        self._meanings = Meanings(embedder)
        self._thresholds = Thresholds.of(embedder)
        self._aliases: Mapping[str, Sequence[str]] = aliases or {}

    def prepare(self, passages: Sequence[str]) -> None:
        """Read and embed `passages` ahead, as while a model still writes; checking is quicker then."""
        for text in passages:
            for sentence in sentences_of(text):
                find_amounts(sentence)
                dates_of(sentence)
                sounds_of(sentence)
            dates_of(text)
            learnt_from(text)
        self._meanings.embed(
            [c for text in passages for one in stretches_of(text) for c in one.clauses]
        )

    def check(
        self, question: str, written: str, passages: Sequence[str], language: Language
    ) -> Checked:
        """Return what the passages support of a `written` answer to `question`, in `language`."""
        sentences = take_apart(written)
        kept: list[str] = []
        cited: dict[int, None] = {}
        removed: list[Removed] = []
        self._meanings.embed(
            [text for one in sentences for text in (one.text, *claims(one.text, language))]
        )
        for sentence in sentences:
            found = self._support(sentence, passages, language)
            if isinstance(found, _Fault):
                removed.append(Removed(sentence.text, found.reason, found.detail))
                continue
            complete = sentence.with_citations(found)
            if complete not in kept:
                kept.append(complete)
                cited |= dict.fromkeys(found)
        return Checked(" ".join(kept), tuple(kept), tuple(cited), tuple(removed))

    def check_sentence(
        self, sentence: str, passages: Sequence[str], language: Language
    ) -> Removed | None:
        """Return why `sentence` is not supported, or None if it is."""
        read = read_sentence(sentence)
        found = self._support(read, passages, language)
        if isinstance(found, _Fault):
            return Removed(read.text, found.reason, found.detail)
        return None

    def _support(
        self, sentence: Written, passages: Sequence[str], language: Language
    ) -> tuple[int, ...] | _Fault:
        """Return the passages that support a sentence: those it cites, else the best other one."""
        fault = _unfit(sentence.text, language)
        if fault:
            return fault
        cited = [n for n in sentence.cited if 1 <= n <= len(passages)]
        found = self._supporting(sentence.text, cited, passages, language)
        if not isinstance(found, _Fault):
            return found
        others = [n for n in range(1, len(passages) + 1) if n not in cited]
        judged = self._judged(sentence.text, others, passages, language)
        best = max((one for one in judged if one.fault is None), default=None, key=_similarity)
        if best is not None:
            return (best.number,)
        nearest = max(judged, default=None, key=_similarity)
        return found if cited or nearest is None or nearest.fault is None else nearest.fault

    def _supporting(
        self, sentence: str, cited: Sequence[int], passages: Sequence[str], language: Language
    ) -> tuple[int, ...] | _Fault:
        """Return which of the cited passages support a sentence, alone or, failing that, together."""
        judged = self._judged(sentence, cited, passages, language)
        alone = tuple(one.number for one in judged if one.fault is None)
        if alone:
            return alone
        read = [one for one in judged if one.stretch]
        if not read:
            return _Fault("citation", "it cites no passage that says anything")
        if len(read) > 1:
            joined = stretch_of(
                tuple(s for one in read if one.stretch for s in one.stretch.sentences)
            )
            given = [passages[one.number - 1] for one in read]
            case = self._case(sentence, given, language)
            whole = self._fault_in(case, joined, "the passages cited", "\n".join(case.passages))
            if whole.fault is None:
                return tuple(one.number for one in read)
        fault = max(read, key=_similarity).fault
        assert fault is not None  # else it would stand in `alone`
        return fault

    def _judged(
        self, sentence: str, numbers: Sequence[int], passages: Sequence[str], language: Language
    ) -> list[_Judged]:
        """Return for each passage the stretch that supports a sentence, or what its best one lacks.

        One stretch must support all of the sentence, and be about as similar to it as any other.
        """
        given = [passages[n - 1] for n in numbers]
        # All at once: one batch is far cheaper than many.
        self._meanings.embed(
            [
                sentence,
                *claims(sentence, language),
                *(c for text in given for one in stretches_of(text) for c in one.clauses),
            ]
        )
        case = self._case(sentence, given, language)
        return [self._judge(case, n, passages[n - 1]) for n in numbers]

    def _judge(self, case: _Case, number: int, passage: str) -> _Judged:
        stretches = stretches_of(passage)
        similar = [max(self._meanings.similarities(case.sentence, one)) for one in stretches]
        if not similar:
            return _Judged(number, 0.0, None, _Fault("citation", f"[{number}] says nothing"))
        first: _Judged | None = None
        for at in sorted(range(len(similar)), key=lambda at: -similar[at]):
            if first is not None and similar[at] < first.similarity - NEAR:
                break
            judged = self._fault_in(case, stretches[at], f"[{number}]", passage, number)
            if judged.fault is None:
                return judged
            first = first or judged
        assert first is not None
        return first

    def _fault_in(
        self, case: _Case, stretch: Stretch, where: str, passage: str, number: int = 0
    ) -> _Judged:
        """Return what `stretch` doesn't support of a sentence, the surest signs first."""
        *near, whole = self._meanings.similarities(case.sentence, stretch)
        similarity = max(*near, whole)

        def judged(reason: Reason | None = None, detail: str = "") -> _Judged:
            fault = _Fault(reason, detail) if reason else None
            return _Judged(number, similarity, stretch, fault)

        sentence = case.sentence
        missing = missing_amounts(sentence, stretch.sentences)
        missing += missing_dates(sentence, stretch.sentences, passage)
        if missing:
            return judged("number", f"{missing[0]} is not in {where}")
        aliases, known = case.aliases, case.known
        if name := missing_name(sentence, stretch, case.passages, aliases, known):
            return judged("name", f"{name} is not in {where}")
        if word := opposite(sentence, stretch.text):
            return judged("polarity", f"{where} says the opposite of {word}")
        near = _with_amounts(sentence, stretch.clauses, near)
        if contradicts(sentence, stretch.clauses, near, case.language):
            return judged("polarity", f"{where} has the negation otherwise")
        about = with_heads(stretch.clauses, known)[max(range(len(near)), key=near.__getitem__)]
        name = displaced(sentence, about, aliases, known)
        if name or (name := displaced_noun(sentence, about.text, passage)):
            return judged("name", f"{where} says that of another than {name}")
        support = self._meanings.support(claims(sentence, case.language), stretch)
        if support < self._thresholds[case.language]:
            return judged("meaning", f"similarity to {where} is {support:.2f}")
        return judged()

    def _case(self, sentence: str, given: Sequence[str], language: Language) -> _Case:
        """Return a sentence with its passages, and with the spellings that those give in brackets."""
        learnt = [pair for text in given for pair in learnt_from(text)]
        aliases = dict(self._aliases)
        for latin, thai in learnt:
            aliases[latin] = (*aliases.get(latin, ()), thai)
        known = tuple(dict.fromkeys(thai for _, thai in learnt))
        return _Case(sentence, given, language, aliases, known)


@dataclass(frozen=True, slots=True)
class _Case:
    """A sentence with the passages that it is to be supported by.

    `aliases` are the collection's and theirs; `known` are the Thai spellings of the latter.
    """

    sentence: str
    passages: Sequence[str]
    language: Language
    aliases: Aliases
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Judged:
    """What one passage says to a sentence: the stretch that comes nearest, and what that lacks."""

    number: int
    similarity: float
    stretch: Stretch | None
    fault: _Fault | None


def _similarity(judged: _Judged) -> float:
    return judged.similarity


def _with_amounts(sentence: str, clauses: Sequence[str], near: Sequence[float]) -> list[float]:
    """Return how much each clause is what `sentence` is about: by meaning, and by shared amounts."""
    amounts = len(find_amounts(sentence))
    return [
        value + OF_AN_AMOUNT * (amounts - len(missing_amounts(sentence, [clause])))
        for value, clause in zip(near, clauses, strict=True)
    ]


def _unfit(sentence: str, language: Language) -> _Fault | None:
    """Return what keeps a sentence out of any answer."""
    if not is_in(sentence, language):
        return _Fault("language", f"not in {language}")
    if has_link(sentence):
        return _Fault("citation", "a link")
    if is_order(sentence):
        return _Fault("meaning", "speaks to a language model")
    return None
