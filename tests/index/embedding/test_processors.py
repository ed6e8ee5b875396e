"""How many processors a process may use is what its container grants, not what the machine has."""

import os
from pathlib import Path

import pytest

from index.embedding import processors as module
from index.embedding.processors import MANY, VARIABLE, limit_threads, many_threads, processors


@pytest.fixture(autouse=True)
def _a_machine_of_sixteen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_seen", lambda: 16)
    for variable in (VARIABLE, MANY):
        # Set first, so that what a test sets is taken back.
        monkeypatch.setenv(variable, "1")
        monkeypatch.delenv(variable)


@pytest.mark.parametrize(
    ("cpu_max", "expected"),
    [
        ("200000 100000\n", 2),
        ("150000 100000\n", 2),
        ("20000 100000\n", 1),
        ("6400000 100000\n", 16),
        ("max 100000\n", 16),
        ("garbage\n", 16),
    ],
)
def test_a_quota_of_version_2(tmp_path: Path, cpu_max: str, expected: int) -> None:
    (tmp_path / "cpu.max").write_text(cpu_max, encoding="ascii")
    assert processors(tmp_path, tmp_path / "none") == expected


@pytest.mark.parametrize(("quota", "expected"), [("300000", 3), ("-1", 16)])
def test_a_quota_of_version_1(tmp_path: Path, quota: str, expected: int) -> None:
    (tmp_path / "cpu").mkdir()
    (tmp_path / "cpu" / "cpu.cfs_quota_us").write_text(quota, encoding="ascii")
    (tmp_path / "cpu" / "cpu.cfs_period_us").write_text("100000", encoding="ascii")
    assert processors(tmp_path, tmp_path / "none") == expected


def test_the_smallest_quota_of_the_groups_it_is_in_counts(tmp_path: Path) -> None:
    own_groups = tmp_path / "cgroup"
    own_groups.write_text("3:cpu,cpuacct:/old/unit\n0::/system.slice/khaobot.service\n")
    unit = tmp_path / "system.slice" / "khaobot.service"
    unit.mkdir(parents=True)
    (unit / "cpu.max").write_text("max 100000")
    (unit.parent / "cpu.max").write_text("400000 100000")
    assert processors(tmp_path, own_groups) == 4
    old = tmp_path / "cpu" / "old" / "unit"
    old.mkdir(parents=True)
    (old / "cpu.cfs_quota_us").write_text("300000")
    (old / "cpu.cfs_period_us").write_text("100000")
    assert processors(tmp_path, own_groups) == 3


def test_without_control_groups_all_processors_are_used(tmp_path: Path) -> None:
    assert processors(tmp_path, tmp_path / "none") == 16
    limit_threads(tmp_path, tmp_path / "none")
    assert (os.environ[VARIABLE], many_threads()) == ("1", 16)


def test_libraries_start_one_thread_and_what_gains_from_more_as_many_as_granted(
    tmp_path: Path,
) -> None:
    (tmp_path / "cpu.max").write_text("200000 100000", encoding="ascii")
    limit_threads(tmp_path, tmp_path / "none")
    assert (os.environ[VARIABLE], many_threads()) == ("1", 2)


def test_what_the_environment_says_counts_for_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "4,2")
    assert many_threads() == 4
    monkeypatch.setenv(VARIABLE, "3")
    limit_threads(tmp_path, tmp_path / "none")
    assert (os.environ[VARIABLE], many_threads()) == ("3", 3)


def test_this_process_may_use_at_least_one() -> None:
    assert processors() >= 1
