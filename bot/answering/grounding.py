"""Checks a written answer sentence by sentence against the passages it was written from."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answering.clauses import claims, clauses
from bot.answering.contrasted import prepare as read_turns
from bot.answering.denying import content_words
from bot.answering.doing import runs_of
from bot.answering.evidence import sentences_of, stretch_of
from bot.answering.judging import Case, Fault, Judge, Judged, Reason
from bot.answering.meaning import Meanings, Thresholds
from bot.answering.names.carrying import Aliases, learnt_from
from bot.answering.names.sounds import sounds_of
from bot.answering.opposites import told
from bot.answering.orders import has_link, is_order
from bot.answering.polarity import compared_words
from bot.answering.quantities.amounts import find_amounts
from bot.answering.quantities.dating import dates_of
from bot.answering.roles import clauses_of, with_heads
from bot.answering.sharing import content_of
from bot.answering.suspicion import Answering, Margin, is_about_another, names_its_own, suspects
from bot.answering.tongues import is_in
from bot.answering.written import Written, read_sentence, take_apart
from index.embedding.embedder import Embedder
from index.types import Language

MOST_FOUND = 256  # sentences of which is kept what was found


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
class _Given:
    """What a sentence is checked against: the question, the passages, and how well they answer it."""

    question: str
    passages: tuple[str, ...]
    language: Language
    answering: tuple[float | None, ...]


class Grounding:
    """Lets through only sentences that a passage supports; safe to use from several threads.

    `aliases` are the Thai spellings that the collection learnt for Latin names; `margin` replaces the
    package's own.
    """

    def __init__(
        self, embedder: Embedder, aliases: Aliases | None = None, margin: Margin | None = None
    ) -> None:
        self._meanings = Meanings(embedder)
        self._thresholds = Thresholds(embedder)
        self._judge = Judge(self._meanings, self._thresholds)
        self._margin = margin or Margin.bundled()
        self._aliases: Mapping[str, Sequence[str]] = aliases or {}
        self._found: OrderedDict[tuple[Written, _Given], tuple[int, ...] | Fault] = OrderedDict()
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
                told(clause.text)
            for sentence in sentences_of(text):
                find_amounts(sentence)
                dates_of(sentence)
                sounds_of(sentence)
                content_of(sentence)
            dates_of(text)
            read_turns(text, known)
            runs_of(text)
        spoken = [c for text in passages for c in _clauses_in(text)]
        self._meanings.embed(
            [
                *spoken,
                *(word for clause in spoken for word in content_words(clause)),
            ]
        )

    def check(
        self,
        question: str,
        written: str,
        passages: Sequence[str],
        language: Language,
        answering: Answering = (),
    ) -> Checked:
        """Return what the passages support of a `written` answer to `question`, in `language`.

        `answering` are the reader's logits of the passages, None for one that wasn't read; without
        them no passage is suspect.
        """
        given = _Given(question, tuple(passages), language, tuple(answering))
        sentences = take_apart(written)
        kept: list[str] = []
        cited: dict[int, None] = {}
        removed: list[Removed] = []
        self._meanings.embed(
            [
                text
                for one in sentences
                for text in (one.text, *claims(one.text, language), *compared_words(one.text))
            ]
        )
        for sentence in sentences:
            found = self._support(sentence, given)
            if isinstance(found, Fault):
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
        found = self._support(read, _Given("", tuple(passages), language, ()))
        if isinstance(found, Fault):
            return Removed(read.text, found.reason, found.detail)
        return None

    def _support(self, sentence: Written, given: _Given) -> tuple[int, ...] | Fault:
        """Return what was found of a sentence lately, or find it.

        While a model writes, what there is so far is checked again and again.
        """
        key = (sentence, given)
        with self._lock:
            known = self._found.get(key)
        if known is None:
            known = self._find_support(sentence, given)
            with self._lock:
                self._found[key] = known
                while len(self._found) > MOST_FOUND:
                    self._found.popitem(last=False)
        return known

    def _find_support(self, sentence: Written, given: _Given) -> tuple[int, ...] | Fault:
        """Return the passages that support a sentence: those it cites, else the best other one.

        Those that answer the question come before those that are suspect.
        """
        passages, language = given.passages, given.language
        fault = _unfit(sentence.text, language)
        if fault:
            return fault
        suspect = suspects(given.answering, self._margin)
        cited = [n for n in sentence.cited if 1 <= n <= len(passages)]
        found = self._supporting(sentence.text, cited, passages, language)
        if not isinstance(found, Fault):
            trusted = tuple(n for n in found if n not in suspect)
            if trusted:
                return trusted
        others = [n for n in range(1, len(passages) + 1) if n not in cited]
        if not isinstance(found, Fault):
            others = [n for n in others if n not in suspect]
        judged = self._judged(sentence.text, others, passages, language)
        best = max((one for one in judged if one.fault is None), default=None, key=_similarity)
        if best is not None and best.number not in suspect:
            return (best.number,)
        if best is not None:
            found = (best.number,)
        if not isinstance(found, Fault):
            return found if self._bears(sentence.text, found, given) else _elsewhere(found)
        nearest = max(judged, default=None, key=_similarity)
        return found if cited or nearest is None or nearest.fault is None else nearest.fault

    def _bears(self, sentence: str, numbers: Sequence[int], given: _Given) -> bool:
        """Tell whether suspect passages support a sentence all the same.

        They must come nearer than others; and where they are of another than the question asks, the
        sentence must say of whom it speaks.
        """
        read = [logit if logit is not None else float("-inf") for logit in given.answering]
        best = given.passages[read.index(max(read))]
        own = names_its_own(sentence, given.question, self._aliases)
        least = self._thresholds.between(given.language, "th").sentence + self._margin.stricter
        judged = self._judged(sentence, numbers, given.passages, given.language)
        return max(one.similarity for one in judged) >= least and (
            own
            or not any(
                is_about_another(given.question, given.passages[n - 1], best, self._aliases)
                for n in numbers
            )
        )

    def _supporting(
        self, sentence: str, cited: Sequence[int], passages: Sequence[str], language: Language
    ) -> tuple[int, ...] | Fault:
        """Return which of the cited passages support a sentence, alone or, failing that, together."""
        judged = self._judged(sentence, cited, passages, language)
        alone = tuple(one.number for one in judged if one.fault is None)
        if alone:
            return alone
        read = [one for one in judged if one.stretch]
        if not read:
            return Fault("citation", "it cites no passage that says anything")
        if len(read) > 1:
            joined = stretch_of(
                tuple(s for one in read if one.stretch for s in one.stretch.sentences)
            )
            given = [passages[one.number - 1] for one in read]
            case = self._case(sentence, given, language)
            if self._judge.lacks_together(case, joined) is None:
                return tuple(one.number for one in read)
        fault = max(read, key=_similarity).fault
        assert fault is not None  # else it would stand in `alone`
        return fault

    def _judged(
        self, sentence: str, numbers: Sequence[int], passages: Sequence[str], language: Language
    ) -> list[Judged]:
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
        return [self._judge.judge(case, n, passages[n - 1]) for n in numbers]

    def _case(self, sentence: str, given: Sequence[str], language: Language) -> Case:
        """Return a sentence with its passages, and with the spellings that those give in brackets."""
        learnt = [pair for text in given for pair in learnt_from(text)]
        aliases = dict(self._aliases)
        for latin, thai in learnt:
            aliases[latin] = (*aliases.get(latin, ()), thai)
        known = tuple(dict.fromkeys(thai for _, thai in learnt))
        said = tuple(with_heads(claims(sentence, language), known))
        return Case(sentence, said, given, language, aliases, known)


def _clauses_in(passage: str) -> list[str]:
    return [clause for sentence in sentences_of(passage) for clause in clauses(sentence)]


def _elsewhere(numbers: Sequence[int]) -> Fault:
    where = ", ".join(f"[{number}]" for number in numbers)
    return Fault("question", f"{where} answers another question")


def _similarity(judged: Judged) -> float:
    return judged.similarity


def _unfit(sentence: str, language: Language) -> Fault | None:
    """Return what keeps a sentence out of any answer."""
    if not is_in(sentence, language):
        return Fault("language", f"not in {language}")
    if has_link(sentence):
        return Fault("citation", "a link")
    if is_order(sentence):
        return Fault("meaning", "speaks to a language model")
    return None
