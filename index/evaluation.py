"""Scores retrieval, answers and abstention with pure functions on plain values.

Answer scores follow SQuAD (Rajpurkar et al., 2016), with tokens cut by PyThaiNLP's newmm, white space
and punctuation dropped; figures from other tokenisers are not comparable.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from index.dictionary import use_compact_dictionary

TOKENISER = "newmm"


def ndcg_at_k(ranked: Sequence[str], relevant: set[str], k: int) -> float:
    """Return the normalised discounted cumulative gain of binary relevance (Järvelin, 2002)."""
    gain = sum(1 / math.log2(n + 1) for n, item in enumerate(ranked[:k], 1) if item in relevant)
    ideal = sum(1 / math.log2(n + 1) for n in range(1, min(len(relevant), k) + 1))
    return gain / ideal if ideal else 0.0


def recall_at_k(ranked: Sequence[str], relevant: set[str], k: int) -> float:
    """Return the share of the relevant items among the first `k`."""
    return len(relevant.intersection(ranked[:k])) / len(relevant) if relevant else 0.0


def reciprocal_rank(ranked: Sequence[str], relevant: set[str]) -> float:
    """Return 1 / rank of the first relevant item, 0 if there is none."""
    return next((1 / n for n, item in enumerate(ranked, 1) if item in relevant), 0.0)


def normalised_answer(text: str) -> str:
    """Return `text` as answers are compared: NFKC, casefolded, punctuation as spaces, spaces collapsed."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[^\w\s\u0e00-\u0e7f%]|[ฯๆ]", " ", text).split())


def answer_tokens(text: str) -> list[str]:
    """Return the newmm tokens of a normalised answer, without white space."""
    from pythainlp.tokenize import word_tokenize

    use_compact_dictionary()
    tokens = word_tokenize(normalised_answer(text), engine=TOKENISER, keep_whitespace=False)
    return [token for token in tokens if token.strip()]


def exact_match(predicted: str, gold: Iterable[str]) -> float:
    """Return 1 if `predicted` is one of the gold answers, spaces aside, else 0."""
    squeezed = normalised_answer(predicted).replace(" ", "")
    return float(any(squeezed == normalised_answer(g).replace(" ", "") for g in gold))


def token_f1(predicted: str, gold: Iterable[str]) -> float:
    """Return the best F1 over newmm tokens against any gold answer."""
    return _best_f1(predicted, gold, answer_tokens)


def character_f1(predicted: str, gold: Iterable[str]) -> float:
    """Return the best F1 over characters against any gold answer, white space dropped."""
    return _best_f1(predicted, gold, lambda text: list(normalised_answer(text).replace(" ", "")))


def contains_answer(quotes: Iterable[str], gold: Iterable[str]) -> float:
    """Return 1 if any quote holds any gold answer, spaces aside, else 0."""
    shown = [normalised_answer(quote).replace(" ", "") for quote in quotes]
    wanted = [squeezed for g in gold if (squeezed := normalised_answer(g).replace(" ", ""))]
    return float(any(answer in quote for quote in shown for answer in wanted))


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Return the chance that a positive scores above a negative, ties counting half; 0.5 if either is empty."""
    if not positive or not negative:
        return 0.5
    ranked = sorted([(score, True) for score in positive] + [(score, False) for score in negative])
    rank_sum, n = 0.0, 0
    while n < len(ranked):
        tied = n
        while tied < len(ranked) and ranked[tied][0] == ranked[n][0]:
            tied += 1
        rank_sum += sum(is_positive for _, is_positive in ranked[n:tied]) * (n + 1 + tied) / 2
        n = tied
    count = len(positive)
    return (rank_sum - count * (count + 1) / 2) / (count * len(negative))


def mean(values: Sequence[float]) -> float:
    """Return the mean of `values`, 0 if there are none."""
    return sum(values) / len(values) if values else 0.0


def _best_f1(predicted: str, gold: Iterable[str], units: Callable[[str], list[str]]) -> float:
    said = Counter(units(predicted))
    best = 0.0
    for answer in gold:
        wanted = Counter(units(answer))
        shared = (said & wanted).total()
        if shared:
            best = max(best, 2 * shared / (said.total() + wanted.total()))
    return best
