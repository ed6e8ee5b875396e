"""Checks a written answer sentence by sentence against the passages it was written from."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.answering.attachment import misattached
from bot.answering.clauses import claims, clauses
from bot.answering.evidence import Stretch, sentences_of, stretch_of, stretches_of
from bot.answering.meaning import Meanings, Thresholds
from bot.answering.names.carrying import Aliases, learnt_from, sounds_of
from bot.answering.names.lacking import missing_name
from bot.answering.orders import has_link, is_order
from bot.answering.polarity import contradicts, opposite
from bot.answering.quantities.amounts import find_amounts
from bot.answering.quantities.carrying import dates_of, missing_amounts, missing_dates
from bot.answering.roles import (
    Clause,
    clauses_of,
    displaced,
    displaced_noun,
    of_another,
    with_heads,
)
from bot.answering.sharing import content_of
from bot.answering.tongues import is_in
from bot.answering.written import Written, read_sentence, take_apart
from index.embedding.embedder import Embedder
from index.language import language_of
from index.types import Language

Reason = Literal["citation", "number", "name", "meaning", "language", "reader", "polarity"]

NEAR = 0.15
"""How far below the nearest stretch of a passage another may lie and still be what a sentence means."""
ABOUT = 0.3
"""How far below the nearest clause of a passage another may lie and still be about the same."""
CLEAR = 0.5
"""How near a clause must be to tell who does what a claim says."""
SAME_WORDS = 0.9
"""How near a clause is that says it nearly in the words of the claim."""
MOST_FOUND = 256  # sentences of which is kept what was found
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
        self._thresholds = Thresholds(embedder)
        self._aliases: Mapping[str, Sequence[str]] = aliases or {}
        self._found: OrderedDict[
            tuple[Written, tuple[str, ...], Language], tuple[int, ...] | _Fault
        ] = OrderedDict()
        self._lock = threading.Lock()

    def prepare(self, passages: Sequence[str]) -> None:
        """Read and embed `passages` ahead, as while a model still writes; checking is quicker then."""
        for text in passages:
            learnt = learnt_from(text)
            known = tuple(dict.fromkeys(thai for _, thai in learnt))
            for clause in clauses_of(text, known):
                for said in (clause.text, clause.head):
                    sounds_of(said, known)
                content_of(clause.text)
                find_amounts(clause.text)
            for sentence in sentences_of(text):
                find_amounts(sentence)
                dates_of(sentence)
                sounds_of(sentence)
                content_of(sentence)
            dates_of(text)
        self._meanings.embed([c for text in passages for c in _clauses_in(text)])

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
        """Return what was found of a sentence lately, or find it.

        While a model writes, what there is so far is checked again and again.
        """
        key = (sentence, tuple(passages), language)
        with self._lock:
            known = self._found.get(key)
        if known is None:
            known = self._find_support(sentence, passages, language)
            with self._lock:
                self._found[key] = known
                while len(self._found) > MOST_FOUND:
                    self._found.popitem(last=False)
        return known

    def _find_support(
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
            if self._lacks_together(case, joined) is None:
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
                *(clause for text in given for clause in _clauses_in(text)),
            ]
        )
        case = self._case(sentence, given, language)
        return [self._judge(case, n, passages[n - 1]) for n in numbers]

    def _judge(self, case: _Case, number: int, passage: str) -> _Judged:
        """Return what `passage` lacks of a sentence: support as a whole or claim by claim, or agreement."""
        where = f"[{number}]"
        judged = self._supported(case, number, passage)
        if judged.fault and len(case.claims) > 1 and judged.stretch:
            # A summary takes its claims from different places: each may have a stretch of its own.
            apart = (
                self._supported(replace(case, sentence=one.text, claims=(one,), is_part=True), number, passage)
                for one in case.claims
            )  # fmt: skip
            if all(one.fault is None for one in apart):
                judged = replace(judged, fault=None)
        if judged.fault is None:
            told = self._told_otherwise(case, clauses_of(passage, case.known), where, passage)
            judged = replace(judged, fault=told)
        return judged

    def _supported(self, case: _Case, number: int, passage: str) -> _Judged:
        """Return the stretch that supports a sentence, or the nearest one and what it lacks."""
        stretches = stretches_of(passage)
        near = [max(self._meanings.nearness(case.sentence, one)) for one in stretches]
        if not near:
            return _Judged(number, 0.0, None, _Fault("citation", f"[{number}] says nothing"))
        first: _Judged | None = None
        for at in sorted(range(len(near)), key=lambda at: -near[at]):
            if first is not None and near[at] < first.similarity - NEAR:
                break
            fault = self._lacking(case, stretches[at], near[at], f"[{number}]", passage)
            judged = _Judged(number, near[at], stretches[at], fault)
            if fault is None:
                return judged
            first = first or judged
        assert first is not None
        return first

    def _lacks_together(self, case: _Case, joined: Stretch) -> _Fault | None:
        """Return what the best stretches of all cited passages together don't support of a sentence."""
        where, passages = "the passages cited", "\n".join(case.passages)
        nearness = max(self._meanings.nearness(case.sentence, joined))
        given = with_heads(joined.clauses, case.known)
        return self._lacking(case, joined, nearness, where, passages) or self._told_otherwise(
            case, given, where, passages
        )

    def _lacking(
        self, case: _Case, stretch: Stretch, nearness: float, where: str, passage: str
    ) -> _Fault | None:
        """Return what `stretch` lacks of a sentence, the surest signs first."""
        sentence = case.sentence
        missing = missing_amounts(sentence, stretch.sentences)
        missing += missing_dates(sentence, stretch.sentences, passage)
        if missing:
            return _Fault("number", f"{missing[0]} is not in {where}")
        if name := missing_name(sentence, stretch, case.passages, case.aliases, case.known):
            return _Fault("name", f"{name} is not in {where}")
        least = self._thresholds.between(case.language, language_of(stretch.text))
        if nearness < (least.claim if case.is_part else least.sentence):
            return _Fault("meaning", f"nearness to {where} is {nearness:.2f}")
        support = self._meanings.support([one.text for one in case.claims], stretch)
        if support < least.claim:
            return _Fault("meaning", f"nearness of a claim to {where} is {support:.2f}")
        return None

    def _told_otherwise(
        self, case: _Case, given: Sequence[Clause], where: str, passage: str
    ) -> _Fault | None:
        """Return whom or what a passage denies or says of another, in the clauses nearest to each claim.

        All of the passage is looked at: what one clause supports another may deny.
        """
        texts = [one.text for one in given]
        near = _with_amounts(case.sentence, texts, self._meanings.to_each(case.sentence, texts))
        at = near.index(max(near))
        about = given[max(0, at - 2) : at + 1]
        if name := of_another(case.sentence, about, case.aliases, case.known):
            return _Fault("name", f"{where} says that of another than {name}")
        for claim in case.claims:
            near = _with_amounts(claim.text, texts, self._meanings.to_each(claim.text, texts))
            close = [
                text for text, value in zip(texts, near, strict=True) if value > max(near) - ABOUT
            ]
            if word := opposite(claim.text, "\n".join(close)):
                return _Fault("polarity", f"{where} says the opposite of {word}")
            if contradicts(claim.text, texts, near, case.language):
                return _Fault("polarity", f"{where} has the negation otherwise")
            name = self._displaced(
                claim.text, given[near.index(max(near))], max(near), case, passage
            )
            if name:
                return _Fault("name", f"{where} says that of another than {name}")
            if name := misattached(claim, given, case.aliases, case.known):
                return _Fault("name", f"{where} gives the amount to another than {name}")
        return None

    @staticmethod
    def _displaced(claim: str, clause: Clause, nearness: float, case: _Case, passage: str) -> str:
        if nearness <= CLEAR:
            return ""
        return displaced(claim, clause, case.aliases, case.known) or displaced_noun(
            claim, clause, passage, is_clear=nearness > SAME_WORDS
        )

    def _case(self, sentence: str, given: Sequence[str], language: Language) -> _Case:
        """Return a sentence with its passages, and with the spellings that those give in brackets."""
        learnt = [pair for text in given for pair in learnt_from(text)]
        aliases = dict(self._aliases)
        for latin, thai in learnt:
            aliases[latin] = (*aliases.get(latin, ()), thai)
        known = tuple(dict.fromkeys(thai for _, thai in learnt))
        said = tuple(with_heads(claims(sentence, language), known))
        return _Case(sentence, said, given, language, aliases, known)


@dataclass(frozen=True, slots=True)
class _Case:
    """A sentence with the passages that it is to be supported by.

    `aliases` are the collection's and theirs; `known` are the Thai spellings of the latter. `is_part`
    tells that it is one claim of a sentence.
    """

    sentence: str
    claims: tuple[Clause, ...]
    passages: Sequence[str]
    language: Language
    aliases: Aliases
    known: tuple[str, ...]
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class _Judged:
    """What one passage says to a sentence: the stretch that comes nearest, and what that lacks."""

    number: int
    similarity: float
    stretch: Stretch | None
    fault: _Fault | None


def _clauses_in(passage: str) -> list[str]:
    return [clause for sentence in sentences_of(passage) for clause in clauses(sentence)]


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
