"""Puts retrieved text into a prompt as data: marked line by line, fenced by a boundary nobody can know.

The boundary is random and new for every call, so no article can hold it. Every line of an article stands
behind a bar, so nothing in it can pass for a line of the prompt. And the four characters that citations
and the control tokens of chat templates are made of (`[1]`, `<|im_end|>`, `</s>`, `[INST]`) are replaced
by look-alikes, whatever stands between them; so are their wide forms, which models write and read as well.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Sequence

_LOOK_ALIKES = str.maketrans("<>[]＜＞［］【】", "‹›()‹›()()")
BAR = "| "


def new_boundary() -> str:
    """Return a line that has never been used before."""
    return f"===== {secrets.token_hex(12)} ====="


def harmless(text: str) -> str:
    """Return `text` without invisible characters and without what control tokens are made of."""
    visible = "".join(
        character
        for character in text
        # Cf: zero-width and direction marks, "tag" letters; Cc: control characters but for breaks.
        if character in "\n\t" or unicodedata.category(character) not in ("Cf", "Cc", "Co", "Cs")
    )
    return visible.translate(_LOOK_ALIKES)


def one_line(text: str) -> str:
    """Return `text` harmless and on one line, as questions are given to a model."""
    return " ".join(harmless(text).split())


def fenced(passages: Sequence[tuple[str, str]]) -> str:
    """Return numbered passages, each a heading of ours and a text that isn't ours."""
    blocks = []
    for number, (heading, text) in enumerate(passages, 1):
        lines = [line.strip() for line in harmless(text).splitlines()]
        quoted = "\n".join(f"{BAR}{line}" for line in lines if line)
        blocks.append(f"[{number}] {heading}\n{quoted}")
    return "\n\n".join(blocks)
