"""Tells how far written claims give themselves away without their passage: `python -m training.grounding.style`.

Whoever writes wrong sentences on purpose writes them otherwise than right ones: "while" joins what is
crossed, "also" seldom stands in a lie. What a naive Bayes classifier over letters can tell of claims that
it hasn't seen, a network trained on such claims learns first. Printed is the area under the curve, .5 for
nothing, of claims held out and of the pairs of `examples/grounding`, which other hands wrote.
"""

from __future__ import annotations

import argparse
from collections import Counter
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from benchmarks.grounding import PARTS, trials
from bot.answering.written import read_sentence
from index.language import language_of
from index.types import Language
from training.grounding.claims import FILE, Claim, read_claims

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LENGTHS = (2, 3, 4, 5)
SMOOTHING = 2.0


class Style:
    """Naive Bayes over the n-grams of letters, each counted once a claim."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._right: Counter[str] = Counter()
        self._wrong: Counter[str] = Counter()
        for claim in claims:
            (self._right if claim.right else self._wrong).update(set(ngrams(claim.text)))

    def right(self, text: str) -> float:
        """Return by how much a claim is rather written like right ones; a mean of log odds."""
        odds = [
            log((self._right[gram] + SMOOTHING) / (self._wrong[gram] + SMOOTHING))
            for gram in set(ngrams(text))
        ]
        return sum(odds) / max(1, len(odds))


def ngrams(text: str) -> Iterator[str]:
    """Yield the n-grams of letters of a text, its ends marked by spaces."""
    text = f" {text.lower()} "
    return (text[at : at + n] for n in LENGTHS for at in range(len(text) - n + 1))


def area(right: Sequence[float], wrong: Sequence[float]) -> float:
    """Return how often a right claim's number is the greater; a tie counts half."""
    pairs = [(a > b) + (a == b) / 2 for a in right for b in wrong]
    return sum(pairs) / len(pairs)


def told_apart(style: Style, claims: Sequence[Claim]) -> float:
    """Return the area under the curve over some claims."""
    numbers = [(style.right(claim.text), claim.right) for claim in claims]
    return area([n for n, right in numbers if right], [n for n, right in numbers if not right])


def of_other_hands() -> list[Claim]:
    """Return the sentences of `examples/grounding` that a passage tells right or wrong."""
    return [
        Claim(read_sentence(trial.sentence).text, trial.kind or "supported", not trial.kind)
        for part in PARTS
        for trial in trials(part)
        if trial.kind not in ("citation", "question")
    ]


def main() -> None:
    """Print the areas, by language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    train, held_out = read_claims(parser.parse_args().data, Path(__file__).parent / FILE)
    sets = {
        "held out": [claim for claimed in held_out for claim in claimed.claims],
        "other hands": of_other_hands(),
    }
    for lang in get_args(Language):
        style = Style([c for t in train for c in t.claims if language_of(c.text) == lang])
        for name, claims in sets.items():
            own = [claim for claim in claims if language_of(claim.text) == lang]
            print(f"{lang}, {name}: {told_apart(style, own):.3f} over {len(own)} claims")


if __name__ == "__main__":
    main()
