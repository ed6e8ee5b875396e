"""Rates, the queue, and who may ask."""

from __future__ import annotations

import pytest

from bot.access import Access
from bot.limits import REMEMBERED, Gate, QueueFull, RateLimit, Wait


def test_a_rate_refuses_and_says_so_once() -> None:
    now = [0.0]
    rate = RateLimit(2, lambda: now[0])
    assert rate.take(1) is None
    now[0] = 10
    assert rate.take(1) is None
    now[0] = 20
    assert rate.take(1) == Wait(40, first=True)
    assert rate.take(1) == Wait(40, first=False)
    assert rate.take(2) is None
    now[0] = 60.5
    assert rate.take(1) is None
    now[0] = 61
    assert rate.take(1) == Wait(9, first=True)


def test_what_is_given_back_doesnt_count() -> None:
    rate = RateLimit(1, lambda: 0.0)
    rate.take(1)
    rate.give_back(1)
    assert rate.take(1) is None


def test_a_rate_forgets_who_is_idle() -> None:
    now = [0.0]
    rate = RateLimit(1, lambda: now[0])
    for person in range(REMEMBERED):
        rate.take(person)
    now[0] = 100
    rate.take(REMEMBERED)
    rate.take(REMEMBERED + 1)
    assert len(rate._taken) <= 2


def test_the_gate() -> None:
    gate = Gate(1)
    with gate.entered():
        with pytest.raises(QueueFull), gate.entered():
            pass
        assert gate.inside == 1
    assert gate.inside == 0


def test_access() -> None:
    assert Access().may_ask(1, 2)
    closed = Access(frozenset({9}), frozenset({1}), frozenset({-5}))
    assert closed.may_ask(1, 1)
    assert closed.may_ask(2, -5)
    assert closed.may_ask(9, 9)
    assert not closed.may_ask(2, 2)
    assert closed.is_admin(9)
    assert not closed.is_admin(1)
