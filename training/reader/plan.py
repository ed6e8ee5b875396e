"""What a training run is to do, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """Everything about a run that changes its weights."""

    seed: int = 20261122
    samples: int = 90_000
    chunk: int = 1536
    frozen: int = 3
    limit: int = 256
    early_limit: int = 192
    early: float = 0.6
    tokens: int = 4096
    rate: float = 2e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.92
    warm_up: float = 0.04
    cool_down: float = 0.45
    weight_decay: float = 0.01
    negative_share: float = 0.2
    elsewhere_share: float = 0.1
    rephrased_share: float = 0.0
    mixture_from: float = 0.0
    answerable_weight: float = 0.7
    average: float = 0.995


@dataclass
class State:
    """What a checkpoint holds besides the tensors."""

    chunk: int = 0
    samples: int = 0
    step: int = 0
    seconds: float = 0.0
