"""Tests of the scores, against values worked out by hand."""

from __future__ import annotations

import pytest

from index.evaluation import (
    answer_tokens,
    auroc,
    character_f1,
    contains_answer,
    exact_match,
    mean,
    ndcg_at_k,
    normalised_answer,
    recall_at_k,
    reciprocal_rank,
    token_f1,
)


@pytest.mark.parametrize(
    ("ranked", "relevant", "k", "expected"),
    [
        (["a", "b", "c"], {"a"}, 10, 1.0),
        (["b", "a", "c"], {"a"}, 10, 0.6309),  # 1 / log2(3)
        (["b", "c", "a"], {"a"}, 10, 0.5),  # 1 / log2(4)
        (["b", "c", "a"], {"a"}, 2, 0.0),
        (["a", "x", "b"], {"a", "b"}, 10, 0.9197),  # (1 + 1/2) / (1 + 0.6309)
        (["a", "b", "x"], {"a", "b", "c"}, 2, 1.0),  # the ideal is cut at k as well
        (["a"], set(), 10, 0.0),
        ([], {"a"}, 10, 0.0),
    ],
)
def test_ndcg(ranked: list[str], relevant: set[str], k: int, expected: float) -> None:
    assert ndcg_at_k(ranked, relevant, k) == pytest.approx(expected, abs=1e-4)


def test_recall() -> None:
    assert recall_at_k(["x", "a", "b"], {"a", "b"}, 1) == 0.0
    assert recall_at_k(["x", "a", "b"], {"a", "b"}, 2) == 0.5
    assert recall_at_k(["x", "a", "b"], {"a", "b"}, 3) == 1.0
    assert recall_at_k(["x"], set(), 3) == 0.0


def test_reciprocal_rank() -> None:
    assert reciprocal_rank(["x", "y", "a", "b"], {"a", "b"}) == pytest.approx(1 / 3)
    assert reciprocal_rank(["x"], {"a"}) == 0.0


def test_answers_are_compared_without_case_width_and_punctuation() -> None:
    assert normalised_answer(" “ＡＢＣ”, ข่าว ฯลฯ! ") == "abc ข่าว ล"
    assert normalised_answer("ร้อยละ 80%") == "ร้อยละ 80%"


def test_exact_match_ignores_spaces_and_punctuation() -> None:
    assert exact_match("20 มิถุนายน 2567", ["20มิถุนายน 2567."]) == 1.0
    assert exact_match("20 มิถุนายน 2567", ["21 มิถุนายน 2567", "20 มิถุนายน"]) == 0.0
    assert exact_match("", []) == 0.0


def test_token_f1() -> None:
    assert answer_tokens("ปูติน เยือน เวียดนาม") == ["ปูติน", "เยือน", "เวียดนาม"]
    # 2 of 3 tokens shared with 2: precision 2/3, recall 1 -> 2 * 2 / (3 + 2)
    assert token_f1("ปูตินเยือนเวียดนาม", ["เยือนเวียดนาม"]) == pytest.approx(0.8)
    assert token_f1("ปูตินเยือนเวียดนาม", ["ข้าว", "ปูตินเยือนเวียดนาม"]) == 1.0
    # a token counts as often as both have it: 1 shared of 2 and 1 -> 2 / 3
    assert token_f1("ข้าว ข้าว", ["ข้าว"]) == pytest.approx(2 / 3)
    assert token_f1("ข้าว", ["ปูติน"]) == 0.0
    assert token_f1("", ["ปูติน"]) == 0.0


def test_character_f1() -> None:
    # "abcd" and "cde": c, d shared -> 2 * 2 / (4 + 3)
    assert character_f1("ab cd", ["cde"]) == pytest.approx(4 / 7)
    assert character_f1("80%", ["80 %"]) == 1.0


def test_contains_answer() -> None:
    quotes = ["ลงนามในข้อตกลง หลายสิบฉบับ", "เมื่อวันพฤหัสบดี"]
    assert contains_answer(quotes, ["ข้อตกลงหลายสิบฉบับ"]) == 1.0
    assert contains_answer(quotes, ["สนธิสัญญา", ""]) == 0.0
    assert contains_answer([], ["ข้อตกลง"]) == 0.0


@pytest.mark.parametrize(
    ("positive", "negative", "expected"),
    [
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.1, 0.2], [0.9, 0.8], 0.0),
        ([0.9, 0.3], [0.5], 0.5),
        ([0.9, 0.6, 0.3], [0.5, 0.3], 4.5 / 6),  # pairs won: 2 + 2 + (0 + half a tie)
        ([0.5, 0.5], [0.5], 0.5),
        ([], [0.5], 0.5),
        ([0.5], [], 0.5),
    ],
)
def test_auroc(positive: list[float], negative: list[float], expected: float) -> None:
    assert auroc(positive, negative) == pytest.approx(expected)


def test_mean() -> None:
    assert mean([1.0, 0.0, 0.5]) == 0.5
    assert mean([]) == 0.0
