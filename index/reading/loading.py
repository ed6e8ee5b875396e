"""Puts the reader's weights over the bundled model: the network, and the refiner that goes on from it."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from index.errors import ModelError
from index.reading.weights import REFINER, fingerprint

if TYPE_CHECKING:
    from transformers import BertModel

    from index.embedding.bert import Bert
    from index.reading.network import ReaderNetwork
    from index.reading.refiner import Refiner
    from index.reading.weights import ReaderWeights


def load_network(weights: ReaderWeights, bert: BertModel | Bert) -> ReaderNetwork:
    """Return a network over `bert`: embeddings and frozen layers shared, the others added to.

    Raises:
        ModelError: the weights were made for another base model.
    """
    import torch

    from index.reading.network import ReaderNetwork

    if base_fingerprint(bert) != weights.base:
        raise ModelError(
            "The reader's weights were made for another version of the bundled e5-small. "
            "Install the package's own requirements again: pip install --force-reinstall khaobot"
        )
    # Another module over the same tensors, so that replacing some leaves the base as it is.
    shared = {id(tensor): tensor for tensor in (*bert.parameters(), *bert.buffers())}
    copy: Any = deepcopy(bert, shared)
    network = ReaderNetwork(copy, weights.frozen, refined_layers(weights))
    for name, difference in weights.tensors.items():
        if name.startswith(REFINER):
            continue
        owner, _, leaf = name.rpartition(".")
        module = network.get_submodule(owner)
        tensor = torch.from_numpy(difference.copy())
        if name.startswith("bert."):
            tensor = tensor + module.get_parameter(leaf).detach()
        setattr(module, leaf, torch.nn.Parameter(tensor, requires_grad=False))
    return network.requires_grad_(False).eval()


def load_refiner(weights: ReaderWeights, network: ReaderNetwork) -> Refiner | None:
    """Return the refiner over a loaded `network`, or None if the weights hold none."""
    import torch

    from index.reading.refiner import Refiner

    refined = refined_layers(weights)
    if not refined:
        return None
    refiner = Refiner(network, refined)
    for name, parameter in refiner.named_parameters():
        tensor = torch.from_numpy(weights.tensors[REFINER + name])
        # Layers are stored by how they differ from the reader's, the rest as it is.
        own = parameter.detach() if name.startswith("layer.") else torch.zeros_like(tensor)
        parameter.requires_grad_(False).copy_(own + tensor)
    return refiner.requires_grad_(False).eval()


def refined_layers(weights: ReaderWeights) -> int:
    """Return how many layers the refiner of `weights` has, 0 if there is none."""
    layers = REFINER + "layer."
    numbers = {name.split(".")[2] for name in weights.tensors if name.startswith(layers)}
    return len(numbers)


def base_fingerprint(bert: BertModel | Bert) -> int:
    """Return the fingerprint of the base model: of its last layer's narrowing matrix."""
    last = bert.config.num_hidden_layers - 1
    matrix = bert.get_parameter(f"encoder.layer.{last}.output.dense.weight")
    # In bfloat16, so that a base that runs in it is known as well as one in float32.
    return fingerprint(matrix.detach().bfloat16().float().numpy())
