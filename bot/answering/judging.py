"""Judges one sentence by one passage: what supports it there, and what tells it otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.answering.acting import continues, goes_on, swapped
from bot.answering.attachment import given_to_another, swapped_amount
from bot.answering.clauses import comparable
from bot.answering.contrasted import told_of_the_other
from bot.answering.counting import miscounted
from bot.answering.directed import turned_round
from bot.answering.doing import done_by_another
from bot.answering.evidence import Stretch, sentences_of, stretches_of
from bot.answering.meaning import Meanings, Thresholds
from bot.answering.names.carrying import Aliases
from bot.answering.names.lacking import absent_name, missing_name
from bot.answering.nearer import told_of_another
from bot.answering.opposites import agrees, opposite
from bot.answering.own_turns import opposite_of_party
from bot.answering.pairing import given_crosswise
from bot.answering.polarity import contradicts
from bot.answering.quantities.carrying import missing_amounts, shared_amounts
from bot.answering.quantities.crossed import crossed
from bot.answering.quantities.dating import missing_dates
from bot.answering.roles import Clause, clauses_of, with_heads
from index.language import language_of
from index.types import Language

Reason = Literal["citation", "number", "name", "meaning", "language", "polarity", "question"]

NEAR = 0.15
"""How far below the nearest stretch of a passage another may lie and still be what a sentence means."""
CLEAR_ORDER = 0.35
"""How near a clause must be for the order of those who act in it to count."""
OF_AN_AMOUNT = 0.2
"""How much nearer a shared amount brings a clause."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What a passage lacks, or what a sentence has that no answer may have."""

    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True)
class Case:
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
class Judged:
    """What one passage says to a sentence: the stretch that comes nearest, and what that lacks."""

    number: int
    similarity: float
    stretch: Stretch | None
    fault: Fault | None


class Judge:
    """Compares sentences with the stretches and clauses of a passage; its vectors are those of `meanings`."""

    def __init__(self, meanings: Meanings, thresholds: Thresholds) -> None:
        self._meanings = meanings
        self._thresholds = thresholds

    def judge(self, case: Case, number: int, passage: str) -> Judged:
        """Return what `passage` lacks of a sentence: support as a whole or claim by claim, or agreement."""
        where = f"[{number}]"
        judged = self._supported(case, number, passage)
        if absent := absent_name(case.sentence, tuple(case.passages)):
            return replace(judged, fault=judged.fault or Fault("name", f"{absent} is not given"))
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

    def _supported(self, case: Case, number: int, passage: str) -> Judged:
        """Return the stretch that supports a sentence, or the nearest one and what it lacks."""
        stretches = stretches_of(passage)
        near = [max(self._meanings.nearness(case.sentence, one)) for one in stretches]
        if not near:
            return Judged(number, 0.0, None, Fault("citation", f"[{number}] says nothing"))
        first: Judged | None = None
        for at in sorted(range(len(near)), key=lambda at: -near[at]):
            if first is not None and near[at] < first.similarity - NEAR:
                break
            fault = self._lacking(case, stretches[at], near[at], f"[{number}]", passage)
            judged = Judged(number, near[at], stretches[at], fault)
            if fault is None:
                return judged
            first = first or judged
        assert first is not None
        return first

    def lacks_together(self, case: Case, joined: Stretch) -> Fault | None:
        """Return what the best stretches of all cited passages together don't support of a sentence."""
        where, passages = "the passages cited", "\n".join(case.passages)
        if absent := absent_name(case.sentence, tuple(case.passages)):
            return Fault("name", f"{absent} is not in {where}")
        nearness = max(self._meanings.nearness(case.sentence, joined))
        given = with_heads(joined.clauses, case.known)
        return self._lacking(case, joined, nearness, where, passages) or self._told_otherwise(
            case, given, where, passages
        )

    def _lacking(
        self, case: Case, stretch: Stretch, nearness: float, where: str, passage: str
    ) -> Fault | None:
        """Return what `stretch` lacks of a sentence, the surest signs first."""
        sentence = case.sentence
        missing = missing_amounts(sentence, stretch.sentences)
        missing += missing_dates(sentence, stretch.sentences, passage)
        if missing:
            return Fault("number", f"{missing[0]} is not in {where}")
        if name := missing_name(
            sentence, stretch.sentences, case.passages, case.aliases, case.known
        ):
            return Fault("name", f"{name} is not in {where}")
        language = language_of(stretch.text)
        least = self._thresholds.between(case.language, language)
        if nearness < (least.claim if case.is_part else least.sentence):
            return Fault("meaning", f"nearness to {where} is {nearness:.2f}")
        said = [one.text for one in case.claims]
        across = case.language == "th" and language != "th"
        support = self._meanings.support(comparable(said, across), stretch)
        if support < least.claim:
            return Fault("meaning", f"nearness of a claim to {where} is {support:.2f}")
        return None

    def _told_otherwise(
        self, case: Case, given: Sequence[Clause], where: str, passage: str
    ) -> Fault | None:
        return next(self._contradictions(case, given, where, passage), None)

    def _contradictions(
        self, case: Case, given: Sequence[Clause], where: str, passage: str
    ) -> Iterator[Fault]:
        """Yield the signs that a passage denies a sentence or says it of another, by the clauses nearest to each claim.

        All of the passage is looked at: what one clause supports another may deny.
        """
        texts = [one.text for one in given]
        for text in _whole(case):
            near = _with_amounts(text, texts, self._meanings.to_each(text, texts))
            if name := _swapped(text, given, near, case):
                yield Fault("name", f"{where} has {name} and another the other way round")
        yield from _turned(case, where, passage)
        if amount := crossed(case.sentence, sentences_of(passage)):
            yield Fault("number", f"{where} gives {amount} to something else")
        begun = ""
        for claim in case.claims:
            if amount := miscounted(claim.text, sentences_of(passage), self._meanings.alike):
                yield Fault("number", f"{where} gives {amount} to something else")
            alone = self._meanings.to_each(claim.text, texts)
            if case.language == language_of(passage) == "th" and (
                amount := told_of_another(claim.text, texts, alone)
            ):
                yield Fault("number", f"{where} gives {amount} to something else")
            near = _with_amounts(claim.text, texts, alone)
            if word := opposite(claim.text, texts, near, case.sentence):
                yield Fault("polarity", f"{where} says the opposite of {word}")
            if word := opposite_of_party(
                claim.text, case.sentence, passage, case.aliases, case.known
            ):
                yield Fault("polarity", f"{where} says the opposite of {word}")
            if contradicts(
                claim.text, texts, near, case.language, self._meanings.alike, case.sentence
            ) and not agrees(claim.text, texts, near):
                yield Fault("polarity", f"{where} has the negation otherwise")
            begun = begun if continues(claim.text) else ""
            if name := told_of_the_other(
                claim.text, begun, case.sentence, passage, texts, alone, case.aliases, case.known
            ):
                yield Fault("name", f"{where} says that of another than {name}")
            begun = begun or claim.text
            if name := given_to_another(
                claim.text, given, case.aliases, case.known
            ) or swapped_amount(claim.text, sentences_of(passage)):
                yield Fault("name", f"{where} gives the amount to another than {name}")


def _turned(case: Case, where: str, passage: str) -> Iterator[Fault]:
    """Yield the signs that the whole of a sentence has one party for another of a passage."""
    said = sentences_of(passage)
    if turned_round(case.sentence, said, case.aliases, case.known):
        yield Fault("name", f"{where} has who does it the other way round")
    if amount := given_crosswise(case.sentence, said, case.aliases, case.known):
        yield Fault("name", f"{where} gives {amount} to the other of two")
    first = case.claims[0].text if case.claims else case.sentence
    if name := done_by_another(case.sentence, first, passage, case.aliases, case.known):
        yield Fault("name", f"{where} has another than {name} do it")


def _swapped(claim: str, given: Sequence[Clause], near: Sequence[float], case: Case) -> str:
    """Return whom a claim has the other way round than the clause nearest to it, with its neighbours."""
    at = near.index(max(near))
    if near[at] <= CLEAR_ORDER:
        return ""
    texts = [one.text for one in given]
    head = given[at].head
    around = [texts[at] if not head or head[:8] in texts[at] else f"{head} {texts[at]}"]
    if at and goes_on(texts[at]):
        around.append(f"{texts[at - 1]} {texts[at]}")
    if at + 1 < len(texts) and goes_on(texts[at + 1]):
        around.append(f"{texts[at]} {texts[at + 1]}")
    for text in around:
        found = swapped(claim, text, case.aliases, case.known)
        if found is not None:
            return found
    return ""


def _whole(case: Case) -> list[str]:
    """Return the claims of a sentence, each with the Thai ones that only go on with it."""
    found: list[str] = []
    for claim in case.claims:
        if found and case.language == "th" and goes_on(claim.text):
            found[-1] = f"{found[-1]} {claim.text}"
        else:
            found.append(claim.text)
    return found


def _with_amounts(sentence: str, clauses: Sequence[str], near: Sequence[float]) -> list[float]:
    """Return how much each clause is what `sentence` is about: by meaning, and by shared amounts."""
    return [
        value + OF_AN_AMOUNT * shared_amounts(sentence, clause)
        for value, clause in zip(near, clauses, strict=True)
    ]
