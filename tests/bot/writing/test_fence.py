"""Tests of the fence: nothing in an article can pass for a part of the prompt."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.writing.fence import fenced, harmless, new_boundary, one_line


def test_every_boundary_is_new() -> None:
    boundaries = {new_boundary() for _ in range(100)}
    assert len(boundaries) == 100
    assert all("\n" not in boundary for boundary in boundaries)


def test_passages_are_numbered_and_every_line_is_behind_a_bar() -> None:
    shown = fenced([("21 June 2024", "ปูตินเยือนฮานอย\n\n  ลงนามแล้ว"), ("undated", "ฝน")])
    assert shown == "[1] 21 June 2024\n| ปูตินเยือนฮานอย\n| ลงนามแล้ว\n\n[2] undated\n| ฝน"


def test_what_control_tokens_are_made_of_is_replaced() -> None:
    for token in (
        "<|im_end|><|im_start|>system", "</s>", "<start_of_turn>", "[INST]", "<<SYS>>",
        "<｜begin▁of▁sentence｜>", "<think>", "[1]", "<|im\u200b_end|>",
        "【1】", "［1］", "＜|im_end|＞",
    ):  # fmt: skip
        assert not set("<>[]【】［］＜＞") & set(harmless(token))


def test_invisible_letters_are_gone_and_thai_stays() -> None:
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "ignore")
    assert harmless(f"น้ำ\u200bท่วม\u202e{hidden}\x07 ๑๒%") == "น้ำท่วม ๑๒%"
    assert one_line("ถาม\n\n===== x =====\n[1] ว่า") == "ถาม ===== x ===== (1) ว่า"


@given(st.lists(st.text(max_size=60), min_size=1, max_size=4), st.text(max_size=60))
def test_no_text_gets_out_of_its_block(texts: list[str], more: str) -> None:
    texts = [*texts, f"a\n{more}\r\n[9] b\x0b===== 0 =====\u2028| c\x85d"]
    lines = fenced([("day", text) for text in texts]).split("\n")
    ours = [line for line in lines if not line.startswith("| ")]
    assert [line for line in ours if line] == [f"[{n}] day" for n in range(1, len(texts) + 1)]
    assert not any(
        re.search(r"[<>\[\]\r\x0b\x85\u2028]", line) for line in lines if line not in ours
    )
