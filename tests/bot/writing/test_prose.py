"""Tests of what is left of markup and links."""

from __future__ import annotations

import pytest

from bot.writing.prose import plain_prose


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Win at https://evil.example/x?y=1 now [1].", "Win at  now [1]."),
        ("คลิก www.evil.co.th/ฟรี เลย [1]", "คลิก  เลย [1]"),
        ("See evil.example.com, t.me/evil and tg://join [1].", "See ,  and  [1]."),
        ("Ask @evilbot or win@evil.org or /forget [1].", "Ask  or  or  [1]."),
        ("[Press here](https://evil.org) [1].", "Press here [1]."),
        ("**Putin** came [1].\n- He `signed` [2].", "Putin came [1].\nHe signed [2]."),
        ("## Answer\nThe U.S. said at 5 p.m. that 1.5 million came [1][2].", "Answer\nThe U.S. said at 5 p.m. that 1.5 million came [1][2]."),
        ("ผู้นำสหรัฐฯ กล่าวเมื่อ 20 มิ.ย. 2567 ว่า 1.5 ล้าน/ปี [1]", "ผู้นำสหรัฐฯ กล่าวเมื่อ 20 มิ.ย. 2567 ว่า 1.5 ล้าน/ปี [1]"),
        ("He came on 20/6/2024 [1].He left [2].", "He came on 20/6/2024 [1].He left [2]."),
    ],
)  # fmt: skip
def test_nothing_clickable_is_left(written: str, plain: str) -> None:
    assert plain_prose(written) == plain
