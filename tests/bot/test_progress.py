"""Tests of the progress bar."""

from __future__ import annotations

import pytest

from bot.progress import ProgressBar

Capture = pytest.CaptureFixture[str]


def test_the_bar_tells_how_far_how_fast_and_how_much_longer(capsys: Capture) -> None:
    with ProgressBar() as progress:
        for done in range(0, 101, 50):
            progress("embed", done, 100)
    out, err = capsys.readouterr()
    assert out == ""
    assert "Embedding" in err
    assert "100/100" in err
    assert "passages/s" in err
    assert "<" in err  # elapsed<left


def test_a_stage_of_unknown_length_counts(capsys: Capture) -> None:
    with ProgressBar() as progress:
        progress("read", 1, 0)
        progress("read", 7, 0)
    assert "7 articles" in capsys.readouterr().err


def test_each_stage_has_its_own_bar_and_all_are_closed(capsys: Capture) -> None:
    with ProgressBar() as progress:
        progress("cut", 3, 3)
        progress("embed", 5, 5)
        progress("write", 0, 0)
    err = capsys.readouterr().err
    assert err.index("Cutting") < err.index("Embedding")
    assert "Writing" not in err
    assert err.endswith("\n")


def test_a_failure_closes_the_bar_and_goes_on(capsys: Capture) -> None:
    with pytest.raises(ValueError, match="x"), ProgressBar() as progress:  # noqa: PT012
        progress("embed", 1, 100)
        raise ValueError("x")
    assert capsys.readouterr().err.endswith("\n")


def test_a_stage_nobody_named_is_shown_by_its_own_name(capsys: Capture) -> None:
    with ProgressBar() as progress:
        progress("polish", 1, 2)
    assert "polish" in capsys.readouterr().err
