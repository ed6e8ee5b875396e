"""Compares Khaobot with txtai, LlamaIndex and Haystack: python -m benchmarks.peers [--environment DIR].

The same articles, cut into the same passages, the same model weights and the same questions through
each, as its documentation sets it up (FAISS for txtai and LlamaIndex, in memory for Haystack): build
time, time of a question, peak memory and nDCG@10 of XQuAD's passages among ThaiGov items. Each runs in
a process of its own, the peers in an environment of their own; they get the passages ready cut,
Khaobot cuts them itself.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

PEERS = ("txtai", "llama-index-core", "llama-index-vector-stores-faiss",
         "llama-index-embeddings-huggingface", "haystack-ai", "sentence-transformers-haystack")  # fmt: skip
ROOT = Path(__file__).parents[1]
BATCH, K = 16, 10

# Builds over (passages' texts) and returns what finds the numbers of the best passages.
Ask = Callable[[str], list[int]]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--environment", type=Path, default=Path("data/benchmark/peers"))
    parser.add_argument("--distractors", type=int, default=500, help="ThaiGov items")
    parser.add_argument("--questions", type=int, default=100, help="of each language")
    parser.add_argument("--inside", nargs=2, metavar=("SYSTEM", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        system, folder = options.inside[0], Path(options.inside[1])
        print(json.dumps(measured(system, json.loads((folder / "data.json").read_text()), folder)))
        return
    compare(options)


def compare(options: argparse.Namespace) -> None:
    """Run every system on the same data and write the table."""
    from benchmarks.environment import python_of
    from benchmarks.speed_report import write

    python = python_of(options.environment, PEERS)
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        prepare(options, folder)
        for system in ("khaobot", "txtai", "llamaindex", "haystack"):
            done = subprocess.run(
                [sys.executable if system == "khaobot" else str(python), "-m", "benchmarks.peers",
                 "--inside", system, str(folder)],
                capture_output=True, text=True, cwd=ROOT, check=False,
                env=os.environ | {"PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1", "HAYSTACK_TELEMETRY_ENABLED": "False"},
            )  # fmt: skip
            lines = done.stdout.strip().splitlines()
            if done.returncode or not lines:
                rows.append({"system": system, "build s": done.stderr.strip()[-200:]})
            else:
                rows.append({"system": system} | json.loads(lines[-1]))
            print(rows[-1], file=sys.stderr, flush=True)
    best = [row for row in rows if row["system"] != "khaobot" and "query p50 ms" in row]
    notes = ["peak memory: of the process that builds and then answers, the most it ever held."]
    figures = ("build s", "build processor s", "query p50 ms", "query processor p50 ms", "peak MB")
    for figure in figures:
        least = min((row[figure] for row in best), default=None)
        if least and figure in rows[0]:
            notes.append(
                f"{figure}: Khaobot {rows[0][figure] / least:.2f} times the best of the three."
            )
    print(write("peers", "Khaobot beside txtai, LlamaIndex and Haystack", rows, notes))


def prepare(options: argparse.Namespace, folder: Path) -> None:
    """Write articles, passages and questions, and the model as a folder that every system reads."""
    from benchmarks.asking import Bench
    from bot.settings import Settings
    from index.chunking import chunk
    from index.types import Article
    from index.writing import embedded_text

    bench = Bench(options.data, folder, Settings(), options.distractors, options.questions)
    questions = bench.xquad()
    articles = [*questions.articles, *(a for a in bench.thaigov() if isinstance(a, Article))]
    passages = [
        {"article": article.id, "text": embedded_text(article, passage)}
        for article in articles
        for passage in chunk(article)
    ]
    data = {
        "articles": [
            {"id": a.id, "text": a.text, "title": a.title, "publisher": a.publisher, "url": a.url}
            for a in articles
        ],
        "passages": passages,
        "questions": [
            {"question": q.question, "article": q.article_id, "lang": q.lang}
            for q in questions.questions
        ],
    }
    (folder / "data.json").write_text(json.dumps(data), encoding="utf-8")
    save_model(folder / "model")


def save_model(folder: Path) -> None:
    """Write the bundled weights as a sentence-transformers folder, with mean pooling and normalisation."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import PreTrainedTokenizerFast

    from index.embedding.e5_model import build_bert, build_tokenizer
    from index.embedding.e5_weights import find_wheel_file, read_e5_weights

    path = find_wheel_file()
    assert path is not None
    weights = read_e5_weights(path)
    bare = folder.with_name("bert")
    build_bert(weights).save_pretrained(bare)
    PreTrainedTokenizerFast(
        tokenizer_object=build_tokenizer(weights.vocabulary, weights.header.positions),
        bos_token="<s>", eos_token="</s>", unk_token="<unk>", pad_token="<pad>",
        model_max_length=weights.header.positions,
    ).save_pretrained(bare)  # fmt: skip
    modules = [
        Transformer(str(bare)),
        Pooling(weights.header.hidden, pooling_mode="mean"),
        Normalize(),
    ]
    SentenceTransformer(modules=modules, device="cpu").save(str(folder))


def measured(system: str, data: dict[str, Any], folder: Path) -> dict[str, float]:
    """Build and ask with one system, and return its figures."""
    from benchmarks.environment import peak_megabytes

    model, texts = str(folder / "model"), [p["text"] for p in data["passages"]]
    makers: dict[str, Callable[[], Ask]] = {
        "khaobot": lambda: khaobot(data, folder / "khaobot"),
        "txtai": lambda: txtai(model, texts),
        "llamaindex": lambda: llamaindex(model, texts),
        "haystack": lambda: haystack(model, texts),
    }
    started, used = time.perf_counter(), time.process_time()
    ask = makers[system]()
    built, worked = time.perf_counter() - started, time.process_time() - used
    ask("ข่าววันนี้")
    seconds, processor = [], []
    gains: dict[str, list[float]] = {"th": [], "en": []}
    for question in data["questions"]:
        started, used = time.perf_counter(), time.process_time()
        found = ask(question["question"])
        seconds.append(time.perf_counter() - started)
        processor.append(time.process_time() - used)
        articles = list(dict.fromkeys(data["passages"][n]["article"] for n in found))
        gains[question["lang"]].append(ndcg(articles, question["article"]))
    seconds.sort()
    processor.sort()
    return {
        "build s": round(built, 1),
        "build processor s": round(worked, 1),
        "query p50 ms": round(seconds[len(seconds) // 2] * 1000, 1),
        "query processor p50 ms": round(processor[len(processor) // 2] * 1000, 1),
        "query p95 ms": round(seconds[int(0.95 * len(seconds))] * 1000, 1),
        "peak MB": peak_megabytes(),
        "nDCG@10 th": round(sum(gains["th"]) / len(gains["th"]), 4),
        "nDCG@10 en": round(sum(gains["en"]) / len(gains["en"]), 4),
    }


def ndcg(articles: Sequence[str], right: str) -> float:
    """Return nDCG@10 where one article is right."""
    from math import log2

    return 1 / log2(articles.index(right) + 2) if right in articles[:K] else 0.0


def khaobot(data: dict[str, Any], folder: Path) -> Ask:
    from dataclasses import replace

    from bot.app import App
    from bot.settings import Settings
    from index.types import Article

    app = App(replace(Settings(), data_dir=folder))
    app.builder(lambda *_: None).build(Article(**fields) for fields in data["articles"])
    number = {
        (p["article"], n): at
        for at, (p, n) in enumerate(zip(data["passages"], ordinals(data["passages"]), strict=True))
    }
    searcher = app.searcher

    def ask(question: str) -> list[int]:
        hits = searcher.search(question, 5 * K).hits
        return [number[hit.article.id, hit.passage.ordinal] for hit in hits]

    return ask


def ordinals(passages: Sequence[dict[str, str]]) -> list[int]:
    """Return which passage of its article each one is."""
    seen: dict[str, int] = {}
    made = []
    for passage in passages:
        made.append(seen.get(passage["article"], 0))
        seen[passage["article"]] = made[-1] + 1
    return made


def txtai(model: str, texts: Sequence[str]) -> Ask:
    from txtai import Embeddings

    embeddings = Embeddings(
        path=model, backend="faiss", encodebatch=BATCH, gpu=False, method="sentence-transformers",
        instructions={"query": "query: ", "data": "passage: "},
    )  # fmt: skip
    embeddings.index(list(enumerate(texts)))
    return lambda question: [int(n) for n, _ in embeddings.search(question, 5 * K)]


def llamaindex(model: str, texts: Sequence[str]) -> Ask:
    import faiss
    from llama_index.core import StorageContext, VectorStoreIndex
    from llama_index.core.schema import TextNode
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding
    from llama_index.vector_stores.faiss import FaissVectorStore

    embedding = HuggingFaceEmbedding(
        model_name=model, query_instruction="query: ", text_instruction="passage: ",
        embed_batch_size=BATCH, device="cpu",
    )  # fmt: skip
    store = FaissVectorStore(faiss_index=faiss.IndexFlatIP(384))
    index = VectorStoreIndex(
        [TextNode(text=text, id_=str(n)) for n, text in enumerate(texts)],
        storage_context=StorageContext.from_defaults(vector_store=store),
        embed_model=embedding,
    )
    retriever = index.as_retriever(similarity_top_k=5 * K)
    return lambda question: [int(hit.node.node_id) for hit in retriever.retrieve(question)]


def haystack(model: str, texts: Sequence[str]) -> Ask:
    from haystack import Document
    from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore
    from haystack.utils import ComponentDevice
    from haystack_integrations.components.embedders.sentence_transformers import (
        SentenceTransformersDocumentEmbedder,
        SentenceTransformersTextEmbedder,
    )

    cpu = ComponentDevice.from_str("cpu")
    embedder = SentenceTransformersDocumentEmbedder(
        model=model, prefix="passage: ", batch_size=BATCH, device=cpu, progress_bar=False
    )
    embedder.warm_up()
    store = InMemoryDocumentStore(embedding_similarity_function="cosine")
    documents = [Document(content=text, meta={"n": n}) for n, text in enumerate(texts)]
    store.write_documents(embedder.run(documents)["documents"])
    asker = SentenceTransformersTextEmbedder(
        model=model, prefix="query: ", device=cpu, progress_bar=False
    )
    asker.warm_up()
    retriever = InMemoryEmbeddingRetriever(store, top_k=5 * K)

    def ask(question: str) -> list[int]:
        vector = asker.run(question)["embedding"]
        return [d.meta["n"] for d in retriever.run(query_embedding=vector)["documents"]]

    return ask


if __name__ == "__main__":
    main()
