"""The exceptions of `index`: every message says what was found and the command that fixes it.

KhaobotError
├── SourceError                articles can't be read
│   ├── NoArticlesError        the sources hold no readable article
│   ├── FetchError             a page or a feed can't be read from its address
│   └── SourcesFileError       sources.toml is missing or can't be understood
├── QuestionError              a question that can't be searched (empty, too long)
├── ModelError                 an embedding model can't be loaded
├── StoreError                 a generation can't be read or written
│   ├── IndexNotFoundError     no generation is in use
│   ├── IndexMismatchError     the index was made by another model or format
│   ├── IndexDamagedError      a file or a count is not what the manifest says
│   └── IndexLockedError       another build is running
└── EvaluationError            a question file can't be read
"""

from __future__ import annotations

from pathlib import Path


class KhaobotError(Exception):
    """The root of everything that Khaobot raises on purpose; its message is fit for an operator."""


class SourceError(KhaobotError):
    """Articles can't be read: a missing file, a broken line, an encoding that isn't known."""


class NoArticlesError(SourceError):
    """The sources were read and hold no article."""


class FetchError(SourceError):
    """An address is refused or can't be read; its message goes on after the address."""


class SourcesFileError(SourceError):
    """`sources.toml` is missing, or says something that can't be understood."""


class QuestionError(KhaobotError):
    """A question is empty or longer than the limit."""


class ModelError(KhaobotError):
    """An embedding model is missing, or its files are not what they should be."""


class StoreError(KhaobotError):
    """A generation can't be read or written."""


class IndexNotFoundError(StoreError):
    """No generation is in use in the data directory."""


class IndexMismatchError(StoreError):
    """The index was made by another embedding model, format or word segmentation."""


class IndexDamagedError(StoreError):
    """A file of the generation is missing, or differs from what its manifest says."""


class IndexLockedError(StoreError):
    """Another process is building in the same data directory."""


class EvaluationError(KhaobotError):
    """A file of questions can't be read, or doesn't fit the index it is asked of."""


def damaged(path: Path, reason: str) -> IndexDamagedError:
    """Return the error for a file of a generation that can't be used."""
    return IndexDamagedError(
        f"{path} can't be read ({reason}). Go back with: khaobot index rollback, "
        "or build anew with: khaobot index build SOURCE"
    )
