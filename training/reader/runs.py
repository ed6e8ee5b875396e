"""Keeps a training run in a folder: its checkpoint, its plan and its log, so that it can be stopped and resumed."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import torch

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    P = TypeVar("P", bound=DataclassInstance)


class Run:
    """The folder of a run, made if it isn't there."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self.checkpoint = folder / "checkpoint.pt"

    def save(self, saved: dict[str, Any]) -> None:
        """Write the checkpoint, then put it in place of the last."""
        new = self.checkpoint.with_suffix(".new")
        torch.save(saved, new)
        os.replace(new, self.checkpoint)

    def load(self) -> dict[str, Any] | None:
        """Return what was saved last, None if nothing was."""
        return load(self.checkpoint) if self.checkpoint.exists() else None

    def log(self, row: dict[str, Any]) -> None:
        """Print a row, and add it to `log.jsonl`."""
        line = json.dumps(row)
        print(line, flush=True)
        with (self._folder / "log.jsonl").open("a") as log:
            log.write(line + "\n")


def load(checkpoint: Path) -> dict[str, Any]:
    """Return what a checkpoint holds."""
    saved: dict[str, Any] = torch.load(checkpoint, weights_only=True, map_location="cpu")
    return saved


def add_plan_options(parser: argparse.ArgumentParser, kind: type[P]) -> None:
    """Add an option for every field of a plan; without it the checkpoint's value counts, else the default."""
    for field in fields(kind):
        option = "--" + field.name.replace("_", "-")
        parser.add_argument(option, type=type(field.default), help=f"default {field.default}")


def planned(
    kind: type[P],
    saved: dict[str, Any] | None,
    given: argparse.Namespace,
    settled: Sequence[str] = (),
) -> P:
    """Return the plan of a run: that of the checkpoint it goes on from, changed by the options given.

    Args:
        saved: what the checkpoint holds, None if the run begins anew.
        settled: fields that can't change any more once a run has begun.
    """
    before: dict[str, Any] = saved["plan"] if saved else {}
    options = {f.name: getattr(given, f.name) for f in fields(kind)}
    changes = {name: value for name, value in options.items() if value is not None}
    for name in settled:
        if name in before and changes.get(name, before[name]) != before[name]:
            raise SystemExit(
                f"The checkpoint is of a run with {name} {before[name]}, not {changes[name]}: "
                "begin another run in a folder of its own."
            )
    return kind(**(before | changes))
