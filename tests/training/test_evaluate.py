"""Reading the sets to measure on, and the figures of a reader that points where it is told."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.articles import HANOI, RAIN, RICE
from tests.bot.answering.test_quoting import PointingReader
from tests.fakes import HashEmbedder
from tests.training.tiny import network, questions, tokenizer
from training.confidence.fit import ENGLISH
from training.reader.evaluate import Question, measure, nearest_others, read_questions
from training.reader.examples import HERE
from training.reader.read_many import read_many

SIGNED = Question("ลงนามอะไร", HANOI.text, ("หลายสิบฉบับ", "ข้อตกลง"))
FALLS = Question("ฝนตกเท่าใด", RAIN.text, ("ฝนตกหนักในสัปดาห์หน้า",))


def test_figures_of_a_reader_that_is_right_once_and_nearly_once() -> None:
    reader = PointingReader(หลายสิบฉบับ=9.0, ฝนตกหนัก=7.0)
    figures = measure(reader, [SIGNED, FALLS], [RICE.text, RICE.text])
    assert (figures["n"], figures["em"], figures["in_quote"]) == (2, 0.5, 1.0)
    assert 0.5 < figures["f1"] < 1
    assert 0.5 < figures["char_f1"] < 1
    assert figures["auroc"] == figures["right_passage_first"] == 1.0


def test_a_reader_that_prefers_the_other_passage_is_told_so() -> None:
    reader = PointingReader(หลายสิบฉบับ=1.0, อินเดีย=5.0)
    figures = measure(reader, [SIGNED], [RICE.text])
    assert figures["auroc"] == figures["right_passage_first"] == 0.0


def test_the_nearest_other_passage_is_never_the_own() -> None:
    asked = [SIGNED, FALLS, Question("ข้าว", RICE.text, ("ข้าว",))]
    others = nearest_others(HashEmbedder(), asked)
    assert all(other != q.passage for other, q in zip(others, asked, strict=True))


def test_xquad_is_read_in_both_languages(tmp_path: Path) -> None:
    row = {"question_th": "ก", "question_en": "a", "passage_th": "ข", "answers_th": [{"text": "ข"}]}
    (tmp_path / "xquad_th_en.jsonl").write_text(json.dumps(row), encoding="utf-8")
    found = read_questions(tmp_path, "xquad", tmp_path)
    assert found == {"th": [Question("ก", "ข", ("ข",))], "en": [Question("a", "ข", ("ข",))]}


def test_iapp_is_read_with_the_translations_there_are(tmp_path: Path) -> None:
    rows = [{"id": n, "question": n, "context": "ข", "answers": ["ข"]} for n in ("1", "2")]
    with gzip.open(tmp_path / "iapp_wiki_qa_valid.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write("\n".join(map(json.dumps, rows)))
    (tmp_path / HERE).write_text(json.dumps({"id": "2", "question": "two"}), encoding="utf-8")
    found = read_questions(tmp_path, "iapp", tmp_path)
    assert [len(found["th"]), found["en"][0].text] == [2, "two"]


def test_many_pairs_are_read_as_each_alone() -> None:
    pairs = [(e.question, e.context) for e in questions(9)]
    together = read_many(network(), tokenizer(), pairs)
    for pair, found in zip(pairs, together, strict=True):
        (alone,) = read_many(network(), tokenizer(), [pair])
        assert alone.score == pytest.approx(found.score, abs=0.1)
        assert pair[1][found.start : found.end]


def test_the_confidence_is_fitted_with_translations_that_are_there() -> None:
    assert ENGLISH.is_file()
