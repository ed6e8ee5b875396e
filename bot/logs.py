"""Sets up the log: one line an event, as text or JSON, with its reference and without any secret."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.reference import current_reference
from bot.scrubbing import HIDDEN, scrubbed

if TYPE_CHECKING:
    from structlog.typing import EventDict, WrappedLogger

# httpx has the token in every address that it logs; faiss tells of every kernel that it tried in vain.
NOISY = (
    "faiss",
    "httpx",
    "httpcore",
    "httpx2",
    "httpcore2",
    "openai",
    "apscheduler",
    "telegram",
    "tornado",
)


class SecretlessFormatter(logging.Formatter):
    """Formats like `inner`, tracebacks included, and hides `secrets` and every bot token in the result."""

    def __init__(self, inner: logging.Formatter, secrets: Sequence[str]) -> None:
        super().__init__()
        self._inner = inner
        self._secrets = sorted(secrets, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        line = self._inner.format(record)
        for secret in self._secrets:
            line = line.replace(secret, HIDDEN)
        return scrubbed(line)


def set_up_logging(
    form: str = "text", secrets: Sequence[str] = (), level: int = logging.INFO
) -> None:
    """Log to stderr in `form`, text or json; what is passed as `extra` becomes fields of the line."""
    handler = logging.StreamHandler()
    handler.setFormatter(SecretlessFormatter(_formatter(form), secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(True)
    for noisy in NOISY:
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # It would show whole updates, and with them what people ask; we say the number of such an update.
    logging.getLogger("telegram.Bot").setLevel(logging.CRITICAL + 1)


def _formatter(form: str) -> logging.Formatter:
    import structlog

    before: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        _add_reference,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if form == "json":
        before.append(structlog.processors.format_exc_info)
        shown: Any = structlog.processors.JSONRenderer(ensure_ascii=False)
    else:
        shown = structlog.dev.ConsoleRenderer(
            colors=False, exception_formatter=structlog.dev.plain_traceback, pad_event_to=0
        )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=before,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, shown],
    )


def _add_reference(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    if reference := current_reference():
        event["id"] = reference
    return event
