"""The claims written for this project: what the file may hold, how passages are joined to it, and their style."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from training.grounding.claims import FILE, RIGHT, Claim, Claimed, read_claims
from training.grounding.style import Style, area, told_apart
from training.reader.written import SOURCES

CLAIMS = Path(__file__).parents[2] / "training" / "grounding" / FILE
WRONG = {"subject", "negation", "relation", "number", "date", "name", "unit", "invented"}


def test_the_file_holds_claims_and_places_but_no_passages() -> None:
    rows = [json.loads(line) for line in CLAIMS.read_text(encoding="utf-8").splitlines()]
    assert {"set", "id", "part", "held_out", "claims"} == set().union(*rows)
    assert {row["set"] for row in rows} == set(SOURCES)
    claims = [claim for row in rows for claim in row["claims"]]
    assert {frozenset(claim) for claim in claims} == {frozenset(("kind", "text"))}
    assert {claim["kind"] for claim in claims} == WRONG | set(RIGHT)
    assert max(len(claim["text"]) for claim in claims) < 400
    for row in rows:
        right = [claim for claim in row["claims"] if claim["kind"] in RIGHT]
        assert len(right) == len(row["claims"]) - len(right)


def test_no_passage_is_both_trained_on_and_held_out() -> None:
    rows = [json.loads(line) for line in CLAIMS.read_text(encoding="utf-8").splitlines()]
    trained, held_out = (
        {(row["set"], row["id"]) for row in rows if row["held_out"] is apart}
        for apart in (False, True)
    )
    assert not trained & held_out
    assert len(held_out) > 100


def test_claims_come_with_their_part_of_the_text_under_its_headline(tmp_path: Path) -> None:
    news = {
        "url": "https://example.org/news/details/7",
        "title": "สะพานใหม่",
        "body": "นำ สะพานยาว 90 เมตร ท้าย",
    }
    texts = {"thaigov": news, "iapp": {"id": "a", "context": "แม่น้ำสีแดง"}}
    for name, (file, *_) in SOURCES.items():
        with gzip.open(tmp_path / f"{file}.jsonl.gz", "wt", encoding="utf-8") as out:
            out.write(json.dumps(texts[name], ensure_ascii=False) + "\n")
    said = [{"kind": "negated", "text": "ไม่สั้น"}, {"kind": "unit", "text": "It is 90 km long."}]
    rows = [
        {"set": "thaigov", "id": "7", "part": [3, 19], "held_out": False, "claims": said},
        {"set": "iapp", "id": "a", "part": [0, 11], "held_out": True, "claims": said[:1]},
    ]
    (tmp_path / FILE).write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    right, wrong = Claim("ไม่สั้น", "negated", True), Claim("It is 90 km long.", "unit", False)
    assert read_claims(tmp_path, tmp_path / FILE) == (
        [Claimed("สะพานใหม่\n\nสะพานยาว 90 เมตร", (right, wrong))],
        [Claimed("แม่น้ำสีแดง", (right,))],
    )


def test_style_tells_apart_what_is_written_differently_and_nothing_else() -> None:
    right = [Claim(f"เขายังไป{place}ด้วย", "supported", True) for place in "กขคง"]
    wrong = [Claim(f"ส่วนเธอไป{place}", "subject", False) for place in "กขคง"]
    style = Style([*right[:3], *wrong[:3]])
    assert told_apart(style, [right[3], wrong[3]]) == 1.0
    assert style.right("เขายังไปฮานอยด้วย") > 0 > style.right("ส่วนเธอไปฮานอย")
    alike = [Claim("เขาไปกลับ", "supported", True), Claim("เขาไปกลับ", "subject", False)]
    assert told_apart(style, alike) == pytest.approx(0.5)


def test_the_area_counts_ties_half() -> None:
    assert area([1.0, 3.0], [2.0, 3.0]) == pytest.approx((0 + 0 + 1 + 0.5) / 4)
