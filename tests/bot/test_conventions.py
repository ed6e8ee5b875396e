"""Which part may import which, and that importing does nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(p for top in ("bot", "index", "prompts") for p in (ROOT / top).rglob("*.py"))


def imports(path: Path) -> set[str]:
    """Return the modules that the file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_only_the_telegram_package_knows_the_library(path: Path) -> None:
    tops = {name.split(".")[0] for name in imports(path)}
    name = path.relative_to(ROOT).as_posix()
    if not name.startswith("bot/telegram/"):
        assert "telegram" not in tops
    if name.startswith(("index/", "prompts/")):
        assert "bot" not in tops


def test_importing_everything_reads_no_setting_and_sets_up_no_logging(tmp_path: Path) -> None:
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in MODULES
        if path.name != "__main__.py"
    ]
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "import importlib, logging\n"
        f"for name in {[n for n in names if n.startswith('bot')]!r}: importlib.import_module(name)\n"
        "assert not logging.getLogger().handlers\n"
        "assert 'torch' not in sys.modules and 'PIL' not in sys.modules, 'heavy'\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.iterdir()) == []
