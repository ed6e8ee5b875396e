"""Tests of the house rules: who may import whom, what importing does, how modules begin and are named."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "index", "prompts")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
# Torch modules: nobody imports them before a model is built.
TORCH_MODULES = {
    "index.embedding.bert",
    "index.embedding.e5_network",
    "index.embedding.use_network",
    "index.embedding.e5_transformer",
    "index.reading.network",
    "index.reading.refiner",
}
HEAVY = (
    "torch", "faiss", "sentence_transformers", "transformers", "tokenizers", "telegram",
    "trafilatura", "sklearn", "pythainlp", "openai", "xllamacpp",
)  # fmt: skip
FORBIDDEN = {
    "index": {"bot", "prompts", "telegram"},
    "prompts": {"bot", "index", "telegram"},
    "bot": {"faiss", "sentence_transformers", "torch", "tests"},
}
MAX_LINES = 300


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> Iterator[str]:
    """Yield the full names of what a module imports, also inside functions and for type checking."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_in_one_direction(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    wrong = {name for name in imported(path) if name.split(".")[0] in FORBIDDEN[package]}
    assert not wrong


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_telegram_package_knows_the_library(path: Path) -> None:
    if not name_of(path).startswith("bot.telegram"):
        assert "telegram" not in {name.split(".")[0] for name in imported(path)}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nobody_imports_a_bare_index_or_bot(path: Path) -> None:
    """`index` and `bot` are natural names of variables, so names are imported from modules."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            assert not {alias.name.split(".")[0] for alias in node.names} & {"index", "bot"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_opens_with_one_sentence(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring, "no docstring"
    opening = " ".join(docstring.split("\n\n")[0].split())
    assert opening[0].isupper() or opening[0] == "`"
    assert opening[-1] in ".:"
    assert not re.search(r"[.!?] [A-Z]", opening), opening


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_short_and_has_a_telling_name(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES
    assert path.stem not in {"utils", "util", "helpers", "core", "common", "misc", "base"}


def test_every_folder_of_tests_is_a_package() -> None:
    """Else `tests/bot` would hide `bot` itself."""
    for folder in {path.parent for path in (ROOT / "tests").rglob("test_*.py")}:
        assert (folder / "__init__.py").is_file(), folder


IMPORT_EVERYTHING = """
import json, os, sys

opened = []


class Environment(dict):
    def __getitem__(self, key):
        seen.add(key)
        return super().__getitem__(key)

    def get(self, key, default=None):
        seen.add(key)
        return super().get(key, default)

    def __contains__(self, key):
        seen.add(key)
        return super().__contains__(key)


def audit(event, details):
    if event == "open" and isinstance(details[0], str):
        opened.append(details[0])
    elif event in ("socket.connect", "subprocess.Popen"):
        opened.append(event)


seen = set()
os.environ = Environment(os.environ)
sys.addaudithook(audit)
import importlib
import logging

for name in sys.argv[1:]:
    importlib.import_module(name)
print(json.dumps({
    "modules": sorted(sys.modules), "opened": opened, "environment": sorted(seen),
    "handlers": len(logging.root.handlers),
}))
"""


def test_importing_does_nothing(tmp_path: Path) -> None:
    # Nobody imports bot.telegram, and with it the library, before the bot is run.
    names = [
        name
        for path in MODULES
        if path.stem != "__main__" and not (name := name_of(path)).startswith("bot.telegram")
    ]
    (tmp_path / ".env").write_text("MAX_QUOTES=many\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-B", "-c", IMPORT_EVERYTHING, *(n for n in names if n not in TORCH_MODULES)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    found = json.loads(done.stdout)
    assert not set(HEAVY) & {name.split(".")[0] for name in found["modules"]}
    code = (".py", ".pyc", ".so", ".pth", ".zip")
    assert [path for path in found["opened"] if not path.endswith(code)] == []
    ours = {key for key in found["environment"] if not key.startswith(("PYTHON", "_"))}
    assert not ours & {line.split("=")[0] for line in (ROOT / ".env.example").read_text().split()}
    assert found["handlers"] == 0
    assert not list(tmp_path.glob("*/")), "something was written"


def test_errors_are_all_in_the_tree_at_the_top() -> None:
    from index import errors

    tree = errors.__doc__ or ""
    for name, value in vars(errors).items():
        if isinstance(value, type) and issubclass(value, Exception):
            assert name in tree
            assert issubclass(value, errors.KhaobotError)
