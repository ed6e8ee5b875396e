"""Tells which Thai words are too common to be a name, by their frequency in the Thai National Corpus."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

FILE_NAME = "tnc_freq.txt"  # of PyThaiNLP; the most frequent words come first
LEAST = 600  # times in some 30 million words
LEAST_OF_A_PART = 1000


def is_frequent(word: str) -> bool:
    """Tell whether a Thai word is itself an everyday one."""
    return word in _counts()


def is_common(word: str) -> bool:
    """Tell whether a Thai word is an everyday one, or is made of two such words or three: ไม่ต้อง, ชี้ให้เห็น."""
    return is_frequent(word) or _is_made_of_common(word, 3)


@lru_cache(maxsize=4096)
def _is_made_of_common(word: str, parts: int) -> bool:
    counts = _counts()
    if counts.get(word, 0) >= LEAST_OF_A_PART:
        return True
    return parts > 1 and any(
        counts.get(word[:end], 0) >= LEAST_OF_A_PART and _is_made_of_common(word[end:], parts - 1)
        for end in range(1, len(word))
    )


@lru_cache(maxsize=1)
def _counts() -> dict[str, int]:
    found: dict[str, int] = {}
    with files("pythainlp.corpus").joinpath(FILE_NAME).open(encoding="utf-8") as lines:
        for line in lines:
            word, count = line.split("\t")
            if int(count) < LEAST:
                break
            found[word] = int(count)
    return found
