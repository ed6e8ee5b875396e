"""How many threads train: as many as were fastest when they were tried."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch

from training.reader.threads import Threads


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.mark.parametrize("fastest", [1, 2, 3])
def test_the_fastest_number_is_kept_until_the_next_trial(fastest: int) -> None:
    threads = Threads(3)
    used = []
    for _ in range(3 * Threads.TRIAL + Threads.STAY):
        used.append(torch.get_num_threads())
        threads.note(500.0 - 100 * abs(used[-1] - fastest))
    assert set(used) == {1, 2, 3}
    assert set(used[3 * Threads.TRIAL + 1 :]) == {fastest}
    assert torch.get_num_threads() == 1  # another trial begins


def test_another_trial_forgets_the_last() -> None:
    threads = Threads(2)
    for fastest in (1, 2):
        for _ in range(2 * Threads.TRIAL + Threads.STAY):
            threads.note(300.0 if torch.get_num_threads() == fastest else 100.0)
    for _ in range(2 * Threads.TRIAL + 1):
        threads.note(300.0 if torch.get_num_threads() == 1 else 100.0)
    assert torch.get_num_threads() == 1
