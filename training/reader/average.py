"""Averages two exported files of one base: `python -m training.reader.average FIRST SECOND OUT`.

Weights along one run average well (Izmailov et al., "Averaging Weights Leads to Wider Optima", 2018).
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from index.reading.weights import (
    REFINER,
    ReaderWeights,
    read_reader_weights,
    write_reader_weights,
)


def averaged(first: ReaderWeights, second: ReaderWeights) -> ReaderWeights:
    """Return the mean of two files' differences from the bundled model, with the notes of `second`.

    Refiners go on from one reader each, so they are left out: train one over the mean.
    """
    if (first.base, first.frozen) != (second.base, second.frozen):
        raise SystemExit("The two files are of different bases, or train different layers.")
    tensors = {
        name: (first.tensors[name] + values) / 2
        for name, values in second.tensors.items()
        if not name.startswith(REFINER)
    }
    return replace(second, tensors=tensors)


def main() -> None:
    """Read two files and write the third."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    both = read_reader_weights(arguments.first), read_reader_weights(arguments.second)
    write_reader_weights(arguments.out, averaged(*both))


if __name__ == "__main__":
    main()
