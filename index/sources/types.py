"""What reading a source gives: articles, and what was rejected and why."""

from __future__ import annotations

from dataclasses import dataclass

from index.types import Article


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something in a source that is not an article we can take; `where` is a file, or a file and line."""

    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Located:
    """An article and where it was read: a file, a file and line, or an address."""

    where: str
    article: Article


Read = Located | Rejection
Found = Article | Rejection
