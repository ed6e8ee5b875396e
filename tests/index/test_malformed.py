"""500 malformed inputs: none crashes a build, each is rejected with its place, and the good ones get in."""

from __future__ import annotations

import gzip
import json
import re
import time
from pathlib import Path

import pytest

from index.generations import Generations
from index.sources.files import read_files, written
from index.sources.types import Rejection
from tests.index.builds import article, builder, ids, searcher
from tests.index.malformed import THAI, write_malformed


def test_500_malformed_inputs(tmp_path: Path) -> None:
    sources, index = tmp_path / "sources", tmp_path / "index"
    sources.mkdir()
    malformed = [written(str(path)) for path in write_malformed(sources)]
    assert len(malformed) == 500
    for number in range(5):
        (sources / f"good-{number}.txt").write_text(article(number).text, encoding="utf-8")
    builder(index).build([article(50)])
    started = time.process_time()  # of this process: others may keep the machine busy
    found = list(read_files([sources]))
    assert time.process_time() - started < 60
    report = builder(index).add(found)

    rejected = [r.where for r in report.rejections]
    places = {re.sub(r", line \d+$", "", where) for where in rejected}
    assert set(malformed) - places == set()
    assert places == set(malformed)
    of_lines = r"(jsonl|packed-\d+\.jsonl\.gz)(, line \d+)?$"
    assert all(", line " in where for where in rejected if re.search(of_lines, where)
               if "gone" not in where)  # fmt: skip
    assert all(r.reason and "Traceback" not in r.reason for r in report.rejections)
    taken = {item.id for item in found if not isinstance(item, Rejection)}
    assert taken == {f"good-{n}.txt" for n in range(5)} | {"x"}

    Generations(index).verify(report.manifest.generation)
    assert report.manifest.articles == 7
    assert ids(searcher(index), article(3).text[:60])[0] == "good-3.txt"


@pytest.mark.parametrize("ending", [".jsonl", ".jsonl.gz"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_malformed_line_is_rejected_by_its_number(
    tmp_path: Path, ending: str, line_end: str
) -> None:
    path = tmp_path / f"archive{ending}"
    good = [json.dumps({"id": f"n{n}", "text": f"{THAI} {n}"}) for n in range(3)]
    lines = [
        good[0],
        "nonsense",
        "",
        good[1],
        '{"title": "no text"}',
        '{"text": 7}',
        good[2],
        "[1]",
    ]
    raw = line_end.join(lines).encode() + b'\n{"text": "\xff\xfe\x00"}'
    path.write_bytes(gzip.compress(raw) if ending.endswith(".gz") else raw)
    found = list(read_files([tmp_path]))
    rejected = {item.where: item.reason for item in found if isinstance(item, Rejection)}
    assert list(rejected) == [f"{path}, line {number}" for number in (2, 5, 6, 8, 9)]
    for number, reason in (
        (2, "not JSON"),
        (5, "has no text"),
        (6, "not text"),
        (8, "not a JSON object"),
    ):
        assert reason in rejected[f"{path}, line {number}"]
    assert [item.id for item in found if not isinstance(item, Rejection)] == ["n0", "n1", "n2"]


def test_of_two_articles_with_one_id_the_later_is_taken_and_the_earlier_named(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.jsonl"
    lines = [{"id": "x", "text": THAI}, None, {"id": "x", "text": f"{THAI} ฉบับแก้ไข"}]
    path.write_text("\n".join(json.dumps(line) if line else "" for line in lines))
    found = list(read_files([path]))
    (rejection,) = [item for item in found if isinstance(item, Rejection)]
    article = found[-1]
    assert rejection.where == f"{path}, line 1"
    assert f"{path}, line 3" in rejection.reason
    assert not isinstance(article, Rejection)
    assert article.text.endswith("ฉบับแก้ไข")


def test_the_same_file_twice_is_no_repeat(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(THAI)
    assert not [f for f in read_files([path, path]) if isinstance(f, Rejection)]
