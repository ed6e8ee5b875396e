"""Draws how build time, search time, memory and disk grow with the number of articles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

PANELS = 3  # in a row
FIGURES = (
    "build processor s", "search p50 ms", "search p95 ms",
    "build peak MB", "bot peak MB", "disk MB",
)  # fmt: skip


def plot(rows: list[dict[str, Any]], path: Path) -> None:
    """Draw a panel for each of `FIGURES` over the number of articles, both axes by tens."""
    from PIL import Image, ImageDraw

    wide, high, edge = 420, 300, 60
    image = Image.new("RGB", (PANELS * wide, -(-len(FIGURES) // PANELS) * high), "white")
    draw = ImageDraw.Draw(image)
    for at, figure in enumerate(FIGURES):
        left, top = at % PANELS * wide, at // PANELS * high
        x = np.log10([row["articles"] for row in rows])
        y = np.log10([max(row[figure], 0.1) for row in rows])
        low, top_y = np.floor(y.min()), np.ceil(y.max() + 0.01)

        def place(
            a: float,
            b: float,
            x: Any = x,
            low: Any = low,
            top_y: Any = top_y,
            corner: Any = (left, top),
        ) -> tuple[float, float]:
            across = (a - x.min()) / max(np.ptp(x), 0.1)
            up = (b - low) / (top_y - low)
            return (
                corner[0] + edge + across * (wide - 2 * edge),
                corner[1] + high - edge - up * (high - 2 * edge),
            )

        draw.text((left + edge, top + 15), f"{figure} over articles", fill="black")
        draw.rectangle([place(x.min(), top_y), place(x.max(), low)], outline="gray")
        points = [place(a, b) for a, b in zip(x, y, strict=True)]
        draw.line(points, fill="navy", width=2)
        for point, row in zip(points, rows, strict=True):
            draw.ellipse([point[0] - 3, point[1] - 3, point[0] + 3, point[1] + 3], fill="navy")
            draw.text(
                (point[0] - 12, point[1] - 18),
                f"{row[figure]:,.3g}" if row[figure] < 100 else f"{row[figure]:,.0f}",
                fill="black",
            )
            draw.text((point[0] - 12, top + high - edge + 8), f"{row['articles']:,}", fill="black")
    image.save(path)
