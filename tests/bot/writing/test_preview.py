"""Tests of what is shown while an answer is being written."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.writing.preview import Preview, whole_sentences


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("ปูตินลงนาม [1]", ""),  # another citation, or a full stop, may still follow
        ("ปูตินลงนาม [1] แล้ว", "ปูตินลงนาม [1]"),
        ("ปูตินลงนาม [1][2] [3] แล้ว", "ปูตินลงนาม [1][2] [3]"),
        ("He came [1]. He", "He came [1]."),
        ("He came. [1] He signed. [2", "He came. [1]"),
        ("He came [1], and", ""),
        ("He came. He signed", ""),
        ("- He came\n- He", "- He came"),
        ("He came\n\n", ""),
        ("", ""),
    ],
)
def test_a_sentence_is_whole_when_something_follows_it(text: str, whole: str) -> None:
    assert whole_sentences(text) == whole


async def test_only_whole_sentences_are_checked_and_only_what_passes_is_shown() -> None:
    shown: list[str] = []
    checked: list[str] = []

    async def check(text: str) -> str:
        checked.append(text)
        return text.replace("Fifty [9].", "").strip()

    async with Preview(check, shown.append) as preview:
        for end in "Fifty", "Fifty [9]. He", "Fifty [9]. He came [1]. Then", "Fifty [9]. He came [1]. Then he":  # fmt: skip
            preview.hear(end)
            await asyncio.sleep(0)
            await asyncio.sleep(0)
    assert checked == ["Fifty [9].", "Fifty [9]. He came [1]."]
    assert shown == ["He came [1]."]


class SlowCheck:
    """Lets every text through, but only when it is told to `go`."""

    def __init__(self) -> None:
        self.go = asyncio.Event()

    async def __call__(self, text: str) -> str:
        await self.go.wait()
        return text


async def test_while_a_check_runs_only_the_latest_text_is_kept() -> None:
    shown: list[str] = []
    check = SlowCheck()
    async with Preview(check, shown.append) as preview:
        preview.hear("A [1]. b")
        await asyncio.sleep(0)
        preview.hear("A [1]. B [1]. c")
        preview.hear("A [1]. B [1]. C [1]. d")
        check.go.set()
        for _ in range(5):
            await asyncio.sleep(0)
    assert shown == ["A [1].", "A [1]. B [1]. C [1]."]


async def test_nothing_is_shown_after_the_block() -> None:
    shown: list[str] = []
    check = SlowCheck()
    async with Preview(check, shown.append) as preview:
        preview.hear("A [1]. b")
        await asyncio.sleep(0)
    check.go.set()
    await asyncio.sleep(0)
    assert shown == []


async def test_without_anybody_to_show_it_to_nothing_is_checked() -> None:
    async def check(text: str) -> str:
        raise AssertionError

    async with Preview(check, None) as preview:
        preview.hear("A [1]. b")
        await asyncio.sleep(0)


async def test_a_check_that_fails_shows_nothing_and_stops_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def check(text: str) -> str:
        raise RuntimeError("broken")

    shown: list[str] = []
    with caplog.at_level(logging.ERROR):
        async with Preview(check, shown.append) as preview:
            preview.hear("A [1]. b")
            for _ in range(3):
                await asyncio.sleep(0)
            preview.hear("A [1]. B [2]. c")
    assert shown == []
    assert "not shown" in caplog.text
