"""Tests of the manifest of a generation."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from index.errors import IndexDamagedError, IndexMismatchError
from index.manifest import FILE_NAME, FORMAT_VERSION, FileDigest, Manifest, digest_of, read_manifest

MANIFEST = Manifest(
    generation="20240620T093000.000000Z",
    built_at="2024-06-20T09:30:00+00:00",
    model="โมเดลทดสอบ",
    model_fingerprint="test@1",
    dimension=8,
    segmentation="newmm/pythainlp-5",
    chunking="sentences-500-1",
    articles=2,
    passages=3,
    content_hash="abc",
    files={"vectors.faiss": FileDigest(10, "ff")},
)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    MANIFEST.write(tmp_path)
    assert read_manifest(tmp_path) == MANIFEST
    assert "โมเดลทดสอบ" in (tmp_path / FILE_NAME).read_text(encoding="utf-8")


def test_another_format_is_a_mismatch_even_with_other_fields(tmp_path: Path) -> None:
    record = {"format_version": FORMAT_VERSION + 1, "something": "new"}
    (tmp_path / FILE_NAME).write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(IndexMismatchError, match=r"khaobot index build"):
        read_manifest(tmp_path)


@pytest.mark.parametrize(
    "change", [{"articles": None}, {"files": {"vectors.faiss": 7}}, {"files": 7}, {"unknown": 1}]
)
def test_missing_and_wrong_fields_are_damage(tmp_path: Path, change: dict[str, Any]) -> None:
    MANIFEST.write(tmp_path)
    record = json.loads((tmp_path / FILE_NAME).read_text(encoding="utf-8")) | change
    record = {key: value for key, value in record.items() if value is not None}
    (tmp_path / FILE_NAME).write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(IndexDamagedError, match="khaobot index rollback"):
        read_manifest(tmp_path)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe"])
def test_a_broken_manifest_is_damage(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(IndexDamagedError):
        read_manifest(tmp_path)


def test_a_missing_manifest_is_damage(tmp_path: Path) -> None:
    with pytest.raises(IndexDamagedError):
        read_manifest(tmp_path)


def test_a_digest_is_size_and_sha256(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes("ข่าว".encode())
    assert digest_of(path) == FileDigest(12, hashlib.sha256("ข่าว".encode()).hexdigest())
