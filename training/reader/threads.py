"""Chooses how many threads train, by what is faster beside the other work of the machine."""

from __future__ import annotations

import torch


class Threads:
    """Trains with one thread while others keep the cores busy: two that wait for each other are slower."""

    TRIAL, STAY = 4, 60

    def __init__(self, most: int) -> None:
        self._speeds: dict[int, list[float]] = {count: [] for count in range(1, most + 1)}
        self._steps = 0

    def note(self, tokens_per_s: float) -> None:
        """Take one step's speed, and set the number of threads for the next."""
        current = torch.get_num_threads()
        self._speeds[current].append(tokens_per_s)
        self._steps += 1
        trials = self.TRIAL * len(self._speeds)
        place = self._steps % (trials + self.STAY)
        if place < trials:
            torch.set_num_threads(1 + place // self.TRIAL)
            if not place:
                self._speeds = {count: [] for count in self._speeds}
        elif place == trials:
            torch.set_num_threads(max(self._speeds, key=self._mean))

    def _mean(self, count: int) -> float:
        speeds = self._speeds[count]
        return sum(speeds) / len(speeds) if speeds else 0.0
