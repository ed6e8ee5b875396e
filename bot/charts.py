"""Draws the chart of questions a day as a PNG; words stand in the caption, which has every script."""

from __future__ import annotations

import io
from collections.abc import Sequence

from bot.state.statistics import Day

WIDTH, HEIGHT = 960, 480
LEFT, RIGHT, TOP, BOTTOM = 64, 24, 24, 48
INK, GRID, PAPER = "#333333", "#dddddd", "#ffffff"
ANSWERED, NOT_FOUND = "#3b82c4", "#e8923a"
STEPS = (1, 2, 5)


def draw(days: Sequence[Day]) -> bytes:
    """Return a PNG with a stacked bar for each day: answered below, not found on top."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
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
