"""The settings, read once from the environment into a frozen value; `.env.example` describes each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from index.embedding.sentence_transformer import DEFAULT_MODEL
from index.errors import KhaobotError
from index.reading.judge import READ_PASSAGES
from index.search import MAX_QUESTION

SECRET_LENGTH = 8


class SettingsError(KhaobotError):
    """A setting has a value that can't be used."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every field is the environment variable of the same name in capitals."""

    data_dir: Path = Path("data/index")
    embedding_model: str = DEFAULT_MODEL
    second_encoder: bool | None = None
    min_confidence: float = 0.3
    reader: bool = True
    read_passages: int = READ_PASSAGES
    max_quotes: int = 3
    max_question_length: int = MAX_QUESTION
    passage_characters: int = 500
    sources_file: Path = Path("sources.toml")
    allow_private_urls: bool = False
    telegram_token: str = field(default="", repr=False)
    telegram_api_url: str = "https://api.telegram.org"
    telegram_timeout: float = 20.0
    admin_ids: frozenset[int] = frozenset()
    allowed_users: frozenset[int] = frozenset()
    allowed_chats: frozenset[int] = frozenset()
    questions_per_minute: int = 10
    chat_questions_per_minute: int = 20
    queue_limit: int = 200
    conversation_minutes: int = 30
    state_file: Path | None = None
    retention_days: int = 0
    sync_minutes: int = 0
    inbox_minutes: int = 60
    stop_seconds: float = 25.0
    webhook_url: str = ""
    webhook_secret: str = field(default="", repr=False)
    webhook_host: str = "127.0.0.1"
    webhook_port: int = 8443
    webhook_certificate: Path | None = None
    webhook_key: Path | None = None
    monitoring_host: str = "127.0.0.1"
    monitoring_port: int = 8081
    log_format: str = "text"
    log_questions: bool = False

    @property
    def secrets(self) -> tuple[str, ...]:
        """The values that must never be shown: those of the fields that `repr` leaves out."""
        hidden = (getattr(self, setting.name) for setting in fields(self) if not setting.repr)
        # "ollama" as the key of a server without keys is no secret, and a word of the log.
        return tuple(value for value in hidden if len(value) >= SECRET_LENGTH)

    llm_base_url: str = ""
    llm_api_key: str = field(default="", repr=False)
    llm_model: str = ""
    llm_gguf: Path | None = None
    llm_timeout: float = 30.0
    llm_max_tokens: int = 400
    llm_passages: int = 5
    llm_daily_tokens: int = 0
    prompts_dir: Path | None = None

    @property
    def state_path(self) -> Path:
        """Where people's settings, questions and votes are kept: `STATE_FILE`, else beside the index."""
        return self.state_file or self.data_dir.parent / "state.sqlite"

    @property
    def has_second_encoder(self) -> bool:
        """Whether there is a second encoder: as set, else beside the default model alone."""
        if self.second_encoder is None:
            return self.embedding_model == DEFAULT_MODEL
        return self.second_encoder

    @classmethod
    def from_env(cls, environment: Mapping[str, str]) -> Settings:
        """Return the settings in `environment`; a key that is missing or empty keeps its default.

        Raises:
            SettingsError: naming the key, the value and what would be right.
        """
        values: dict[str, Any] = {}
        for setting in fields(cls):
            key = setting.name.upper()
            text = environment.get(key, "").strip()
            if text:
                values[setting.name] = _READERS[setting.name](key, text)
        settings = cls(**values)
        _check_language_model(settings)
        return settings


def _check_language_model(settings: Settings) -> None:
    """Refuse half a language model: nothing is sent to a server that wasn't named."""
    if settings.llm_base_url and settings.llm_gguf:
        raise SettingsError("LLM_BASE_URL and LLM_GGUF are both set. Empty one of them.")
    if settings.llm_base_url and not settings.llm_model:
        raise SettingsError(
            "LLM_BASE_URL is set, LLM_MODEL isn't. Name the model as the server does "
            "(ollama list, or its /v1/models)."
        )
    if (settings.llm_model or settings.llm_api_key) and not settings.llm_base_url:
        raise SettingsError(
            "LLM_MODEL or LLM_API_KEY is set, LLM_BASE_URL isn't. Give the server's address, "
            "for example http://127.0.0.1:11434/v1, or empty the others."
        )


def read_environment(environment: Mapping[str, str], file: Path) -> dict[str, str]:
    """Return `environment` with what it lacks filled in from `file`, a .env file, if there is one.

    Raises:
        SettingsError: the file can't be read.
    """
    from dotenv import dotenv_values

    try:
        stored = {key: value for key, value in dotenv_values(file).items() if value is not None}
    except OSError as error:
        raise SettingsError(
            f"{file} can't be read ({error.strerror}). Give it to this user: chown USER {file}"
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file} isn't text in UTF-8. Save it as UTF-8.") from error
    return stored | dict(environment)


def _path(_: str, text: str) -> Path:
    return Path(text).expanduser()


def _folder(key: str, text: str) -> Path:
    folder = _path(key, text)
    if not folder.is_dir():
        raise SettingsError(f"{key}={text} can't be used. Name a folder that is there.")
    return folder


def _between(low: float, high: float, kind: type[int] | type[float]) -> Callable[[str, str], Any]:
    def read(key: str, text: str) -> float:
        try:
            value = kind(text)
        except ValueError:
            value = kind(-1)
        if not low <= value <= high:
            raise SettingsError(f"{key}={text} can't be used. Give a number from {low} to {high}.")
        return value

    return read


def _token(key: str, text: str) -> str:
    if not re.fullmatch(r"\d+:[\w-]{20,}", text):
        # The value may be a token with a slip of the hand: it is not repeated here.
        raise SettingsError(
            f"{key} doesn't look like a token (123456789:AA…). Copy it again from @BotFather."
        )
    return text


def _url(key: str, text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise SettingsError(
            f"{key}={text} can't be used. Give an address that starts with https://."
        )
    try:
        parts = urlsplit(text)
        named = bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets that don't close, a port past 65535
        named = False
    if not named or re.search(r"\s", text):
        # It may hold a password, and isn't repeated here.
        raise SettingsError(f"{key} is no address. Give one like http://127.0.0.1:11434/v1.")
    return text.rstrip("/")


def _key(key: str, text: str) -> str:
    if not re.fullmatch(r"[!-~]+", text):
        raise SettingsError(
            f"{key} can't be used: it has spaces, or letters that no key has. Copy it again."
        )
    return text


def _ids(key: str, text: str) -> frozenset[int]:
    try:
        return frozenset(int(part) for part in re.split(r"[\s,]+", text.strip(", ")))
    except ValueError as error:
        raise SettingsError(
            f"{key}={text} can't be used. Give numbers with commas between; "
            "a chat's number is what the bot's notice to strangers names."
        ) from error


def _switch(key: str, text: str) -> bool:
    on, off = ("on", "true", "yes", "1"), ("off", "false", "no", "0")
    if text.lower() not in on + off:
        raise SettingsError(f"{key}={text} can't be used. Give on or off.")
    return text.lower() in on


def _webhook(key: str, text: str) -> str:
    if not text.startswith("https://"):
        raise SettingsError(f"{key}={text} can't be used. Telegram calls https:// addresses only.")
    return text


def _secret(key: str, text: str) -> str:
    if not re.fullmatch(r"[\w-]{16,256}", text, re.ASCII):
        raise SettingsError(
            f"{key} can't be used. Give 16 to 256 letters, digits, - and _; "
            "leave it empty to have one made at each start."
        )
    return text


def _log_format(key: str, text: str) -> str:
    if text not in ("text", "json"):
        raise SettingsError(f"{key}={text} can't be used. Give text or json.")
    return text


_READERS: Mapping[str, Callable[[str, str], Any]] = {
    "data_dir": _path,
    "embedding_model": lambda _, text: text,
    "second_encoder": _switch,
    "min_confidence": _between(0, 1, float),
    "reader": _switch,
    "read_passages": _between(1, 10, int),
    "max_quotes": _between(1, 3, int),
    "max_question_length": _between(10, 100_000, int),
    "passage_characters": _between(200, 2000, int),
    "sources_file": _path,
    "allow_private_urls": _switch,
    "telegram_token": _token,
    "telegram_api_url": _url,
    "telegram_timeout": _between(0.1, 600, float),
    "admin_ids": _ids,
    "allowed_users": _ids,
    "allowed_chats": _ids,
    "questions_per_minute": _between(1, 10_000, int),
    "chat_questions_per_minute": _between(1, 10_000, int),
    "queue_limit": _between(1, 100_000, int),
    "conversation_minutes": _between(0, 100_000, int),
    "state_file": _path,
    "retention_days": _between(0, 36_500, int),
    "sync_minutes": _between(0, 100_000, int),
    "inbox_minutes": _between(1, 1440, int),
    "stop_seconds": _between(0, 3600, float),
    "webhook_url": _webhook,
    "webhook_secret": _secret,
    "webhook_host": lambda _, text: text,
    "webhook_port": _between(1, 65_535, int),
    "webhook_certificate": _path,
    "webhook_key": _path,
    "monitoring_host": lambda _, text: text,
    "monitoring_port": _between(0, 65_535, int),
    "log_format": _log_format,
    "log_questions": _switch,
    "llm_base_url": _url,
    "llm_api_key": _key,
    "llm_model": lambda _, text: text,
    "llm_gguf": _path,
    "llm_timeout": _between(0.1, 600, float),
    "llm_max_tokens": _between(50, 4000, int),
    "llm_passages": _between(1, 10, int),
    "llm_daily_tokens": _between(0, 10**12, int),
    "prompts_dir": _folder,
}
