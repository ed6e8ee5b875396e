"""Tests of reading files and folders."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from index.errors import SourceError
from index.sources.files import read_files
from index.sources.types import Found, Rejection
from index.types import Article

TEXT = "กรมอุตุนิยมวิทยาเตือนว่าภาคเหนือจะมีฝนตกหนักในสัปดาห์หน้า"


def read(*paths: Path) -> list[Found]:
    return list(read_files(paths))


def ids(*paths: Path) -> list[str]:
    return [found.id for found in read(*paths) if isinstance(found, Article)]


def write(path: Path, text: str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_folders_are_read_recursively_in_order_of_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/ข่าว.txt", "c.TXT"):
        write(tmp_path / name)
    assert ids(tmp_path) == ["a/z.md", "a/ข่าว.txt", "b.txt", "c.TXT"]


def test_the_default_id_is_relative_to_the_folder_named(tmp_path: Path) -> None:
    write(tmp_path / "a" / "x.txt")
    assert ids(tmp_path) == ["a/x.txt"]
    assert ids(tmp_path / "a") == ["x.txt"]
    assert ids(tmp_path / "a" / "x.txt") == ["x.txt"]


def test_other_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    for name in ("photo.jpg", ".hidden.txt", ".git/x.txt", "notes", "kept.md"):
        write(tmp_path / name)
    assert ids(tmp_path) == ["kept.md"]


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "a" / "x.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "a" / "broken.txt").symlink_to(tmp_path / "nowhere")
    assert ids(tmp_path) == ["a/x.txt"]


def test_gz_is_unpacked_whatever_is_inside(tmp_path: Path) -> None:
    (tmp_path / "one.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    (tmp_path / "two.jsonl.gz").write_bytes(
        gzip.compress(b'{"id": "x", "text": "' + TEXT.encode() + b'"}')
    )
    found = read(tmp_path)
    assert [a.text for a in found if isinstance(a, Article)] == [TEXT, TEXT]
    assert ids(tmp_path) == ["one.txt.gz", "x"]


@pytest.mark.parametrize(
    "content", [b"no gzip", gzip.compress(TEXT.encode())[:-12], b"\x1f\x8b\x08" + b"\x00" * 40]
)
def test_a_damaged_gz_is_rejected_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.txt.gz").write_bytes(content)
    write(tmp_path / "b.txt")
    rejected, article = read(tmp_path)
    assert isinstance(rejected, Rejection)
    assert rejected.where == str(tmp_path / "a.txt.gz")
    assert isinstance(article, Article)


def test_a_file_too_large_is_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.sources.files.MAX_BYTES", 1000)
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(b"a" * 10_000_000))
    (rejected,) = read(tmp_path)
    assert isinstance(rejected, Rejection)
    assert "split it" in rejected.reason


def test_an_empty_folder_yields_nothing(tmp_path: Path) -> None:
    assert read(tmp_path) == []


def test_a_missing_path_names_itself(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nowhere doesn't exist"):
        read(tmp_path / "nowhere")


def test_a_kind_of_file_that_is_not_read_names_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"\.html.*\.jsonl.*\.md.*\.txt.*\.gz"):
        read(write(tmp_path / "article.docx"))


def test_a_file_that_is_not_text_is_rejected_with_its_path(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(bytes(range(256)))
    (rejected,) = read(tmp_path)
    assert isinstance(rejected, Rejection)
    assert rejected.where == str(tmp_path / "a.txt")
    assert "Save the article as UTF-8" in rejected.reason


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp874"])
def test_other_encodings_of_thai_are_read(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode(encoding))
    (article,) = read(tmp_path)
    assert isinstance(article, Article)
    assert article.text == TEXT


def test_names_that_are_not_utf8_give_ids_that_are(tmp_path: Path) -> None:
    for name in ("ข่าว.txt", "ภาพ1.txt"):
        raw = os.fsencode(tmp_path) + b"/" + name.encode("cp874")
        with open(raw, "wb") as file:
            file.write(TEXT.encode())
    found = ids(tmp_path)
    assert len(set(found)) == 2
    assert all(article_id.encode("utf-8") for article_id in found)


def test_names_that_steer_a_terminal_are_written_out(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2J.txt").write_text("", encoding="utf-8")
    (rejected,) = read(tmp_path)
    assert isinstance(rejected, Rejection)
    assert "\x1b" not in str(rejected)
    assert r"a\x1b[2J.txt" in rejected.where
