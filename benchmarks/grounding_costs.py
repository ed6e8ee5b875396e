"""Measures what the check of a four-sentence answer costs the processor."""

from __future__ import annotations

import time
from collections.abc import Sequence

from benchmarks.grounding import Trial
from bot.answering.acting import opening, tagged
from bot.answering.clauses import clauses
from bot.answering.evidence import paragraphs_of, stretches_of
from bot.answering.grounding import Grounding
from bot.answering.names.bodies import find_bodies
from bot.answering.names.carrying import as_spoken, learnt_from, sounds_like
from bot.answering.names.finding import find_names
from bot.answering.names.lacking import absent_name
from bot.answering.names.sounds import sounds_of
from bot.answering.names.spelling import likeness
from bot.answering.opposites import told
from bot.answering.parties import thai_nouns
from bot.answering.quantities.amounts import find_amounts
from bot.answering.quantities.carrying import shared_amounts
from bot.answering.quantities.counted import counted_in, labelled_in
from bot.answering.quantities.dating import dates_of, spans_of
from bot.answering.quantities.periods import periods_given, periods_in
from bot.answering.quantities.units import currencies_in
from bot.answering.roles import clauses_of
from bot.answering.sharing import content_of, shared
from bot.answering.turns import head_of, turns_of
from index.embedding.embedder import Embedder
from index.language import language_of
from index.words import pieces

OF_ONE_ANSWER = 4
PASSAGES = 5
_KEPT_BY_TEXT = (
    clauses, clauses_of, content_of, currencies_in, dates_of, find_amounts, find_names, learnt_from,
    periods_in, counted_in, labelled_in, spans_of,
    as_spoken, opening, paragraphs_of, shared, sounds_like, sounds_of, stretches_of, pieces, tagged, thai_nouns,
    told, absent_name, find_bodies, turns_of, head_of, periods_given, likeness, shared_amounts,
)  # fmt: skip


def forget() -> None:
    """Forget what was read of any text."""
    for function in _KEPT_BY_TEXT:
        function.cache_clear()


def answers(tried: Sequence[Trial]) -> list[tuple[list[Trial], list[str]]]:
    """Return supported sentences of one language in answers of four, each with five passages."""
    supported = [trial for trial in tried if not trial.kind]
    every = list(dict.fromkeys(passage for trial in tried for passage in trial.passages))
    found = []
    for own in dict.fromkeys(trial.passages for trial in supported):
        for lang in ("th", "en"):
            said = [t for t in supported if t.passages == own and t.language == lang]
            if len(said) >= OF_ONE_ANSWER:
                passages = [*own, *(p for p in every if p not in own)][:PASSAGES]
                found.append((said[:OF_ONE_ANSWER], passages))
    return found


def costs(embedder: Embedder, tried: Sequence[Trial], *, prepared: bool) -> list[float]:
    """Return the milliseconds of this process that each check of a four-sentence answer takes.

    Each answer comes with passages never seen before, `prepared` or not: as `Grounding.prepare` reads
    them while a model writes. Processor time, so that other work on the machine doesn't count. The first
    answer is checked once more before, which doesn't count: lists of words and names are loaded by it.
    """
    taken = []
    every = answers(tried)
    for said, passages in [*every[:1], *every]:
        grounding = Grounding(embedder)
        forget()
        if prepared:
            grounding.prepare(passages)
        written = "\n".join(trial.sentence for trial in said)
        started = time.process_time()
        grounding.check("", written, passages, language_of(written))
        taken.append((time.process_time() - started) * 1000)
    return sorted(taken[1:])
