"""Measures the check of written sentences: python -m benchmarks.grounding [--part final].

Over pairs of passages and a sentence: the share of supported sentences that stay, and of wrong ones that
go, by what is wrong with them; and what the check of a four-sentence answer costs.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import report
from bot.answering.clauses import clauses
from bot.answering.evidence import sentences_of, stretches_of
from bot.answering.grounding import Grounding
from bot.answering.names.carrying import learnt_from, sounds_of
from bot.answering.names.finding import find_names
from bot.answering.quantities.amounts import find_amounts
from bot.answering.quantities.carrying import dates_of
from bot.answering.written import read_sentence
from index.embedding.embedder import Embedder
from index.language import language_of
from index.words import pieces

PAIRS = Path(__file__).parents[1] / "examples" / "grounding"
RESULTS = Path(__file__).parent / "results"
KINDS = ("number", "date", "unit", "citation", "name", "subject", "negation")
EXACT = ("number", "date", "unit", "citation")
KEPT, CAUGHT, CAUGHT_EXACT, P95 = 0.90, 0.85, 0.98, 60.0  # what issue 7 asks for
OF_ONE_ANSWER = 4
PASSAGES = 5
ROUNDS = 1
_KEPT_BY_TEXT = (
    clauses, dates_of, find_amounts, find_names, learnt_from, sentences_of, sounds_of, stretches_of,
    pieces,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trial:
    """One sentence with the passages it cites; `kind` is what is wrong with it, "" if nothing is."""

    sentence: str
    passages: tuple[str, ...]
    kind: str = ""

    @property
    def language(self) -> str:
        return language_of(self.sentence)


def trials(part: str, folder: Path = PAIRS) -> list[Trial]:
    """Return the pairs of one part; a sentence that cites nothing cites the first passage."""
    found = []
    for line in (folder / f"{part}.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        passages = tuple(record["passages"])
        wrong = [(one["sentence"], one["kind"]) for one in record["unsupported"]]
        for sentence, kind in [*((one, "") for one in record["supported"]), *wrong]:
            cited = sentence if read_sentence(sentence).cited else f"{sentence} [1]"
            found.append(Trial(cited, passages, kind))
    return found


def is_right(grounding: Grounding, trial: Trial) -> bool:
    """Tell whether the check keeps a supported sentence, or lets nothing of a wrong one through.

    A wrong citation may go alone: the sentence may stay with the passage that does support it.
    """
    checked = grounding.check("", trial.sentence, trial.passages, language_of(trial.sentence))
    if not trial.kind:
        return bool(checked.sentences)
    if trial.kind == "citation":
        return not set(checked.cited) & set(read_sentence(trial.sentence).cited)
    return not checked.sentences


def shares(grounding: Grounding, tried: Sequence[Trial]) -> dict[str, tuple[int, int]]:
    """Return by name how many of how many were judged right."""
    judged = [(trial, is_right(grounding, trial)) for trial in tried]

    def count(fits: Callable[[Trial], bool]) -> tuple[int, int]:
        right = [ok for trial, ok in judged if fits(trial)]
        return sum(right), len(right)

    found = {
        "supported, kept": count(lambda t: not t.kind),
        "wrong, caught": count(lambda t: bool(t.kind)),
    }
    for lang in ("th", "en"):
        of_lang = [(trial, ok) for trial, ok in judged if trial.language == lang]
        for name, wrong in (("supported, kept", False), ("wrong, caught", True)):
            right = [ok for trial, ok in of_lang if bool(trial.kind) == wrong]
            found[f"{name}, {lang}"] = sum(right), len(right)
    found["numbers, dates, units, citations, caught"] = count(lambda t: t.kind in EXACT)
    for kind in KINDS:
        right = [ok for trial, ok in judged if trial.kind == kind]
        found[f"{kind}, caught"] = sum(right), len(right)
    return {name: value for name, value in found.items() if value[1]}


def costs(embedder: Embedder, tried: Sequence[Trial], *, prepared: bool) -> list[float]:
    """Return the milliseconds of this process that each check of a four-sentence answer takes.

    Each answer comes with passages never seen before, `prepared` or not: as `Grounding.prepare` reads
    them while a model writes. Processor time, so that other work on the machine doesn't count.
    """
    supported = [trial for trial in tried if not trial.kind]
    every = list(dict.fromkeys(passage for trial in tried for passage in trial.passages))
    taken = []
    for _ in range(ROUNDS):
        for at in range(0, len(supported) - OF_ONE_ANSWER, OF_ONE_ANSWER):
            own = supported[at].passages
            answer = [t for t in supported if t.passages == own][:OF_ONE_ANSWER]
            passages = [*own, *(p for p in every if p not in own)][:PASSAGES]
            grounding = Grounding(embedder)
            for function in _KEPT_BY_TEXT:
                function.cache_clear()
            if prepared:
                grounding.prepare(passages)
            started = time.process_time()
            for lang in ("th", "en"):
                written = "\n".join(t.sentence for t in answer if t.language == lang)
                if written:
                    grounding.check("", written, passages, language_of(written))
            taken.append((time.process_time() - started) * 1000)
    return sorted(taken)


def markdown(part: str, found: dict[str, tuple[int, int]], seconds: dict[str, list[float]]) -> str:
    goals = {
        "supported, kept": KEPT,
        "wrong, caught": CAUGHT,
        "numbers, dates, units, citations, caught": CAUGHT_EXACT,
    }
    lines = [
        "# The check of written sentences",
        "",
        f"Made by `python -m benchmarks.grounding --part {part}`, on {report.now()[:10]}, {report.machine()}.",
        "",
        "| pairs | right | of | share | asked for |",
        "|---|---|---|---|---|",
    ]
    for name, (right, of) in found.items():
        goal = f"{goals[name]:.0%}" if name in goals else ""
        lines.append(f"| {name} | {right} | {of} | {right / of:.1%} | {goal} |")
    lines += ["", "| check of four sentences, five passages given (ms of processor time) | p50 | p95 | asked for |",
              "|---|---|---|---|"]  # fmt: skip
    for name, taken in seconds.items():
        p50, p95 = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
        lines.append(f"| {name} | {p50:.0f} | {p95:.0f} | {P95:.0f} |")
    return "\n".join([*lines, ""])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.grounding", description=__doc__)
    parser.add_argument("--part", choices=("development", "final"), default="final")
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--wrong", action="store_true", help="print what was judged wrongly")
    options = parser.parse_args()
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from index.embedding.use_model import UseEmbedder

    embedder, tried = UseEmbedder(), trials(options.part)
    grounding = Grounding(embedder)
    found = shares(grounding, tried)
    seconds = {
        "passages prepared while the model writes": costs(embedder, tried, prepared=True),
        "passages never seen": costs(embedder, tried, prepared=False),
    }
    text = markdown(options.part, found, seconds)
    print(text)
    if options.part == "final":
        options.results.mkdir(parents=True, exist_ok=True)
        (options.results / "grounding.md").write_text(text, encoding="utf-8")
    if options.wrong:
        for trial in tried:
            if not is_right(grounding, trial):
                print(trial.kind or "supported", "|", trial.sentence)


if __name__ == "__main__":
    main()
