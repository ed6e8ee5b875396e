"""Draws questions a day, and how often each topic was asked about, as a PNG.

The topics are numbered and named in the caption: the drawing library's font has no Thai.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from bot.state.statistics import Day

WIDTH, HEIGHT = 960, 480
LEFT, RIGHT, TOP, BOTTOM = 64, 24, 24, 48
ROW, BAR = 28, 18
INK, GRID, PAPER = "#333333", "#dddddd", "#ffffff"
ANSWERED, NOT_FOUND, TOPIC = "#3b82c4", "#e8923a", "#7a9e4f"
STEPS = (1, 2, 5)


def draw(days: Sequence[Day], topics: Sequence[int] = ()) -> bytes:
    """Return a PNG with a stacked bar for each day: answered below, not found on top.

    Under them stands a bar for each of `topics`, with its number (from 1) and its count.
    """
    from PIL import Image, ImageDraw, ImageFont

    height = HEIGHT + (len(topics) * ROW + TOP if topics else 0)
    image = Image.new("RGB", (WIDTH, height), PAPER)
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(16)
    highest = max((day.answered + day.not_found for day in days), default=0)
    step = grid_step(max(highest, 1))
    top = -(-max(highest, 1) // step) * step
    scale = (HEIGHT - TOP - BOTTOM) / top
    ground = HEIGHT - BOTTOM
    for value in range(0, top + 1, step):
        y = ground - value * scale
        pen.line((LEFT, y, WIDTH - RIGHT, y), fill=GRID if value else INK)
        pen.text((LEFT - 10, y), f"{value:,}", fill=INK, font=font, anchor="rm")
    slot = (WIDTH - LEFT - RIGHT) / max(len(days), 1)
    every = max(1, -(-len(days) // 8))
    for number, day in enumerate(days):
        left, right = LEFT + number * slot + slot * 0.15, LEFT + (number + 1) * slot - slot * 0.15
        middle = ground - day.answered * scale
        if day.answered:
            pen.rectangle((left, middle, right, ground), fill=ANSWERED)
        if day.not_found:
            pen.rectangle((left, middle - day.not_found * scale, right, middle), fill=NOT_FOUND)
        if number % every == 0:
            said = f"{day.day.day}/{day.day.month}"
            pen.text(((left + right) / 2, ground + 10), said, fill=INK, font=font, anchor="ma")
    longest = (WIDTH - RIGHT - 2 * LEFT) / max(topics, default=1)
    for number, count in enumerate(topics):
        y = HEIGHT + number * ROW
        right = LEFT + count * longest
        pen.text((LEFT - 10, y + BAR / 2), str(number + 1), fill=INK, font=font, anchor="rm")
        pen.rectangle((LEFT, y, right, y + BAR), fill=TOPIC)
        pen.text((right + 8, y + BAR / 2), f"{count:,}", fill=INK, font=font, anchor="lm")
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def grid_step(highest: int) -> int:
    """Return a round step that gives at most six lines up to `highest`."""
    power = 1
    while True:
        for step in STEPS:
            if highest / (step * power) <= 6:
                return step * power
        power *= 10
