"""Tells how many processors this process may use, and how many threads libraries start for what.

A container that may use two processors of a machine with sixty-four sees all of them. Sixty-four threads that
share two processors wait for each other most of the time.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

CGROUPS = Path("/sys/fs/cgroup")
OWN_GROUPS = Path("/proc/self/cgroup")
# Read by torch, FAISS and the matrix libraries beneath them when they are loaded.
VARIABLE = "OMP_NUM_THREADS"
MANY = "KHAOBOT_THREADS"


def processors(cgroups: Path = CGROUPS, own_groups: Path = OWN_GROUPS) -> int:
    """Return how many processors this process may use, by its affinity and its control groups' quotas."""
    quotas = [_quota(folder) for folder in _folders(cgroups, own_groups)]
    granted = [quota for quota in quotas if quota is not None]
    return max(1, min([_seen(), *map(math.ceil, granted)]))


def limit_threads(cgroups: Path = CGROUPS, own_groups: Path = OWN_GROUPS) -> None:
    """Have libraries that are loaded from now on use one thread each, unless the environment says how many.

    A second thread makes next to nothing of a search faster, and between its calls waits for more by
    keeping a processor busy. What gains from more threads asks for `many_threads`.
    """
    os.environ.setdefault(MANY, str(many_threads(cgroups, own_groups)))
    os.environ.setdefault(VARIABLE, "1")


def many_threads(cgroups: Path = CGROUPS, own_groups: Path = OWN_GROUPS) -> int:
    """Return how many threads embedding passages and reading may use."""
    said = os.environ.get(MANY) or os.environ.get(VARIABLE)
    # OpenMP takes a number for each level of nesting: "4,2".
    return int(said.split(",")[0]) if said else processors(cgroups, own_groups)


def _seen() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _folders(cgroups: Path, own_groups: Path) -> Iterator[Path]:
    """Yield the folders of this process's control groups of processors and of those above them."""
    yield from (cgroups, cgroups / "cpu")  # in a container its own group is the root
    with suppress(OSError):
        for line in own_groups.read_text(encoding="utf-8").splitlines():
            _, controllers, path = line.split(":", 2)
            # Version 2 has one tree; version 1 has one for each set of controllers.
            root = cgroups / "cpu" if controllers else cgroups
            if ".." not in path and (not controllers or "cpu" in controllers.split(",")):
                own = root / path.lstrip("/")
                yield from (folder for folder in (own, *own.parents) if root in folder.parents)


def _quota(folder: Path) -> float | None:
    """Return the processors that a control group grants (version 2, else version 1), None if it grants all."""
    with suppress(OSError, ValueError):
        granted, period = (folder / "cpu.max").read_text(encoding="ascii").split()
        return None if granted == "max" else int(granted) / int(period)
    with suppress(OSError, ValueError):
        granted, period = (
            (folder / name).read_text(encoding="ascii")
            for name in ("cpu.cfs_quota_us", "cpu.cfs_period_us")
        )
        return None if int(granted) < 0 else int(granted) / int(period)
    return None
