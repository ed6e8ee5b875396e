"""Chooses both ends of a span together: a second reading by copies of the last layers, and a score for every pair.

Only the reader and its training import this module: it needs torch.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from index.reading.network import attention_bias, fuse_and_forget, fuse_layer, run

if TYPE_CHECKING:
    from index.reading.network import LayerWeights, ReaderNetwork

PAIRED = 64
SCALE = PAIRED**-0.5


class Refiner(nn.Module):
    """Goes on from the states below the reader's last `refined` layers with layers of its own.

    The reader's two logits choose an end without knowing the start. Here the score of the span from piece
    i to piece j is start(i) + end(j) + the product of two projections of i and j, trained by a softmax over
    all spans (the joint objective of Fajcik et al., "Rethinking the Objectives of Extractive Question
    Answering", 2021, with the biaffine form of Dozat and Manning, 2017). It begins as what the reader says.
    """

    def __init__(self, network: ReaderNetwork, refined: int) -> None:
        super().__init__()
        config = network.bert.config
        hidden = config.hidden_size
        own = network.bert.encoder.layer[config.num_hidden_layers - refined :]
        self.layer = nn.ModuleList([deepcopy(layer) for layer in own])
        self.span = deepcopy(network.span)
        self.left = nn.Linear(hidden, PAIRED)
        self.right = nn.Linear(hidden, PAIRED)
        nn.init.normal_(self.left.weight, std=0.02)
        nn.init.zeros_(self.left.bias)
        nn.init.zeros_(self.right.weight)
        nn.init.zeros_(self.right.bias)
        self._heads = int(config.num_attention_heads)
        self._eps = float(config.layer_norm_eps)

    def fuse(self, dtype: torch.dtype) -> list[LayerWeights]:
        """Return the layers in `dtype`."""
        return [fuse_layer(layer, dtype) for layer in self.layer]

    def hand_over(self, dtype: torch.dtype) -> list[LayerWeights]:
        """Return the layers in `dtype`, as `fuse` does, and let go of the layers' own tensors."""
        return fuse_and_forget(self.layer, dtype)

    def forward(self, states: Tensor, mask: Tensor, layers: list[LayerWeights]) -> Tensor:
        """Return a score for every start and end, (texts, tokens, tokens), in float32.

        Args:
            states: (texts, tokens, hidden), as `ReaderNetwork.forward` hands them on.
            mask: (texts, tokens) int64.
            layers: what `fuse` returned.
        """
        bias = attention_bias(mask, states.dtype)
        for layer in layers:
            states = run(layer, states, bias, self._heads, self._eps)
        states = states.float()
        starts, ends = self.span(states).split(1, dim=-1)
        pairs = self.left(states) @ self.right(states).transpose(1, 2)
        scores: Tensor = starts + ends.transpose(1, 2) + SCALE * pairs
        return scores
