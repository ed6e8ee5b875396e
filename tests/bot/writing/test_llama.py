"""Tests of llama.cpp in the process, with a real model of 135 million weights."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import xllamacpp

from bot.writing.llama import LlamaServer
from bot.writing.openai_writer import OpenAIWriter
from bot.writing.trial import tried
from bot.writing.writer import WriterRefused
from index.errors import ModelError
from tests.bot.writing.smollm import model_file

pytestmark = pytest.mark.model
PATIENCE = 300.0
# As models have it that think unless they are told not to: the thought stands in the prompt, empty.
THINKING = """
{%- for message in messages %}{{ message.role }}: {{ message.content }}
{%- if message.reasoning_content %}<think>{{ message.reasoning_content }}</think>{%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}{{- 'assistant: ' }}
{%- if enable_thinking is defined and enable_thinking is false %}{{- '<think>\n\n</think>\n\n' }}{%- endif %}
{%- endif %}"""


@pytest.fixture
def llama() -> Iterator[LlamaServer]:
    server = LlamaServer(model_file(), context=2048)
    yield server
    server.close()


async def test_it_writes_piece_by_piece_and_stops_at_the_limit(llama: LlamaServer) -> None:
    writer = OpenAIWriter(llama.url, llama.key, "smollm2", PATIENCE)
    try:
        heard: list[str] = []
        written = await writer.write("What is the capital of France?", 60, heard.append)
        assert heard[-1].strip() == written.text
        assert len(heard) > 3
        assert written.tokens > 20
        cut = await writer.write("Write a long story about a cat.", 8)
        assert cut.cut
        assert (await tried(writer)).whole > 0
        with pytest.raises(WriterRefused, match="400"):
            await writer.write("ยาวเกินไป " * 1500, 8)
    finally:
        await writer.close()


async def test_only_this_process_may_use_it(llama: LlamaServer) -> None:
    assert llama.url.startswith("http://127.0.0.1:")
    stranger = OpenAIWriter(llama.url, "guessed", "smollm2", PATIENCE)
    try:
        with pytest.raises(WriterRefused, match="401"):
            await stranger.write("Hello", 8)
    finally:
        await stranger.close()


def test_a_model_that_could_think_first_is_told_not_to(monkeypatch: pytest.MonkeyPatch) -> None:
    parameters = xllamacpp.CommonParams

    def of_a_thinking_model() -> xllamacpp.CommonParams:
        found = parameters()
        found.chat_template = THINKING
        return found

    monkeypatch.setattr(xllamacpp, "CommonParams", of_a_thinking_model)
    server = LlamaServer(model_file(), context=512)
    try:
        request = urllib.request.Request(
            f"{server.url.removesuffix('/v1')}/apply-template",
            json.dumps({"messages": [{"role": "user", "content": "กี่โมง"}]}).encode(),
            {"Authorization": f"Bearer {server.key}"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            assert json.load(answer)["prompt"].endswith("<think>\n\n</think>\n\n")
    finally:
        server.close()


def test_a_server_that_is_closed_is_gone(llama: LlamaServer) -> None:
    urllib.request.urlopen(f"{llama.url.removesuffix('/v1')}/health", timeout=60).close()
    llama.close()
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"{llama.url.removesuffix('/v1')}/health", timeout=60)


def test_a_damaged_file_is_an_error_and_not_the_end(tmp_path: Path) -> None:
    whole = model_file().read_bytes()[:100_000]
    damaged = tmp_path / "damaged.gguf"
    damaged.write_bytes(whole)
    with pytest.raises(ModelError, match=r"damaged\.gguf can't be loaded"):
        LlamaServer(damaged)


def test_a_command_ends_in_order_and_prints_nothing_of_llamas(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "doctor", "--data-dir", str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[3],
        env={
            "PATH": os.environ["PATH"], "HOME": str(tmp_path), "HF_HUB_OFFLINE": "1",
            "LLM_GGUF": str(model_file()), "LLM_TIMEOUT": "300", "LLM_MAX_TOKENS": "60",
        },
        timeout=400,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    line = done.stdout.splitlines()[-1]
    assert line.startswith("ok  language     SmolLM2-135M-Instruct.Q4_1@llama.cpp begins in ")
    assert done.stderr == ""
