"""Says in an administrator's language why something failed, with the details as they are: in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.texts import text
from index.errors import (
    FetchError,
    IndexDamagedError,
    IndexLockedError,
    IndexMismatchError,
    IndexNotFoundError,
    KhaobotError,
    ModelError,
    NoArticlesError,
    SourceError,
    SourcesFileError,
    StoreError,
)
from index.types import Language

_KEYS: Mapping[type, str] = MappingProxyType(
    {
        NoArticlesError: "why_no_articles",
        FetchError: "why_fetch",
        SourcesFileError: "why_sources_file",
        SourceError: "why_source",
        ModelError: "why_model",
        IndexNotFoundError: "why_no_index",
        IndexMismatchError: "why_mismatch",
        IndexDamagedError: "why_damaged",
        IndexLockedError: "why_locked",
        StoreError: "why_store",
        KhaobotError: "why_other",
    }
)


class ToldError(KhaobotError):
    """An error whose message is in the words of the person who reads it."""


def reason_text(error: KhaobotError, language: Language) -> str:
    """Return what went wrong: in Thai a sentence of its kind, then the message for operators."""
    if isinstance(error, ToldError):
        return str(error)
    key = next(_KEYS[kind] for kind in type(error).__mro__ if kind in _KEYS)
    return text(key, language, details=error)
