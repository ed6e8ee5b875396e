"""The five real articles, where they are at hand: no site words or spam, captions once, true sentences kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.generations import Generations
from index.sources.files import read_files
from index.store import FILE_NAME, PassageStore
from index.types import Article, Passage
from tests.index.builds import builder

ARTICLES = next(
    (folder for parent in Path(__file__).resolve().parents[2:4]
     if (folder := parent / "shared" / "articles").is_dir()),
    None,
)  # fmt: skip
SENTENCES = json.loads((Path(__file__).parents[1] / "data" / "true_sentences.json").read_text())
FOREIGN = ("บาคาร่า", "ลิ้งค์เชื่อมต่อ", "กระดานความเห็น")
FOREIGN_LINES = ("XS", "SM", "MD", "LG", "Biden Putin collage", "Joe Biden", "Putin")
# The beginnings of the captions, with the credit of their photographer.
CAPTIONS = ("แฟ้ม - ปธน.วลาดิเมียร์ ปูติน", "จับมือกันที่ทำเนียบประธานาธิบดี", "Photo by", "Pool Photo via AP")

pytestmark = pytest.mark.skipif(ARTICLES is None, reason="the real articles are not at hand")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PassageStore]:
    assert ARTICLES
    folder = tmp_path_factory.mktemp("real")
    manifest = builder(folder).build(read_files([ARTICLES])).manifest
    store = PassageStore(Generations(folder).path(manifest.generation) / FILE_NAME)
    yield store
    store.close()


def passages(store: PassageStore) -> list[tuple[Passage, Article]]:
    return store.passages(range(store.counts()[1]))


def test_no_site_words_and_no_spam_in_any_passage(store: PassageStore) -> None:
    found = passages(store)
    assert store.counts()[0] == 5
    for passage, article in found:
        assert article.text[passage.start : passage.end] == passage.text
        assert not [word for word in FOREIGN if word in passage.text or word in article.title]
        assert not set(FOREIGN_LINES) & {line.strip() for line in passage.text.split("\n")}


def test_each_caption_at_most_once(store: PassageStore) -> None:
    for article in store.articles():
        lines = [line for line in article.text.split("\n") if line]
        assert len(lines) == len(set(lines))
        assert all(article.text.count(caption) <= 1 for caption in CAPTIONS)
        for passage, owner in passages(store):
            if owner.id == article.id:
                assert all(passage.text.count(caption) <= 1 for caption in CAPTIONS)


def test_forty_true_sentences_are_all_still_there(store: PassageStore) -> None:
    assert ARTICLES
    assert len(SENTENCES) == 40
    found = passages(store)
    for known in SENTENCES:
        raw = (ARTICLES / known["file"]).read_text(encoding="utf-8")
        sentence = raw[known["start"] : known["end"]]
        assert hashlib.sha256(sentence.encode()).hexdigest() == known["sha256"]
        article = store.article(known["file"])
        assert article is not None
        assert sentence in article.text
        assert any(sentence in p.text for p, _ in found), "it must be quotable from one passage"
