"""Bounds how much torch remembers of the shapes of input it has met, before torch is imported.

oneDNN makes a kernel for every shape and keeps the last 1,024 of them; torch keeps as many of its own
plans. Questions and passages come in ever new lengths: of a bot that runs for days they would fill hundreds of
megabytes, and be of no use. A forward pass needs about twenty.
"""

from __future__ import annotations

import os

KEPT = 24
# https://uxlfoundation.github.io/oneDNN/dev_guide_primitive_cache.html, and torch's docs/source/mkldnn
VARIABLES = ("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "LRU_CACHE_CAPACITY")


def bound_kernel_caches() -> None:
    """Set both capacities for this process, unless its environment does; of no effect once torch computes."""
    for variable in VARIABLES:
        os.environ.setdefault(variable, str(KEPT))
