"""Compares Khaobot with txtai, LlamaIndex and Haystack: python -m benchmarks.peers [--rounds 5].

The same articles, cut into the same passages, the same model weights and the same questions through
each, as its documentation sets it up (FAISS for txtai and LlamaIndex, in memory for Haystack): build
time, time of a question, peak memory, and nDCG@10 of XQuAD's passages among ThaiGov items. Each runs in
a process of its own, on one core and one thread, in turn. The first run makes a virtual environment for
the peers in data/benchmark/peers, which takes some minutes and 1.6 GB.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.peer_systems import DEPTH, SYSTEMS, Asked, Data, Figures, measured

if TYPE_CHECKING:
    from benchmarks.asking import Bench

PACKAGES = (
    "txtai==9.14.0",
    "llama-index-core==0.14.25",
    "llama-index-vector-stores-faiss==0.7.0",
    "llama-index-embeddings-huggingface==0.8.0",
    "haystack-ai==3.4.0",
    "sentence-transformers-haystack==2.0.0",
)
ROOT = Path(__file__).parents[1]
OURS, PEERS = "Khaobot", ("txtai", "LlamaIndex", "Haystack")
COMPARED = (OURS, *PEERS)
BESIDE = {"LlamaIndex, bfloat16"}  # no documented default, so it doesn't count among the three
LESS = ("build s", "build processor s", "query p50 ms", "query p95 ms", "query processor p50 ms", "peak MB")  # fmt: skip
MORE = ("nDCG@10 th", "nDCG@10 en")
SHOWN = ("build s", "build processor s", "query p50 ms", "query processor p50 ms")  # of each round
Runs = dict[str, list[Figures]]
ALONE = {
    "OMP_NUM_THREADS": "1",
    "HF_HUB_OFFLINE": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "PYTHONPATH": str(ROOT),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--environment", type=Path, default=Path("data/benchmark/peers"))
    parser.add_argument("--articles", type=int, default=40, help="ThaiGov items beside XQuAD's")
    parser.add_argument("--questions", type=int, default=250, help="of each language; 0: all")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--systems", nargs="+", choices=SYSTEMS, default=list(SYSTEMS))
    parser.add_argument("--inside", nargs=2, metavar=("SYSTEM", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        system, folder = options.inside[0], Path(options.inside[1])
        print(json.dumps(inside(system, folder)))
        return
    compare(options)


def compare(options: argparse.Namespace) -> None:
    """Run every system on the same data in every round and write the table."""
    from benchmarks.asking import Bench
    from benchmarks.environment import python_of, versions_in
    from bot.settings import Settings

    python = python_of(options.environment, PACKAGES)
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        bench = Bench(options.data, folder, Settings(), options.articles, options.questions)
        data = prepared(bench, folder)
        save_model(data.model)
        (folder / "data.json").write_text(json.dumps(asdict(data), default=str), encoding="utf-8")
        runs: Runs = {system: [] for system in options.systems}
        for _ in range(options.rounds):
            one_round(runs, partial(alone, python, folder))
            table = report(runs, data, options, versions_in(python, PACKAGES))
    print(table)


def report(runs: Runs, data: Data, options: argparse.Namespace, versions: Mapping[str, str]) -> str:
    """Write the table of the rounds so far, so that a run that is stopped leaves what it measured."""
    from benchmarks.speed_report import write

    done = max(map(len, runs.values()))
    times = "one round" if done == 1 else f"medians of {done} rounds"
    rows = [{"system": system} | medians(found) for system, found in runs.items()]
    notes = [
        f"{len(data.articles):,} articles (XQuAD's, and those of the first {options.articles:,} ThaiGov items), "
        f"{len(data.passages):,} passages, {len(data.questions):,} questions; {times}, the systems in "
        "turn, each in a new process on one core; those besides Khaobot and the three once.",
        *NOTES,
        *(f"{figure}, of each round: {each(runs, figure)}." for figure in SHOWN),
    ]
    if set(COMPARED) <= set(runs):
        ratios = against_best(medians(runs[OURS]), [medians(runs[peer]) for peer in PEERS])
        rows.insert(1, {"system": "Khaobot / the best of the three"} | ratios)
        verdicts = verdict(ratios, "the best of the three")
        for other in BESIDE & set(runs):
            verdicts += verdict(against_best(medians(runs[OURS]), [medians(runs[other])]), other)
        notes[1:1] = verdicts
    beside = ", ".join(f"{name} {version}" for name, version in versions.items())
    notes.append(f"in the peers' environment, beside what is named below: {beside}.")
    command = f"peers --articles {options.articles} --questions {options.questions} --rounds {done}"
    return write("peers", "Khaobot beside txtai, LlamaIndex and Haystack", rows, notes, command)


NOTES = (
    f"A question is answered with {DEPTH} passages; nDCG@10 counts the articles among them, each at its "
    "best passage.",
    "The peers are given the very texts that Khaobot embeds, ready cut, for their splitters don't know Thai; "
    "Khaobot cuts, compares and segments the articles in its build time, and writes its index to disk. The "
    "peers keep theirs in memory.",
    "The three are as documented, with their own batch sizes and in float32, as they load a model by default. "
    "Khaobot computes in bfloat16 where the processor has it; the row of LlamaIndex in bfloat16 tells "
    "how much that is. Khaobot as delivered has a second encoder and a lexical leg.",
    "build s: from importing the libraries and loading the model to the answer of a first question. peak MB: "
    "the most memory that the process, which builds and then answers, ever held.",
    "Where the machine has other work, processor times tell more than those on the clock, which then depend "
    "on what ran beside each system.",
)


def prepared(bench: Bench, folder: Path) -> Data:
    """Return what every system gets; the peers' passages are those that Khaobot stores."""
    from index.chunking import Chunking
    from index.collection import Collector
    from index.types import Article
    from index.work_cache import WorkCache
    from index.writing import embedded_text

    questions = bench.xquad()
    articles = [*questions.articles, *(a for a in bench.thaigov() if isinstance(a, Article))]
    collector = Collector(WorkCache(folder / "work", ""), Chunking(), lambda *_: None)
    return Data(
        [
            {"id": a.id, "text": a.text, "title": a.title, "publisher": a.publisher, "url": a.url}
            for a in articles
        ],
        [
            (entry.article.id, embedded_text(entry.article, passage))
            for entry in collector.entries(articles)
            for passage in entry.cut.of(entry.article)
        ],
        [Asked(q.question, q.lang, q.article_id) for q in questions.questions if q.article_id],
        folder / "model",
    )


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


def one_round(runs: Runs, run: Callable[[str], Figures]) -> None:
    """Run each system once more; those that aren't compared, only in the first round."""
    for system, found in runs.items():
        if not found or system in COMPARED:
            found.append(run(system))
            print(system, found[-1], file=sys.stderr, flush=True)


def alone(python: Path, folder: Path, system: str) -> Figures:
    """Run `system` in a process of its own: the peers with `python`, Khaobot with this one."""
    interpreter = sys.executable if system.startswith(OURS) else str(python.absolute())
    done = subprocess.run(
        [interpreter, "-m", "benchmarks.peers", "--inside", system, str(folder)],
        capture_output=True, text=True, cwd=ROOT, check=False, env=os.environ | ALONE,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{system} failed:\n{done.stderr.strip()[-2000:]}")
    figures: Figures = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


def inside(system: str, folder: Path) -> Figures:
    """Measure `system` in this process, on one core."""
    if hasattr(os, "sched_setaffinity"):  # Linux
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    data = read_data(json.loads((folder / "data.json").read_text(encoding="utf-8")))
    with tempfile.TemporaryDirectory() as own:
        return measured(lambda: SYSTEMS[system](data, Path(own)), data.questions)


def read_data(record: Mapping[str, Any]) -> Data:
    """Return the data that was stored as JSON."""
    passages = [(article, text) for article, text in record["passages"]]
    questions = [Asked(**asked) for asked in record["questions"]]
    return Data(record["articles"], passages, questions, Path(record["model"]))


def medians(runs: Sequence[Figures]) -> Figures:
    """Return the median of each figure over the rounds."""
    return {figure: rounded(median(run[figure] for run in runs)) for figure in runs[0]}


def against_best(ours: Figures, peers: Sequence[Figures]) -> Figures:
    """Return each of our figures divided by the best of the peers' for it."""
    best = {figure: min(peer[figure] for peer in peers) for figure in LESS}
    best |= {figure: max(peer[figure] for peer in peers) for figure in MORE}
    return {figure: rounded(ours[figure] / best[figure]) for figure in (*LESS, *MORE)}


def verdict(ratios: Figures, peer: str) -> list[str]:
    """Return sentences that say in what Khaobot is ahead of `peer`, and in what it isn't."""
    ahead = [f for f in LESS if ratios[f] < 1] + [f for f in MORE if ratios[f] > 1]
    behind = [figure for figure in ratios if figure not in ahead]
    return [
        f"Khaobot is {how} {peer} in: "
        + ", ".join(f"{figure} ({ratios[figure]:.3g} times)" for figure in figures)
        + "."
        for how, figures in (("ahead of", ahead), ("not ahead of", behind))
        if figures
    ]


def each(runs: Runs, figure: str) -> str:
    """Return the figure of every round, for people."""
    return "; ".join(
        f"{system} {', '.join(f'{run[figure]:.1f}' for run in found)}"
        for system, found in runs.items()
    )


def rounded(value: float) -> float:
    """Return `value` with the four digits that a measurement may have."""
    return float(f"{value:.4g}")


if __name__ == "__main__":
    main()
