"""Takes a written answer apart: its sentences, and the passages that each of them cites."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from index.calendar_words import fold
from index.sentences import MAX_CHARACTERS, sentences

_CITATION = re.compile(
    r"[ \u00a0]*(?:\[|【)[ ]*(?P<numbers>[0-9]+(?:[ ]*(?:,|-|–|และ|and)[ ]*[0-9]+)*)[ ]*(?:\]|】)"
)
_BULLET = re.compile(r"^[ \t]*(?:[-*•·]|[0-9]{1,2}[.)](?![0-9])|#{1,6})[ \t]+")
_MARKUP = re.compile(r"\*\*|__|`")
# The full stop of an abbreviation or an initial ends no sentence.
_END = re.compile(
    r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bNo)(?<!\bGen)(?<!\bCol)(?<!\bLt)(?<!\bJr)(?<!\bvs)"
    r"(?<!\b[A-Z])(?<!\b[ap]\.m)(?<!\bi\.e)(?<!\be\.g)"
    r"[.!?]+[\"”’')]*(?P<cited>(?:[ ]*\[[0-9 ,]+\])*)(?:\s+(?=[\"“‘'(]?[A-Z0-9\u0e01-\u0e4e])|\s*$)"
)
# A citation before a capital ends one as well, full stop or not.
_CITED_END = re.compile(r"(?:\[[0-9 ,]+\][ ]*)+(?=[A-Z])")
_THAI = re.compile("[\u0e01-\u0e4e]")
_WORD = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Written:
    """One sentence without its citations, and the numbers it cites, in order, each once."""

    text: str
    cited: tuple[int, ...]

    def with_citations(self, numbers: tuple[int, ...]) -> str:
        """Return the sentence with these citations, inside its full stop."""
        marks = "".join(f" [{number}]" for number in numbers)
        body = self.text.rstrip(".")
        return body + marks + self.text[len(body) : len(body) + 1]


def take_apart(written: str) -> list[Written]:
    """Return the sentences of an answer; list marks and emphasis go, what holds no word as well."""
    found = []
    for line in written.splitlines():
        line = _MARKUP.sub("", _BULLET.sub("", line)).strip()
        for piece in _sentences(line):
            sentence = read_sentence(piece)
            if _WORD.search(sentence.text):
                found.append(sentence)
    return found


def read_sentence(piece: str) -> Written:
    """Return a sentence without its citations, and what it cites."""
    folded = fold(piece)
    numbers: dict[int, None] = {}
    text, position = "", 0
    for match in _CITATION.finditer(folded):
        text += piece[position : match.start()]
        position = match.end()
        numbers |= dict.fromkeys(int(n) for n in re.findall("[0-9]+", match["numbers"]))
    text += piece[position:]
    return Written(re.sub(r"\s+(?=[.,!?])", "", text).strip(), tuple(numbers))


def _sentences(line: str) -> list[str]:
    if not _THAI.search(line):
        found = {match.end() for match in _END.finditer(line)}
        found |= {match.end() for match in _CITED_END.finditer(line)}
        return _cut(line, sorted(found))
    # Thai has no full stop: a citation ends what it stands behind, and only a long rest is segmented.
    ends = [m.end() for m in re.finditer(r"(?:[ \u00a0]*\[[0-9๐-๙ ,]+\])+[.]?(?=\s|$)", line)]
    pieces = []
    for piece in _cut(line, ends):
        cited = "".join(match[0] for match in _CITATION.finditer(fold(piece)))
        spans = sentences(piece) if len(piece) > MAX_CHARACTERS else []
        if len(spans) < 2:
            pieces.append(piece)
            continue
        # What is cited at the end is cited for all of it.
        pieces += [span.of(piece) + cited for span in spans[:-1]] + [spans[-1].of(piece)]
    return pieces


def _cut(line: str, ends: list[int]) -> list[str]:
    borders = [0, *ends, len(line)]
    pieces = [line[a:b].strip() for a, b in itertools.pairwise(borders)]
    return [piece for piece in pieces if piece]
