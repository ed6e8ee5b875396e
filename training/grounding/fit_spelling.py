"""Learns how Thai letters are spelt in Latin ones: python -m training.grounding.fit_spelling --data ../shared/data.

Pairs of spellings are what brackets give in Thai encyclopedia articles and news, Thailand's provinces, Thai first and
family names with their royal romanisation, and the names of supported English sentences with what sounds most like
them in their passages. Expectation and maximisation, `ROUNDS` times; then the sentences are read again.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import math
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.grounding import PAIRS, PARTS
from bot.answering.evidence import sentences_of
from bot.answering.names import spelling
from bot.answering.names.finding import find_names
from bot.answering.names.sounds import sounds_of
from bot.answering.names.spelling import CHUNKS, best_path, latin_letters, thai_letters
from index.language import language_of
from index.transliteration import latin_skeleton, similarity, thai_skeleton

MORE = "files of more pairs, as in examples/grounding"
ROUNDS, READINGS = 6, 3
LEAST_ALIKE = 0.5  # in sound, of what brackets give
LEAST_LIKELY = -3.0  # of a name of a sentence, for each letter
RARE = 0.05
OF_A_PROVINCE, OF_A_SENTENCE, OF_A_ROMANISATION = 3.0, 2.0, 0.3
FIRST_NAMES, FAMILY_NAMES = 1200, 800
_BRACKETS = re.compile(
    r"(?P<thai>[\u0e01-\u0e4e][\u0e01-\u0e4e .\-]{0,79}?)[ \u00a0]?[(（]\s*(?:[\u0e01-\u0e4e]+\s*:\s*)?"
    r"(?P<latin>[A-Z\u00c0-\u024f][A-Za-z\u00c0-\u024f'’. \-]{2,60}?)\s*[,;)）]"
)

Pair = tuple[str, str, float]
"""Thai letters, Latin letters, and how much they count."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--sentences", type=Path, nargs="*", default=[], help=MORE)
    options = parser.parse_args()
    known = [*_bracketed(options.data), *_provinces(), *_romanised()]
    paths = [*(PAIRS / f"{part}.jsonl" for part in PARTS), *options.sentences]
    asked = list(_names_of_sentences(paths))
    learnt = fit(known)
    for _ in range(READINGS):
        learnt = fit([*known, *_likeliest(asked, learnt)])
    path = Path(spelling.__file__).with_name(spelling.FILE_NAME)
    lines = [f"{thai}\t{latin}\t{value:.2f}" for (thai, latin), value in sorted(learnt.items())]
    path.write_text(
        "# "
        + " ".join(
            ("Thai letters, Latin letters,", "logarithm of how likely they stand for each other")
        )
        + "\n"
        + "\n".join(lines)
        + "\n",
        encoding="utf-8",
    )
    print(f"{len(known)} pairs and {len(asked)} names of sentences: {len(learnt)} chunks")


def fit(pairs: Sequence[Pair]) -> dict[tuple[str, str], float]:
    """Return the logarithms of the likelihoods of chunks under which `pairs` are likeliest."""
    likely: Mapping[tuple[str, str], float] | None = None
    for _ in range(ROUNDS):
        counts: dict[tuple[str, str], float] = defaultdict(float)
        for pair in pairs:
            _count(pair, likely, counts)
        kept = {chunk: count for chunk, count in counts.items() if count > RARE}
        total = sum(kept.values())
        likely = {chunk: count / total for chunk, count in kept.items()}
    return {chunk: math.log(value) for chunk, value in (likely or {}).items()}


def _count(
    pair: Pair, likely: Mapping[tuple[str, str], float] | None, counts: dict[tuple[str, str], float]
) -> None:
    """Add to `counts` how often each chunk is expected in a pair."""
    thai, latin, weight = pair
    forward = [[0.0] * (len(latin) + 1) for _ in range(len(thai) + 1)]
    forward[0][0] = 1.0
    steps: dict[tuple[int, int, int, int], float] = {}
    for i, j in itertools.product(range(len(thai) + 1), range(len(latin) + 1)):
        for ours, theirs in CHUNKS:
            if i < ours or j < theirs or not forward[i - ours][j - theirs]:
                continue
            chunk = thai[i - ours : i], latin[j - theirs : j]
            step = (
                _guess(*chunk)
                if likely is None
                else likely.get(chunk, 1e-7 * 10.0 ** -(ours + theirs))
            )
            steps[i, j, ours, theirs] = step
            forward[i][j] += forward[i - ours][j - theirs] * step
    total = forward[-1][-1]
    if not total:
        return
    backward = [[0.0] * (len(latin) + 1) for _ in range(len(thai) + 1)]
    backward[-1][-1] = 1.0
    for i, j in itertools.product(reversed(range(len(thai) + 1)), reversed(range(len(latin) + 1))):
        for ours, theirs in CHUNKS:
            if backward[i][j] and (step := steps.get((i, j, ours, theirs), 0.0)):
                backward[i - ours][j - theirs] += backward[i][j] * step
                chunk = thai[i - ours : i], latin[j - theirs : j]
                counts[chunk] += (
                    weight * forward[i - ours][j - theirs] * step * backward[i][j] / total
                )


def _guess(thai: str, latin: str) -> float:
    """Return a first likelihood: letters of one sound stand for each other, vowels for vowels."""
    if not thai or not latin:
        return (
            0.002 if (latin or "x") in "aeiouh" else 0.02 if (thai or "x") in "หวยอะา" else 0.0005
        )
    ours, theirs = thai_skeleton(thai), latin_skeleton(latin)
    if ours and theirs:
        alike = ours[0][0] == theirs[0][0] or {ours[0][0], theirs[0][0]} <= set("cstk")
        share = 0.02 if alike and len(latin) < 3 else 2e-5
    else:
        share = 2e-4 if ours or theirs else 0.02
    return float(share / 3 ** (len(thai) + len(latin) - 2))


def _bracketed(data: Path) -> Iterator[Pair]:
    sources = (
        ("iapp_wiki_qa_train", "context"),
        ("iapp_wiki_qa_valid", "context"),
        ("thaigov_news_20k", "body"),
    )
    found: dict[tuple[str, str], None] = {}
    for name, key in sources:
        with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            texts = dict.fromkeys(json.loads(line)[key] for line in lines)
        for match in (m for text in texts for m in _BRACKETS.finditer(text)):
            latin = [one for one in re.split(r"[ -]", match["latin"]) if len(one) > 1]
            thai = match["thai"].strip(" .-").split()[-len(latin) :]
            if latin and len(thai) == len(latin):
                found |= {(a, b): None for a, b in zip(thai, latin, strict=True) if b[0].isupper()}
    for thai_one, latin_one in found:
        if similarity(thai_one, latin_one) >= LEAST_ALIKE:
            yield from _pair(thai_one, latin_one, 1.0)


def _provinces() -> Iterator[Pair]:
    from pythainlp.corpus import provinces

    rows: Any = provinces(details=True)
    for row in rows:
        yield from _pair(row["name_th"], row["name_en"], OF_A_PROVINCE)


def _romanised() -> Iterator[Pair]:
    from pythainlp.corpus import thai_family_names, thai_female_names, thai_male_names
    from pythainlp.transliterate import romanize

    rng = random.Random(3)
    first = sorted(thai_female_names() | thai_male_names())
    names = rng.sample(first, FIRST_NAMES) + rng.sample(sorted(thai_family_names()), FAMILY_NAMES)
    for name in names:
        try:
            romanised = romanize(name, engine="royin")
        except (IndexError, KeyError):  # it knows no such syllable
            continue
        if romanised.isascii():
            yield from _pair(name, romanised, OF_A_ROMANISATION)


def _pair(thai: str, latin: str, weight: float) -> Iterator[Pair]:
    ours, theirs = thai_letters(thai), latin_letters(latin)
    if ours and theirs:
        yield ours, theirs, weight


def _names_of_sentences(paths: Iterable[Path]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the Latin names of supported sentences, each with the runs of Thai words of its passages."""
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            said = [one for text in record["passages"] for one in sentences_of(text)]
            runs = {
                thai_letters(r) for one in said for by in sounds_of(one).runs.values() for r in by
            }
            for sentence in record["supported"]:
                parts = {p for name in find_names(sentence) if not name.places for p in name.parts}
                if language_of(sentence) == "en":
                    yield from (
                        (latin_letters(part), tuple(runs)) for part in parts if part.isascii()
                    )


def _likeliest(
    asked: Iterable[tuple[str, tuple[str, ...]]], learnt: Mapping[tuple[str, str], float]
) -> Iterator[Pair]:
    for latin, runs in asked:
        fitting = [
            run for run in runs if 0.4 * len(latin) - 1 <= len(run) <= 1.3 * len(latin) + 2 and run
        ]
        scored = ((best_path(run, latin, learnt) / (len(run) + len(latin)), run) for run in fitting)
        likelihood, run = max(scored, default=(LEAST_LIKELY - 1, ""))
        if likelihood >= LEAST_LIKELY and len(latin) > 1:
            yield run, latin, OF_A_SENTENCE


if __name__ == "__main__":
    main()
