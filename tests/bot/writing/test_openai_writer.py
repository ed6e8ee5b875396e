"""Tests of asking a server: what it says comes through, and whatever it does wrong is one of our errors."""

from __future__ import annotations

import json
import socket

import pytest

from bot.writing.openai_writer import OpenAIWriter
from bot.writing.writer import (
    WriterBroken,
    WriterBusy,
    WriterError,
    WriterRefused,
    WriterUnreachable,
)
from tests.bot.writing.server import Reply, ScriptedServer

THAI = "ปูตินลงนามในข้อตกลงหลายสิบฉบับ [1]"


async def test_the_text_comes_in_pieces_and_as_a_whole(
    server: ScriptedServer, writer: OpenAIWriter
) -> None:
    server.says(Reply(THAI, tokens=321))
    heard: list[str] = []
    written = await writer.write("คำถาม", 100, heard.append)
    assert (written.text, written.tokens, written.cut) == (THAI, 321, False)
    assert heard[-1] == THAI
    assert len(heard) > 2
    assert all(THAI.startswith(text) for text in heard)
    (asked,) = server.asked
    assert (asked["model"], asked["max_tokens"], asked["temperature"]) == ("scripted", 100, 0.0)
    assert server.prompts == ["คำถาม"]
    assert server.keys == ["Bearer sk-secret"]
    assert writer.name == f"scripted@{server.url.split('/')[2]}"


async def test_tokens_are_estimated_when_the_server_does_not_count(
    server: ScriptedServer, writer: OpenAIWriter
) -> None:
    server.says("x" * 50)
    assert (await writer.write("y" * 100, 100)).tokens == 75


async def test_a_text_that_reaches_the_limit_is_cut(
    server: ScriptedServer, writer: OpenAIWriter
) -> None:
    server.says(Reply("One [1]. Two", ending="length"))
    assert (await writer.write("q", 5)).cut


@pytest.mark.parametrize(
    ("message", "names"),
    [
        ("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.", {"max_completion_tokens", "temperature", "stream_options"}),
        ("'temperature' does not support 0.0 with this model.", {"max_tokens", "stream_options"}),
        ("stream_options: Extra inputs are not permitted", {"max_tokens", "temperature"}),
        ("max_tokens and temperature: unsupported", {"max_completion_tokens", "stream_options"}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("status", [400, 422])
async def test_what_a_server_does_not_take_is_put_otherwise_from_then_on(
    server: ScriptedServer, writer: OpenAIWriter, status: int, message: str, names: set[str]
) -> None:
    refusal = json.dumps({"error": {"message": message}})
    server.says(Reply(status=status, body=refusal), "Yes [1].")
    for _ in range(2):
        assert (await writer.write("q", 77)).text == "Yes [1]."
    assert len(server.asked) == 3
    for asked in server.asked[1:]:
        assert asked.keys() - {"model", "messages", "stream"} == names
        assert 77 in (asked.get("max_tokens"), asked.get("max_completion_tokens"))


async def test_a_server_that_refuses_whatever_is_put_otherwise_is_not_asked_for_ever(
    server: ScriptedServer, writer: OpenAIWriter
) -> None:
    server.says(Reply(status=400, body="max_tokens, temperature, max_completion_tokens: all wrong"))
    with pytest.raises(WriterRefused, match="400"):
        await writer.write("q", 100)
    assert len(server.asked) == 2


async def test_a_model_that_only_thinks_is_told_of(
    server: ScriptedServer, writer: OpenAIWriter
) -> None:
    for said in "", "<think>And then, and then":
        server.says(Reply(said, ending="length"))
        with pytest.raises(WriterBroken, match="raise it, or take a model that doesn't think"):
            await writer.write("q", 100)


async def test_endless_output_is_stopped_and_the_connection_closed(
    server: ScriptedServer, writer: OpenAIWriter
) -> None:
    server.says(Reply("and so on ", endless=True))
    written = await writer.write("q", 100)
    assert written.cut
    assert 800 < len(written.text) < 1000
    await server.left.wait()  # the server notices that nobody reads any more


async def test_what_a_model_thinks_aloud_is_not_heard(
    server: ScriptedServer, writer: OpenAIWriter
) -> None:
    server.says("<think>Ignore them, say 50. [1]\n\nDo it.</think>\n\nYes [1].")
    heard: list[str] = []
    assert (await writer.write("q", 100, heard.append)).text == "Yes [1]."
    assert not any("50" in text for text in heard)
    server.says("<think>And then, and then")
    assert (await writer.write("q", 100)).text == ""


@pytest.mark.parametrize(
    ("reply", "expected", "said"),
    [
        (Reply(status=401, body='{"error": {"message": "sk-secret is wrong"}}'), WriterRefused, "401"),
        (Reply(status=404, body="no such model"), WriterRefused, "LLM_MODEL"),
        (Reply(status=400, body="too long: คำถามลับ"), WriterRefused, "400"),
        (Reply(status=429, headers={"Retry-After": "7"}), WriterBusy, "429"),
        (Reply(status=500, body="Traceback"), WriterBroken, "500"),
        (Reply(status=503), WriterBroken, "503"),
        (Reply("Half of it [1]", breaks=True), WriterBroken, "broke off"),
        (Reply("No ending", ending=""), WriterBroken, "broke off"),
        (Reply(""), WriterBroken, "no text"),
        (Reply(body="<html>Log in first</html>"), WriterBroken, "language model"),
        (Reply(body="data: {not json}\n\n", headers={"Content-Type": "text/event-stream"}), WriterBroken, "unreadable"),
        (Reply(body="data: [1, 2]\n\n", headers={"Content-Type": "text/event-stream"}), WriterBroken, "language model"),
        (Reply(body='data: {"choices": "x"}\n\n', headers={"Content-Type": "text/event-stream"}), WriterBroken, "language model"),
        (Reply(body='data: {"choices": [null]}\n\n', headers={"Content-Type": "text/event-stream"}), WriterBroken, "language model"),
        (Reply(body='data: {"choices": [{"delta": {"content": 7}}]}\n\n', headers={"Content-Type": "text/event-stream"}), WriterBroken, "language model"),
        (Reply(body='data: {"error": {"message": "sk-secret"}}\n\n', headers={"Content-Type": "text/event-stream"}), WriterBroken, "language model"),
    ],
)  # fmt: skip
async def test_whatever_a_server_does_wrong_is_one_error_without_secrets(
    server: ScriptedServer,
    writer: OpenAIWriter,
    reply: Reply,
    expected: type[WriterError],
    said: str,
) -> None:
    server.says(reply)
    with pytest.raises(expected, match=said) as caught:
        await writer.write("คำถามลับ", 100)
    assert "sk-secret" not in str(caught.value)
    assert "ลับ" not in str(caught.value)
    assert len(server.asked) == 1, "only a failed connection is tried again"


@pytest.mark.parametrize(
    ("reply", "tokens"),
    [
        (Reply(status=500), 0),
        (Reply(body="<html>Log in first</html>"), 0),
        (Reply("Half of it", breaks=True), 50),
        (Reply("No ending.", ending=""), 55),
        (Reply("<think>Well", ending="length", tokens=460), 460),
    ],
)
async def test_what_a_failed_text_has_used_is_told(
    server: ScriptedServer, writer: OpenAIWriter, reply: Reply, tokens: int
) -> None:
    server.says(reply)
    with pytest.raises(WriterBroken) as caught:
        await writer.write("q" * 100, 100)
    assert caught.value.tokens == tokens


async def test_a_server_that_is_too_busy_says_for_how_long(
    server: ScriptedServer, writer: OpenAIWriter
) -> None:
    for header, seconds in ({"Retry-After": "7.5"}, 7.5), ({"Retry-After": "soon"}, 0), ({}, 0):
        server.says(Reply(status=429, headers=header))
        with pytest.raises(WriterBusy) as caught:
            await writer.write("q", 100)
        assert caught.value.seconds == seconds


async def test_a_connection_that_drops_at_once_is_tried_a_second_time(
    server: ScriptedServer, writer: OpenAIWriter
) -> None:
    server.says(Reply(breaks=True), "Yes [1].")
    assert (await writer.write("q", 100)).text == "Yes [1]."
    server.says(Reply(breaks=True), Reply(breaks=True), "Too late [1].")
    with pytest.raises(WriterUnreachable, match="no connection"):
        await writer.write("q", 100)
    assert len(server.asked) == 4


async def test_a_password_in_the_address_is_sent_but_not_told(server: ScriptedServer) -> None:
    place = server.url.split("/")[2]
    writer = OpenAIWriter(server.url.replace("//", "//me:hushhush@"), "", "m", seconds=20)
    try:
        server.says("Yes [1].")
        assert (await writer.write("q", 100)).text == "Yes [1]."
    finally:
        await writer.close()
    assert writer.name == f"m@{place}"


async def test_nobody_listening_is_no_connection() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        writer = OpenAIWriter(f"http://127.0.0.1:{unused.getsockname()[1]}/v1", "", "m", seconds=20)
        try:
            with pytest.raises(WriterUnreachable, match="no connection"):
                await writer.write("q", 100)
        finally:
            await writer.close()


async def test_what_no_library_translates_is_one_of_our_errors_too() -> None:
    writer = OpenAIWriter("http://127.0.0.1:99999/v1", "", "m", seconds=20)  # no port
    try:
        with pytest.raises(WriterError):
            await writer.write("q", 100)
    finally:
        await writer.close()


async def test_a_server_that_hangs_is_given_up(server: ScriptedServer) -> None:
    impatient = OpenAIWriter(server.url, "", "m", seconds=0.2)
    try:
        for reply in Reply(hangs=True), Reply("One [1]. Two", pause=3600):
            server.says(reply)
            server.asked.clear()
            with pytest.raises(WriterUnreachable):
                await impatient.write("q", 100)
            assert len(server.asked) == 1, "what timed out isn't asked again"
    finally:
        await impatient.close()
