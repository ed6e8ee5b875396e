"""Makes a virtual environment for a benchmark that needs packages Khaobot doesn't."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

CONSTRAINTS = Path(__file__).parents[1] / "constraints.txt"
SHARED = ("torch", "transformers", "sentence-transformers", "numpy", "faiss-cpu", "tokenizers")


def python_of(folder: Path, packages: Sequence[str]) -> Path:
    """Return the interpreter of the environment in `folder`; made with `packages` if it isn't there."""
    python, made = folder / "bin" / "python", folder / "made-with.txt"
    wanted = "\n".join([*_pinned(), *packages])
    if not made.exists() or made.read_text(encoding="utf-8") != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        pip = [str(python), "-m", "pip", "install", "-q"]
        # torch first and by its exact version, so that none of the packages brings its own.
        subprocess.run([*pip, *_pinned()], check=True)
        subprocess.run([*pip, *_pinned(), *packages], check=True)
        made.write_text(wanted, encoding="utf-8")  # last: an environment half made is made anew
    return python


def versions_in(python: Path, packages: Sequence[str]) -> dict[str, str]:
    """Return the versions of `packages` in the environment of `python`."""
    code = "import sys; from importlib.metadata import version; print(*map(version, sys.argv[1:]))"
    names = [package.partition("==")[0] for package in packages]
    done = subprocess.run(
        [str(python), "-c", code, *names], capture_output=True, text=True, check=True
    )
    return dict(zip(names, done.stdout.split(), strict=True))


def peak_megabytes() -> int:
    """Return the most memory that this process ever held, mapped files included.

    Not getrusage's ru_maxrss: a process is born with that of the one that started it.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def _pinned() -> list[str]:
    """Return what both environments share, at the versions that the project is tested with."""
    lines = CONSTRAINTS.read_text(encoding="utf-8").split()
    return [line for line in lines if line.partition("==")[0] in SHARED]
