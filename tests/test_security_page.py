"""The security page names tests that exist, and leaves out none of the threats that it is there for."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)


@cache
def names_in(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in tree.body if isinstance(node, functions))


@pytest.mark.parametrize(("file", "name"), NAMED, ids=lambda part: part.rpartition("/")[2])
def test_a_test_that_is_named_exists(file: str, name: str) -> None:
    assert name.startswith("test_")
    assert name in names_in(file)


def test_every_threat_has_a_test() -> None:
    threats = re.split(r"^### ", PAGE.partition("## Known holes")[0], flags=re.MULTILINE)[1:]
    assert len(threats) >= 10
    for threat in threats:
        assert re.search(r"^- `tests/", threat, re.MULTILINE), threat.splitlines()[0]
    # Every mention of a test was understood.
    assert len(NAMED) == PAGE.count("::test_")
