"""Measures searches of an index that is built, beside embedding questions alone, in Thai and in English."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.environment import peak_megabytes
from benchmarks.speed_report import percentile

if TYPE_CHECKING:
    from bot.app import App

LANGUAGES = ("th", "en")


def search(data: Path, work: Path, questions: int, name: str) -> dict[str, Any]:
    """Search for as many `questions` of XQuAD in the index in WORK/NAME, embed as many others, and answer some."""
    from bot.app import App
    from bot.settings import Settings

    app = App(replace(Settings(), data_dir=work / name))
    app.warm_up()
    lines = (data / "xquad_th_en.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines[:: len(lines) // (2 * questions)]]
    bring_into_memory(app.generations.path(app.generations.current()))
    for warm in ("ข่าววันนี้", "Who?"):
        app.searcher.search(warm)
    parts: dict[str, Callable[[str], object]] = {
        "embedding": lambda question: app.embedder.embed_questions([question]),
        "search": app.searcher.search,
    }
    clock: dict[tuple[str, str], list[float]] = {}
    processor: dict[tuple[str, str], list[float]] = {}
    # A question that was embedded is remembered, so each is put to one of the two only.
    for number, record in enumerate(records[: 2 * questions]):
        part = "search" if number % 2 else "embedding"
        language = LANGUAGES[number // 2 % 2]
        started, used = time.perf_counter(), time.process_time()
        parts[part](record[f"question_{language}"])
        clock.setdefault((part, language), []).append((time.perf_counter() - started) * 1000)
        processor.setdefault((part, language), []).append((time.process_time() - used) * 1000)

    def p50(
        times: dict[tuple[str, str], list[float]], part: str, languages: tuple[str, ...]
    ) -> float:
        return percentile([t for language in languages for t in times[part, language]], 0.5)

    def ratio(times: dict[tuple[str, str], list[float]], *languages: str) -> float:
        return round(p50(times, "search", languages) / p50(times, "embedding", languages), 2)

    every = [t for language in LANGUAGES for t in clock["search", language]]
    searched = peak_megabytes()
    import bot.telegram.service  # noqa: F401  # what a running bot has loaded, too

    asyncio.run(
        answer_all(
            app, [r[f"question_{LANGUAGES[n % 2]}"] for n, r in enumerate(records[:questions])]
        )
    )
    return {
        "embedding p50 ms": round(p50(clock, "embedding", LANGUAGES), 2),
        "search p50 ms": round(p50(clock, "search", LANGUAGES), 2),
        "search p95 ms": round(percentile(every, 0.95), 2),
        "search / embedding": ratio(clock, *LANGUAGES),
        "of Thai questions": ratio(clock, "th"),
        "of English ones": ratio(clock, "en"),
        "processor time": ratio(processor, *LANGUAGES),
        "search peak MB": searched,
        "bot peak MB": peak_megabytes(),
    }


async def answer_all(app: App, questions: Sequence[str]) -> None:
    """Answer in the threads in which a bot does."""
    for question in questions:
        await app.workers.run(app.answerer.answer, question)


def bring_into_memory(folder: Path) -> None:
    """Read every file once, as the searches of a day would: the system keeps them, without this process."""
    for path in folder.iterdir():
        with path.open("rb") as file:
            while file.read(2**24):
                pass
