"""Tells how many processors this process may use, and keeps libraries from starting more threads than that.

A container that may use two processors of a machine with sixty-four sees all of them. Sixty-four threads that
share two processors wait for each other most of the time.
"""

from __future__ import annotations

import math
import os
from contextlib import suppress
from pathlib import Path

CGROUPS = Path("/sys/fs/cgroup")
# Read by torch, FAISS and the matrix libraries beneath them when they are loaded.
VARIABLE = "OMP_NUM_THREADS"


def processors(cgroups: Path = CGROUPS) -> int:
    """Return how many processors this process may use, by its affinity and its control group's quota."""
    seen = _seen()
    quota = _quota(cgroups)
    return seen if quota is None else max(1, min(seen, math.ceil(quota)))


def limit_threads(cgroups: Path = CGROUPS) -> None:
    """Have libraries that are loaded from now on use so many threads, unless the environment says how many."""
    allowed = processors(cgroups)
    if allowed < _seen():  # else each knows best: one thread a physical core, or a logical one
        os.environ.setdefault(VARIABLE, str(allowed))


def _seen() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _quota(cgroups: Path) -> float | None:
    """Return the processors that the control group grants (version 2, else version 1), None if it grants all."""
    with suppress(OSError, ValueError):
        granted, period = (cgroups / "cpu.max").read_text(encoding="ascii").split()
        return None if granted == "max" else int(granted) / int(period)
    with suppress(OSError, ValueError):
        granted, period = (
            (cgroups / "cpu" / name).read_text(encoding="ascii")
            for name in ("cpu.cfs_quota_us", "cpu.cfs_period_us")
        )
        return None if int(granted) < 0 else int(granted) / int(period)
    return None
