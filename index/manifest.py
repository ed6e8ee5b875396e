"""The manifest of a generation: what made it, what it holds, and the digests of its files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from index.errors import IndexMismatchError, damaged

FILE_NAME = "manifest.json"
FORMAT_VERSION = 9


@dataclass(frozen=True, slots=True)
class FileDigest:
    """Size and SHA-256 of one file of the generation."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Written last, so a folder without a readable manifest is not a generation.

    `articles` counts the texts that are stored, `copies` the articles that say the same word for
    word, `stories` what is left when near-copies count as one; `vectors` names how they are stored, and
    `collecting` how copies, stories and lines of sites are told. `base` is the generation whose files
    stand here too, with what was added since beside them; empty where all was written at once.
    """

    generation: str
    built_at: str
    model: str
    model_fingerprint: str
    dimension: int
    segmentation: str
    chunking: str
    articles: int
    passages: int
    content_hash: str
    files: Mapping[str, FileDigest]
    copies: int = 0
    stories: int = 0
    vectors: str = ""
    collecting: str = ""
    base: str = ""
    format_version: int = FORMAT_VERSION

    def write(self, folder: Path) -> None:
        text = json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"
        (folder / FILE_NAME).write_text(text, encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest in `folder`.

    Raises:
        IndexDamagedError: it is missing or broken.
        IndexMismatchError: it is of another format version.
    """
    path = folder / FILE_NAME
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        version = fields["format_version"]
        if version != FORMAT_VERSION:
            raise IndexMismatchError(
                f"{folder} has format {version}, this version reads format {FORMAT_VERSION}. "
                "Build it anew with: khaobot index build SOURCE"
            )
        files = {name: FileDigest(**digest) for name, digest in fields.pop("files").items()}
        return Manifest(**fields, files=files)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise damaged(path, type(error).__name__) from error


def digest_of(path: Path) -> FileDigest:
    """Return the size and SHA-256 of the file at `path`."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return FileDigest(path.stat().st_size, digest)
