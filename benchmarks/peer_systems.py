"""Builds and asks each system of benchmarks.peers; imports nothing that the peers' environment lacks.

Every system is a function of the data and returns what answers a question with the articles of its best
`DEPTH` passages, the best first. The peers are set up as their documentation does it, with the prefixes
that e5 was trained with.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.environment import peak_megabytes
from index.evaluation import ndcg_at_k  # which needs nothing besides Python

DEPTH = 50  # passages; several may be of one article
K = 10
DIMENSION = 384
QUESTION_PREFIX, PASSAGE_PREFIX = "query: ", "passage: "
FIRST_QUESTION = "ข่าววันนี้"
LANGUAGES = ("th", "en")

Ask = Callable[[str], Sequence[str]]
Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its language and the article that answers it."""

    question: str
    lang: str
    article: str


@dataclass(frozen=True, slots=True)
class Data:
    """What every system gets: articles for Khaobot, their passages for the peers, weights, questions."""

    articles: Sequence[Mapping[str, Any]]  # id, text, title, publisher, url
    passages: Sequence[tuple[str, str]]  # the article's id and what is embedded
    questions: Sequence[Asked]
    model: Path

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.passages]

    def articles_of(self, numbers: Sequence[int]) -> list[str]:
        """Return the articles of passages, by the passages' numbers."""
        return [self.passages[number][0] for number in numbers]


def measured(make: Callable[[], Ask], questions: Sequence[Asked]) -> Figures:
    """Return the figures of one system, built and asked in this process.

    Building ends with the answer to a first question, so that what is loaded late counts.
    """
    started, used = time.perf_counter(), time.process_time()
    ask = make()
    ask(FIRST_QUESTION)
    built, worked = time.perf_counter() - started, time.process_time() - used
    seconds: list[float] = []
    processor: list[float] = []
    gains: dict[str, list[float]] = {lang: [] for lang in LANGUAGES}
    for asked in questions:
        started, used = time.perf_counter(), time.process_time()
        found = ask(asked.question)
        seconds.append(time.perf_counter() - started)
        processor.append(time.process_time() - used)
        gains[asked.lang].append(ndcg(found, asked.article))
    return {
        "build s": built,
        "build processor s": worked,
        "query p50 ms": median(seconds) * 1000,
        "query p95 ms": sorted(seconds)[int(0.95 * len(seconds))] * 1000,
        "query processor p50 ms": median(processor) * 1000,
        "peak MB": peak_megabytes(),
        **{f"nDCG@10 {lang}": sum(values) / len(values) for lang, values in gains.items()},
    }


def ndcg(found: Sequence[str], right: str) -> float:
    """Return nDCG@10 of the articles `found`, each counted at its best passage, where one is right."""
    return ndcg_at_k(list(dict.fromkeys(found)), {right}, K)


def khaobot(data: Data, folder: Path, second_encoder: bool | None = None) -> Ask:
    """Khaobot as it is delivered, or with e5 alone; its index is a folder on disk."""
    from dataclasses import replace

    from bot.app import App
    from bot.settings import Settings
    from index.types import Article

    app = App(replace(Settings(), data_dir=folder, second_encoder=second_encoder))
    app.builder(lambda *_: None).build(Article(**fields) for fields in data.articles)
    searcher = app.searcher
    return lambda question: [hit.article.id for hit in searcher.search(question, DEPTH).hits]


def txtai(data: Data, folder: Path) -> Ask:
    """As in "Build an embeddings index" of txtai's documentation: FAISS, the texts kept by the caller."""
    from txtai import Embeddings

    embeddings = Embeddings(
        path=str(data.model),
        gpu=False,
        instructions={"query": QUESTION_PREFIX, "data": PASSAGE_PREFIX},
    )
    embeddings.index(data.texts)
    return lambda question: data.articles_of([n for n, _ in embeddings.search(question, DEPTH)])


def llamaindex(data: Data, folder: Path, dtype: str = "float32") -> Ask:
    """As in LlamaIndex's "Faiss Vector Store" example, with its Hugging Face embeddings."""
    import faiss
    from llama_index.core import StorageContext, VectorStoreIndex
    from llama_index.core.schema import TextNode
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding
    from llama_index.vector_stores.faiss import FaissVectorStore

    embedding = HuggingFaceEmbedding(
        model_name=str(data.model),
        query_instruction=QUESTION_PREFIX,
        text_instruction=PASSAGE_PREFIX,
        device="cpu",
        model_kwargs={"dtype": dtype},
    )
    store = FaissVectorStore(faiss_index=faiss.IndexFlatIP(DIMENSION))
    index = VectorStoreIndex(
        [TextNode(text=text, id_=str(number)) for number, text in enumerate(data.texts)],
        storage_context=StorageContext.from_defaults(vector_store=store),
        embed_model=embedding,
    )
    retriever = index.as_retriever(similarity_top_k=DEPTH)
    return lambda question: data.articles_of(
        [int(hit.node.node_id) for hit in retriever.retrieve(question)]
    )


def haystack(data: Data, folder: Path) -> Ask:
    """As in Haystack's tutorial of a first question-answering pipeline: the in-memory store."""
    from haystack import Document
    from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore
    from haystack.utils import ComponentDevice
    from haystack_integrations.components.embedders.sentence_transformers import (
        SentenceTransformersDocumentEmbedder,
        SentenceTransformersTextEmbedder,
    )

    model, cpu = str(data.model), ComponentDevice.from_str("cpu")
    embedder = SentenceTransformersDocumentEmbedder(
        model=model, prefix=PASSAGE_PREFIX, device=cpu, progress_bar=False
    )
    embedder.warm_up()
    store = InMemoryDocumentStore()
    documents = [Document(content=text, meta={"n": n}) for n, text in enumerate(data.texts)]
    store.write_documents(embedder.run(documents)["documents"])
    asker = SentenceTransformersTextEmbedder(
        model=model, prefix=QUESTION_PREFIX, device=cpu, progress_bar=False
    )
    asker.warm_up()
    retriever = InMemoryEmbeddingRetriever(store, top_k=DEPTH)

    def ask(question: str) -> Sequence[str]:
        vector = asker.run(question)["embedding"]
        found = retriever.run(query_embedding=vector)["documents"]
        return data.articles_of([document.meta["n"] for document in found])

    return ask


SYSTEMS: Mapping[str, Callable[[Data, Path], Ask]] = {
    "Khaobot": khaobot,
    "txtai": txtai,
    "LlamaIndex": llamaindex,
    "Haystack": haystack,
    "Khaobot, e5 alone": partial(khaobot, second_encoder=False),
    "LlamaIndex, bfloat16": partial(llamaindex, dtype="bfloat16"),
}
