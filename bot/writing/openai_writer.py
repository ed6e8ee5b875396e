"""Has text written by any server that speaks OpenAI's chat completions: Ollama, llama.cpp, vLLM, hosted ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.writing.writer import (
    Heard,
    WriterBroken,
    WriterBusy,
    WriterRefused,
    WriterUnreachable,
    Written,
    unheard,
)

if TYPE_CHECKING:
    from openai import APIStatusError, AsyncStream
    from openai.types.chat import ChatCompletionChunk

CONNECT_SECONDS = 5.0
CHARACTERS_PER_TOKEN = 8  # past so many a server doesn't heed max_tokens
NO_KEY = "none"  # local servers need no key, the SDK does
# What not every server takes: the one that has another name there is sent by it, the others are left out.
_OPTIONS = frozenset(("max_tokens", "temperature", "stream_options"))
_RENAMED = {"max_tokens": "max_completion_tokens"}
_THINKING = re.compile(r"<think>.*?(?:</think>|$)", re.DOTALL)


class OpenAIWriter:
    """One server and one model; use it from one event loop."""

    def __init__(self, url: str, key: str, model: str, seconds: float, name: str = "") -> None:
        """Prepare the client; nothing is asked of the server before the first text.

        `seconds` is how long the server may be silent, `name` what to call the model.
        """
        from openai import AsyncOpenAI, Timeout

        self.name = name or f"{model}@{_place(url)}"
        self._model = model
        self._options = _OPTIONS
        # Retries are ours: the SDK's own would also repeat requests that timed out or were refused.
        self._client = AsyncOpenAI(
            base_url=url,
            api_key=key or NO_KEY,
            max_retries=0,
            timeout=Timeout(seconds, connect=min(CONNECT_SECONDS, seconds)),
        )

    async def write(self, prompt: str, max_tokens: int, heard: Heard = unheard) -> Written:
        """Return what the model writes; a connection that fails at once is tried a second time.

        Raises:
            WriterError: the text didn't come, or not to its end.
        """
        with _translated():
            stream = await self._open(prompt, max_tokens)
        # Thai takes two characters a token and less; an estimate should rather be high.
        with _translated(begun=True, tokens=len(prompt) // 2):
            raw, told, ending = await self._read(stream, max_tokens, heard)
        tokens = told or (len(prompt) + len(raw)) // 2
        text = _spoken(raw).strip()
        if not text and ending == "length":
            raise WriterBroken(
                "the language model used up LLM_MAX_TOKENS before it said anything; "
                "raise it, or take a model that doesn't think first",
                tokens,
            )
        if not raw:
            raise WriterBroken("the language model's server sent no text")
        if not ending:
            raise WriterBroken("the language model's text broke off", tokens)
        return Written(text, tokens, cut=ending == "length")

    async def close(self) -> None:
        await self._client.close()

    async def _open(self, prompt: str, max_tokens: int) -> AsyncStream[ChatCompletionChunk]:
        from openai import APIConnectionError, APITimeoutError, BadRequestError
        from openai import UnprocessableEntityError as Unprocessable

        create, tried_again = self._client.chat.completions.create, False
        while True:
            options = self._options  # another request may learn what isn't taken meanwhile
            try:
                stream: AsyncStream[ChatCompletionChunk] = await create(
                    model=self._model,
                    messages=[{"role": "user", "content": prompt}],
                    stream=True,
                    **_taken(options, max_tokens),
                )
                return stream
            except APITimeoutError:
                raise  # a kind of connection error, but a second wait would be as long
            except APIConnectionError:
                if tried_again:
                    raise
                tried_again = True
            except (BadRequestError, Unprocessable) as error:
                # Nothing was written yet: this is no second try but the first that can succeed.
                said = error.response.text
                refused = {name for name in options if re.search(rf"\b{name}\b", said)}
                if not refused:
                    raise
                self._options -= refused

    async def _read(
        self, stream: AsyncStream[ChatCompletionChunk], max_tokens: int, heard: Heard
    ) -> tuple[str, int, str]:
        """Return all text, the tokens counted (0: not told) and the reason why it ends there."""
        raw, tokens, ending = "", 0, ""
        async with stream:
            async for chunk in stream:
                piece, end = _said(chunk)
                ending = end or ending
                tokens = _tokens(chunk) or tokens
                if piece:
                    raw += piece
                    heard(_spoken(raw))
                if len(raw) > max_tokens * CHARACTERS_PER_TOKEN:
                    return raw, tokens, "length"
        return raw, tokens, ending


def _taken(options: frozenset[str], max_tokens: int) -> dict[str, Any]:
    """Return the options of a request, those that aren't in `options` by another name or left out."""
    wanted = {
        "max_tokens": max_tokens,
        "temperature": 0.0,
        "stream_options": {"include_usage": True},
    }
    named = {name: name if name in options else _RENAMED.get(name) for name in wanted}
    return {name: wanted[ours] for ours, name in named.items() if name}


def _place(url: str) -> str:
    """Return the server's name and port; a password before them is nobody's business."""
    return urlsplit(url).netloc.rpartition("@")[2]


def _said(chunk: Any) -> tuple[str, str]:
    """Return the text in a chunk and why the text ends there; anything may come from a server."""
    choices = getattr(chunk, "choices", None)
    if not isinstance(choices, list) or not choices:
        return "", ""
    piece = getattr(getattr(choices[0], "delta", None), "content", None)
    ending = getattr(choices[0], "finish_reason", None)
    return piece if isinstance(piece, str) else "", ending if isinstance(ending, str) else ""


def _tokens(chunk: Any) -> int:
    total = getattr(getattr(chunk, "usage", None), "total_tokens", None)
    return total if isinstance(total, int) else 0


def _spoken(raw: str) -> str:
    """Return what is meant to be read: some models think aloud first."""
    return _THINKING.sub("", raw)


@contextmanager
def _translated(begun: bool = False, tokens: int = 0) -> Iterator[None]:
    """Turn every error of the SDK, of HTTP and of what was sent into one of ours.

    `tokens` were used if the connection fails now.
    """
    from openai import APIConnectionError, APIStatusError, APITimeoutError

    try:
        yield
    except APITimeoutError as error:
        raise WriterUnreachable(
            "the language model's server didn't answer in time", tokens
        ) from error
    except APIConnectionError as error:
        if begun:
            raise WriterBroken("the language model's text broke off", tokens) from error
        raise WriterUnreachable("there is no connection to the language model's server") from error
    except APIStatusError as error:
        raise _refusal(error) from error
    except Exception as error:
        # What is no JSON, or JSON of another shape, surfaces as anything: the SDK doesn't look.
        raise WriterBroken("the language model's server sent something unreadable") from error


def _refusal(error: APIStatusError) -> WriterBusy | WriterRefused | WriterBroken:
    # The server's own words may repeat the key or the question: only the number is passed on.
    status = error.status_code
    if status == 429:
        seconds = error.response.headers.get("retry-after", "")
        wait = float(seconds) if re.fullmatch(r"\d{1,6}(\.\d+)?", seconds) else 0.0
        return WriterBusy("the language model's server has too much to do (429)", wait)
    if status in (401, 403):
        return WriterRefused(f"the language model's server refuses LLM_API_KEY ({status})")
    if status == 404:
        return WriterRefused("the server doesn't know LLM_MODEL, or LLM_BASE_URL is wrong (404)")
    if 400 <= status < 500:
        return WriterRefused(f"the language model's server refuses the request ({status})")
    return WriterBroken(f"the language model's server failed ({status})")
