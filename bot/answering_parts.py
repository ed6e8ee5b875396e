"""Builds what answers questions from the settings: the half of the composition root under `bot/app.py`."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from functools import cached_property

import prompts
from bot.answering.answerer import Answerer, Search
from bot.answering.grounding import Grounding
from bot.answering.placing import Placing
from bot.answering.quoting import QuoteFinder, ReadQuotes
from bot.answering.reserve import QuotesInReserve
from bot.answering.sentence_quotes import SentenceQuotes
from bot.asking import Answering, Quoting
from bot.settings import Settings, SettingsError
from bot.warming import warm_up
from bot.workers import Workers
from bot.writing.aliases import CollectionAliases
from bot.writing.answering import Checker, Length, WritingAnswerer
from bot.writing.blocking import Asks, BlockingAnswerer
from bot.writing.budget import DailyBudget
from bot.writing.guard import Breaker, GuardedWriter
from bot.writing.llama import LlamaServer
from bot.writing.openai_writer import OpenAIWriter
from bot.writing.writer import AnswerWriter
from index.confidence import Confidence
from index.current_generation import CurrentGeneration
from index.embedding.composite import CompositeEmbedder
from index.embedding.embedder import Embedder
from index.embedding.kernel_caches import bound_kernel_caches
from index.embedding.processors import limit_threads
from index.embedding.sentence_transformer import SentenceTransformerEmbedder
from index.embedding.use_model import UseEmbedder
from index.fusion import Leg
from index.generations import Generations
from index.places import Places
from index.reading.bundled import LazyReader
from index.reading.judge import Judge
from index.search import Searcher
from index.wording import Wording

SPENT = "llm-tokens.json"  # beside the state file: what a language model used today


class AnsweringParts:
    """Models, search and answering, each made when it is first needed and then kept."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        limit_threads()
        bound_kernel_caches()

    @cached_property
    def encoder(self) -> SentenceTransformerEmbedder:
        """The embedding model of the settings; the reader shares its base."""
        return SentenceTransformerEmbedder(self.settings.embedding_model)

    @cached_property
    def second_encoder(self) -> UseEmbedder:
        return UseEmbedder()

    @cached_property
    def embedder(self) -> Embedder:
        """What the index is made with: the embedding model, and the second encoder if there is one."""
        if not self.settings.has_second_encoder:
            return self.encoder
        return CompositeEmbedder(self.encoder, self.second_encoder)

    @cached_property
    def confidence(self) -> Confidence:
        return Confidence.bundled()

    @cached_property
    def wording(self) -> Wording:
        return Wording.bundled()

    @cached_property
    def reader(self) -> LazyReader:
        return LazyReader(self.encoder)

    @cached_property
    def judge(self) -> Judge:
        return Judge(self.reader, self.confidence, self.wording, self.settings.read_passages)

    @cached_property
    def quotes(self) -> QuoteFinder:
        unread = SentenceQuotes(self.encoder, self.settings.max_quotes)
        if not self.settings.reader:
            return unread
        read = ReadQuotes(self.judge, Placing(Places.bundled()), self.settings.max_quotes)
        return QuotesInReserve(self.reader, read, unread)

    @cached_property
    def generations(self) -> Generations:
        return Generations(self.settings.data_dir)

    @cached_property
    def current(self) -> CurrentGeneration:
        return CurrentGeneration(self.generations, self.embedder)

    @cached_property
    def searcher(self) -> Searcher:
        return self.searcher_of("fused")

    @cached_property
    def answerer(self) -> Answerer:
        return self.answerer_over(self.searcher)

    def answerer_over(self, search: Search) -> Answerer:
        """Return an answerer from quotes alone, of what `search` finds."""
        return Answerer(search, self.quotes, self.settings.min_confidence)

    @cached_property
    def workers(self) -> Workers:
        return Workers()

    @cached_property
    def llama(self) -> LlamaServer:
        """llama.cpp with the model file of the settings; it runs for as long as the application."""
        assert self.settings.llm_gguf is not None
        return LlamaServer(self.settings.llm_gguf)

    @cached_property
    def writer(self) -> GuardedWriter | None:
        """The language model of the settings, None if there is none."""
        settings = self.settings
        if settings.llm_gguf is not None:
            name = f"{settings.llm_gguf.stem}@llama.cpp"
            server = self.llama
            inner = OpenAIWriter(server.url, server.key, name, settings.llm_timeout, name)
        elif settings.llm_base_url:
            inner = OpenAIWriter(
                settings.llm_base_url,
                settings.llm_api_key,
                settings.llm_model,
                settings.llm_timeout,
            )
        else:
            return None
        budget = None
        if settings.llm_daily_tokens:
            budget = DailyBudget(settings.state_path.parent / SPENT, settings.llm_daily_tokens)
        return GuardedWriter(inner, settings.llm_timeout, Breaker(), budget)

    @cached_property
    def checker(self) -> Checker:
        """What every written answer passes before anyone sees it.

        Its thresholds are fitted for the cheap encoder, whatever the index is made with.
        """
        return Grounding(self.second_encoder, CollectionAliases(self.current))

    def writing(self, writer: AnswerWriter) -> WritingAnswerer:
        """Return an answerer whose answers `writer` writes.

        Raises:
            SettingsError: a prompt in PROMPTS_DIR can't be used.
        """
        self.own_prompts()
        settings = self.settings
        length = Length(settings.llm_passages, settings.llm_max_tokens, settings.llm_timeout)
        return WritingAnswerer(
            self.answerer, self.workers, writer, self.checker, length, settings.prompts_dir
        )

    def own_prompts(self) -> list[str]:
        """Return the names of the prompts that the settings replace.

        Raises:
            SettingsError: one in PROMPTS_DIR can't be used.
        """
        if self.settings.prompts_dir is None:
            return []
        try:
            return prompts.check(self.settings.prompts_dir)
        except prompts.PromptError as error:
            raise SettingsError(f"{error} Mend it, or empty PROMPTS_DIR.") from error

    @cached_property
    def answering(self) -> Answering:
        """Answers for the bot: written if there is a language model, else quotes."""
        if self.writer is None:
            return Quoting(self.answerer, self.workers)
        return self.writing(self.writer)

    def asker(self) -> AbstractContextManager[Asks]:
        """Return the same answers for commands."""
        if self.writer is None:
            return nullcontext(self.answerer)
        return BlockingAnswerer(self.writing(self.writer), self.workers)

    def warm_up(self, reading: bool = True) -> None:
        """Load what an answer needs, or a search alone, the models beside the index and the dictionary of words."""
        reader = self.quotes if reading and isinstance(self.quotes, QuotesInReserve) else None
        warm_up(self.embedder, reader, self.current)

    def searcher_of(self, leg: Leg) -> Searcher:
        """Return a searcher that ranks by one leg alone, or by both."""
        return Searcher(
            self.current,
            self.embedder,
            self.confidence,
            self.wording,
            leg,
            self.settings.max_question_length,
        )
